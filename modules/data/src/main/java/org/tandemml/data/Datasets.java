package org.tandemml.data;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Progress;
import org.tandemml.core.Schema;

/// The door to data: files in the formats of [FileFormat], and sets that have a name.
///
/// A CSV file becomes a data set without a target; name it with [Dataset#target(String)]. A column is numeric if every
/// cell that is not missing is a number, else categorical with its levels sorted by name; a column without any value
/// is numeric. Separator and header are found from the first rows, see [ReadOptions]. LIBSVM text brings its target, an
/// IDX file of images that of the file of labels beside it. Arrays and rows of a database become data by [Columns] and
/// [SqlTable].
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
        return read(source, options.withFormat(format), nameOf(source), plain.endsWith(".tsv"));
    }

    private static String nameOf(SourceFile source) {
        int dot = source.name().indexOf('.', 1);
        return dot < 0 ? source.name() : source.name().substring(0, dot);
    }

    /// The rows of a CSV or LIBSVM file in blocks of `blockRows`, for files larger than memory.
    ///
    /// The schema is that of the first 100,000 rows of a CSV file (fewer where rows are very wide): text that later
    /// stands in a column of numbers, or a level that those rows lack, is an error, see [ReadOptions#withType] and
    /// [#stream(Path, ReadOptions, int, Schema)]. For a LIBSVM file a first pass finds width and classes.
    public static RowBlocks stream(Path file, ReadOptions options, int blockRows) {
        return stream(file, options, blockRows, Optional.empty());
    }

    /// The columns of `schema`, in its order and with its levels, from a CSV or LIBSVM file in blocks of `blockRows`.
    /// The labels of LIBSVM text are a target of numbers.
    public static RowBlocks stream(Path file, ReadOptions options, int blockRows, Schema schema) {
        return stream(file, options, blockRows, Optional.of(schema));
    }

    private static RowBlocks stream(Path file, ReadOptions options, int blockRows, Optional<Schema> schema) {
        SourceFile source = SourceFile.of(file);
        FileFormat format = options.format().orElseGet(() -> FileFormat.of(file));
        boolean tabs = FileFormat.plainName(file).endsWith(".tsv");
        return RowBlocks.open(
                source,
                options.withFormat(format),
                Check.atLeast("blockRows", blockRows, 1),
                schema,
                tabs,
                nameOf(source));
    }

    /// Writes `data` in the format that the name tells, CSV or LIBSVM, compressed if it ends in `.gz`; whole or not at
    /// all. Returns the number of bytes. See [#writeCsv] and [#writeLibsvm].
    public static long write(Dataset data, Path file) {
        return switch (FileFormat.of(file)) {
            case CSV -> writeCsv(data, file);
            case LIBSVM -> writeLibsvm(data, file);
            case ARFF, IDX ->
                throw new InputException(file + ": ARFF and IDX are read, not written: use .csv or .libsvm");
        };
    }

    /// Writes a CSV file with a header, the target in the last column; a missing value is an empty cell.
    ///
    /// Numbers are written so that reading gives the same bits. Read back with
    /// `ReadOptions.defaults().withHeader(PRESENT).withTypes(schema)` the schema is the same, too, if levels are sorted
    /// and each has a row. Throws [InputException] for what CSV cannot hold: weights of rows, infinite values, and
    /// names or levels that begin or end with a blank or read as missing, such as `NA`.
    public static long writeCsv(Dataset data, Path file) {
        return CsvWriting.write(data, file);
    }

    /// Writes LIBSVM text. Zeros of dense data are left out, except where the last column would vanish; missing values
    /// are `nan`. Classes whose names are no numbers are written as `0, 1, …` in their order; without a target the
    /// labels are 0. Throws [InputException] for categories and for weights of rows.
    public static long writeLibsvm(Dataset data, Path file) {
        return LibsvmWriting.write(data, file);
    }

    static Reading read(SourceFile source, ReadOptions options, String name, boolean tabs) {
        return switch (options.format().orElseThrow()) {
            case CSV -> CsvReading.read(source, options, name, tabs);
            case LIBSVM -> LibsvmReading.read(source, options, name);
            case ARFF -> ArffReading.read(source, options, name);
            case IDX -> IdxReading.read(source, options, name);
        };
    }

    /// A set of the catalogue with its target set: `Datasets.named("iris")`. Bundled sets come from the class path, or
    /// from the folder `datasets` under the system property `tandem.home`; others from the directory that the
    /// environment variable `TANDEM_DATA` names, or from the cache of [#fetch].
    public static Dataset named(String name) {
        return Catalog.at(Optional.empty()).read(Catalog.require(name)).train();
    }

    /// Downloads the files of a known set from its public home, so that its name is enough to read it from then on, and
    /// returns those that were not there yet. Nothing that is not of the known size and SHA-256 is kept; a transfer
    /// that broke off goes on where it ended. Progress is told in kilobytes.
    ///
    /// Throws [InputException] for a set that is bundled or has no known home, and for whatever hinders the transfer.
    ///
    /// @param directory where to, or empty for the cache: what the environment variable `TANDEM_CACHE` names, else
    /// `tandem` in the user's folder of caches
    /// @param mirror an address that replaces the public home; the files are below it under the name of the set
    public static List<Path> fetch(String name, Optional<Path> directory, Optional<URI> mirror, Progress progress) {
        DatasetInfo info = Catalog.require(name);
        List<PublicFile> files = PublicFile.of(name);
        if (files.isEmpty()) {
            throw new InputException("the data set \"" + name + "\" "
                    + (info.bundled() ? "comes with Tandem: there is nothing to fetch" : "has no known public home")
                    + " (can be fetched: " + String.join(", ", fetchable()) + ")");
        }
        Path place = directory.orElseGet(Catalog::defaultCache);
        List<Path> fetched = new ArrayList<>();
        for (PublicFile file : files) {
            URI from = mirror.map(m -> URI.create(m.toString().replaceFirst("/*$", "/") + file.file()))
                    .orElse(file.url());
            if (Download.run(file, from, place, progress)) {
                fetched.add(place.resolve(file.file()));
            }
        }
        return fetched;
    }

    /// The names of the sets that [#fetch] can get.
    public static List<String> fetchable() {
        return PublicFile.all().stream().map(PublicFile::name).distinct().toList();
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
