package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final Schema SCHEMA = new Schema(List.of(
            new Column.Numeric("age"),
            new Column.Categorical("city", List.of("Bonn", "Rom", "Wien")),
            new Column.Numeric("income")));
    private final Dataset data = Dataset.of(
            "people",
            SCHEMA,
            Matrix.of(new double[] {30, 2, 1.5}, new double[] {Double.NaN, 0, 2}, new double[] {50, 2, -3}),
            new Target.None());

    @Nested
    class Targets {
        @Test
        void aColumnOfCategoriesBecomesClasses() {
            Dataset byCity = data.target("city");
            assertThat(byCity.schema().names()).containsExactly("age", "income");
            assertThat(byCity.classes())
                    .isEqualTo(new Target.Classes("city", List.of("Bonn", "Rom", "Wien"), new int[] {2, 0, 2}));
            assertThat(byCity.classes().counts()).containsExactly(1, 0, 2);
            assertThat(byCity.features().get(2, 1)).isEqualTo(-3);
            assertThat(byCity.target("city")).isSameAs(byCity);
        }

        @Test
        void aColumnOfNumbersBecomesANumericTarget() {
            assertThat(data.target("income").numbers()).containsExactly(1.5, 2, -3);
            assertThat(data.target("income").columns()).isEqualTo(2);
        }

        @Test
        void unknownAndIncompleteColumnsAreRefused() {
            assertThatThrownBy(() -> data.target("incme"))
                    .hasMessage("unknown target column \"incme\": did you mean \"income\"? (known: age, city, income)");
            assertThatThrownBy(() -> data.target("age"))
                    .hasMessageStartingWith("the target \"age\" is missing in 1 of 3 rows (first: row 2)")
                    .hasMessageContaining("withoutMissing");
            assertThat(data.withoutMissing("age").target("age").numbers()).containsExactly(30, 50);
        }

        @Test
        void theOtherKindIsRefusedWithTheCure() {
            assertThatThrownBy(() -> data.classes())
                    .hasMessageContaining("no target")
                    .hasMessageContaining("target(");
            assertThatThrownBy(() -> data.target("income").classes())
                    .hasMessageContaining("\"income\" is numeric")
                    .hasMessageContaining("targetAsClasses");
            assertThatThrownBy(() -> data.target("city").numbers())
                    .hasMessageContaining("\"city\" holds classes [Bonn, Rom, Wien]")
                    .hasMessageContaining("classifier");
        }

        @Test
        void wholeNumbersBecomeClassesInNumericOrder() {
            Dataset numbers = Dataset.numbers(new DenseMatrix(5, 0, new double[0]), 10, -1, 2, -0.0, 0.0);
            Target.Classes classes = numbers.targetAsClasses().classes();
            assertThat(classes.names()).containsExactly("-1", "0", "2", "10");
            assertThat(classes.codes()).containsExactly(3, 0, 2, 1, 1);
            assertThat(data.target("city").targetAsClasses().classes().names()).hasSize(3);
        }

        @Test
        void fractionsAndTooManyNumbersAreNoClasses() {
            assertThatThrownBy(() -> data.target("income").targetAsClasses())
                    .hasMessageContaining("holds the number 1.5, which is no class");
            Dataset many = Dataset.numbers(
                    new DenseMatrix(201, 0, new double[0]),
                    IntStream.range(0, 201).asDoubleStream().toArray());
            assertThatThrownBy(many::targetAsClasses).hasMessageContaining("201 distinct numbers");
            assertThat(many.select(IntStream.range(0, 200).toArray())
                            .targetAsClasses()
                            .classes()
                            .names())
                    .hasSize(200);
        }

        @Test
        void targetsAreJudged() {
            assertThatThrownBy(() -> new Target.Classes("c", List.of("a"), new int[] {0, 1}))
                    .hasMessage("target \"c\", row 2: class code 1 is outside 0..0");
            assertThatThrownBy(() -> new Target.Classes("c", List.of("a", "a"), new int[0]))
                    .hasMessageContaining("names a class twice");
            assertThatThrownBy(() -> new Target.Numbers("y", new double[] {1, Double.NaN}))
                    .hasMessage("target \"y\", row 2 must be a finite number, was NaN");
            assertThatThrownBy(() -> data.withTarget(new Target.Numbers("y", new double[2])))
                    .hasMessage("target must have length 3, had 2");
        }

        @Test
        void classNamesAreListedInOrder() {
            Dataset dataset = Dataset.classes(new DenseMatrix(3, 0, new double[0]), "b", "a", "b");
            assertThat(dataset.classes().names()).containsExactly("a", "b");
            assertThat(dataset.classes().codes()).containsExactly(1, 0, 1);
        }
    }

    @Nested
    class Weights {
        @Test
        void areOneUnlessGiven() {
            assertThat(data.isWeighted()).isFalse();
            assertThat(data.weights()).containsExactly(1, 1, 1);
            Dataset weighted = data.withWeights(1, 0, 2.5);
            assertThat(weighted.weight(2)).isEqualTo(2.5);
            weighted.weights()[2] = 7;
            assertThat(weighted.weight(2)).isEqualTo(2.5);
        }

        @Test
        void areNotSharedWithTheCaller() {
            double[] given = {1, 2, 3};
            Dataset weighted = data.withWeights(given);
            given[0] = 9;
            assertThat(weighted.weight(0)).isEqualTo(1);
        }

        @Test
        void staySelectedWithTheirRows() {
            Dataset weighted = data.withWeights(1, 2, 3).select(2, 0, 2);
            assertThat(weighted.weights()).containsExactly(3, 1, 3);
            assertThat(weighted.target("city").weights()).containsExactly(3, 1, 3);
            assertThat(weighted.without("age").weights()).containsExactly(3, 1, 3);
        }

        @Test
        void areJudged() {
            assertThatThrownBy(() -> data.withWeights(1, 2)).hasMessage("weights must have length 3, had 2");
            assertThatThrownBy(() -> data.withWeights(1, -1, 0)).hasMessage("weight of row 2 must be >= 0, was -1.0");
            assertThatThrownBy(() -> data.withWeights(1, Double.NaN, 0)).hasMessageContaining("weight of row 2");
            assertThatThrownBy(() -> data.withWeights(0, 0, 0)).hasMessageContaining("sum of weights must be > 0");
        }
    }

    @Nested
    class Views {
        @Test
        void rowsAreSelectedWithoutCopying() {
            Dataset view = data.target("city").select(2, 0, 2);
            assertThat(view.rows()).isEqualTo(3);
            assertThat(view.classes().codes()).containsExactly(2, 2, 2);
            assertThat(view.classes().names()).hasSize(3);
            assertThat(data.select(1).features())
                    .isInstanceOfSatisfying(
                            DenseMatrix.class,
                            chosen -> assertThat(chosen.values()).isSameAs(((DenseMatrix) data.features()).values()));
            assertThatThrownBy(() -> data.select(3)).isInstanceOf(IndexOutOfBoundsException.class);
        }

        @Test
        void columnsAreDroppedByName() {
            assertThat(data.without("city").schema().names()).containsExactly("age", "income");
            assertThatThrownBy(() -> data.without("town")).isInstanceOf(InputException.class);
        }

        @Test
        void missingValuesAreSeenInViews() {
            assertThat(data.hasMissing()).isTrue();
            assertThat(data.select(0, 2).hasMissing()).isFalse();
            SparseMatrix sparse = new SparseMatrix(1, new int[] {0, 0, 1}, new int[] {0}, new double[] {Double.NaN});
            Dataset other = Dataset.of("s", Schema.numeric(1), sparse, new Target.None());
            assertThat(other.hasMissing()).isTrue();
            assertThat(other.select(0).hasMissing()).isFalse();
        }

        @Test
        void codesOfCategoriesAreJudged() {
            for (double code : new double[] {3, -1, 0.5, Double.POSITIVE_INFINITY}) {
                assertThatThrownBy(
                                () -> Dataset.of("d", SCHEMA, Matrix.of(new double[] {1, code, 1}), new Target.None()))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("column \"city\", row 1");
            }
            assertThatThrownBy(() -> Dataset.of("d", SCHEMA, Matrix.of(new double[] {1, 2}), new Target.None()))
                    .hasMessage("the schema names 3 columns, the matrix has 2");
        }
    }

    @Nested
    class Fingerprints {
        private final Dataset byCity = data.target("city");

        @Test
        void areSixteenHexadecimalDigitsAndStay() {
            // Written by Tandem 0.1.0; models keep fingerprints, so they may not change.
            assertThat(byCity.fingerprint()).matches("[0-9a-f]{16}").isEqualTo("7b69ea7304128b32");
        }

        @Test
        void doNotDependOnStorageOrName() {
            Dataset view = data.select(2, 1, 0).select(2, 1, 0).target("city").named("other");
            assertThat(view.fingerprint()).isEqualTo(byCity.fingerprint());
        }

        @Test
        void callEveryNaNAndEveryZeroTheSame() {
            double nan = Double.longBitsToDouble(0x7FF8000000000123L);
            Dataset one = Dataset.numbers(Matrix.of(new double[] {nan, -0.0}), 1);
            Dataset two = Dataset.numbers(Matrix.of(new double[] {Double.NaN, 0.0}), 1);
            assertThat(one.fingerprint()).isEqualTo(two.fingerprint());
        }

        @Test
        void changeWithEveryPart() {
            double[] cells = ((DenseMatrix) byCity.features()).values().clone();
            cells[5] = Math.nextUp(cells[5]);
            Target.Classes classes = byCity.classes();
            assertThat(List.of(
                                    byCity,
                                    byCity.withFeatures(byCity.schema(), new DenseMatrix(3, 2, cells)),
                                    byCity.withFeatures(Schema.numeric("age", "Income"), byCity.features()),
                                    byCity.withTarget(new Target.Classes("city", classes.names(), new int[] {2, 0, 1})),
                                    byCity.withTarget(new Target.Classes("town", classes.names(), classes.codes())),
                                    byCity.withTarget(new Target.None()),
                                    byCity.withWeights(1, 2, 3),
                                    byCity.withWeights(1, 3, 2),
                                    byCity.select(1, 0, 2),
                                    byCity.select(0, 1))
                            .stream()
                            .map(Dataset::fingerprint))
                    .doesNotHaveDuplicates();
        }
    }
}
