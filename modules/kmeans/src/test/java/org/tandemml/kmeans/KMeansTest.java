package org.tandemml.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learners;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.testing.ClusteringContract;

class KMeansTest implements ClusteringContract<KMeansModel> {
    private static final Properties GOLDEN = golden();
    private static final Fitting HOW = Fitting.defaults();

    @Override
    public KMeans learner() {
        return new KMeans().withK(3);
    }

    @Override
    public Dataset data() {
        return blobs(60, 4, 3, 0.3, 1);
    }

    @Override
    public Dataset largeData() {
        return blobs(6_000, 20, 3, 0.5, 2);
    }

    /// Rows around k corners.
    private static Dataset blobs(int n, int p, int k, double spread, long seed) {
        Seed.Stream stream = new Seed(seed).stream();
        double[] values = new double[n * p];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                values[i * p + j] = (j % k == i % k ? 6 : 1) + spread * stream.nextGaussian();
            }
        }
        return Dataset.of("blobs", Schema.numeric(p), new DenseMatrix(n, p, values), new Target.None());
    }

    private static Properties golden() {
        Properties properties = new Properties();
        try (InputStream in = KMeansTest.class.getResourceAsStream("sklearn-kmeans.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static double[] numbers(String key) {
        return Arrays.stream(GOLDEN.getProperty(key).trim().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static DenseMatrix csv(String name) {
        try {
            List<String> lines = Files.readAllLines(Path.of("../../datasets/" + name + ".csv"));
            int p = lines.getFirst().split(",").length - 1;
            double[][] rows = new double[lines.size() - 1][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.stream(lines.get(i + 1).split(","), 0, p)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
            }
            return (DenseMatrix) Matrix.of(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DenseMatrix standardised(DenseMatrix m) {
        double[] values = m.values().clone();
        int p = m.columns();
        for (int j = 0; j < p; j++) {
            double mean = 0;
            double square = 0;
            for (int i = 0; i < m.rows(); i++) {
                mean += m.get(i, j) / m.rows();
            }
            for (int i = 0; i < m.rows(); i++) {
                square += (m.get(i, j) - mean) * (m.get(i, j) - mean) / m.rows();
            }
            for (int i = 0; i < m.rows(); i++) {
                values[i * p + j] = (m.get(i, j) - mean) / Math.sqrt(square);
            }
        }
        return new DenseMatrix(m.rows(), p, values);
    }

    private static Dataset unlabelled(DenseMatrix rows) {
        return Dataset.of("rows", Schema.numeric(rows.columns()), rows, new Target.None());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iris_k3_init_rows_0_50_100",
                "iris_k4_init_rows_0_1_2_3",
                "small_k3_init_rows_0_1_2",
                "small_k2_weighted",
                "one_dimension",
                "breast_cancer_standardised_k2_init_rows_0_568"
            })
    void lloydFromGivenCentroidsIsThatOfTheReference(String run) {
        DenseMatrix rows;
        if (run.startsWith("iris")) {
            rows = csv("iris");
        } else if (run.startsWith("breast")) {
            rows = standardised(csv("wdbc"));
        } else {
            double[] x = numbers(run + ".x");
            int p = run.startsWith("one") ? 1 : 2;
            rows = new DenseMatrix(x.length / p, p, x);
        }
        int p = rows.columns();
        double[] centers = numbers(run + ".centers");
        DenseMatrix init = GOLDEN.containsKey(run + ".init_rows")
                ? rows.select(new int[] {0, 568})
                : new DenseMatrix(centers.length / p, p, numbers(run + ".init"));
        Dataset data = unlabelled(rows);
        if (GOLDEN.containsKey(run + ".sample_weight")) {
            data = data.withWeights(numbers(run + ".sample_weight"));
        }
        KMeansModel model =
                new KMeans().withK(centers.length / p).withTolerance(0).fitFrom(init, data, HOW, step -> {});
        int[] labels =
                Arrays.stream(numbers(run + ".labels")).mapToInt(v -> (int) v).toArray();
        assertArrayEquals(labels, model.labels());
        for (int i = 0; i < centers.length; i++) {
            assertEquals(centers[i], model.centroids().values()[i], 1e-10 * (1 + Math.abs(centers[i])));
        }
        assertEquals(1, model.inertia() / numbers(run + ".inertia")[0], 1e-10);
        assertThat(model.report().converged()).isTrue();
    }

    /// The global optima, scikit-learn 1.2.1, KMeans(n_init=50) on iris: 78.851441 for k = 3.
    @ParameterizedTest
    @EnumSource(Initialization.class)
    void seededRunsFindTheOptimumOfIris(Initialization initialization) {
        KMeansModel model =
                learner().withInitialization(initialization).withRuns(10).fit(unlabelled(csv("iris")));
        assertEquals(78.85144142614601, model.inertia(), 1e-6);
        assertArrayEquals(
                new int[] {38, 50, 62}, Arrays.stream(model.sizes()).sorted().toArray());
        assertEquals(0, model.labels()[0]);
    }

    /// The plain double loop is the reference: same labels every iteration, near and far from 0.
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e6})
    void tilesAssignAsAPlainLoopDoes(double shift) {
        Seed.Stream stream = new Seed(3).stream();
        int n = 3000;
        int p = 10;
        int k = 17;
        double[] values = new double[n * p];
        // A coarse grid makes many rows equally far from two centroids.
        Arrays.setAll(values, i -> shift + stream.nextInt(4) * 0.5);
        DenseMatrix rows = new DenseMatrix(n, p, values);
        DenseMatrix init = rows.select(distinct(rows, k));
        List<KMeansStep> steps = new ArrayList<>();
        new KMeans().withK(k).withTolerance(0).fitFrom(init, unlabelled(rows), HOW, steps::add);
        assertThat(steps.size()).isGreaterThan(3);
        for (KMeansStep step : steps) {
            assertArrayEquals(plain(values, n, p, step.centroids(), k), step.labels());
        }
        for (int s = 1; s < steps.size(); s++) {
            assertThat(steps.get(s).inertia())
                    .isLessThanOrEqualTo(steps.get(s - 1).inertia() * (1 + 1e-12));
        }
    }

    private static int[] distinct(DenseMatrix rows, int k) {
        return IntStream.range(0, rows.rows())
                .filter(i -> IntStream.range(0, i).noneMatch(j -> same(rows, i, j)))
                .limit(k)
                .toArray();
    }

    private static boolean same(DenseMatrix rows, int i, int j) {
        return IntStream.range(0, rows.columns()).allMatch(c -> rows.get(i, c) == rows.get(j, c));
    }

    private static int[] plain(double[] values, int n, int p, double[] centroids, int k) {
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < k; c++) {
                double d = org.tandemml.kernels.Kernels.doubles().squaredDistance(values, i * p, centroids, c * p, p);
                if (d < least) {
                    least = d;
                    labels[i] = c;
                }
            }
        }
        return labels;
    }

    @Test
    void scaleOfTheDataDoesNotMatter() {
        Dataset data = largeData();
        int[] labels = learner().fit(data).labels();
        for (double scale : new double[] {1e-6, 1e6}) {
            double[] scaled = ((DenseMatrix) data.features()).values().clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= scale;
            }
            assertArrayEquals(
                    labels,
                    learner().fit(unlabelled(new DenseMatrix(6000, 20, scaled))).labels());
        }
    }

    @Test
    void sizesAndInertiaAddUp() {
        KMeansModel model = new KMeans().withK(20).fit(largeData());
        assertEquals(6000, Arrays.stream(model.sizes()).sum());
        assertEquals(model.inertia(), Arrays.stream(model.inertiaOfClusters()).sum(), 1e-9 * model.inertia());
        int[] again = model.assign(largeData().features(), new Parallel(2));
        assertArrayEquals(model.labels(), again);
        double[] trace = model.report().trace();
        assertThat(IntStream.range(1, trace.length).allMatch(i -> trace[i] <= trace[i - 1] * (1 + 1e-12)))
                .isTrue();
        assertEquals(model.inertia(), trace[trace.length - 1]);
    }

    @Test
    void emptyClustersTakeTheFarthestRow() {
        DenseMatrix rows = new DenseMatrix(6, 1, new double[] {0, 1, 2, 10, 11, 100});
        DenseMatrix far = new DenseMatrix(3, 1, new double[] {5, 1e4, -1e4});
        KMeansModel model = new KMeans().withK(3).withTolerance(0).fitFrom(far, unlabelled(rows), HOW, s -> {});
        assertThat(model.sizes()).doesNotContain(0);
        assertEquals(2.5, model.inertia(), 1e-12);
    }

    @Test
    void fewerDistinctPointsThanClustersIsSaid() {
        Dataset few = unlabelled(new DenseMatrix(6, 1, new double[] {1, 1, 2, 2, 2, 1}));
        for (Initialization initialization : Initialization.values()) {
            assertThatThrownBy(
                            () -> learner().withInitialization(initialization).fit(few))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("only 2 distinct points, fewer than k = 3");
        }
        assertThatThrownBy(() -> learner().withK(7).fit(few)).hasMessageContaining("only 6 rows");
        assertThatThrownBy(() -> learner().withK(0)).hasMessageContaining("k");
    }

    @Test
    void sphericalClustersByDirection() {
        Seed.Stream stream = new Seed(5).stream();
        double[] values = new double[300 * 2];
        for (int i = 0; i < 300; i++) {
            double angle = (i % 3) * 2.0 + 0.1 * stream.nextGaussian();
            double length = Math.exp(3 * stream.nextGaussian());
            values[2 * i] = length * Math.cos(angle);
            values[2 * i + 1] = length * Math.sin(angle);
        }
        KMeansModel model = learner().withSpherical(true).fit(unlabelled(new DenseMatrix(300, 2, values)));
        assertArrayEquals(IntStream.range(0, 300).map(i -> i % 3).toArray(), model.labels());
        double cosines = 0;
        double[] out = new double[3];
        for (int i = 0; i < 300; i++) {
            model.distances(new double[] {values[2 * i], values[2 * i + 1]}, out);
            cosines += out[i % 3];
        }
        assertEquals(model.inertia(), cosines, 1e-9);
        assertThatThrownBy(() -> learner()
                        .withK(1)
                        .withSpherical(true)
                        .fit(unlabelled(new DenseMatrix(2, 2, new double[] {1, 1, 0, 0}))))
                .hasMessageContaining("row 2 is zero in all columns");
    }

    @Test
    void miniBatchesComeNear() {
        Dataset data = blobs(20_000, 8, 4, 1, 9);
        double full = learner().withK(4).fit(data).inertia();
        double rough = learner()
                .withK(4)
                .withMiniBatch(true)
                .withMaxIterations(100)
                .fit(data)
                .inertia();
        assertThat(rough / full).isBetween(1 - 1e-12, 1.02);
    }

    @Test
    void sparseRowsClusterAsDenseOnes() {
        Dataset data = blobs(200, 6, 3, 0, 4);
        double[] values = ((DenseMatrix) data.features()).values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] > 3 ? values[i] + i % 5 : 0;
        }
        DenseMatrix dense = new DenseMatrix(200, 6, values);
        int[] starts = new int[201];
        int[] indices = new int[1200];
        double[] cells = new double[1200];
        int size = 0;
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 6; j++) {
                if (values[i * 6 + j] != 0) {
                    indices[size] = j;
                    cells[size++] = values[i * 6 + j];
                }
            }
            starts[i + 1] = size;
        }
        SparseMatrix sparse = new SparseMatrix(6, starts, Arrays.copyOf(indices, size), Arrays.copyOf(cells, size));
        KMeansModel ofDense = learner().fit(unlabelled(dense));
        KMeansModel ofSparse = learner().fit(data.withFeatures(data.schema(), sparse));
        assertArrayEquals(ofDense.labels(), ofSparse.labels());
        assertEquals(ofDense.inertia(), ofSparse.inertia(), 1e-9);
    }

    @Test
    void aColumnThatDrownsTheOthersIsNamed() {
        Dataset data = data();
        double[] values = ((DenseMatrix) data.features()).values().clone();
        for (int i = 0; i < 60; i++) {
            values[i * 4 + 2] *= 1000;
        }
        KMeansModel model = learner().fit(unlabelled(new DenseMatrix(60, 4, values)));
        assertThat(model.report().notes()).anyMatch(note -> note.contains("\"x3\"") && note.contains("Standardize"));
        assertThat(learner().fit(data).report().notes()).noneMatch(note -> note.contains("Standardize"));
    }

    @Test
    void isFoundByName() {
        assertEquals(new KMeans(), Learners.clustering("kmeans"));
    }
}
