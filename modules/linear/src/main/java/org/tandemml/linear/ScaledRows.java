package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// The rows of a design in a solver's units, for methods that take one row after the other.
///
/// Cell (i, j) stands for `unitⱼ·(xᵢⱼ − centreⱼ)` where rows are dense; sparse rows stay sparse, so theirs are
/// `unitⱼ·xᵢⱼ` and [#shift] holds `unitⱼ·centreⱼ`, which is what is missing. **Cost**: one copy of the cells, but for
/// [Gathered].
sealed interface ScaledRows {
    int rows();

    int columns();

    /// Row i times the vector at `v[offset ..]`.
    double dot(int i, double[] v, int offset);

    /// Adds `factor` times row i to the vector at `v[offset ..]`.
    void add(int i, double factor, double[] v, int offset);

    /// What is still to be subtracted from each cell of a column; zeros for dense rows.
    double[] shift();

    /// The squared length of row i.
    default double squaredLength(int i) {
        double[] row = new double[columns()];
        add(i, 1, row, 0);
        return Kernels.doubles().dot(row, 0, row, 0, row.length);
    }

    static ScaledRows of(Design design, double[] centre, double[] unit) {
        return switch (design) {
            case Design.Dense dense -> new Dense(dense, centre, unit);
            case Design.Sparse sparse -> new Sparse(sparse.matrix(), centre, unit);
        };
    }

    /// Dense rows that are centred and scaled when they are asked for, into a block of several: nothing is copied
    /// beforehand, and a mini-batch is a matrix product.
    final class Gathered implements ScaledRows {
        private final DoubleKernels kernels = Kernels.doubles();
        private final Design.Dense design;
        private final double[] centre;
        private final double[] unit;
        private final double[] row;

        Gathered(Design.Dense design, double[] centre, double[] unit) {
            this.design = design;
            this.centre = centre;
            this.unit = unit;
            row = new double[design.columns()];
        }

        @Override
        public int rows() {
            return design.rows();
        }

        @Override
        public int columns() {
            return design.columns();
        }

        /// Writes row i to `into[offset ..]`.
        void copy(int i, double[] into, int offset) {
            design.copyRow(i, into, offset);
            for (int j = 0; j < row.length; j++) {
                into[offset + j] = (into[offset + j] - centre[j]) * unit[j];
            }
        }

        @Override
        public double dot(int i, double[] v, int offset) {
            copy(i, row, 0);
            return kernels.dot(row, 0, v, offset, row.length);
        }

        @Override
        public void add(int i, double factor, double[] v, int offset) {
            copy(i, row, 0);
            kernels.axpy(factor, row, 0, v, offset, row.length);
        }

        @Override
        public double squaredLength(int i) {
            copy(i, row, 0);
            return kernels.dot(row, 0, row, 0, row.length);
        }

        @Override
        public double[] shift() {
            return new double[row.length];
        }
    }

    /// Centred and scaled copies of dense rows.
    final class Dense implements ScaledRows {
        private final DoubleKernels kernels = Kernels.doubles();
        private final int rows;
        private final int columns;
        private final double[] cells;
        private final double[] shift;

        private Dense(Design.Dense design, double[] centre, double[] unit) {
            rows = design.rows();
            columns = design.columns();
            shift = new double[columns];
            cells = new double[Math.multiplyExact(rows, columns)];
            for (int i = 0; i < rows; i++) {
                int at = i * columns;
                design.copyRow(i, cells, at);
                for (int j = 0; j < columns; j++) {
                    cells[at + j] = (cells[at + j] - centre[j]) * unit[j];
                }
            }
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
        public double dot(int i, double[] v, int offset) {
            return kernels.dot(cells, i * columns, v, offset, columns);
        }

        @Override
        public void add(int i, double factor, double[] v, int offset) {
            kernels.axpy(factor, cells, i * columns, v, offset, columns);
        }

        @Override
        public double squaredLength(int i) {
            return kernels.dot(cells, i * columns, cells, i * columns, columns);
        }

        @Override
        public double[] shift() {
            return shift;
        }
    }

    /// Scaled copies of the values of sparse rows.
    final class Sparse implements ScaledRows {
        private final SparseMatrix matrix;
        private final int[] indices;
        private final double[] cells;
        private final double[] shift;

        private Sparse(SparseMatrix matrix, double[] centre, double[] unit) {
            this.matrix = matrix;
            indices = matrix.indices();
            cells = new double[Math.toIntExact(matrix.stored())];
            Arrays.setAll(cells, k -> matrix.values()[k] * unit[indices[k]]);
            shift = new double[centre.length];
            Arrays.setAll(shift, j -> centre[j] * unit[j]);
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
        public double dot(int i, double[] v, int offset) {
            double sum = 0;
            int end = matrix.end(i);
            for (int k = matrix.start(i); k < end; k++) {
                sum += cells[k] * v[offset + indices[k]];
            }
            return sum;
        }

        @Override
        public void add(int i, double factor, double[] v, int offset) {
            int end = matrix.end(i);
            for (int k = matrix.start(i); k < end; k++) {
                v[offset + indices[k]] += factor * cells[k];
            }
        }

        @Override
        public double squaredLength(int i) {
            double sum = 0;
            int end = matrix.end(i);
            for (int k = matrix.start(i); k < end; k++) {
                sum += cells[k] * cells[k];
            }
            return sum;
        }

        @Override
        public double[] shift() {
            return shift;
        }

        /// First position of row i among the stored cells.
        int start(int i) {
            return matrix.start(i);
        }

        int end(int i) {
            return matrix.end(i);
        }

        int column(int position) {
            return indices[position];
        }
    }
}
