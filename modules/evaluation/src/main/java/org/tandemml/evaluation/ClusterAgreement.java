package org.tandemml.evaluation;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.tandemml.core.Check;

/// How far two groupings of the same rows agree, whatever the groups are called.
///
/// With n_ij rows in group i of the one and group j of the other, aᵢ and bⱼ the sizes of the groups, H the entropy
/// and I the mutual information of the two:
///
/// | score | definition | independent | equal |
/// |---|---|---|---|
/// | adjusted Rand | (pairs together in both − expected) / (mean − expected) | 0 on average | 1 |
/// | normalised mutual information | I / mean(H(a), H(b)) | above 0 | 1 |
/// | adjusted mutual information | (I − E(I)) / (mean(H(a), H(b)) − E(I)) | 0 on average | 1 |
/// | homogeneity | I / H(a): each group of the second holds one group of the first | above 0 | 1 |
/// | completeness | I / H(b): each group of the first lies in one group of the second | above 0 | 1 |
/// | V measure | 2·homogeneity·completeness / (homogeneity + completeness) | above 0 | 1 |
///
/// Expectations are over random groupings with the same sizes of groups. A score whose denominator is 0 is 1: both
/// groupings hold no information. All but homogeneity and completeness are symmetric.
///
/// **Source**: L. Hubert and P. Arabie, Comparing partitions, Journal of Classification 2 (1985); N. X. Vinh, J. Epps
/// and J. Bailey, Information theoretic measures for clusterings comparison, JMLR 11 (2010), equation 24; A.
/// Rosenberg and J. Hirschberg, V-measure, EMNLP-CoNLL 2007. **Cost**: O(n log n) for the table, O(n·(groups +
/// groups)) for the adjusted mutual information. Immutable, deterministic; counts are exact. Undefined without rows.
public final class ClusterAgreement {
    private final int rows;
    private final int[][] table;
    private final int[] first;
    private final int[] second;

    private ClusterAgreement(int rows, int[][] table, int[] first, int[] second) {
        this.rows = rows;
        this.table = table;
        this.first = first;
        this.second = second;
    }

    /// From the group of each row, any numbers: true classes and clusters, say.
    public static ClusterAgreement of(int[] first, int[] second) {
        Check.length("groups of the second", second.length, first.length);
        int[] a = Arrays.stream(first).distinct().sorted().toArray();
        int[] b = Arrays.stream(second).distinct().sorted().toArray();
        int[][] table = new int[a.length][b.length];
        int[] sizesOfFirst = new int[a.length];
        int[] sizesOfSecond = new int[b.length];
        for (int r = 0; r < first.length; r++) {
            int i = Arrays.binarySearch(a, first[r]);
            int j = Arrays.binarySearch(b, second[r]);
            table[i][j]++;
            sizesOfFirst[i]++;
            sizesOfSecond[j]++;
        }
        return new ClusterAgreement(first.length, table, sizesOfFirst, sizesOfSecond);
    }

    /// The Rand index, adjusted for chance.
    public Score adjustedRand() {
        if (rows == 0) {
            return Score.undefined(Metric.ADJUSTED_RAND, "no row");
        }
        double both = Arrays.stream(table).mapToDouble(ClusterAgreement::pairs).sum();
        double ofFirst = pairs(first);
        double ofSecond = pairs(second);
        if (both == ofFirst && both == ofSecond) {
            return Score.of(Metric.ADJUSTED_RAND, 1);
        }
        double expected = ofFirst * ofSecond / (rows * (rows - 1.0) / 2);
        return Score.of(Metric.ADJUSTED_RAND, (both - expected) / ((ofFirst + ofSecond) / 2 - expected));
    }

    private static double pairs(int[] sizes) {
        return Arrays.stream(sizes).mapToDouble(s -> s * (s - 1.0) / 2).sum();
    }

    /// Mutual information over the mean of the entropies.
    public Score normalizedMutualInformation() {
        return share(Metric.MUTUAL_INFORMATION, mutualInformation(), (entropy(first) + entropy(second)) / 2);
    }

    /// Mutual information over the mean of the entropies, adjusted for chance.
    public Score adjustedMutualInformation() {
        if (rows == 0 || (first.length == 1 && second.length == 1)) {
            return share(Metric.ADJUSTED_MUTUAL_INFORMATION, 0, 0);
        }
        double expected = expectedInformation();
        double possible = (entropy(first) + entropy(second)) / 2 - expected;
        // Where every row is alone in both groupings the difference is pure rounding.
        double least = Math.copySign(Math.max(Math.abs(possible), Math.ulp(1.0)), possible);
        return Score.of(
                Metric.ADJUSTED_MUTUAL_INFORMATION, Math.clamp((mutualInformation() - expected) / least, -1, 1));
    }

    /// How far each group of the second lies within one group of the first.
    public Score homogeneity() {
        return share(Metric.HOMOGENEITY, mutualInformation(), entropy(first));
    }

    /// How far each group of the first lies within one group of the second.
    public Score completeness() {
        return share(Metric.COMPLETENESS, mutualInformation(), entropy(second));
    }

    /// The harmonic mean of homogeneity and completeness; equal to the normalised mutual information.
    public Score vMeasure() {
        if (rows == 0) {
            return Score.undefined(Metric.V_MEASURE, "no row");
        }
        double h = homogeneity().value();
        double c = completeness().value();
        return Score.of(Metric.V_MEASURE, h + c == 0 ? 0 : 2 * h * c / (h + c));
    }

    private Score share(Metric metric, double part, double whole) {
        if (rows == 0) {
            return Score.undefined(metric, "no row");
        }
        return Score.of(metric, whole == 0 ? 1 : Math.clamp(part / whole, 0, 1));
    }

    private double mutualInformation() {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < second.length; j++) {
                sum += information(table[i][j], first[i], second[j]);
            }
        }
        return Math.max(0, sum);
    }

    /// What one cell of the table adds to the mutual information, in nats.
    private double information(double cell, double a, double b) {
        return cell == 0 ? 0 : cell / rows * (Math.log(cell / a) - Math.log(b / rows));
    }

    private double entropy(int[] sizes) {
        return -Arrays.stream(sizes)
                        .mapToDouble(s -> (double) s / rows * Math.log((double) s / rows))
                        .sum()
                + 0.0;
    }

    /// In a random grouping a cell is hypergeometric.
    private double expectedInformation() {
        double sum = 0;
        for (int a : first) {
            for (int b : second) {
                sum += expectedInformation(a, b);
            }
        }
        return sum;
    }

    /// Probabilities follow from the one at the mode by their ratios, outwards until they no longer count.
    private double expectedInformation(int a, int b) {
        int low = Math.max(1, a + b - rows);
        int high = Math.min(a, b);
        int mode = (int) Math.clamp(Math.floor((a + 1.0) * (b + 1.0) / (rows + 2.0)), low, high);
        double atMode = HypergeometricDistribution.of(rows, a, b).probability(mode);
        double sum = atMode * information(mode, a, b);
        double p = atMode;
        for (int cell = mode; cell < high && p > 0; cell++) {
            p *= ((double) a - cell) * ((double) b - cell) / ((cell + 1.0) * ((double) rows - a - b + cell + 1));
            sum += p * information(cell + 1, a, b);
        }
        p = atMode;
        for (int cell = mode; cell > low && p > 0; cell--) {
            p *= cell * ((double) rows - a - b + cell) / ((a - cell + 1.0) * (b - cell + 1.0));
            sum += p * information(cell - 1, a, b);
        }
        return sum;
    }

    @Override
    public String toString() {
        return "ClusterAgreement[" + rows + " rows, adjusted Rand " + adjustedRand() + "]";
    }
}
