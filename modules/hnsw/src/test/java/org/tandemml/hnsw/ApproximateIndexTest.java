package org.tandemml.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
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
        DenseMatrix rows = noise(4000, 12, 1, 0);
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
                new Hnsw().build(noise(2000, 8, 3, 1e6)).recall(noise(50, 8, 4, 1e6), 5, Parallel.SEQUENTIAL);
        assertThat(recall.recall()).isGreaterThan(0.97);
    }

    @Test
    void sameRowsGiveTheSameAnswersOnAnyNumberOfThreads() {
        DenseMatrix rows = noise(3000, 6, 5, 0);
        DenseMatrix queries = noise(300, 6, 6, 0);
        Neighbors one = new Hnsw().build(rows).nearest(queries, 3, new Parallel(1));
        assertEquals(one, new Hnsw().build(rows).nearest(queries, 3, new Parallel(2)));
        assertEquals(one, new Hnsw().build(rows).nearest(queries, 3, new Parallel(7)));
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
