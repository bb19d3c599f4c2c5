package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.Seed;
import org.tandemml.optimization.EpochDescent;

/// SAGA: each step draws a row, replaces what is remembered of its gradient, and goes against the mean of all
/// remembered gradients, corrected by the change; then it applies the penalty's proximal map.
///
/// With the remembered gradients `gᵢ` of the weighted rows, their sum G, and row i drawn with probability pᵢ:
/// `v ← prox(v − α·((gᵢ' − gᵢ)/pᵢ + G))`, where g' is the gradient at v. A row's gradient is one number a class times
/// the row, so n·K numbers are remembered. Half of the probability is uniform, half proportional to the curvature lᵢ of
/// the row, and `α = min pᵢ/(3·lᵢ)`: with equal rows the 1/(3L) of the paper, with unequal ones the mean curvature
/// counts and not the largest. On sparse rows only the columns of the drawn row are brought up to date, the steps that
/// they missed all at once by a closed form.
///
/// **Source**: Defazio, Bach and Lacoste-Julien, *SAGA: a fast incremental gradient method with support for
/// non-strongly convex composite objectives*, NIPS 2014; Qian, Qu and Richtárik, *SAGA with arbitrary sampling*, ICML
/// 2019; lagged updates: Schmidt, Le Roux and Bach, *Minimizing finite sums with the stochastic average gradient*,
/// Math. Program. 162, 2017, section 4. **Cost**: n steps an epoch of O(K·stored cells of the row). **Determinism**:
/// sequential, the rows drawn from the seed.
final class Saga implements EpochDescent.Epoch {
    private static final int FEW = 8;

    private final RowProblem problem;
    private final ScaledRows rows;
    private final int vectors;
    private final int columns;
    private final double[] v;
    private final double[] b;
    private final double[] remembered;
    private final double[] sum;
    private final double[] interceptSum;
    private final double[] probability;
    private final AliasTable draws;
    private final Seed.Stream random;
    private final double step;
    private final int[] upToDate;

    Saga(RowProblem problem, double[] start, Seed seed) {
        this.problem = problem;
        rows = problem.rows;
        vectors = problem.vectors;
        columns = rows.columns();
        b = new double[vectors];
        v = problem.vectorsOf(start, b);
        int n = rows.rows();
        double[] bounds = problem.curvatures();
        double all = Arrays.stream(bounds).sum();
        probability = new double[n];
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            probability[i] = all > 0 ? 0.5 / n + 0.5 * bounds[i] / all : 1.0 / n;
            least = Math.min(least, probability[i] / (3 * bounds[i]));
        }
        step = Double.isFinite(least) ? least : 1;
        draws = new AliasTable(probability);
        random = seed.child("saga").stream();
        upToDate = new int[columns];
        remembered = new double[n * vectors];
        sum = new double[vectors * columns];
        interceptSum = new double[vectors];
        double[] factors = new double[vectors];
        for (int i = 0; i < n; i++) {
            problem.factorsAt(i, v, b, factors);
            for (int k = 0; k < vectors; k++) {
                remembered[i * vectors + k] = factors[k];
                rows.add(i, problem.weights[i] * factors[k], sum, k * columns);
                interceptSum[k] += problem.weights[i] * factors[k];
            }
        }
    }

    @Override
    public double[] next(double[] point) {
        int n = rows.rows();
        double[] factors = new double[vectors];
        for (int t = 0; t < n; t++) {
            int i = draws.draw(random);
            if (rows instanceof ScaledRows.Sparse sparse) {
                sparseStep(sparse, i, t, factors);
            } else {
                denseStep(i, factors);
            }
        }
        if (rows instanceof ScaledRows.Sparse) {
            for (int j = 0; j < columns; j++) {
                catchUp(j, n - upToDate[j]);
                upToDate[j] = 0;
            }
        }
        return problem.point(v, b);
    }

    private void denseStep(int i, double[] factors) {
        problem.factorsAt(i, v, b, factors);
        for (int k = 0; k < vectors; k++) {
            double change = change(i, k, factors[k]);
            int at = k * columns;
            rows.add(i, -step * change / probability[i], v, at);
            for (int j = 0; j < columns; j++) {
                v[at + j] = proximal(v[at + j] - step * sum[at + j], step * problem.l1[j], 1 + step * problem.l2[j]);
            }
            rows.add(i, change, sum, at);
        }
    }

    private void sparseStep(ScaledRows.Sparse sparse, int i, int t, double[] factors) {
        int end = sparse.end(i);
        for (int place = sparse.start(i); place < end; place++) {
            int j = sparse.column(place);
            catchUp(j, t - upToDate[j]);
            upToDate[j] = t;
        }
        problem.factorsAt(i, v, b, factors);
        for (int k = 0; k < vectors; k++) {
            double change = change(i, k, factors[k]);
            int at = k * columns;
            sparse.add(i, -step * change / probability[i], v, at);
            for (int place = sparse.start(i); place < end; place++) {
                int j = at + sparse.column(place);
                int column = j - at;
                v[j] = proximal(v[j] - step * sum[j], step * problem.l1[column], 1 + step * problem.l2[column]);
                upToDate[column] = t + 1;
            }
            sparse.add(i, change, sum, at);
        }
    }

    /// Remembers a new factor, moves the intercept, and returns the weighted change.
    private double change(int i, int k, double factor) {
        double change = problem.weights[i] * (factor - remembered[i * vectors + k]);
        remembered[i * vectors + k] = factor;
        if (problem.intercept) {
            b[k] -= step * (change / probability[i] + interceptSum[k]);
            interceptSum[k] += change;
        }
        return change;
    }

    private void catchUp(int column, int missed) {
        if (missed > 0) {
            for (int k = 0; k < vectors; k++) {
                int j = k * columns + column;
                v[j] = repeated(v[j], step * sum[j], step * problem.l1[column], step * problem.l2[column], missed);
            }
        }
    }

    private static double proximal(double u, double threshold, double divisor) {
        double size = Math.abs(u) - threshold;
        return size > 0 ? Math.copySign(size, u) / divisor : 0;
    }

    /// `times` steps of `u ← prox(u − drift)`, soft thresholding by `threshold` and division by `1 + shrink`.
    ///
    /// While u keeps its sign s, a step is `u ← r·(u − drift − s·threshold)` with `r = 1/(1 + shrink)`, hence `m` steps
    /// `rᵐ·u − (drift + s·threshold)·r·(1 − rᵐ)/(1 − r)`. The drift is constant, so 0 is passed at most once.
    static double repeated(double u, double drift, double threshold, double shrink, int times) {
        double divisor = 1 + shrink;
        double value = u;
        int left = times;
        while (left > 0) {
            if (left > FEW && value != 0) {
                double towards = drift + Math.copySign(threshold, value);
                int jump = stepsBeforeZero(value, towards, shrink, left);
                if (jump > 0) {
                    value = jumped(value, towards, shrink, jump);
                    left -= jump;
                    continue;
                }
            }
            double next = proximal(value - drift, threshold, divisor);
            if (next == value) {
                return value;
            }
            value = next;
            left--;
        }
        return value;
    }

    private static double jumped(double u, double towards, double shrink, int m) {
        if (shrink == 0) {
            return u - m * towards;
        }
        double logarithm = -m * StrictMath.log1p(shrink);
        return u * StrictMath.exp(logarithm) + towards / shrink * StrictMath.expm1(logarithm);
    }

    /// How many of `most` steps certainly leave the sign of u as it is.
    private static int stepsBeforeZero(double u, double towards, double shrink, int most) {
        if (u * towards <= 0) {
            return most;
        }
        double steps;
        if (shrink == 0) {
            steps = u / towards;
        } else {
            // Zero where rᵐ·(u + towards/shrink) = towards/shrink.
            steps = StrictMath.log1p(u * shrink / towards) / StrictMath.log1p(shrink);
        }
        return (int) Math.clamp(StrictMath.floor(steps) - 2, 0, most);
    }
}
