package org.tandemml.boosting;

import org.tandemml.core.InputException;
import org.tandemml.kernels.Functions;

/// The multinomial log loss, see [Objective#softmax()]: with `p = softmax(f)` the gradient of output k is
/// `p_k − [y = k]` and its Hessian `2·p_k·(1 − p_k)`, kept above 1e-16. Twice the diagonal is XGBoost's choice: the
/// diagonal alone would step too far, as the outputs move together.
record SoftmaxObjective() implements Objective {
    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public Response response() {
        return Response.SOFTMAX;
    }

    @Override
    public int outputs(int classes) {
        if (classes < 2) {
            throw new InputException("the softmax objective takes classes and the target holds "
                    + (classes == 0 ? "numbers" : "1 class") + ": use a target of at least 2 classes");
        }
        return classes;
    }

    @Override
    public void check(Labels labels) {
        int classes = labels.classes();
        labels.require(name(), "class codes 0.." + (classes - 1), y -> y >= 0 && y < classes && y == Math.rint(y));
    }

    /// The logarithms of the weighted class shares, each at least 10⁻⁶, minus their mean.
    @Override
    public double[] baseScore(Labels labels) {
        double[] base = new double[labels.classes()];
        for (int i = 0; i < labels.rows(); i++) {
            base[(int) labels.values()[i]] += labels.weight(i);
        }
        double sum = labels.sumOfWeights();
        double mean = 0;
        for (int k = 0; k < base.length; k++) {
            base[k] = Math.log(Math.max(base[k] / sum, 1e-6));
            mean += base[k] / base.length;
        }
        for (int k = 0; k < base.length; k++) {
            base[k] -= mean;
        }
        return base;
    }

    @Override
    public void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to) {
        int rows = labels.rows();
        int classes = labels.classes();
        for (int i = from; i < to; i++) {
            double largest = margins[i];
            for (int k = 1, at = i + rows; k < classes; k++, at += rows) {
                largest = Math.max(largest, margins[at]);
            }
            double sum = 0;
            for (int k = 0, at = i; k < classes; k++, at += rows) {
                gradient[at] = Functions.exp(margins[at] - largest);
                sum += gradient[at];
            }
            double weight = labels.weight(i);
            int own = (int) labels.values()[i];
            for (int k = 0, at = i; k < classes; k++, at += rows) {
                double p = gradient[at] / sum;
                gradient[at] = weight * (k == own ? p - 1 : p);
                hessian[at] = weight * Math.max(2 * p * (1 - p), LogisticObjective.LEAST_HESSIAN);
            }
        }
    }

    @Override
    public double loss(Labels labels, double[] margins, int from, int to) {
        int rows = labels.rows();
        double total = 0;
        for (int i = from; i < to; i++) {
            double largest = margins[i];
            for (int k = 1; k < labels.classes(); k++) {
                largest = Math.max(largest, margins[k * rows + i]);
            }
            double sum = 0;
            for (int k = 0; k < labels.classes(); k++) {
                sum += Functions.exp(margins[k * rows + i] - largest);
            }
            double own = margins[(int) labels.values()[i] * rows + i];
            total += labels.weight(i) * (Math.log(sum) + largest - own);
        }
        return total;
    }

    @Override
    public RoundMetric metric() {
        return RoundMetric.parse("log_loss");
    }

    @Override
    public String toString() {
        return name();
    }
}
