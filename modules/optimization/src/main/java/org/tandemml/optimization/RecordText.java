package org.tandemml.optimization;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// Records as short texts `name:value:value`, components in order; those at the end that have their default values are
/// left out.
final class RecordText {
    private RecordText() {}

    /// The text of a record whose kind has these defaults.
    static String write(String name, Record record, Record defaults) {
        List<String> parts = new ArrayList<>();
        int needed = 0;
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = read(component, record);
            parts.add(text(value));
            if (!value.equals(read(component, defaults))) {
                needed = parts.size();
            }
        }
        return needed == 0 ? name : name + ":" + String.join(":", parts.subList(0, needed));
    }

    /// The record of a text.
    ///
    /// @param what kind of thing, for messages
    /// @param defaults one record of each kind, with the values for what the text leaves out
    /// @param nested reads a component that is itself of the kind; it is the last one and takes the rest of the text
    static <T> T parse(
            String what,
            String text,
            List<? extends T> defaults,
            Function<T, String> name,
            Function<String, T> nested) {
        String[] parts = text.strip().split(":", -1);
        String kind = parts[0].toLowerCase(Locale.ROOT);
        T found = defaults.stream()
                .filter(d -> name.apply(d).equals(kind))
                .findFirst()
                .orElseThrow(() ->
                        Check.unknown(what, text, defaults.stream().map(name).toList()));
        RecordComponent[] components = found.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        int at = 1;
        for (int i = 0; i < components.length; i++) {
            values[i] = read(components[i], (Record) found);
            if (at >= parts.length) {
                continue;
            }
            if (defaults.getFirst().getClass().getInterfaces()[0] == components[i].getType()) {
                values[i] = nested.apply(Arrays.stream(parts).skip(at).collect(Collectors.joining(":")));
                at = parts.length;
            } else {
                values[i] = value(what, text, components[i], parts[at++]);
            }
        }
        if (at < parts.length) {
            throw new InputException(what + " \"" + text + "\" has more values than " + kind + " takes: "
                    + Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.joining(":")));
        }
        return create(found, components, values);
    }

    private static Object value(String what, String text, RecordComponent component, String part) {
        Class<?> type = component.getType();
        try {
            if (type == int.class) {
                return Integer.parseInt(part);
            }
            if (type == double.class) {
                return Double.parseDouble(part);
            }
            if (type == List.class) {
                return Arrays.stream(part.split(",")).map(Integer::parseInt).toList();
            }
        } catch (NumberFormatException e) {
            throw new InputException(
                    what + " \"" + text + "\": " + component.getName() + " must be a number, was \"" + part + "\"", e);
        }
        if (type == boolean.class) {
            if (!part.equals("true") && !part.equals("false")) {
                throw new InputException(what + " \"" + text + "\": " + component.getName()
                        + " must be true or false, was \"" + part + "\"");
            }
            return part.equals("true");
        }
        for (Object constant : type.getEnumConstants()) {
            if (text(constant).equals(part)) {
                return constant;
            }
        }
        throw Check.unknown(
                component.getName() + " of " + what,
                part,
                Arrays.stream(type.getEnumConstants()).map(RecordText::text).toList());
    }

    private static String text(Object value) {
        return switch (value) {
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            case List<?> list -> list.stream().map(Object::toString).collect(Collectors.joining(","));
            case Double number ->
                number == Math.rint(number) && Math.abs(number) < 1e9
                        ? Long.toString(number.longValue())
                        : number.toString();
            default -> value.toString();
        };
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T create(T like, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (T) like.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InputException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create " + like.getClass(), e);
        }
    }
}
