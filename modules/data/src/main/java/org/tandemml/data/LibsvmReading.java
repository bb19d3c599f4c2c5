package org.tandemml.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;

/// Reads LIBSVM text: one row a line, `label index:value …`, indices ascending from 1, `#` begins a comment.
///
/// Columns are named `x1 … xp` with p the largest index. Zeros that are written are kept, `nan` is a missing value.
/// `qid:n` of ranking data is passed over with a note. Memory: 12 bytes a stored value, up to twice that while growing.
final class LibsvmReading {
    private static final int MAX_TOKEN = 64;
    private static final int BUFFER = 1 << 16;

    private final SourceFile source;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] token = new byte[MAX_TOKEN];
    private final DecimalNumber number = new DecimalNumber();
    private int position;
    private int limit;
    private int length;
    private long line = 1;
    private double[] labels = new double[1024];
    private int[] starts = new int[1024];
    private int[] indices = new int[8192];
    private double[] values = new double[8192];
    private int rows;
    private int stored;
    private int columns;
    private int lastIndex;
    private boolean inRow;
    private boolean queries;

    private LibsvmReading(SourceFile source, InputStream in) {
        this.source = source;
        this.in = in;
    }

    /// The rows of `source` with their labels as target.
    static Reading read(SourceFile source, ReadOptions options, String name) {
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
        int c = next();
        while (c >= 0) {
            if (c == '\n') {
                endRow();
                line++;
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
        endRow();
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
            queries = true;
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
        if (stored == indices.length) {
            int size = Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, 2L * stored));
            if (size == stored) {
                throw new InputException(source.name() + ":" + line + ": more than " + stored
                        + " values do not fit one table: read fewer rows");
            }
            indices = Arrays.copyOf(indices, size);
            values = Arrays.copyOf(values, size);
        }
        indices[stored] = index - 1;
        values[stored++] = value;
        columns = Math.max(columns, index);
        lastIndex = index;
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
        if (rows == labels.length) {
            labels = Arrays.copyOf(labels, 2 * rows);
            starts = Arrays.copyOf(starts, 2 * rows);
        }
        labels[rows] = label;
        starts[rows] = stored;
        lastIndex = 0;
        inRow = true;
    }

    private void endRow() {
        if (inRow) {
            rows++;
            inRow = false;
        }
    }

    private String text(int from) {
        return new String(token, from, length - from, StandardCharsets.ISO_8859_1);
    }

    private InputException wrong(String problem) {
        return new InputException("\"" + text(0) + "\" " + problem + " (" + source.name() + ":" + line + ")");
    }

    private Reading finished(ReadOptions options, String name) {
        if (rows == 0) {
            throw source.empty();
        }
        int[] rowStarts = Arrays.copyOf(starts, rows + 1);
        rowStarts[rows] = stored;
        SparseMatrix features =
                new SparseMatrix(columns, rowStarts, Arrays.copyOf(indices, stored), Arrays.copyOf(values, stored));
        Target.Numbers numbers = new Target.Numbers("label", Arrays.copyOf(labels, rows));
        Dataset data = Dataset.of(name, Schema.numeric(columns), features, numbers);
        boolean classes = switch (options.labels()) {
            case CLASSES -> true;
            case NUMBERS -> false;
            case DETECT -> areClasses(numbers.values());
        };
        List<String> notes = new ArrayList<>();
        if (queries) {
            notes.add("the query numbers (qid) of ranking data were passed over");
        }
        Dataset wanted = classes ? data.targetAsClasses() : data;
        return new Reading(options.ignored().isEmpty() ? wanted : wanted.without(ignored(options)), notes);
    }

    private static String[] ignored(ReadOptions options) {
        return options.ignored().toArray(String[]::new);
    }

    private static boolean areClasses(double[] labels) {
        if (Arrays.stream(labels).anyMatch(v -> v != Math.rint(v) || Math.abs(v) > 1e15)) {
            return false;
        }
        return Arrays.stream(labels)
                        .distinct()
                        .limit(Dataset.MAX_NUMERIC_CLASSES + 1L)
                        .count()
                <= Dataset.MAX_NUMERIC_CLASSES;
    }
}
