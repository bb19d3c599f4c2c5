package org.tandemml.boosting;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Schema;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Numbers by gradient-boosted trees: [GradientBoosting] with a loss for numbers.
///
/// @param objective the loss: auto (squared), squared, absolute, huber:d, quantile:q, poisson, gamma, tweedie:p,
/// logistic, ndcg (ranking: rows of one query stand against each other)
/// @param settings what it shares with other learners of boosted trees
public record GradientBoostingRegression(
        @Setting(
                value =
                        "the loss: auto (squared), squared, absolute, huber:d, quantile:q, poisson, gamma, tweedie:p, logistic, ndcg (ranking)",
                aliases = {"loss"})
        LossChoice objective,

        BoostingSettings settings)
        implements Learner.OfNumbers<BoostedRegressor>, BoostedLearner<GradientBoostingRegression> {
    /// 100 trees of 31 leaves, learning rate 0.1, L2 penalty 1.
    public GradientBoostingRegression() {
        this(LossChoice.auto(), new BoostingSettings());
    }

    public GradientBoostingRegression withObjective(Objective newObjective) {
        return new GradientBoostingRegression(new LossChoice(newObjective), settings);
    }

    @Override
    public GradientBoostingRegression withSettings(BoostingSettings newSettings) {
        return new GradientBoostingRegression(objective, newSettings);
    }

    /// Whether rows of one query are ranked against each other, and labels are grades of relevance.
    public boolean ranks() {
        return objective.ranks();
    }

    /// The column that tells the queries of these columns apart: the one that was set, else `qid`, which files of
    /// LIBSVM text bring. Throws [org.tandemml.core.InputException] if there is none.
    public String queryColumn(Schema schema) {
        String group = settings.scheme().group();
        if (group.isEmpty() && schema.indexOf(QueryGroups.COLUMN) < 0) {
            throw QueryGroups.none();
        }
        return group.isEmpty() ? QueryGroups.COLUMN : group;
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

    /// The settings with the column of the queries named, where rows are ranked.
    private BoostingSettings withQueries(Dataset data) {
        return ranks() ? settings.withScheme(settings.scheme().withGroup(queryColumn(data.schema()))) : settings;
    }

    @Override
    public BoostedRegressor fit(Dataset data, Fitting how) {
        return new BoostingFit(this, withQueries(data), data, how).regressor(objective);
    }

    /// [#fit(Dataset, Fitting)] that stops early by the loss on `validation` and keeps the best round.
    public BoostedRegressor fit(Dataset data, Dataset validation, Fitting how) {
        return new BoostingFit(this, withQueries(data), data, how)
                .validatedBy(validation)
                .regressor(objective);
    }

    /// Adds rounds to a model: `rounds` further trees.
    public BoostedRegressor resume(BoostedRegressor model, Dataset data, Fitting how) {
        return new BoostingFit(this, withQueries(data), data, how)
                .startingFrom(model)
                .regressor(objective);
    }
}
