package org.tandemml.data;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Some whole lines of a CSV file without quotes, turned from bytes into numbers and codes.
///
/// It judges nothing: where a cell is not plainly what the layout says, [#parse] gives up, and the file is read again
/// by the general reader, which knows quotes, finds the place and explains. Cost: O(bytes), one pass.
final class CsvChunk {
    private static final char REPLACEMENT = '\uFFFD';

    private final CsvLayout layout;
    private final DecimalNumber number = new DecimalNumber();
    private final @Nullable LevelCodes[] levels;
    private final byte separator;
    private double[] values = {};
    private char[] cell = new char[64];
    private int rows;

    CsvChunk(CsvLayout layout) {
        this.layout = layout;
        this.separator = (byte) layout.separator();
        this.levels = new LevelCodes[layout.fields()];
        for (int j = 0; j < levels.length; j++) {
            levels[j] = layout.isCategory(j) ? new LevelCodes() : null;
        }
    }

    /// The cells, row by row.
    double[] values() {
        return values;
    }

    int rows() {
        return rows;
    }

    @Nullable
    LevelCodes levels(int field) {
        return levels[field];
    }

    /// Forgets the cells.
    void clear() {
        values = new double[0];
    }

    /// Reads the lines in `text[from .. to-1]`, the last of which ends with a line feed; false if they are not plain.
    boolean parse(byte[] text, int from, int to) {
        int width = layout.width();
        int fields = layout.fields();
        values = new double[mostRows(text, from, to, fields) * width];
        int row = 0;
        int i = from;
        while (i < to) {
            int blank = text[i] == '\r' ? i + 1 : i;
            if (text[blank] == '\n') {
                i = blank + 1;
                continue;
            }
            if (row + width > values.length) {
                // There are not enough cells for another row: one is too short.
                return false;
            }
            for (int field = 0; field < fields; field++) {
                int end = cell(text, i, to, field, row);
                if (end < 0) {
                    return false;
                }
                byte after = text[end];
                if (field < fields - 1 ? after != separator : after == separator) {
                    return false;
                }
                i = end + (after == '\r' ? 2 : 1);
            }
            row += width;
            rows++;
        }
        return true;
    }

    /// No more rows than full sets of cells: blank lines must not reserve memory.
    private int mostRows(byte[] text, int from, int to, int fields) {
        int cells = 0;
        for (int i = from; i < to; i++) {
            byte c = text[i];
            cells += c == separator || c == '\n' ? 1 : 0;
        }
        return cells / fields;
    }

    /// Stores the cell that begins at `text[begin]` and returns where it ends, −1 if it is not plain.
    private int cell(byte[] text, int begin, int to, int field, int row) {
        int from = begin;
        while (text[from] == ' ') {
            from++;
        }
        int position = layout.positions()[field];
        if (position >= 0 && levels[field] == null) {
            double value = number.scan(text, from, to);
            byte after = text[number.end()];
            if (Math.abs(value) <= Double.MAX_VALUE && (after == separator || after == '\n')) {
                values[row + position] = value;
                return number.end();
            }
        }
        return anyCell(text, from, field, row);
    }

    private int anyCell(byte[] text, int begin, int field, int row) {
        int end = begin;
        byte all = 0;
        for (byte c = text[end]; c != separator && c != '\n'; c = text[++end]) {
            if (c == '\r' && text[end + 1] == '\n') {
                break;
            }
            if (c == '"' || c == 0 || c == '\r') {
                return -1;
            }
            all |= c;
        }
        int from = begin;
        int to = end;
        while (from < to && text[from] >= 0 && text[from] <= ' ') {
            from++;
        }
        while (to > from && text[to - 1] >= 0 && text[to - 1] <= ' ') {
            to--;
        }
        return store(text, from, to, all < 0, field, row) ? end : -1;
    }

    private boolean store(byte[] text, int from, int to, boolean beyondAscii, int field, int row) {
        String decoded = beyondAscii ? new String(text, from, to - from, StandardCharsets.UTF_8) : "";
        if (decoded.indexOf(REPLACEMENT) >= 0) {
            return false;
        }
        int position = layout.positions()[field];
        if (position < 0) {
            return true;
        }
        if (!beyondAscii && layout.missing().contain(text, from, to)) {
            values[row + position] = Double.NaN;
            return true;
        }
        LevelCodes codes = levels[field];
        if (codes == null) {
            double value = number.parse(text, from, to);
            values[row + position] = value;
            return Math.abs(value) <= Double.MAX_VALUE;
        }
        int length = beyondAscii ? decoded.length() : to - from;
        if (cell.length < length) {
            cell = new char[2 * length];
        }
        for (int i = 0; i < length; i++) {
            cell[i] = beyondAscii ? decoded.charAt(i) : (char) text[from + i];
        }
        if (beyondAscii && layout.missing().contain(cell, 0, length)) {
            values[row + position] = Double.NaN;
            return true;
        }
        values[row + position] = codes.code(cell, 0, length);
        return true;
    }
}
