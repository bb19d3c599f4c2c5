package org.tandemml.benchmarks.boosting;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tandemml.benchmarks.Contest;

/// LightGBM through lightgbm4j, which reads dense rows only: its data set and the rounds are timed.
final class LightGbmFit implements Contest.Trial {
    private final BoostingContest contest;
    private final BoostingProblem problem;
    private final int threads;
    private final float[] cells;
    private final float[] labels;
    private @Nullable LGBMBooster booster;
    private @Nullable LGBMDataset data;

    LightGbmFit(BoostingContest contest, BoostingProblem problem, int threads) {
        this.contest = contest;
        this.problem = problem;
        this.threads = threads;
        cells = BoostingProblem.floats(problem.training());
        labels = BoostingProblem.labels(problem.training());
    }

    @Override
    public Object run() throws LGBMException {
        String objective = problem.classes() == 2 ? "binary" : "multiclass num_class=" + problem.classes();
        String settings = "objective=" + objective + " num_leaves=" + contest.leaves()
                + " learning_rate=0.1 max_bin=255 min_data_in_leaf=1 min_sum_hessian_in_leaf=1 lambda_l2=1 verbosity=-1"
                + " num_threads=" + threads;
        int[] categories = problem.categories();
        if (categories.length > 0) {
            settings += Arrays.stream(categories)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(",", " categorical_feature=", ""));
        }
        int rows = problem.training().rows();
        release();
        LGBMDataset data =
                LGBMDataset.createFromMat(cells, rows, problem.training().columns(), true, settings, null);
        data.setField("label", labels);
        LGBMBooster booster = LGBMBooster.create(data, settings);
        for (int round = 0; round < contest.rounds(); round++) {
            booster.updateOneIter();
        }
        this.data = data;
        this.booster = booster;
        return booster;
    }

    /// Native memory of the run before.
    private void release() throws LGBMException {
        if (booster != null && data != null) {
            booster.close();
            data.close();
        }
    }

    /// With more than two classes the prediction of lightgbm4j overruns its memory, so there is none.
    @Override
    public double quality(Object result) throws LGBMException {
        LGBMBooster booster = (LGBMBooster) result;
        double loss = Double.NaN;
        if (problem.classes() == 2) {
            float[] test = BoostingProblem.floats(problem.test());
            loss = problem.quality(booster.predictForMat(
                    test, problem.test().rows(), problem.test().columns(), true, PredictionType.C_API_PREDICT_NORMAL));
        }
        return loss;
    }
}
