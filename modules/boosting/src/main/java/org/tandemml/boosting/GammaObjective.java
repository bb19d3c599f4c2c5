package org.tandemml.boosting;

import org.tandemml.kernels.Functions;

/// The gamma loss with log link, see [Objective#gamma()]: gradient `1 − y·exp(−f)`, Hessian `y·exp(−f)`.
record GammaObjective() implements Objective {
    @Override
    public String name() {
        return "gamma";
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
        labels.require(name(), "finite numbers > 0", y -> y > 0 && y < Double.POSITIVE_INFINITY);
    }

    @Override
    public double[] baseScore(Labels labels) {
        return new double[] {Math.log(labels.mean())};
    }

    @Override
    public void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to) {
        for (int i = from; i < to; i++) {
            double weight = labels.weight(i);
            double ratio = labels.values()[i] * Functions.exp(-margins[i]);
            gradient[i] = weight * (1 - ratio);
            hessian[i] = weight * ratio;
        }
    }

    @Override
    public double loss(Labels labels, double[] margins, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += labels.weight(i) * (labels.values()[i] * Functions.exp(-margins[i]) + margins[i]);
        }
        return sum;
    }

    @Override
    public RoundMetric metric() {
        return RoundMetric.parse("gamma_loss");
    }

    @Override
    public String toString() {
        return name();
    }
}
