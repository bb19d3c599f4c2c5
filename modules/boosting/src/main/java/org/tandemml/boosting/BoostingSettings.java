package org.tandemml.boosting;

import java.util.function.Function;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;

/// What all learners of boosted trees have in common, checked once; see [GradientBoosting] for the meanings.
record BoostingSettings(
        int rounds,
        double learningRate,
        Growth growth,
        int maxLeaves,
        int maxDepth,
        int maxBins,
        double lambda,
        double alpha,
        double gamma,
        double minChildWeight,
        int minRows,
        double maxDeltaStep,
        double subsample,
        RowSampling sampling,
        double columnsByTree,
        double columnsByLevel,
        double columnsByNode,
        int oneHotLimit,
        double categorySmoothing,
        double categoryLambda,
        int maxCategories,
        String monotone,
        String interactions,
        String baseScore,
        double validation,
        int patience,
        Scheme scheme) {
    BoostingSettings {
        Check.atLeast("rounds", rounds, 1);
        Check.positive("learningRate", learningRate);
        Check.atLeast("maxLeaves", maxLeaves, 0);
        if (maxLeaves == 1) {
            throw new InputException("maxLeaves must be at least 2, or 0 for no limit, was 1");
        }
        Check.atLeast("maxDepth", maxDepth, -1);
        if (maxBins < 2 || maxBins > BinCuts.MOST_BINS) {
            throw new InputException("maxBins must be between 2 and " + BinCuts.MOST_BINS + ", was " + maxBins);
        }
        Check.notNegative("lambda", lambda);
        Check.notNegative("alpha", alpha);
        Check.notNegative("gamma", gamma);
        Check.notNegative("minChildWeight", minChildWeight);
        Check.atLeast("minRows", minRows, 0);
        Check.notNegative("maxDeltaStep", maxDeltaStep);
        share("subsample", subsample);
        share("columnsByTree", columnsByTree);
        share("columnsByLevel", columnsByLevel);
        share("columnsByNode", columnsByNode);
        Check.atLeast("oneHotLimit", oneHotLimit, 1);
        Check.notNegative("categorySmoothing", categorySmoothing);
        Check.notNegative("categoryLambda", categoryLambda);
        Check.atLeast("maxCategories", maxCategories, 1);
        if (!baseScore.equals("auto")) {
            base(baseScore);
        }
        if (!(validation >= 0 && validation <= 0.9)) {
            throw new InputException("validation must be between 0 and 0.9, was " + validation);
        }
        Check.atLeast("patience", patience, 1);
    }

    private static void share(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new InputException(name + " must be above 0 and at most 1, was " + value);
        }
    }

    static double base(String text) {
        try {
            return Check.finite("baseScore", Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            throw new InputException("baseScore must be auto or a number, was \"" + text + "\"", e);
        }
    }

    /// The margin to start from that belongs to a given base score, a prediction, or NaN if it is to be estimated.
    double baseMargin(Function<Double, Double> toMargin) {
        return baseMargin(baseScore, toMargin);
    }

    static double baseMargin(String baseScore, Function<Double, Double> toMargin) {
        if (baseScore.equals("auto")) {
            return Double.NaN;
        }
        double margin = toMargin.apply(base(baseScore));
        if (!Double.isFinite(margin)) {
            throw new InputException("baseScore " + baseScore + " is no prediction that the objective can make");
        }
        return margin;
    }

    /// The same without shrinkage, for forests.
    BoostingSettings unshrunk() {
        return new BoostingSettings(
                rounds,
                1,
                growth,
                maxLeaves,
                maxDepth,
                maxBins,
                lambda,
                alpha,
                gamma,
                minChildWeight,
                minRows,
                maxDeltaStep,
                subsample,
                sampling,
                columnsByTree,
                columnsByLevel,
                columnsByNode,
                oneHotLimit,
                categorySmoothing,
                categoryLambda,
                maxCategories,
                monotone,
                interactions,
                baseScore,
                validation,
                patience,
                scheme);
    }

    TreeSettings trees(Schema schema) {
        return new TreeSettings(
                growth,
                maxLeaves,
                Math.max(0, maxDepth),
                lambda,
                alpha,
                gamma,
                minChildWeight,
                minRows,
                maxDeltaStep,
                learningRate,
                columnsByTree,
                columnsByLevel,
                columnsByNode,
                oneHotLimit,
                categorySmoothing,
                categoryLambda,
                maxCategories,
                Constraints.monotone(monotone, schema),
                Constraints.interactions(interactions, schema));
    }
}
