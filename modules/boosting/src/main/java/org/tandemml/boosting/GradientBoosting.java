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
/// or sparse, NaN for missing values, categories as they are; row weights mean repetition. **Cost**: O(rows of all
/// smaller children × columns) a tree; p + 16 bytes a row beside the data. **Determinism**: same data and seed, same
/// bits, for any number of threads. **Errors**: `InputException` for infinite features, labels that the objective does
/// not take, constraints on unknown columns, one class; a cancelled fit throws [CancelledFit], which holds the model so
/// far.
///
/// @param objective the loss: auto (logistic for two classes, softmax for more), logistic, softmax, hinge
/// @param classWeights how much the rows of each class count: none, balanced, name:weight,…
/// @param settings what it shares with other learners of boosted trees
public record GradientBoosting(
        @Setting(
                value = "the loss: auto (logistic for two classes, softmax for more), logistic, softmax, hinge",
                aliases = {"loss"})
        LossChoice objective,

        @Setting(
                value = "how much the rows of each class count: none, balanced, name:weight,…",
                aliases = {"class_weight"})
        ClassWeights classWeights,

        BoostingSettings settings)
        implements Learner.OfClasses<BoostedClassifier>, BoostedLearner<GradientBoosting> {
    /// 100 trees of 31 leaves, learning rate 0.1, L2 penalty 1.
    public GradientBoosting() {
        this(LossChoice.auto(), ClassWeights.none(), new BoostingSettings());
    }

    public GradientBoosting withObjective(Objective newObjective) {
        return new GradientBoosting(new LossChoice(newObjective), classWeights, settings);
    }

    public GradientBoosting withClassWeights(ClassWeights newClassWeights) {
        return new GradientBoosting(objective, newClassWeights, settings);
    }

    @Override
    public GradientBoosting withSettings(BoostingSettings newSettings) {
        return new GradientBoosting(objective, classWeights, newSettings);
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
        return new BoostingFit(this, settings, data, how).classifier(objective, classWeights);
    }

    /// [#fit(Dataset, Fitting)] that stops early by the loss on `validation` and keeps the best round.
    public BoostedClassifier fit(Dataset data, Dataset validation, Fitting how) {
        return new BoostingFit(this, settings, data, how)
                .validatedBy(validation)
                .classifier(objective, classWeights);
    }

    /// Adds rounds to a model: `rounds` further trees for each output.
    public BoostedClassifier resume(BoostedClassifier model, Dataset data, Fitting how) {
        return new BoostingFit(this, settings, data, how).startingFrom(model).classifier(objective, classWeights);
    }
}
