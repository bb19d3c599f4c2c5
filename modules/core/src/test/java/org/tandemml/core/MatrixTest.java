package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MatrixTest {
    private static final double[][] CELLS = {{1, 0, 2, 0}, {0, 0, 0, 0}, {0, 3, 0, Double.NaN}};

    private static double[][] cells(Matrix matrix) {
        double[][] cells = new double[matrix.rows()][matrix.columns()];
        for (int i = 0; i < cells.length; i++) {
            matrix.copyRow(i, cells[i], 0);
            for (int j = 0; j < matrix.columns(); j++) {
                assertThat(matrix.get(i, j)).isEqualTo(Double.valueOf(cells[i][j]));
            }
        }
        return cells;
    }

    @Nested
    class Dense {
        private final DenseMatrix matrix = Matrix.of(CELLS);

        @Test
        void viewsShareTheStorage() {
            DenseMatrix view = matrix.select(new int[] {2, 0, 0}).select(new int[] {1, 0});
            assertThat(view.values()).isSameAs(matrix.values());
            assertArrayEquals(new double[][] {CELLS[0], CELLS[2]}, cells(view));
            assertThat(view.isContiguous()).isFalse();
            assertThat(view.contiguous()).isEqualTo(view).hasSameHashCodeAs(view);
            assertThat(view.contiguous().isContiguous()).isTrue();
            assertThat(matrix.contiguous()).isSameAs(matrix);
        }

        @Test
        void columnsAreCopiedInTheOrderAskedFor() {
            Matrix chosen = matrix.select(new int[] {2, 1}).selectColumns(new int[] {3, 1, 1});
            assertArrayEquals(new double[][] {{Double.NaN, 3, 3}, {0, 0, 0}}, cells(chosen));
        }

        @Test
        void placesOutsideAreRefused() {
            assertThatThrownBy(() -> matrix.get(0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> matrix.get(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> matrix.get(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> matrix.select(new int[] {3})).isInstanceOf(IndexOutOfBoundsException.class);
            DenseMatrix view = matrix.select(new int[] {2});
            assertThatThrownBy(() -> view.get(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> view.select(new int[] {2})).isInstanceOf(IndexOutOfBoundsException.class);
        }

        @Test
        void wrongShapesAreRefused() {
            assertThatThrownBy(() -> new DenseMatrix(2, 2, new double[3]))
                    .hasMessage("values must have length 2 x 2, had 3");
            // 65536 · 65536 is 0 in 32 bits.
            assertThatThrownBy(() -> new DenseMatrix(1 << 16, 1 << 16, new double[0]))
                    .isInstanceOf(InputException.class);
            assertThatThrownBy(() -> new DenseMatrix(-1, -1, new double[1])).isInstanceOf(InputException.class);
            assertThatThrownBy(() -> Matrix.of(new double[] {1}, new double[] {1, 2}))
                    .hasMessage("row 1 has 2 values, row 0 has 1");
            assertThatThrownBy(() -> DenseMatrix.allocate(50_000, 50_000))
                    .hasMessageContaining("50000 x 50000")
                    .hasMessageContaining("use sparse data");
        }

        @Test
        void emptyShapesWork() {
            assertThat(new DenseMatrix(5, 0, new double[0])
                            .select(new int[] {4, 4})
                            .rows())
                    .isEqualTo(2);
            assertThat(Matrix.of().rows()).isZero();
        }

        @Test
        void firstNonFiniteIsFoundInAnyView() {
            assertThat(matrix.firstNonFinite()).isEqualTo(new Matrix.Place(2, 3, Double.NaN));
            assertThat(matrix.select(new int[] {2, 0}).firstNonFinite().row()).isZero();
            assertThat(matrix.select(new int[] {1, 0}).firstNonFinite().exists())
                    .isFalse();
            DenseMatrix huge = Matrix.of(new double[] {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE});
            assertThat(huge.firstNonFinite().exists())
                    .as("a sum overflows, no value does")
                    .isFalse();
            DenseMatrix opposite = Matrix.of(new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
            assertThat(opposite.firstNonFinite()).isEqualTo(new Matrix.Place(0, 0, Double.POSITIVE_INFINITY));
        }
    }

    @Nested
    class Sparse {
        private final SparseMatrix matrix =
                new SparseMatrix(4, new int[] {0, 2, 2, 4}, new int[] {0, 2, 1, 3}, new double[] {1, 2, 3, Double.NaN});

        @Test
        void cellsAreThoseOfTheDenseMatrix() {
            assertArrayEquals(CELLS, cells(matrix));
            assertThat(matrix.dense()).isEqualTo(Matrix.of(CELLS));
            assertThat(matrix.stored()).isEqualTo(4);
        }

        @Test
        void copyRowOverwritesWhatWasThere() {
            double[] into = {9, 9, 9, 9, 9, 9};
            matrix.copyRow(0, into, 1);
            assertThat(into).containsExactly(9, 1, 0, 2, 0, 9);
        }

        @Test
        void viewsShareTheStorage() {
            SparseMatrix view = matrix.select(new int[] {2, 0, 2, 1}).select(new int[] {3, 2, 1});
            assertThat(view.values()).isSameAs(matrix.values());
            assertArrayEquals(new double[][] {CELLS[1], CELLS[2], CELLS[0]}, cells(view));
            assertThat(view.stored()).isEqualTo(4);
            SparseMatrix contiguous = view.contiguous();
            assertArrayEquals(cells(view), cells(contiguous));
            assertThat(contiguous.contiguous()).isSameAs(contiguous);
        }

        @Test
        void columnsMayBeSelectedInAnyOrder() {
            assertArrayEquals(new double[][] {{0, 1}, {0, 0}, {Double.NaN, 0}}, cells(matrix.selectColumns(new int[] {
                3, 0
            })));
            assertArrayEquals(
                    new double[][] {{0, 3, 0}},
                    cells(matrix.select(new int[] {2}).selectColumns(new int[] {2, 1, 0})));
            assertThatThrownBy(() -> matrix.selectColumns(new int[] {1, 1})).isInstanceOf(InputException.class);
        }

        @Test
        void firstNonFiniteIsFound() {
            assertThat(matrix.firstNonFinite()).isEqualTo(new Matrix.Place(2, 3, Double.NaN));
            assertThat(matrix.select(new int[] {0, 1}).firstNonFinite().exists())
                    .isFalse();
        }

        @Test
        void hostileStructuresAreRefused() {
            double[] two = {1, 2};
            refused(3, new int[0], new int[0], new double[0], "begin with 0");
            refused(3, new int[] {1, 2}, new int[] {0, 1}, two, "begin with 0");
            refused(3, new int[] {0, 3}, new int[] {0, 1}, two, "end at 3");
            refused(3, new int[] {0, 2}, new int[] {0, 1}, new double[1], "1 values");
            refused(3, new int[] {0, 2, 1}, new int[] {0, 1}, two, "must not fall");
            refused(3, new int[] {0, 1000, 2}, new int[] {0, 1}, two, "must not fall: 0, 1000");
            refused(3, new int[] {0, -5, 2}, new int[] {0, 1}, two, "must not fall");
            refused(3, new int[] {0, -5}, new int[] {0, 1}, two, "must not fall");
            refused(3, new int[] {0, 2}, new int[] {1, 1}, two, "column index 1 must be above 1");
            refused(3, new int[] {0, 2}, new int[] {1, 0}, two, "column index 0 must be above 1");
            refused(3, new int[] {0, 2}, new int[] {0, 3}, two, "below 3");
            refused(3, new int[] {0, 2}, new int[] {-1, 0}, two, "column index -1");
            refused(-1, new int[] {0}, new int[0], two, "columns must be at least 0");
        }

        private void refused(int columns, int[] starts, int[] indices, double[] values, String message) {
            assertThatThrownBy(() -> new SparseMatrix(columns, starts, indices, values))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(message);
        }
    }
}
