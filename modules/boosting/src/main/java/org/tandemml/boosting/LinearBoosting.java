package org.tandemml.boosting;

import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Classes by the linear booster: additive rounds of coordinate descent on a linear function, XGBoost's `gblinear`
/// without its faults.
///
/// ```
/// minimises (1/Σw) Σ wᵢ·loss(yᵢ, b + β·xᵢ) + α‖β‖₁ + (λ/2)‖β‖²
/// ```
///
/// Each round expands the loss to second order and makes one sweep over intercept and columns, each moved by the
/// learning rate times its exact minimiser. At convergence the result is the penalised logistic regression with elastic
/// net: `λ_net = α + λ`, `ρ = α/(α + λ)` in the terms of `logistic` with `standardize=false`. The intercept is not
/// penalised. The report says how far from the optimum the rounds ended: `kkt_violation` is the largest component of
/// the least subgradient.
///
/// **Source**: Friedman, Hastie and Tibshirani, *Regularization paths for generalized linear models via coordinate
/// descent*, JSS 33(1), 2010; the round and its learning rate are XGBoost's (`updater=coord_descent`, cyclic).
/// **Shapes**: n × p, dense or sparse, finite. **Cost**: O(stored cells · outputs) a round; a copy of the features by
/// columns. **Determinism**: same data, same bits, for any number of threads; no randomness. **Errors**:
/// `InputException` for categories, missing or infinite features, and fewer than 2 classes with rows.
///
/// @param objective the loss: auto (logistic for two classes, softmax for more), logistic, softmax, hinge
/// @param classWeights how much rows of each class count
/// @param rounds most rounds
/// @param learningRate the share of each coordinate step that is taken
/// @param lambda L2 penalty on the coefficients
/// @param alpha L1 penalty on the coefficients
/// @param baseScore prediction to start from, or auto: estimated
/// @param tolerance the fit stops when the violation has fallen to this share of that at the start
public record LinearBoosting(
        @Setting(
                value = "the loss: auto (logistic for two classes, softmax for more), logistic, softmax, hinge",
                aliases = {"loss"})
        LossChoice objective,

        @Setting(
                value = "how much the rows of each class count: none, balanced, name:weight,…",
                aliases = {"class_weight"})
        ClassWeights classWeights,

        @Setting(
                value = "most rounds",
                aliases = {"num_boost_round", "n_estimators", "num_rounds"})
        int rounds,

        @Setting(
                value = "share of each coordinate step that is taken",
                aliases = {"eta"})
        double learningRate,

        @Setting(
                value = "L2 penalty on the coefficients",
                aliases = {"reg_lambda"})
        double lambda,

        @Setting(
                value = "L1 penalty on the coefficients",
                aliases = {"reg_alpha"})
        double alpha,

        @Setting(
                value = "prediction to start from, or auto: estimated",
                aliases = {"base_score"})
        String baseScore,

        @Setting("the fit stops when the violation of optimality has fallen to this share of that at the start")
        double tolerance)
        implements Learner.OfClasses<BoostedClassifier> {
    public LinearBoosting {
        LinearFit.check(rounds, learningRate, lambda, alpha, baseScore, tolerance);
    }

    /// 100 rounds, learning rate 0.5, no penalty: XGBoost's defaults.
    public LinearBoosting() {
        this(LossChoice.auto(), ClassWeights.none(), 100, 0.5, 0, 0, "auto", 1e-6);
    }

    public LinearBoosting withObjective(Objective newObjective) {
        return new LinearBoosting(
                new LossChoice(newObjective), classWeights, rounds, learningRate, lambda, alpha, baseScore, tolerance);
    }

    public LinearBoosting withClassWeights(ClassWeights newClassWeights) {
        return new LinearBoosting(
                objective, newClassWeights, rounds, learningRate, lambda, alpha, baseScore, tolerance);
    }

    public LinearBoosting withRounds(int newRounds) {
        return new LinearBoosting(
                objective, classWeights, newRounds, learningRate, lambda, alpha, baseScore, tolerance);
    }

    public LinearBoosting withLearningRate(double newLearningRate) {
        return new LinearBoosting(
                objective, classWeights, rounds, newLearningRate, lambda, alpha, baseScore, tolerance);
    }

    public LinearBoosting withLambda(double newLambda) {
        return new LinearBoosting(
                objective, classWeights, rounds, learningRate, newLambda, alpha, baseScore, tolerance);
    }

    public LinearBoosting withAlpha(double newAlpha) {
        return new LinearBoosting(
                objective, classWeights, rounds, learningRate, lambda, newAlpha, baseScore, tolerance);
    }

    public LinearBoosting withBaseScore(String newBaseScore) {
        return new LinearBoosting(
                objective, classWeights, rounds, learningRate, lambda, alpha, newBaseScore, tolerance);
    }

    public LinearBoosting withTolerance(double newTolerance) {
        return new LinearBoosting(
                objective, classWeights, rounds, learningRate, lambda, alpha, baseScore, newTolerance);
    }

    @Override
    public String name() {
        return "boosting-linear";
    }

    @Override
    public Traits traits() {
        return Traits.NUMERIC_ONLY;
    }

    @Override
    public BoostedClassifier fit(Dataset data, Fitting how) {
        return new LinearFit(this, rounds, learningRate, lambda, alpha, baseScore, tolerance, data, how)
                .classifier(objective, classWeights);
    }
}
