package org.tandemml.evaluation;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.tandemml.core.Check;

/// The signed-rank test: whether differences (of two learners over data sets, say) are symmetric about 0.
///
/// The differences are ranked by size; the statistic V is the sum of the ranks of the positive ones. Zeros are left
/// out. With up to 50 differences, none of them 0 or equal in size, the two-sided p-value is exact. Otherwise it is
/// that of the normal approximation with variance `n(n + 1)(2n + 1)/24 − Σ(t³ − t)/48` over ties of t, corrected for
/// continuity.
///
/// **Source**: F. Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1 (1945); W. J. Conover,
/// Practical Nonparametric Statistics, section 5.7. **Cost**: O(n log n), O(n³) for exact p-values, n ≤ 50.
/// **Errors**: [org.tandemml.core.InputException] for a difference that is not finite. Undefined if all are 0.
public final class Wilcoxon {
    private static final int MOST_EXACT = 50;

    private Wilcoxon() {}

    /// The test of paired values, such as the scores of two learners on the same data sets.
    public static TestResult test(double[] first, double[] second) {
        Check.length("values of the second", second.length, first.length);
        double[] differences = new double[first.length];
        Arrays.setAll(differences, i -> first[i] - second[i]);
        return test(differences);
    }

    /// The test of differences.
    public static TestResult test(double[] differences) {
        for (int i = 0; i < differences.length; i++) {
            Check.finite("difference " + (i + 1), differences[i]);
        }
        double[] kept = Arrays.stream(differences).filter(d -> d != 0).toArray();
        int n = kept.length;
        if (n == 0) {
            return TestResult.undefined("Wilcoxon", n == differences.length ? "no difference" : "all are 0");
        }
        double[] ranks = new double[n];
        double ties = midranks(Arrays.stream(kept).map(Math::abs).toArray(), ranks);
        double positive = 0;
        for (int i = 0; i < n; i++) {
            positive += kept[i] > 0 ? ranks[i] : 0;
        }
        double mean = n * (n + 1.0) / 4;
        if (n == differences.length && n <= MOST_EXACT && ties == 0) {
            double smaller = Math.min(positive, 2 * mean - positive);
            return TestResult.of("Wilcoxon, exact", positive, 2 * shareUpTo((int) smaller, n));
        }
        double deviation = Math.sqrt(n * (n + 1.0) * (2.0 * n + 1) / 24 - ties / 48);
        double excess = Math.max(0, Math.abs(positive - mean) - 0.5);
        return TestResult.of(
                "Wilcoxon, normal", positive, 2 * NormalDistribution.of(0, 1).survivalProbability(excess / deviation));
    }

    /// Writes the rank of each value, from 1, equal values sharing the mean of theirs; returns Σ(t³ − t) over ties of
    /// t.
    static double midranks(double[] values, double[] ranks) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double ties = 0;
        for (int from = 0, to; from < sorted.length; from = to) {
            to = Cumulative.upperBound(sorted, sorted[from]);
            double t = to - from;
            ties += t * t * t - t;
        }
        for (int i = 0; i < values.length; i++) {
            int below = Cumulative.upperBound(sorted, Math.nextDown(values[i]));
            ranks[i] = (below + 1 + Cumulative.upperBound(sorted, values[i])) / 2.0;
        }
        return ties;
    }

    /// The share of the 2ⁿ subsets of the ranks 1..n that sum to at most `sum`.
    private static double shareUpTo(int sum, int n) {
        double[] subsets = new double[sum + 1];
        subsets[0] = 1;
        for (int rank = 1; rank <= n; rank++) {
            for (int s = sum; s >= rank; s--) {
                subsets[s] += subsets[s - rank];
            }
        }
        return Math.scalb(Arrays.stream(subsets).sum(), -n);
    }
}
