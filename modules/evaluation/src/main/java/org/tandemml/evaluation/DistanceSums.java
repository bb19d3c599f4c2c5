package org.tandemml.evaluation;

import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// For each row the sum of its Euclidean distances to the rows of each cluster; each pair of rows is measured once.
///
/// Squared distances come from inner products of longer rows, `(x, |x|², 1)·(−2y, 1, |y|²)`, or directly where that has
/// lost digits. Blocks of rows meet each other in the rounds of a tournament: no block plays twice in a round, so the
/// pairs of a round run at once and the rounds in order, and every sum adds up in the same order on any number of
/// threads.
///
/// **Shapes**: n × p rows in order of their clusters, whose rows begin at `starts`. **Cost**: n²/2 distances, two
/// copies of the rows and n·K numbers.
final class DistanceSums {
    private static final int BLOCK = 512;
    /// A squared distance below this share of the squared norms has lost more than three digits and is computed
    /// directly.
    private static final double CANCELLED = 1e-3;

    private final DoubleKernels kernels = Kernels.doubles();
    private final int n;
    private final int columns;
    private final int length;
    private final double[] left;
    private final double[] right;
    private final int[] starts;
    private final int clusters;
    private final double[] ones = new double[BLOCK];
    private final double[] sums;

    private DistanceSums(int n, int columns, double[] values, int[] starts) {
        this.n = n;
        this.columns = columns;
        this.starts = starts;
        clusters = starts.length - 1;
        length = columns + 2;
        left = DenseMatrix.allocate(n, length);
        right = DenseMatrix.allocate(n, length);
        for (int i = 0; i < n; i++) {
            int at = i * length;
            for (int j = 0; j < columns; j++) {
                left[at + j] = values[i * columns + j];
                right[at + j] = -2 * values[i * columns + j];
            }
            double square = kernels.dot(left, at, left, at, columns);
            left[at + columns] = square;
            right[at + columns] = 1;
            left[at + columns + 1] = 1;
            right[at + columns + 1] = square;
        }
        Arrays.fill(ones, 1);
        sums = DenseMatrix.allocate(n, clusters);
    }

    /// Row-major n × K.
    static double[] of(int n, int columns, double[] values, int[] starts, Parallel requested) {
        DistanceSums all = new DistanceSums(n, columns, values, starts);
        BlockLoop loop = requested.forWork((double) n * n * columns);
        int blocks = (n + BLOCK - 1) / BLOCK;
        loop.run(blocks, b -> all.play(b, b));
        // The circle method: the last of an even number of players stays, the others move on by one place a round.
        int moving = (blocks + 1) / 2 * 2 - 1;
        for (int round = 0; round < moving; round++) {
            int r = round;
            loop.run((moving + 1) / 2, table -> {
                int first = table == 0 ? moving : (r + table) % moving;
                int second = (r - table + moving) % moving;
                if (Math.max(first, second) < blocks) {
                    all.play(Math.min(first, second), Math.max(first, second));
                }
            });
        }
        return all.sums;
    }

    private void play(int rowBlock, int columnBlock) {
        int firstRow = rowBlock * BLOCK;
        int firstColumn = columnBlock * BLOCK;
        double[] ofColumns = new double[BLOCK];
        kernels.multiplyTransposed(
                Math.min(BLOCK, n - firstRow),
                Math.min(BLOCK, n - firstColumn),
                length,
                left,
                firstRow * length,
                length,
                right,
                firstColumn * length,
                length,
                (rowStart, rows, columnStart, width, tile, offset, stride) -> {
                    int row = firstRow + rowStart;
                    int column = firstColumn + columnStart;
                    double largest = largestSquare(column, width);
                    for (int r = 0; r < rows; r++) {
                        measureAgain(row + r, column, width, largest, tile, offset + r * stride);
                    }
                    // Cells between the rows of a narrow tile are never read.
                    roots(tile, offset, (rows - 1) * stride + width);
                    for (int r = 0; r < rows; r++) {
                        addRow(row + r, column, width, tile, offset + r * stride);
                    }
                    if (rowBlock != columnBlock) {
                        addColumns(row, rows, column, width, tile, offset, stride, ofColumns);
                    }
                },
                BlockLoop.SEQUENTIAL);
    }

    private double largestSquare(int row, int rows) {
        double largest = 0;
        for (int i = row; i < row + rows; i++) {
            largest = Math.max(largest, left[i * length + columns]);
        }
        return largest;
    }

    /// Measures the squared distances of row i that the inner product has spoilt.
    private void measureAgain(int i, int column, int width, double largest, double[] tile, int at) {
        double limit = CANCELLED * (left[i * length + columns] + largest);
        for (int k = 0; k < width; k++) {
            if (tile[at + k] < limit) {
                tile[at + k] = kernels.squaredDistance(left, i * length, left, (column + k) * length, columns);
            }
        }
    }

    /// A loop of its own, long and plain, which becomes vector instructions.
    private static void roots(double[] x, int from, int n) {
        for (int i = from; i < from + n; i++) {
            x[i] = Math.sqrt(x[i]);
        }
    }

    private void addRow(int i, int column, int width, double[] tile, int at) {
        int cluster = clusterOf(column);
        for (int k = 0; k < width; cluster++) {
            int end = Math.min(width, starts[cluster + 1] - column);
            sums[i * clusters + cluster] += kernels.dot(tile, at + k, ones, 0, end - k);
            k = end;
        }
    }

    private void addColumns(
            int row, int rows, int column, int width, double[] tile, int offset, int stride, double[] total) {
        int cluster = clusterOf(row);
        for (int r = 0; r < rows; cluster++) {
            int end = Math.min(rows, starts[cluster + 1] - row);
            Arrays.fill(total, 0, width, 0);
            for (; r < end; r++) {
                kernels.axpy(1, tile, offset + r * stride, total, 0, width);
            }
            for (int k = 0; k < width; k++) {
                sums[(column + k) * clusters + cluster] += total[k];
            }
        }
    }

    private int clusterOf(int row) {
        return Cumulative.upperBound(starts, row) - 1;
    }
}
