package org.tandemml.formats;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.tandemml.core.InputException;
import org.tandemml.core.Model;
import org.tandemml.core.ModelCodec;

/// The codecs that may write and read models, by type name and by class.
final class ModelCodecs {
    private final Map<String, ModelCodec<?>> byType = new TreeMap<>();

    ModelCodecs(List<? extends ModelCodec<?>> codecs) {
        for (ModelCodec<?> codec : codecs) {
            ModelCodec<?> other = byType.put(codec.type(), codec);
            if (other != null) {
                throw new IllegalStateException("two codecs claim the model type \"" + codec.type() + "\": "
                        + other.getClass().getName() + " and "
                        + codec.getClass().getName());
            }
        }
    }

    /// Every codec on the path.
    @SuppressWarnings("rawtypes")
    static ModelCodecs registered() {
        return new ModelCodecs(ServiceLoader.load(ModelCodec.class).stream()
                .map(provider -> (ModelCodec<?>) provider.get())
                .toList());
    }

    ModelCodec<?> of(Model model) {
        for (ModelCodec<?> codec : byType.values()) {
            if (codec.modelClass() == model.getClass()) {
                return codec;
            }
        }
        throw new InputException("a model of " + model.getClass().getName()
                + " cannot be written, no ModelCodec on the path knows it (known types: " + known()
                + "): register its codec as a service");
    }

    ModelCodec<?> of(String type) {
        ModelCodec<?> codec = byType.get(type);
        if (codec == null) {
            throw Unreadable.foreign("holds a model of type " + OneLine.quoted(type)
                    + ", which no module on the path reads (known: " + known()
                    + "): add the Tandem module that has this learner, or update Tandem");
        }
        return codec;
    }

    private String known() {
        return byType.isEmpty() ? "none" : String.join(", ", byType.keySet());
    }
}
