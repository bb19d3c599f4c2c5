package org.tandemml.peers;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.lang.ref.Cleaner;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;

/// A model of LightGBM. Its native memory is freed when nobody holds this object any more.
///
/// Predicts through the C interface and not through `LGBMBooster.predictForMat`, whose result has room for one number a
/// row: with more than two classes LightGBM writes beyond it and the JVM dies.
final class LightgbmRun {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int FLOAT64 = 1;
    private static final int ROW_MAJOR = 1;
    private static final int PROBABILITIES = 0;
    private static final int ALL_ROUNDS = -1;

    private final SWIGTYPE_p_void handle;
    private final int width;
    private final int outputs;

    private LightgbmRun(String model, int width, int outputs) throws LGBMException {
        this.width = width;
        this.outputs = outputs;
        SWIGTYPE_p_int rounds = lightgbmlib.new_intp();
        SWIGTYPE_p_p_void pointer = lightgbmlib.voidpp_handle();
        try {
            check(lightgbmlib.LGBM_BoosterLoadModelFromString(model, rounds, pointer));
            handle = lightgbmlib.voidpp_value(pointer);
        } finally {
            lightgbmlib.delete_intp(rounds);
            lightgbmlib.delete_voidpp(pointer);
        }
        SWIGTYPE_p_void freed = handle;
        CLEANER.register(this, () -> lightgbmlib.LGBM_BoosterFree(freed));
    }

    /// @param objective the objective and what belongs to it, as LightGBM's parameters
    /// @param outputs numbers a row that come out
    static LightgbmRun fit(
            String learner,
            HistogramTrees trees,
            String objective,
            int outputs,
            float[] labels,
            Dataset data,
            Fitting how)
            throws LGBMException, IOException {
        String common = objective + " num_threads=" + how.threads() + " verbosity=-1 max_bin=" + trees.maxBins()
                + " min_data_in_leaf=0 min_data_in_bin=1 feature_pre_filter=false";
        String parameters = common + " learning_rate=" + trees.learningRate() + " num_leaves=" + trees.maxLeaves()
                + " max_depth=" + (trees.maxDepth() == 0 ? -1 : trees.maxDepth()) + " lambda_l2=" + trees.lambda()
                + " min_sum_hessian_in_leaf=" + trees.minChildWeight() + " seed=" + (how.seed() & Integer.MAX_VALUE)
                + " deterministic=true force_row_wise=true";
        LGBMBooster.loadNative();
        LGBMDataset rows =
                LGBMDataset.createFromMat(Rows.flat(learner, data), data.rows(), data.columns(), true, common, null);
        try {
            rows.setField("label", labels);
            if (data.isWeighted()) {
                rows.setField("weight", Rows.floats(data.weights()));
            }
            LGBMBooster booster = LGBMBooster.create(rows, parameters);
            try {
                for (int round = 0; round < trees.rounds(); round++) {
                    how.cancellation().check();
                    if (booster.updateOneIter()) {
                        break;
                    }
                }
                String model = booster.saveModelToString(0, ALL_ROUNDS, LGBMBooster.FeatureImportanceType.SPLIT);
                return new LightgbmRun(model, data.columns(), outputs);
            } finally {
                booster.close();
            }
        } finally {
            rows.close();
        }
    }

    /// What the model says about `n` rows: its outputs, row after row.
    double[] predict(double[] rows, int n) {
        return PeerLibrary.LIGHTGBM.call("lightgbm-boosting", () -> {
            SWIGTYPE_p_double in = lightgbmlib.new_doubleArray((long) n * width);
            SWIGTYPE_p_double out = lightgbmlib.new_doubleArray((long) n * outputs);
            SWIGTYPE_p_long_long length = lightgbmlib.new_longArray(1);
            try {
                for (int i = 0; i < n * width; i++) {
                    lightgbmlib.doubleArray_setitem(in, i, rows[i]);
                }
                synchronized (this) {
                    check(lightgbmlib.LGBM_BoosterPredictForMat(
                            handle,
                            lightgbmlib.double_to_voidp_ptr(in),
                            FLOAT64,
                            n,
                            width,
                            ROW_MAJOR,
                            PROBABILITIES,
                            0,
                            ALL_ROUNDS,
                            "num_threads=1 verbosity=-1",
                            length,
                            out));
                }
                double[] values = new double[n * outputs];
                for (int i = 0; i < values.length; i++) {
                    values[i] = lightgbmlib.doubleArray_getitem(out, i);
                }
                return values;
            } finally {
                lightgbmlib.delete_doubleArray(in);
                lightgbmlib.delete_doubleArray(out);
                lightgbmlib.delete_longArray(length);
            }
        });
    }

    private static void check(int code) throws LGBMException {
        if (code < 0) {
            throw new LGBMException(lightgbmlib.LGBM_GetLastError());
        }
    }
}
