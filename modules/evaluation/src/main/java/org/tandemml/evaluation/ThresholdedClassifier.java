package org.tandemml.evaluation;

import java.util.List;
import java.util.OptionalLong;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// A classifier that decides at another threshold than the usual one, see [TunedThreshold].
///
/// A row alone allocates nothing if the classifier inside does not. Immutable, safe for any number of threads.
public final class ThresholdedClassifier implements Classifier {
    private final Classifier inner;
    private final double[] offsets;
    private final FitReport report;
    private final Provenance provenance;

    ThresholdedClassifier(Classifier inner, double[] offsets, FitReport report, Provenance provenance) {
        Check.length("offsets", offsets.length, inner.classes().size());
        Check.atLeast("classes of a threshold", offsets.length, 2);
        for (double offset : offsets) {
            Check.finite("offset of a class", offset);
        }
        this.inner = inner;
        this.offsets = offsets.clone();
        this.report = report;
        this.provenance = provenance;
    }

    /// The classifier without the threshold.
    public Classifier inner() {
        return inner;
    }

    /// What is added to the score of each class (the logarithm of its probability for more than two classes), as a
    /// copy. With two classes the first is 0, and the second is predicted where its score exceeds minus its offset.
    public double[] offsets() {
        return offsets.clone();
    }

    @Override
    public Schema schema() {
        return inner.schema();
    }

    @Override
    public Schema.Unseen unseen() {
        return inner.unseen();
    }

    @Override
    public Matrix align(Dataset data) {
        return inner.align(data);
    }

    @Override
    public boolean takesMissing() {
        return inner.takesMissing();
    }

    @Override
    public OptionalLong parameters() {
        return inner.parameters();
    }

    @Override
    public double[] validationTrace() {
        return inner.validationTrace();
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
        return inner.classes();
    }

    @Override
    public String target() {
        return inner.target();
    }

    @Override
    public boolean hasProbabilities() {
        return inner.hasProbabilities();
    }

    @Override
    public void scores(double[] row, double[] out) {
        CrossFit.evidence(inner, row, out);
        shift(out, out[out.length - 1]);
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        requireProbabilities();
        CrossFit.evidence(inner, row, out);
        shift(out, out[out.length - 1]);
        toProbabilities(out);
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        return shifted(rows, loop, false);
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        requireProbabilities();
        return shifted(rows, loop, true);
    }

    private DenseMatrix shifted(Matrix rows, Parallel loop, boolean probabilities) {
        DenseMatrix evidence = CrossFit.evidence(inner, rows, loop);
        int k = offsets.length;
        double[] all = DenseMatrix.allocate(rows.rows(), k);
        double[] out = new double[k];
        for (int i = 0; i < rows.rows(); i++) {
            evidence.copyRow(i, out, 0);
            shift(out, out[evidence.columns() - 1]);
            if (probabilities) {
                toProbabilities(out);
            }
            System.arraycopy(out, 0, all, i * k, k);
        }
        return new DenseMatrix(rows.rows(), k, all);
    }

    private void requireProbabilities() {
        if (!hasProbabilities()) {
            throw new UnsupportedOperationException("the classifier inside gives no probabilities: calibrate it first");
        }
    }

    private void shift(double[] out, double score) {
        if (out.length == 2) {
            out[1] = score + offsets[1];
            out[0] = -out[1];
            return;
        }
        for (int c = 0; c < out.length; c++) {
            out[c] += offsets[c];
        }
    }

    private static void toProbabilities(double[] out) {
        if (out.length == 2) {
            out[0] = PlattScaling.sigmoid(out[0]);
            out[1] = PlattScaling.sigmoid(out[1]);
            return;
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (double z : out) {
            largest = Math.max(largest, z);
        }
        double sum = 0;
        for (int c = 0; c < out.length; c++) {
            out[c] = Math.exp(out[c] - largest);
            sum += out[c];
        }
        for (int c = 0; c < out.length; c++) {
            out[c] /= sum;
        }
    }

    @Override
    public String toString() {
        return "ThresholdedClassifier[" + inner + "]";
    }
}
