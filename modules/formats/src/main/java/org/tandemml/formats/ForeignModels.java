package org.tandemml.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Model;
import org.tandemml.core.ModelExporter;
import org.tandemml.core.ModelImporter;
import org.tandemml.core.WholeFile;

/// Reads and writes the model files of other libraries by the registered [ModelImporter]s and [ModelExporter]s.
///
/// **Errors**: whatever is wrong with a file ends in one [InputException] of one line that names the file.
public final class ForeignModels {
    private ForeignModels() {}

    /// The formats that can be read, with what each stands for: `xgboost: …`.
    public static List<String> imports() {
        return importers().stream()
                .map(each -> each.format() + ": " + each.meaning())
                .sorted()
                .toList();
    }

    /// The formats that can be written.
    public static List<String> exports() {
        return exporters().stream()
                .map(each -> each.format() + ": " + each.meaning())
                .sorted()
                .toList();
    }

    /// The model in a file of another library.
    ///
    /// @param format its name: `xgboost`, `lightgbm`, …
    public static Model read(String format, Path path, ModelImporter.Names names) {
        ModelImporter importer = importers().stream()
                .filter(each -> each.format().equals(format))
                .findFirst()
                .orElseThrow(() -> Check.unknown(
                        "model format",
                        format,
                        importers().stream().map(ModelImporter::format).toList()));
        if (Files.isDirectory(path) || !Files.exists(path)) {
            throw new InputException(path + (Files.exists(path) ? " is a directory" : " does not exist") + ": name a "
                    + format + " model file");
        }
        byte[] bytes;
        try {
            if (Files.size(path) > ByteSink.MAX_BYTES) {
                throw new InputException(
                        path + " has " + Files.size(path) + " bytes, a model file may have " + ByteSink.MAX_BYTES);
            }
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw new InputException(path + " cannot be read: " + OneLine.of(e), e);
        }
        return read(importer, path.toString(), bytes, names);
    }

    private static Model read(ModelImporter importer, String name, byte[] bytes, ModelImporter.Names names) {
        try {
            return importer.read(bytes, names);
        } catch (RuntimeException e) {
            // Whatever an importer trips over in bytes that nobody vouches for, the file is to blame.
            throw new InputException(
                    name + " is no " + importer.format() + " model that Tandem can read: " + OneLine.of(e), e);
        }
    }

    /// Writes `model` to `path` as a file of another library and returns the number of bytes. The file appears whole or
    /// not at all, see [WholeFile].
    public static long write(String format, Model model, Path path) {
        List<ModelExporter> named = exporters().stream()
                .filter(each -> each.format().equals(format))
                .toList();
        if (named.isEmpty()) {
            throw Check.unknown(
                    "model format",
                    format,
                    exporters().stream().map(ModelExporter::format).distinct().toList());
        }
        for (ModelExporter exporter : named) {
            if (exporter.accepts(model)) {
                byte[] bytes = exporter.write(model);
                return WholeFile.write(path, out -> out.write(bytes));
            }
        }
        List<String> meanings = new ArrayList<>();
        named.forEach(each -> meanings.add(each.meaning()));
        throw new InputException("a " + model.getClass().getSimpleName() + " cannot be written as a " + format
                + " model, which holds " + String.join(", or ", meanings));
    }

    private static List<ModelImporter> importers() {
        return ServiceLoader.load(ModelImporter.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static List<ModelExporter> exporters() {
        return ServiceLoader.load(ModelExporter.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
