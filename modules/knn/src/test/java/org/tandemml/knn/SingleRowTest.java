package org.tandemml.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;

/// One row alone: the bits of a batch, nothing allocated; and what surrounds it: votes, memory, scales.
class SingleRowTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static DenseMatrix noise(int n, int p, long seed) {
        Seed.Stream stream = new Seed(seed).stream();
        double[] values = new double[n * p];
        Arrays.setAll(values, i -> stream.nextGaussian());
        return new DenseMatrix(n, p, values);
    }

    private static Dataset labelled(DenseMatrix rows) {
        return Dataset.of(
                "noise",
                Schema.numeric(rows.columns()),
                rows,
                new Target.Classes(
                        "y",
                        List.of("a", "b", "c"),
                        IntStream.range(0, rows.rows())
                                .map(i -> (rows.get(i, 0) > 0.3 ? 1 : 0) + (rows.get(i, 1) > 0 ? 1 : 0))
                                .toArray()));
    }

    @ParameterizedTest
    @CsvSource({
        "euclidean, 5, BRUTE",
        "euclidean, 80, BRUTE",
        "euclidean, 4, KD_TREE",
        "manhattan, 4, VP_TREE",
        "cosine, 30, AUTO",
        "mahalanobis, 6, AUTO"
    })
    void oneRowHasTheBitsOfABatch(String metric, int p, Method method) {
        NearestNeighbors learner =
                new NearestNeighbors().withK(7).withMetric(Metric.parse(metric)).withMethod(method);
        for (Vote vote : new Vote[] {Vote.UNIFORM, Vote.DISTANCE, new Vote.Custom("exp", d -> Math.exp(-d))}) {
            NeighborClassifier model = learner.withVote(vote).fit(labelled(noise(1500, p, 1)));
            DenseMatrix queries = noise(40, p, 2);
            DenseMatrix batch = model.probabilities(queries, new Parallel(2));
            double[] row = new double[p];
            double[] out = new double[3];
            for (int i = 0; i < 40; i++) {
                queries.copyRow(i, row, 0);
                model.probabilities(row, out);
                assertArrayEquals(Arrays.copyOfRange(batch.values(), 3 * i, 3 * i + 3), out);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRUTE", "KD_TREE", "VP_TREE"})
    void oneRowAllocatesNothing(String method) {
        NeighborClassifier model =
                new NearestNeighbors().withMethod(Method.valueOf(method)).fit(labelled(noise(1200, 4, 1)));
        double[] row = {0.1, 0.2, 0.3, 0.4};
        double[] out = new double[3];
        for (int i = 0; i < 3000; i++) {
            row[0] = i * 1e-3;
            model.scores(row, out);
        }
        // What has not been compiled yet may allocate: the calls that allocate least tell.
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                row[0] = i * 1e-3;
                model.scores(row, out);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(1000);
    }

    @Test
    void sparseRowsArePredictedOneByOneAsInABatch() {
        int[] starts = IntStream.rangeClosed(0, 300).map(i -> 2 * i).toArray();
        int[] indices =
                IntStream.range(0, 600).map(i -> i % 2 * 20 + i / 2 % 20).toArray();
        double[] cells =
                IntStream.range(0, 600).mapToDouble(i -> 1 + i * 7 % 11).toArray();
        SparseMatrix rows = new SparseMatrix(40, starts, indices, cells);
        Dataset data = Dataset.of(
                "sparse",
                Schema.numeric(40),
                rows,
                new Target.Classes(
                        "y",
                        List.of("a", "b"),
                        IntStream.range(0, 300).map(i -> i / 3 % 2).toArray()));
        for (String metric : new String[] {"euclidean", "cosine"}) {
            NeighborClassifier model =
                    new NearestNeighbors().withMetric(Metric.parse(metric)).fit(data);
            DenseMatrix batch = model.probabilities(rows, Parallel.SEQUENTIAL);
            double[] row = new double[40];
            double[] out = new double[2];
            for (int i = 0; i < 300; i++) {
                rows.copyRow(i, row, 0);
                model.probabilities(row, out);
                assertArrayEquals(Arrays.copyOfRange(batch.values(), 2 * i, 2 * i + 2), out);
            }
        }
    }

    @Test
    void votesOfTheUserCountAndAreWatched() {
        Dataset data = labelled(noise(300, 3, 5));
        DenseMatrix queries = noise(20, 3, 6);
        NearestNeighbors learner = new NearestNeighbors().withK(9);
        assertArrayEquals(
                learner.withVote(Vote.DISTANCE).fit(data).probabilities(queries).values(),
                learner.withVote(new Vote.Custom("inverse", d -> 1 / d))
                        .fit(data)
                        .probabilities(queries)
                        .values(),
                1e-14);
        assertArrayEquals(
                learner.fit(data).probabilities(queries).values(),
                learner.withVote(new Vote.Custom("nothing", d -> 0))
                        .fit(data)
                        .probabilities(queries)
                        .values());
        assertThatThrownBy(() -> learner.withVote(new Vote.Custom("wrong", d -> -d))
                        .fit(data)
                        .probabilities(queries))
                .hasMessageContaining("the vote wrong gave -");
        assertThatThrownBy(() -> learner.withVote(new Vote.Custom("odd", d -> Double.NaN))
                        .fit(data)
                        .probabilities(queries))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Vote.parse("distanc")).hasMessageContaining("distance");
        assertEquals(Vote.DISTANCE, Vote.parse("Distance"));
    }

    /// One chunk of queries and three, over many panels of rows: all that is allocated, garbage included, less the
    /// answer
    /// and the queries' own chunks that come and go.
    @Test
    void memoryOfBruteForceIsBoundedWhateverTheQueries() {
        DenseMatrix rows = noise(5_000, 100, 3);
        NeighborIndex.of(noise(500, 100, 4), new Metric.Euclidean(), Method.BRUTE, Parallel.SEQUENTIAL)
                .nearest(noise(600, 100, 5), 10, Parallel.SEQUENTIAL);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        NeighborIndex index = NeighborIndex.of(rows, new Metric.Euclidean(), Method.BRUTE, Parallel.SEQUENTIAL);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
        for (int count : new int[] {4_000, 12_000}) {
            DenseMatrix queries = noise(count, 100, 6);
            long answer = 124L * count;
            long chunks = (count + 4095) / 4096;
            long most = answer + chunks * (48L << 20);
            // The least of some runs: vectors are objects until their code is compiled.
            long least = Long.MAX_VALUE;
            for (int run = 0; run < 16 && least >= most; run++) {
                before = THREADS.getCurrentThreadAllocatedBytes();
                index.nearest(queries, 10, Parallel.SEQUENTIAL);
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isLessThan(most);
        }
    }

    @Test
    void aColumnThatDrownsTheOthersIsNamed() {
        DenseMatrix rows = noise(200, 3, 8);
        double[] values = rows.values().clone();
        for (int i = 0; i < 200; i++) {
            values[3 * i + 1] *= 1000;
        }
        Dataset wide = labelled(new DenseMatrix(200, 3, values));
        assertThat(new NearestNeighbors().fit(wide).report().notes())
                .anyMatch(note -> note.contains("\"x2\"") && note.contains("Standardize"));
        assertThat(new NearestNeighbors().fit(labelled(rows)).report().notes())
                .noneMatch(note -> note.contains("Standardize"));
        assertThat(new NearestNeighbors()
                        .withMetric(new Metric.Mahalanobis())
                        .fit(wide)
                        .report()
                        .notes())
                .noneMatch(note -> note.contains("Standardize"));
    }
}
