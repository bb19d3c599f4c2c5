package org.tandemml.benchmarks.boosting;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.tandemml.benchmarks.Contest;
import org.tandemml.boosting.BoostedClassifier;
import org.tandemml.boosting.GradientBoosting;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.ModelExporter;
import org.tandemml.core.Parallel;
import org.tandemml.data.Generators;

/// Probabilities from 500 trees of 63 leaves, beside XGBoost, which reads our trees, and LightGBM, which has grown as
/// many of its own on the same rows (it cannot read ours).
///
/// A batch is timed from the array of values to the probabilities. Rows one by one are timed each: the median of the
/// contest is the time of all of them, the quality their 99th percentile.
///
/// @param name the contest's name
/// @param rows rows to predict
/// @param singly whether they come one by one
/// @param target largest ratio that the project claims
public record PredictionContest(String name, int rows, boolean singly, double target) implements Contest {
    private static final int TRAINING_ROWS = 50_000;
    private static final int TREES = 500;
    private static final int LEAVES = 63;

    /// The contests.
    public static List<Contest> all() {
        return List.of(
                new PredictionContest("boosting-predict", 1_000_000, false, 0.5),
                new PredictionContest("boosting-predict-row", 2_000, true, 0.2));
    }

    @Override
    public String task() {
        return rows + " Higgs-like rows" + (singly ? " one by one" : "") + ", " + TREES + " trees of " + LEAVES
                + " leaves";
    }

    @Override
    public String qualityName() {
        return singly ? "99th percentile of one row in microseconds" : "mean probability";
    }

    @Override
    public List<Entrant> entrants() {
        List<Entrant> entrants = new ArrayList<>();
        for (int threads : singly ? new int[] {1} : new int[] {1, 2}) {
            entrants.add(new Entrant("tandem-" + threads, threads, () -> ours(threads)));
            entrants.add(new Entrant("xgboost4j-" + threads, threads, () -> xgboost(threads)));
            entrants.add(new Entrant("lightgbm4j-" + threads, threads, () -> lightGbm(threads)));
        }
        return entrants;
    }

    private static Dataset training() {
        return Generators.higgsLike(TRAINING_ROWS, 42);
    }

    private Dataset test() {
        return Generators.higgsLike(rows, 43);
    }

    private static BoostedClassifier model() {
        return new GradientBoosting().withRounds(TREES).withMaxLeaves(LEAVES).fit(training(), Fitting.defaults());
    }

    /// The probability of the second class of a row.
    private interface Single {
        double of(int row) throws Exception;
    }

    /// The probabilities of the second class of all rows.
    private interface Batch {
        double[] of() throws Exception;
    }

    private Trial batch(Batch batch) {
        return new Trial() {
            @Override
            public Object run() throws Exception {
                return batch.of();
            }

            @Override
            public double quality(Object result) {
                return Arrays.stream((double[]) result).average().orElse(Double.NaN);
            }
        };
    }

    private Trial single(Single single) {
        return new Trial() {
            @Override
            public Object run() throws Exception {
                double[] micros = new double[rows];
                double sum = 0;
                for (int i = 0; i < rows; i++) {
                    long start = System.nanoTime();
                    sum += single.of(i);
                    micros[i] = (System.nanoTime() - start) / 1e3;
                }
                if (!(sum > 0)) {
                    throw new IllegalStateException("no probabilities");
                }
                return micros;
            }

            @Override
            public double quality(Object result) {
                double[] sorted = ((double[]) result).clone();
                Arrays.sort(sorted);
                return sorted[sorted.length * 99 / 100];
            }
        };
    }

    private Trial ours(int threads) {
        BoostedClassifier model = model();
        DenseMatrix matrix = (DenseMatrix) test().features();
        if (!singly) {
            Parallel loop = new Parallel(threads);
            return batch(() -> {
                double[] both = model.probabilities(matrix, loop).values();
                double[] second = new double[rows];
                for (int i = 0; i < rows; i++) {
                    second[i] = both[2 * i + 1];
                }
                return second;
            });
        }
        double[][] all = new double[rows][matrix.columns()];
        for (int i = 0; i < rows; i++) {
            matrix.copyRow(i, all[i], 0);
        }
        double[] out = new double[2];
        return single(i -> {
            model.probabilities(all[i], out);
            return out[1];
        });
    }

    private Trial xgboost(int threads) throws Exception {
        Booster booster = XGBoost.loadModel(exported());
        booster.setParam("nthread", threads);
        Dataset test = test();
        float[] cells = BoostingProblem.floats(test);
        int columns = test.columns();
        if (!singly) {
            return batch(() -> BoostingProblem.doubles(booster.inplace_predict(cells, rows, columns, Float.NaN)));
        }
        float[][] all = new float[rows][];
        for (int i = 0; i < rows; i++) {
            all[i] = Arrays.copyOfRange(cells, i * columns, (i + 1) * columns);
        }
        return single(i -> booster.inplace_predict(all[i], 1, columns, Float.NaN)[0][0]);
    }

    /// Our trees as XGBoost's JSON.
    private static byte[] exported() {
        return ServiceLoader.load(ModelExporter.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(exporter -> exporter.format().equals("xgboost"))
                .findFirst()
                .orElseThrow()
                .write(model());
    }

    private Trial lightGbm(int threads) throws Exception {
        String settings = "objective=binary num_leaves=" + LEAVES
                + " learning_rate=0.1 max_bin=255 min_data_in_leaf=1 min_sum_hessian_in_leaf=1 lambda_l2=1 verbosity=-1"
                + " num_threads=";
        Dataset training = training();
        LGBMDataset data = LGBMDataset.createFromMat(
                BoostingProblem.floats(training), training.rows(), training.columns(), true, settings + 2, null);
        data.setField("label", BoostingProblem.labels(training));
        LGBMBooster grower = LGBMBooster.create(data, settings + 2);
        for (int round = 0; round < TREES; round++) {
            grower.updateOneIter();
        }
        LGBMBooster booster =
                LGBMBooster.loadModelFromString(grower.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.GAIN));
        Dataset test = test();
        float[] cells = BoostingProblem.floats(test);
        int columns = test.columns();
        if (!singly) {
            return batch(() -> booster.predictForMat(
                    cells, rows, columns, true, PredictionType.C_API_PREDICT_NORMAL, "num_threads=" + threads));
        }
        double[][] all = new double[rows][columns];
        for (int k = 0; k < cells.length; k++) {
            all[k / columns][k % columns] = cells[k];
        }
        return single(i -> booster.predictForMatSingleRow(all[i], PredictionType.C_API_PREDICT_NORMAL));
    }
}
