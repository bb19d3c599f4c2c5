package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learners;
import org.tandemml.core.Matrix;
import org.tandemml.testing.ClassifierContract;

class PerceptronTest implements ClassifierContract<PerceptronModel> {
    private static final Matrix INPUTS =
            Matrix.of(new double[] {0, 0}, new double[] {0, 1}, new double[] {1, 0}, new double[] {1, 1});

    @Override
    public Perceptron learner() {
        return new Perceptron().withEpochs(20);
    }

    /// A perceptron is defined by the sequence of rows it visits, and a row repeated three times is visited at three
    /// moments; a weight multiplies the correction that the row makes at one. What holds instead: only ratios matter.
    @Override
    @Test
    public void weightsEqualRepetition() {
        double[] weights =
                IntStream.range(0, data().rows()).mapToDouble(i -> 1 + i % 3).toArray();
        double[] doubled = Arrays.stream(weights).map(w -> 2 * w).toArray();
        assertThat(learner().fit(data().withWeights(doubled)).coefficients())
                .containsExactly(learner().fit(data().withWeights(weights)).coefficients());
        assertThat(learner().fit(data().withWeights(weights)).coefficients())
                .isNotEqualTo(learner().fit(data()).coefficients());
    }

    @ParameterizedTest
    @CsvSource({"AND,no no no yes", "OR,no yes yes yes", "NAND,yes yes yes no"})
    void learnsTheGatesThatAPlaneSeparates(String gate, String answers) {
        String[] expected = answers.split(" ");
        for (boolean averaged : new boolean[] {false, true}) {
            for (boolean standardize : new boolean[] {false, true}) {
                PerceptronModel model = new Perceptron()
                        .withAveraged(averaged)
                        .withStandardize(standardize)
                        .fit(Dataset.classes(INPUTS, expected));
                assertThat(model.report().converged()).as(gate + model.report()).isTrue();
                assertEquals(0, model.report().certificate().get("mistakes"));
                if (!averaged) {
                    assertThat(predictions(model, INPUTS)).containsExactly(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1000})
    void xorIsNotLearnableByOnePerceptronAndTheReportSaysSo(int epochs) {
        PerceptronModel model =
                new Perceptron().withEpochs(epochs).fit(Dataset.classes(INPUTS, "no", "yes", "yes", "no"));
        assertThat(model.report().converged()).isFalse();
        assertThat(model.report().reason())
                .startsWith("epoch " + epochs + " of " + epochs + " still made ")
                .contains("no plane separates the classes");
        assertThat(predictions(model, INPUTS)).isNotEqualTo(List.of("no", "yes", "yes", "no"));
    }

    /// XOR(a, b) = AND(OR(a, b), NAND(a, b)): two perceptrons see the inputs, a third sees their answers.
    @Test
    void xorIsLearnableByTwoLayersOfPerceptrons() {
        Perceptron rule = new Perceptron().withAveraged(false);
        PerceptronModel or = rule.fit(Dataset.classes(INPUTS, "no", "yes", "yes", "yes"));
        PerceptronModel nand = rule.fit(Dataset.classes(INPUTS, "yes", "yes", "yes", "no"));
        double[] hidden = new double[8];
        for (int i = 0; i < 4; i++) {
            hidden[2 * i] = predictions(or, INPUTS).get(i).equals("yes") ? 1 : 0;
            hidden[2 * i + 1] = predictions(nand, INPUTS).get(i).equals("yes") ? 1 : 0;
        }
        PerceptronModel and = rule.fit(Dataset.classes(INPUTS, "no", "no", "no", "yes"));
        assertThat(predictions(and, new DenseMatrix(4, 2, hidden))).containsExactly("no", "yes", "yes", "no");

        // The same layer learned from XOR itself: what the first layer says of the rows is separable.
        PerceptronModel learned = rule.fit(Dataset.classes(new DenseMatrix(4, 2, hidden), "no", "yes", "yes", "no"));
        assertThat(learned.report().converged()).isTrue();
        assertThat(predictions(learned, new DenseMatrix(4, 2, hidden))).containsExactly("no", "yes", "yes", "no");
    }

    @Test
    void firstEpochIsRosenblattsRuleByHand() {
        // One column, rows 1 (yes) and −1 (no), not standardised: whichever comes first has score 0, a mistake, and
        // moves v to 1 and b to ±1; the other then has score −v + b, or v + b with b = −1: both 0, a mistake again, so
        // v = 2 and b = 0.
        Dataset data = Dataset.classes(Matrix.of(new double[] {-1}, new double[] {1}), "no", "yes");
        PerceptronModel model = new Perceptron()
                .withStandardize(false)
                .withAveraged(false)
                .withLearningRate(0.5)
                .fit(data);
        assertThat(model.coefficients()).containsExactly(1);
        assertThat(model.intercepts()).containsExactly(0);
        assertEquals(2, model.report().iterations());
        assertThat(model.report().trace()).containsExactly(1, 0);
        // The mean over 4 visits: after the 1st v = 1, after the others 2; b = ±1, 0, 0, 0; times 0.5.
        PerceptronModel mean =
                new Perceptron().withStandardize(false).withLearningRate(0.5).fit(data);
        assertThat(mean.coefficients()).containsExactly(0.875);
    }

    @Test
    void learningRateScalesTheModelAndChangesNoPrediction() {
        Dataset data = Fixtures.random(200, 4, 3, 21);
        PerceptronModel one = learner().fit(data);
        PerceptronModel quarter = learner().withLearningRate(0.25).fit(data);
        for (int j = 0; j < one.coefficients().length; j++) {
            assertEquals(one.coefficients()[j], 4 * quarter.coefficients()[j], 1e-12);
        }
        assertThat(quarter.predict(data.features())).containsExactly(one.predict(data.features()));
    }

    @Test
    void averagingBeatsTheLastRuleOnClassesThatOverlap() {
        Dataset train =
                Fixtures.random(600, 10, 2, 22).select(IntStream.range(0, 300).toArray());
        Dataset test =
                Fixtures.random(600, 10, 2, 22).select(IntStream.range(300, 600).toArray());
        double last = 0;
        double mean = 0;
        for (int seed = 0; seed < 10; seed++) {
            Fitting how = Fitting.defaults().withSeed(seed);
            last += correct(learner().withAveraged(false).fit(train, how), test);
            mean += correct(learner().fit(train, how), test);
        }
        assertThat(mean).isGreaterThan(last);
    }

    @Test
    void columnsOfAnyScaleAndOffsetGiveTheSamePredictions() {
        Dataset plain = Fixtures.random(200, 4, 2, 23);
        double[] values = ((DenseMatrix) plain.features()).values().clone();
        for (int i = 1; i < values.length; i += 4) {
            values[i] = values[i] * 1e6 + 1e9;
        }
        Dataset moved = plain.withFeatures(plain.schema(), new DenseMatrix(200, 4, values));
        assertThat(learner().fit(moved).predict(moved.features()))
                .containsExactly(learner().fit(plain).predict(plain.features()));
    }

    @Test
    void hasScoresButNoProbabilities() {
        PerceptronModel model = learner().fit(Fixtures.wdbc());
        assertThat(model.hasProbabilities()).isFalse();
        assertThatThrownBy(() -> model.probabilities(Fixtures.wdbc().features()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("no probabilities");
        assertThat(correct(model, Fixtures.wdbc())).isGreaterThan(551);
        assertEquals(new Perceptron(), Learners.classifier("perceptron"));
        assertThatThrownBy(() -> learner().withLearningRate(0)).hasMessage("learningRate must be > 0, was 0.0");
    }

    private static List<String> predictions(PerceptronModel model, Matrix rows) {
        return Arrays.stream(model.predict(rows)).mapToObj(model.classes()::get).toList();
    }

    private static int correct(PerceptronModel model, Dataset data) {
        int[] predicted = model.predict(data.features());
        return (int) IntStream.range(0, predicted.length)
                .filter(i -> predicted[i] == data.classes().codes()[i])
                .count();
    }
}
