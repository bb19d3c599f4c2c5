package org.tandemml.boosting;

import org.tandemml.core.Check;
import org.tandemml.kernels.Functions;

/// The Poisson loss with log link, see [Objective#poisson()]: gradient `exp(f) − y`, Hessian `exp(f + d)`. The true
/// Hessian is `exp(f)`; its multiple keeps a Newton step from a small mean from overshooting, as the loss curves ever
/// more on the way up. XGBoost and LightGBM do the same, with d = 0.7.
///
/// @param dampening d ≥ 0
record PoissonObjective(double dampening) implements Objective {
    /// What XGBoost and LightGBM take for d.
    static final double DAMPENING = 0.7;

    PoissonObjective {
        Check.notNegative("dampening of the poisson objective", dampening);
    }

    @Override
    public String name() {
        return "poisson";
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
        return new double[] {logOfMean(labels)};
    }

    /// The logarithm of the weighted mean, which is taken to be at least 10⁻⁶.
    static double logOfMean(Labels labels) {
        return Math.log(Math.max(labels.mean(), 1e-6));
    }

    @Override
    public void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to) {
        double factor = Math.exp(dampening);
        for (int i = from; i < to; i++) {
            double weight = labels.weight(i);
            double mean = Functions.exp(margins[i]);
            gradient[i] = weight * (mean - labels.values()[i]);
            hessian[i] = weight * mean * factor;
        }
    }

    @Override
    public double loss(Labels labels, double[] margins, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += labels.weight(i) * (Functions.exp(margins[i]) - labels.values()[i] * margins[i]);
        }
        return sum;
    }

    @Override
    public RoundMetric metric() {
        return RoundMetric.parse("poisson_loss");
    }

    @Override
    public String toString() {
        return dampening == DAMPENING ? name() : name() + ":" + dampening;
    }
}
