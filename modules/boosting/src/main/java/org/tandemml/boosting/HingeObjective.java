package org.tandemml.boosting;

/// The hinge loss of two classes, see [Objective#hinge()]: with `s = ±1` the gradient is `−s` and the Hessian 1 where
/// `s·f < 1`; elsewhere the gradient is 0 and the Hessian 1e-16, so that settled rows do not hold back the others.
/// Starts at 0, where every row still pulls: the best constant, ±1, would leave the larger class nothing to learn.
record HingeObjective() implements Objective {
    @Override
    public String name() {
        return "hinge";
    }

    @Override
    public Response response() {
        return Response.SIGN;
    }

    @Override
    public int outputs(int classes) {
        return LogisticObjective.twoClasses(name(), classes);
    }

    @Override
    public void check(Labels labels) {
        labels.require(name(), "0 and 1", y -> y == 0 || y == 1);
    }

    @Override
    public double[] baseScore(Labels labels) {
        return new double[1];
    }

    @Override
    public void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to) {
        for (int i = from; i < to; i++) {
            double sign = 2 * labels.values()[i] - 1;
            double weight = labels.weight(i);
            boolean pulls = sign * margins[i] < 1;
            gradient[i] = pulls ? -sign * weight : 0;
            hessian[i] = pulls ? weight : weight * LogisticObjective.LEAST_HESSIAN;
        }
    }

    @Override
    public double loss(Labels labels, double[] margins, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += labels.weight(i) * Math.max(0, 1 - (2 * labels.values()[i] - 1) * margins[i]);
        }
        return sum;
    }

    @Override
    public RoundMetric metric() {
        return RoundMetric.parse("error");
    }

    @Override
    public String toString() {
        return name();
    }
}
