package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
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

    /// Sets `into[k·count + r]` to row `order[from + r]` times vector k of `v`, for r below `count`.
    default void scores(int[] order, int from, int count, int vectors, double[] v, double[] into) {
        for (int r = 0; r < count; r++) {
            for (int k = 0; k < vectors; k++) {
                into[k * count + r] = dot(order[from + r], v, k * columns());
            }
        }
    }

    /// Adds to vector k of `into` the rows whose [#scores] were taken last, row r times `factors[k·count + r]`.
    default void addLast(int[] order, int from, int count, int vectors, double[] factors, double[] into) {
        for (int r = 0; r < count; r++) {
            for (int k = 0; k < vectors; k++) {
                add(order[from + r], factors[k * count + r], into, k * columns());
            }
        }
    }

    /// The squared length of row i.
    default double squaredLength(int i) {
        double[] row = new double[columns()];
        add(i, 1, row, 0);
        return Kernels.doubles().dot(row, 0, row, 0, row.length);
    }

    /// @param together rows that the method takes at once: several dense ones need no copy of all
    static ScaledRows of(Design design, double[] centre, double[] unit, int together) {
        return switch (design) {
            case Design.Dense dense ->
                together > 1 ? new Gathered(dense, centre, unit, together) : new Dense(dense, centre, unit);
            case Design.Sparse sparse -> new Sparse(sparse.matrix(), centre, unit);
        };
    }

    /// Dense rows that are centred and scaled as they are gathered into a block of several, which then is a small
    /// design.
    final class Gathered implements ScaledRows {
        private final Design.Dense design;
        private final double[] centre;
        private final double[] unit;
        private final double[] cells;
        private final Design.Dense block;
        private double[] scratch = {};

        private Gathered(Design.Dense design, double[] centre, double[] unit, int together) {
            this.design = design;
            this.centre = centre;
            this.unit = unit;
            int rows = Math.min(together, design.rows());
            cells = DenseMatrix.allocate(rows, design.columns());
            block = new Design.Dense(new DenseMatrix(rows, design.columns(), cells));
        }

        @Override
        public int rows() {
            return design.rows();
        }

        @Override
        public int columns() {
            return design.columns();
        }

        private void gather(int i, int place) {
            int at = place * centre.length;
            design.copyRow(i, cells, at);
            for (int j = 0; j < centre.length; j++) {
                cells[at + j] = (cells[at + j] - centre[j]) * unit[j];
            }
        }

        @Override
        public void scores(int[] order, int from, int count, int vectors, double[] v, double[] into) {
            for (int r = 0; r < count; r++) {
                gather(order[from + r], r);
            }
            scratch = scratch.length < into.length ? new double[into.length] : scratch;
            block.scores(0, count, vectors, v, into, scratch);
        }

        @Override
        public void addLast(int[] order, int from, int count, int vectors, double[] factors, double[] into) {
            block.addTransposed(0, count, vectors, factors, into);
        }

        @Override
        public double dot(int i, double[] v, int offset) {
            gather(i, 0);
            return Kernels.doubles().dot(cells, 0, v, offset, centre.length);
        }

        @Override
        public void add(int i, double factor, double[] v, int offset) {
            gather(i, 0);
            Kernels.doubles().axpy(factor, cells, 0, v, offset, centre.length);
        }

        @Override
        public double[] shift() {
            return new double[centre.length];
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
