package org.tandemml.evaluation;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.tandemml.core.Check;

/// Whether two classifiers have the same accuracy, from the rows of one test set on which exactly one of them is
/// right.
///
/// With b rows that only the first has right and c that only the second has, under equality b is Binomial(b + c, ½).
/// The test is about these two models, not about the learners that made them: training rows are taken as given.
///
/// **Source**: Q. McNemar, Note on the sampling error of the difference between correlated proportions or
/// percentages, Psychometrika 12 (1947); A. L. Edwards (1948) for the continuity correction. **Errors**:
/// [org.tandemml.core.InputException] for negative counts.
///
/// @param onlyFirstRight b
/// @param onlySecondRight c
public record McNemar(int onlyFirstRight, int onlySecondRight) {
    public McNemar {
        Check.atLeast("rows that only the first has right", onlyFirstRight, 0);
        Check.atLeast("rows that only the second has right", onlySecondRight, 0);
        Check.atLeast("rows that one has right", Math.addExact(onlyFirstRight, onlySecondRight), 0);
    }

    /// Counts the rows on which one is right and the other wrong.
    public static McNemar of(int[] truth, int[] first, int[] second) {
        Check.length("predictions of the first", first.length, truth.length);
        Check.length("predictions of the second", second.length, truth.length);
        int b = 0;
        int c = 0;
        for (int i = 0; i < truth.length; i++) {
            boolean firstRight = first[i] == truth[i];
            if (firstRight != (second[i] == truth[i])) {
                b += firstRight ? 1 : 0;
                c += firstRight ? 0 : 1;
            }
        }
        return new McNemar(b, c);
    }

    /// From two evaluations of the same rows; row weights are not used, since the test counts rows.
    public static McNemar of(ClassifierEvaluation first, ClassifierEvaluation second) {
        first.requireSameRows(second);
        return of(first.truth(), first.predicted(), second.predicted());
    }

    /// The two-sided exact test: twice the tail of the binomial, at most 1. Right for any number of rows; the
    /// statistic is the smaller count.
    public TestResult exact() {
        int fewer = Math.min(onlyFirstRight, onlySecondRight);
        int count = onlyFirstRight + onlySecondRight;
        double p = count == 0 ? 1 : 2 * BinomialDistribution.of(count, 0.5).cumulativeProbability(fewer);
        return TestResult.of("McNemar, exact", fewer, p);
    }

    /// The approximation `χ² = (|b − c| − 1)² / (b + c)` with one degree of freedom, for b + c of 25 or more.
    public TestResult chiSquare() {
        double difference = Math.abs((double) onlyFirstRight - onlySecondRight);
        double statistic =
                difference == 0 ? 0 : (difference - 1) * (difference - 1) / ((double) onlyFirstRight + onlySecondRight);
        return TestResult.of(
                "McNemar, chi-square", statistic, ChiSquaredDistribution.of(1).survivalProbability(statistic));
    }
}
