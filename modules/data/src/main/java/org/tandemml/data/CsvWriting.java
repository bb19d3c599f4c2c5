package org.tandemml.data;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Target;

/// Writes a data set as CSV, see [Datasets#writeCsv].
final class CsvWriting {
    private final Dataset data;
    private final @Nullable String[][] levels;

    private CsvWriting(Dataset data) {
        this.data = data;
        this.levels = new String[data.columns()][];
        for (int j = 0; j < levels.length; j++) {
            if (data.schema().column(j) instanceof Column.Categorical known) {
                levels[j] = cells("column \"" + known.name() + "\" has the level", known.levels());
            }
        }
    }

    static long write(Dataset data, Path file) {
        if (data.isWeighted()) {
            throw new InputException("the rows have weights, for which CSV has no place: put them into a column, or"
                    + " write the data without them");
        }
        if (data.columns() == 0 && data.target() instanceof Target.None) {
            throw new InputException("the data have no column: there is nothing to write");
        }
        List<String> names = new ArrayList<>(data.schema().names());
        if (!(data.target() instanceof Target.None)) {
            names.add(data.target().name());
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new InputException("the target is named like the column \"" + names.getLast() + "\": rename one");
        }
        String[] header = cells("there is a column", names);
        CsvWriting writing = new CsvWriting(data);
        String[] classes = data.target() instanceof Target.Classes known
                ? cells("target \"" + known.name() + "\" has the class", known.names())
                : new String[0];
        return TextFile.write(file, out -> {
            out.write(String.join(",", header));
            out.write('\n');
            writing.rows(out, classes);
        });
    }

    private void rows(Writer out, String[] classes) throws IOException {
        double[] row = new double[data.columns()];
        boolean alone = row.length + (data.target() instanceof Target.None ? 0 : 1) == 1;
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                if (j > 0) {
                    out.write(',');
                }
                if (!Double.isNaN(row[j])) {
                    out.write(cell(i, j, row[j]));
                } else if (alone) {
                    // A line without any character is no row.
                    out.write("\"\"");
                }
            }
            String target = switch (data.target()) {
                case Target.Classes known -> classes[known.codes()[i]];
                case Target.Numbers numbers -> TextFile.number(numbers.values()[i]);
                case Target.None none -> "";
            };
            out.write(target.isEmpty() || row.length == 0 ? target : "," + target);
            out.write('\n');
        }
    }

    private String cell(int i, int j, double value) {
        String[] texts = levels[j];
        if (texts != null) {
            return texts[(int) value];
        }
        if (Double.isInfinite(value)) {
            throw new InputException("column \"" + data.schema().column(j).name() + "\", row " + (i + 1) + " is "
                    + value + ": CSV files hold finite values");
        }
        return TextFile.number(value);
    }

    /// The texts as cells, quoted where CSV demands it.
    private static String[] cells(String what, List<String> texts) {
        return texts.stream()
                .map(text -> {
                    if (ReadOptions.MISSING.contains(text) || !text.equals(text.trim()) || text.indexOf('\0') >= 0) {
                        throw new InputException(what + " \"" + text + "\", which does not read back from CSV as it is"
                                + " (blanks around it, or a word for a missing value): rename it");
                    }
                    boolean quoted = text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
                    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
                })
                .toArray(String[]::new);
    }
}
