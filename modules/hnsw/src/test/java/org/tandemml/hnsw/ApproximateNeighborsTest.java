package org.tandemml.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learners;
import org.tandemml.core.Parallel;
import org.tandemml.core.Settings;
import org.tandemml.knn.Metric;
import org.tandemml.knn.NearestNeighbors;
import org.tandemml.knn.NeighborClassifier;
import org.tandemml.knn.Vote;
import org.tandemml.testing.ClassifierContract;
import org.tandemml.testing.Samples;

class ApproximateNeighborsTest implements ClassifierContract<ApproximateNeighborClassifier> {
    /// Fewer candidates than the 60 rows of the contract, so that there is a graph.
    @Override
    public ApproximateNeighbors learner() {
        return new ApproximateNeighbors().withIndex(new Hnsw().withSearchBreadth(30));
    }

    @Override
    public Dataset largeData() {
        return Samples.classes(600, 8, 3, 2);
    }

    private static Dataset wide() {
        return Samples.classes(1_500, 20, 3, 2);
    }

    @Test
    void theReportTellsTheRecallOfRowsLeftOut() {
        ApproximateNeighborClassifier model = new ApproximateNeighbors().fit(wide());
        assertThat(model.report().certificate().get("recall")).isBetween(0.95, 1.0);
        assertThat(model.report().certificate().get("worst_recall")).isBetween(0.2, 1.0);
        assertThat(model.report().reason()).contains("of the exact 5 nearest, measured on 200 training rows");
        assertThat(model.report().notes()).isEmpty();
        ApproximateNeighborClassifier blind = new ApproximateNeighbors()
                .withIndex(new Hnsw(2, 2, 1, new Metric.Euclidean()))
                .fit(wide());
        assertThat(blind.report().certificate().get("recall")).isLessThan(0.9);
        assertThat(blind.report().notes()).anyMatch(note -> note.contains("raise searchBreadth"));
    }

    @Test
    void asManyCandidatesAsRowsGiveTheExactModel() {
        Dataset data = Samples.classes(300, 6, 3, 5);
        for (Metric metric : new Metric[] {new Metric.Euclidean(), new Metric.Cosine()}) {
            NeighborClassifier exact = new NearestNeighbors()
                    .withK(7)
                    .withVote(Vote.DISTANCE)
                    .withMetric(metric)
                    .fit(data);
            ApproximateNeighborClassifier all = new ApproximateNeighbors(
                            7, Vote.DISTANCE, new Hnsw().withSearchBreadth(300).withMetric(metric))
                    .fit(data);
            Dataset queries = Samples.classes(100, 6, 3, 6);
            assertArrayEquals(
                    exact.probabilities(queries.features()).values(),
                    all.probabilities(queries.features()).values());
            assertThat(all.report().reason()).contains("all 300 rows are measured");
        }
    }

    /// A query among light rows needs more of them, which must not change what another one gets.
    @Test
    void aBatchOfWeightedRowsHasTheBitsOfItsRows() {
        Dataset data = Samples.classes(900, 8, 3, 4);
        double[] weights = new double[900];
        double[] row = new double[8];
        for (int i = 0; i < weights.length; i++) {
            data.features().copyRow(i, row, 0);
            weights[i] = row[0] < 0 ? 0.05 : 1;
        }
        ApproximateNeighborClassifier model = new ApproximateNeighbors()
                .withIndex(new Hnsw(4, 10, 10, new Metric.Euclidean()))
                .fit(data.withWeights(weights));
        Dataset queries = Samples.classes(60, 8, 3, 5);
        double[] batch = model.probabilities(queries.features()).values();
        for (int i = 0; i < queries.rows(); i++) {
            assertArrayEquals(
                    Arrays.copyOfRange(batch, 3 * i, 3 * i + 3),
                    model.probabilities(queries.features().select(new int[] {i}))
                            .values());
        }
    }

    @Test
    void theGraphIsKeptInTheFile() {
        ApproximateNeighborClassifier model = new ApproximateNeighbors().fit(wide());
        ApproximateNeighborClassifier loaded = savedAndLoaded(model);
        assertEquals(model, loaded);
        Dataset queries = Samples.classes(200, 20, 3, 7);
        assertEquals(
                model.index().nearest(queries.features(), 9, Parallel.SEQUENTIAL),
                loaded.index().nearest(queries.features(), 9, new Parallel(2)));
    }

    @Test
    void aCancelledBuildStopsInTheMiddle() {
        AtomicInteger told = new AtomicInteger();
        assertThatThrownBy(() -> new ApproximateNeighbors()
                        .fit(
                                wide(),
                                Fitting.defaults()
                                        .withProgress((stage, done, total, value) -> told.set((int) done))
                                        .withCancellation(() -> told.get() > 0)))
                .isInstanceOf(CancellationException.class);
        assertThat(told.get()).isBetween(1, 1_499);
    }

    /// What follows the linking is told on the fitting thread and ends when asked to.
    @ParameterizedTest
    @ValueSource(strings = {"knn-hnsw refining 0", "knn-hnsw recall 0", "knn-hnsw recall 128"})
    void refiningAndRecallAreToldAndCanBeCancelled(String moment) {
        Thread caller = Thread.currentThread();
        List<String> told = new ArrayList<>();
        Fitting how = Fitting.defaults()
                .withProgress((stage, done, total, value) -> {
                    assertEquals(caller, Thread.currentThread());
                    told.add(stage + " " + done);
                })
                .withCancellation(() -> told.contains(moment));
        assertThatThrownBy(() -> new ApproximateNeighbors().fit(wide(), how)).isInstanceOf(CancellationException.class);
        assertEquals(moment, told.getLast());
    }

    @Test
    void isFoundAndSetByName() {
        assertEquals(new ApproximateNeighbors(), Learners.classifier("knn-hnsw"));
        assertEquals(new ApproximateNeighborsRegression(), Learners.regressor("knn-hnsw"));
        ApproximateNeighbors changed = new ApproximateNeighbors();
        for (String setting : new String[] {"k=3", "vote=distance", "search-breadth=50", "links=8", "metric=cosine"}) {
            String[] parts = setting.split("=");
            changed = Settings.with(changed, parts[0], parts[1]);
        }
        assertEquals(new ApproximateNeighbors(3, Vote.DISTANCE, new Hnsw(8, 100, 50, new Metric.Cosine())), changed);
        assertThatThrownBy(() -> new ApproximateNeighbors().withK(0)).hasMessageContaining("k must be");
        assertThatThrownBy(() -> learner().withK(61).fit(data()))
                .hasMessageContaining("k is 61, but the rows number only 60");
        assertThatThrownBy(() -> learner().fit(Samples.sparse(data()))).hasMessageContaining("make them dense");
        assertThat(Arrays.stream(Hnsw.class.getRecordComponents()).map(c -> c.getName()))
                .containsExactly("links", "buildBreadth", "searchBreadth", "metric");
    }
}
