package org.tandemml.benchmarks.boosting;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.benchmarks.Contest;
import org.tandemml.boosting.BoostedClassifier;
import org.tandemml.boosting.GradientBoosting;
import org.tandemml.boosting.Growth;
import org.tandemml.boosting.Method;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;

/// Fitting boosted trees, from the matrix to the model, beside XGBoost and LightGBM with the same rounds, leaves, bins,
/// learning rate, penalties and threads; the quality is the log loss on 20,000 further rows. On adult all take its
/// categories as they are, and the quality is the area under the ROC curve on its own test rows.
///
/// @param name the contest's name
/// @param kind the data, see [BoostingProblem]
/// @param rows training rows
/// @param rounds boosting rounds
/// @param leaves leaves of a tree; 0 for all that fit into the depth, level by level
/// @param depth depth of a tree, 0 for no limit
/// @param method how splits are found: `hist` or `exact`
/// @param withLightGbm whether LightGBM takes part: lightgbm4j takes no sparse rows, and LightGBM has no exact method
/// @param target largest ratio that the project claims
public record BoostingContest(
        String name,
        String kind,
        int rows,
        int rounds,
        int leaves,
        int depth,
        String method,
        boolean withLightGbm,
        double target)
        implements Contest {
    /// The contests.
    public static List<Contest> all() {
        return List.of(
                new BoostingContest("boosting-higgs-63", "higgs", 1_000_000, 100, 63, 0, "hist", true, 0.5),
                new BoostingContest("boosting-higgs-255", "higgs", 1_000_000, 100, 255, 0, "hist", true, 0.55),
                new BoostingContest("boosting-higgs-100000", "higgs", 100_000, 100, 63, 0, "hist", true, 0.5),
                new BoostingContest("boosting-covertype", "covertype", 50_000, 100, 31, 0, "hist", true, 0.7),
                new BoostingContest("boosting-10000", "linear", 10_000, 100, 31, 0, "hist", true, 0.5),
                new BoostingContest("boosting-1000", "linear", 1_000, 100, 31, 0, "hist", true, 0.5),
                new BoostingContest("boosting-adult", BoostingProblem.ADULT, 32_561, 300, 31, 0, "hist", true, 0.7),
                new BoostingContest("boosting-sparse", "sparse", 50_000, 50, 31, 0, "hist", false, 1),
                new BoostingContest("boosting-exact", "higgs", 100_000, 20, 0, 6, "exact", false, 0.7));
    }

    @Override
    public String task() {
        return kind + (isAdult() ? ", " : "-like, ") + rows + " rows, " + rounds + " rounds, "
                + (leaves > 0 ? leaves + " leaves, " : "depth " + depth + ", ")
                + (isExact() ? "exact" : "255 bins");
    }

    private boolean isAdult() {
        return kind.equals(BoostingProblem.ADULT);
    }

    boolean isExact() {
        return method.equals("exact");
    }

    @Override
    public String qualityName() {
        return isAdult() ? "AUC" : "log loss";
    }

    @Override
    public List<Entrant> entrants() {
        List<Entrant> entrants = new ArrayList<>();
        for (int threads : new int[] {1, 2}) {
            entrants.add(new Entrant("tandem-" + threads, threads, () -> ours(threads)));
            entrants.add(new Entrant(
                    "xgboost4j-" + threads,
                    threads,
                    () -> new XgboostFit(this, BoostingProblem.of(kind, rows), threads)));
            if (withLightGbm) {
                entrants.add(new Entrant(
                        "lightgbm4j-" + threads,
                        threads,
                        () -> new LightGbmFit(this, BoostingProblem.of(kind, rows), threads)));
            }
        }
        return entrants;
    }

    private Trial ours(int threads) {
        BoostingProblem problem = BoostingProblem.of(kind, rows);
        GradientBoosting learner = new GradientBoosting()
                .withRounds(rounds)
                .withMaxLeaves(leaves)
                .withMaxDepth(depth)
                .withMethod(isExact() ? Method.EXACT : Method.HIST)
                .withGrowth(leaves > 0 ? Growth.LEAF_WISE : Growth.DEPTH_WISE);
        return new Trial() {
            @Override
            public Object run() {
                return learner.fit(problem.training(), Fitting.defaults().withThreads(threads));
            }

            @Override
            public double quality(Object result) {
                BoostedClassifier model = (BoostedClassifier) result;
                return problem.quality(model.probabilities(problem.test().features(), new Parallel(threads))
                        .values());
            }
        };
    }
}
