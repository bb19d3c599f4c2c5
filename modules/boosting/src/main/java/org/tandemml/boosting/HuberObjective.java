package org.tandemml.boosting;

import org.tandemml.core.Check;

/// The Huber loss, see [Objective#huber(double)]: gradient `f − y` clipped to ±δ, Hessian 1 as in LightGBM, and leaves
/// at the Huber location of their residuals, so that a δ far below the spread of the labels learns as the absolute
/// loss does instead of creeping by δ a round.
///
/// @param delta where the loss turns from quadratic to linear, in the unit of the label
record HuberObjective(double delta) implements Objective {
    /// Halvings and Newton steps of a location, far more than it ever takes.
    private static final int STEPS = 200;

    HuberObjective {
        Check.positive("delta of the huber objective", delta);
    }

    @Override
    public String name() {
        return "huber";
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

    /// The Huber location of the labels.
    @Override
    public double[] baseScore(Labels labels) {
        return new double[] {QuantileObjective.location(labels, leafLocation())};
    }

    @Override
    public void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to) {
        for (int i = from; i < to; i++) {
            double weight = labels.weight(i);
            gradient[i] = weight * Math.clamp(margins[i] - labels.values()[i], -delta, delta);
            hessian[i] = weight;
        }
    }

    @Override
    public double loss(Labels labels, double[] margins, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double size = Math.abs(labels.values()[i] - margins[i]);
            sum += labels.weight(i) * (size <= delta ? size * size / 2 : delta * (size - delta / 2));
        }
        return sum;
    }

    @Override
    public LeafLocation leafLocation() {
        return this::location;
    }

    /// The zero of `ψ(c) = Σ w·clip(r − c, ±δ)`, which falls in c: Newton steps from the median, halving the bracket
    /// where a step leaves it.
    private double location(double[] residuals, double[] weights, int count) {
        double c = WeightedQuantile.of(residuals, weights, count, 0.5);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double total = 0;
        for (int i = 0; i < count; i++) {
            low = Math.min(low, residuals[i]);
            high = Math.max(high, residuals[i]);
            total += weights[i];
        }
        for (int step = 0; step < STEPS; step++) {
            double pull = 0;
            double inside = 0;
            for (int i = 0; i < count; i++) {
                double residual = residuals[i] - c;
                pull += weights[i] * Math.clamp(residual, -delta, delta);
                inside += Math.abs(residual) <= delta ? weights[i] : 0;
            }
            if (Math.abs(pull) <= 1e-14 * delta * total) {
                return c;
            }
            if (pull > 0) {
                low = c;
            } else {
                high = c;
            }
            double newton = c + pull / inside;
            double next = newton > low && newton < high ? newton : low + (high - low) / 2;
            if (next == c) {
                return c;
            }
            c = next;
        }
        return c;
    }

    @Override
    public RoundMetric metric() {
        return RoundMetric.parse("huber_loss:" + delta);
    }

    @Override
    public String toString() {
        return name() + ":" + delta;
    }
}
