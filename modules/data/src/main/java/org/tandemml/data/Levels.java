package org.tandemml.data;

import java.util.stream.IntStream;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;

/// Which levels of a column of categories the training rows hold, and what a code of another level means.
final class Levels {
    private Levels() {}

    /// The codes that occur in rows of positive weight, ascending. Throws [InputException] if there is none.
    static int[] seen(Dataset data, int column, Column.Categorical categorical, String step) {
        boolean[] occurs = new boolean[categorical.levels().size()];
        for (int i = 0; i < data.rows(); i++) {
            double code = data.features().get(i, column);
            if (!Double.isNaN(code) && data.weight(i) > 0) {
                occurs[(int) code] = true;
            }
        }
        int[] codes = IntStream.range(0, occurs.length).filter(c -> occurs[c]).toArray();
        if (codes.length == 0) {
            throw new InputException("column \"" + categorical.name() + "\" has no value in " + data.rows()
                    + " rows: leave it out, or put Impute with categorical=level before " + step);
        }
        return codes;
    }

    /// The code of a level as an index. Throws [InputException] for a number that is no code of this column.
    static int index(Column.Categorical column, double code, int row) {
        if (!(code >= 0 && code < column.levels().size()) || code != Math.rint(code)) {
            throw new InputException("column \"" + column.name() + "\"" + place(row) + ": " + code
                    + " is no code of a category (0.." + (column.levels().size() - 1) + ")");
        }
        return (int) code;
    }

    /// The refusal of a level that the training rows did not hold.
    static InputException unseen(Column.Categorical column, double code, int row, String step) {
        return new InputException("column \"" + column.name() + "\"" + place(row) + ": the level \""
                + column.levels().get((int) code) + "\" was not seen in training; give " + step
                + " the setting unseen=missing to treat it as missing");
    }

    private static String place(int row) {
        return row < 0 ? "" : ", row " + (row + 1);
    }

    /// Checks codes read from a file: ascending within the levels of their column.
    static int[] checked(Column.Categorical column, int[] codes) {
        int last = -1;
        for (int code : codes) {
            if (code <= last || code >= column.levels().size()) {
                throw new InputException("seen codes of column \"" + column.name() + "\" must ascend within 0.."
                        + (column.levels().size() - 1) + ", found " + code + " after " + last);
            }
            last = code;
        }
        return codes;
    }
}
