package org.tandemml.boosting;

import java.util.List;
import org.tandemml.core.Seed;

/// Draws the trees that a round of DART leaves out, and says what the trees weigh afterwards, see [Booster#DART].
final class TreeDropping {
    private TreeDropping() {}

    /// The numbers of the trees to leave out, ascending.
    static int[] drawn(Scheme scheme, int trees, Seed seed) {
        Seed.Stream random = seed.stream();
        if (random.nextDouble() < scheme.skipDrop()) {
            return new int[0];
        }
        int[] drawn = new int[trees];
        int count = 0;
        for (int t = 0; t < trees; t++) {
            if (random.nextDouble() < scheme.dropRate()) {
                drawn[count++] = t;
            }
        }
        int[] chosen = java.util.Arrays.copyOf(drawn, count);
        if (scheme.maxDrop() > 0 && count > scheme.maxDrop()) {
            random.shuffle(chosen);
            chosen = java.util.Arrays.copyOf(chosen, scheme.maxDrop());
            java.util.Arrays.sort(chosen);
        }
        return chosen;
    }

    /// The factor on the weight of the k trees left out.
    static double kept(int k, double rate) {
        return k / (k + rate);
    }

    /// The weight of each new tree.
    static double ofNew(int k, double rate) {
        return k == 0 ? 1 : 1 / (k + rate);
    }

    /// The weights as an array.
    static double[] array(List<Double> weights) {
        return weights.stream().mapToDouble(w -> w).toArray();
    }
}
