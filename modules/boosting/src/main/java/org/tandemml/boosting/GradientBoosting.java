package org.tandemml.boosting;

import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Classes by gradient-boosted trees: each round fits a tree to the second-order expansion of the loss at the present
/// margins, for two classes one tree, for more one a class.
///
/// A split of G, H into G_L, H_L and G_R, H_R takes T(G_L)²/(H_L + λ) + T(G_R)²/(H_R + λ) − T(G)²/(H + λ) off twice the
/// loss, and a leaf is worth −T(G)/(H + λ) times the learning rate, where T(G) moves G by α towards 0. Columns are cut
/// into bins once; missing values follow the direction that each split learns; categories are split into sets.
/// Settings may be given by the names that XGBoost and LightGBM use.
///
/// **Source**: Chen and Guestrin, *XGBoost: a scalable tree boosting system*, KDD 2016; Ke et al., *LightGBM*, NIPS
/// 2017; Shi et al., *Quantized training of gradient boosting decision trees*, NeurIPS 2022. **Shapes**: n × p, dense
/// or
/// sparse, NaN for missing values, categories as they are; row weights mean repetition. **Cost**: O(rows of all smaller
/// children × columns) a tree; p + 16 bytes a row beside the data. **Determinism**: same data and seed, same bits, for
/// any number of threads. **Errors**: `InputException` for infinite features, labels that the objective does not take,
/// constraints on unknown columns, one class; a cancelled fit throws [CancelledFit], which holds the model so far.
///
/// @param objective the loss: auto (logistic for two classes, softmax for more), logistic, softmax, hinge
/// @param classWeights how much the rows of each class count: none, balanced, name:weight,…
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
public record GradientBoosting(
        @Setting(
                value = "the loss: auto (logistic for two classes, softmax for more), logistic, softmax, hinge",
                aliases = {"loss"})
        LossChoice objective,

        @Setting(
                value = "how much the rows of each class count: none, balanced, name:weight,…",
                aliases = {"class_weight"})
        ClassWeights classWeights,

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
        implements Learner.OfClasses<BoostedClassifier> {
    public GradientBoosting {
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
    public GradientBoosting() {
        this(
                LossChoice.auto(),
                ClassWeights.none(),
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

    public GradientBoosting withObjective(Objective newObjective) {
        return new GradientBoosting(
                new LossChoice(newObjective),
                classWeights,
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

    public GradientBoosting withClassWeights(ClassWeights newClassWeights) {
        return new GradientBoosting(
                objective,
                newClassWeights,
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

    public GradientBoosting withRounds(int newRounds) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withLearningRate(double newLearningRate) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withGrowth(Growth newGrowth) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withMaxLeaves(int newMaxLeaves) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withMaxDepth(int newMaxDepth) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withMaxBins(int newMaxBins) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withLambda(double newLambda) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withAlpha(double newAlpha) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withGamma(double newGamma) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withMinChildWeight(double newMinChildWeight) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withMinRows(int newMinRows) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withMaxDeltaStep(double newMaxDeltaStep) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withSubsample(double newSubsample) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withSampling(RowSampling newSampling) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withColumnsByTree(double newColumnsByTree) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withColumnsByLevel(double newColumnsByLevel) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withColumnsByNode(double newColumnsByNode) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withOneHotLimit(int newOneHotLimit) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withCategorySmoothing(double newCategorySmoothing) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withCategoryLambda(double newCategoryLambda) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withMaxCategories(int newMaxCategories) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withMonotone(String newMonotone) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withInteractions(String newInteractions) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withBaseScore(String newBaseScore) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withValidation(double newValidation) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withPatience(int newPatience) {
        return new GradientBoosting(
                objective,
                classWeights,
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

    public GradientBoosting withScheme(Scheme newScheme) {
        return new GradientBoosting(
                objective,
                classWeights,
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
    public GradientBoosting withMethod(Method method) {
        return withScheme(scheme.withMethod(method));
    }

    /// With metrics that are taken each round, of training and of validation rows.
    public GradientBoosting withMetrics(RoundMetric... metrics) {
        return withScheme(scheme.withMetrics(metrics));
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
    public BoostedClassifier fit(Dataset data, Fitting how) {
        return new BoostingFit(this, common(), data, how).classifier(objective, classWeights);
    }

    /// [#fit(Dataset, Fitting)] that stops early by the loss on `validation` and keeps the best round.
    public BoostedClassifier fit(Dataset data, Dataset validation, Fitting how) {
        return new BoostingFit(this, common(), data, how)
                .validatedBy(validation)
                .classifier(objective, classWeights);
    }

    /// Adds rounds to a model: `rounds` further trees for each output.
    public BoostedClassifier resume(BoostedClassifier model, Dataset data, Fitting how) {
        return new BoostingFit(this, common(), data, how).startingFrom(model).classifier(objective, classWeights);
    }
}
