package org.tandemml.boosting;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Numbers by gradient-boosted trees: [GradientBoosting] with a loss for numbers.
///
/// @param objective the loss: auto (squared), squared, absolute, huber:d, quantile:q, poisson, gamma, tweedie:p,
/// logistic
/// @param rounds how many rounds: trees for each output
/// @param learningRate factor on the value of each tree
/// @param growth which leaf is split next: that of the largest gain, or level by level
/// @param maxLeaves most leaves of a tree, 0 for no limit
/// @param maxDepth most splits from the root to a leaf, 0 or -1 for no limit
/// @param maxBins most bins of a numeric column, up to 65535; from 256 on slower
/// @param lambda L2 penalty on leaf values
/// @param alpha L1 penalty on leaf values
/// @param gamma least gain of a split, not halved
/// @param minChildWeight least sum of Hessians of a child
/// @param minRows fewest rows of a child
/// @param maxDeltaStep largest value of a leaf before the learning rate, 0 for no limit
/// @param subsample share of the rows that each round draws
/// @param sampling how rows are drawn: all alike, or large gradients first
/// @param columnsByTree share of the columns that each tree draws
/// @param columnsByLevel share of those that each level draws
/// @param columnsByNode share of those that each node draws
/// @param oneHotLimit most categories in a node that are tried one against the rest
/// @param categorySmoothing added to the Hessian of a category before categories are ordered by G/H
/// @param categoryLambda further L2 penalty where more categories are split
/// @param maxCategories most categories on the smaller side of a split
/// @param monotone directions in which predictions may go with a column: name:1,name:-1
/// @param interactions groups of columns that may meet in a branch: a,b;c,d
/// @param baseScore prediction to start from, or auto: estimated
/// @param validation share of the rows held out to stop early and to keep the best round
/// @param patience rounds without a better validation loss before the fit stops
/// @param scheme how splits are found and trees add up, metrics, queries: see [Scheme]
public record GradientBoostingRegression(
        @Setting(
                value =
                        "the loss: auto (squared), squared, absolute, huber:d, quantile:q, poisson, gamma, tweedie:p, logistic",
                aliases = {"loss"})
        LossChoice objective,

        @Setting(
                value = "how many rounds: trees for each output",
                aliases = {"num_boost_round", "n_estimators", "num_iterations", "num_rounds", "num_trees"})
        int rounds,

        @Setting(
                value = "factor on the value of each tree",
                aliases = {"eta"})
        double learningRate,

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
                value = "most bins of a numeric column, up to 65535; from 256 on slower",
                aliases = {"max_bin"})
        int maxBins,

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
        double maxDeltaStep,

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
        double columnsByNode,

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
        int maxCategories,

        @Setting(
                value = "directions in which predictions may go with a column: name:1,name:-1",
                aliases = {"monotone_constraints"})
        String monotone,

        @Setting(
                value = "groups of columns that may meet in a branch: a,b;c,d",
                aliases = {"interaction_constraints"})
        String interactions,

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
        int patience,

        @Setting("how splits are found, how trees add up, metrics of each round, queries")
        Scheme scheme)
        implements Learner.OfNumbers<BoostedRegressor> {
    public GradientBoostingRegression {
        common(
                rounds,
                learningRate,
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

    /// 100 trees of 31 leaves, learning rate 0.1, L2 penalty 1.
    public GradientBoostingRegression() {
        this(
                LossChoice.auto(),
                100,
                0.1,
                Growth.LEAF_WISE,
                31,
                0,
                255,
                1,
                0,
                0,
                1,
                1,
                0,
                1,
                RowSampling.UNIFORM,
                1,
                1,
                1,
                4,
                10,
                10,
                64,
                "",
                "",
                "auto",
                0,
                20,
                new Scheme());
    }

    public GradientBoostingRegression withObjective(Objective newObjective) {
        return new GradientBoostingRegression(
                new LossChoice(newObjective),
                rounds,
                learningRate,
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

    public GradientBoostingRegression withRounds(int newRounds) {
        return new GradientBoostingRegression(
                objective,
                newRounds,
                learningRate,
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

    public GradientBoostingRegression withLearningRate(double newLearningRate) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                newLearningRate,
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

    public GradientBoostingRegression withGrowth(Growth newGrowth) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
                newGrowth,
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

    public GradientBoostingRegression withMaxLeaves(int newMaxLeaves) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
                growth,
                newMaxLeaves,
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

    public GradientBoostingRegression withMaxDepth(int newMaxDepth) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
                growth,
                maxLeaves,
                newMaxDepth,
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

    public GradientBoostingRegression withMaxBins(int newMaxBins) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
                growth,
                maxLeaves,
                maxDepth,
                newMaxBins,
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

    public GradientBoostingRegression withLambda(double newLambda) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
                growth,
                maxLeaves,
                maxDepth,
                maxBins,
                newLambda,
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

    public GradientBoostingRegression withAlpha(double newAlpha) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
                growth,
                maxLeaves,
                maxDepth,
                maxBins,
                lambda,
                newAlpha,
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

    public GradientBoostingRegression withGamma(double newGamma) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
                growth,
                maxLeaves,
                maxDepth,
                maxBins,
                lambda,
                alpha,
                newGamma,
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

    public GradientBoostingRegression withMinChildWeight(double newMinChildWeight) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
                growth,
                maxLeaves,
                maxDepth,
                maxBins,
                lambda,
                alpha,
                gamma,
                newMinChildWeight,
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

    public GradientBoostingRegression withMinRows(int newMinRows) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
                growth,
                maxLeaves,
                maxDepth,
                maxBins,
                lambda,
                alpha,
                gamma,
                minChildWeight,
                newMinRows,
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

    public GradientBoostingRegression withMaxDeltaStep(double newMaxDeltaStep) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
                growth,
                maxLeaves,
                maxDepth,
                maxBins,
                lambda,
                alpha,
                gamma,
                minChildWeight,
                minRows,
                newMaxDeltaStep,
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

    public GradientBoostingRegression withSubsample(double newSubsample) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newSubsample,
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

    public GradientBoostingRegression withSampling(RowSampling newSampling) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newSampling,
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

    public GradientBoostingRegression withColumnsByTree(double newColumnsByTree) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newColumnsByTree,
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

    public GradientBoostingRegression withColumnsByLevel(double newColumnsByLevel) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newColumnsByLevel,
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

    public GradientBoostingRegression withColumnsByNode(double newColumnsByNode) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newColumnsByNode,
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

    public GradientBoostingRegression withOneHotLimit(int newOneHotLimit) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newOneHotLimit,
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

    public GradientBoostingRegression withCategorySmoothing(double newCategorySmoothing) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newCategorySmoothing,
                categoryLambda,
                maxCategories,
                monotone,
                interactions,
                baseScore,
                validation,
                patience,
                scheme);
    }

    public GradientBoostingRegression withCategoryLambda(double newCategoryLambda) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newCategoryLambda,
                maxCategories,
                monotone,
                interactions,
                baseScore,
                validation,
                patience,
                scheme);
    }

    public GradientBoostingRegression withMaxCategories(int newMaxCategories) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newMaxCategories,
                monotone,
                interactions,
                baseScore,
                validation,
                patience,
                scheme);
    }

    public GradientBoostingRegression withMonotone(String newMonotone) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newMonotone,
                interactions,
                baseScore,
                validation,
                patience,
                scheme);
    }

    public GradientBoostingRegression withInteractions(String newInteractions) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newInteractions,
                baseScore,
                validation,
                patience,
                scheme);
    }

    public GradientBoostingRegression withBaseScore(String newBaseScore) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newBaseScore,
                validation,
                patience,
                scheme);
    }

    public GradientBoostingRegression withValidation(double newValidation) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newValidation,
                patience,
                scheme);
    }

    public GradientBoostingRegression withPatience(int newPatience) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newPatience,
                scheme);
    }

    public GradientBoostingRegression withScheme(Scheme newScheme) {
        return new GradientBoostingRegression(
                objective,
                rounds,
                learningRate,
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
                newScheme);
    }

    /// With another way to find splits.
    public GradientBoostingRegression withMethod(Method method) {
        return withScheme(scheme.withMethod(method));
    }

    /// With metrics that are taken each round, of training and of validation rows.
    public GradientBoostingRegression withMetrics(RoundMetric... metrics) {
        return withScheme(scheme.withMetrics(metrics));
    }

    /// With the column that tells queries apart, for ranking.
    public GradientBoostingRegression withGroup(String column) {
        return withScheme(scheme.withGroup(column));
    }

    private static BoostingSettings common(
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
        return new BoostingSettings(
                rounds,
                learningRate,
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

    private BoostingSettings common() {
        return common(
                rounds,
                learningRate,
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

    @Override
    public String name() {
        return "boosting";
    }

    /// Gaps and categories are taken as they are; scale does not matter.
    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public BoostedRegressor fit(Dataset data, Fitting how) {
        return new BoostingFit(this, common(), data, how).regressor(objective);
    }

    /// [#fit(Dataset, Fitting)] that stops early by the loss on `validation` and keeps the best round.
    public BoostedRegressor fit(Dataset data, Dataset validation, Fitting how) {
        return new BoostingFit(this, common(), data, how)
                .validatedBy(validation)
                .regressor(objective);
    }

    /// Adds rounds to a model: `rounds` further trees.
    public BoostedRegressor resume(BoostedRegressor model, Dataset data, Fitting how) {
        return new BoostingFit(this, common(), data, how).startingFrom(model).regressor(objective);
    }
}
