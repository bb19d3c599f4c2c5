package org.tandemml.boosting;

import java.util.Arrays;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;

/// The rounds of the linear booster.
///
/// A round takes the derivatives at the present margins and makes one sweep over intercept and columns. With
/// `G = Σ gᵢxᵢⱼ`, `H = Σ hᵢxᵢⱼ²` and penalties times `W = Σw`, column j moves by the learning rate times
/// `S(w − (G + λWw)/(H + λW), αW/(H + λW)) − w`, S the soft threshold, the exact minimiser of the quadratic expansion
/// along j; gradients of the rows are brought up to date by `h·x·Δ` before the next column.
final class LinearRun {
    /// Rows of a block of partial sums.
    private static final int BLOCK = 1 << 16;

    private final Objective objective;
    private final Labels labels;
    private final FeatureColumns columns;
    private final double learningRate;
    private final double lambda;
    private final double alpha;
    private final Fitting how;
    private final Parallel loop;
    private final int outputs;
    private final double sumOfWeights;
    private final double[] base;
    private final double[] weights;
    private final double[] bias;
    private final double[] margins;
    private final double[] gradient;
    private final double[] hessian;
    private final double[] partial;
    private int rounds;

    /// Where the rounds ended.
    ///
    /// @param violation the largest component of the least subgradient of the mean objective, intercepts included
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(
            LinearEnsemble ensemble,
            int rounds,
            boolean converged,
            boolean cancelled,
            double violation,
            double[] trace) {}

    /// @param base the margins to start from
    LinearRun(
            Objective objective,
            Labels labels,
            FeatureColumns columns,
            double[] base,
            double learningRate,
            double lambda,
            double alpha,
            Fitting how) {
        this.objective = objective;
        this.labels = labels;
        this.columns = columns;
        this.base = base;
        this.learningRate = learningRate;
        this.lambda = lambda;
        this.alpha = alpha;
        this.how = how;
        loop = how.parallel();
        outputs = base.length;
        sumOfWeights = labels.sumOfWeights();
        weights = new double[outputs * columns.columns];
        bias = new double[outputs];
        margins = new double[Math.multiplyExact(outputs, columns.rows)];
        for (int k = 0; k < outputs; k++) {
            Arrays.fill(margins, k * columns.rows, (k + 1) * columns.rows, base[k]);
        }
        gradient = new double[margins.length];
        hessian = new double[margins.length];
        partial = new double[2 * ((columns.rows + BLOCK - 1) / BLOCK)];
    }

    /// Makes at most `most` rounds, fewer if the violation falls to `tolerance` times that of the start.
    Outcome run(String stage, int most, double tolerance) {
        double[] trace = new double[most + 1];
        trace[0] = value();
        derivatives();
        double violation = violation();
        double enough = tolerance * violation;
        boolean converged = violation == 0;
        boolean cancelled = false;
        while (rounds < most && !converged) {
            if (how.cancellation().isRequested()) {
                cancelled = true;
                break;
            }
            for (int k = 0; k < outputs; k++) {
                moveBias(k);
            }
            for (int k = 0; k < outputs; k++) {
                for (int j = 0; j < columns.columns; j++) {
                    move(k, j);
                }
            }
            rounds++;
            trace[rounds] = value();
            how.progress().step(stage, rounds, most, trace[rounds]);
            derivatives();
            violation = violation();
            converged = violation <= enough;
        }
        LinearEnsemble ensemble =
                new LinearEnsemble(columns.columns, weights, bias, base, rounds, TreeEnsemble.Arithmetic.DOUBLE);
        return new Outcome(ensemble, rounds, converged, cancelled, violation, Arrays.copyOf(trace, rounds + 1));
    }

    private void derivatives() {
        DerivativePass.fill(objective, labels, margins, gradient, hessian, rounds + 1, loop);
    }

    /// The mean loss plus the penalty.
    private double value() {
        double sum = 0;
        for (int from = 0; from < columns.rows; from += BLOCK) {
            sum += objective.loss(labels, margins, from, Math.min(columns.rows, from + BLOCK));
        }
        double absolute = 0;
        double squared = 0;
        for (double w : weights) {
            absolute += Math.abs(w);
            squared += w * w;
        }
        return sum / sumOfWeights + alpha * absolute + lambda / 2 * squared;
    }

    private double violation() {
        double most = 0;
        for (int k = 0; k < outputs; k++) {
            int offset = k * columns.rows;
            double own = 0;
            for (int i = offset; i < offset + columns.rows; i++) {
                own += gradient[i];
            }
            most = Math.max(most, Math.abs(own / sumOfWeights));
            for (int j = 0; j < columns.columns; j++) {
                sums(j, offset);
                double w = weights[k * columns.columns + j];
                double slope = sumOfGradients() / sumOfWeights + lambda * w;
                double least =
                        w == 0 ? Math.max(0, Math.abs(slope) - alpha) : Math.abs(slope + Math.copySign(alpha, w));
                most = Math.max(most, least);
            }
        }
        return most;
    }

    private void moveBias(int k) {
        int offset = k * columns.rows;
        double g = 0;
        double h = 0;
        for (int i = offset; i < offset + columns.rows; i++) {
            g += gradient[i];
            h += hessian[i];
        }
        if (h > 0) {
            double step = -learningRate * g / h;
            bias[k] += step;
            for (int i = offset; i < offset + columns.rows; i++) {
                margins[i] += step;
                gradient[i] += hessian[i] * step;
            }
        }
    }

    private void move(int k, int j) {
        int offset = k * columns.rows;
        sums(j, offset);
        double w = weights[k * columns.columns + j];
        double g = sumOfGradients() + lambda * sumOfWeights * w;
        double h = sumOfHessians() + lambda * sumOfWeights;
        if (!(h > 0)) {
            return;
        }
        double threshold = alpha * sumOfWeights / h;
        double target = w - g / h;
        double best = Math.copySign(Math.max(0, Math.abs(target) - threshold), target);
        double step = learningRate * (best - w);
        if (step == 0) {
            return;
        }
        weights[k * columns.columns + j] = w + step;
        double[] x = columns.values[j];
        int[] rows = columns.index[j];
        int blocks = (x.length + BLOCK - 1) / BLOCK;
        loop.forWork(4.0 * x.length).run(blocks, b -> {
            int to = Math.min(x.length, (b + 1) * BLOCK);
            for (int i = b * BLOCK; i < to; i++) {
                int at = offset + (columns.sparse ? rows[i] : i);
                margins[at] += x[i] * step;
                gradient[at] += hessian[at] * x[i] * step;
            }
        });
    }

    /// Leaves the sums of G and H of column j, block by block, in `partial`.
    private void sums(int j, int offset) {
        double[] x = columns.values[j];
        int[] rows = columns.index[j];
        Arrays.fill(partial, 0);
        int blocks = (x.length + BLOCK - 1) / BLOCK;
        loop.forWork(4.0 * x.length).run(blocks, b -> {
            int to = Math.min(x.length, (b + 1) * BLOCK);
            double g = 0;
            double h = 0;
            if (columns.sparse) {
                for (int i = b * BLOCK; i < to; i++) {
                    g += gradient[offset + rows[i]] * x[i];
                    h += hessian[offset + rows[i]] * x[i] * x[i];
                }
            } else {
                for (int i = b * BLOCK; i < to; i++) {
                    g += gradient[offset + i] * x[i];
                    h += hessian[offset + i] * x[i] * x[i];
                }
            }
            partial[2 * b] = g;
            partial[2 * b + 1] = h;
        });
    }

    private double sumOfGradients() {
        double sum = 0;
        for (int b = 0; b < partial.length; b += 2) {
            sum += partial[b];
        }
        return sum;
    }

    private double sumOfHessians() {
        double sum = 0;
        for (int b = 1; b < partial.length; b += 2) {
            sum += partial[b];
        }
        return sum;
    }
}
