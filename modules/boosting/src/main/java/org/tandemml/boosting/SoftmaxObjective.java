package org.tandemml.boosting;

import java.util.Arrays;
import org.tandemml.core.InputException;
import org.tandemml.kernels.Kernels;

/// The multinomial log loss, see [Objective#softmax()]: with `p = softmax(f)` the gradient of output k is
/// `p_k − [y = k]` and its Hessian `2·p_k·(1 − p_k)`, kept above 1e-16. Twice the diagonal is XGBoost's choice: the
/// diagonal alone would step too far, as the outputs move together.
record SoftmaxObjective() implements Objective {
    /// Rows whose numbers for one class stay in the first cache.
    private static final int CHUNK = 1024;

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

    /// Class by class over chunks of rows, so that every loop runs along an array.
    @Override
    public void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to) {
        int rows = labels.rows();
        int classes = labels.classes();
        double[] y = labels.values();
        double[] weights = labels.weights();
        double[] largest = new double[Math.min(CHUNK, to - from)];
        double[] sum = new double[largest.length];
        for (int start = from; start < to; start += CHUNK) {
            int count = Math.min(CHUNK, to - start);
            exponentials(margins, rows, classes, start, count, gradient, rows, start, largest, sum);
            for (int k = 0, at = start; k < classes; k++, at += rows) {
                toProbabilities(gradient, hessian, at, count, sum);
            }
            for (int i = start; i < start + count; i++) {
                gradient[(int) y[i] * rows + i] -= 1;
            }
            if (weights.length > 0) {
                for (int k = 0, at = 0; k < classes; k++, at += rows) {
                    for (int i = start; i < start + count; i++) {
                        gradient[at + i] *= weights[i];
                        hessian[at + i] *= weights[i];
                    }
                }
            }
        }
    }

    private static void toProbabilities(double[] gradient, double[] hessian, int at, int count, double[] sum) {
        for (int i = 0; i < count; i++) {
            double p = gradient[at + i] / sum[i];
            gradient[at + i] = p;
            hessian[at + i] = Math.max(2 * p * (1 - p), LogisticObjective.LEAST_HESSIAN);
        }
    }

    /// Writes exp(margin − largest margin of the row), class by class, `stride` apart, and the sums and largest
    /// margins of the rows.
    private static void exponentials(
            double[] margins,
            int rows,
            int classes,
            int start,
            int count,
            double[] out,
            int stride,
            int outStart,
            double[] largest,
            double[] sum) {
        System.arraycopy(margins, start, largest, 0, count);
        for (int k = 1, at = start + rows; k < classes; k++, at += rows) {
            for (int i = 0; i < count; i++) {
                largest[i] = Math.max(largest[i], margins[at + i]);
            }
        }
        Arrays.fill(sum, 0, count, 0);
        for (int k = 0, at = start, to = outStart; k < classes; k++, at += rows, to += stride) {
            for (int i = 0; i < count; i++) {
                out[to + i] = margins[at + i] - largest[i];
            }
            Kernels.doubles().exp(out, to, out, to, count);
            for (int i = 0; i < count; i++) {
                sum[i] += out[to + i];
            }
        }
    }

    @Override
    public double loss(Labels labels, double[] margins, int from, int to) {
        int rows = labels.rows();
        double[] largest = new double[Math.min(CHUNK, to - from)];
        double[] sum = new double[largest.length];
        double[] buffer = new double[largest.length];
        double total = 0;
        for (int start = from; start < to; start += CHUNK) {
            int count = Math.min(CHUNK, to - start);
            exponentials(margins, rows, labels.classes(), start, count, buffer, 0, 0, largest, sum);
            for (int i = 0; i < count; i++) {
                int row = start + i;
                double own = margins[(int) labels.values()[row] * rows + row];
                total += labels.weight(row) * (Math.log(sum[i]) + largest[i] - own);
            }
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
