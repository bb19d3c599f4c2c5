package org.tandemml.svm;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.Kernels;

/// A fitted linear support vector regression: `ŷ = β·x + intercept`.
///
/// **Shapes**: one coefficient a column. **Cost**: 2·p operations a row; a row alone allocates nothing.
/// **Determinism**: the same bits for any number of threads.
public final class LinearSvrModel implements Regressor {
    private final Schema schema;
    private final String target;
    private final double[] coefficients;
    private final double intercept;
    private final FitReport report;
    private final Provenance provenance;

    /// The array is taken over.
    LinearSvrModel(
            Schema schema,
            String target,
            double[] coefficients,
            double intercept,
            FitReport report,
            Provenance provenance) {
        Check.length("coefficients", coefficients.length, schema.size());
        this.schema = schema;
        this.target = target;
        this.coefficients = coefficients;
        this.intercept = intercept;
        this.report = report;
        this.provenance = provenance;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public FitReport report() {
        return report;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public String target() {
        return target;
    }

    /// One coefficient a column, in its units.
    public double[] coefficients() {
        return coefficients.clone();
    }

    /// The constant term.
    public double intercept() {
        return intercept;
    }

    @Override
    public double predict(double[] row) {
        checkWidth(row.length);
        return Kernels.doubles().dot(coefficients, 0, row, 0, coefficients.length) + intercept;
    }

    @Override
    public double[] predict(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        int n = rows.rows();
        double[] out = new double[n];
        long cells = rows instanceof SparseMatrix sparse ? sparse.stored() : (long) n * coefficients.length;
        int pieces = (int) Math.clamp(cells / LinearRows.PIECE, 1, Math.max(1, n / 16));
        loop.forWork(2.0 * cells).run(pieces, piece -> {
            int to = (int) ((long) n * (piece + 1) / pieces);
            for (int i = (int) ((long) n * piece / pieces); i < to; i++) {
                out[i] = switch (rows) {
                    case DenseMatrix dense ->
                        Kernels.doubles().dot(coefficients, 0, dense.values(), dense.offset(i), coefficients.length);
                    case SparseMatrix sparse -> sparse(sparse, i);
                };
                out[i] += intercept;
            }
        });
        return out;
    }

    private double sparse(SparseMatrix rows, int i) {
        double sum = 0;
        for (int k = rows.start(i); k < rows.end(i); k++) {
            sum += rows.values()[k] * coefficients[rows.indices()[k]];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearSvrModel that
                && schema.equals(that.schema)
                && target.equals(that.target)
                && Arrays.equals(coefficients, that.coefficients)
                && Double.compare(intercept, that.intercept) == 0
                && report.equals(that.report)
                && provenance.equals(that.provenance);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(coefficients) + Double.hashCode(intercept);
    }

    @Override
    public String toString() {
        return "LinearSvrModel[" + coefficients.length + " columns, " + report + "]";
    }
}
