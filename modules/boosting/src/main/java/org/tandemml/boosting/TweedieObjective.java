package org.tandemml.boosting;

import org.tandemml.core.InputException;
import org.tandemml.kernels.Functions;

/// The Tweedie loss with log link, see [Objective#tweedie(double)]: gradient `exp((2−ρ)f) − y·exp((1−ρ)f)`, Hessian
/// `(2−ρ)·exp((2−ρ)f) + (ρ−1)·y·exp((1−ρ)f)`.
///
/// @param power ρ, between 1 (Poisson) and 2 (gamma), both excluded
record TweedieObjective(double power) implements Objective {
    /// The default of XGBoost and LightGBM.
    static final double POWER = 1.5;

    TweedieObjective {
        if (!(power > 1 && power < 2)) {
            throw new InputException("power of the tweedie objective must be > 1 and < 2, was " + power
                    + ": use poisson for 1 and gamma for 2");
        }
    }

    @Override
    public String name() {
        return "tweedie";
    }

    @Override
    public Response response() {
        return Response.EXP;
    }

    @Override
    public int outputs(int classes) {
        return SquaredObjective.oneNumber(name(), classes);
    }

    @Override
    public void check(Labels labels) {
        labels.require(name(), "finite numbers >= 0", y -> y >= 0 && y < Double.POSITIVE_INFINITY);
    }

    @Override
    public double[] baseScore(Labels labels) {
        return new double[] {PoissonObjective.logOfMean(labels)};
    }

    @Override
    public void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to) {
        for (int i = from; i < to; i++) {
            double weight = labels.weight(i);
            double rising = Functions.exp((2 - power) * margins[i]);
            double falling = labels.values()[i] * Functions.exp((1 - power) * margins[i]);
            gradient[i] = weight * (rising - falling);
            hessian[i] = weight * ((2 - power) * rising + (power - 1) * falling);
        }
    }

    @Override
    public double loss(Labels labels, double[] margins, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double rising = Functions.exp((2 - power) * margins[i]) / (2 - power);
            double falling = labels.values()[i] * Functions.exp((1 - power) * margins[i]) / (power - 1);
            sum += labels.weight(i) * (rising + falling);
        }
        return sum;
    }

    @Override
    public RoundMetric metric() {
        return RoundMetric.parse("tweedie_loss:" + power);
    }

    @Override
    public String toString() {
        return name() + ":" + power;
    }
}
