package org.tandemml.linear;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
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
import org.tandemml.kernels.Functions;
import org.tandemml.kernels.Kernels;

/// Class probabilities from linear scores: what [LogisticRegression] learns.
///
/// Two classes have one coefficient vector; the scores of a row are `[−z, z]` with `z = β·x + intercept` and the
/// probabilities `1/(1 + exp(±z))`. K > 2 classes have K vectors; the scores are `zₖ = βₖ·x + interceptₖ` and the
/// probabilities proportional to `exp(zₖ)`; intercepts sum to 0 over the classes that have rows.
///
/// **Cost**: O(K·p) a row, O(K·stored cells) for sparse rows, which stay sparse. A sparse and a dense copy of one row
/// agree to rounding; otherwise a row has the same bits alone and in a batch.
public final class LogisticModel implements Classifier {
    /// The intercept, and so the score, of a class that had no row in training: its probability is 0.
    public static final double ABSENT = -1e9;

    private final Schema schema;
    private final String target;
    private final List<String> classes;
    private final int columns;
    private final double[] coefficients;
    private final double[] intercepts;
    private final double logLikelihood;
    private final double[] standardErrors;
    private final @Nullable RegularizationPath path;
    private final FitReport report;
    private final Provenance provenance;

    /// A model of known parts; `standardErrors` is empty where there are none. The arrays are taken over.
    LogisticModel(
            Schema schema,
            String target,
            List<String> classes,
            double[] coefficients,
            double[] intercepts,
            double logLikelihood,
            double[] standardErrors,
            @Nullable RegularizationPath path,
            FitReport report,
            Provenance provenance) {
        this.schema = schema;
        this.target = target;
        this.classes = List.copyOf(classes);
        this.columns = schema.size();
        if (classes.size() < 2) {
            throw new InputException("a logistic model needs at least 2 classes, has " + classes.size());
        }
        int vectors = classes.size() == 2 ? 1 : classes.size();
        Check.length("intercepts", intercepts.length, vectors);
        Check.length("coefficients", coefficients.length, vectors * columns);
        if (standardErrors.length > 0) {
            Check.length("standard errors", standardErrors.length, vectors * (columns + 1));
        }
        this.coefficients = coefficients;
        this.intercepts = intercepts;
        this.logLikelihood = logLikelihood;
        this.standardErrors = standardErrors;
        this.path = path;
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

    /// One intercept a vector.
    public double[] intercepts() {
        return intercepts.clone();
    }

    /// Σ wᵢ·log P(yᵢ | xᵢ) over the training rows with the weights of the fit, without the penalty.
    public double logLikelihood() {
        return logLikelihood;
    }

    /// Standard errors, p-values and intervals; present if the fit was unpenalised and reached a finite optimum.
    public Optional<WaldInference> inference() {
        return standardErrors.length == 0
                ? Optional.empty()
                : Optional.of(new WaldInference(estimates(), standardErrors));
    }

    /// The path along which λ was chosen, if it was.
    public Optional<RegularizationPath> path() {
        return Optional.ofNullable(path);
    }

    double[] storedStandardErrors() {
        return standardErrors;
    }

    private double[] estimates() {
        double[] estimates = new double[intercepts.length * (columns + 1)];
        for (int k = 0; k < intercepts.length; k++) {
            System.arraycopy(coefficients, k * columns, estimates, k * (columns + 1), columns);
            estimates[k * (columns + 1) + columns] = intercepts[k];
        }
        return estimates;
    }

    /// The coefficients as a text table, one row a term and vector, with standard errors, z, p-values and 95 %
    /// intervals where there are any.
    public String coefficientTable() {
        CoefficientTable terms = new CoefficientTable(schema, inference(), "z");
        StringBuilder table = new StringBuilder();
        for (int k = 0; k < intercepts.length; k++) {
            if (k > 0) {
                table.append('\n');
            }
            table.append("score of ")
                    .append(classes.get(intercepts.length == 1 ? 1 : k))
                    .append('\n');
            terms.append(table, estimates(), k * (columns + 1));
        }
        return table.toString();
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
    public void probabilities(double[] row, double[] out) {
        scores(row, out);
        toProbabilities(out, 0);
    }

    /// Scores to probabilities in place; both classes by the sigmoid, so that a tiny probability keeps its digits.
    private void toProbabilities(double[] values, int at) {
        if (intercepts.length == 1) {
            double z = values[at + 1];
            values[at] = Functions.sigmoid(-z);
            values[at + 1] = Functions.sigmoid(z);
            return;
        }
        int count = intercepts.length;
        double max = values[at];
        for (int k = 1; k < count; k++) {
            max = Math.max(max, values[at + k]);
        }
        double sum = 0;
        for (int k = 0; k < count; k++) {
            values[at + k] = Functions.exp(values[at + k] - max);
            sum += values[at + k];
        }
        for (int k = 0; k < count; k++) {
            values[at + k] /= sum;
        }
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        return batch(rows, loop, false);
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        return batch(rows, loop, true);
    }

    @Override
    public Outputs outputs(Matrix rows, Parallel loop) {
        DenseMatrix scores = scores(rows, loop);
        double[] values = scores.values().clone();
        for (int at = 0; at < values.length; at += classes.size()) {
            toProbabilities(values, at);
        }
        return new Outputs(scores, Optional.of(new DenseMatrix(scores.rows(), classes.size(), values)));
    }

    private DenseMatrix batch(Matrix rows, Parallel loop, boolean probabilities) {
        checkWidth(rows.columns());
        int n = rows.rows();
        int classCount = classes.size();
        int vectors = intercepts.length;
        double[] out = DenseMatrix.allocate(n, classCount);
        Design design = Design.of(rows);
        int blockRows = design.blockRows();
        int blocks = (n + blockRows - 1) / blockRows;
        loop.forWork(2.0 * vectors * design.stored()).run(blocks, block -> {
            int from = block * blockRows;
            int count = Math.min(blockRows, n - from);
            double[] z = new double[count];
            for (int k = 0; k < vectors; k++) {
                design.scores(from, count, coefficients, k * columns, z, 0);
                for (int i = 0; i < count; i++) {
                    out[(from + i) * classCount + k] = z[i] + intercepts[k];
                }
            }
            for (int i = from; i < from + count; i++) {
                if (vectors == 1) {
                    mirror(out, i * classCount);
                }
                if (probabilities) {
                    toProbabilities(out, i * classCount);
                }
            }
        });
        return new DenseMatrix(n, classCount, out);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogisticModel that
                && schema.equals(that.schema)
                && target.equals(that.target)
                && classes.equals(that.classes)
                && Arrays.equals(coefficients, that.coefficients)
                && Arrays.equals(intercepts, that.intercepts)
                && Double.compare(logLikelihood, that.logLikelihood) == 0
                && Arrays.equals(standardErrors, that.standardErrors)
                && Objects.equals(path, that.path)
                && report.equals(that.report)
                && provenance.equals(that.provenance);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(coefficients) + Arrays.hashCode(intercepts);
    }

    @Override
    public String toString() {
        return "LogisticModel[" + columns + " columns, classes " + classes + ", " + report + "]";
    }
}
