package org.tandemml.peers;

import java.lang.ref.Cleaner;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;

/// A model of XGBoost. Its native memory is freed when nobody holds this object any more.
final class XgboostRun {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Booster booster;
    private final int width;

    private XgboostRun(Booster booster, int width) {
        this.booster = booster;
        this.width = width;
        CLEANER.register(this, booster::dispose);
    }

    static XgboostRun fit(
            String learner,
            HistogramTrees trees,
            Map<String, Object> objective,
            float[] labels,
            Dataset data,
            Fitting how)
            throws XGBoostError {
        Map<String, Object> parameters = new HashMap<>(objective);
        parameters.put("tree_method", "hist");
        parameters.put("grow_policy", "lossguide");
        parameters.put("eta", trees.learningRate());
        parameters.put("max_leaves", trees.maxLeaves());
        parameters.put("max_depth", trees.maxDepth());
        parameters.put("max_bin", trees.maxBins());
        parameters.put("lambda", trees.lambda());
        parameters.put("min_child_weight", trees.minChildWeight());
        parameters.put("nthread", how.threads());
        parameters.put("seed", how.seed() & Integer.MAX_VALUE);
        parameters.put("verbosity", 0);
        DMatrix matrix = new DMatrix(Rows.floats(Rows.flat(learner, data)), data.rows(), data.columns(), Float.NaN);
        try {
            matrix.setLabel(labels);
            if (data.isWeighted()) {
                matrix.setWeight(Rows.floats(data.weights()));
            }
            Booster booster = XGBoost.train(matrix, parameters, 1, Map.of(), null, null);
            XgboostRun run = new XgboostRun(booster, data.columns());
            for (int round = 1; round < trees.rounds(); round++) {
                how.cancellation().check();
                booster.update(matrix, round);
            }
            return run;
        } finally {
            matrix.dispose();
        }
    }

    /// What the model says about `n` rows; for several classes a probability each, for two that of the second.
    float[][] predict(double[] rows, int n) {
        return PeerLibrary.XGBOOST.call("xgboost-boosting", () -> {
            synchronized (this) {
                return booster.inplace_predict(Rows.floats(rows), n, width, Float.NaN);
            }
        });
    }
}
