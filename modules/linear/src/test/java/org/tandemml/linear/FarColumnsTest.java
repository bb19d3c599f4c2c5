package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.regularization.Penalty;
import org.tandemml.testing.Samples;

/// Columns whose mean is far from 0, such as times in seconds: the model is that of the same columns moved to 0, and
/// its certificate holds.
class FarColumnsTest {
    /// `data` with `offset` added to column 0, and the same with `offset` taken away again: equal but for the place.
    private record Pair(Dataset far, Dataset near) {
        static Pair of(Dataset data, double offset) {
            return new Pair(moved(data, offset), moved(moved(data, offset), -offset));
        }

        private static Dataset moved(Dataset data, double by) {
            double[] values = Samples.dense(data.features());
            for (int i = 0; i < data.rows(); i++) {
                values[i * data.columns()] += by;
            }
            return data.withFeatures(data.schema(), new DenseMatrix(data.rows(), data.columns(), values));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1e4, 2, none",
        "1e5, 2, none",
        "1e6, 2, none",
        "1e8, 2, none",
        "1e5, 3, none",
        "1e8, 3, none",
        "1e6, 2, l2:0.01",
        "1e8, 3, l2:0.01",
        "1e6, 2, l1:0.01",
        "1e8, 3, elastic-net:0.01:0.5"
    })
    void logisticRegressionDoesNotFeelTheOffset(double offset, int classes, String penalty) {
        Pair data = Pair.of(Samples.classes(600, 4, classes, 5), offset);
        LogisticRegression learner = new LogisticRegression().withPenalty(Penalty.parse(penalty));
        LogisticModel near = learner.fit(data.near(), Fitting.defaults());
        LogisticModel far = learner.fit(data.far(), Fitting.defaults());
        assertThat(far.report().converged()).as(far.report().reason()).isTrue();
        assertThat(far.coefficients()).containsExactly(near.coefficients(), within(1e-7));
        assertThat(far.logLikelihood()).isCloseTo(near.logLikelihood(), within(1e-6));
        double[] row = new double[4];
        double[] farRow = new double[4];
        double[] expected = new double[classes];
        double[] probabilities = new double[classes];
        for (int i = 0; i < 20; i++) {
            data.near().features().copyRow(i, row, 0);
            data.far().features().copyRow(i, farRow, 0);
            near.probabilities(row, expected);
            far.probabilities(farRow, probabilities);
            assertThat(probabilities).containsExactly(expected, within(1e-6));
        }
        if (penalty.equals("none")) {
            double[] nearErrors = near.storedStandardErrors();
            double[] farErrors = far.storedStandardErrors();
            for (int k = 0; k < near.intercepts().length; k++) {
                for (int j = 0; j < 4; j++) {
                    assertThat(farErrors[k * 5 + j]).isCloseTo(nearErrors[k * 5 + j], within(1e-7));
                }
                // The intercept is that of a row of zeros, `offset` away from all that was seen.
                assertThat(farErrors[k * 5 + 4] / (offset * nearErrors[k * 5])).isCloseTo(1, within(1e-2));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e4, 1e6, 1e8})
    void linearRegressionDoesNotFeelTheOffset(double offset) {
        Pair data = Pair.of(Samples.numbers(500, 4, 6), offset);
        for (Penalty penalty : new Penalty[] {Penalty.none(), Penalty.l2(0.1), Penalty.l1(0.05)}) {
            LinearRegression learner = new LinearRegression().withPenalty(penalty);
            LinearModel near = learner.fit(data.near(), Fitting.defaults());
            LinearModel far = learner.fit(data.far(), Fitting.defaults());
            assertThat(far.report().converged()).as(far.report().reason()).isTrue();
            assertThat(far.coefficients()).containsExactly(near.coefficients(), within(1e-7));
            assertThat(far.intercept() + far.coefficients()[0] * offset)
                    .isCloseTo(near.intercept(), within(1e-15 * offset + 1e-7));
        }
    }

    /// One zero among the values far from 0 must come out as the value it is.
    @ParameterizedTest
    @ValueSource(doubles = {1e5, 1e8})
    void sparseColumnsFarFromZeroAreMovedToo(double offset) {
        Dataset plain = Pair.of(Samples.classes(600, 4, 2, 5), offset).far();
        Dataset sparse = plain.withFeatures(plain.schema(), Fixtures.sparse(plain.features()));
        for (Penalty penalty : new Penalty[] {Penalty.none(), Penalty.l2(0.01), Penalty.l1(0.01)}) {
            LogisticRegression learner = new LogisticRegression().withPenalty(penalty);
            LogisticModel expected = learner.fit(plain, Fitting.defaults());
            LogisticModel model = learner.fit(sparse, Fitting.defaults());
            assertThat(model.report().converged()).as(model.report().reason()).isTrue();
            assertThat(model.coefficients()).containsExactly(expected.coefficients(), within(1e-7));
            assertThat(model.logLikelihood()).isCloseTo(expected.logLikelihood(), within(1e-6));
        }
    }

    @Test
    void weightsOfNoUsableSumAreRefused() {
        Dataset classes = Samples.classes(20, 2, 2, 1);
        Dataset numbers = Samples.numbers(20, 2, 1);
        for (double weight : new double[] {1e308, 1e-310}) {
            double[] weights = IntStream.range(0, 20).mapToDouble(i -> weight).toArray();
            assertThatThrownBy(() -> new LogisticRegression().fit(classes.withWeights(weights), Fitting.defaults()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("weights");
            assertThatThrownBy(() -> new LinearRegression().fit(numbers.withWeights(weights), Fitting.defaults()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("weights");
        }
    }
}
