package org.tandemml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;

/// A fitted step that replaces columns of texts by numbers for their terms; other columns come first and pass.
///
/// A column of texts is a column of categories: the schema lists the texts of the training data. Their terms are
/// counted once, so known texts, and single rows, cost no more than copying. Texts that the schema does not list are
/// kept when data are aligned and counted when they come. The result is sparse.
abstract class TextStep extends FittedStep {
    private final int[] texts;
    private final int[] passing;
    private final Terms[][] known;
    private final Schema output;

    /// Numbers at ascending places of the block of one text column.
    record Terms(int[] places, double[] values) {
        static final Terms NONE = new Terms(new int[0], new double[0]);
    }

    /// @param names the names of the terms of each text column
    TextStep(Origin origin, int[] texts, List<List<String>> names) {
        super(origin);
        this.texts = texts;
        this.known = new Terms[texts.length][];
        boolean[] isText = new boolean[schema().size()];
        for (int j : texts) {
            isText[j] = true;
        }
        this.passing = IntStream.range(0, isText.length).filter(j -> !isText[j]).toArray();
        List<Column> columns = new ArrayList<>();
        for (int j : passing) {
            columns.add(schema().column(j));
        }
        for (List<String> block : names) {
            block.forEach(name -> columns.add(new Column.Numeric(name)));
        }
        this.output = new Schema(columns);
    }

    /// Counts the texts of the training data; called once by the subclass when it can.
    final void countKnown() {
        for (int t = 0; t < texts.length; t++) {
            List<String> levels = ((Column.Categorical) schema().column(texts[t])).levels();
            known[t] = new Terms[levels.size()];
            for (int k = 0; k < known[t].length; k++) {
                known[t][k] = terms(t, levels.get(k));
            }
        }
    }

    /// The terms of a text of the text column at place `t`.
    abstract Terms terms(int t, String text);

    /// How many columns the text column at place `t` became.
    abstract int width(int t);

    /// The positions of the columns of texts, ascending.
    public final int[] texts() {
        return texts.clone();
    }

    /// The chosen columns, all of categories. Throws [InputException] for one of numbers.
    static int[] chosen(ColumnChoice columns, Dataset data, String step) {
        boolean[] in = columns.in(data.schema());
        int[] chosen = IntStream.range(0, in.length).filter(j -> in[j]).toArray();
        for (int j : chosen) {
            if (!(data.schema().column(j) instanceof Column.Categorical)) {
                throw new InputException("column \"" + data.schema().column(j).name() + "\" holds numbers, " + step
                        + " takes texts: leave it out of columns");
            }
        }
        return chosen;
    }

    /// Positions of text columns read from a file.
    static int[] checked(Schema schema, int[] texts) {
        int last = -1;
        for (int j : texts) {
            if (j <= last || j >= schema.size() || !(schema.column(j) instanceof Column.Categorical)) {
                throw new InputException(
                        "columns of texts must ascend and hold categories, found column " + j + " after " + last);
            }
            last = j;
        }
        return texts;
    }

    @Override
    public final Schema output() {
        return output;
    }

    @Override
    public final Matrix align(Dataset data) {
        return schema().align(data, unseen(), texts);
    }

    private Terms of(int t, double code, Matrix rows, int row) {
        if (Double.isNaN(code)) {
            return Terms.NONE;
        }
        if (rows instanceof DenseMatrix dense && code >= known[t].length) {
            List<String> novel = dense.novel(texts[t]);
            int place = (int) code - known[t].length;
            if (place < novel.size()) {
                return terms(t, novel.get(place));
            }
        }
        return known[t][Levels.index((Column.Categorical) schema().column(texts[t]), code, row)];
    }

    @Override
    public final void transform(double[] row, double[] out) {
        checkWidth(row.length);
        Arrays.fill(out, 0, output.size(), 0);
        for (int k = 0; k < passing.length; k++) {
            out[k] = row[passing[k]];
        }
        int from = passing.length;
        for (int t = 0; t < texts.length; t++) {
            double code = row[texts[t]];
            Terms terms = Double.isNaN(code)
                    ? Terms.NONE
                    : known[t][Levels.index((Column.Categorical) schema().column(texts[t]), code, -1)];
            for (int k = 0; k < terms.places().length; k++) {
                out[from + terms.places()[k]] = terms.values()[k];
            }
            from += width(t);
        }
    }

    @Override
    public final SparseMatrix transform(Matrix rows) {
        checkWidth(rows.columns());
        int[] starts = new int[rows.rows() + 1];
        int[] indices = new int[Math.max(16, rows.rows())];
        double[] values = new double[indices.length];
        double[] row = new double[rows.columns()];
        Terms[] found = new Terms[texts.length];
        int count = 0;
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            int more = passing.length;
            for (int t = 0; t < texts.length; t++) {
                found[t] = of(t, row[texts[t]], rows, i);
                more += found[t].places().length;
            }
            if (count + more > indices.length) {
                int size = Math.max(Math.addExact(count, more), count + (count >> 1));
                indices = Arrays.copyOf(indices, size);
                values = Arrays.copyOf(values, size);
            }
            for (int k = 0; k < passing.length; k++) {
                if (row[passing[k]] != 0) {
                    indices[count] = k;
                    values[count++] = row[passing[k]];
                }
            }
            int from = passing.length;
            for (int t = 0; t < texts.length; t++) {
                for (int k = 0; k < found[t].places().length; k++) {
                    indices[count] = from + found[t].places()[k];
                    values[count++] = found[t].values()[k];
                }
                from += width(t);
            }
            starts[i + 1] = count;
        }
        return new SparseMatrix(output.size(), starts, Arrays.copyOf(indices, count), Arrays.copyOf(values, count));
    }
}
