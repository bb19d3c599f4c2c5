package org.tandemml.boosting;

import org.tandemml.core.InputException;

/// Half the squared residual, see [Objective#squared()].
record SquaredObjective() implements Objective {
    @Override
    public String name() {
        return "squared";
    }

    @Override
    public Response response() {
        return Response.IDENTITY;
    }

    @Override
    public int outputs(int classes) {
        return oneNumber(name(), classes);
    }

    /// 1 for a numeric target; an error for classes.
    static int oneNumber(String objective, int classes) {
        if (classes > 0) {
            throw new InputException("the " + objective + " objective takes numbers and the target holds " + classes
                    + " classes: use logistic, hinge or softmax");
        }
        return 1;
    }

    @Override
    public void check(Labels labels) {
        labels.require(name(), "finite numbers", Double::isFinite);
    }

    @Override
    public double[] baseScore(Labels labels) {
        return new double[] {labels.mean()};
    }

    @Override
    public void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to) {
        double[] y = labels.values();
        for (int i = from; i < to; i++) {
            double weight = labels.weight(i);
            gradient[i] = weight * (margins[i] - y[i]);
            hessian[i] = weight;
        }
    }

    @Override
    public double loss(Labels labels, double[] margins, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double residual = labels.values()[i] - margins[i];
            sum += labels.weight(i) * residual * residual / 2;
        }
        return sum;
    }

    @Override
    public RoundMetric metric() {
        return RoundMetric.parse("rmse");
    }

    @Override
    public String toString() {
        return name();
    }
}
