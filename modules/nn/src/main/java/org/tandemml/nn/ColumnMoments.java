package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.Matrix;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Weighted mean and sum of squared deviations of each column of a matrix, gaps (`NaN`) left out.
///
/// One pass over the rows in blocks that stay in cache: the mean and the deviations of a block, each by a pass of its
/// own as exact arithmetic wants it, join those of the rows before. Rows with gaps join one by one.
///
/// **Source**: Chan, Golub and LeVeque, *Algorithms for computing the sample variance*, American Statistician 37(3),
/// 1983. **Cost**: O(rows·columns), the matrix is read once. **Determinism**: one thread, fixed blocks.
final class ColumnMoments {
    /// Numbers of a block: half of a second cache level at most.
    private static final int BLOCK = 1 << 14;
    private static final int MOST_ROWS = 256;

    /// Of the rows seen with a number in this column.
    final double[] weight;
    final double[] mean;
    /// Σ w·(x − mean)².
    final double[] squares;
    /// Columns that had gaps.
    final boolean[] gaps;

    private final int columns;
    private final double[] block;
    private final double[] weights;
    private final double[] blockMean;
    private final double[] blockSquares;
    private int filled;

    private ColumnMoments(int columns) {
        this.columns = columns;
        weight = new double[columns];
        mean = new double[columns];
        squares = new double[columns];
        gaps = new boolean[columns];
        weights = new double[Math.clamp(BLOCK / Math.max(1, columns), 1, MOST_ROWS)];
        block = new double[weights.length * columns];
        blockMean = new double[columns];
        blockSquares = new double[columns];
    }

    /// Of rows with positive weights.
    static ColumnMoments of(Matrix rows, double[] weights) {
        ColumnMoments moments = new ColumnMoments(rows.columns());
        for (int i = 0; i < rows.rows(); i++) {
            moments.add(rows, i, weights[i]);
        }
        moments.joinBlock();
        return moments;
    }

    private void add(Matrix rows, int i, double w) {
        rows.copyRow(i, block, filled * columns);
        weights[filled++] = w;
        if (filled == weights.length) {
            joinBlock();
        }
    }

    /// Takes in one row that has gaps.
    private void join(int at, double w) {
        for (int j = 0; j < columns; j++) {
            double value = block[at + j];
            if (Double.isNaN(value)) {
                gaps[j] = true;
                continue;
            }
            double away = value - mean[j];
            weight[j] += w;
            mean[j] += away * (w / weight[j]);
            squares[j] += w * away * (value - mean[j]);
        }
    }

    private void joinBlock() {
        double sum = sumBlock();
        // A gap in a row is one in the sum of its column.
        if (Double.isNaN(Kernels.doubles().dot(blockMean, 0, blockMean, 0, columns))) {
            joinRowsWithGaps();
            sum = sumBlock();
        }
        if (filled == 0) {
            return;
        }
        Arrays.fill(blockSquares, 0);
        for (int j = 0; j < columns; j++) {
            blockMean[j] /= sum;
        }
        for (int r = 0; r < filled; r++) {
            addSquares(weights[r], r * columns);
        }
        for (int j = 0; j < columns; j++) {
            double away = blockMean[j] - mean[j];
            double before = weight[j];
            double share = sum / (before + sum);
            weight[j] = before + sum;
            mean[j] += away * share;
            squares[j] += blockSquares[j] + before * share * away * away;
        }
        filled = 0;
    }

    /// Sums the rows of the block into its mean; returns their weight.
    private double sumBlock() {
        DoubleKernels kernels = Kernels.doubles();
        Arrays.fill(blockMean, 0);
        double sum = 0;
        for (int r = 0; r < filled; r++) {
            kernels.axpy(weights[r], block, r * columns, blockMean, 0, columns);
            sum += weights[r];
        }
        return sum;
    }

    /// Takes the rows that have gaps out of the block.
    private void joinRowsWithGaps() {
        int whole = 0;
        for (int r = 0; r < filled; r++) {
            int at = r * columns;
            if (Double.isNaN(Kernels.doubles().dot(block, at, block, at, columns))) {
                join(at, weights[r]);
                continue;
            }
            System.arraycopy(block, at, block, whole * columns, columns);
            weights[whole++] = weights[r];
        }
        filled = whole;
    }

    private void addSquares(double w, int at) {
        for (int j = 0; j < columns; j++) {
            double away = block[at + j] - blockMean[j];
            blockSquares[j] += w * away * away;
        }
    }
}
