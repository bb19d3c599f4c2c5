package org.tandemml.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;

/// The accelerated passes give what plain ones give, iteration by iteration.
class AccelerationTest {
    private static final Fitting HOW = Fitting.defaults();

    private static Dataset noise(int n, int p, int corners, long seed) {
        Seed.Stream stream = new Seed(seed).stream();
        double[] centres = new double[corners * p];
        Arrays.setAll(centres, i -> 2 * stream.nextGaussian());
        double[] values = new double[n * p];
        for (int i = 0; i < n; i++) {
            int corner = stream.nextInt(corners);
            for (int j = 0; j < p; j++) {
                values[i * p + j] = centres[corner * p + j] + stream.nextGaussian();
            }
        }
        return data(n, p, values);
    }

    private static Dataset data(int n, int p, double[] values) {
        return Dataset.of("rows", Schema.numeric(p), new DenseMatrix(n, p, values), new Target.None());
    }

    private static DenseMatrix first(Dataset data, int k) {
        return ((DenseMatrix) data.features())
                .select(IntStream.range(0, k).toArray())
                .contiguous();
    }

    @ParameterizedTest
    @CsvSource({"3000, 2, 5, 1", "2000, 16, 64, 2", "2500, 70, 10, 3", "1500, 130, 24, 4", "1200, 1, 7, 5"})
    void everyIterationIsThatOfPlainPasses(int n, int p, int k, long seed) {
        Dataset data = noise(n, p, k, seed);
        for (boolean spherical : new boolean[] {false, true}) {
            if (spherical && p == 1) {
                continue;
            }
            KMeans learner = new KMeans().withK(k).withTolerance(0).withSpherical(spherical);
            List<KMeansStep> plain = new ArrayList<>();
            learner.withAcceleration(Acceleration.NONE).fitFrom(first(data, k), data, HOW, plain::add);
            assertThat(plain.size()).isGreaterThan(3);
            for (Acceleration acceleration : new Acceleration[] {Acceleration.HAMERLY, Acceleration.ELKAN}) {
                List<KMeansStep> steps = new ArrayList<>();
                learner.withAcceleration(acceleration).fitFrom(first(data, k), data, HOW, steps::add);
                assertEquals(plain.size(), steps.size());
                for (int s = 0; s < steps.size(); s++) {
                    assertArrayEquals(plain.get(s).labels(), steps.get(s).labels());
                    assertEquals(1, steps.get(s).inertia() / plain.get(s).inertia(), 1e-11);
                    assertArrayEquals(plain.get(s).centroids(), steps.get(s).centroids(), 1e-11);
                }
            }
        }
    }

    /// Rows on a coarse grid are often equally far from two centroids; the first of them must win.
    @ParameterizedTest
    @EnumSource(Acceleration.class)
    void tiesAreDecidedAlike(Acceleration acceleration) {
        Seed.Stream stream = new Seed(11).stream();
        double[] values = new double[2000 * 3];
        Arrays.setAll(values, i -> stream.nextInt(5) * 0.5);
        Dataset data = data(2000, 3, values);
        DenseMatrix start = grid();
        KMeans learner = new KMeans().withK(start.rows()).withTolerance(0);
        KMeansModel plain = learner.withAcceleration(Acceleration.NONE).fitFrom(start, data, HOW, s -> {});
        KMeansModel other = learner.withAcceleration(acceleration).fitFrom(start, data, HOW, s -> {});
        assertArrayEquals(plain.labels(), other.labels());
        assertArrayEquals(plain.centroids().values(), other.centroids().values(), 1e-12);
    }

    /// The corners of a cube.
    private static DenseMatrix grid() {
        double[] corners = new double[8 * 3];
        Arrays.setAll(corners, i -> (i / 3 >> i % 3 & 1) * 2.0);
        return new DenseMatrix(8, 3, corners);
    }

    @ParameterizedTest
    @EnumSource(Acceleration.class)
    void emptyClustersAreRefilledAlike(Acceleration acceleration) {
        Dataset data = noise(1500, 3, 6, 8);
        double[] start = new double[6 * 3];
        Arrays.setAll(start, i -> i < 9 ? i % 3 : 1e5 * i);
        DenseMatrix far = new DenseMatrix(6, 3, start);
        KMeans learner = new KMeans().withK(6).withTolerance(0);
        KMeansModel plain = learner.withAcceleration(Acceleration.NONE).fitFrom(far, data, HOW, s -> {});
        KMeansModel other = learner.withAcceleration(acceleration).fitFrom(far, data, HOW, s -> {});
        assertThat(other.sizes()).doesNotContain(0);
        assertArrayEquals(plain.labels(), other.labels());
        assertEquals(plain.inertia(), other.inertia(), 1e-10 * plain.inertia());
    }

    /// An outlier of 1e12 leaves its first cluster: the sum that was carried along would be ruined by rounding.
    @Test
    void sumsSurviveOutliers() {
        Dataset calm = noise(3000, 4, 3, 12);
        double[] values = ((DenseMatrix) calm.features()).values().clone();
        Arrays.fill(values, 4 * 17, 4 * 18, 1e12);
        Dataset data = data(3000, 4, values);
        for (Acceleration acceleration : Acceleration.values()) {
            KMeansModel model = new KMeans()
                    .withK(4)
                    .withTolerance(0)
                    .withAcceleration(acceleration)
                    .fitFrom(first(data, 4), data, HOW, s -> {});
            double[] sums = new double[16];
            int[] labels = model.labels();
            for (int i = 0; i < 3000; i++) {
                for (int j = 0; j < 4; j++) {
                    sums[labels[i] * 4 + j] += values[i * 4 + j] / model.sizes()[labels[i]];
                }
            }
            for (int j = 0; j < 16; j++) {
                assertEquals(sums[j], model.centroids().values()[j], 1e-10 * Math.max(1, Math.abs(sums[j])));
            }
        }
    }

    @Test
    void theReportSaysWhichAndWhy() {
        Dataset narrow = noise(2000, 3, 4, 1);
        assertThat(new KMeans().withK(4).fit(narrow).report().notes())
                .anyMatch(note -> note.startsWith("acceleration: ") && note.contains("of the rows were measured"));
        assertThatThrownBy(() -> new KMeans()
                        .withK(9_000)
                        .withAcceleration(Acceleration.ELKAN)
                        .fit(noise(10_000, 2, 4, 1)))
                .hasMessageContaining("choose hamerly or auto");
    }

    @Test
    void bitsDoNotDependOnThreads() {
        Dataset data = noise(20_000, 6, 12, 9);
        for (Acceleration acceleration : Acceleration.values()) {
            KMeans learner = new KMeans().withK(12).withRuns(1).withAcceleration(acceleration);
            KMeansModel one = learner.fit(data, HOW.withThreads(1));
            for (int threads : new int[] {2, 7}) {
                assertEquals(one, learner.fit(data, HOW.withThreads(threads)));
            }
        }
    }
}
