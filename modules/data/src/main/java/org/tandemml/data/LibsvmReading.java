package org.tandemml.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// Reads LIBSVM text: one row a line, `label index:value …`, indices ascending from 1, `#` begins a comment.
///
/// Columns are named `x1 … xp` with p the largest index. Zeros that are written are kept, `nan` is a missing value.
/// `qid:n` of ranking data, which follows the label and stands in every row or in none, becomes a last column `qid`; a
/// stream of blocks passes it over. Memory: 12 bytes a stored value, up to twice that while growing.
final class LibsvmReading {
    private static final int MAX_TOKEN = 64;
    private static final int BUFFER = 1 << 16;
    private static final int BYTES_A_COLUMN = 400;
    /// The column of query numbers.
    private static final String QUERY = "qid";
    private static final double MAX_QUERY = 0x1p53;

    private final SourceFile source;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] token = new byte[MAX_TOKEN];
    private final DecimalNumber number = new DecimalNumber();
    private int position;
    private int limit;
    private int length;
    private long line = 1;
    private final SparseStore store;
    private double[] labels = new double[1024];
    private int lastIndex;
    private boolean inRow;
    /// The query of each row, where rows have one.
    private double[] queries = new double[0];
    private boolean anyRow;
    private boolean withQueries;
    private boolean rowHasQuery;

    private LibsvmReading(SourceFile source, InputStream in) {
        this.source = source;
        this.in = in;
        this.store = new SparseStore(source);
    }

    /// The rows of `source` with their labels as target.
    static Reading read(SourceFile source, ReadOptions options, String name) {
        if (!options.types().isEmpty()) {
            throw new InputException("types of columns can be given for CSV; " + source.name() + " holds numbers only");
        }
        LibsvmReading reading = null;
        try (InputStream in = source.open()) {
            reading = new LibsvmReading(source, in);
            reading.readAll();
            return reading.finished(options, name);
        } catch (IOException e) {
            throw source.failure(e, reading == null ? 0 : reading.line - 1);
        }
    }

    private void readAll() throws IOException {
        while (readRow()) {
            // Every row stays in the store.
        }
    }

    /// Reads one more row into the store; false at the end.
    private boolean readRow() throws IOException {
        int c = next();
        while (c >= 0) {
            if (c == '\n') {
                line++;
                if (inRow) {
                    endRow();
                    return true;
                }
                c = next();
            } else if (c == '#') {
                while (c >= 0 && c != '\n') {
                    c = next();
                }
            } else if (c == ' ' || c == '\t' || c == '\r') {
                c = next();
            } else {
                c = readToken(c);
                take();
            }
        }
        boolean last = inRow;
        if (last) {
            endRow();
        }
        return last;
    }

    private int next() throws IOException {
        if (position == limit) {
            limit = in.read(buffer, 0, BUFFER);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xFF;
    }

    /// Collects a token that begins with `first` and returns the character after it.
    private int readToken(int first) throws IOException {
        length = 0;
        int c = first;
        while (c > ' ' && c != '#') {
            if (length == MAX_TOKEN) {
                throw wrong("is longer than " + MAX_TOKEN + " characters");
            }
            token[length++] = (byte) c;
            c = next();
        }
        if (length == 0) {
            throw new InputException(source.name() + ":" + line + " holds the control character " + first
                    + ": it is a binary file, LIBSVM text is needed");
        }
        return c;
    }

    private void take() {
        if (!inRow) {
            beginRow();
            return;
        }
        int colon = 0;
        while (colon < length && token[colon] != ':') {
            colon++;
        }
        if (colon == length) {
            throw wrong("should be index:value");
        }
        if (colon == 3 && token[0] == 'q' && token[1] == 'i' && token[2] == 'd') {
            takeQuery();
            return;
        }
        int index = index(colon);
        double value = number.parse(token, colon + 1, length);
        if (Double.isNaN(value) && !text(colon + 1).equalsIgnoreCase("nan")) {
            throw wrong("should be index:value with a finite number as value");
        }
        if (Double.isInfinite(value)) {
            throw wrong("should be index:value with a finite number as value");
        }
        if (index > store.columns()) {
            // Names and kinds of columns are held, too, where one index may ask for two thousand million.
            source.requireMemory((long) BYTES_A_COLUMN * index, line);
        }
        store.put(index - 1, value);
        lastIndex = index;
    }

    private void takeQuery() {
        double query = number.parse(token, 4, length);
        if (!(query >= 0 && query <= MAX_QUERY) || query != Math.rint(query)) {
            throw wrong("should be qid:n with a whole number from 0 to 2^53");
        }
        if (rowHasQuery) {
            throw wrong("is the second qid of its row");
        }
        if (lastIndex > 0) {
            throw wrong("must stand between the label and the values");
        }
        if (anyRow && !withQueries) {
            throw wrong("belongs to no query data: the rows before have no qid, and all need one or none");
        }
        withQueries = true;
        rowHasQuery = true;
        int row = store.rows();
        if (row >= queries.length) {
            queries = Arrays.copyOf(queries, Math.max(1024, 2 * row));
        }
        queries[row] = query;
    }

    private int index(int colon) {
        long index = 0;
        for (int i = 0; i < colon; i++) {
            if (token[i] < '0' || token[i] > '9' || index > Integer.MAX_VALUE) {
                throw wrong("should begin with a whole number from 1");
            }
            index = 10 * index + (token[i] - '0');
        }
        if (index < 1 || index >= Integer.MAX_VALUE) {
            throw wrong("has no index from 1 to 2147483646");
        }
        if (index <= lastIndex) {
            throw wrong("follows index " + lastIndex + ", indices must ascend");
        }
        return (int) index;
    }

    private void beginRow() {
        double label = number.parse(token, 0, length);
        if (!Double.isFinite(label)) {
            throw wrong("should be a label, one finite number at the beginning of each line");
        }
        if (store.rows() == labels.length) {
            labels = Arrays.copyOf(labels, 2 * labels.length);
        }
        labels[store.rows()] = label;
        lastIndex = 0;
        rowHasQuery = false;
        inRow = true;
    }

    private void endRow() {
        if (withQueries && !rowHasQuery) {
            long at = position > 0 && buffer[position - 1] == '\n' ? line - 1 : line;
            throw new InputException("row " + (store.rows() + 1) + " has no qid, the rows before have one: every row of"
                    + " ranking data belongs to a query (" + source.name() + ":" + at + ")");
        }
        anyRow = true;
        store.endRow();
        inRow = false;
    }

    private String text(int from) {
        return new String(token, from, length - from, StandardCharsets.ISO_8859_1);
    }

    private InputException wrong(String problem) {
        return new InputException("\"" + text(0) + "\" " + problem + " (" + source.name() + ":" + line + ")");
    }

    private Reading finished(ReadOptions options, String name) {
        if (store.rows() == 0) {
            throw source.empty();
        }
        int columns = store.columns();
        Target.Numbers numbers = new Target.Numbers("label", Arrays.copyOf(labels, store.rows()));
        Dataset data = withQueries
                ? Dataset.of(name, ranking(columns), store.matrix(columns, queries), numbers)
                : Dataset.of(name, Schema.numeric(columns), store.matrix(columns), numbers);
        boolean classes = switch (options.labels()) {
            case CLASSES -> true;
            case NUMBERS -> false;
            case DETECT -> areClasses(numbers.values());
        };
        List<String> notes = new ArrayList<>();
        if (withQueries && !options.ignored().contains(QUERY)) {
            notes.add("the column \"qid\" numbers the queries of ranking data: a learner that ranks groups rows by it,"
                    + " for others leave it out (--ignore qid)");
        }
        Dataset wanted = classes ? data.targetAsClasses() : data;
        return new Reading(options.ignored().isEmpty() ? wanted : wanted.without(ignored(options)), notes);
    }

    /// The columns of the values and, last, the query.
    private static Schema ranking(int columns) {
        List<Column> all = new ArrayList<>(Schema.numeric(columns).columns());
        all.add(new Column.Numeric(QUERY));
        return new Schema(all);
    }

    private static String[] ignored(ReadOptions options) {
        return options.ignored().toArray(String[]::new);
    }

    static boolean areClasses(double[] labels) {
        if (Arrays.stream(labels).anyMatch(v -> v != Math.rint(v) || Math.abs(v) > 1e15)) {
            return false;
        }
        return Arrays.stream(labels)
                        .distinct()
                        .limit(Dataset.MAX_NUMERIC_CLASSES + 1L)
                        .count()
                <= Dataset.MAX_NUMERIC_CLASSES;
    }

    /// What one pass over a file tells, in constant memory.
    ///
    /// @param columns the largest index
    /// @param labels the distinct labels in ascending order if they are classes, else empty
    record Extent(int columns, double[] labels) {}

    /// Passes over `source` once.
    static Extent extent(SourceFile source, ReadOptions options) {
        LibsvmReading reading = null;
        try (InputStream in = source.open()) {
            reading = new LibsvmReading(source, in);
            TreeSet<Double> distinct = new TreeSet<>();
            boolean classes = options.labels() != ReadOptions.Labels.NUMBERS;
            boolean any = false;
            while (reading.readRow()) {
                any = true;
                double label = reading.labels[0] + 0.0;
                if (classes && distinct.add(label)) {
                    boolean plain = areClasses(new double[] {label});
                    classes = plain && distinct.size() <= Dataset.MAX_NUMERIC_CLASSES;
                }
                reading.store.clear();
            }
            if (!any) {
                throw source.empty();
            }
            if (!classes && options.labels() == ReadOptions.Labels.CLASSES) {
                throw new InputException("the labels of " + source.name() + " are fractions or more than "
                        + Dataset.MAX_NUMERIC_CLASSES + " different numbers: they are no classes");
            }
            double[] labels = classes ? distinct.stream().mapToDouble(v -> v).toArray() : new double[0];
            return new Extent(reading.store.columns(), labels);
        } catch (IOException e) {
            throw source.failure(e, reading == null ? 0 : reading.line - 1);
        }
    }

    /// A stream of the rows of `source` in blocks of `blockRows`; classes where `classLabels` lists their labels, else
    /// numbers.
    static RowBlocks.Blocks blocks(SourceFile source, Schema schema, double[] classLabels, int blockRows, String name)
            throws IOException {
        if (schema.hasCategories()) {
            throw new InputException("the schema has categories and " + source.name() + " holds numbers only");
        }
        LibsvmReading reading = new LibsvmReading(source, source.open());
        int columns = schema.size();
        List<String> names = Arrays.stream(classLabels)
                .mapToObj(v -> Long.toString((long) v))
                .toList();
        return new RowBlocks.Blocks() {
            @Override
            public @Nullable Dataset next() {
                reading.store.clear();
                try {
                    while (reading.store.rows() < blockRows && reading.readRow()) {
                        if (reading.lastIndex > columns) {
                            throw new InputException("index " + reading.lastIndex + " is above the " + columns
                                    + " columns of the schema (" + source.name() + ":" + (reading.line - 1) + ")");
                        }
                    }
                } catch (IOException e) {
                    throw source.failure(e, reading.line - 1);
                }
                int rows = reading.store.rows();
                if (rows == 0) {
                    return null;
                }
                double[] labels = Arrays.copyOf(reading.labels, rows);
                Target target = names.isEmpty()
                        ? new Target.Numbers("label", labels)
                        : new Target.Classes("label", names, codes(labels, classLabels));
                return Dataset.of(name, schema, reading.store.matrix(columns), target);
            }

            @Override
            public void close() throws IOException {
                reading.in.close();
            }
        };
    }

    private static int[] codes(double[] labels, double[] classLabels) {
        return Arrays.stream(labels)
                .mapToInt(v -> Arrays.binarySearch(classLabels, v + 0.0))
                .toArray();
    }
}
