package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.regularization.Penalty;

/// Optima of scikit-learn 1.2.1, polished to a KKT residual near 1e-13; see sklearn-logistic.properties.
class LogisticReferenceTest {
    private static final Properties GOLDEN = Fixtures.reference("sklearn-logistic.properties");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l2_C0.01",
                "l2_C1",
                "l2_C100",
                "l2_balanced",
                "l2_class_weight_0_3",
                "l2_sample_weight",
                "l2_balanced_sample_weight",
                "multinomial_iris_raw_C0.1",
                "multinomial_iris_raw_C1",
                "multinomial_iris_raw_C10",
                "multinomial_iris_standardised_C1",
                "multinomial_iris_sample_weight",
                "l1_C0.01",
                "l1_C0.1",
                "l1_C1",
                "l1_sample_weight_C0.1",
                "elastic_net_0.5_C0.1",
                "elastic_net_0.5_C1",
                "elastic_net_0.2_C0.05"
            })
    void defaultsReachTheOptimumOfScikitLearn(String run) {
        check(run, new LogisticRegression());
    }

    @ParameterizedTest
    @EnumSource(value = Solver.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*DESCENT|SAGA")
    void everySolverReachesTheOptimumOfScikitLearn(Solver solver) {
        // L-BFGS has no second derivatives to judge its distance by: 1e-9 brings the coefficients within 1e-6.
        check("l2_C1", new LogisticRegression().withSolver(solver).withTolerance(1e-9));
        check("multinomial_iris_standardised_C1", new LogisticRegression().withSolver(solver));
    }

    private static void check(String run, LogisticRegression learner) {
        Dataset data = switch (GOLDEN.getProperty(run + ".data")) {
            case "wdbc" -> Fixtures.standardised(Fixtures.wdbc());
            case "iris_standardised" -> Fixtures.standardised(Fixtures.iris());
            default -> Fixtures.iris();
        };
        if (GOLDEN.getProperty(run + ".sample_weight").equals("1")) {
            data = data.withWeights(Fixtures.cyclicWeights(data.rows()));
        }
        ClassWeights classWeights = ClassWeights.parse(GOLDEN.getProperty(run + ".class_weight"));
        double[] ofClass = classWeights.of(data.classes(), data.classes().counts());
        double[] weights = data.weights();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= ofClass[data.classes().codes()[i]];
        }
        double c = Double.parseDouble(GOLDEN.getProperty(run + ".C"));
        double sum = Arrays.stream(weights).sum();
        double l1Share = Double.parseDouble(GOLDEN.getProperty(run + ".l1_ratio", "0"));
        Penalty penalty = l1Share == 0 ? Penalty.l2(1 / (c * sum)) : Penalty.elasticNet(1 / (c * sum), l1Share);
        LogisticModel model = learner.withStandardize(false)
                .withPenalty(penalty)
                .withClassWeights(classWeights)
                .fit(data);

        assertThat(model.report().converged()).as(model.report().toString()).isTrue();
        double objective = Double.parseDouble(GOLDEN.getProperty(run + ".objective")) / (c * sum);
        assertEquals(objective, model.report().objective(), 1e-9 * objective);
        assertEquals(objective, Fixtures.objective(model, data, weights, penalty), 1e-9 * objective);
        assertThat(model.coefficients())
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(Fixtures.numbers(GOLDEN, run + ".coef"));
        assertThat(model.intercepts())
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(Fixtures.numbers(GOLDEN, run + ".intercept"));
    }
}
