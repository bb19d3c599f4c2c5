package org.tandemml.boosting;

import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// What each feature contributes to the margins of a row: exact path-dependent Shapley values of the trees, or
/// `w_j·x_j` of a linear booster.
///
/// Contributions of output k stand at `k·(p+1) .. k·(p+1)+p`; the last one is the expected margin. They sum to the
/// margin to rounding (1e-9 and better; an ensemble in float arithmetic is explained in double). **Cost**: O(T·L·D²) a
/// row for T trees of L leaves and depth D. **Errors**: an ensemble without covers is refused. Immutable and
/// thread-safe.
public final class Contributions {
    private static final int BLOCK = 16;

    private final Ensemble ensemble;
    private final int features;
    private final double[] expected;
    private final int depth;

    /// @param features the number of features p of the rows
    public Contributions(Ensemble ensemble, int features) {
        this.ensemble = ensemble;
        this.features = features;
        this.expected = ensemble.base();
        int deepest = 0;
        switch (ensemble) {
            case TreeEnsemble trees -> {
                for (int t = 0; t < trees.trees().size(); t++) {
                    Tree tree = trees.trees().get(t);
                    if (!tree.isLeaf(0) && !(tree.cover(tree.left(0)) + tree.cover(tree.right(0)) > 0)) {
                        throw new InputException("tree " + t + " holds no covers (rows or Hessians of its nodes): "
                                + "contributions cannot be told from such a model");
                    }
                    deepest = Math.max(deepest, TreeShap.depth(tree));
                    expected[trees.outputs()[t]] += trees.weights()[t] * TreeShap.expected(tree);
                }
            }
            case LinearEnsemble linear -> Arrays.setAll(expected, k -> expected[k] + linear.bias()[k]);
        }
        this.depth = deepest;
    }

    /// The expected margin of each output, as a copy.
    public double[] expected() {
        return expected.clone();
    }

    /// The contributions to all outputs for one row: outputs × (p + 1).
    public double[] of(double[] row) {
        double[] out = new double[expected.length * (features + 1)];
        add(row, out);
        return out;
    }

    private void add(double[] row, double[] out) {
        for (int k = 0; k < expected.length; k++) {
            double[] phi = new double[features + 1];
            switch (ensemble) {
                case TreeEnsemble trees -> addTrees(trees, row, k, phi);
                case LinearEnsemble linear -> {
                    for (int j = 0; j < linear.featureCount(); j++) {
                        phi[j] = Double.isNaN(row[j]) ? 0 : linear.weight(k, j) * row[j];
                    }
                }
            }
            phi[features] = expected[k];
            System.arraycopy(phi, 0, out, k * (features + 1), features + 1);
        }
    }

    private void addTrees(TreeEnsemble trees, double[] row, int output, double[] phi) {
        for (int t = 0; t < trees.outputs().length; t++) {
            if (trees.outputs()[t] == output) {
                new TreeShap(trees.trees().get(t), trees.arithmetic(), depth).add(row, trees.weights()[t], phi);
            }
        }
    }

    /// The contributions for all rows, n × (outputs·(p + 1)).
    public DenseMatrix of(Matrix rows, Parallel loop) {
        int n = rows.rows();
        int width = expected.length * (features + 1);
        double[] out = DenseMatrix.allocate(n, width);
        TreeEnsemble.Absent absent = ensemble instanceof TreeEnsemble trees ? trees.absent() : TreeEnsemble.Absent.ZERO;
        loop.run((n + BLOCK - 1) / BLOCK, block -> {
            double[] row = new double[rows.columns()];
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
                SparseRows.copy(rows, i, row, absent);
                System.arraycopy(of(row), 0, out, i * width, width);
            }
        });
        return new DenseMatrix(n, width, out);
    }

    /// The interactions of features in the margin of one output for one row, (p + 1)² numbers: entry (i, j) is half of
    /// what i and j do together, (i, i) what i does alone; row i sums to the contribution of i. The last row and column
    /// hold the expected margin. O(features of a tree) times the cost of contributions.
    public double[] interactions(double[] row, int output) {
        int width = features + 1;
        double[] out = new double[width * width];
        double[] alone = Arrays.copyOfRange(of(row), output * width, (output + 1) * width);
        if (ensemble instanceof TreeEnsemble trees) {
            double[] on = new double[width];
            double[] off = new double[width];
            for (int t = 0; t < trees.outputs().length; t++) {
                if (trees.outputs()[t] != output) {
                    continue;
                }
                Tree tree = trees.trees().get(t);
                TreeShap shap = new TreeShap(tree, trees.arithmetic(), depth);
                boolean[] used = new boolean[features];
                for (int node = 0; node < tree.nodes(); node++) {
                    if (!tree.isLeaf(node)) {
                        used[tree.feature(node)] = true;
                    }
                }
                for (int i = 0; i < features; i++) {
                    if (used[i]) {
                        Arrays.fill(on, 0);
                        Arrays.fill(off, 0);
                        shap.add(row, trees.weights()[t], on, 1, i);
                        shap.add(row, trees.weights()[t], off, -1, i);
                        for (int j = 0; j < features; j++) {
                            out[i * width + j] += j == i ? 0 : (on[j] - off[j]) / 2;
                        }
                    }
                }
            }
        }
        for (int i = 0; i < width; i++) {
            double others = 0;
            for (int j = 0; j < width; j++) {
                others += j == i ? 0 : out[i * width + j];
            }
            out[i * width + i] = alone[i] - others;
        }
        return out;
    }
}
