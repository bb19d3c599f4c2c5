package org.tandemml.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tandemml.core.InputException;

/// What the first rows of a CSV file tell: separator, column names, and which columns look numeric.
///
/// @param separator the character between cells
/// @param header whether the first row names the columns
/// @param names the names of the columns
/// @param numeric for each column whether no sampled cell is text
record CsvSample(char separator, boolean header, List<String> names, boolean[] numeric) {
    /// More columns than this are a mistake, such as a table without line ends.
    static final int MAX_COLUMNS = 200_000;

    private static final int HEAD_BYTES = 1 << 16;
    private static final int HEAD_LINES = 50;
    private static final int SAMPLE_ROWS = 1000;
    private static final int SAMPLE_CELLS = 1_000_000;
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    /// Looks at the beginning of `source`, which stays unread after it.
    static CsvSample of(SourceFile source, ReadOptions options, boolean tabs) throws IOException {
        String head;
        try (InputStream in = source.open()) {
            head = new String(in.readNBytes(HEAD_BYTES), options.charset());
        }
        if (head.isBlank()) {
            throw source.empty();
        }
        if (head.indexOf('\0') >= 0) {
            throw CsvReading.binary(source);
        }
        char separator = options.separator().orElseGet(() -> tabs ? '\t' : separator(head));
        List<String[]> rows = rows(source, options, separator);
        if (rows.isEmpty()) {
            throw source.empty();
        }
        boolean header = switch (options.header()) {
            case PRESENT -> true;
            case ABSENT -> false;
            case DETECT -> looksLikeHeader(rows, options.missing());
        };
        String[] first = rows.get(0);
        boolean[] numeric = new boolean[first.length];
        for (int j = 0; j < first.length; j++) {
            numeric[j] = !hasText(rows, header ? 1 : 0, j, options.missing());
        }
        return new CsvSample(separator, header, header ? headerNames(source, first) : numbered(first.length), numeric);
    }

    /// The candidate whose count per line, outside quotes, agrees best with that of the first line.
    private static char separator(String head) {
        List<int[]> lines = new ArrayList<>();
        int[] counts = new int[SEPARATORS.length];
        boolean quoted = false;
        boolean blank = true;
        for (int i = 0; i < head.length() && lines.size() < HEAD_LINES; i++) {
            char c = head.charAt(i);
            quoted ^= c == '"';
            if (!quoted && (c == '\n' || c == '\r')) {
                if (!blank) {
                    lines.add(counts);
                }
                counts = new int[SEPARATORS.length];
                blank = true;
                continue;
            }
            blank = false;
            for (int s = 0; s < SEPARATORS.length && !quoted; s++) {
                counts[s] += c == SEPARATORS[s] ? 1 : 0;
            }
        }
        if (lines.isEmpty()) {
            lines.add(counts);
        }
        int best = 0;
        double bestScore = 0;
        for (int s = 0; s < SEPARATORS.length; s++) {
            int inFirst = lines.get(0)[s];
            int at = s;
            long agreeing = lines.stream().filter(l -> l[at] == inFirst).count();
            // Agreement decides; among equals the separator that cuts more cells.
            double score = inFirst == 0 ? 0 : agreeing / (double) lines.size() + 1e-6 * inFirst;
            if (score > bestScore) {
                bestScore = score;
                best = s;
            }
        }
        return SEPARATORS[best];
    }

    private static List<String[]> rows(SourceFile source, ReadOptions options, char separator) throws IOException {
        List<String[]> rows = new ArrayList<>();
        int cells = 0;
        try (CsvReader<String[]> reader = CsvReading.open(source, options, separator, new Row(source))) {
            for (String[] row : reader) {
                rows.add(row);
                cells += row.length;
                if (rows.size() >= 2 && (rows.size() > SAMPLE_ROWS || cells > SAMPLE_CELLS)) {
                    break;
                }
            }
        }
        return rows;
    }

    private static boolean looksLikeHeader(List<String[]> rows, Set<String> missing) {
        String[] first = rows.get(0);
        boolean allDistinctText = true;
        Set<String> seen = new HashSet<>();
        for (int j = 0; j < first.length; j++) {
            boolean text = isText(first[j], missing);
            if (text && isNumeric(rows, j, missing)) {
                return true;
            }
            // A table with row names may leave their column unnamed.
            boolean unnamed = j == 0 && first.length > 1 && first[j].isEmpty();
            allDistinctText &= (text || unnamed) && seen.add(first[j]);
        }
        return allDistinctText;
    }

    private static boolean isNumeric(List<String[]> rows, int column, Set<String> missing) {
        return rows.stream().skip(1).anyMatch(r -> column < r.length && !missing.contains(r[column]))
                && !hasText(rows, 1, column, missing);
    }

    private static boolean hasText(List<String[]> rows, int from, int column, Set<String> missing) {
        return rows.stream().skip(from).anyMatch(r -> column < r.length && isText(r[column], missing));
    }

    private static boolean isText(String cell, Set<String> missing) {
        char[] text = cell.toCharArray();
        return !missing.contains(cell)
                && Double.isNaN(new DecimalNumber().parse(text, 0, text.length))
                && !DecimalNumber.isInfinite(text, 0, text.length);
    }

    private static List<String> headerNames(SourceFile source, String[] cells) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int j = 0; j < cells.length; j++) {
            String name = cells[j].isEmpty() ? "x" + (j + 1) : cells[j];
            Integer earlier = seen.put(name, j);
            if (earlier != null) {
                throw new InputException("the header names \"" + name + "\" twice, in columns " + (earlier + 1)
                        + " and " + (j + 1) + " (" + source.name() + ":1): rename one");
            }
            names.add(name);
        }
        return names;
    }

    private static List<String> numbered(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(j -> "x" + j).toList();
    }

    /// Collects the trimmed cells of one row.
    private static final class Row extends AbstractBaseCsvCallbackHandler<String[]> {
        private final SourceFile source;
        private String[] cells = new String[16];
        private int count;

        Row(SourceFile source) {
            this.source = source;
        }

        @Override
        protected void handleBegin(long line) {
            count = 0;
        }

        @Override
        protected void handleField(int field, char[] text, int from, int length, boolean quoted) {
            if (count == MAX_COLUMNS) {
                throw CsvReading.tooWide(source, getStartingLineNumber());
            }
            if (count == cells.length) {
                cells = Arrays.copyOf(cells, 2 * count);
            }
            cells[count++] = new String(text, from, length).strip();
        }

        @Override
        protected String[] buildRecord() {
            return Arrays.copyOf(cells, count);
        }
    }
}
