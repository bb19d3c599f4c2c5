package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;
import org.tandemml.core.Progress;
import org.tandemml.optimization.CoordinatePenalty;
import org.tandemml.optimization.Objective;
import org.tandemml.optimization.ProximalNewton;
import org.tandemml.regularization.Penalty;

/// Moves the point of a stream to the optimum over the rows kept and what is remembered of those before them.
final class OnlineFit {
    private static final double FARTHEST_INTERCEPT = 30;
    private static final double TOLERANCE = 1e-9;
    private static final int MOST_ITERATIONS = 200;

    private final OnlineState state;
    private final Fitting how;

    OnlineFit(OnlineState state, Fitting how) {
        this.state = state;
        this.how = how;
    }

    /// Moves to the optimum over all rows.
    void fit() {
        double total = state.past.weight() + Arrays.stream(state.keptWeights).sum();
        if (state.fitted == state.keptCodes.length || !(total > 0)) {
            return;
        }
        Penalty penalty = state.settings.penalty();
        Standardization scaling = scaling();
        LogisticObjective kept = objective(scaling, penalty, total);
        Objective.WithHessian all = state.past.isEmpty() ? kept : state.past.beside(kept, 1 / total);
        Penalty beside = penalty.l1() > 0 ? penalty : Penalty.none();
        minimize(all, scaling, scaling.penalty(beside, state.vectors, 1));
    }

    /// Moves to the optimum of what is remembered; returns the change of the objective that its slope promises: the
    /// gradient times the step, and the change of the penalty.
    private double fitPast() {
        Standardization scaling = scaling();
        CoordinatePenalty penalty = scaling.penalty(state.settings.penalty(), state.vectors, 1);
        Objective.WithHessian model = state.past.alone(1 / state.past.weight());
        double[] from = point(scaling.width());
        double[] gradient = new double[from.length];
        model.evaluate(from, gradient);
        minimize(model, scaling, penalty);
        double[] to = point(scaling.width());
        double promised = penalty.value(to) - penalty.value(from);
        for (int i = 0; i < to.length; i++) {
            promised += gradient[i] * (to[i] - from[i]);
        }
        return promised;
    }

    private void minimize(Objective.WithHessian all, Standardization scaling, CoordinatePenalty held) {
        double[] start = point(scaling.width());
        double[] empty = new double[start.length];
        // Rows of a class that had not been seen may make the point far worse than none.
        double[] slope = new double[empty.length];
        if (all.evaluate(empty, slope) + held.value(empty) < all.evaluate(start, slope) + held.value(start)) {
            start = empty;
        }
        double[] found = new ProximalNewton(TOLERANCE, MOST_ITERATIONS)
                .minimize(all, held, start, how.withProgress(Progress.NONE))
                .point();
        int group = state.columns + 1;
        for (int k = 0; k < state.vectors; k++) {
            System.arraycopy(found, k * scaling.width(), state.point, k * group, scaling.width());
            if (scaling.intercept) {
                // As long as a class has no row, the optimum of the intercepts is at infinity.
                int at = k * group + state.columns;
                state.point[at] = Math.clamp(state.point[at], -FARTHEST_INTERCEPT, FARTHEST_INTERCEPT);
            }
        }
        System.arraycopy(state.point, 0, state.average, 0, state.point.length);
        state.fitted = state.keptCodes.length;
    }

    /// Lets go the rows kept and remembers them by the curvature of their loss at the optimum. While a class has no
    /// row, that optimum is at infinity and the curvature there 0: then by the curvature without any coefficients.
    void remember() {
        fit();
        boolean every = true;
        for (int k = 0; k < state.past.weights().length; k++) {
            every &= state.past.weights()[k] + keptWeight(k) > 0;
        }
        Standardization scaling = scaling();
        double[] point = every ? point(scaling.width()) : new double[state.vectors * scaling.width()];
        state.past = state.past.plus(expanded(scaling, point).models);
        state.forget();
    }

    /// Adds the rows kept, which the stream has had before, to the sums of the pass, and lets them go.
    void addToPass() {
        Standardization scaling = scaling();
        Expansion kept = expanded(scaling, point(scaling.width()));
        state.passes.add(kept.models, kept.losses);
        state.forget();
    }

    /// Ends a pass: a step of Newton's method if the rows were those of the stream, or part of the way back if the
    /// step before has led to a larger objective. Rows that were new are remembered beside the others.
    void endPass() {
        addToPass();
        StreamPasses passes = state.passes;
        PastRows sums = passes.sums();
        if (sums.isEmpty()) {
            passes.end();
            return;
        }
        if (!passes.wereSame()) {
            state.past = state.past.plus(sums);
            passes.end();
            fitPast();
            return;
        }
        Standardization scaling = scaling();
        double penalty =
                scaling.penalty(state.settings.penalty(), state.vectors, 1).value(point(scaling.width()));
        double value = passes.meanLoss() + penalty;
        boolean tooFar = passes.stepWasTooFar(value);
        passes.end();
        if (tooFar) {
            passes.shorten(state.point, value);
            System.arraycopy(state.point, 0, state.average, 0, state.point.length);
            return;
        }
        state.past = sums;
        double[] from = state.point.clone();
        passes.stepFrom(from, value, fitPast());
    }

    /// The quadratic models of the rows kept around a point, and the weighted sum of their losses there.
    private record Expansion(PastRows models, double losses) {}

    private Expansion expanded(Standardization scaling, double[] point) {
        double[] weights = new double[state.past.weights().length];
        Arrays.setAll(weights, this::keptWeight);
        PastRows none = PastRows.none(weights.length);
        double total = Arrays.stream(weights).sum();
        if (!(total > 0)) {
            return new Expansion(none, 0);
        }
        // An L1 part is outside the objective, and tells it that the penalty holds what the loss leaves free.
        Penalty beside = state.settings.penalty().lambda() > 0 ? Penalty.l1(1) : Penalty.none();
        LogisticObjective kept = objective(scaling, beside, total);
        double[] gradient = new double[point.length];
        double[] hessian = new double[point.length * point.length];
        double loss = kept.evaluate(point, gradient);
        kept.hessian(kept.hessianLevels() - 1, hessian);
        for (int i = 0; i < point.length; i++) {
            int j = i % scaling.width();
            if (j < state.columns && state.inverseScale[j] == 0) {
                hessian[i * point.length + i] = 0;
            }
        }
        return new Expansion(none.plus(point, gradient, hessian, total, weights), loss * total);
    }

    /// The weights of the rows kept of one class.
    private double keptWeight(int code) {
        double sum = 0;
        for (int i = 0; i < state.keptCodes.length; i++) {
            sum += state.keptCodes[i] == code ? state.keptWeights[i] : 0;
        }
        return sum;
    }

    private Standardization scaling() {
        double[] factors = new double[state.columns];
        Arrays.setAll(factors, state::penaltyFactor);
        return Standardization.fixed(state.settings.intercept(), state.centre, state.inverseScale, factors);
    }

    private double[] point(int width) {
        double[] point = new double[state.vectors * width];
        for (int k = 0; k < state.vectors; k++) {
            System.arraycopy(state.point, k * (state.columns + 1), point, k * width, width);
        }
        return point;
    }

    /// The loss of the rows kept, each weighing its part of `total`.
    private LogisticObjective objective(Standardization scaling, Penalty penalty, double total) {
        double[] shares = Arrays.stream(state.keptWeights).map(w -> w / total).toArray();
        Design rows = Design.of(state.kept());
        Parallel loop = how.parallel();
        return state.vectors == 1
                ? new BinaryObjective(rows, scaling, state.keptCodes, shares, new double[0], penalty, loop)
                : new SoftmaxObjective(rows, scaling, state.vectors, state.keptCodes, shares, penalty, loop);
    }
}
