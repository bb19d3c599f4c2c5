package org.tandemml.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.knn.NearestNeighborsRegression;
import org.tandemml.knn.Vote;
import org.tandemml.testing.RegressorContract;
import org.tandemml.testing.Samples;

class ApproximateNeighborsRegressionTest implements RegressorContract<ApproximateNeighborRegressor> {
    @Override
    public ApproximateNeighborsRegression learner() {
        return new ApproximateNeighborsRegression().withIndex(new Hnsw().withSearchBreadth(30));
    }

    @Override
    public Dataset largeData() {
        return Samples.numbers(600, 8, 2);
    }

    @Test
    void predictsNearlyWhatTheExactLearnerPredicts() {
        Dataset data = Samples.numbers(1_000, 6, 4);
        Dataset queries = Samples.numbers(200, 6, 5);
        double[] exact = new NearestNeighborsRegression()
                .withVote(Vote.DISTANCE)
                .fit(data)
                .predict(queries.features());
        ApproximateNeighborRegressor model =
                new ApproximateNeighborsRegression().withVote(Vote.DISTANCE).fit(data);
        double[] near = model.predict(queries.features());
        int same = 0;
        for (int i = 0; i < exact.length; i++) {
            same += Math.abs(exact[i] - near[i]) <= 1e-12 * (1 + Math.abs(exact[i])) ? 1 : 0;
        }
        assertThat(same).isGreaterThan(190);
        assertThat(model.report().certificate().get("recall")).isGreaterThan(0.97);
        assertArrayEquals(near, savedAndLoaded(model).predict(queries.features()));
    }
}
