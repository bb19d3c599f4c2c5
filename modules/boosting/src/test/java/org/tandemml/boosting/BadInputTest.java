package org.tandemml.boosting;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;

/// Input that cannot be learned from is refused with its place, its value and the cure; categories that training did
/// not show are no such input.
class BadInputTest {
    private static final Dataset DATA = TrainingTest.numbers(60, 2, 7);

    /// The row is that of the data, whatever rows count for nothing or are held out.
    @ParameterizedTest
    @CsvSource({
        "poisson, -1, finite numbers >= 0",
        "gamma, 0, finite numbers > 0",
        "tweedie:1.5, -0.5, finite numbers >= 0",
        "logistic, 1.5, '0, 1 or a probability between them'"
    })
    void labelsOutsideTheDomainAreNamed(String objective, double label, String domain) {
        double[] y = new double[60];
        Arrays.setAll(y, i -> (i % 3 + 1) / 4.0);
        y[40] = label;
        double[] weights = new double[60];
        Arrays.setAll(weights, i -> i % 7 == 3 ? 0 : 1);
        weights[40] = 1;
        y[3] = -5;
        Dataset data = Dataset.numbers(DATA.features(), y).withWeights(weights);
        GradientBoostingRegression learner = new GradientBoostingRegression().withObjective(Objective.parse(objective));
        for (double held : new double[] {0, 0.3}) {
            assertThatThrownBy(() -> learner.withValidation(held).fit(data))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("row 41: label " + label + " is outside the domain of the")
                    .hasMessageContaining(domain);
        }
    }

    /// The first of many labels outside the domain ends the fit: they are judged once, not one by one.
    @Test
    void labelsAllOutsideTheDomainAreRefusedOnce() {
        Objective gamma = Objective.gamma();
        int[] refusals = new int[1];
        Objective counted = (Objective) Proxy.newProxyInstance(
                Objective.class.getClassLoader(), new Class<?>[] {Objective.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(gamma, arguments);
                    } catch (InvocationTargetException e) {
                        refusals[0]++;
                        throw e.getCause();
                    }
                });
        double[] y = new double[60];
        Arrays.fill(y, -2);
        double[] weights = new double[60];
        Arrays.fill(weights, 7, 60, 1);
        Dataset data = Dataset.numbers(DATA.features(), y).withWeights(weights);
        assertThatThrownBy(() ->
                        new GradientBoostingRegression().withObjective(counted).fit(data))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 8: label -2.0 is outside the domain of the gamma objective");
        assertEquals(1, refusals[0]);
    }

    @Test
    void rowsOfNoWeightTeachNothing() {
        assertThatThrownBy(() -> new GradientBoostingRegression().fit(DATA.withWeights(new double[60])))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("weight");
    }

    @Test
    void anEmptyValidationSetIsRefused() {
        Dataset none = DATA.select(new int[0]);
        assertThatThrownBy(() -> new GradientBoostingRegression().fit(DATA, none, Fitting.defaults()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no rows");
    }

    @Test
    void histogramsThatDoNotFitAreRefusedBeforeTheyAreMade() {
        assertThatThrownBy(() -> new HistogramPool(Integer.MAX_VALUE, 8))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("MB: lower max-bins");
    }

    /// As the documentation says: a level that training did not show goes with the missing values.
    @Test
    void unseenCategoriesCountAsMissing() {
        Dataset data = TrainingTest.mixed(600, 9);
        int[] seen = IntStream.range(0, 600)
                .filter(i -> data.features().get(i, 2) < 9)
                .toArray();
        Dataset shown = data.select(seen);
        BoostedClassifier model = new GradientBoosting().withRounds(10).fit(shown);
        double[] row = new double[5];
        double[] missing = new double[2];
        double[] unseen = new double[2];
        for (int i : List.of(0, 1, 2, 3, 4, 5, 6, 7)) {
            data.features().copyRow(i, row, 0);
            row[2] = Double.NaN;
            model.probabilities(row, missing);
            for (int level = 9; level < 12; level++) {
                row[2] = level;
                model.probabilities(row, unseen);
                assertEquals(missing[1], unseen[1], "level " + level + " in row " + i);
            }
        }
    }
}
