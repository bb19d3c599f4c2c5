package org.tandemml.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Finds the offset of each class at which argmax(zₖ + offsetₖ) serves a goal best, one class at a time.
final class OffsetSearch {
    private static final int MOST_ROUNDS = 20;

    /// Keeps a class without rows from being predicted, whatever the offsets of the others.
    private static final double NEVER = -1e6;

    private final int k;
    private final int n;
    private final double[][] z;
    private final int[] truth;
    private final double[] weights;
    private final boolean[] present;
    private final List<String> names;
    private final Goal goal;

    OffsetSearch(CrossFit fitted, Goal goal) {
        this.k = fitted.present().length;
        this.n = fitted.rows().rows();
        this.truth = fitted.rows().classes().codes();
        this.weights = fitted.weights();
        this.present = fitted.present();
        this.names = fitted.rows().classes().names();
        this.goal = goal;
        this.z = new double[n][k];
        for (int i = 0; i < n; i++) {
            if (k == 2) {
                z[i][1] = fitted.evidence().get(i, 0);
            } else {
                fitted.evidence().copyRow(i, z[i], 0);
            }
        }
    }

    double[] offsets() {
        double[] offsets = new double[k];
        if (k == 2) {
            offsets[1] = best(offsets, 1, Double.NEGATIVE_INFINITY)[0];
            return offsets;
        }
        for (int c = 0; c < k; c++) {
            offsets[c] = present[c] ? 0 : NEVER;
        }
        int[] order = IntStream.range(0, k)
                .filter(c -> present[c])
                .boxed()
                .sorted(Comparator.comparing(names::get))
                .mapToInt(c -> c)
                .toArray();
        double value = Double.NEGATIVE_INFINITY;
        boolean improved = true;
        for (int round = 0; round < MOST_ROUNDS && improved; round++) {
            improved = false;
            for (int c : order) {
                double[] found = best(offsets, c, value);
                if (found[1] > value) {
                    improved |= found[0] != offsets[c];
                    offsets[c] = found[0];
                    value = found[1];
                }
            }
        }
        return offsets;
    }

    /// The best offset of class c beside the others, and the goal there; nearest to the present one on ties. A row
    /// turns to class c once its offset exceeds the lead of the best other class.
    private double[] best(double[] offsets, int c, double atLeast) {
        double[] lead = new double[n];
        int[] rival = new int[n];
        for (int i = 0; i < n; i++) {
            double top = Double.NEGATIVE_INFINITY;
            for (int d = 0; d < k; d++) {
                if (d != c && present[d] && z[i][d] + offsets[d] > top) {
                    top = z[i][d] + offsets[d];
                    rival[i] = d;
                }
            }
            lead[i] = top - z[i][c];
        }
        double[] counts = new double[k * k];
        for (int i = 0; i < n; i++) {
            counts[truth[i] * k + rival[i]] += weights[i];
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> lead[i]))
                .mapToInt(i -> i)
                .toArray();
        double present = offsets[c];
        double bestOffset = present;
        double bestValue = atLeast;
        double candidate = lead[order[0]] - 1;
        for (int from = 0; from <= n; ) {
            // The present offset stands for its whole gap, so that what cannot improve does not move.
            double low = from == 0 ? Double.NEGATIVE_INFINITY : lead[order[from - 1]];
            double high = from == n ? Double.POSITIVE_INFINITY : lead[order[from]];
            if (present > low && present < high) {
                candidate = present;
            }
            double value = goal.value(counts, k);
            if (value > bestValue
                    || (value == bestValue && Math.abs(candidate - present) < Math.abs(bestOffset - present))) {
                bestValue = value;
                bestOffset = candidate;
            }
            if (from == n) {
                break;
            }
            double turned = lead[order[from]];
            for (; from < n && lead[order[from]] == turned; from++) {
                int i = order[from];
                counts[truth[i] * k + rival[i]] -= weights[i];
                counts[truth[i] * k + c] += weights[i];
            }
            candidate = from == n ? turned + 1 : turned + (lead[order[from]] - turned) / 2;
        }
        return new double[] {bestOffset, bestValue};
    }
}
