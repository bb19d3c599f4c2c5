package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// A classifier whose scores pass through fitted maps to become probabilities, see [Calibrated].
///
/// A row alone allocates nothing if the classifier inside does not. Immutable, safe for any number of threads.
public final class CalibratedClassifier implements Classifier {
    private final Classifier inner;
    private final List<ScoreMap> maps;
    private final double inverseTemperature;
    /// Whether there is a map for each pair of classes.
    private final boolean paired;
    private final FitReport report;
    private final Provenance provenance;

    /// One map for two classes, else one a class. An inverse temperature other than 0 divides the logarithms of the
    /// probabilities of more than two classes, the maps then say which classes had rows.
    CalibratedClassifier(
            Classifier inner, List<ScoreMap> maps, double inverseTemperature, FitReport report, Provenance provenance) {
        this(inner, maps, inverseTemperature, false, report, provenance);
    }

    /// @param paired whether there is one map for each of the pairs that `inner` decides between
    CalibratedClassifier(
            Classifier inner,
            List<ScoreMap> maps,
            double inverseTemperature,
            boolean paired,
            FitReport report,
            Provenance provenance) {
        int k = inner.classes().size();
        Check.atLeast("classes of a calibrated classifier", k, 2);
        if (paired && !CrossFit.isPaired(inner)) {
            throw new InputException("the classifier inside does not decide between pairs of classes");
        }
        int expected = paired ? ((PairScores) inner).pairs().length : k == 2 ? 1 : k;
        Check.length("calibration maps", maps.size(), expected);
        this.paired = paired;
        Check.notNegative("inverse temperature", inverseTemperature);
        this.inner = inner;
        this.maps = List.copyOf(maps);
        this.inverseTemperature = inverseTemperature;
        this.report = report;
        this.provenance = provenance;
    }

    /// The classifier whose scores are calibrated, fitted on all rows.
    public Classifier inner() {
        return inner;
    }

    /// The map of the second of two classes, of each pair that the classifier decides between, or of each class; where
    /// a temperature was fitted for more than two
    /// classes,
    /// 1 for those that had rows and 0 for others.
    public List<ScoreMap> maps() {
        return maps;
    }

    boolean isPaired() {
        return paired;
    }

    double inverseTemperature() {
        return inverseTemperature;
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
    public void scores(double[] row, double[] out) {
        if (paired) {
            probabilities(row, out);
            return;
        }
        CrossFit.evidence(inner, row, out);
        calibrate(out, out[out.length - 1], true);
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        if (paired) {
            double[] scores = new double[maps.size()];
            ((PairScores) inner).pairScores(row, scores);
            coupled(scores, out);
            return;
        }
        CrossFit.evidence(inner, row, out);
        calibrate(out, out[out.length - 1], false);
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        return calibrated(rows, loop, true);
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        return calibrated(rows, loop, false);
    }

    private DenseMatrix coupled(Matrix rows, Parallel loop) {
        DenseMatrix given = ((PairScores) inner).pairScores(rows, loop);
        int k = classes().size();
        double[] all = DenseMatrix.allocate(rows.rows(), k);
        double[] out = new double[k];
        double[] scores = new double[maps.size()];
        for (int i = 0; i < rows.rows(); i++) {
            given.copyRow(i, scores, 0);
            coupled(scores, out);
            System.arraycopy(out, 0, all, i * k, k);
        }
        return new DenseMatrix(rows.rows(), k, all);
    }

    /// The probabilities of all classes from the scores of the pairs; 0 for a class that is in none.
    private void coupled(double[] scores, double[] out) {
        int[][] pairs = ((PairScores) inner).pairs();
        int[] place = new int[out.length];
        Arrays.fill(place, -1);
        for (int[] pair : pairs) {
            place[pair[0]] = 0;
            place[pair[1]] = 0;
        }
        int count = 0;
        for (int c = 0; c < place.length; c++) {
            place[c] = place[c] < 0 ? -1 : count++;
        }
        double[] r = new double[count * count];
        for (int m = 0; m < pairs.length; m++) {
            double p = maps.get(m).probability(scores[m]);
            r[place[pairs[m][0]] * count + place[pairs[m][1]]] = p;
            r[place[pairs[m][1]] * count + place[pairs[m][0]]] = 1 - p;
        }
        double[] some = new double[count];
        PairwiseCoupling.couple(count, r, some);
        for (int c = 0; c < out.length; c++) {
            out[c] = place[c] < 0 ? 0 : some[place[c]];
        }
    }

    private DenseMatrix calibrated(Matrix rows, Parallel loop, boolean scores) {
        if (paired) {
            return coupled(rows, loop);
        }
        DenseMatrix evidence = CrossFit.evidence(inner, rows, loop);
        int k = classes().size();
        double[] all = DenseMatrix.allocate(rows.rows(), k);
        double[] out = new double[k];
        for (int i = 0; i < rows.rows(); i++) {
            evidence.copyRow(i, out, 0);
            calibrate(out, out[evidence.columns() - 1], scores);
            System.arraycopy(out, 0, all, i * k, k);
        }
        return new DenseMatrix(rows.rows(), k, all);
    }

    /// Replaces the evidence in `out` by scores or probabilities; `score` is the evidence of two classes.
    private void calibrate(double[] out, double score, boolean scores) {
        if (out.length == 2) {
            two(out, score, scores);
        } else if (inverseTemperature > 0) {
            soften(out);
        } else {
            oneVersusRest(out);
        }
    }

    private void two(double[] out, double score, boolean scores) {
        switch (maps.getFirst()) {
            case PlattScaling platt -> {
                double logit = platt.logit(score);
                out[0] = scores ? -logit : PlattScaling.sigmoid(-logit);
                out[1] = scores ? logit : PlattScaling.sigmoid(logit);
            }
            case IsotonicRegression isotonic -> {
                double p = isotonic.probability(score);
                out[0] = scores ? 1 - 2 * p : 1 - p;
                out[1] = scores ? 2 * p - 1 : p;
            }
        }
    }

    private void soften(double[] out) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < out.length; c++) {
            largest = hasRows(c) ? Math.max(largest, out[c]) : largest;
        }
        double sum = 0;
        for (int c = 0; c < out.length; c++) {
            out[c] = hasRows(c) ? Math.exp(inverseTemperature * (out[c] - largest)) : 0;
            sum += out[c];
        }
        for (int c = 0; c < out.length; c++) {
            out[c] /= sum;
        }
    }

    private void oneVersusRest(double[] out) {
        double sum = 0;
        for (int c = 0; c < out.length; c++) {
            out[c] = maps.get(c).probability(inner.hasProbabilities() ? CrossFit.logit(out[c]) : out[c]);
            sum += out[c];
        }
        if (sum == 0) {
            // Isotonic curves may rule out every class: all that had rows are then equally likely.
            for (int c = 0; c < out.length; c++) {
                out[c] = hasRows(c) ? 1 : 0;
                sum += out[c];
            }
        }
        for (int c = 0; c < out.length; c++) {
            out[c] /= sum;
        }
    }

    private boolean hasRows(int c) {
        return !(maps.get(c) instanceof IsotonicRegression only) || only.highest() > 0;
    }

    /// Refuses what no fit makes: no class with rows.
    void requireAClass() {
        if (paired) {
            return;
        }
        for (int c = 0; c < maps.size(); c++) {
            if (hasRows(c)) {
                return;
            }
        }
        throw new InputException("no class of the calibrated classifier has a probability above 0");
    }

    @Override
    public String toString() {
        return "CalibratedClassifier[" + inner + ", " + maps + "]";
    }
}
