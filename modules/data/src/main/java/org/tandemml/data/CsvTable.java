package org.tandemml.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;

/// Receives the cells of a CSV file one by one and keeps them as numbers and codes, in blocks of rows.
final class CsvTable extends AbstractBaseCsvCallbackHandler<Boolean> {
    private static final int BLOCK_VALUES = 1 << 18;

    private final SourceFile source;
    private final MissingMarkers missing;
    private final List<String> names;
    private final CsvLayout layout;
    private final boolean[] fixed;
    // By column of the file: its levels if it is categorical, and how many of them are allowed.
    private final @Nullable LevelCodes[] levels;
    private final int[] allowed;
    private final Map<Integer, String> surprises = new TreeMap<>();
    private final Map<Integer, String> infinite = new TreeMap<>();
    private final DecimalNumber decimal = new DecimalNumber();
    private final int width;
    private final int blockRows;
    private final List<double[]> blocks = new ArrayList<>();
    private double[] block = {};
    private int rowsInBlock;
    private int offset;
    private int fields;
    private long rows = -1;
    private boolean inHeader;

    /// A table that takes every level; text in a column of numbers is an error where the column is `fixed`, else a
    /// surprise.
    CsvTable(SourceFile source, List<String> names, CsvLayout layout, boolean[] fixed) {
        this(source, names, layout, fixed, Math.max(1, BLOCK_VALUES / Math.max(1, layout.width())));
    }

    private CsvTable(SourceFile source, List<String> names, CsvLayout layout, boolean[] fixed, int blockRows) {
        this.source = source;
        this.missing = layout.missing();
        this.names = names;
        this.layout = layout;
        this.fixed = fixed;
        this.levels = new LevelCodes[layout.fields()];
        this.allowed = new int[layout.fields()];
        for (int j = 0; j < levels.length; j++) {
            levels[j] = layout.isCategory(j) ? new LevelCodes() : null;
            allowed[j] = Integer.MAX_VALUE;
        }
        this.width = layout.width();
        this.blockRows = blockRows;
        this.rowsInBlock = blockRows;
        this.inHeader = layout.header();
        if (!inHeader) {
            rows = 0;
        }
    }

    /// A table of blocks of `blockRows` rows whose categories have these levels, by column of the file, and no others;
    /// see [#take].
    static CsvTable fixed(
            SourceFile source,
            List<String> names,
            CsvLayout layout,
            List<Optional<List<String>>> known,
            int blockRows) {
        boolean[] all = new boolean[layout.fields()];
        Arrays.fill(all, true);
        CsvTable table = new CsvTable(source, names, layout, all, blockRows);
        for (int j = 0; j < known.size(); j++) {
            LevelCodes codes = table.levels[j];
            if (codes != null) {
                for (String level : known.get(j).orElseThrow()) {
                    codes.code(level.toCharArray(), 0, level.length());
                }
                table.allowed[j] = codes.size();
            }
        }
        return table;
    }

    @Override
    protected void handleBegin(long line) {
        fields = 0;
        if (!inHeader) {
            if (rowsInBlock == blockRows) {
                source.requireMemory(16L * (blocks.size() + 1) * blockRows * width, line);
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
        if (field >= layout.fields()) {
            if (field >= CsvSample.MAX_COLUMNS) {
                throw CsvReading.tooWide(source, getStartingLineNumber());
            }
            return;
        }
        int position = layout.positions()[field];
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
        block[offset + position] =
                codes == null ? number(field, text, from, to) : category(field, codes, text, from, to);
    }

    private double number(int field, char[] text, int from, int to) {
        double value = decimal.parse(text, from, to);
        if (Math.abs(value) <= Double.MAX_VALUE && !missing.holdNumbers()) {
            return value;
        }
        if (missing.contain(text, from, to)) {
            return Double.NaN;
        }
        if (Math.abs(value) <= Double.MAX_VALUE) {
            return value;
        }
        String cell = new String(text, from, to - from);
        if (Double.isInfinite(value) || DecimalNumber.isInfinite(text, from, to)) {
            infinite.putIfAbsent(
                    field,
                    described(field) + " holds " + shown(cell) + ", values must be finite " + place()
                            + ": correct it or leave the cell empty");
            return Double.NaN;
        }
        if (cell.indexOf('\0') >= 0) {
            throw CsvReading.binary(source);
        }
        if (fixed[field]) {
            throw new InputException(described(field) + " holds \"" + shown(cell) + "\", no number " + place()
                    + ": correct the cell, name the text as a missing value, or read the column as categories");
        }
        surprises.computeIfAbsent(
                field,
                any -> described(field) + " holds \"" + shown(cell) + "\", no number " + place()
                        + ": the column was read as categories");
        return Double.NaN;
    }

    private static String shown(String cell) {
        return cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
    }

    private double category(int field, LevelCodes codes, char[] text, int from, int to) {
        if (missing.contain(text, from, to)) {
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
            if (code >= allowed[field]) {
                throw new InputException(described(field) + " holds \"" + shown(new String(text, from, to - from))
                        + "\", which is none of the " + allowed[field] + " levels of the schema " + place()
                        + ": give a schema that has it, or find the schema from more rows");
            }
        }
        return code;
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
        if (fields != layout.fields()) {
            throw new InputException("row " + rows + " has " + fields + (fields == 1 ? " value, " : " values, ")
                    + (layout.header() ? "the header names " : "row 1 has ") + layout.fields()
                    + (layout.fields() == 1 ? " column " : " columns ") + place());
        }
        rowsInBlock++;
        return true;
    }

    private String described(int field) {
        return "column \"" + names.get(field) + "\", row " + (rows + 1);
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

    /// Notes about columns that were expected to be numeric and hold text, by column of the file.
    Map<Integer, String> surprises() {
        return surprises;
    }

    /// Throws for the first infinite value of a column that is numeric after all.
    void requireFinite() {
        for (String message : infinite.values()) {
            throw new InputException(message);
        }
    }

    /// True if a block of its full size is there to be taken.
    boolean hasFullBlock() {
        return rowsInBlock == blockRows && !blocks.isEmpty();
    }

    /// The rows since the last call, and forgets them.
    DenseMatrix take() {
        requireFinite();
        int count = blocks.isEmpty() ? 0 : rowsInBlock;
        blocks.clear();
        rowsInBlock = blockRows;
        int size = count * width;
        return new DenseMatrix(count, width, block.length == size ? block : Arrays.copyOf(block, size));
    }

    /// All cells, categories coded by the rank of their level.
    CsvCells cells() {
        int n = Math.toIntExact(rows);
        double[] values = DenseMatrix.allocate(n, width);
        int at = 0;
        for (int b = 0; b < blocks.size(); b++) {
            int count = Math.min(values.length - at, blockRows * width);
            System.arraycopy(blocks.get(b), 0, values, at, count);
            blocks.set(b, new double[0]);
            at += count;
        }
        List<Optional<List<String>>> sorted = new ArrayList<>();
        for (int j = 0; j < levels.length; j++) {
            LevelCodes codes = levels[j];
            if (codes == null) {
                sorted.add(Optional.empty());
                continue;
            }
            List<String> all = codes.sorted();
            sorted.add(Optional.of(all));
            CsvCells.recode(values, 0, values.length, layout.positions()[j], width, codes.ranks(all));
        }
        return new CsvCells(new DenseMatrix(n, width, values), sorted);
    }
}
