package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;
import org.tandemml.optimization.EpochDescent;

/// Plain stochastic gradient descent: an epoch visits all rows in a random order, `batch` at a time, and goes against
/// the gradient of each batch: `v ← v − η·(n/m·Σ wᵢ·gᵢ + l2·v)` for the m rows of the batch.
///
/// Without a learning rate of its own, η begins at the reciprocal of the rows' mean curvature (times the batch size, up
/// to the reciprocal of the largest possible one of the mean) and follows the objective, known after each epoch: an
/// epoch that lowers it raises η by a twentieth, one that does not is taken back and halves η. So no η diverges, and η
/// falls as the noise of the steps begins to outweigh the progress. A learning rate that was given is taken as it is,
/// times its schedule, with momentum if asked for: it may diverge, which ends the fit with the step and the loss before
/// it.
///
/// **Source**: Robbins and Monro, *A stochastic approximation method*, Annals of Mathematical Statistics 22(3), 1951;
/// Bottou, Curtis and Nocedal, *Optimization methods for large-scale machine learning*, SIAM Review 60(2), 2018.
/// **Cost**: O(K·stored cells) an epoch; sparse rows cost their stored cells, as the vectors are kept as a number times
/// a vector. **Determinism**: sequential, the order drawn from the seed.
final class StochasticDescent implements EpochDescent.Epoch {
    private static final double SMALLEST_SCALE = 1e-9;
    /// A mean loss of a batch that grows to this many times that of no coefficients at all is divergence.
    private static final double DIVERGED = 1e3;

    private final RowProblem problem;
    private final ScaledRows rows;
    private final int vectors;
    private final int columns;
    private final int batch;
    private final Seed.Stream random;
    private final int[] order;
    private final boolean uniform;
    private final GradientSteps settings;
    /// The steps before, with momentum; else empty.
    private final double[] velocity;
    private final double[] interceptVelocity;
    private double rate;
    private long step;
    private double lossBefore = Double.NaN;

    StochasticDescent(RowProblem problem, GradientSteps settings, Seed seed) {
        this.problem = problem;
        this.settings = settings;
        rows = problem.rows;
        batch = Math.min(settings.batchSize(), rows.rows());
        vectors = problem.vectors;
        columns = rows.columns();
        random = seed.child("stochastic").stream();
        order = new int[rows.rows()];
        Arrays.setAll(order, i -> i);
        double mean = problem.totalCurvature();
        double most = Arrays.stream(problem.l2).max().orElse(0);
        uniform = Arrays.stream(problem.l2).allMatch(l2 -> l2 == most);
        velocity = new double[settings.momentum() > 0 ? vectors * columns : 0];
        interceptVelocity = new double[vectors];
        rate = 1 / (mean / Math.min(batch, Math.max(1, mean)) + most + Double.MIN_NORMAL);
    }

    @Override
    public boolean accepts(double valueBefore, double valueAfter) {
        if (settings.learningRate() > 0) {
            return true;
        }
        if (valueAfter < valueBefore) {
            rate *= 1.05;
            return true;
        }
        rate /= 2;
        return false;
    }

    @Override
    public double[] next(double[] point) {
        double[] b = new double[vectors];
        double[] v = problem.vectorsOf(point, b);
        double[] factors = new double[batch * vectors];
        double[] one = new double[vectors];
        // The vectors are scale·v, so that the penalty costs one multiplication where it is the same for all columns.
        double scale = 1;
        random.shuffle(order);
        for (int from = 0; from < order.length; from += batch) {
            int count = Math.min(batch, order.length - from);
            double loss = 0;
            double weight = 0;
            rows.scores(order, from, count, vectors, v, factors);
            for (int r = 0; r < count; r++) {
                int i = order[from + r];
                for (int k = 0; k < vectors; k++) {
                    one[k] = scale * factors[k * count + r] + b[k];
                }
                if (settings.learningRate() > 0) {
                    loss += problem.weights[i] * problem.loss(i, one);
                    weight += problem.weights[i];
                }
                problem.factors(i, one);
                for (int k = 0; k < vectors; k++) {
                    factors[k * count + r] = one[k];
                }
            }
            if (settings.learningRate() > 0) {
                checkLoss(loss / weight);
                rate = settings.learningRate() * settings.schedule().factor(step);
            }
            step++;
            if (velocity.length > 0) {
                withMomentum(v, b, from, count, factors);
                continue;
            }
            // The last batch may be smaller: a shorter step, so that all rows count alike.
            scale *= shrink(v, rate * count / batch);
            for (int r = 0; r < count; r++) {
                double length = rate * problem.weights[order[from + r]] * order.length / batch;
                for (int k = 0; k < vectors; k++) {
                    double step = length * factors[k * count + r];
                    factors[k * count + r] = -step / scale;
                    b[k] -= problem.intercept ? step : 0;
                }
            }
            rows.addLast(order, from, count, vectors, factors, v);
            if (Math.abs(scale) < SMALLEST_SCALE) {
                scale = rescaled(v, scale);
            }
        }
        rescaled(v, scale);
        return problem.point(v, b);
    }

    private void checkLoss(double loss) {
        if (!(loss < DIVERGED * Math.log(Math.max(2, vectors)))) {
            throw new InputException("learning rate " + settings.learningRate() + " diverges: at step " + step
                    + " the loss of the batch is " + loss
                    + (Double.isNaN(lossBefore) ? "" : ", it was " + lossBefore + " one step before")
                    + ": use a smaller learning rate");
        }
        lossBefore = loss;
    }

    /// One step with momentum, which moves all columns.
    private void withMomentum(double[] v, double[] b, int from, int count, double[] factors) {
        double share = (double) count / batch;
        for (int j = 0; j < v.length; j++) {
            velocity[j] = settings.momentum() * velocity[j] + share * problem.l2[j % columns] * v[j];
        }
        for (int k = 0; k < vectors; k++) {
            interceptVelocity[k] *= settings.momentum();
        }
        for (int r = 0; r < count; r++) {
            double length = problem.weights[order[from + r]] * order.length / batch;
            for (int k = 0; k < vectors; k++) {
                factors[k * count + r] *= length;
                interceptVelocity[k] += problem.intercept ? factors[k * count + r] : 0;
            }
        }
        rows.addLast(order, from, count, vectors, factors, velocity);
        for (int j = 0; j < v.length; j++) {
            v[j] -= rate * velocity[j];
        }
        for (int k = 0; k < vectors; k++) {
            b[k] -= rate * interceptVelocity[k];
        }
    }

    /// The penalty's part of a step: the factor of all vectors, or 1 after changing each column by its own.
    private double shrink(double[] v, double step) {
        if (uniform) {
            double factor = columns == 0 ? 1 : 1 - step * problem.l2[0];
            return factor > 0 ? factor : 0.5;
        }
        for (int k = 0; k < vectors; k++) {
            for (int j = 0; j < columns; j++) {
                v[k * columns + j] *= Math.max(0, 1 - step * problem.l2[j]);
            }
        }
        return 1;
    }

    private static double rescaled(double[] v, double scale) {
        for (int j = 0; j < v.length; j++) {
            v[j] *= scale;
        }
        return 1;
    }
}
