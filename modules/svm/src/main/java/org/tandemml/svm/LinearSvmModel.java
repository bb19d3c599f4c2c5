package org.tandemml.svm;

import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// A fitted linear machine: the score of a class is `β·x + intercept`, that of the first of two its negative.
///
/// Scores have no scale that means a probability. **Shapes**: one vector for two classes, else one a class. **Cost**:
/// 2·p operations a vector and row; a row alone allocates nothing. **Determinism**: the same bits for any number of
/// threads; a dense row has the same bits alone and in a batch.
public final class LinearSvmModel implements Classifier {
    /// The intercept, and so the score, of a class that had no row in training.
    public static final double ABSENT = -1e9;

    private final Schema schema;
    private final String target;
    private final List<String> classes;
    private final int columns;
    private final double[] coefficients;
    private final double[] intercepts;
    private final FitReport report;
    private final Provenance provenance;

    /// The arrays are taken over.
    LinearSvmModel(
            Schema schema,
            String target,
            List<String> classes,
            double[] coefficients,
            double[] intercepts,
            FitReport report,
            Provenance provenance) {
        this.schema = schema;
        this.target = target;
        this.classes = List.copyOf(classes);
        columns = schema.size();
        if (classes.size() < 2) {
            throw new InputException("a linear machine needs at least 2 classes, has " + classes.size());
        }
        if (intercepts.length != 1 || classes.size() > 2) {
            Check.length("intercepts", intercepts.length, classes.size());
        }
        Check.length("coefficients", coefficients.length, intercepts.length * columns);
        this.coefficients = coefficients;
        this.intercepts = intercepts;
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
    public List<String> classes() {
        return classes;
    }

    @Override
    public String target() {
        return target;
    }

    /// Coefficients in the units of the columns, row-major `vectors × p`: 1 vector for two classes, else one a class.
    public double[] coefficients() {
        return coefficients.clone();
    }

    /// One intercept a vector.
    public double[] intercepts() {
        return intercepts.clone();
    }

    @Override
    public boolean hasProbabilities() {
        return false;
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        throw noProbabilities();
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        throw noProbabilities();
    }

    private static UnsupportedOperationException noProbabilities() {
        return new UnsupportedOperationException(
                "a linear machine gives scores: fit it with probability=platt, isotonic or temperature");
    }

    @Override
    public void scores(double[] row, double[] out) {
        checkWidth(row.length);
        DoubleKernels kernels = Kernels.doubles();
        for (int k = 0; k < intercepts.length; k++) {
            out[k] = kernels.dot(coefficients, k * columns, row, 0, columns) + intercepts[k];
        }
        if (intercepts.length == 1) {
            mirror(out, 0);
        }
    }

    private static void mirror(double[] out, int at) {
        out[at + 1] = out[at];
        out[at] = -out[at + 1];
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        int n = rows.rows();
        int k = classes.size();
        double[] out = DenseMatrix.allocate(n, k);
        long cells = rows instanceof SparseMatrix sparse ? sparse.stored() : (long) n * columns;
        int pieces = (int) Math.clamp(cells * intercepts.length / LinearRows.PIECE, 1, Math.max(1, n / 16));
        loop.forWork(2.0 * cells * intercepts.length).run(pieces, piece -> {
            int from = (int) ((long) n * piece / pieces);
            int to = (int) ((long) n * (piece + 1) / pieces);
            switch (rows) {
                case DenseMatrix dense -> denseScores(dense, from, to, out);
                case SparseMatrix sparse -> sparseScores(sparse, from, to, out);
            }
            if (intercepts.length == 1) {
                for (int i = from; i < to; i++) {
                    mirror(out, i * k);
                }
            }
        });
        return new DenseMatrix(n, k, out);
    }

    private void denseScores(DenseMatrix rows, int from, int to, double[] out) {
        DoubleKernels kernels = Kernels.doubles();
        for (int i = from; i < to; i++) {
            for (int v = 0; v < intercepts.length; v++) {
                out[i * classes.size() + v] =
                        kernels.dot(coefficients, v * columns, rows.values(), rows.offset(i), columns) + intercepts[v];
            }
        }
    }

    private void sparseScores(SparseMatrix rows, int from, int to, double[] out) {
        for (int i = from; i < to; i++) {
            for (int v = 0; v < intercepts.length; v++) {
                double sum = 0;
                for (int k = rows.start(i); k < rows.end(i); k++) {
                    sum += rows.values()[k] * coefficients[v * columns + rows.indices()[k]];
                }
                out[i * classes.size() + v] = sum + intercepts[v];
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearSvmModel that
                && schema.equals(that.schema)
                && target.equals(that.target)
                && classes.equals(that.classes)
                && Arrays.equals(coefficients, that.coefficients)
                && Arrays.equals(intercepts, that.intercepts)
                && report.equals(that.report)
                && provenance.equals(that.provenance);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(coefficients) + Arrays.hashCode(intercepts);
    }

    @Override
    public String toString() {
        return "LinearSvmModel[" + columns + " columns, classes " + classes + ", " + report + "]";
    }
}
