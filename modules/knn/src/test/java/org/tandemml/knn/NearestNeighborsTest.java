package org.tandemml.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Learners;
import org.tandemml.core.Schema;
import org.tandemml.core.Settings;
import org.tandemml.core.Target;
import org.tandemml.testing.ClassifierContract;

class NearestNeighborsTest implements ClassifierContract<NeighborClassifier> {
    @Override
    public NearestNeighbors learner() {
        return new NearestNeighbors();
    }

    static Dataset golden() {
        DenseMatrix x = Golden.matrix("x");
        return Dataset.of(
                "golden",
                Schema.numeric(x.columns()),
                x,
                new Target.Classes("y", List.of("0", "1", "2"), Golden.integers("y_class")));
    }

    @ParameterizedTest
    @CsvSource({"euclidean, UNIFORM", "euclidean, DISTANCE", "manhattan, UNIFORM", "manhattan, DISTANCE"})
    void probabilitiesAreThoseOfTheReference(String metric, Vote vote) {
        NeighborClassifier model =
                learner().withMetric(Metric.parse(metric)).withVote(vote).fit(golden());
        assertArrayEquals(
                Golden.numbers(metric + ".classifier_" + vote),
                model.probabilities(Golden.matrix("query")).values(),
                1e-12);
    }

    @Test
    void coincidentRowsAloneVoteByDistance() {
        NeighborClassifier model = learner().withVote(Vote.DISTANCE).fit(golden());
        DenseMatrix rows = Golden.matrix("x").select(Golden.integers("distance_weight_rows"));
        assertArrayEquals(
                Golden.numbers("distance_weight_probability"),
                model.probabilities(rows).values(),
                1e-15);
    }

    @Test
    void autoChoosesTheCountThatAPlainLoopChooses() {
        Dataset data = golden();
        int n = data.rows();
        NeighborClassifier model =
                (NeighborClassifier) Settings.with(learner(), "k", "auto").fit(data);
        double[] errors = new double[8];
        for (int k = 1; k <= 8; k++) {
            for (int i = 0; i < n; i++) {
                int self = i;
                int[] others = IntStream.range(0, n).filter(r -> r != self).toArray();
                int predicted = learner()
                        .withK(k)
                        .fit(data.select(others))
                        .predict(data.features().select(new int[] {i}))[0];
                errors[k - 1] += predicted == data.classes().codes()[i] ? 0 : 1.0 / n;
            }
        }
        int best = IntStream.rangeClosed(1, 8)
                .boxed()
                .min((a, b) -> Double.compare(errors[a - 1], errors[b - 1]))
                .orElseThrow();
        assertEquals(best, model.k());
        assertEquals(errors[best - 1], model.report().certificate().get("leave_one_out_error"), 1e-12);
        assertThat(model.report().reason()).contains("k = " + best + " of 1..8");
    }

    @Test
    void weightsMakeANeighbourCountForSeveral() {
        Dataset data = golden();
        double[] weights = new double[data.rows()];
        Arrays.setAll(weights, i -> 0.25 + i % 3);
        int[] repeated = IntStream.range(0, data.rows())
                .flatMap(i -> IntStream.generate(() -> i).limit(1 + 4 * (i % 3)))
                .toArray();
        assertArrayEquals(
                learner()
                        .withK(20)
                        .fit(data.select(repeated))
                        .probabilities(Golden.matrix("query"))
                        .values(),
                learner()
                        .fit(data.withWeights(weights))
                        .probabilities(Golden.matrix("query"))
                        .values(),
                1e-12);
    }

    @Test
    void isFoundByNameAndSetByName() {
        assertEquals(new NearestNeighbors(), Learners.classifier("knn"));
        assertEquals(
                new NearestNeighbors()
                        .withK(3)
                        .withMetric(new Metric.Manhattan())
                        .withVote(Vote.DISTANCE),
                Settings.with(
                        Settings.with(Settings.with(learner(), "k", "3"), "metric", "manhattan"), "vote", "distance"));
    }

    @Test
    void refusesMoreNeighboursThanRows() {
        assertThatThrownBy(() -> learner().withK(51).fit(golden()))
                .hasMessageContaining("k is 51, but the rows number only 50");
        assertThatThrownBy(() -> NeighborCount.parse("0")).hasMessageContaining("k must be");
        assertThatThrownBy(() -> NeighborCount.parse("many")).hasMessageContaining("or auto");
    }
}
