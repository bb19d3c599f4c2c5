package org.tandemml.linear;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.Kernels;

/// The weighted Gram matrix `Zᵀ·diag(a)·Z` of the solver's scaled columns Z (a column of ones last if there is an
/// intercept), from all rows or from a sample, in `float` or in `double`.
///
/// Approximations are offered as levels for `NewtonCholesky`: on large data a sample of the rows, a larger one, all
/// rows in `float`, all rows in `double`; on small data only the last.
///
/// **Cost**: `rows·width²` operations by SYRK over blocks that are scaled into the cache. **Determinism**: chunks are
/// merged in order.
final class GramPass {
    private static final int BLOCK = 256;
    private static final double WORTH_APPROXIMATING = 5e7;
    private static final int SMALLEST_SAMPLE = 4096;
    /// Rows of the smallest sample for each column: its Hessian is off by √(width/rows) or so, 7 %.
    private static final int ROWS_A_COLUMN = 200;

    private record Level(int stride, boolean single) {}

    private final Queue<double[]> spare = new ConcurrentLinkedQueue<>();
    private final Design design;
    private final Standardization scaling;
    private final Parallel loop;
    private final Level[] levels;

    GramPass(Design design, Standardization scaling, int vectors, Parallel loop) {
        this.design = design;
        this.scaling = scaling;
        this.loop = loop;
        double width = (double) vectors * scaling.width();
        Level exact = new Level(1, false);
        if (design.rows() * width * width < WORTH_APPROXIMATING) {
            levels = new Level[] {exact};
        } else {
            int sample = (int) Math.max(SMALLEST_SAMPLE, ROWS_A_COLUMN * width);
            int stride = design.rows() / sample;
            levels = stride >= 16
                    ? new Level[] {new Level(stride, true), new Level(stride / 4, true), new Level(1, true), exact}
                    : stride >= 3
                            ? new Level[] {new Level(stride, true), new Level(1, true), exact}
                            : new Level[] {new Level(1, true), exact};
        }
    }

    int levels() {
        return levels.length;
    }

    /// Sets the upper triangle of the block of `into` that begins at `offset`, with row stride `ld`, to the rows and
    /// columns `variables` of the matrix with the row weights `a`; sampled levels stand for all rows.
    void gram(int level, double[] a, int[] variables, double[] into, int offset, int ld) {
        Selection selection = new Selection(variables);
        int width = variables.length;
        RowSample sample = new RowSample(design.rows(), levels[level].stride);
        int count = sample.size();
        int chunks = (int) Math.clamp(
                Math.min((long) count * width * width / 4_000_000, (1L << 22) / Math.max(1, (long) width * width)),
                1,
                16);
        double[][] partial = new double[chunks][];
        Parallel outer = loop.forWork((double) count * width * width);
        BlockLoop inner = chunks == 1 ? outer : BlockLoop.SEQUENTIAL;
        outer.run(chunks, chunk -> {
            int from = (int) ((long) count * chunk / chunks);
            int to = (int) ((long) count * (chunk + 1) / chunks);
            partial[chunk] = levels[level].single
                    ? inFloat(selection, from, to, sample, a, inner)
                    : inDouble(selection, from, to, sample, a, inner);
        });
        for (int i = 0; i < width; i++) {
            int target = offset + i * ld;
            for (int j = i; j < width; j++) {
                double sum = 0;
                for (double[] part : partial) {
                    sum += part[i * width + j];
                }
                into[target + j] = sum * sample.stride();
            }
        }
    }

    /// The columns of some variables with their centres and scales; the intercept, if chosen, is the last variable.
    private final class Selection {
        private final int width;
        private final boolean intercept;
        private final boolean all;
        private final int[] columns;
        private final int[] position;
        private final double[] centre;
        private final double[] inverseScale;

        Selection(int[] variables) {
            width = variables.length;
            intercept = scaling.intercept && width > 0 && variables[width - 1] == scaling.columns;
            int count = intercept ? width - 1 : width;
            all = count == scaling.columns;
            columns = Arrays.copyOf(variables, count);
            position = all ? new int[0] : new int[scaling.columns];
            Arrays.fill(position, -1);
            centre = new double[count];
            inverseScale = new double[count];
            for (int k = 0; k < count; k++) {
                if (!all) {
                    position[columns[k]] = k;
                }
                centre[k] = scaling.centre[columns[k]];
                inverseScale[k] = scaling.inverseScale[columns[k]];
            }
        }

        /// The cells of one row, scaled, with the 1 of the intercept.
        void copy(int row, double[] into, int at) {
            if (all) {
                design.copyRow(row, into, at);
            } else {
                design.gather(row, columns, position, into, at);
            }
            for (int k = 0; k < columns.length; k++) {
                into[at + k] = (into[at + k] - centre[k]) * inverseScale[k];
            }
            if (intercept) {
                into[at + columns.length] = 1;
            }
        }
    }

    private double[] inDouble(Selection selection, int from, int to, RowSample sample, double[] a, BlockLoop inner) {
        int width = selection.width;
        int blockRows = Math.min(BLOCK, to - from);
        double[] gram = new double[width * width];
        double[] block = blockOf(blockRows * width);
        double[] weights = new double[blockRows];
        for (int first = from; first < to; first += BLOCK) {
            int count = Math.min(BLOCK, to - first);
            for (int i = 0; i < count; i++) {
                int row = sample.row(first + i);
                selection.copy(row, block, i * width);
                weights[i] = a[row];
            }
            Kernels.doubles().syrkWeighted(width, count, block, 0, width, weights, 0, gram, 0, width, inner);
        }
        spare.add(block);
        return gram;
    }

    /// Room for scaled rows, that of an earlier piece if there is some: all pieces together are as large as the data.
    private double[] blockOf(int cells) {
        double[] block = spare.poll();
        return block != null && block.length >= cells ? block : new double[cells];
    }

    /// As [#inDouble]; the weights, which may be as small as 1/n², are brought near 1 first.
    private double[] inFloat(Selection selection, int from, int to, RowSample sample, double[] a, BlockLoop inner) {
        int width = selection.width;
        int blockRows = Math.min(BLOCK, to - from);
        double[] row = new double[width];
        float[] gram = new float[width * width];
        float[] block = new float[blockRows * width];
        float[] weights = new float[blockRows];
        double unit = design.rows();
        for (int first = from; first < to; first += BLOCK) {
            int count = Math.min(BLOCK, to - first);
            for (int i = 0; i < count; i++) {
                int index = sample.row(first + i);
                int at = i * width;
                selection.copy(index, row, 0);
                for (int j = 0; j < width; j++) {
                    block[at + j] = (float) row[j];
                }
                weights[i] = (float) (a[index] * unit);
            }
            Kernels.floats().syrkWeighted(width, count, block, 0, width, weights, 0, gram, 0, width, inner);
        }
        double[] result = new double[width * width];
        for (int i = 0; i < result.length; i++) { // as plain as this it becomes vector instructions
            result[i] = gram[i] / unit;
        }
        return result;
    }
}
