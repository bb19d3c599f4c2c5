package org.tandemml.boosting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

class NdcgObjectiveTest {
    private final Labels labels;
    private final double[] margins;

    NdcgObjectiveTest() {
        Seed.Stream random = new Seed(2).stream();
        int[] ends = {1, 9, 20, 24, 40};
        double[] relevance = new double[40];
        margins = new double[40];
        for (int i = 0; i < 40; i++) {
            relevance[i] = i >= 20 && i < 24 ? 0 : random.nextInt(4);
            margins[i] = random.nextGaussian();
        }
        margins[12] = margins[13];
        labels = new Labels(relevance, new double[0], ends, 0);
    }

    /// NDCG of one query from the definition.
    private static double dcg(double[] relevance, Integer[] order) {
        double sum = 0;
        for (int r = 0; r < order.length; r++) {
            sum += (Math.pow(2, relevance[order[r]]) - 1) * Math.log(2) / Math.log(r + 2);
        }
        return sum;
    }

    /// Each pair's Δ by really swapping two rows in the ranking, derivatives by finite differences of Σ Δ·log(1 +
    /// exp(f_b − f_a)) with Δ fixed.
    @Test
    void agreesWithSwapsAndFiniteDifferences() {
        double[] g = new double[40];
        double[] h = new double[40];
        new NdcgObjective(1000, false).derivatives(labels, margins, g, h, 0, 40);
        int from = 0;
        for (int end : labels.groupEnds()) {
            int first = from;
            int n = end - from;
            double[] y = Arrays.copyOfRange(labels.values(), from, end);
            double[] f = Arrays.copyOfRange(margins, from, end);
            Integer[] order = new Integer[n];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Double.compare(f[b], f[a]));
            Integer[] best = order.clone();
            Arrays.sort(best, (a, b) -> Double.compare(y[b], y[a]));
            double ideal = dcg(y, best);
            double[] expected = new double[n];
            double[] curvature = new double[n];
            for (int r = 0; r < n; r++) {
                for (int s = r + 1; s < n; s++) {
                    Integer[] swapped = order.clone();
                    swapped[r] = order[s];
                    swapped[s] = order[r];
                    double delta = Math.abs(dcg(y, swapped) - dcg(y, order)) / ideal;
                    int a = y[order[r]] > y[order[s]] ? order[r] : order[s];
                    int b = order[r] + order[s] - a;
                    if (y[a] == y[b]) {
                        continue;
                    }
                    double e = 1e-4;
                    double d = f[b] - f[a];
                    double up = delta * Math.log1p(Math.exp(d + e));
                    double mid = delta * Math.log1p(Math.exp(d));
                    double down = delta * Math.log1p(Math.exp(d - e));
                    expected[b] += (up - down) / (2 * e);
                    expected[a] -= (up - down) / (2 * e);
                    curvature[a] += (up - 2 * mid + down) / (e * e);
                    curvature[b] += (up - 2 * mid + down) / (e * e);
                }
            }
            for (int i = 0; i < n; i++) {
                assertEquals(expected[i], g[first + i], 1e-8, "gradient of row " + (first + i));
                assertEquals(curvature[i], h[first + i], 1e-6, "Hessian of row " + (first + i));
            }
            from = end;
        }
    }

    @Test
    void forcesOfAQueryCancelAndQueriesWithoutRelevantRowsRest() {
        double[] g = new double[40];
        double[] h = new double[40];
        Objective.ndcg().derivatives(labels, margins, g, h, 0, 40);
        int from = 0;
        for (int end : labels.groupEnds()) {
            assertEquals(0, Arrays.stream(g, from, end).sum(), 1e-12);
            from = end;
        }
        assertArrayEquals(new double[4], Arrays.copyOfRange(g, 20, 24));
        assertTrue(Arrays.stream(h).allMatch(x -> x >= 0));
    }

    @Test
    void isTheSameQueryByQueryAndForAnyNumberOfThreads() {
        double[] g = new double[40];
        double[] h = new double[40];
        Objective.ndcg().derivatives(labels, margins, g, h, 0, 40);
        double[] parts = new double[40];
        double[] partsH = new double[40];
        Objective.ndcg().derivatives(labels, margins, parts, partsH, 0, 9);
        Objective.ndcg().derivatives(labels, margins, parts, partsH, 9, 24);
        Objective.ndcg().derivatives(labels, margins, parts, partsH, 24, 40);
        assertArrayEquals(g, parts);
        assertArrayEquals(h, partsH);
        DerivativePass.fill(Objective.ndcg(), labels, margins, parts, partsH, 1, new Parallel(7));
        assertArrayEquals(g, parts);
    }

    @Test
    void queriesMustBeNamed() {
        String message = assertThrows(
                        InputException.class, () -> Objective.ndcg().check(Labels.of(0, 1, 2)))
                .getMessage();
        assertTrue(message.contains("group=COLUMN"), message);
    }
}
