package org.tandemml.boosting;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.Kernels;

/// A weighted sum of trees for each output: `margin_k(x) = base_k + Σ_t weight_t · tree_t(x)` over the trees of output
/// k, added in their order. In a mean ([#isMean], a random forest) each weight is divided by the number of rounds, in
/// the first r rounds by r, as LightGBM predicts them (in XGBoost a forest is one round).
///
/// Immutable; the arrays are kept, not copied. Two ensembles are equal if they predict the same bits and explain the
/// same.
public final class TreeEnsemble implements Ensemble {
    /// Below it rows are predicted one by one.
    private static final int FEW_ROWS = 64;
    /// From so many rows times trees on, vectors repay the time until they are compiled.
    private static final long MANY_WALKS = 50_000_000;

    /// How features are compared and trees summed.
    public enum Arithmetic {
        /// In double throughout: models grown here and by LightGBM.
        DOUBLE,
        /// Features rounded to the nearest float before the comparison and trees summed in float in their order:
        /// XGBoost's arithmetic, for its models.
        FLOAT
    }

    /// What a cell that a sparse row does not store stands for.
    public enum Absent {
        /// The number 0: Tandem's reading everywhere else.
        ZERO,
        /// A missing value: XGBoost's reading, for its models.
        MISSING
    }

    private final List<Tree> trees;
    private final int[] outputs;
    /// The factors before they are divided by the rounds of a mean.
    private final double[] factors;
    private final boolean mean;
    private final double[] weights;
    private final double[] base;
    private final int[] roundEnds;
    private final Arithmetic arithmetic;
    private final Absent absent;
    private final int featureCount;
    private volatile @Nullable Forest forest;

    /// An ensemble that reads absent cells as zeros.
    public TreeEnsemble(
            List<Tree> trees, int[] outputs, double[] weights, double[] base, int[] roundEnds, Arithmetic arithmetic) {
        this(trees, outputs, weights, base, roundEnds, arithmetic, Absent.ZERO);
    }

    /// @param trees all trees in the order they were grown: the trees of one round follow each other
    /// @param outputs the output (class of a multi-class model, else 0) each tree adds to
    /// @param weights the factor of each tree: 1, or what DART made of it
    /// @param base the start value of each output, on the margin scale
    /// @param roundEnds `roundEnds[r]` trees belong to the first r + 1 rounds
    /// @param arithmetic how features are compared and trees summed
    /// @param absent what sparse rows do not store
    public TreeEnsemble(
            List<Tree> trees,
            int[] outputs,
            double[] weights,
            double[] base,
            int[] roundEnds,
            Arithmetic arithmetic,
            Absent absent) {
        this(trees, outputs, weights, false, base, roundEnds, arithmetic, absent);
    }

    /// The general case.
    ///
    /// @param factors the factor of each tree
    /// @param mean whether each factor is divided by the number of rounds
    public TreeEnsemble(
            List<Tree> trees,
            int[] outputs,
            double[] factors,
            boolean mean,
            double[] base,
            int[] roundEnds,
            Arithmetic arithmetic,
            Absent absent) {
        this.trees = List.copyOf(trees);
        this.outputs = outputs;
        this.factors = factors;
        this.mean = mean;
        this.weights =
                mean ? Arrays.stream(factors).map(f -> f / roundEnds.length).toArray() : factors;
        this.base = base;
        this.roundEnds = roundEnds;
        this.arithmetic = arithmetic;
        this.absent = absent;
        Check.atLeast("outputs", base.length, 1);
        Check.length("outputs of trees", outputs.length, trees.size());
        Check.length("weights of trees", weights.length, trees.size());
        int last = 0;
        for (int end : roundEnds) {
            if (end < last || end > trees.size()) {
                throw new InputException(
                        "a round ends with tree " + end + ", must be between " + last + " and " + trees.size());
            }
            last = end;
        }
        if (last != trees.size()) {
            throw new InputException("the rounds end with tree " + last + " of " + trees.size());
        }
        for (int t = 0; t < outputs.length; t++) {
            if (outputs[t] < 0 || outputs[t] >= base.length) {
                throw new InputException("tree " + t + " adds to output " + outputs[t] + ", there are " + base.length);
            }
        }
        this.featureCount = trees.stream().mapToInt(Tree::featureCount).max().orElse(0);
    }

    /// The same trees, each adding to another output.
    TreeEnsemble withOutputs(int[] newOutputs, double[] newBase) {
        return new TreeEnsemble(trees, newOutputs, factors, mean, newBase, roundEnds, arithmetic, absent);
    }

    public List<Tree> trees() {
        return trees;
    }

    /// The output each tree adds to: read only.
    public int[] outputs() {
        return outputs;
    }

    /// Whether the margins are the base plus the mean over the rounds: a random forest.
    public boolean isMean() {
        return mean;
    }

    /// The factor of each tree: read only; of a mean, before it is divided by the number of rounds.
    double[] factors() {
        return factors;
    }

    /// The factor of each tree: read only.
    public double[] weights() {
        return weights;
    }

    @Override
    public double[] base() {
        return base.clone();
    }

    /// The number of trees in the first 1, 2, … rounds: read only.
    public int[] roundEnds() {
        return roundEnds;
    }

    @Override
    public Arithmetic arithmetic() {
        return arithmetic;
    }

    public Absent absent() {
        return absent;
    }

    /// A threshold or a value for each node.
    @Override
    public long parameters() {
        return trees.stream().mapToLong(Tree::nodes).sum();
    }

    @Override
    public int outputCount() {
        return base.length;
    }

    @Override
    public int rounds() {
        return roundEnds.length;
    }

    @Override
    public int featureCount() {
        return featureCount;
    }

    @Override
    public TreeEnsemble truncated(int rounds) {
        Check.within("rounds", rounds, 0, roundEnds.length);
        int count = rounds == 0 ? 0 : roundEnds[rounds - 1];
        return new TreeEnsemble(
                trees.subList(0, count),
                Arrays.copyOf(outputs, count),
                Arrays.copyOf(factors, count),
                mean,
                base,
                Arrays.copyOf(roundEnds, rounds),
                arithmetic,
                absent);
    }

    /// The layout for prediction, made at the first prediction. Two threads may both make it; they make the same.
    private Forest forest() {
        Forest made = forest;
        if (made == null) {
            made = new Forest(this);
            forest = made;
        }
        return made;
    }

    @Override
    public void margins(double[] row, double[] out) {
        forest().margins(row, out, 0);
    }

    @Override
    public double margin(double[] row, int output) {
        return forest().margin(row, output);
    }

    @Override
    public DenseMatrix margins(Matrix rows, Parallel loop) {
        int n = rows.rows();
        double[] out = DenseMatrix.allocate(n, base.length);
        Forest ready = forest();
        if (n < FEW_ROWS) {
            double[] row = new double[rows.columns()];
            for (int i = 0; i < n; i++) {
                SparseRows.copy(rows, i, row, absent);
                ready.margins(row, out, i * base.length);
            }
            return new DenseMatrix(n, base.length, out);
        }
        int block = ForestBlock.rows(ready);
        RankedSplits splits = Kernels.simd() && (long) n * outputs.length >= MANY_WALKS ? ready.splits() : null;
        loop.forWork(20.0 * n * outputs.length).run((n + block - 1) / block, b -> {
            int from = b * block;
            int count = Math.min(block, n - from);
            RowBlock work = splits == null ? new ForestBlock(ready) : new VectorBlock(ready, splits);
            int width = rows.columns();
            if (rows instanceof DenseMatrix dense && dense.isContiguous()) {
                work.margins(dense.values(), dense.offset(from), width, count, out, from * base.length);
                return;
            }
            double[] values = new double[count * width];
            double[] row = new double[width];
            for (int i = 0; i < count; i++) {
                SparseRows.copy(rows, from + i, row, absent);
                System.arraycopy(row, 0, values, i * width, width);
            }
            work.margins(values, 0, width, count, out, from * base.length);
        });
        return new DenseMatrix(n, base.length, out);
    }

    /// The leaf each row reaches in each tree, as node numbers: entry `i · trees + t`.
    public int[] leaves(Matrix rows, Parallel loop) {
        int n = rows.rows();
        int count = trees.size();
        int[] out = new int[Math.multiplyExact(n, count)];
        Forest ready = forest();
        loop.forWork(20.0 * n * count).run((n + FEW_ROWS - 1) / FEW_ROWS, b -> {
            double[] row = new double[rows.columns()];
            for (int i = b * FEW_ROWS; i < Math.min(n, (b + 1) * FEW_ROWS); i++) {
                SparseRows.copy(rows, i, row, absent);
                ready.leaves(row, out, i * count);
            }
        });
        return out;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TreeEnsemble that
                && trees.equals(that.trees)
                && Arrays.equals(outputs, that.outputs)
                && Arrays.equals(weights, that.weights)
                && mean == that.mean
                && Arrays.equals(base, that.base)
                && Arrays.equals(roundEnds, that.roundEnds)
                && arithmetic == that.arithmetic
                && absent == that.absent;
    }

    @Override
    public int hashCode() {
        return 31 * trees.hashCode() + Arrays.hashCode(base);
    }

    @Override
    public String toString() {
        return "TreeEnsemble[" + trees.size() + " trees, " + base.length + " outputs, " + roundEnds.length + " rounds]";
    }
}
