package org.tandemml.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;

/// Faults known of other libraries, which must not be ours.
class PitfallsTest {
    private static Dataset noise(int n, int p, long seed) {
        Seed.Stream stream = new Seed(seed).stream();
        double[] values = new double[n * p];
        Arrays.setAll(values, i -> stream.nextGaussian() + (i / p % 5) * (i % p % 2 == 0 ? 4 : -3));
        return Dataset.of("noise", Schema.numeric(p), new DenseMatrix(n, p, values), new Target.None());
    }

    /// Parallel Lloyd elsewhere lost rows to a data race: sizes of 200,000 rows summed to 196,738.
    @Test
    void sizesSumToTheRowsOnAnyNumberOfThreads() {
        Dataset data = noise(100_000, 3, 1);
        KMeans learner = new KMeans().withK(16).withRuns(1).withMaxIterations(10);
        KMeansModel one = learner.fit(data, Fitting.defaults().withThreads(1));
        for (int threads : new int[] {2, 7}) {
            KMeansModel model = learner.fit(data, Fitting.defaults().withThreads(threads));
            assertEquals(100_000, Arrays.stream(model.sizes()).sum());
            assertEquals(one, model);
        }
    }

    /// Fewer distinct points than clusters gave centroids of NaN elsewhere.
    @ParameterizedTest
    @EnumSource(Initialization.class)
    void tooFewDistinctPointsAreRefusedNeverNaN(Initialization initialization) {
        double[] values = new double[1000 * 2];
        Arrays.setAll(values, i -> i / 2 % 3);
        Dataset data = Dataset.of("few", Schema.numeric(2), new DenseMatrix(1000, 2, values), new Target.None());
        KMeans learner = new KMeans().withInitialization(initialization);
        assertThatThrownBy(() -> learner.withK(4).fit(data))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("3 distinct points");
        assertEquals(0, learner.withK(3).fit(data).inertia(), 1e-20);
    }

    /// Empty clusters became the origin elsewhere, and first centroids were drawn from the bounding box.
    @Test
    void centroidsStayAmongTheRows() {
        int n = 600;
        double[] values = new double[n * 2];
        for (int i = 0; i < n; i++) {
            // A thin ring: its middle, the origin, is empty.
            values[2 * i] = 10 * Math.cos(i);
            values[2 * i + 1] = 10 * Math.sin(i);
        }
        Dataset data = Dataset.of("ring", Schema.numeric(2), new DenseMatrix(n, 2, values), new Target.None());
        for (long seed = 0; seed < 20; seed++) {
            for (Initialization initialization : Initialization.values()) {
                KMeansModel model = new KMeans()
                        .withK(12)
                        .withRuns(1)
                        .withInitialization(initialization)
                        .fit(data, Fitting.defaults().withSeed(seed));
                for (int c = 0; c < 12; c++) {
                    double radius = Math.hypot(
                            model.centroids().get(c, 0), model.centroids().get(c, 1));
                    assertThat(radius).isBetween(5.0, 10.0);
                    assertThat(model.sizes()[c]).isPositive();
                }
            }
        }
    }

    /// Means under the cosine elsewhere: here the objective falls in every iteration, and centroids have length 1.
    @Test
    void sphericalObjectiveFallsInEveryIteration() {
        List<Double> trace = new ArrayList<>();
        Dataset data = noise(5000, 8, 4);
        KMeans learner = new KMeans().withK(9).withSpherical(true).withTolerance(0);
        DenseMatrix start = ((DenseMatrix) data.features())
                .select(IntStream.range(0, 9).toArray())
                .contiguous();
        KMeansModel model = learner.fitFrom(start, data, Fitting.defaults(), step -> trace.add(step.inertia()));
        assertThat(trace.size()).isGreaterThan(3);
        for (int i = 1; i < trace.size(); i++) {
            assertThat(trace.get(i)).isLessThanOrEqualTo(trace.get(i - 1) * (1 + 1e-12));
        }
        for (int c = 0; c < 9; c++) {
            double squares = 0;
            for (int j = 0; j < 8; j++) {
                squares += model.centroids().get(c, j) * model.centroids().get(c, j);
            }
            assertEquals(1, squares, 1e-12);
        }
    }

    /// Threads of k-means and of its matrix library fought elsewhere.
    @Test
    void tenFitsAtOnceGiveWhatOneGives() throws Exception {
        Dataset data = noise(4000, 20, 5);
        KMeans learner = new KMeans().withK(8).withRuns(1);
        KMeansModel alone = learner.fit(data);
        try (ExecutorService pool = Executors.newFixedThreadPool(10)) {
            List<Future<KMeansModel>> fits = IntStream.range(0, 10)
                    .mapToObj(i -> pool.submit(
                            () -> learner.fit(data, Fitting.defaults().withThreads(1 + i % 3))))
                    .toList();
            for (Future<KMeansModel> fit : fits) {
                assertEquals(alone, fit.get());
            }
        }
    }

    /// 16 bytes a row and 64 MB beyond the data: here by all that the threads allocate, garbage included, of 1,500,000
    /// rows.
    @Test
    void memoryBeyondTheDataIsBounded() {
        int n = 1_500_000;
        Dataset data = noise(n, 2, 6);
        KMeans learner = new KMeans().withK(8).withRuns(1).withMaxIterations(5);
        learner.fit(noise(5000, 2, 6));
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        learner.fit(data, Fitting.defaults().withThreads(1));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // The seeding's 8 bytes a row are free again before the passes take 12; labels are copied for observers only.
        assertThat(allocated).isLessThan(24L * n + (64L << 20));
    }

    /// Wide sparse rows, 3,000 x 200,000: dense ones would take 4.8 GB.
    @Test
    void sparseRowsAreNotMadeDense() {
        int n = 3000;
        int p = 200_000;
        Seed.Stream stream = new Seed(7).stream();
        int[] starts = new int[n + 1];
        int[] indices = new int[n * 12];
        double[] values = new double[n * 12];
        for (int i = 0; i < n; i++) {
            int topic = i % 3 * 50_000;
            int[] columns = IntStream.generate(() -> topic + stream.nextInt(40))
                    .distinct()
                    .limit(11)
                    .sorted()
                    .toArray();
            for (int j = 0; j < 11; j++) {
                indices[starts[i] + j] = columns[j];
                values[starts[i] + j] = 1 + stream.nextDouble();
            }
            indices[starts[i] + 11] = 160_000 + stream.nextInt(40_000);
            values[starts[i] + 11] = 0.1;
            starts[i + 1] = starts[i] + 12;
        }
        Dataset data =
                Dataset.of("words", Schema.numeric(p), new SparseMatrix(p, starts, indices, values), new Target.None());
        for (boolean spherical : new boolean[] {false, true}) {
            KMeansModel model =
                    new KMeans().withK(3).withSpherical(spherical).withRuns(1).fit(data);
            assertArrayEquals(IntStream.range(0, n).map(i -> i % 3).toArray(), model.labels());
        }
    }
}
