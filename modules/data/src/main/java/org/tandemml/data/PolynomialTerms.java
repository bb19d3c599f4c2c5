package org.tandemml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.tandemml.core.Column;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;

/// A fitted [Polynomial]: the list of terms. Each is the product of an earlier term and one column.
public final class PolynomialTerms extends FittedStep {
    private static final int MOST = 1 << 20;
    private static final int NONE = -1;

    private final int degree;
    private final boolean interactionOnly;
    private final boolean bias;
    private final int[] earlier;
    private final int[] factor;
    private final Schema output;

    PolynomialTerms(Origin origin, int degree, boolean interactionOnly, boolean bias) {
        super(origin);
        this.degree = degree;
        this.interactionOnly = interactionOnly;
        this.bias = bias;
        int p = schema().size();
        refuseTooMany(p);
        List<int[]> terms = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        if (bias) {
            terms.add(new int[] {NONE, NONE});
            columns.add(new Column.Numeric("1"));
        }
        int from = terms.size();
        for (int j = 0; j < p; j++) {
            terms.add(new int[] {NONE, j});
            columns.add(new Column.Numeric(schema().column(j).name()));
        }
        for (int d = 2; d <= degree && from < terms.size(); d++) {
            int to = terms.size();
            for (int t = from; t < to; t++) {
                for (int j = terms.get(t)[1] + (interactionOnly ? 1 : 0); j < p; j++) {
                    terms.add(new int[] {t, j});
                    columns.add(new Column.Numeric(name(terms, t, j)));
                }
            }
            from = to;
        }
        this.earlier = terms.stream().mapToInt(t -> t[0]).toArray();
        this.factor = terms.stream().mapToInt(t -> t[1]).toArray();
        this.output = new Schema(columns);
    }

    /// Counted before any is made: p columns have C(p + d - 1, d) terms of degree d, C(p, d) without powers.
    private void refuseTooMany(int p) {
        double ofDegree = 1;
        double all = bias ? 1 : 0;
        for (int d = 1; d <= degree && ofDegree > 0; d++) {
            ofDegree *= (interactionOnly ? p - d + 1.0 : p + d - 1.0) / d;
            all += ofDegree;
            if (Math.rint(all) > MOST) {
                throw new InputException("polynomial of degree " + degree + " on " + p + " columns has more than "
                        + MOST + " terms: take a lower degree or fewer columns");
            }
        }
    }

    private String name(List<int[]> terms, int term, int last) {
        List<Integer> factors = new ArrayList<>(List.of(last));
        for (int t = term; t != NONE; t = terms.get(t)[0]) {
            factors.add(terms.get(t)[1]);
        }
        Collections.reverse(factors);
        StringBuilder name = new StringBuilder();
        for (int k = 0; k < factors.size(); ) {
            int column = factors.get(k);
            int power = 0;
            while (k < factors.size() && factors.get(k) == column) {
                power++;
                k++;
            }
            name.append(name.isEmpty() ? "" : "*")
                    .append(schema().column(column).name());
            name.append(power > 1 ? "^" + power : "");
        }
        return name.toString();
    }

    /// Most factors of a term.
    public int degree() {
        return degree;
    }

    /// Whether no term holds a column twice.
    public boolean isInteractionOnly() {
        return interactionOnly;
    }

    /// Whether the first column is 1 throughout.
    public boolean hasBias() {
        return bias;
    }

    @Override
    public Schema output() {
        return output;
    }

    private void expand(double[] row, double[] out, int at) {
        for (int t = 0; t < factor.length; t++) {
            double x = factor[t] == NONE ? 1 : row[factor[t]];
            out[at + t] = earlier[t] == NONE ? x : out[at + earlier[t]] * x;
        }
    }

    @Override
    public void transform(double[] row, double[] out) {
        checkWidth(row.length);
        expand(row, out, 0);
    }

    @Override
    public Matrix transform(Matrix rows) {
        checkWidth(rows.columns());
        int q = output.size();
        double[] row = new double[rows.columns()];
        if (rows instanceof SparseMatrix) {
            return sparse(rows, row, new double[q]);
        }
        double[] values = DenseMatrix.allocate(rows.rows(), q);
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            expand(row, values, i * q);
        }
        return new DenseMatrix(rows.rows(), q, values);
    }

    private SparseMatrix sparse(Matrix rows, double[] row, double[] terms) {
        int[] starts = new int[rows.rows() + 1];
        int[] indices = new int[Math.max(16, rows.rows())];
        double[] values = new double[indices.length];
        int count = 0;
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            expand(row, terms, 0);
            if (count + terms.length > indices.length) {
                int size = Math.max(Math.addExact(count, terms.length), count + (count >> 1));
                indices = Arrays.copyOf(indices, size);
                values = Arrays.copyOf(values, size);
            }
            for (int t = 0; t < terms.length; t++) {
                if (terms[t] != 0) {
                    indices[count] = t;
                    values[count++] = terms[t];
                }
            }
            starts[i + 1] = count;
        }
        return new SparseMatrix(terms.length, starts, Arrays.copyOf(indices, count), Arrays.copyOf(values, count));
    }
}
