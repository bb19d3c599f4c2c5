package org.tandemml.boosting;

import java.util.Arrays;
import org.tandemml.core.InputException;

/// The pinball loss, see [Objective#quantile(double)]; the absolute loss is the one of level ½, doubled.
///
/// The gradient is `1 − a` where the margin is above the label and `−a` where it is below, the Hessian 1, so trees are
/// split by how many residuals lie on each side, and each leaf takes the weighted a-quantile of its residuals.
///
/// @param level the level a, between 0 and 1
/// @param absolute true for the absolute loss
record QuantileObjective(double level, boolean absolute) implements Objective {
    QuantileObjective {
        if (!(level > 0 && level < 1)) {
            throw new InputException("level of the quantile objective must be > 0 and < 1, was " + level);
        }
    }

    @Override
    public String name() {
        return absolute ? "absolute" : "quantile";
    }

    @Override
    public Response response() {
        return Response.IDENTITY;
    }

    @Override
    public int outputs(int classes) {
        return SquaredObjective.oneNumber(name(), classes);
    }

    @Override
    public void check(Labels labels) {
        labels.require(name(), "finite numbers", Double::isFinite);
    }

    /// The weighted quantile of the labels.
    @Override
    public double[] baseScore(Labels labels) {
        return new double[] {location(labels, leafLocation())};
    }

    static double location(Labels labels, LeafLocation location) {
        double[] weights = labels.weights().clone();
        if (weights.length == 0) {
            weights = new double[labels.rows()];
            Arrays.fill(weights, 1);
        }
        return location.of(labels.values().clone(), weights, labels.rows());
    }

    private double scale() {
        return absolute ? 2 : 1;
    }

    @Override
    public void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to) {
        double above = scale() * (1 - level);
        double under = -scale() * level;
        for (int i = from; i < to; i++) {
            double weight = labels.weight(i);
            double residual = margins[i] - labels.values()[i];
            gradient[i] = residual > 0 ? weight * above : residual < 0 ? weight * under : 0;
            hessian[i] = weight;
        }
    }

    @Override
    public double loss(Labels labels, double[] margins, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double residual = labels.values()[i] - margins[i];
            sum += labels.weight(i) * (residual > 0 ? level * residual : (level - 1) * residual);
        }
        return scale() * sum;
    }

    @Override
    public LeafLocation leafLocation() {
        return (residuals, weights, count) -> WeightedQuantile.of(residuals, weights, count, level);
    }

    @Override
    public RoundMetric metric() {
        return absolute ? RoundMetric.parse("mae") : RoundMetric.parse("quantile_loss:" + level);
    }

    @Override
    public String toString() {
        return absolute ? name() : name() + ":" + level;
    }
}
