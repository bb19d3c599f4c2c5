package org.tandemml.benchmarks.boosting;

import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.SparseMatrix;

/// XGBoost through xgboost4j: its matrix and the rounds are timed, turning the data into floats is not.
final class XgboostFit implements Contest.Trial {
    private final BoostingContest contest;
    private final BoostingProblem problem;
    private final int threads;
    private final float[] labels;
    private final float[] cells;
    private @Nullable Booster booster;

    XgboostFit(BoostingContest contest, BoostingProblem problem, int threads) {
        this.contest = contest;
        this.problem = problem;
        this.threads = threads;
        labels = BoostingProblem.labels(problem.training());
        cells = problem.training().features() instanceof SparseMatrix
                ? new float[0]
                : BoostingProblem.floats(problem.training());
    }

    private static DMatrix matrix(Dataset data, float[] cells) throws XGBoostError {
        if (data.features() instanceof SparseMatrix sparse) {
            long[] starts = new long[sparse.rows() + 1];
            for (int i = 0; i < sparse.rows(); i++) {
                starts[i + 1] = sparse.end(i);
            }
            float[] values = new float[sparse.values().length];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) sparse.values()[k];
            }
            return new DMatrix(starts, sparse.indices(), values, DMatrix.SparseType.CSR, sparse.columns());
        }
        DMatrix matrix = new DMatrix(cells, data.rows(), data.columns(), Float.NaN);
        if (data.schema().hasCategories()) {
            matrix.setFeatureTypes(data.schema().columns().stream()
                    .map(column -> column instanceof Column.Categorical ? "c" : "q")
                    .toArray(String[]::new));
        }
        return matrix;
    }

    @Override
    public Object run() throws XGBoostError {
        if (booster != null) {
            booster.dispose();
        }
        DMatrix matrix = matrix(problem.training(), cells);
        matrix.setLabel(labels);
        Map<String, Object> settings = new HashMap<>(Map.of(
                "tree_method",
                contest.method(),
                "max_depth",
                contest.depth(),
                "eta",
                0.1,
                "lambda",
                1,
                "min_child_weight",
                1,
                "nthread",
                threads));
        if (!contest.isExact()) {
            settings.putAll(Map.of("max_bin", 255, "grow_policy", "lossguide", "max_leaves", contest.leaves()));
        }
        settings.put("objective", problem.classes() == 2 ? "binary:logistic" : "multi:softprob");
        if (problem.classes() > 2) {
            settings.put("num_class", problem.classes());
        }
        Booster booster = XGBoost.train(matrix, settings, contest.rounds(), Map.of(), null, null);
        matrix.dispose();
        this.booster = booster;
        return booster;
    }

    @Override
    public double quality(Object result) throws XGBoostError {
        Booster booster = (Booster) result;
        Dataset test = problem.test();
        float[] testCells = test.features() instanceof SparseMatrix ? new float[0] : BoostingProblem.floats(test);
        DMatrix matrix = matrix(test, testCells);
        double loss = problem.quality(BoostingProblem.doubles(booster.predict(matrix)));
        matrix.dispose();
        return loss;
    }
}
