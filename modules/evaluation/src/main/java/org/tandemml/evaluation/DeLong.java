package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.tandemml.core.Check;

/// The sampling variance of the area under a ROC curve, its interval, and the test of two areas on the same rows.
///
/// With m positive and n negative rows, `V₁₀(i)` is the share of negative rows below positive row i, ties counted
/// half, and `V₀₁(j)` the share of positive rows above negative row j. Their means are both the AUC, and
///
/// variance = Var(V₁₀)/m + Var(V₀₁)/n, each Var with divisor count − 1.
///
/// The interval is that of the logit, `logistic(logit(A) ± z·s / (A(1 − A)))`, s² being the variance: unlike `A ±
/// z·s` it never leaves 0..1 and covers better near 1. It is undefined where the variance is: with fewer than two
/// positive or two negative rows, and for an AUC of 0 or 1, whose estimated variance of 0 says nothing about the next
/// data.
///
/// **Source**: E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Comparing the areas under two or more correlated
/// receiver operating characteristic curves, Biometrics 44 (1988); X. Sun and W. Xu, Fast implementation of DeLong's
/// algorithm, IEEE Signal Processing Letters 21 (2014), for O(N log N); M. S. Pepe, The Statistical Evaluation of
/// Medical Tests (2003), section 5.2, for the logit. **Cost**: O(N log N), as for the AUC; counts are exact beyond 32
/// bits. Deterministic; the bits do not depend on the order of the rows for one area. **Errors**:
/// [org.tandemml.core.InputException] for a `NaN` score, naming the row. Rows have no weights: the variance of a
/// weighted area depends on what the weights mean. [Bootstrap] handles weighted rows.
public final class DeLong {
    private static final String TEST = "DeLong";

    private final Score auc;
    private final double variance;
    private final String reason;

    private DeLong(Score auc, double variance, String reason) {
        this.auc = auc;
        this.variance = variance;
        this.reason = reason;
    }

    /// The area and its variance: row i is positive or not and has a score, larger meaning more positive.
    public static DeLong of(boolean[] positive, double[] scores) {
        return of(Ranking.of(positive, scores, null));
    }

    /// For unweighted rankings.
    static DeLong of(Ranking ranking) {
        Score auc = ranking.auc();
        double m = ranking.positiveRows();
        double n = ranking.negativeRows();
        if (!auc.isDefined()) {
            return new DeLong(auc, Double.NaN, auc.reason());
        }
        if (m < 2 || n < 2) {
            return new DeLong(auc, Double.NaN, tooFew(m, n));
        }
        double[] above = new double[2];
        double[] squares = new double[2];
        ranking.descending((score, p, q) -> {
            double ofPositive = (n - above[1] - q + q / 2) / n - auc.value();
            double ofNegative = (above[0] + p / 2) / m - auc.value();
            squares[0] += p * ofPositive * ofPositive;
            squares[1] += q * ofNegative * ofNegative;
            above[0] += p;
            above[1] += q;
        });
        return new DeLong(auc, squares[0] / (m - 1) / m + squares[1] / (n - 1) / n, "");
    }

    private static String tooFew(double positives, double negatives) {
        return positives < 2
                ? "the variance needs 2 positive rows, there is 1"
                : "the variance needs 2 negative rows, there is 1";
    }

    /// The area.
    public Score auc() {
        return auc;
    }

    /// The estimated variance of the area; empty if there are not two rows of each side.
    public OptionalDouble variance() {
        return Double.isNaN(variance) ? OptionalDouble.empty() : OptionalDouble.of(variance);
    }

    /// The 95 % interval.
    public ScoreInterval interval() {
        return interval(ScoreInterval.LEVEL);
    }

    /// The interval of this confidence level, inside 0..1.
    public ScoreInterval interval(double level) {
        ScoreInterval.checkLevel(level);
        if (!reason.isEmpty()) {
            return ScoreInterval.undefined(auc, reason, level);
        }
        double area = auc.value();
        if (area == 0 || area == 1 || variance == 0) {
            return ScoreInterval.undefined(
                    auc, "the variance of an area of " + area + " cannot be estimated from these rows", level);
        }
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
        double half = z * Math.sqrt(variance) / (area * (1 - area));
        double odds = area / (1 - area);
        return ScoreInterval.of(auc, odds / (odds + Math.exp(half)), odds / (odds + Math.exp(-half)), level);
    }

    /// Whether two scorers of the same rows have the same area: two-sided, `z = (A₁ − A₂) / √Var(A₁ − A₂)`.
    ///
    /// Undefined with fewer than two rows of a side, and if the areas differ and their difference has an estimated
    /// variance of 0. Rankings that are equal have p = 1.
    public static TestResult test(boolean[] positive, double[] first, double[] second) {
        Check.length("scores of the second", second.length, first.length);
        Check.length("positive", positive.length, first.length);
        Rows.checkScores(first);
        Rows.checkScores(second);
        int[] positives = Rows.where(first.length, i -> positive[i]);
        int[] negatives = Rows.where(first.length, i -> !positive[i]);
        int m = positives.length;
        int n = negatives.length;
        if (m < 2 || n < 2) {
            return TestResult.undefined(TEST, "it needs 2 positive and 2 negative rows, there are " + m + " and " + n);
        }
        double[] ofPositives = differences(positives, negatives, first, second);
        double[] ofNegatives = differences(negatives, positives, first, second);
        double difference = mean(ofPositives);
        double variance = variance(ofPositives) / m + variance(ofNegatives) / n;
        if (variance == 0) {
            return difference == 0
                    ? TestResult.of(TEST, 0, 1)
                    : TestResult.undefined(TEST, "the difference of the areas has an estimated variance of 0");
        }
        double z = difference / Math.sqrt(variance);
        return TestResult.of(TEST, z, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z)));
    }

    /// The same for two evaluations of the same rows with two classes; undefined for weighted rows.
    public static TestResult test(ClassifierEvaluation first, ClassifierEvaluation second) {
        return first.deLong(second);
    }

    static TestResult refused(String reason) {
        return TestResult.undefined(TEST, reason);
    }

    /// For each of `rows`, by how much the share of `others` below it (ties counted half) is larger in `first`. The
    /// variance of these differences is that of both areas minus twice their covariance.
    private static double[] differences(int[] rows, int[] others, double[] first, double[] second) {
        double[] difference = below(rows, others, first);
        double[] subtracted = below(rows, others, second);
        for (int i = 0; i < rows.length; i++) {
            difference[i] = (difference[i] - subtracted[i]) / others.length;
        }
        return difference;
    }

    /// For each of `rows`, how many of `others` score less, ties counted half. Both are sorted and merged: looking each
    /// row up in the sorted others would wait for memory twenty times a row.
    private static double[] below(int[] rows, int[] others, double[] scores) {
        double[] sorted = Arrays.stream(others).mapToDouble(i -> scores[i]).toArray();
        ScoreSort.sort(sorted, null);
        double[] own = Arrays.stream(rows).mapToDouble(i -> scores[i]).toArray();
        double[] position = new double[rows.length];
        Arrays.setAll(position, i -> i);
        ScoreSort.sort(own, position);
        double[] below = new double[rows.length];
        int less = 0;
        int upTo = 0;
        for (int i = 0; i < own.length; i++) {
            while (less < sorted.length && sorted[less] < own[i]) {
                less++;
            }
            while (upTo < sorted.length && sorted[upTo] <= own[i]) {
                upTo++;
            }
            below[(int) position[i]] = 0.5 * ((double) less + upTo);
        }
        return below;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }

    @Override
    public String toString() {
        return "DeLong[auc " + interval() + "]";
    }
}
