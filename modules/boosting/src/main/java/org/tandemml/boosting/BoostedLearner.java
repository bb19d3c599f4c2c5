package org.tandemml.boosting;

/// A learner of boosted trees: the settings it shares with others, and how each of them is changed.
///
/// @param <L> the learner
public sealed interface BoostedLearner<L extends BoostedLearner<L>>
        permits GradientBoosting, GradientBoostingRegression {
    /// The settings that all learners of boosted trees have.
    BoostingSettings settings();

    /// The same learner with other settings.
    L withSettings(BoostingSettings newSettings);

    /// With this many rounds: trees for each output.
    default L withRounds(int newRounds) {
        return withSettings(settings().withPace(settings().pace().withRounds(newRounds)));
    }

    /// With factor on the value of each tree.
    default L withLearningRate(double newLearningRate) {
        return withSettings(settings().withPace(settings().pace().withLearningRate(newLearningRate)));
    }

    /// With prediction to start from, or auto: estimated.
    default L withBaseScore(String newBaseScore) {
        return withSettings(settings().withPace(settings().pace().withBaseScore(newBaseScore)));
    }

    /// With share of the rows held out to stop early and to keep the best round.
    default L withValidation(double newValidation) {
        return withSettings(settings().withPace(settings().pace().withValidation(newValidation)));
    }

    /// With rounds without a better validation loss before the fit stops.
    default L withPatience(int newPatience) {
        return withSettings(settings().withPace(settings().pace().withPatience(newPatience)));
    }

    /// With which leaf is split next: that of the largest gain, or level by level.
    default L withGrowth(Growth newGrowth) {
        return withSettings(settings().withShape(settings().shape().withGrowth(newGrowth)));
    }

    /// With most leaves of a tree, 0 for no limit.
    default L withMaxLeaves(int newMaxLeaves) {
        return withSettings(settings().withShape(settings().shape().withMaxLeaves(newMaxLeaves)));
    }

    /// With most splits from the root to a leaf, 0 or -1 for no limit.
    default L withMaxDepth(int newMaxDepth) {
        return withSettings(settings().withShape(settings().shape().withMaxDepth(newMaxDepth)));
    }

    /// With L2 penalty on leaf values.
    default L withLambda(double newLambda) {
        return withSettings(settings().withShape(settings().shape().withLambda(newLambda)));
    }

    /// With L1 penalty on leaf values.
    default L withAlpha(double newAlpha) {
        return withSettings(settings().withShape(settings().shape().withAlpha(newAlpha)));
    }

    /// With least gain of a split, not halved.
    default L withGamma(double newGamma) {
        return withSettings(settings().withShape(settings().shape().withGamma(newGamma)));
    }

    /// With least sum of Hessians of a child.
    default L withMinChildWeight(double newMinChildWeight) {
        return withSettings(settings().withShape(settings().shape().withMinChildWeight(newMinChildWeight)));
    }

    /// With fewest rows of a child.
    default L withMinRows(int newMinRows) {
        return withSettings(settings().withShape(settings().shape().withMinRows(newMinRows)));
    }

    /// With largest value of a leaf before the learning rate, 0 for no limit.
    default L withMaxDeltaStep(double newMaxDeltaStep) {
        return withSettings(settings().withShape(settings().shape().withMaxDeltaStep(newMaxDeltaStep)));
    }

    /// With share of the rows that each round draws.
    default L withSubsample(double newSubsample) {
        return withSettings(settings().withDraw(settings().draw().withSubsample(newSubsample)));
    }

    /// With how rows are drawn: all alike, or large gradients first.
    default L withSampling(RowSampling newSampling) {
        return withSettings(settings().withDraw(settings().draw().withSampling(newSampling)));
    }

    /// With share of the columns that each tree draws.
    default L withColumnsByTree(double newColumnsByTree) {
        return withSettings(settings().withDraw(settings().draw().withColumnsByTree(newColumnsByTree)));
    }

    /// With share of those that each level draws.
    default L withColumnsByLevel(double newColumnsByLevel) {
        return withSettings(settings().withDraw(settings().draw().withColumnsByLevel(newColumnsByLevel)));
    }

    /// With share of those that each node draws.
    default L withColumnsByNode(double newColumnsByNode) {
        return withSettings(settings().withDraw(settings().draw().withColumnsByNode(newColumnsByNode)));
    }

    /// With most categories in a node that are tried one against the rest.
    default L withOneHotLimit(int newOneHotLimit) {
        return withSettings(settings().withCategories(settings().categories().withOneHotLimit(newOneHotLimit)));
    }

    /// With added to the Hessian of a category before categories are ordered by G/H.
    default L withCategorySmoothing(double newCategorySmoothing) {
        return withSettings(
                settings().withCategories(settings().categories().withCategorySmoothing(newCategorySmoothing)));
    }

    /// With further L2 penalty where more categories are split.
    default L withCategoryLambda(double newCategoryLambda) {
        return withSettings(settings().withCategories(settings().categories().withCategoryLambda(newCategoryLambda)));
    }

    /// With most categories on the smaller side of a split.
    default L withMaxCategories(int newMaxCategories) {
        return withSettings(settings().withCategories(settings().categories().withMaxCategories(newMaxCategories)));
    }

    /// With directions in which predictions may go with a column: name:1,name:-1.
    default L withMonotone(String newMonotone) {
        return withSettings(settings().withLimits(settings().limits().withMonotone(newMonotone)));
    }

    /// With groups of columns that may meet in a branch: a,b;c,d.
    default L withInteractions(String newInteractions) {
        return withSettings(settings().withLimits(settings().limits().withInteractions(newInteractions)));
    }

    /// With most bins of a numeric column, up to 65535; from 256 on slower.
    default L withMaxBins(int newMaxBins) {
        return withSettings(settings().withMaxBins(newMaxBins));
    }

    /// With another way to find splits and to add up trees, metrics and queries.
    default L withScheme(Scheme newScheme) {
        return withSettings(settings().withScheme(newScheme));
    }

    /// With another way to find splits.
    default L withMethod(Method method) {
        return withScheme(settings().scheme().withMethod(method));
    }

    /// With metrics that are taken each round, of training and of validation rows.
    default L withMetrics(RoundMetric... metrics) {
        return withScheme(settings().scheme().withMetrics(metrics));
    }

    /// With the column that tells queries apart, for ranking.
    default L withGroup(String column) {
        return withScheme(settings().scheme().withGroup(column));
    }
}
