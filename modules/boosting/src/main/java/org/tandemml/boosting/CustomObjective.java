package org.tandemml.boosting;

import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/// An objective given by two functions of label and margin, see [Objective#custom].
record CustomObjective(
        String name,
        Response response,
        double base,
        DoubleBinaryOperator gradient,
        DoubleBinaryOperator hessian,
        @Nullable DoubleBinaryOperator loss)
        implements Objective {
    @Override
    public int outputs(int classes) {
        return LogisticObjective.twoClasses(name, classes);
    }

    @Override
    public void check(Labels labels) {
        labels.require(name, "finite numbers", Double::isFinite);
    }

    @Override
    public double[] baseScore(Labels labels) {
        return new double[] {base};
    }

    @Override
    public void derivatives(Labels labels, double[] margins, double[] g, double[] h, int from, int to) {
        for (int i = from; i < to; i++) {
            double weight = labels.weight(i);
            g[i] = weight * gradient.applyAsDouble(labels.values()[i], margins[i]);
            h[i] = weight * hessian.applyAsDouble(labels.values()[i], margins[i]);
        }
    }

    @Override
    public double loss(Labels labels, double[] margins, int from, int to) {
        if (loss == null) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += labels.weight(i) * loss.applyAsDouble(labels.values()[i], margins[i]);
        }
        return sum;
    }

    /// Not in blocks and not rearranged: an error names the row as it stands in the data.
    @Override
    public boolean rowwise() {
        return false;
    }

    @Override
    public String toString() {
        return name;
    }
}
