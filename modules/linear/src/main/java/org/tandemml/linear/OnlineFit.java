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
        CoordinatePenalty held = scaling.penalty(beside, state.vectors, 1);
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
        double[] weights = new double[state.past.weights().length];
        for (int i = 0; i < state.keptCodes.length; i++) {
            weights[state.keptCodes[i]] += state.keptWeights[i];
        }
        double total = Arrays.stream(weights).sum();
        if (total > 0) {
            Standardization scaling = scaling();
            LogisticObjective kept = objective(scaling, Penalty.none(), total);
            boolean every = true;
            for (int k = 0; k < weights.length; k++) {
                every &= weights[k] + state.past.weights()[k] > 0;
            }
            double[] point = every ? point(scaling.width()) : new double[state.vectors * scaling.width()];
            double[] gradient = new double[point.length];
            double[] hessian = new double[point.length * point.length];
            kept.evaluate(point, gradient);
            kept.hessian(kept.hessianLevels() - 1, hessian);
            for (int i = 0; i < point.length; i++) {
                int j = i % scaling.width();
                if (j < state.columns && state.inverseScale[j] == 0) {
                    hessian[i * point.length + i] = 0;
                }
            }
            state.past = state.past.plus(point, gradient, hessian, total, weights);
        }
        state.forget();
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
