package org.tandemml.boosting;

import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// Walks rows of a matrix through one tree.
final class TreePass {
    static final int BLOCK = 4096;

    private TreePass() {}

    /// The leaf of each row.
    static int[] leaves(Tree tree, Matrix features, Parallel loop) {
        int n = features.rows();
        int[] leaves = new int[n];
        loop.forWork(100.0 * n).run((n + BLOCK - 1) / BLOCK, b -> {
            double[] row = new double[features.columns()];
            for (int i = b * BLOCK; i < Math.min(n, (b + 1) * BLOCK); i++) {
                features.copyRow(i, row, 0);
                leaves[i] = tree.leaf(row);
            }
        });
        return leaves;
    }

    /// Adds `factor` times the tree's value to `margins[offset + i]` for each row i.
    static void add(Tree tree, double factor, Matrix features, double[] margins, int offset, Parallel loop) {
        int[] leaves = leaves(tree, features, loop);
        for (int i = 0; i < leaves.length; i++) {
            margins[offset + i] += factor * tree.value(leaves[i]);
        }
    }
}
