package org.tandemml.linear;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// The rows a linear model is fitted on, with the two products that every solver needs, over blocks of rows.
///
/// Work is cut into **chunks** that may run at once and, inside, **blocks** that fit the cache, so that a pass which
/// uses a block twice reads memory once. Both depend on the shape of the data only.
sealed interface Design {
    int rows();

    int columns();

    /// Cells stored.
    long stored();

    /// Sets `out[outOffset + i]` to row `from + i` times `beta`, for i below `count`.
    void scores(int from, int count, double[] beta, int betaOffset, double[] out, int outOffset);

    /// Adds Σ `r[rOffset + i]` · row `from + i` to `into`.
    void addTransposed(int from, int count, double[] r, int rOffset, double[] into, int intoOffset);

    /// As [#scores] for several vectors of `beta`: those of vector k at `out[k·count ..]`. `scratch` is as large as
    /// `out`.
    default void scores(int from, int count, int vectors, double[] beta, double[] out, double[] scratch) {
        for (int k = 0; k < vectors; k++) {
            scores(from, count, beta, k * columns(), out, k * count);
        }
    }

    /// As [#addTransposed] for several vectors: `r` as `out` of [#scores].
    default void addTransposed(int from, int count, int vectors, double[] r, double[] into) {
        for (int k = 0; k < vectors; k++) {
            addTransposed(from, count, r, k * count, into, k * columns());
        }
    }

    /// Writes one row with all its zeros.
    void copyRow(int row, double[] into, int offset);

    /// Writes the cells of one row in some columns: those of `columns` in order; `position` holds for each column of
    /// the data its place among them, or -1.
    void gather(int row, int[] columns, int[] position, double[] into, int offset);

    /// Some of the rows, copied.
    Design select(int[] chosen);

    /// Rows in a block of about 64 KiB.
    default int blockRows() {
        long cellsOfRow = Math.max(1, stored() / Math.max(1, rows()));
        return (int) Math.clamp(8192 / cellsOfRow, 16, 1024);
    }

    /// Chunks of rows: enough for several threads, few enough that merging one result a chunk costs little.
    default int chunks() {
        long byWork = stored() / 32768;
        long byMerge = stored() / (16L * Math.max(1, columns()));
        return (int) Math.clamp(Math.min(byWork, byMerge), 1, 16);
    }

    /// First row of a chunk; that of chunk `chunks()` is the number of rows.
    default int chunkStart(int chunk) {
        return (int) ((long) rows() * chunk / chunks());
    }

    /// The rows of a matrix; views are copied once so that blocks lie together.
    static Design of(Matrix matrix) {
        return switch (matrix) {
            case DenseMatrix dense -> new Dense(dense.contiguous());
            case SparseMatrix sparse -> new Sparse(sparse.contiguous());
        };
    }

    /// Dense rows in one array.
    final class Dense implements Design {
        /// Vectors from which, and columns up to which, a matrix product is quicker than one product with each vector:
        /// sums across a register weigh in short rows, packing the vectors in long ones.
        private static final int PRODUCT_VECTORS = 4;
        private static final int PRODUCT_COLUMNS = 256;

        private final DoubleKernels kernels = Kernels.doubles();
        private final int rows;
        private final int columns;
        private final double[] values;

        Dense(DenseMatrix matrix) {
            rows = matrix.rows();
            columns = matrix.columns();
            values = matrix.values();
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int columns() {
            return columns;
        }

        @Override
        public long stored() {
            return (long) rows * columns;
        }

        @Override
        public void scores(int from, int count, double[] beta, int betaOffset, double[] out, int outOffset) {
            kernels.gemv(count, columns, values, from * columns, columns, beta, betaOffset, out, outOffset);
        }

        @Override
        public void addTransposed(int from, int count, double[] r, int rOffset, double[] into, int intoOffset) {
            kernels.gemvTransposed(count, columns, values, from * columns, columns, r, rOffset, into, intoOffset);
        }

        private boolean asProduct(int vectors) {
            return vectors >= PRODUCT_VECTORS && columns <= PRODUCT_COLUMNS;
        }

        @Override
        public void scores(int from, int count, int vectors, double[] beta, double[] out, double[] scratch) {
            if (!asProduct(vectors)) {
                Design.super.scores(from, count, vectors, beta, out, scratch);
                return;
            }
            int p = columns;
            BlockLoop loop = BlockLoop.SEQUENTIAL;
            kernels.gemm(
                    count, vectors, p, 1, values, from * p, p, false, beta, 0, p, true, 0, scratch, 0, vectors, loop);
            for (int i = 0; i < count; i++) {
                for (int k = 0; k < vectors; k++) {
                    out[k * count + i] = scratch[i * vectors + k];
                }
            }
        }

        @Override
        public void addTransposed(int from, int count, int vectors, double[] r, double[] into) {
            if (!asProduct(vectors)) {
                Design.super.addTransposed(from, count, vectors, r, into);
                return;
            }
            int p = columns;
            BlockLoop loop = BlockLoop.SEQUENTIAL;
            kernels.gemm(vectors, p, count, 1, r, 0, count, false, values, from * p, p, false, 1, into, 0, p, loop);
        }

        @Override
        public Design select(int[] chosen) {
            return new Dense(
                    new DenseMatrix(rows, columns, values).select(chosen).contiguous());
        }

        @Override
        public void copyRow(int row, double[] into, int offset) {
            System.arraycopy(values, row * columns, into, offset, columns);
        }

        @Override
        public void gather(int row, int[] chosen, int[] position, double[] into, int offset) {
            int start = row * columns;
            for (int k = 0; k < chosen.length; k++) {
                into[offset + k] = values[start + chosen[k]];
            }
        }
    }

    /// Sparse rows in CSR.
    final class Sparse implements Design {
        private final SparseMatrix matrix;
        private final int[] indices;
        private final double[] values;
        private final long stored;

        Sparse(SparseMatrix matrix) {
            this.matrix = matrix;
            indices = matrix.indices();
            values = matrix.values();
            stored = matrix.stored();
        }

        @Override
        public int rows() {
            return matrix.rows();
        }

        @Override
        public int columns() {
            return matrix.columns();
        }

        @Override
        public long stored() {
            return stored;
        }

        @Override
        public void scores(int from, int count, double[] beta, int betaOffset, double[] out, int outOffset) {
            for (int i = 0; i < count; i++) {
                out[outOffset + i] = dot(from + i, beta, betaOffset);
            }
        }

        // Four sums keep four gathers in flight.
        private double dot(int row, double[] beta, int offset) {
            int k = matrix.start(row);
            int end = matrix.end(row);
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            for (; k + 3 < end; k += 4) {
                a += values[k] * beta[offset + indices[k]];
                b += values[k + 1] * beta[offset + indices[k + 1]];
                c += values[k + 2] * beta[offset + indices[k + 2]];
                d += values[k + 3] * beta[offset + indices[k + 3]];
            }
            for (; k < end; k++) {
                a += values[k] * beta[offset + indices[k]];
            }
            return (a + b) + (c + d);
        }

        @Override
        public void addTransposed(int from, int count, double[] r, int rOffset, double[] into, int intoOffset) {
            for (int i = 0; i < count; i++) {
                double factor = r[rOffset + i];
                int end = matrix.end(from + i);
                for (int k = matrix.start(from + i); k < end; k++) {
                    into[intoOffset + indices[k]] += factor * values[k];
                }
            }
        }

        @Override
        public Design select(int[] chosen) {
            return new Sparse(matrix.select(chosen).contiguous());
        }

        @Override
        public void copyRow(int row, double[] into, int offset) {
            matrix.copyRow(row, into, offset);
        }

        @Override
        public void gather(int row, int[] chosen, int[] position, double[] into, int offset) {
            java.util.Arrays.fill(into, offset, offset + chosen.length, 0);
            int end = matrix.end(row);
            for (int k = matrix.start(row); k < end; k++) {
                int place = position[indices[k]];
                if (place >= 0) {
                    into[offset + place] = values[k];
                }
            }
        }

        /// The matrix itself, for passes over its cells.
        SparseMatrix matrix() {
            return matrix;
        }
    }
}
