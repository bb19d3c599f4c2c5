package org.tandemml.svm;

import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// The rows of a linear machine in its own units, with a last column of ones where scores have a constant term.
///
/// Dense cells are `(xᵢⱼ − centreⱼ)·unitⱼ`; sparse ones stay sparse, so they are `xᵢⱼ·unitⱼ` and never centred. A
/// matrix that needs none of this is used as it is, without a copy. Work is cut into pieces that follow from the shape
/// alone.
sealed interface LinearRows {
    /// Cells a piece of work.
    long PIECE = 1 << 17;

    int rows();

    /// Columns, that of ones included.
    int width();

    /// Cells stored, ones included.
    long stored();

    /// Row i times v.
    double dot(int i, double[] v);

    /// Adds `factor` times row i to v.
    void add(int i, double factor, double[] v);

    double squaredLength(int i);

    /// Adds `factor` times the squares of the cells of row i to v.
    void addSquares(int i, double factor, double[] v);

    /// Writes row i with all its zeros.
    void copyRow(int i, double[] into, int offset);

    /// Writes the cells of one row in the columns listed; `position` holds for each column its place in the list, or
    /// -1.
    void gather(int i, int[] columns, int[] position, double[] into, int offset);

    /// Sets `out[i]` to row i times v, for all rows from `from` below `to`.
    void scores(int from, int to, double[] v, double[] out);

    /// Some of the rows, as a copy.
    LinearRows select(int[] chosen);

    /// `out = X·v`, the rows spread over threads.
    default void scores(double[] v, double[] out, Parallel loop) {
        int n = rows();
        int pieces = (int) Math.clamp(stored() / PIECE, 1, Math.max(1, n / 16));
        loop.forWork(2.0 * stored()).run(pieces, piece -> {
            int from = (int) ((long) n * piece / pieces);
            scores(from, (int) ((long) n * (piece + 1) / pieces), v, out);
        });
    }

    /// Adds `Σ factors[i]·xᵢ` over the rows whose factor is not 0.
    default void addTransposed(double[] factors, double[] into, Parallel loop) {
        int n = rows();
        int pieces = (int) Math.clamp(Math.min(stored() / PIECE, stored() / (8L * width())), 1, 16);
        if (pieces == 1) {
            addTransposed(0, n, factors, into);
            return;
        }
        double[][] parts = new double[pieces][];
        loop.forWork(2.0 * stored()).run(pieces, piece -> {
            double[] part = new double[width()];
            addTransposed((int) ((long) n * piece / pieces), (int) ((long) n * (piece + 1) / pieces), factors, part);
            parts[piece] = part;
        });
        for (double[] part : parts) {
            for (int j = 0; j < part.length; j++) {
                into[j] += part[j];
            }
        }
    }

    /// [#addTransposed(double[], double[], Parallel)] for rows from `from` below `to`.
    default void addTransposed(int from, int to, double[] factors, double[] into) {
        for (int i = from; i < to; i++) {
            if (factors[i] != 0) {
                add(i, factors[i], into);
            }
        }
    }

    /// The rows of a matrix with columns moved by `centre` and multiplied by `unit`.
    static LinearRows of(Matrix matrix, double[] centre, double[] unit, boolean ones, Parallel loop) {
        return switch (matrix) {
            case DenseMatrix dense -> Dense.of(dense, centre, unit, ones, loop);
            case SparseMatrix sparse -> Sparse.of(sparse, unit, ones);
        };
    }

    private static boolean idle(double[] centre, double[] unit) {
        return Arrays.stream(centre).allMatch(v -> v == 0)
                && Arrays.stream(unit).allMatch(v -> v == 1);
    }

    /// Dense rows in one array.
    final class Dense implements LinearRows {
        private final DoubleKernels kernels = Kernels.doubles();
        private final int rows;
        private final int width;
        private final double[] cells;

        private Dense(int rows, int width, double[] cells) {
            this.rows = rows;
            this.width = width;
            this.cells = cells;
        }

        static Dense of(DenseMatrix matrix, double[] centre, double[] unit, boolean ones, Parallel loop) {
            int n = matrix.rows();
            int p = matrix.columns();
            if (!ones && idle(centre, unit)) {
                return new Dense(n, p, matrix.contiguous().values());
            }
            int width = ones ? p + 1 : p;
            double[] cells = DenseMatrix.allocate(n, width);
            int pieces = (int) Math.clamp((long) n * width / PIECE, 1, n);
            loop.run(pieces, piece -> {
                int to = (int) ((long) n * (piece + 1) / pieces);
                for (int i = (int) ((long) n * piece / pieces); i < to; i++) {
                    int at = i * width;
                    matrix.copyRow(i, cells, at);
                    for (int j = 0; j < p; j++) {
                        cells[at + j] = (cells[at + j] - centre[j]) * unit[j];
                    }
                    if (ones) {
                        cells[at + p] = 1;
                    }
                }
            });
            return new Dense(n, width, cells);
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public long stored() {
            return (long) rows * width;
        }

        @Override
        public double dot(int i, double[] v) {
            return kernels.dot(cells, i * width, v, 0, width);
        }

        @Override
        public void add(int i, double factor, double[] v) {
            kernels.axpy(factor, cells, i * width, v, 0, width);
        }

        @Override
        public double squaredLength(int i) {
            return kernels.dot(cells, i * width, cells, i * width, width);
        }

        @Override
        public void addSquares(int i, double factor, double[] v) {
            for (int j = 0; j < width; j++) {
                v[j] += factor * cells[i * width + j] * cells[i * width + j];
            }
        }

        @Override
        public void copyRow(int i, double[] into, int offset) {
            System.arraycopy(cells, i * width, into, offset, width);
        }

        @Override
        public void gather(int i, int[] columns, int[] position, double[] into, int offset) {
            for (int k = 0; k < columns.length; k++) {
                into[offset + k] = cells[i * width + columns[k]];
            }
        }

        @Override
        public LinearRows select(int[] chosen) {
            double[] some = DenseMatrix.allocate(chosen.length, width);
            for (int k = 0; k < chosen.length; k++) {
                copyRow(chosen[k], some, k * width);
            }
            return new Dense(chosen.length, width, some);
        }

        @Override
        public void scores(int from, int to, double[] v, double[] out) {
            kernels.gemv(to - from, width, cells, from * width, width, v, 0, out, from);
        }
    }

    /// Sparse rows; that of ones is not stored.
    final class Sparse implements LinearRows {
        private final SparseMatrix matrix;
        private final int[] indices;
        private final double[] cells;
        private final boolean ones;
        private final int width;

        private Sparse(SparseMatrix matrix, double[] cells, boolean ones) {
            this.matrix = matrix;
            this.cells = cells;
            this.ones = ones;
            indices = matrix.indices();
            width = matrix.columns() + (ones ? 1 : 0);
        }

        static Sparse of(SparseMatrix view, double[] unit, boolean ones) {
            SparseMatrix matrix = view.contiguous();
            if (Arrays.stream(unit).allMatch(v -> v == 1)) {
                return new Sparse(matrix, matrix.values(), ones);
            }
            double[] cells = new double[Math.toIntExact(matrix.stored())];
            Arrays.setAll(cells, k -> matrix.values()[k] * unit[matrix.indices()[k]]);
            return new Sparse(matrix, cells, ones);
        }

        @Override
        public int rows() {
            return matrix.rows();
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public long stored() {
            return matrix.stored() + (ones ? matrix.rows() : 0);
        }

        // Four sums keep four gathers in flight.
        @Override
        public double dot(int i, double[] v) {
            int k = matrix.start(i);
            int end = matrix.end(i);
            double a = ones ? v[width - 1] : 0;
            double b = 0;
            double c = 0;
            double d = 0;
            for (; k + 3 < end; k += 4) {
                a += cells[k] * v[indices[k]];
                b += cells[k + 1] * v[indices[k + 1]];
                c += cells[k + 2] * v[indices[k + 2]];
                d += cells[k + 3] * v[indices[k + 3]];
            }
            for (; k < end; k++) {
                a += cells[k] * v[indices[k]];
            }
            return (a + b) + (c + d);
        }

        @Override
        public void add(int i, double factor, double[] v) {
            int end = matrix.end(i);
            for (int k = matrix.start(i); k < end; k++) {
                v[indices[k]] += factor * cells[k];
            }
            if (ones) {
                v[width - 1] += factor;
            }
        }

        @Override
        public double squaredLength(int i) {
            double sum = ones ? 1 : 0;
            int end = matrix.end(i);
            for (int k = matrix.start(i); k < end; k++) {
                sum += cells[k] * cells[k];
            }
            return sum;
        }

        @Override
        public void addSquares(int i, double factor, double[] v) {
            int end = matrix.end(i);
            for (int k = matrix.start(i); k < end; k++) {
                v[indices[k]] += factor * cells[k] * cells[k];
            }
            if (ones) {
                v[width - 1] += factor;
            }
        }

        @Override
        public void copyRow(int i, double[] into, int offset) {
            Arrays.fill(into, offset, offset + width, 0);
            int end = matrix.end(i);
            for (int k = matrix.start(i); k < end; k++) {
                into[offset + indices[k]] = cells[k];
            }
            if (ones) {
                into[offset + width - 1] = 1;
            }
        }

        @Override
        public void gather(int i, int[] columns, int[] position, double[] into, int offset) {
            Arrays.fill(into, offset, offset + columns.length, 0);
            int end = matrix.end(i);
            for (int k = matrix.start(i); k < end; k++) {
                int place = position[indices[k]];
                if (place >= 0) {
                    into[offset + place] = cells[k];
                }
            }
            if (ones && position[width - 1] >= 0) {
                into[offset + position[width - 1]] = 1;
            }
        }

        @Override
        public LinearRows select(int[] chosen) {
            int[] starts = new int[chosen.length + 1];
            for (int k = 0; k < chosen.length; k++) {
                starts[k + 1] = starts[k] + matrix.end(chosen[k]) - matrix.start(chosen[k]);
            }
            int[] columns = new int[starts[chosen.length]];
            double[] some = new double[columns.length];
            for (int k = 0; k < chosen.length; k++) {
                int from = matrix.start(chosen[k]);
                System.arraycopy(indices, from, columns, starts[k], starts[k + 1] - starts[k]);
                System.arraycopy(cells, from, some, starts[k], starts[k + 1] - starts[k]);
            }
            return new Sparse(new SparseMatrix(matrix.columns(), starts, columns, some), some, ones);
        }

        @Override
        public void scores(int from, int to, double[] v, double[] out) {
            for (int i = from; i < to; i++) {
                out[i] = dot(i, v);
            }
        }
    }
}
