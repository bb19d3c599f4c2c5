package org.tandemml.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;

/// Receives the cells of a CSV file one by one and keeps them as numbers and codes, in blocks of rows.
final class CsvTable extends AbstractBaseCsvCallbackHandler<Boolean> {
    private static final int BLOCK_VALUES = 1 << 18;

    private final SourceFile source;
    private final Set<String> missing;
    private final CsvSample sample;
    // By column of the file: where it goes, −1 if nowhere; its levels if it is categorical.
    private final int[] positions;
    private final @Nullable LevelCodes[] levels;
    private final Map<Integer, String> surprises = new TreeMap<>();
    private final Map<Integer, String> infinite = new TreeMap<>();
    private final boolean numericMarkers;
    private final int width;
    private final int blockRows;
    private final List<double[]> blocks = new ArrayList<>();
    private double[] block = {};
    private int rowsInBlock;
    private int offset;
    private int fields;
    private long rows = -1;
    private boolean inHeader;

    CsvTable(SourceFile source, Set<String> missing, CsvSample sample, boolean[] numeric, boolean[] dropped) {
        this.source = source;
        this.missing = missing;
        this.sample = sample;
        this.numericMarkers = missing.stream()
                .map(String::toCharArray)
                .anyMatch(m -> !Double.isNaN(DecimalNumber.parse(m, 0, m.length)));
        this.positions = new int[numeric.length];
        this.levels = new LevelCodes[numeric.length];
        int next = 0;
        for (int j = 0; j < numeric.length; j++) {
            positions[j] = dropped[j] ? -1 : next++;
            levels[j] = numeric[j] || dropped[j] ? null : new LevelCodes();
        }
        this.width = next;
        this.blockRows = Math.max(1, BLOCK_VALUES / Math.max(1, width));
        this.rowsInBlock = blockRows;
        this.inHeader = sample.header();
        if (!inHeader) {
            rows = 0;
        }
    }

    @Override
    protected void handleBegin(long line) {
        fields = 0;
        if (!inHeader) {
            if (rowsInBlock == blockRows) {
                block = new double[Math.multiplyExact(blockRows, width)];
                blocks.add(block);
                rowsInBlock = 0;
            }
            offset = rowsInBlock * width;
        }
    }

    @Override
    protected void handleField(int field, char[] text, int start, int length, boolean quoted) {
        fields++;
        if (inHeader) {
            return;
        }
        if (field >= positions.length) {
            if (field >= CsvSample.MAX_COLUMNS) {
                throw CsvReading.tooWide(source, getStartingLineNumber());
            }
            return;
        }
        int position = positions[field];
        if (position < 0) {
            return;
        }
        int from = start;
        int to = start + length;
        while (from < to && text[from] <= ' ') {
            from++;
        }
        while (to > from && text[to - 1] <= ' ') {
            to--;
        }
        LevelCodes codes = levels[field];
        block[offset + position] = codes == null ? number(field, text, from, to) : category(codes, text, from, to);
    }

    private double number(int field, char[] text, int from, int to) {
        double value = DecimalNumber.parse(text, from, to);
        if (Math.abs(value) <= Double.MAX_VALUE && !numericMarkers) {
            return value;
        }
        String cell = new String(text, from, to - from);
        if (missing.contains(cell)) {
            return Double.NaN;
        }
        if (Math.abs(value) <= Double.MAX_VALUE) {
            return value;
        }
        if (Double.isInfinite(value) || DecimalNumber.isInfinite(text, from, to)) {
            infinite.putIfAbsent(
                    field,
                    described(field) + " holds " + cell + ", values must be finite " + place() + ": correct it or"
                            + " leave the cell empty");
            return Double.NaN;
        }
        if (cell.indexOf('\0') >= 0) {
            throw CsvReading.binary(source);
        }
        if (!surprises.containsKey(field)) {
            String shown = cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
            surprises.put(
                    field,
                    described(field) + " holds \"" + shown + "\", no number " + place()
                            + ": the column was read as categories");
        }
        return Double.NaN;
    }

    private double category(LevelCodes codes, char[] text, int from, int to) {
        // Missing markers are short, so most cells need no String to be told apart from them.
        if (to - from <= 4 && missing.contains(new String(text, from, to - from))) {
            return Double.NaN;
        }
        if (to - from > 4 && hasLongMarker(text, from, to)) {
            return Double.NaN;
        }
        int known = codes.size();
        int code = codes.code(text, from, to);
        if (codes.size() > known) {
            for (int i = from; i < to; i++) {
                if (text[i] == 0) {
                    throw CsvReading.binary(source);
                }
            }
        }
        return code;
    }

    private boolean hasLongMarker(char[] text, int from, int to) {
        for (String marker : missing) {
            if (marker.length() == to - from && marker.contentEquals(CharBuffer.wrap(text, from, to - from))) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected Boolean buildRecord() {
        if (fields == 0) {
            // An empty line: the reader skips it, whatever is returned.
            return false;
        }
        if (inHeader) {
            inHeader = false;
            rows = 0;
            return true;
        }
        rows++;
        if (fields != positions.length) {
            throw new InputException("row " + rows + " has " + fields + (fields == 1 ? " value, " : " values, ")
                    + (sample.header() ? "the header names " : "row 1 has ") + positions.length
                    + (positions.length == 1 ? " column " : " columns ") + place());
        }
        rowsInBlock++;
        return true;
    }

    private String described(int field) {
        return "column \"" + sample.names().get(field) + "\", row " + (rows + 1);
    }

    private String place() {
        return "(" + source.name() + ":" + getStartingLineNumber() + ")";
    }

    /// The line at which the last row began.
    long line() {
        return getStartingLineNumber();
    }

    /// Rows read so far.
    long rows() {
        return Math.max(0, rows);
    }

    /// By column of the file that was expected to be numeric and is not: where the first text stands.
    Map<Integer, String> surprises() {
        return surprises;
    }

    /// Refuses infinite values in numeric columns.
    void requireFinite() {
        for (String message : infinite.values()) {
            throw new InputException(message);
        }
    }

    /// Whether a column of the file is kept.
    boolean keeps(int field) {
        return positions[field] >= 0;
    }

    /// The levels of a column of the file, `null` if it is numeric.
    @Nullable
    LevelCodes levels(int field) {
        return levels[field];
    }

    /// All cells, categories coded by the rank of their level.
    DenseMatrix matrix() {
        int n = Math.toIntExact(rows);
        double[] values = DenseMatrix.allocate(n, width);
        int at = 0;
        for (int b = 0; b < blocks.size(); b++) {
            int count = Math.min(values.length - at, blockRows * width);
            System.arraycopy(blocks.get(b), 0, values, at, count);
            blocks.set(b, new double[0]);
            at += count;
        }
        for (int j = 0; j < positions.length; j++) {
            LevelCodes codes = levels[j];
            if (codes == null) {
                continue;
            }
            double[] ranks = codes.ranks();
            for (int k = positions[j]; k < values.length; k += width) {
                if (!Double.isNaN(values[k])) {
                    values[k] = ranks[(int) values[k]];
                }
            }
        }
        return new DenseMatrix(n, width, values);
    }
}
