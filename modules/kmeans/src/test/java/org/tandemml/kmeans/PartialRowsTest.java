package org.tandemml.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;

/// Missing values by the partial distance.
class PartialRowsTest {
    private static final int N = 400;
    private static final int P = 6;

    private static double[] blobs(double spread) {
        Seed.Stream stream = new Seed(21).stream();
        double[] values = new double[N * P];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < P; j++) {
                values[i * P + j] = (j % 3 == i % 3 ? 5 : 0) + spread * stream.nextGaussian();
            }
        }
        return values;
    }

    private static double[] gaps(double[] values, double share) {
        Seed.Stream stream = new Seed(22).stream();
        double[] holed = values.clone();
        for (int i = 0; i < holed.length; i++) {
            holed[i] = stream.nextDouble() < share && i % P != (i / P) % P ? Double.NaN : holed[i];
        }
        return holed;
    }

    private static Dataset data(double[] values) {
        return Dataset.of("holed", Schema.numeric(P), new DenseMatrix(values.length / P, P, values), new Target.None());
    }

    @Test
    void findsClustersInSpiteOfGaps() {
        KMeansModel model = new KMeans().withK(3).withMissing(true).fit(data(gaps(blobs(0.5), 0.2)));
        assertArrayEquals(IntStream.range(0, N).map(i -> i % 3).toArray(), model.labels());
        for (int c = 0; c < 3; c++) {
            for (int j = 0; j < P; j++) {
                assertEquals(j % 3 == c ? 5 : 0, model.centroids().get(c, j), 0.2);
            }
        }
    }

    /// The inertia is the sum of partial distances to the nearest centroid, it never rises, and each centroid is where
    /// that sum is least.
    @Test
    void bothStepsLowerTheSameSum() {
        double[] holed = gaps(blobs(3), 0.3);
        KMeansModel model = new KMeans()
                .withK(4)
                .withMissing(true)
                .withTolerance(0)
                .withRuns(1)
                .fit(data(holed));
        double[] trace = model.report().trace();
        assertThat(trace.length).isGreaterThan(3);
        for (int i = 1; i < trace.length; i++) {
            assertThat(trace[i]).isLessThanOrEqualTo(trace[i - 1] * (1 + 1e-12));
        }
        double inertia = 0;
        double[] slope = new double[4 * P];
        double[] out = new double[4];
        for (int i = 0; i < N; i++) {
            double[] row = Arrays.copyOfRange(holed, i * P, (i + 1) * P);
            model.distances(row, out);
            int label = model.labels()[i];
            assertEquals(Arrays.stream(out).min().orElseThrow(), out[label]);
            inertia += out[label] * out[label];
            double present = Arrays.stream(row).filter(v -> !Double.isNaN(v)).count();
            for (int j = 0; j < P; j++) {
                slope[label * P + j] += Double.isNaN(row[j])
                        ? 0
                        : P / present * (row[j] - model.centroids().get(label, j));
            }
        }
        assertEquals(model.inertia(), inertia, 1e-9 * inertia);
        assertThat(Arrays.stream(slope).map(Math::abs).max().orElseThrow()).isLessThan(1e-9 * N);
    }

    @Test
    void withoutGapsNothingChanges() {
        Dataset whole = data(blobs(1));
        KMeansModel plain = new KMeans().withK(3).fit(whole);
        KMeansModel opted = new KMeans().withK(3).withMissing(true).fit(whole);
        assertArrayEquals(plain.labels(), opted.labels());
        assertArrayEquals(plain.centroids().values(), opted.centroids().values());
    }

    @Test
    void gapsAreRefusedUnlessAskedFor() {
        double[] holed = blobs(1);
        holed[2 * P + 1] = Double.NaN;
        assertThatThrownBy(() -> new KMeans().withK(3).fit(data(holed)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"x2\", row 3")
                .hasMessageContaining("Impute");
        assertThatThrownBy(() -> new KMeans().withMissing(true).withSpherical(true))
                .hasMessageContaining("set spherical to false");
        Arrays.fill(holed, 4 * P, 5 * P, Double.NaN);
        assertThatThrownBy(() -> new KMeans().withK(3).withMissing(true).fit(data(holed)))
                .hasMessageContaining("row 5 has no value");
        double[] infinite = blobs(1);
        infinite[7] = Double.POSITIVE_INFINITY;
        assertThatThrownBy(() -> new KMeans().withK(3).withMissing(true).fit(data(infinite)))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> ClusterCounts.of(
                        new KMeans().withMissing(true), data(gaps(blobs(1), 0.1)), 2, 3, Fitting.defaults()))
                .hasMessageContaining("Impute");
    }

    @Test
    void bitsDoNotDependOnThreads() {
        double[] many = new double[20 * N * P];
        double[] holed = gaps(blobs(2), 0.2);
        for (int i = 0; i < many.length; i++) {
            many[i] = holed[i % holed.length] + (i / holed.length) * 0.01;
        }
        KMeans learner = new KMeans().withK(5).withMissing(true).withRuns(1);
        KMeansModel one = learner.fit(data(many), Fitting.defaults().withThreads(1));
        assertEquals(one, learner.fit(data(many), Fitting.defaults().withThreads(2)));
        assertEquals(one, learner.fit(data(many), Fitting.defaults().withThreads(7)));
    }
}
