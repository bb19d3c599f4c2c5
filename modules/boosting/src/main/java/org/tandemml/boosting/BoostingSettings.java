package org.tandemml.boosting;

import java.util.function.Function;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Setting;

/// What all learners of boosted trees have in common, in groups; [BoostedLearner] changes each setting by its name.
///
/// @param pace how long a fit goes on, and in what steps
/// @param shape how a tree grows, and what its leaves are worth
/// @param draw which rows and columns are looked at
/// @param categories how categories are split into sets
/// @param limits what predictions may depend on, and in which direction
/// @param maxBins most bins of a numeric column, up to 65535; from 256 on slower
/// @param scheme how splits are found and trees add up, metrics, queries: see [Scheme]
public record BoostingSettings(
        Pace pace,
        Shape shape,
        Draw draw,
        Categories categories,
        Limits limits,

        @Setting(
                value = "most bins of a numeric column, up to 65535; from 256 on slower",
                aliases = {"max_bin"})
        int maxBins,

        @Setting("how splits are found, how trees add up, metrics of each round, queries")
        Scheme scheme) {
    public BoostingSettings {
        if (maxBins < 2 || maxBins > BinCuts.MOST_BINS) {
            throw new InputException("maxBins must be between 2 and " + BinCuts.MOST_BINS + ", was " + maxBins);
        }
    }

    /// 100 trees of 31 leaves, learning rate 0.1, L2 penalty 1.
    BoostingSettings() {
        this(
                new Pace(100, 0.1, "auto", 0, 20),
                new Shape(Growth.LEAF_WISE, 31, 0, 1, 0, 0, 1, 1, 0),
                new Draw(1, RowSampling.UNIFORM, 1, 1, 1),
                new Categories(4, 10, 10, 64),
                new Limits("", ""),
                255,
                new Scheme());
    }

    /// How long a fit goes on, and in what steps.
    ///
    /// @param rounds how many rounds: trees for each output
    /// @param learningRate factor on the value of each tree
    /// @param baseScore prediction to start from, or auto: estimated
    /// @param validation share of the rows held out to stop early and to keep the best round
    /// @param patience rounds without a better validation loss before the fit stops
    public record Pace(
            @Setting(
                    value = "how many rounds: trees for each output",
                    aliases = {"num_boost_round", "n_estimators", "num_iterations", "num_rounds", "num_trees"})
            int rounds,

            @Setting(
                    value = "factor on the value of each tree",
                    aliases = {"eta"})
            double learningRate,

            @Setting(
                    value = "prediction to start from, or auto: estimated",
                    aliases = {"base_score", "init_score"})
            String baseScore,

            @Setting(
                    value = "share of the rows held out to stop early and to keep the best round",
                    aliases = {"validation_fraction"})
            double validation,

            @Setting(
                    value = "rounds without a better validation loss before the fit stops",
                    aliases = {"early_stopping_rounds", "early_stopping_round", "n_iter_no_change"})
            int patience) {
        public Pace {
            Check.atLeast("rounds", rounds, 1);
            Check.positive("learningRate", learningRate);
            if (!baseScore.equals("auto")) {
                base(baseScore);
            }
            if (!(validation >= 0 && validation <= 0.9)) {
                throw new InputException("validation must be between 0 and 0.9, was " + validation);
            }
            Check.atLeast("patience", patience, 1);
        }

        Pace withRounds(int newRounds) {
            return new Pace(newRounds, learningRate, baseScore, validation, patience);
        }

        Pace withLearningRate(double newLearningRate) {
            return new Pace(rounds, newLearningRate, baseScore, validation, patience);
        }

        Pace withBaseScore(String newBaseScore) {
            return new Pace(rounds, learningRate, newBaseScore, validation, patience);
        }

        Pace withValidation(double newValidation) {
            return new Pace(rounds, learningRate, baseScore, newValidation, patience);
        }

        Pace withPatience(int newPatience) {
            return new Pace(rounds, learningRate, baseScore, validation, newPatience);
        }
    }

    /// How a tree grows, and what its leaves are worth.
    ///
    /// @param growth which leaf is split next: that of the largest gain, or level by level
    /// @param maxLeaves most leaves of a tree, 0 for no limit
    /// @param maxDepth most splits from the root to a leaf, 0 or -1 for no limit
    /// @param lambda L2 penalty on leaf values
    /// @param alpha L1 penalty on leaf values
    /// @param gamma least gain of a split, not halved
    /// @param minChildWeight least sum of Hessians of a child
    /// @param minRows fewest rows of a child
    /// @param maxDeltaStep largest value of a leaf before the learning rate, 0 for no limit
    public record Shape(
            @Setting(
                    value = "which leaf is split next: that of the largest gain, or level by level",
                    aliases = {"grow_policy"})
            Growth growth,

            @Setting(
                    value = "most leaves of a tree, 0 for no limit",
                    aliases = {"num_leaves", "max_leaf_nodes"})
            int maxLeaves,

            @Setting("most splits from the root to a leaf, 0 or -1 for no limit")
            int maxDepth,

            @Setting(
                    value = "L2 penalty on leaf values",
                    aliases = {"reg_lambda", "lambda_l2"})
            double lambda,

            @Setting(
                    value = "L1 penalty on leaf values",
                    aliases = {"reg_alpha", "lambda_l1"})
            double alpha,

            @Setting(
                    value = "least gain of a split, not halved",
                    aliases = {"min_split_loss", "min_gain_to_split", "min_split_gain"})
            double gamma,

            @Setting(
                    value = "least sum of Hessians of a child",
                    aliases = {"min_sum_hessian_in_leaf", "min_sum_hessian"})
            double minChildWeight,

            @Setting(
                    value = "fewest rows of a child",
                    aliases = {"min_data_in_leaf", "min_child_samples"})
            int minRows,

            @Setting(
                    value = "largest value of a leaf before the learning rate, 0 for no limit",
                    aliases = {"max_output"})
            double maxDeltaStep) {
        public Shape {
            Check.atLeast("maxLeaves", maxLeaves, 0);
            if (maxLeaves == 1) {
                throw new InputException("maxLeaves must be at least 2, or 0 for no limit, was 1");
            }
            Check.atLeast("maxDepth", maxDepth, -1);
            Check.notNegative("lambda", lambda);
            Check.notNegative("alpha", alpha);
            Check.notNegative("gamma", gamma);
            Check.notNegative("minChildWeight", minChildWeight);
            Check.atLeast("minRows", minRows, 0);
            Check.notNegative("maxDeltaStep", maxDeltaStep);
        }

        Shape withGrowth(Growth newGrowth) {
            return new Shape(
                    newGrowth, maxLeaves, maxDepth, lambda, alpha, gamma, minChildWeight, minRows, maxDeltaStep);
        }

        Shape withMaxLeaves(int newMaxLeaves) {
            return new Shape(
                    growth, newMaxLeaves, maxDepth, lambda, alpha, gamma, minChildWeight, minRows, maxDeltaStep);
        }

        Shape withMaxDepth(int newMaxDepth) {
            return new Shape(
                    growth, maxLeaves, newMaxDepth, lambda, alpha, gamma, minChildWeight, minRows, maxDeltaStep);
        }

        Shape withLambda(double newLambda) {
            return new Shape(
                    growth, maxLeaves, maxDepth, newLambda, alpha, gamma, minChildWeight, minRows, maxDeltaStep);
        }

        Shape withAlpha(double newAlpha) {
            return new Shape(
                    growth, maxLeaves, maxDepth, lambda, newAlpha, gamma, minChildWeight, minRows, maxDeltaStep);
        }

        Shape withGamma(double newGamma) {
            return new Shape(
                    growth, maxLeaves, maxDepth, lambda, alpha, newGamma, minChildWeight, minRows, maxDeltaStep);
        }

        Shape withMinChildWeight(double newMinChildWeight) {
            return new Shape(
                    growth, maxLeaves, maxDepth, lambda, alpha, gamma, newMinChildWeight, minRows, maxDeltaStep);
        }

        Shape withMinRows(int newMinRows) {
            return new Shape(
                    growth, maxLeaves, maxDepth, lambda, alpha, gamma, minChildWeight, newMinRows, maxDeltaStep);
        }

        Shape withMaxDeltaStep(double newMaxDeltaStep) {
            return new Shape(
                    growth, maxLeaves, maxDepth, lambda, alpha, gamma, minChildWeight, minRows, newMaxDeltaStep);
        }
    }

    /// Which rows and columns are looked at.
    ///
    /// @param subsample share of the rows that each round draws
    /// @param sampling how rows are drawn: all alike, or large gradients first
    /// @param columnsByTree share of the columns that each tree draws
    /// @param columnsByLevel share of those that each level draws
    /// @param columnsByNode share of those that each node draws
    public record Draw(
            @Setting(
                    value = "share of the rows that each round draws",
                    aliases = {"bagging_fraction"})
            double subsample,

            @Setting(
                    value = "how rows are drawn: all alike, or large gradients first",
                    aliases = {"sampling_method", "data_sample_strategy"})
            RowSampling sampling,

            @Setting(
                    value = "share of the columns that each tree draws",
                    aliases = {"colsample_bytree", "feature_fraction"})
            double columnsByTree,

            @Setting(
                    value = "share of those that each level draws",
                    aliases = {"colsample_bylevel"})
            double columnsByLevel,

            @Setting(
                    value = "share of those that each node draws",
                    aliases = {"colsample_bynode", "feature_fraction_bynode"})
            double columnsByNode) {
        public Draw {
            share("subsample", subsample);
            share("columnsByTree", columnsByTree);
            share("columnsByLevel", columnsByLevel);
            share("columnsByNode", columnsByNode);
        }

        Draw withSubsample(double newSubsample) {
            return new Draw(newSubsample, sampling, columnsByTree, columnsByLevel, columnsByNode);
        }

        Draw withSampling(RowSampling newSampling) {
            return new Draw(subsample, newSampling, columnsByTree, columnsByLevel, columnsByNode);
        }

        Draw withColumnsByTree(double newColumnsByTree) {
            return new Draw(subsample, sampling, newColumnsByTree, columnsByLevel, columnsByNode);
        }

        Draw withColumnsByLevel(double newColumnsByLevel) {
            return new Draw(subsample, sampling, columnsByTree, newColumnsByLevel, columnsByNode);
        }

        Draw withColumnsByNode(double newColumnsByNode) {
            return new Draw(subsample, sampling, columnsByTree, columnsByLevel, newColumnsByNode);
        }
    }

    /// How categories are split into sets.
    ///
    /// @param oneHotLimit most categories in a node that are tried one against the rest
    /// @param categorySmoothing added to the Hessian of a category before categories are ordered by G/H
    /// @param categoryLambda further L2 penalty where more categories are split
    /// @param maxCategories most categories on the smaller side of a split
    public record Categories(
            @Setting(
                    value = "most categories in a node that are tried one against the rest",
                    aliases = {"max_cat_to_onehot"})
            int oneHotLimit,

            @Setting(
                    value = "added to the Hessian of a category before categories are ordered by G/H",
                    aliases = {"cat_smooth"})
            double categorySmoothing,

            @Setting(
                    value = "further L2 penalty where more categories are split",
                    aliases = {"cat_l2"})
            double categoryLambda,

            @Setting(
                    value = "most categories on the smaller side of a split",
                    aliases = {"max_cat_threshold"})
            int maxCategories) {
        public Categories {
            Check.atLeast("oneHotLimit", oneHotLimit, 1);
            Check.notNegative("categorySmoothing", categorySmoothing);
            Check.notNegative("categoryLambda", categoryLambda);
            Check.atLeast("maxCategories", maxCategories, 1);
        }

        Categories withOneHotLimit(int newOneHotLimit) {
            return new Categories(newOneHotLimit, categorySmoothing, categoryLambda, maxCategories);
        }

        Categories withCategorySmoothing(double newCategorySmoothing) {
            return new Categories(oneHotLimit, newCategorySmoothing, categoryLambda, maxCategories);
        }

        Categories withCategoryLambda(double newCategoryLambda) {
            return new Categories(oneHotLimit, categorySmoothing, newCategoryLambda, maxCategories);
        }

        Categories withMaxCategories(int newMaxCategories) {
            return new Categories(oneHotLimit, categorySmoothing, categoryLambda, newMaxCategories);
        }
    }

    /// What predictions may depend on, and in which direction.
    ///
    /// @param monotone directions in which predictions may go with a column: name:1,name:-1
    /// @param interactions groups of columns that may meet in a branch: a,b;c,d
    public record Limits(
            @Setting(
                    value = "directions in which predictions may go with a column: name:1,name:-1",
                    aliases = {"monotone_constraints"})
            String monotone,

            @Setting(
                    value = "groups of columns that may meet in a branch: a,b;c,d",
                    aliases = {"interaction_constraints"})
            String interactions) {
        Limits withMonotone(String newMonotone) {
            return new Limits(newMonotone, interactions);
        }

        Limits withInteractions(String newInteractions) {
            return new Limits(monotone, newInteractions);
        }
    }

    BoostingSettings withPace(Pace newPace) {
        return new BoostingSettings(newPace, shape, draw, categories, limits, maxBins, scheme);
    }

    BoostingSettings withShape(Shape newShape) {
        return new BoostingSettings(pace, newShape, draw, categories, limits, maxBins, scheme);
    }

    BoostingSettings withDraw(Draw newDraw) {
        return new BoostingSettings(pace, shape, newDraw, categories, limits, maxBins, scheme);
    }

    BoostingSettings withCategories(Categories newCategories) {
        return new BoostingSettings(pace, shape, draw, newCategories, limits, maxBins, scheme);
    }

    BoostingSettings withLimits(Limits newLimits) {
        return new BoostingSettings(pace, shape, draw, categories, newLimits, maxBins, scheme);
    }

    BoostingSettings withMaxBins(int newMaxBins) {
        return new BoostingSettings(pace, shape, draw, categories, limits, newMaxBins, scheme);
    }

    BoostingSettings withScheme(Scheme newScheme) {
        return new BoostingSettings(pace, shape, draw, categories, limits, maxBins, newScheme);
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
        return baseMargin(pace.baseScore, toMargin);
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
        return withPace(pace.withLearningRate(1));
    }

    TreeSettings trees(Schema schema) {
        return new TreeSettings(
                shape.growth,
                shape.maxLeaves,
                Math.max(0, shape.maxDepth),
                shape.lambda,
                shape.alpha,
                shape.gamma,
                shape.minChildWeight,
                shape.minRows,
                shape.maxDeltaStep,
                pace.learningRate,
                draw.columnsByTree,
                draw.columnsByLevel,
                draw.columnsByNode,
                categories.oneHotLimit,
                categories.categorySmoothing,
                categories.categoryLambda,
                categories.maxCategories,
                Constraints.monotone(limits.monotone, schema),
                Constraints.interactions(limits.interactions, schema));
    }
}
