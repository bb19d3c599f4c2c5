package org.tandemml.boosting;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Numbers by the linear booster, see [LinearBoosting]: a generalised linear model with elastic net for the squared,
/// Huber, Poisson, gamma and Tweedie losses. With the squared loss it ends at elastic-net linear regression.
///
/// The absolute and quantile losses have no curvature for a coordinate step and are refused.
///
/// @param objective the loss: auto (squared), squared, huber:δ, poisson, gamma, tweedie:ρ
/// @param rounds most rounds
/// @param learningRate the share of each coordinate step that is taken
/// @param lambda L2 penalty on the coefficients
/// @param alpha L1 penalty on the coefficients
/// @param baseScore prediction to start from, or auto: estimated
/// @param tolerance the fit stops when the violation has fallen to this share of that at the start
public record LinearBoostingRegression(
        @Setting(
                value = "the loss: auto (squared), squared, huber:DELTA, poisson, gamma, tweedie:POWER",
                aliases = {"loss"})
        LossChoice objective,

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
        implements Learner.OfNumbers<BoostedRegressor> {
    public LinearBoostingRegression {
        LinearFit.check(rounds, learningRate, lambda, alpha, baseScore, tolerance);
    }

    /// 100 rounds, learning rate 0.5, no penalty: XGBoost's defaults.
    public LinearBoostingRegression() {
        this(LossChoice.auto(), 100, 0.5, 0, 0, "auto", 1e-6);
    }

    public LinearBoostingRegression withObjective(Objective newObjective) {
        return new LinearBoostingRegression(
                new LossChoice(newObjective), rounds, learningRate, lambda, alpha, baseScore, tolerance);
    }

    public LinearBoostingRegression withRounds(int newRounds) {
        return new LinearBoostingRegression(objective, newRounds, learningRate, lambda, alpha, baseScore, tolerance);
    }

    public LinearBoostingRegression withLearningRate(double newLearningRate) {
        return new LinearBoostingRegression(objective, rounds, newLearningRate, lambda, alpha, baseScore, tolerance);
    }

    public LinearBoostingRegression withLambda(double newLambda) {
        return new LinearBoostingRegression(objective, rounds, learningRate, newLambda, alpha, baseScore, tolerance);
    }

    public LinearBoostingRegression withAlpha(double newAlpha) {
        return new LinearBoostingRegression(objective, rounds, learningRate, lambda, newAlpha, baseScore, tolerance);
    }

    public LinearBoostingRegression withBaseScore(String newBaseScore) {
        return new LinearBoostingRegression(objective, rounds, learningRate, lambda, alpha, newBaseScore, tolerance);
    }

    public LinearBoostingRegression withTolerance(double newTolerance) {
        return new LinearBoostingRegression(objective, rounds, learningRate, lambda, alpha, baseScore, newTolerance);
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
    public BoostedRegressor fit(Dataset data, Fitting how) {
        return new LinearFit(this, rounds, learningRate, lambda, alpha, baseScore, tolerance, data, how)
                .regressor(objective);
    }
}
