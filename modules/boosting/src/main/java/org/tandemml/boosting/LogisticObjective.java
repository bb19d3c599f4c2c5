package org.tandemml.boosting;

import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.kernels.Functions;
import org.tandemml.kernels.Kernels;

/// The logistic loss of two classes, see [Objective#logistic(double)]: with `p = 1/(1 + exp(−f))` the gradient is
/// `p − y` and the Hessian `p·(1 − p)`, which is kept above 1e-16 as XGBoost does.
///
/// @param positiveWeight the factor on the weight of rows with label 1
record LogisticObjective(double positiveWeight) implements Objective {
    /// Least Hessian: a saturated row still counts as one.
    static final double LEAST_HESSIAN = 1e-16;

    private static final int CHUNK = 1024;

    LogisticObjective {
        Check.positive("positive weight of the logistic objective", positiveWeight);
    }

    @Override
    public String name() {
        return "logistic";
    }

    @Override
    public Response response() {
        return Response.SIGMOID;
    }

    @Override
    public int outputs(int classes) {
        return twoClasses(name(), classes);
    }

    /// 1 for two classes or a numeric target; an error for more classes.
    static int twoClasses(String objective, int classes) {
        if (classes > 2) {
            throw new InputException("the " + objective + " objective takes 2 classes and the target holds " + classes
                    + ": use softmax");
        }
        return 1;
    }

    @Override
    public void check(Labels labels) {
        labels.require(name(), "0, 1 or a probability between them", y -> y >= 0 && y <= 1);
    }

    private double weight(Labels labels, int row) {
        return labels.values()[row] == 1 ? labels.weight(row) * positiveWeight : labels.weight(row);
    }

    /// The log-odds of the weighted share of label 1, kept inside ±log(10⁶) so that one class alone stays finite.
    @Override
    public double[] baseScore(Labels labels) {
        double positive = 0;
        double sum = 0;
        for (int i = 0; i < labels.rows(); i++) {
            double weight = weight(labels, i);
            positive += weight * labels.values()[i];
            sum += weight;
        }
        double share = Math.clamp(positive / sum, 1e-6, 1 - 1e-6);
        return new double[] {Response.SIGMOID.margin(share)};
    }

    @Override
    public void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to) {
        Kernels.doubles().sigmoid(margins, from, hessian, from, to - from);
        double[] y = labels.values();
        if (isUnweighted(labels)) {
            unweighted(y, gradient, hessian, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            double p = hessian[i];
            double weight = weight(labels, i);
            gradient[i] = weight * (p - y[i]);
            hessian[i] = weight * Math.max(p * (1 - p), LEAST_HESSIAN);
        }
    }

    private boolean isUnweighted(Labels labels) {
        return labels.weights().length == 0 && positiveWeight == 1;
    }

    /// Without a branch, so that it turns into vector code: 0.5 instead of 3 ns a row.
    private static void unweighted(double[] y, double[] gradient, double[] hessian, int from, int to) {
        for (int i = from; i < to; i++) {
            double p = hessian[i];
            gradient[i] = p - y[i];
            hessian[i] = Math.max(p * (1 - p), LEAST_HESSIAN);
        }
    }

    /// y·log(1 + e^−f) + (1 − y)·log(1 + e^f), without the cancellation of log(1 + e^f) − y·f.
    @Override
    public double loss(Labels labels, double[] margins, int from, int to) {
        double[] y = labels.values();
        double[] buffer = new double[Math.min(CHUNK, to - from)];
        double sum = 0;
        boolean unweighted = isUnweighted(labels);
        for (int start = from; start < to; start += CHUNK) {
            int count = Math.min(CHUNK, to - start);
            for (int i = 0; i < count; i++) {
                double margin = margins[start + i];
                buffer[i] = y[start + i] > 0 ? -margin : margin;
            }
            Kernels.doubles().log1pExp(buffer, 0, buffer, 0, count);
            for (int i = 0; i < count; i++) {
                int row = start + i;
                double loss = buffer[i];
                // Whether it is neither 0 nor 1, by a condition that is nearly always the same.
                if (y[row] * (1 - y[row]) != 0) {
                    loss = y[row] * loss + (1 - y[row]) * Functions.log1pExp(margins[row]);
                }
                sum += unweighted ? loss : weight(labels, row) * loss;
            }
        }
        return sum;
    }

    @Override
    public RoundMetric metric() {
        return RoundMetric.parse("log_loss");
    }

    @Override
    public String toString() {
        return positiveWeight == 1 ? name() : name() + ":" + positiveWeight;
    }
}
