package org.tandemml.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.core.WholeFile;
import org.tandemml.data.DatasetInfo;
import org.tandemml.data.Datasets;
import org.tandemml.data.FileFormat;
import org.tandemml.data.Found;
import org.tandemml.data.ReadOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that say how to read data and what is to be predicted.
final class DataInput {
    private static final Pattern LIBSVM_CELL = Pattern.compile("(^|\\s)(qid|\\d+):[-+.\\d]");

    @Option(names = "--target", paramLabel = "COL", description = "The column to predict; a named data set knows it.")
    @Nullable
    String target;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatName.class,
            description = "csv, libsvm, arff or idx (default: by the file's name).")
    @Nullable
    FileFormat format;

    @Option(names = "--no-header", description = "The first line holds values; columns are named x1, x2, …")
    boolean noHeader;

    @Option(names = "--header", description = "The first line names the columns (default: found from the content).")
    boolean header;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            converter = SeparatorName.class,
            description = "Between cells: a character, or tab (default: found from the content).")
    @Nullable
    Character separator;

    @Option(names = "--ignore", paramLabel = "COL", description = "Leave this column out; may be repeated.")
    List<String> ignored = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "COL=KIND",
            description = "Read this column of a CSV file as number or category; may be repeated.")
    Map<String, String> types = new LinkedHashMap<>();

    @Option(
            names = "--weights",
            paramLabel = "COL",
            description = "The column of row weights, at least 0: it is no feature.")
    @Nullable
    String weights;

    @Option(names = "--drop-missing-target", description = "Leave out rows whose target is missing.")
    boolean dropMissingTarget;

    /// These options as arguments.
    void addTo(List<String> arguments) {
        if (target != null) {
            arguments.addAll(List.of("--target", target));
        }
        if (format != null) {
            arguments.addAll(List.of("--format", format.name().toLowerCase(Locale.ROOT)));
        }
        if (separator != null) {
            arguments.addAll(List.of("--separator", separator == '\t' ? "tab" : separator.toString()));
        }
        if (header) {
            arguments.add("--header");
        }
        if (noHeader) {
            arguments.add("--no-header");
        }
        ignored.forEach(column -> arguments.addAll(List.of("--ignore", column)));
        types.forEach((column, kind) -> arguments.addAll(List.of("--type", column + "=" + kind)));
        if (weights != null) {
            arguments.addAll(List.of("--weights", weights));
        }
        if (dropMissingTarget) {
            arguments.add("--drop-missing-target");
        }
    }

    /// Data with their target set.
    ///
    /// @param train the rows to learn from
    /// @param test the rows to judge on, where there are such
    /// @param info what the catalogue says of a named set
    record Loaded(Dataset train, Optional<Dataset> test, Optional<DatasetInfo> info) {
        Loaded withTrain(Dataset other) {
            return new Loaded(other, test, info);
        }

        /// The task that the catalogue states for its own target; it knows nothing of another one.
        Optional<DatasetInfo.Task> task() {
            return info.filter(known -> known.target().equals(train.target().name()))
                    .map(DatasetInfo::task);
        }
    }

    /// A data set or file with its target. Rows to judge on are those of `testName` or else the set's own test file.
    Loaded load(String name, Optional<String> testName, SharedOptions shared, Console console) {
        return load(name, testName, shared, console, true);
    }

    /// Reads data for a learner that may do without a target: rows that have none are then all of one class.
    Loaded load(String name, Optional<String> testName, SharedOptions shared, Console console, boolean needed) {
        Found found = find(name, shared, console);
        Dataset rows = found.train();
        boolean none = !needed && target == null && rows.target() instanceof Target.None;
        Dataset train = none ? inliers(weighted(rows, name)) : targeted(rows, name, Optional.ofNullable(target));
        Optional<Dataset> test = found.test();
        if (testName.isPresent()) {
            Dataset other =
                    findLike(train.schema(), testName.get(), shared, console).train();
            boolean alike = none && other.target() instanceof Target.None;
            test = Optional.of(
                    alike
                            ? inliers(other)
                            : sameTarget(other, testName.get(), train.target().name()));
        }
        return new Loaded(train, test, found.info());
    }

    private static Dataset inliers(Dataset rows) {
        int[] codes = new int[rows.rows()];
        Arrays.fill(codes, 1);
        return rows.withTarget(new Target.Classes("novelty", List.of("outlier", "inlier"), codes));
    }

    /// Data for a model that learned from columns like `learned`, whether or not they hold what it predicts.
    Dataset features(String name, Schema learned, SharedOptions shared, Console console) {
        Dataset rows = findLike(learned, name, shared, console).train();
        if (target != null) {
            // Not needed to predict, but a column that is not there is a slip.
            targeted(rows, name, Optional.of(target));
        }
        return rows;
    }

    /// Throws [InputException] if `out` is one of the files that are read.
    static void checkOut(Path out, String... inputs) {
        WholeFile.check(out);
        for (String input : inputs) {
            Path file;
            try {
                file = Path.of(input);
            } catch (InvalidPathException notAFile) {
                continue;
            }
            WholeFile.check(out, file);
        }
    }

    /// Data with the target of a model, or the one that the user names instead.
    Dataset labelled(String name, Schema learned, String modelTarget, SharedOptions shared, Console console) {
        Found found = findLike(learned, name, shared, console);
        return target == null
                ? sameTarget(found.train(), name, modelTarget)
                : targeted(found.train(), name, Optional.of(target));
    }

    /// The column that was learned as the target here, too; labels of LIBSVM text stand for it whatever it was called.
    private Dataset sameTarget(Dataset data, String name, String learned) {
        boolean named = data.target() instanceof Target.None || data.schema().indexOf(learned) >= 0;
        return targeted(data, name, named ? Optional.of(learned) : Optional.empty());
    }

    private Found find(String name, SharedOptions shared, Console console) {
        return find(name, options(), shared, console);
    }

    private static Found find(String name, ReadOptions options, SharedOptions shared, Console console) {
        Found found = Datasets.find(name, shared.dataDirectory(), options.withThreads(shared.checkedThreads()));
        found.notes().forEach(console::note);
        return found;
    }

    /// Data whose columns are of the kinds of `learned`: a file of few rows may hold only such levels of a category as
    /// look like numbers, and nothing at all in a column of texts.
    private Found findLike(Schema learned, String name, SharedOptions shared, Console console) {
        Found found = Datasets.find(name, shared.dataDirectory(), options().withThreads(shared.checkedThreads()));
        ReadOptions options = options();
        boolean differs = false;
        for (Column column : found.train().schema().columns()) {
            int known = learned.indexOf(column.name());
            if (known < 0 || types.containsKey(column.name())) {
                continue;
            }
            boolean category = learned.column(known) instanceof Column.Categorical;
            if (category != column instanceof Column.Categorical) {
                differs = true;
                options = options.withType(
                        column.name(), category ? ReadOptions.Type.CATEGORY : ReadOptions.Type.NUMERIC);
            }
        }
        if (differs) {
            return find(name, options, shared, console);
        }
        found.notes().forEach(console::note);
        return found;
    }

    /// Labels of LIBSVM text are numbers, also where they look like classes.
    private boolean numericLabels;

    void withNumericLabels() {
        numericLabels = true;
    }

    ReadOptions options() {
        if (header && noHeader) {
            throw new InputException("--header and --no-header contradict each other: give one of them");
        }
        ReadOptions options = ReadOptions.defaults().withIgnored(ignored.toArray(String[]::new));
        for (Map.Entry<String, String> type : types.entrySet()) {
            options = options.withType(type.getKey(), type(type.getKey(), type.getValue()));
        }
        if (numericLabels) {
            options = options.withLabels(ReadOptions.Labels.NUMBERS);
        }
        if (format != null) {
            options = options.withFormat(format);
        }
        if (separator != null) {
            options = options.withSeparator(separator);
        }
        if (header || noHeader) {
            options = options.withHeader(header ? ReadOptions.Header.PRESENT : ReadOptions.Header.ABSENT);
        }
        return options;
    }

    private static ReadOptions.Type type(String column, String kind) {
        return switch (kind) {
            case "number", "numeric" -> ReadOptions.Type.NUMERIC;
            case "category", "categorical" -> ReadOptions.Type.CATEGORY;
            default ->
                throw new InputException(
                        "--type " + column + "=" + kind + " names no kind of column: give number or category");
        };
    }

    private Dataset targeted(Dataset data, String name, Optional<String> column) {
        return weighted(withTarget(data, name, column), name);
    }

    /// The rows with the weights of the column that holds them.
    Dataset weighted(Dataset data, String name) {
        String column = weights;
        if (column == null) {
            return data;
        }
        int j = data.schema().indexOf(column);
        if (j < 0) {
            InputException unknown =
                    Check.unknown("weights column", column, data.schema().names());
            throw new InputException(name + ": " + unknown.getMessage(), unknown);
        }
        if (data.schema().column(j) instanceof Column.Categorical) {
            throw new InputException(name + ": column \"" + column
                    + "\" holds categories, weights must be numbers: name another column");
        }
        double[] values = new double[data.rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.features().get(i, j);
            if (!(values[i] >= 0 && values[i] < Double.POSITIVE_INFINITY)) {
                throw new InputException(name + ": column \"" + column + "\", row " + (i + 1) + ": a weight must be at"
                        + " least 0 and finite, was " + values[i] + ": mend or leave out the row");
            }
        }
        return data.without(column).withWeights(values);
    }

    /// Whether a column's name holds a cell of LIBSVM text: `12:0.5`, `qid:3`.
    private static boolean isLibsvmCell(String column) {
        return LIBSVM_CELL.matcher(column).find();
    }

    private Dataset withTarget(Dataset data, String name, Optional<String> column) {
        boolean hasTarget = !(data.target() instanceof Target.None);
        if (column.isEmpty()) {
            if (hasTarget) {
                return data;
            }
            List<String> names = data.schema().names();
            if (names.stream().anyMatch(DataInput::isLibsvmCell)) {
                throw new InputException(name + " was read as CSV, but its first line looks like LIBSVM text (label"
                        + " index:value …): give --format libsvm, or --target with one of its columns");
            }
            throw new InputException("which column of " + name + " is to be predicted? Give --target with one of: "
                    + (names.size() <= 40
                            ? String.join(", ", names)
                            : names.size() + " columns, the last is " + names.getLast()));
        }
        String wanted = column.get();
        if (hasTarget && wanted.equals(data.target().name())) {
            return data;
        }
        if (data.schema().indexOf(wanted) >= 0) {
            return (dropMissingTarget ? data.withoutMissing(wanted) : data).target(wanted);
        }
        List<String> known = new ArrayList<>(data.schema().names());
        if (hasTarget) {
            known.add(data.target().name());
        }
        InputException unknown = Check.unknown("target column", wanted, known);
        throw new InputException(name + ": " + unknown.getMessage(), unknown);
    }

    /// `csv`, `libsvm`, `arff`, `idx`.
    static final class FormatName implements ITypeConverter<FileFormat> {
        @Override
        public FileFormat convert(String value) {
            for (FileFormat format : FileFormat.values()) {
                if (format.name().equalsIgnoreCase(value)) {
                    return format;
                }
            }
            throw new TypeConversionException("\"" + value + "\" is no format: csv, libsvm, arff or idx");
        }
    }

    /// One character, or the word `tab`.
    static final class SeparatorName implements ITypeConverter<Character> {
        @Override
        public Character convert(String value) {
            if (value.equals("tab") || value.equals("\\t")) {
                return '\t';
            }
            if (value.length() != 1) {
                throw new TypeConversionException("\"" + value + "\" is no separator: one character, or tab");
            }
            return value.charAt(0);
        }
    }
}
