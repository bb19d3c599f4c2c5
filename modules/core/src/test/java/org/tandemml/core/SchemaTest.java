package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final Column.Numeric AGE = new Column.Numeric("age");
    private static final Column.Categorical CITY = new Column.Categorical("city", List.of("Bonn", "Rom"));
    private final Schema schema = new Schema(List.of(AGE, CITY));

    private static Dataset data(Schema schema, double[]... rows) {
        return Dataset.of("data", schema, Matrix.of(rows), new Target.None());
    }

    @Test
    void columnsAreFoundByName() {
        assertThat(schema.indexOf("city")).isEqualTo(1);
        assertThat(schema.indexOf("town")).isEqualTo(-1);
        assertThat(schema.names()).containsExactly("age", "city");
        assertThat(schema.hasCategories()).isTrue();
        assertThat(Schema.numeric(2).names()).containsExactly("x1", "x2");
        assertThatThrownBy(() -> schema.require("ctiy"))
                .hasMessage("unknown column \"ctiy\": did you mean \"city\"? (known: age, city)");
    }

    // A column of texts: what the schema does not list is kept, with its name, in views too.
    @Test
    void unknownLevelsOfAnOpenColumnAreKept() {
        Schema other = new Schema(List.of(new Column.Categorical("city", List.of("Oslo", "Rom", "Wien")), AGE));
        Dataset data = data(other, new double[] {2, 30}, new double[] {1, 40}, new double[] {0, 50});
        DenseMatrix aligned = (DenseMatrix) schema.align(data, Schema.Unseen.ERROR, 1);
        assertThat(aligned).isEqualTo(Matrix.of(new double[] {30, 3}, new double[] {40, 1}, new double[] {50, 2}));
        assertThat(aligned.novel(1)).containsExactly("Oslo", "Wien");
        assertThat(aligned.novel(0)).isEmpty();
        assertThat(aligned.select(new int[] {2}).contiguous().novel(1)).containsExactly("Oslo", "Wien");
        assertThatThrownBy(() -> schema.align(data, Schema.Unseen.ERROR)).hasMessageContaining("\"Wien\"");
    }

    @Test
    void namesAreUniqueAndNotEmpty() {
        assertThatThrownBy(() -> Schema.numeric("a", "b", "a"))
                .hasMessage("columns 1 and 3 are both named \"a\": rename one");
        assertThatThrownBy(() -> Schema.numeric("")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Column.Categorical("c", List.of("x", "x")))
                .hasMessageContaining("column \"c\" names a level twice");
    }

    @Nested
    class Align {
        @Test
        void returnsTheMatrixItselfWhenNothingChanges() {
            Dataset same = data(new Schema(List.of(AGE, CITY)), new double[] {30, 1});
            assertThat(schema.align(same, Schema.Unseen.ERROR)).isSameAs(same.features());
        }

        @Test
        void reordersColumnsDropsOthersAndTranslatesLevels() {
            Column.Categorical other = new Column.Categorical("city", List.of("Wien", "Rom", "Bonn"));
            Dataset data = data(
                    new Schema(List.of(other, new Column.Numeric("more"), AGE)),
                    new double[] {1, 7, 30},
                    new double[] {2, 7, Double.NaN},
                    new double[] {Double.NaN, 7, 32});
            Matrix expected =
                    Matrix.of(new double[] {30, 1}, new double[] {Double.NaN, 0}, new double[] {32, Double.NaN});
            assertThat(schema.align(data, Schema.Unseen.ERROR)).isEqualTo(expected);
        }

        @Test
        void unseenLevelsAreRefusedByPlaceOrTakenAsMissing() {
            Column.Categorical other = new Column.Categorical("city", List.of("Wien", "Rom"));
            Dataset data = data(new Schema(List.of(AGE, other)), new double[] {30, 1}, new double[] {31, 0});
            assertThatThrownBy(() -> schema.align(data, Schema.Unseen.ERROR))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("column \"city\", row 2: the level \"Wien\" was not seen in training")
                    .hasMessageContaining("known: Bonn, Rom")
                    .hasMessageContaining("unseen=missing");
            assertThat(schema.align(data, Schema.Unseen.MISSING))
                    .isEqualTo(Matrix.of(new double[] {30, 1}, new double[] {31, Double.NaN}));
        }

        @Test
        void unseenLevelsThatNoRowHoldsDoNotMatter() {
            Column.Categorical wider = new Column.Categorical("city", List.of("Wien", "Rom"));
            Dataset data = data(new Schema(List.of(AGE, wider)), new double[] {30, 1});
            assertThat(schema.align(data, Schema.Unseen.ERROR)).isEqualTo(Matrix.of(new double[] {30, 1}));
        }

        @Test
        void absentColumnsAndOtherKindsAreRefused() {
            assertThatThrownBy(() ->
                            schema.align(data(Schema.numeric("age", "town"), new double[] {1, 2}), Schema.Unseen.ERROR))
                    .hasMessage("the model needs the column \"city\", the data have [age, town]");
            assertThatThrownBy(() ->
                            schema.align(data(Schema.numeric("age", "city"), new double[] {1, 2}), Schema.Unseen.ERROR))
                    .hasMessage("column \"city\" held categories in training and holds numbers here");
            assertThatThrownBy(() -> Schema.numeric("city")
                            .align(data(new Schema(List.of(CITY)), new double[] {1}), Schema.Unseen.ERROR))
                    .hasMessage("column \"city\" held numbers in training and holds categories here");
        }

        @Test
        void columnWithoutAnyValueStandsForCategories() {
            Dataset empty =
                    data(Schema.numeric("city", "age"), new double[] {Double.NaN, 30}, new double[] {Double.NaN, 31});
            assertThat(schema.align(empty, Schema.Unseen.ERROR))
                    .isEqualTo(Matrix.of(new double[] {30, Double.NaN}, new double[] {31, Double.NaN}));
            Dataset one = data(Schema.numeric("city", "age"), new double[] {Double.NaN, 30}, new double[] {0, 31});
            assertThatThrownBy(() -> schema.align(one, Schema.Unseen.ERROR))
                    .hasMessage("column \"city\" held categories in training and holds numbers here");
        }

        @Test
        void hundredThousandLevelsMayComeInAnotherOrder() {
            List<String> levels =
                    IntStream.range(0, 100_000).mapToObj(i -> "level " + i).toList();
            Schema large = new Schema(List.of(new Column.Categorical("city", levels)));
            Schema reversed = new Schema(List.of(new Column.Categorical("city", levels.reversed())));
            Matrix aligned = large.align(data(reversed, new double[] {7}), Schema.Unseen.ERROR);
            assertThat(aligned.get(0, 0)).isEqualTo(99_992);
        }

        @Test
        void sparseDataStaySparse() {
            SparseMatrix cells = new SparseMatrix(3, new int[] {0, 2, 3}, new int[] {0, 2, 1}, new double[] {1, 2, 3});
            Dataset data = Dataset.of("data", Schema.numeric("a", "b", "c"), cells, new Target.None());
            Matrix aligned = Schema.numeric("c", "a", "absent").align(data, Schema.Unseen.ERROR);
            assertThat(aligned).isInstanceOf(SparseMatrix.class);
            assertThat(((SparseMatrix) aligned).dense())
                    .isEqualTo(Matrix.of(new double[] {2, 1, 0}, new double[] {0, 0, 0}));
        }

        @Test
        void fiftyThousandColumnsMayComeInAnotherOrder() {
            int p = 50_000;
            String[] names = new String[p];
            String[] reversed = new String[p];
            for (int j = 0; j < p; j++) {
                names[j] = "column " + j;
                reversed[p - 1 - j] = names[j];
            }
            double[] row = new double[p];
            row[0] = 5;
            Matrix aligned = Schema.numeric(reversed).align(data(Schema.numeric(names), row), Schema.Unseen.ERROR);
            assertThat(aligned.get(0, p - 1)).isEqualTo(5);
        }
    }
}
