package org.tandemml.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;

/// The door to data: files in the formats of [FileFormat], and sets that have a name.
///
/// A CSV file becomes a data set without a target; name it with [Dataset#target(String)]. A column is numeric if every
/// cell that is not missing is a number, else categorical with its levels sorted by name; a column without any value
/// is numeric. Separator and header are found from the first rows, see [ReadOptions]. LIBSVM text brings its target.
///
/// **Cost**: one pass (two if a column turns out to be text late), 8 bytes a cell, up to 16 while reading. **Errors**:
/// whatever is wrong with a file is an [InputException] of one line with the place, such as
/// `row 17 has 4 values, the header names 5 columns (people.csv:18)`.
public final class Datasets {
    private Datasets() {}

    /// The table in a CSV file, without a target.
    public static Dataset csv(Path file) {
        return read(file, ReadOptions.defaults().withFormat(FileFormat.CSV));
    }

    /// The rows and labels of a file in LIBSVM text.
    public static Dataset libsvm(Path file) {
        return read(file, ReadOptions.defaults().withFormat(FileFormat.LIBSVM));
    }

    /// The data in a file whose name tells the format.
    public static Dataset read(Path file) {
        return read(file, ReadOptions.defaults());
    }

    /// The data in a file, read as `options` say.
    public static Dataset read(Path file, ReadOptions options) {
        return reading(file, options).data();
    }

    /// The data in a file together with notes about how they were read: which column looks like a name of the row and
    /// should be ignored, and which word turned a column of numbers into categories.
    public static Reading reading(Path file, ReadOptions options) {
        SourceFile source = SourceFile.of(file);
        String plain = FileFormat.plainName(file);
        FileFormat format = options.format().orElseGet(() -> FileFormat.of(file));
        int dot = source.name().indexOf('.', 1);
        String name = dot < 0 ? source.name() : source.name().substring(0, dot);
        return read(source, options.withFormat(format), name, plain.endsWith(".tsv"));
    }

    static Reading read(SourceFile source, ReadOptions options, String name, boolean tabs) {
        return switch (options.format().orElseThrow()) {
            case CSV -> CsvReading.read(source, options, name, tabs);
            case LIBSVM -> LibsvmReading.read(source, options, name);
        };
    }

    /// A set of the catalogue with its target set: `Datasets.named("iris")`. Bundled sets come from the class path, or
    /// from the folder `datasets` under the system property `tandem.home`; others from the directory that the
    /// environment variable `TANDEM_DATA` names.
    public static Dataset named(String name) {
        return Catalog.at(Optional.empty()).read(Catalog.require(name)).train();
    }

    /// All sets that have a name, bundled ones first.
    public static List<DatasetInfo> catalog() {
        return Catalog.entries();
    }

    /// A set of the catalogue or, if there is none of this name, the file; `dataDirectory` replaces `TANDEM_DATA`.
    public static Found find(String nameOrFile, Optional<Path> dataDirectory) {
        return find(nameOrFile, dataDirectory, ReadOptions.defaults());
    }

    /// [#find(String, Optional)] with options for the case of a file; the catalogue knows how to read its own sets.
    public static Found find(String nameOrFile, Optional<Path> dataDirectory, ReadOptions options) {
        Optional<DatasetInfo> known = Catalog.entry(nameOrFile);
        if (known.isPresent()) {
            return Catalog.at(dataDirectory).read(known.get());
        }
        if (!Files.exists(Path.of(nameOrFile)) && !looksLikeFile(nameOrFile)) {
            InputException unknown = Check.unknown(
                    "data set",
                    nameOrFile,
                    catalog().stream().map(DatasetInfo::name).toList());
            throw new InputException(unknown.getMessage() + ", and there is no file of this name", unknown);
        }
        Reading reading = reading(Path.of(nameOrFile), options);
        return new Found(reading.data(), Optional.empty(), Optional.empty(), reading.notes());
    }

    private static boolean looksLikeFile(String text) {
        return text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('.') >= 0;
    }
}
