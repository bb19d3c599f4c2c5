package org.tandemml.linear;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Linear scores without probabilities: what a [Perceptron] learns.
///
/// Two classes have one vector, with the scores `[−z, z]`, `z = v·x + intercept`; more have one each.
/// **Cost**: O(K·p) a row, O(K·stored cells) for sparse rows. A row has the same bits alone and in a batch.
public final class PerceptronModel implements Classifier {
    private final Schema schema;
    private final String target;
    private final List<String> classes;
    private final int columns;
    private final double[] coefficients;
    private final double[] intercepts;
    private final FitReport report;
    private final Provenance provenance;

    /// A model of known parts. The arrays are taken over.
    PerceptronModel(
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
            throw new InputException("a perceptron needs at least 2 classes, has " + classes.size());
        }
        int vectors = classes.size() == 2 ? 1 : classes.size();
        Check.length("intercepts", intercepts.length, vectors);
        Check.length("coefficients", coefficients.length, vectors * columns);
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
    public OptionalLong parameters() {
        return OptionalLong.of((long) coefficients.length + intercepts.length);
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

    /// One intercept a vector; [LogisticModel#ABSENT] for a class without rows.
    public double[] intercepts() {
        return intercepts.clone();
    }

    @Override
    public boolean hasProbabilities() {
        return false;
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
        int classCount = classes.size();
        double[] out = DenseMatrix.allocate(n, classCount);
        Design design = Design.of(rows);
        int blockRows = design.blockRows();
        loop.forWork(2.0 * intercepts.length * design.stored()).run((n + blockRows - 1) / blockRows, block -> {
            int from = block * blockRows;
            int count = Math.min(blockRows, n - from);
            double[] z = new double[count];
            for (int k = 0; k < intercepts.length; k++) {
                design.scores(from, count, coefficients, k * columns, z, 0);
                for (int i = 0; i < count; i++) {
                    out[(from + i) * classCount + k] = z[i] + intercepts[k];
                }
            }
            for (int i = from; i < from + count && intercepts.length == 1; i++) {
                mirror(out, i * classCount);
            }
        });
        return new DenseMatrix(n, classCount, out);
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        throw none();
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        throw none();
    }

    private static UnsupportedOperationException none() {
        return new UnsupportedOperationException(
                "a perceptron has scores but no probabilities: calibrate it, or use logistic regression");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PerceptronModel that
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
        return "PerceptronModel[" + columns + " columns, classes " + classes + ", " + report + "]";
    }
}
