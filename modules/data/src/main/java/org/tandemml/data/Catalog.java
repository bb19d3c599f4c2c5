package org.tandemml.data;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;

/// The data sets that have a name, read from `catalog.csv`, and the places where their files may be.
///
/// @param home the folder in which the project stands, if known
/// @param dataDirectory the folder of sets that the project may not ship, if given
/// @param cache the folder of sets that were fetched
record Catalog(Optional<Path> home, Optional<Path> dataDirectory, Path cache) {
    private static final String RESOURCES = "bundled/";
    private static final List<DatasetInfo> ENTRIES = load();

    /// The places that the system property `tandem.home` and, unless a directory is given, the environment variable
    /// `TANDEM_DATA` name.
    static Catalog at(Optional<Path> dataDirectory) {
        Optional<Path> home =
                Optional.ofNullable(System.getProperty("tandem.home")).map(Path::of);
        Optional<Path> fromEnvironment = Optional.ofNullable(System.getenv("TANDEM_DATA"))
                .filter(v -> !v.isBlank())
                .map(Path::of);
        return new Catalog(home, dataDirectory.or(() -> fromEnvironment), defaultCache());
    }

    /// Where fetched sets are kept: what the environment variable `TANDEM_CACHE` names, else `tandem` in the user's
    /// folder of caches.
    static Path defaultCache() {
        String own = System.getenv("TANDEM_CACHE");
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        return caches != null && !caches.isBlank()
                ? Path.of(caches, "tandem")
                : Path.of(System.getProperty("user.home"), ".cache", "tandem");
    }

    /// All sets, bundled ones first.
    static List<DatasetInfo> entries() {
        return ENTRIES;
    }

    /// The set of this name, if there is one.
    static Optional<DatasetInfo> entry(String name) {
        return ENTRIES.stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /// The set of this name, or an error that suggests the nearest.
    static DatasetInfo require(String name) {
        return entry(name)
                .orElseThrow(() -> Check.unknown(
                        "data set",
                        name,
                        ENTRIES.stream().map(DatasetInfo::name).toList()));
    }

    /// Reads a set with its target and, if it has one, its test part.
    Found read(DatasetInfo info) {
        Optional<SourceFile> file = locate(info, info.file());
        if (file.isEmpty()) {
            return fetched(info).orElseThrow(() -> absent(info, info.file()));
        }
        Reading train = read(info, file.get());
        Optional<Reading> test =
                info.testFile().map(name -> read(info, locate(info, name).orElseThrow(() -> absent(info, name))));
        List<String> notes = new ArrayList<>(train.notes());
        test.ifPresent(t -> notes.addAll(t.notes()));
        return new Found(train.data(), test.map(Reading::data), Optional.of(info), notes);
    }

    private static Reading read(DatasetInfo info, SourceFile source) {
        Reading reading =
                Datasets.read(source, info.options(), info.name(), source.name().contains(".tsv"));
        return new Reading(targeted(info, reading.data()), reading.notes());
    }

    private static Dataset targeted(DatasetInfo info, Dataset read) {
        Dataset data = read.target(info.target());
        return info.task() == DatasetInfo.Task.CLASSIFICATION ? data.targetAsClasses() : data;
    }

    /// A set in the form of its public home, where that has no header and no test part with the same classes.
    private Optional<Found> fetched(DatasetInfo info) {
        Optional<PublicFile> bare = PublicFile.of(info.name()).stream()
                .filter(f -> !f.columns().isEmpty())
                .findFirst();
        return bare.flatMap(f -> existing(f.file()).map(source -> {
            ReadOptions options = info.options().withHeader(ReadOptions.Header.ABSENT);
            Dataset bareData =
                    Datasets.read(source, options, info.name(), false).data();
            List<Column> columns = new ArrayList<>();
            for (int j = 0; j < bareData.columns(); j++) {
                columns.add(renamed(bareData.schema().column(j), f.columns().get(j)));
            }
            Dataset named = bareData.withFeatures(new Schema(columns), bareData.features());
            List<String> notes = info.testFile().isEmpty()
                    ? List.of()
                    : List.of(info.name() + " was fetched without its separate test rows");
            return new Found(targeted(info, named), Optional.empty(), Optional.of(info), notes);
        }));
    }

    private static Column renamed(Column column, String name) {
        return switch (column) {
            case Column.Numeric numeric -> new Column.Numeric(name);
            case Column.Categorical categorical -> new Column.Categorical(name, categorical.levels());
        };
    }

    private Optional<SourceFile> locate(DatasetInfo info, String file) {
        if (info.bundled()) {
            Optional<Path> shipped =
                    home.map(h -> h.resolve("datasets").resolve(file)).filter(Files::exists);
            if (shipped.isPresent()) {
                return shipped.map(SourceFile::of);
            }
            if (Catalog.class.getResource(RESOURCES + file) != null) {
                return Optional.of(resource(file));
            }
        }
        return existing(file);
    }

    /// The file in the data directory or in the cache; what was fetched may be there without compression.
    private Optional<SourceFile> existing(String file) {
        String plain = file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
        return Stream.concat(dataDirectory.stream(), Stream.of(cache))
                .flatMap(folder -> Stream.of(folder.resolve(file), folder.resolve(plain)))
                .filter(Files::exists)
                .findFirst()
                .map(SourceFile::of);
    }

    private InputException absent(DatasetInfo info, String file) {
        boolean fetchable = !PublicFile.of(info.name()).isEmpty();
        return new InputException("the data set \"" + info.name() + "\" is known but its file " + file + " is not in "
                + dataDirectory.map(Path::toString).orElse("this installation") + ": "
                + (fetchable ? "get it with \"tandem datasets fetch " + info.name() + "\", or " : "")
                + "set the environment variable TANDEM_DATA (or --data-dir) to the directory that holds it");
    }

    private static SourceFile resource(String file) {
        return new SourceFile(file, file.endsWith(".gz"), Optional.empty(), () -> {
            InputStream in = Catalog.class.getResourceAsStream(RESOURCES + file);
            if (in == null) {
                throw new IOException("resource " + file + " has vanished");
            }
            return in;
        });
    }

    private static List<DatasetInfo> load() {
        SourceFile file = resource("catalog.csv");
        List<DatasetInfo> entries = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(file.open(), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : reader) {
                entries.add(parsed(row));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue of data sets cannot be read", e);
        }
        return List.copyOf(entries);
    }

    private static DatasetInfo parsed(NamedCsvRecord row) {
        return new DatasetInfo(
                row.getField("name"),
                row.getField("file"),
                Optional.of(row.getField("test_file")).filter(f -> !f.isEmpty()),
                FileFormat.valueOf(row.getField("format").toUpperCase(Locale.ROOT)),
                row.getField("header").equals("no") ? ReadOptions.Header.ABSENT : ReadOptions.Header.PRESENT,
                row.getField("target"),
                DatasetInfo.Task.valueOf(row.getField("task").toUpperCase(Locale.ROOT)),
                Arrays.stream(row.getField("ignored").split(";"))
                        .filter(c -> !c.isEmpty())
                        .toList(),
                Integer.parseInt(row.getField("rows")),
                Integer.parseInt(row.getField("test_rows")),
                Integer.parseInt(row.getField("columns")),
                counts(row.getField("classes")),
                row.getField("licence"),
                row.getField("source"),
                row.getField("reference"),
                row.getField("sha256"),
                row.getField("bundled").equals("yes"));
    }

    private static Map<String, Integer> counts(String text) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String part : text.split(";")) {
            int equals = part.lastIndexOf('=');
            if (equals > 0) {
                counts.put(part.substring(0, equals), Integer.valueOf(part.substring(equals + 1)));
            }
        }
        return counts;
    }
}
