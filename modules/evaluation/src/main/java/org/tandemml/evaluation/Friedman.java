package org.tandemml.evaluation;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// Whether several learners do equally well over several data sets, by their ranks within each.
///
/// With N data sets, k learners and rank sums Rⱼ (rank 1 the smallest value, ties sharing the mean of theirs),
///
/// χ² = Σ(Rⱼ − N(k + 1)/2)² / (N·k(k + 1)/12 − Σ(t³ − t)/(12(k − 1))), over ties of t, k − 1 degrees of freedom;
///
/// Iman and Davenport's `F = (N − 1)χ² / (N(k − 1) − χ²)` with k − 1 and (k − 1)(N − 1) degrees of freedom is less
/// conservative and the one to report.
///
/// **Source**: M. Friedman (1937); R. L. Iman and J. M. Davenport, Approximations of the critical region of the
/// Friedman statistic, Communications in Statistics A 9 (1980); J. Demšar, Statistical comparisons of classifiers
/// over multiple data sets, JMLR 7 (2006). **Cost**: O(N·k log k). **Errors**: [InputException] for rows of different
/// lengths, `NaN`, fewer than two learners or data sets. Undefined if all learners tie on every data set.
///
/// @param meanRanks the mean rank of each learner
/// @param chiSquare Friedman's own test
/// @param imanDavenport the F test
public record Friedman(double[] meanRanks, TestResult chiSquare, TestResult imanDavenport) {
    public Friedman {
        meanRanks = meanRanks.clone();
    }

    /// `values[d][l]` is the score of learner l on data set d.
    public static Friedman test(double[][] values) {
        int n = Check.atLeast("number of data sets", values.length, 2);
        int k = Check.atLeast("number of learners", values[0].length, 2);
        double[] sums = new double[k];
        double[] ranks = new double[k];
        double ties = 0;
        for (int d = 0; d < n; d++) {
            Check.length("scores on data set " + (d + 1), values[d].length, k);
            for (double value : values[d]) {
                if (Double.isNaN(value)) {
                    throw new InputException("a score on data set " + (d + 1) + " is NaN: it cannot be ranked");
                }
            }
            ties += Wilcoxon.midranks(values[d], ranks);
            for (int l = 0; l < k; l++) {
                sums[l] += ranks[l];
            }
        }
        double squares = 0;
        for (double sum : sums) {
            squares += (sum - n * (k + 1) / 2.0) * (sum - n * (k + 1) / 2.0);
        }
        double spread = n * k * (k + 1.0) / 12 - ties / (12.0 * (k - 1));
        double[] means = Arrays.stream(sums).map(s -> s / n).toArray();
        if (spread <= 0) {
            String reason = "all learners tie on every data set";
            return new Friedman(
                    means, TestResult.undefined("Friedman", reason), TestResult.undefined("Iman-Davenport", reason));
        }
        double chiSquare = squares / spread;
        double rest = n * (k - 1.0) - chiSquare;
        double f = rest > 0 ? (n - 1) * chiSquare / rest : Double.POSITIVE_INFINITY;
        return new Friedman(
                means,
                TestResult.of(
                        "Friedman",
                        chiSquare,
                        ChiSquaredDistribution.of(k - 1.0).survivalProbability(chiSquare)),
                TestResult.of(
                        "Iman-Davenport",
                        f,
                        rest > 0
                                ? FDistribution.of(k - 1.0, (k - 1.0) * (n - 1.0))
                                        .survivalProbability(f)
                                : 0));
    }

    @Override
    public double[] meanRanks() {
        return meanRanks.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Friedman that
                && Arrays.equals(meanRanks, that.meanRanks)
                && chiSquare.equals(that.chiSquare)
                && imanDavenport.equals(that.imanDavenport);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(meanRanks) + imanDavenport.hashCode();
    }

    @Override
    public String toString() {
        return "Friedman[mean ranks " + Arrays.toString(meanRanks) + ", " + chiSquare + ", " + imanDavenport + "]";
    }
}
