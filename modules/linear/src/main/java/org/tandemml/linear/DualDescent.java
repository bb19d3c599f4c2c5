package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.Seed;
import org.tandemml.kernels.Functions;
import org.tandemml.optimization.EpochDescent;

/// Coordinate descent on the dual of L2-penalised logistic regression with two classes.
///
/// On columns scaled so that the penalty is `λ/2·‖v‖²`, and with `Cᵢ = wᵢ/λ`, the dual is to minimise `½·‖Σ αᵢyᵢxᵢ‖² +
/// Σ αᵢ·log αᵢ + (Cᵢ − αᵢ)·log(Cᵢ − αᵢ)` over `0 < αᵢ < Cᵢ`,
/// and the vector is `v = Σ αᵢyᵢxᵢ`. One variable at a time is set to its minimiser by a modified Newton method on
/// whichever of αᵢ and Cᵢ − αᵢ is the smaller, so that both keep their digits near 0. The intercept is free of penalty,
/// hence no part of the dual: after each epoch it is set to its minimiser for the present v, by Newton's method, and is
/// an offset of the scores in the next epoch. A step in v and one in the intercept in turn lead to the optimum of both.
///
/// **Source**: Yu, Huang and Lin, *Dual coordinate descent methods for logistic regression and maximum entropy models*,
/// Machine Learning 85, 2011, algorithms 4 and 5. **Cost**: O(stored cells) an epoch and n logarithms a Newton step.
/// **Determinism**: sequential, the order drawn from the seed.
final class DualDescent implements EpochDescent.Epoch {
    private static final int MOST_NEWTON = 100;
    private static final double BACK = 0.1;
    private static final double FARTHEST = 2;
    private static final double SMALLEST_SLOPE = 1e-15;

    private final RowProblem problem;
    private final ScaledRows rows;
    private final double[] upper;
    private final double[] alpha;
    private final double[] rest;
    private final double[] curvature;
    private final double[] v;
    private final int[] order;
    private final Seed.Stream random;
    private double intercept;

    DualDescent(RowProblem problem, double lambda, double[] start, Seed seed) {
        this.problem = problem;
        rows = problem.rows;
        int n = rows.rows();
        random = seed.child("dual").stream();
        order = new int[n];
        upper = new double[n];
        alpha = new double[n];
        rest = new double[n];
        curvature = new double[n];
        v = new double[rows.columns()];
        double[] b = new double[1];
        double[] from = problem.vectorsOf(start, b);
        intercept = b[0];
        for (int i = 0; i < n; i++) {
            order[i] = i;
            upper[i] = problem.weights[i] / lambda;
            curvature[i] = Math.max(rows.squaredLength(i), Double.MIN_NORMAL);
            // The dual variables that the start implies: the derivatives of the losses.
            double[] factor = new double[1];
            problem.factorsAt(i, from, b, factor);
            double share = Math.clamp(Math.abs(factor[0]), 1e-8, 1 - 1e-8);
            alpha[i] = upper[i] * share;
            rest[i] = upper[i] * (1 - share);
            rows.add(i, sign(i) * alpha[i], v, 0);
        }
    }

    private double sign(int i) {
        return problem.codes[i] == 1 ? 1 : -1;
    }

    @Override
    public double[] next(double[] point) {
        random.shuffle(order);
        for (int i : order) {
            double sign = sign(i);
            double change = minimise(i, sign * (rows.dot(i, v, 0) + intercept));
            rows.add(i, sign * change, v, 0);
        }
        if (problem.intercept) {
            moveIntercept();
        }
        return problem.point(v, new double[] {intercept});
    }

    private void moveIntercept() {
        double[] scores = new double[order.length];
        Arrays.setAll(scores, i -> rows.dot(i, v, 0));
        for (int k = 0; k < MOST_NEWTON; k++) {
            double slope = 0;
            double bend = Double.MIN_NORMAL;
            for (int i = 0; i < scores.length; i++) {
                double sign = sign(i);
                double q = Functions.sigmoid(-sign * (scores[i] + intercept));
                slope -= sign * problem.weights[i] * q;
                bend += problem.weights[i] * q * (1 - q);
            }
            if (Math.abs(slope) <= SMALLEST_SLOPE) {
                return;
            }
            intercept -= Math.clamp(slope / bend, -FARTHEST, FARTHEST);
        }
    }

    /// Sets αᵢ to the minimiser of `z·log z + (C−z)·log(C−z) + a/2·(z−αᵢ)² + slope·(z−αᵢ)` and returns its change.
    private double minimise(int i, double slope) {
        double total = upper[i];
        double a = curvature[i];
        boolean first = (rest[i] - alpha[i]) / 2 >= -slope / a;
        double from = first ? alpha[i] : rest[i];
        double linear = first ? slope : -slope;
        double z = from >= total / 2 ? BACK * from : from;
        for (int k = 0; k < MOST_NEWTON; k++) {
            double gradient = Math.log(z / (total - z)) + a * (z - from) + linear;
            double step = -gradient / (a + total / (z * (total - z)));
            double next = z + step <= 0 ? BACK * z : z + step;
            next = next >= total ? (z + total) / 2 : next;
            boolean still = Math.abs(next - z) <= 1e-15 * z;
            z = next;
            if (still) {
                break;
            }
        }
        alpha[i] = first ? z : total - z;
        rest[i] = first ? total - z : z;
        return first ? z - from : from - z;
    }
}
