package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Seed;

/// Ensembles that nobody fitted, of every kind of node, for tests.
final class RandomEnsembles {
    private RandomEnsembles() {}

    /// How varied the nodes are.
    enum Nodes {
        /// Float thresholds, NaN missing: what the trainer grows from numbers.
        NUMERIC,
        /// Thresholds that no float equals.
        FINE,
        /// Also categorical splits and every kind of missing value.
        ALL
    }

    static TreeEnsemble of(
            long seed, int features, int outputs, int rounds, int leaves, Nodes nodes, TreeEnsemble.Arithmetic how) {
        Seed.Stream random = new Seed(seed).stream();
        List<Tree> trees = new ArrayList<>();
        int[] ends = new int[rounds];
        int[] targets = new int[rounds * outputs];
        double[] weights = new double[rounds * outputs];
        for (int r = 0; r < rounds; r++) {
            for (int k = 0; k < outputs; k++) {
                targets[trees.size()] = k;
                weights[trees.size()] = r % 5 == 4 ? 0.75f : 1;
                trees.add(tree(random, features, 1 + random.nextInt(leaves), nodes, how));
            }
            ends[r] = trees.size();
        }
        double[] base = new double[outputs];
        Arrays.setAll(base, k -> (float) (0.1 * (k + 1)));
        return new TreeEnsemble(trees, targets, weights, base, ends, how);
    }

    static Tree tree(Seed.Stream random, int features, int leaves, Nodes nodes, TreeEnsemble.Arithmetic how) {
        int n = 2 * leaves - 1;
        int[] left = new int[n];
        int[] right = new int[n];
        int[] feature = new int[n];
        double[] value = new double[n];
        boolean[] defaultLeft = new boolean[n];
        double[] gain = new double[n];
        double[] cover = new double[n];
        Tree.Missing[] missing = new Tree.Missing[n];
        @Nullable CategorySet[] sets = new @Nullable CategorySet[n];
        Arrays.fill(feature, Tree.LEAF);
        Arrays.fill(missing, Tree.Missing.NAN);
        for (int i = 0; i < n; i++) {
            value[i] = (float) random.nextGaussian();
            defaultLeft[i] = random.nextInt(2) == 0;
        }
        List<Integer> open = new ArrayList<>(List.of(0));
        for (int next = 1; next < n; next += 2) {
            int node = open.remove(random.nextInt(open.size()));
            left[node] = next;
            right[node] = next + 1;
            open.add(next);
            open.add(next + 1);
            feature[node] = random.nextInt(features);
            gain[node] = 10 * random.nextDouble();
            if (nodes != Nodes.NUMERIC && how == TreeEnsemble.Arithmetic.DOUBLE) {
                value[node] = random.nextGaussian();
            }
            if (nodes == Nodes.ALL) {
                missing[node] = Tree.Missing.values()[random.nextInt(3)];
                if (random.nextInt(3) == 0) {
                    sets[node] = new CategorySet(new long[] {random.nextInt(32), 3}, random.nextInt(2) == 0);
                }
                if (random.nextInt(6) == 0) {
                    value[node] = 0;
                }
            }
        }
        // Covers from the leaves up, children behind their parents.
        for (int i = n - 1; i >= 0; i--) {
            cover[i] = feature[i] == Tree.LEAF ? 1 + 9 * random.nextDouble() : cover[left[i]] + cover[right[i]];
        }
        return new Tree(left, right, feature, value, defaultLeft, gain, cover, missing, sets);
    }

    /// A cell of a test row: a number, a small code, zero, or now and then nothing or an odd number.
    static double cell(Seed.Stream random) {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> 0;
            case 2 -> -0.0;
            case 3 -> random.nextInt(70);
            case 4 -> 0.5;
            case 5 -> random.nextInt(40) == 0 ? Double.POSITIVE_INFINITY : -1;
            case 6 -> random.nextInt(40) == 0 ? Double.NEGATIVE_INFINITY : 1e-36;
            default -> random.nextGaussian();
        };
    }
}
