package org.tandemml.linear;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// The same class probabilities for every row. Scores are logarithms of the probabilities, at least −1e9; with two
/// classes those of the odds.
public final class PriorModel implements Classifier {
    private final Schema schema;
    private final String target;
    private final List<String> classes;
    private final double[] shares;
    private final double[] scores;
    private final FitReport report;
    private final Provenance provenance;

    PriorModel(
            Schema schema,
            String target,
            List<String> classes,
            double[] shares,
            FitReport report,
            Provenance provenance) {
        Check.length("shares", shares.length, classes.size());
        for (double share : shares) {
            Check.within("share of a class", share, 0, 1);
        }
        this.schema = schema;
        this.target = target;
        this.classes = List.copyOf(classes);
        this.shares = shares;
        this.report = report;
        this.provenance = provenance;
        double lowest = LogisticModel.ABSENT;
        if (shares.length == 2) {
            double odds = Math.clamp(Math.log(shares[1] / shares[0]), lowest, -lowest);
            scores = new double[] {-odds, odds};
        } else {
            scores = Arrays.stream(shares)
                    .map(share -> Math.max(Math.log(share), lowest))
                    .toArray();
        }
    }

    /// The probability of each class, as a copy.
    public double[] shares() {
        return shares.clone();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong parameters() {
        return OptionalLong.of(shares.length);
    }

    @Override
    public FitReport report() {
        return report;
    }

    @Override
    public boolean takesMissing() {
        return true;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    /// Features play no part, so a level never seen in training is no mistake.
    @Override
    public Schema.Unseen unseen() {
        return Schema.Unseen.MISSING;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void scores(double[] row, double[] out) {
        checkWidth(row.length);
        System.arraycopy(scores, 0, out, 0, scores.length);
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        checkWidth(row.length);
        System.arraycopy(shares, 0, out, 0, shares.length);
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        return repeated(rows, scores);
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        return repeated(rows, shares);
    }

    private DenseMatrix repeated(Matrix rows, double[] values) {
        checkWidth(rows.columns());
        double[] out = DenseMatrix.allocate(rows.rows(), values.length);
        for (int at = 0; at < out.length; at += values.length) {
            System.arraycopy(values, 0, out, at, values.length);
        }
        return new DenseMatrix(rows.rows(), values.length, out);
    }

    @Override
    public String toString() {
        return "PriorModel[" + classes + ": " + Arrays.toString(shares) + "]";
    }
}
