package org.tandemml.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.knn.Metric;
import org.tandemml.knn.NeighborIndex;
import org.tandemml.knn.Neighbors;

class ApproximateIndexTest {
    private static DenseMatrix noise(int n, int p, long seed, double shift) {
        Seed.Stream stream = new Seed(seed).stream();
        double[] values = new double[n * p];
        Arrays.setAll(values, i -> shift + stream.nextGaussian());
        return new DenseMatrix(n, p, values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"euclidean", "cosine"})
    void findsMostOfTheNeighboursAtTheirTrueDistances(String metric) {
        DenseMatrix rows = noise(2000, 12, 1, 0);
        DenseMatrix queries = noise(100, 12, 2, 0);
        ApproximateIndex index = new Hnsw().withMetric(Metric.parse(metric)).build(rows);
        ApproximateIndex.Recall recall = index.recall(queries, 10, new Parallel(2));
        assertThat(recall.recall()).isBetween(0.97, 1.0);
        assertEquals(100, recall.queries());
        Neighbors found = index.nearest(queries, 10, Parallel.SEQUENTIAL);
        Neighbors exact = NeighborIndex.of(rows, Metric.parse(metric)).nearest(queries, 10, Parallel.SEQUENTIAL);
        for (int i = 0; i < 100; i++) {
            int[] ids = exact.indices(i);
            for (int c = 0; c < 10; c++) {
                int at = Arrays.stream(ids).boxed().toList().indexOf(found.indices(i)[c]);
                if (at >= 0) {
                    assertEquals(exact.distances(i)[at], found.distances(i)[c]);
                }
            }
        }
        ApproximateIndex narrow = new Hnsw()
                .withLinks(4)
                .withBuildBreadth(8)
                .withSearchBreadth(1)
                .withMetric(Metric.parse(metric))
                .build(rows);
        assertThat(narrow.recall(queries, 10, Parallel.SEQUENTIAL).recall()).isLessThan(recall.recall());
    }

    @Test
    void dataFarFromTheOriginLoseNothing() {
        ApproximateIndex.Recall recall =
                new Hnsw().build(noise(1000, 8, 3, 1e6)).recall(noise(50, 8, 4, 1e6), 5, Parallel.SEQUENTIAL);
        assertThat(recall.recall()).isGreaterThan(0.97);
    }

    @Test
    void sameRowsGiveTheSameAnswersOnAnyNumberOfThreads() {
        DenseMatrix rows = noise(1000, 6, 5, 0);
        DenseMatrix queries = noise(300, 6, 6, 0);
        Neighbors one = new Hnsw().build(rows).nearest(queries, 3, new Parallel(1));
        assertEquals(one, new Hnsw().build(rows).nearest(queries, 3, new Parallel(2)));
        assertEquals(one, new Hnsw().build(rows).nearest(queries, 3, new Parallel(7)));
    }

    /// A narrow graph misses much: an answer that depended on anything but the rows would show.
    @Test
    void sameRowsGiveTheSameGraphWhateverTheirUnit() {
        DenseMatrix rows = noise(2000, 12, 8, 0);
        Hnsw narrow = new Hnsw(4, 8, 6, new Metric.Euclidean());
        ApproximateIndex index = narrow.build(rows);
        assertEquals(index, narrow.build(rows));
        double[] small = Arrays.stream(rows.values()).map(v -> v * 0x1p-60).toArray();
        DenseMatrix queries = noise(100, 12, 9, 0);
        double[] smallQueries =
                Arrays.stream(queries.values()).map(v -> v * 0x1p-60).toArray();
        assertArrayEquals(
                index.nearest(queries, 5, Parallel.SEQUENTIAL).indices(),
                narrow.build(new DenseMatrix(2000, 12, small))
                        .nearest(new DenseMatrix(100, 12, smallQueries), 5, Parallel.SEQUENTIAL)
                        .indices());
        assertThat(index.recall(queries, 5, Parallel.SEQUENTIAL).recall()).isBetween(0.1, 0.95);
    }

    @Test
    void equalRowsAreFoundToo() {
        DenseMatrix places = noise(15, 5, 10, 0);
        int[] repeated = IntStream.range(0, 3000).map(i -> i % 15).toArray();
        ApproximateIndex index = new Hnsw().withSearchBreadth(10).build(places.select(repeated));
        assertThat(index.approximate()).isTrue();
        for (int k : new int[] {1, 10, 150, 2500}) {
            Neighbors found = index.nearest(places, k, Parallel.SEQUENTIAL);
            assertEquals(15 * k, Arrays.stream(found.indices()).count());
            assertEquals(1, index.recall(places, k, Parallel.SEQUENTIAL).recall(), "k = " + k);
        }
    }

    /// Under the cosine rows of one direction are one place; their distances differ in the last digits.
    @Test
    void rowsOfOneDirectionAreFoundToo() {
        DenseMatrix places = noise(40, 5, 13, 0);
        double[] values = new double[2000 * 5];
        for (int i = 0; i < 2000; i++) {
            for (int j = 0; j < 5; j++) {
                values[5 * i + j] = places.get(i % 40, j) * Math.scalb(1, i / 40 % 9 - 4);
            }
        }
        ApproximateIndex index = new Hnsw()
                .withMetric(new Metric.Cosine())
                .withSearchBreadth(30)
                .build(new DenseMatrix(2000, 5, values));
        assertThat(index.approximate()).isTrue();
        assertThat(index.recall(noise(50, 5, 14, 0), 20, Parallel.SEQUENTIAL).recall())
                .isGreaterThan(0.97);
    }

    @Test
    void hugeAndFarValuesEndInAnAnswer() {
        double[] values = noise(400, 4, 11, 0).values();
        Arrays.setAll(values, i -> values[i] * 1e150);
        DenseMatrix rows = new DenseMatrix(400, 4, values);
        ApproximateIndex index = new Hnsw().build(rows);
        assertThat(index.recall(rows, 3, Parallel.SEQUENTIAL).recall()).isGreaterThan(0.97);
        DenseMatrix constant = new DenseMatrix(300, 2, new double[600]);
        assertEquals(
                1,
                new Hnsw()
                        .build(constant)
                        .recall(constant, 4, Parallel.SEQUENTIAL)
                        .recall());
        DenseMatrix far = new DenseMatrix(1, 4, new double[] {1e160, 0, 0, 0});
        assertEquals(1, index.recall(far, 3, Parallel.SEQUENTIAL).recall());
        ApproximateIndex near = new Hnsw().build(noise(400, 4, 12, 0));
        DenseMatrix away = new DenseMatrix(2, 4, new double[] {1e9, 0, 0, 0, 0, -1e30, 1e30, 0});
        assertEquals(1, near.recall(away, 3, Parallel.SEQUENTIAL).recall());
    }

    @Test
    void rowsThemselvesAreLeftOutOfTheRecallOfOthers() {
        DenseMatrix rows = noise(500, 3, 12, 0);
        ApproximateIndex exact = new Hnsw().withSearchBreadth(500).build(rows);
        assertEquals(
                new ApproximateIndex.Recall(1, 1, 3),
                exact.recallOfOthers(new int[] {3, 77, 499}, 499, Parallel.SEQUENTIAL));
    }

    @Test
    void refusesWhatItCannotTake() {
        DenseMatrix rows = noise(50, 3, 7, 0);
        ApproximateIndex index = new Hnsw().build(rows);
        assertThatThrownBy(() -> index.nearest(noise(1, 4, 1, 0), 1, Parallel.SEQUENTIAL))
                .hasMessageContaining("rows of 3 columns, the queries have 4");
        assertThatThrownBy(() -> index.nearest(rows, 51, Parallel.SEQUENTIAL)).hasMessageContaining("was 51");
        assertThatThrownBy(() -> new Hnsw().withMetric(new Metric.Jaccard())).hasMessageContaining("jaccard");
        assertThatThrownBy(() ->
                        new Hnsw().build(new SparseMatrix(2, new int[] {0, 1}, new int[] {0}, new double[] {1})))
                .hasMessageContaining("sparse");
        assertThatThrownBy(() -> new Hnsw()
                        .withMetric(new Metric.Cosine())
                        .build(new DenseMatrix(2, 2, new double[] {1, 0, 0, 0})))
                .hasMessageContaining("row 2 is zero");
        assertThatThrownBy(() -> new Hnsw().build(new DenseMatrix(1, 2, new double[] {1, Double.NaN})))
                .hasMessageContaining("row 1, column 2");
    }
}
