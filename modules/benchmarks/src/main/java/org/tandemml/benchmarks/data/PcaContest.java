package org.tandemml.benchmarks.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;
import org.tandemml.data.Datasets;
import org.tandemml.data.Pca;
import org.tandemml.data.PrincipalComponents;
import smile.feature.extraction.PCA;

/// PCA of 60,000 × 784 to 50 components, fit and projection of all rows, beside Smile: the training images of MNIST
/// where `TANDEM_DATA` has them, else numbers of a falling spectrum.
///
/// Quality: how much less variance the projection keeps than the best one can, as a share of it.
public record PcaContest() implements Contest {
    private static final int ROWS = 60_000;
    private static final int COLUMNS = 784;
    private static final int COMPONENTS = 50;

    /// The one contest.
    public static List<Contest> all() {
        return List.of(new PcaContest());
    }

    @Override
    public String name() {
        return "pca";
    }

    @Override
    public String task() {
        return "PCA, dense 60,000 x 784 to 50 components: fit and projection";
    }

    @Override
    public String qualityName() {
        return "variance lost";
    }

    @Override
    public double target() {
        return 0.5;
    }

    @Override
    public List<Entrant> entrants() {
        return List.of(
                new Entrant("tandem", 1, () -> ours(1)),
                new Entrant("tandem, 2 threads", 2, () -> ours(2)),
                new Entrant("smile", 2, PcaContest::smile));
    }

    private static Trial ours(int threads) {
        Dataset data = data();
        Fitting how = Fitting.defaults().withThreads(threads);
        return trial(data, () -> {
            PrincipalComponents step = new Pca(COMPONENTS).fit(data, how);
            return step.transform(data.features());
        });
    }

    private static Trial smile() {
        Dataset data = data();
        double[][] rows = new double[ROWS][COLUMNS];
        for (int i = 0; i < ROWS; i++) {
            data.features().copyRow(i, rows[i], 0);
        }
        return trial(
                data, () -> Matrix.of(PCA.fit(rows).getProjection(COMPONENTS).apply(rows)));
    }

    private interface Projection {
        Matrix project();
    }

    private static Trial trial(Dataset data, Projection projection) {
        PrincipalComponents best = new Pca(COMPONENTS).fit(data);
        double most = 0;
        for (double variance : best.variances()) {
            most += variance;
        }
        double reachable = most;
        return new Trial() {
            @Override
            public Object run() {
                return projection.project();
            }

            @Override
            public double quality(Object result) {
                return (reachable - variance((Matrix) result)) / reachable;
            }
        };
    }

    private static double variance(Matrix rows) {
        double variance = 0;
        for (int j = 0; j < rows.columns(); j++) {
            double mean = 0;
            for (int i = 0; i < rows.rows(); i++) {
                mean += rows.get(i, j) / rows.rows();
            }
            for (int i = 0; i < rows.rows(); i++) {
                double d = rows.get(i, j) - mean;
                variance += d * d / (rows.rows() - 1);
            }
        }
        return variance;
    }

    private static Dataset data() {
        String home = System.getenv("TANDEM_DATA");
        Path images = Path.of(home == null ? "" : home, "mnist", "train-images-idx3-ubyte.gz");
        if (Files.isRegularFile(images)) {
            return Datasets.read(images);
        }
        double[] values = new double[ROWS * COLUMNS];
        Seed.Stream random = new Seed(42).stream();
        for (int k = 0; k < values.length; k++) {
            values[k] = random.nextGaussian() / Math.sqrt(1 + k % COLUMNS);
        }
        return Dataset.of("pca", Schema.numeric(COLUMNS), new DenseMatrix(ROWS, COLUMNS, values), new Target.None());
    }
}
