package org.tandemml.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Check;

/// Several learners over several data sets: mean ranks, whether they differ at all, and which cannot be told apart.
///
/// Friedman's test with the correction of Iman and Davenport asks whether there is any difference; then each pair is
/// tested by Wilcoxon's signed ranks over the data sets with Holm's adjustment. A clique is a largest run of learners,
/// in the order of mean ranks, no two of which differ at `level`. Nemenyi's critical difference
/// `CD = q·√(k(k + 1)/(6N))` is given beside it: its verdict on two learners depends on which others take part, so it
/// does not make the cliques.
///
/// **Source**: J. Demšar, Statistical comparisons of classifiers over multiple data sets, JMLR 7 (2006); A. Benavoli,
/// G. Corani, F. Mangili, Should we really use post-hoc tests based on mean-ranks?, JMLR 17 (2016). **Cost**:
/// O(k²·N log N). **Errors**: as [Friedman#test].
///
/// @param friedman the test of all, with the mean ranks (1 is best)
/// @param pairs every pair of learners
/// @param cliques runs of two and more learners that cannot be told apart, by index, best first
/// @param criticalDifference Nemenyi's, at `level`
/// @param level the level of the tests
public record RankComparison(
        Friedman friedman, List<Pair> pairs, List<List<Integer>> cliques, double criticalDifference, double level) {
    /// Two learners over the data sets.
    ///
    /// @param first index of one
    /// @param second index of the other
    /// @param test Wilcoxon's
    /// @param adjustedP its p-value after Holm's adjustment; 1 where all differences are 0
    public record Pair(int first, int second, TestResult test, double adjustedP) {}

    public RankComparison {
        pairs = List.copyOf(pairs);
        cliques = cliques.stream().map(List::copyOf).toList();
    }

    /// From `values[d][l]`, the score of learner l on data set d.
    public static RankComparison of(double[][] values, boolean higherIsBetter, double level) {
        ScoreInterval.checkLevel(level);
        double[][] turned = new double[values.length][];
        for (int d = 0; d < values.length; d++) {
            turned[d] = values[d].clone();
            for (int l = 0; l < turned[d].length; l++) {
                // Rank 1 is the smallest value; −0 and 0 are the same.
                turned[d][l] = higherIsBetter ? 0.0 - turned[d][l] : turned[d][l];
            }
        }
        Friedman friedman = Friedman.test(turned);
        int k = Check.atLeast("number of learners", turned[0].length, 2);
        List<Pair> raw = new ArrayList<>();
        for (int a = 0; a < k; a++) {
            for (int b = a + 1; b < k; b++) {
                TestResult test = Wilcoxon.test(column(values, a), column(values, b));
                raw.add(new Pair(a, b, test, test.isDefined() ? test.pValue() : 1));
            }
        }
        double[] adjusted =
                Holm.adjusted(raw.stream().mapToDouble(Pair::adjustedP).toArray());
        List<Pair> pairs = IntStream.range(0, raw.size())
                .mapToObj(i -> new Pair(
                        raw.get(i).first(), raw.get(i).second(), raw.get(i).test(), adjusted[i]))
                .toList();
        double difference = StudentizedRange.upperQuantile(level, k)
                / Math.sqrt(2)
                * Math.sqrt(k * (k + 1.0) / (6.0 * values.length));
        return new RankComparison(friedman, pairs, cliques(friedman.meanRanks(), pairs, level), difference, level);
    }

    private static double[] column(double[][] values, int l) {
        double[] column = new double[values.length];
        for (int d = 0; d < values.length; d++) {
            column[d] = values[d][l];
        }
        return column;
    }

    private static List<List<Integer>> cliques(double[] ranks, List<Pair> pairs, double level) {
        int k = ranks.length;
        boolean[][] differ = new boolean[k][k];
        for (Pair pair : pairs) {
            differ[pair.first()][pair.second()] = pair.adjustedP() < level;
            differ[pair.second()][pair.first()] = pair.adjustedP() < level;
        }
        List<Integer> order = IntStream.range(0, k)
                .boxed()
                .sorted(Comparator.comparingDouble(l -> ranks[l]))
                .toList();
        List<List<Integer>> cliques = new ArrayList<>();
        int reached = 0;
        for (int from = 0; from < k; from++) {
            int to = from + 1;
            while (to < k && noneDiffers(differ, order.subList(from, to), order.get(to))) {
                to++;
            }
            // A run inside an earlier one says nothing new.
            if (to - from > 1 && to > reached) {
                cliques.add(order.subList(from, to));
                reached = to;
            }
        }
        return cliques;
    }

    private static boolean noneDiffers(boolean[][] differ, List<Integer> run, int next) {
        return run.stream().noneMatch(l -> differ[l][next]);
    }

    /// The fewest data sets with which Wilcoxon's exact test of one pair can come below `level` after Holm's adjustment
    /// over all pairs of `learners`: `2·2⁻ᴺ·m < level`.
    public static int fewestDatasets(int learners, double level) {
        double pairs = learners * (learners - 1) / 2.0;
        int n = 1;
        while (2 * Math.scalb(1.0, -n) * pairs >= level) {
            n++;
        }
        return n;
    }

    /// The learners from the best mean rank to the worst, by index.
    public List<Integer> order() {
        double[] ranks = friedman.meanRanks();
        return IntStream.range(0, ranks.length)
                .boxed()
                .sorted(Comparator.comparingDouble(l -> ranks[l]))
                .toList();
    }
}
