package org.tandemml.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;

class NeighborIndexTest {
    private static final Parallel LOOP = new Parallel(2);

    @ParameterizedTest
    @CsvSource({
        "euclidean, euclidean",
        "manhattan, manhattan",
        "chebyshev, chebyshev",
        "minkowski_p3, minkowski:3",
        "cosine, cosine"
    })
    void findsTheNeighboursOfTheReference(String key, String metric) {
        for (Method method : Method.values()) {
            NeighborIndex index = NeighborIndex.of(Golden.matrix("x"), Metric.parse(metric), method, LOOP);
            Neighbors found = index.nearest(Golden.matrix("query"), 5, LOOP);
            assertArrayEquals(Golden.integers(key + ".indices"), found.indices());
            assertArrayEquals(Golden.numbers(key + ".distances"), found.distances(), 1e-12);
        }
    }

    @Test
    void findsAllWithinARadiusAsTheReference() {
        String[] indices = Golden.text("radius_0.45_euclidean.indices").split(";", -1);
        String[] distances = Golden.text("radius_0.45_euclidean.distances").split(";", -1);
        for (Method method : Method.values()) {
            Neighbors found = NeighborIndex.of(Golden.matrix("x"), new Metric.Euclidean(), method, LOOP)
                    .within(Golden.matrix("query"), 0.45, LOOP);
            for (int i = 0; i < indices.length; i++) {
                int[] expected = indices[i].isBlank()
                        ? new int[0]
                        : Arrays.stream(indices[i].trim().split(" "))
                                .mapToInt(Integer::parseInt)
                                .toArray();
                double[] far = distances[i].isBlank()
                        ? new double[0]
                        : Arrays.stream(distances[i].trim().split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray();
                assertArrayEquals(expected, found.indices(i));
                assertArrayEquals(far, found.distances(i), 1e-12);
            }
        }
    }

    /// Many equal distances, near and far from 0: the plain double loop with a stable sort is the reference.
    @ParameterizedTest
    @CsvSource({
        "400, 3, 5, 0",
        "400, 3, 5, 1e6",
        "1500, 2, 40, 0",
        "600, 9, 3, 0",
        "300, 20, 3, 1e6",
        "300, 40, 2, 0",
        "1200, 16, 9, 1e6"
    })
    void allMethodsAgreeTiesIncluded(int n, int p, int steps, double shift) {
        DenseMatrix rows = Golden.grid(n, p, steps, shift, 3);
        DenseMatrix queries = Golden.grid(70, p, steps, shift, 4);
        for (String name : List.of("euclidean", "manhattan", "chebyshev", "minkowski:1.5", "mahalanobis")) {
            Metric metric = Metric.parse(name);
            Neighbors all = plain(rows, queries, metric, n);
            for (Method method : Method.values()) {
                NeighborIndex index = NeighborIndex.of(rows, metric, method, LOOP);
                for (int k : new int[] {1, 7, 50, n}) {
                    Neighbors expected = first(all, k);
                    Neighbors found = index.nearest(queries, k, LOOP);
                    assertArrayEquals(expected.indices(), found.indices(), name + " " + method + " k=" + k);
                    assertArrayEquals(expected.distances(), found.distances());
                }
            }
        }
    }

    /// The first k neighbours of each query.
    private static Neighbors first(Neighbors all, int k) {
        int q = all.queries();
        int[] indices = new int[q * k];
        double[] distances = new double[q * k];
        for (int i = 0; i < q; i++) {
            System.arraycopy(all.indices(), all.starts()[i], indices, i * k, k);
            System.arraycopy(all.distances(), all.starts()[i], distances, i * k, k);
        }
        return new Neighbors(IntStream.rangeClosed(0, q).map(i -> i * k).toArray(), indices, distances);
    }

    private static Neighbors plain(DenseMatrix rows, DenseMatrix queries, Metric metric, int k) {
        Points points = new Points(rows, metric);
        int q = queries.rows();
        int[] starts = IntStream.rangeClosed(0, q).map(i -> i * k).toArray();
        int[] indices = new int[q * k];
        double[] distances = new double[q * k];
        for (int i = 0; i < q; i++) {
            double[] row = new double[rows.columns()];
            queries.copyRow(i, row, 0);
            points.embed(row, 0, i);
            double[] reduced = IntStream.range(0, rows.rows())
                    .mapToDouble(r -> points.reduced(r, row, 0))
                    .toArray();
            int[] order = IntStream.range(0, rows.rows())
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer r) -> reduced[r]))
                    .mapToInt(r -> r)
                    .toArray();
            for (int c = 0; c < k; c++) {
                indices[i * k + c] = order[c];
                distances[i * k + c] = points.distance(reduced[order[c]]);
            }
        }
        return new Neighbors(starts, indices, distances);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e6})
    void tilesGiveTheNeighboursOfTheDoubleLoop(double shift) {
        DenseMatrix rows = Golden.gaussian(3000, 50, shift, 5);
        DenseMatrix queries = Golden.gaussian(300, 50, shift, 6);
        NeighborIndex index = NeighborIndex.of(rows, new Metric.Euclidean(), Method.BRUTE, LOOP);
        assertThat(index.reason()).contains("tiles");
        assertEquals(plain(rows, queries, new Metric.Euclidean(), 10), index.nearest(queries, 10, LOOP));
    }

    @Test
    void nearDuplicatesBelowTheResolutionOfFloatAreOrderedRight() {
        double[] values = new double[500 * 20];
        for (int i = 0; i < 500; i++) {
            Arrays.fill(values, i * 20, i * 20 + 20, 1 + (499 - i) * 1e-10);
            values[i * 20] += i % 2 == 0 ? 5 : -5;
        }
        DenseMatrix rows = new DenseMatrix(500, 20, values);
        assertEquals(
                plain(rows, rows, new Metric.Euclidean(), 12),
                NeighborIndex.of(rows, new Metric.Euclidean(), Method.BRUTE, LOOP)
                        .nearest(rows, 12, LOOP));
    }

    @Test
    void oneQueryManyQueriesAndThreadsGiveTheSameBits() {
        DenseMatrix rows = Golden.gaussian(5000, 30, 0, 1);
        DenseMatrix queries = Golden.gaussian(600, 30, 0, 2);
        for (Method method : Method.values()) {
            NeighborIndex index = NeighborIndex.of(rows, new Metric.Euclidean(), method, LOOP);
            Neighbors all = index.nearest(queries, 8, new Parallel(1));
            assertEquals(all, index.nearest(queries, 8, new Parallel(7)));
            for (int i = 0; i < 600; i += 97) {
                Neighbors one = index.nearest(queries.select(new int[] {i}), 8, Parallel.SEQUENTIAL);
                assertArrayEquals(all.indices(i), one.indices());
                assertArrayEquals(all.distances(i), one.distances());
            }
        }
    }

    @Test
    void someRowsAreMeasuredAsAllAre() {
        DenseMatrix rows = Golden.grid(300, 4, 5, 0, 11);
        double[] query = {1, 2, 0, 1};
        int[] some = IntStream.range(0, 100)
                .map(i -> 298 - 3 * i)
                .filter(i -> i >= 0)
                .toArray();
        for (String metric : List.of("euclidean", "manhattan", "cosine", "mahalanobis")) {
            NeighborIndex index = NeighborIndex.of(rows, Metric.parse(metric));
            Neighbors found = index.nearestAmong(some, query, 12);
            Neighbors all = index.nearest(new DenseMatrix(1, 4, query), 300, LOOP);
            int[] kept = IntStream.range(0, 300)
                    .filter(c -> Arrays.stream(some).anyMatch(r -> r == all.indices()[c]))
                    .limit(12)
                    .toArray();
            assertArrayEquals(Arrays.stream(kept).map(c -> all.indices()[c]).toArray(), found.indices());
            assertArrayEquals(
                    Arrays.stream(kept).mapToDouble(c -> all.distances()[c]).toArray(), found.distances());
        }
        NeighborIndex index = NeighborIndex.of(rows, new Metric.Euclidean());
        assertThatThrownBy(() -> index.nearestAmong(some, query, 101)).hasMessageContaining("was 101");
    }

    @Test
    void theRowItselfIsLeftOutOnRequestNotItsTwin() {
        DenseMatrix rows = Golden.grid(300, 2, 6, 0, 9);
        for (Method method : Method.values()) {
            NeighborIndex index = NeighborIndex.of(rows, new Metric.Euclidean(), method, LOOP);
            Neighbors others = index.nearestOthers(3, LOOP);
            Neighbors all = index.nearest(rows, 40, LOOP);
            for (int i = 0; i < 300; i++) {
                int self = i;
                int[] expected = Arrays.stream(all.indices(i))
                        .filter(r -> r != self)
                        .limit(3)
                        .toArray();
                assertArrayEquals(expected, others.indices(i));
            }
            assertThat(index.othersWithin(0, LOOP).indices().length)
                    .isEqualTo(index.within(rows, 0, LOOP).indices().length - 300)
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"euclidean", "cosine"})
    void sparseRowsHaveTheNeighboursOfDenseOnes(String metric) {
        double[] values = new double[400 * 60];
        for (int i = 0; i < 400; i++) {
            for (int c = 0; c < 6; c++) {
                values[i * 60 + (i * 7 + c * c * 5) % 60] = 1 + (i * 13 + c) % 11;
            }
        }
        DenseMatrix dense = new DenseMatrix(400, 60, values);
        SparseMatrix sparse = sparse(dense);
        Neighbors expected = NeighborIndex.of(dense, Metric.parse(metric)).nearest(dense, 1, LOOP);
        NeighborIndex index = NeighborIndex.of(sparse, Metric.parse(metric));
        Neighbors found = index.nearest(sparse, 1, LOOP);
        assertArrayEquals(expected.distances(), found.distances(), 1e-7);
        Neighbors others = index.nearestOthers(5, LOOP);
        assertEquals(others, index.nearestOthers(5, new Parallel(1)));
        assertArrayEquals(
                NeighborIndex.of(dense, Metric.parse(metric))
                        .nearestOthers(5, LOOP)
                        .distances(),
                others.distances(),
                1e-12);
        assertEquals(found, index.nearest(dense, 1, LOOP));
    }

    private static SparseMatrix sparse(DenseMatrix dense) {
        int[] starts = new int[dense.rows() + 1];
        int[] indices = new int[dense.values().length];
        double[] values = new double[indices.length];
        int size = 0;
        for (int i = 0; i < dense.rows(); i++) {
            for (int j = 0; j < dense.columns(); j++) {
                if (dense.get(i, j) != 0) {
                    indices[size] = j;
                    values[size++] = dense.get(i, j);
                }
            }
            starts[i + 1] = size;
        }
        return new SparseMatrix(dense.columns(), starts, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
    }

    @Test
    void farQueriesAndHugeValuesAreMeasuredInDouble() {
        DenseMatrix rows = Golden.gaussian(2000, 20, 0, 1);
        DenseMatrix far = new DenseMatrix(2, 20, new double[40]);
        Arrays.fill(far.values(), 1e30);
        NeighborIndex index = NeighborIndex.of(rows, new Metric.Euclidean(), Method.BRUTE, LOOP);
        assertEquals(plain(rows, far, new Metric.Euclidean(), 3), index.nearest(far, 3, LOOP));
        DenseMatrix huge = Golden.gaussian(300, 20, 1e40, 1);
        NeighborIndex ofHuge = NeighborIndex.of(huge, new Metric.Euclidean(), Method.BRUTE, LOOP);
        assertThat(ofHuge.reason()).doesNotContain("tiles");
        assertEquals(plain(huge, huge, new Metric.Euclidean(), 3), ofHuge.nearest(huge, 3, LOOP));
    }

    @Test
    void countingMetricsFollowTheirFormulas() {
        DenseMatrix rows = new DenseMatrix(3, 4, new double[] {1, 0, 2, 0, 1, 1, 0, 0, 0, 0, 0, 0});
        DenseMatrix query = new DenseMatrix(1, 4, new double[] {1, 0, 3, 0});
        Neighbors hamming = NeighborIndex.of(rows, new Metric.Hamming()).nearest(query, 3, LOOP);
        assertArrayEquals(new int[] {0, 1, 2}, hamming.indices());
        assertArrayEquals(new double[] {0.25, 0.5, 0.5}, hamming.distances());
        Neighbors jaccard = NeighborIndex.of(rows, new Metric.Jaccard()).nearest(query, 3, LOOP);
        assertArrayEquals(new int[] {0, 1, 2}, jaccard.indices());
        assertArrayEquals(new double[] {0, 2.0 / 3, 1}, jaccard.distances(), 1e-15);
        double[] a = {1, 2, 4, 9};
        double[] b = {2, 1, 7, 7};
        Neighbors correlation = NeighborIndex.of(new DenseMatrix(1, 4, a), new Metric.Correlation())
                .nearest(new DenseMatrix(1, 4, b), 1, LOOP);
        // Means 4 and 4.25: covariance sum 27, squares 38 and 30.75.
        assertEquals(1 - 27 / Math.sqrt(38 * 30.75), correlation.distances()[0], 1e-14);
    }

    @Test
    void aMetricOfTheUserIsUsedAndWatched() {
        DenseMatrix rows = Golden.gaussian(200, 3, 0, 2);
        Metric own = new Metric.Custom("first column", (a, b) -> Math.abs(a[0] - b[0]));
        for (Method method : new Method[] {Method.AUTO, Method.BRUTE, Method.VP_TREE}) {
            assertEquals(
                    plain(rows, rows, own, 4),
                    NeighborIndex.of(rows, own, method, LOOP).nearest(rows, 4, LOOP));
        }
        assertThatThrownBy(() -> NeighborIndex.of(rows, new Metric.Custom("bad", (a, b) -> Double.NaN))
                        .nearest(rows, 1, LOOP))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the metric bad must be at least 0, gave NaN");
    }

    @Test
    void refusesWhatHasNoAnswer() {
        DenseMatrix rows = Golden.gaussian(20, 3, 0, 2);
        NeighborIndex index = NeighborIndex.of(rows, new Metric.Euclidean());
        assertThatThrownBy(() -> index.nearest(rows, 0, LOOP)).hasMessageContaining("between 1 and 20");
        assertThatThrownBy(() -> index.nearest(rows, 21, LOOP)).hasMessageContaining("was 21");
        assertThatThrownBy(() -> index.nearestOthers(20, LOOP)).hasMessageContaining("between 1 and 19");
        assertThatThrownBy(() -> index.within(rows, -1, LOOP)).hasMessageContaining("radius");
        assertThatThrownBy(() -> index.nearest(Golden.gaussian(2, 4, 0, 1), 1, LOOP))
                .hasMessageContaining("3 columns, the queries have 4");
        DenseMatrix hole = new DenseMatrix(2, 2, new double[] {1, 2, 3, Double.NaN});
        assertThatThrownBy(() -> NeighborIndex.of(hole, new Metric.Euclidean()))
                .hasMessageContaining("row 2, column 2");
        DenseMatrix zero = new DenseMatrix(2, 2, new double[] {1, 2, 0, 0});
        assertThatThrownBy(() -> NeighborIndex.of(zero, new Metric.Cosine()))
                .hasMessageContaining("row 2 is zero in all columns");
        assertThatThrownBy(() -> NeighborIndex.of(rows, new Metric.Hamming(), Method.KD_TREE, LOOP))
                .hasMessageContaining("choose method brute or vp-tree");
        DenseMatrix dependent = new DenseMatrix(4, 2, new double[] {1, 2, 2, 4, 3, 6, 4, 8});
        assertThatThrownBy(() -> NeighborIndex.of(dependent, new Metric.Mahalanobis()))
                .hasMessageContaining("do not depend on each other");
        assertThatThrownBy(() -> Metric.parse("euklidean")).hasMessageContaining("euclidean");
        assertThatThrownBy(() -> Metric.parse("minkowski:0.5")).hasMessageContaining("at least 1");
        for (String text : List.of("euclidean", "minkowski:3.0", "cosine", "mahalanobis", "jaccard")) {
            assertEquals(text, Metric.parse(text).toString());
        }
    }
}
