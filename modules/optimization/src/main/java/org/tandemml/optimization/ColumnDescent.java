package org.tandemml.optimization;

import java.util.Arrays;

/// Minimises a penalised quadratic model by coordinate descent on the columns of the data: as [GramDescent], without
/// the matrix. A step along one variable costs the stored cells of its column.
///
/// Sweeps over the variables that are not zero alternate with sweeps over all of the working set; where the former
/// crawl, an [Extrapolation] leaps ahead.
///
/// **Source**: Yuan, Ho and Lin, *An improved GLMNET for L1-regularized logistic regression*, JMLR 13, 2012, section 4.
/// **Cost**: O(stored cells of the working set) a sweep. **Determinism**: sequential.
final class ColumnDescent {
    private final Objective.ColumnModel model;
    private final CoordinatePenalty penalty;
    private final double[] gradient;
    private final double[] point;
    private final double[] start;

    /// @param gradient of the smooth function where the model was made
    /// @param point where the model was made; moved to the minimum
    ColumnDescent(Objective.ColumnModel model, CoordinatePenalty penalty, double[] gradient, double[] point) {
        this.model = model;
        this.penalty = penalty;
        this.gradient = gradient;
        this.point = point;
        start = point.clone();
    }

    /// Runs over the variables `working` until no component of the subgradient exceeds `goal`, or for `maxSweeps`.
    void minimize(int[] working, double goal, int maxSweeps) {
        int[] active = new int[working.length];
        int sweeps = 0;
        while (sweeps < maxSweeps) {
            sweeps++;
            if (sweep(working, working.length) <= goal) {
                return;
            }
            int count = 0;
            for (int j : working) {
                if (point[j] != 0) {
                    active[count++] = j;
                }
            }
            int[] support = Arrays.copyOf(active, count);
            Extrapolation ahead = new Extrapolation(support);
            while (sweeps < maxSweeps) {
                sweeps++;
                if (sweep(support, count) <= goal) {
                    break;
                }
                ahead.next(point).ifPresent(guess -> leap(support, guess));
            }
        }
    }

    /// Goes to the values `guess` of some variables if the model is lower there.
    private void leap(int[] variables, double[] guess) {
        double before = value(variables);
        double[] here = new double[variables.length];
        for (int k = 0; k < variables.length; k++) {
            here[k] = point[variables[k]];
        }
        goTo(variables, guess);
        if (!(value(variables) < before)) {
            goTo(variables, here);
        }
    }

    private void goTo(int[] variables, double[] values) {
        for (int k = 0; k < variables.length; k++) {
            int j = variables[k];
            if (values[k] != point[j]) {
                model.move(j, values[k] - point[j]);
                point[j] = values[k];
            }
        }
    }

    /// The model, but for what the other variables add.
    private double value(int[] variables) {
        double sum = model.energy() / 2;
        for (int j : variables) {
            double u = point[j];
            sum += gradient[j] * (u - start[j]) + penalty.l1(j) * Math.abs(u) + penalty.l2(j) / 2 * u * u;
        }
        return sum;
    }

    /// The largest subgradient met before its variable was set right.
    private double sweep(int[] order, int count) {
        double largest = 0;
        for (int k = 0; k < count; k++) {
            int j = order[k];
            double curvature = model.curvature(j);
            if (!(curvature > 0)) {
                continue;
            }
            double slope = model.slope(j) + gradient[j];
            double u = point[j];
            double violation = Math.abs(penalty.subgradient(j, u, slope));
            largest = Math.max(largest, violation);
            if (violation == 0) {
                continue;
            }
            double pull = curvature * u - slope;
            double size = Math.abs(pull) - penalty.l1(j);
            double next = size > 0 ? Math.copySign(size, pull) / (curvature + penalty.l2(j)) : 0;
            model.move(j, next - u);
            point[j] = next;
        }
        return largest;
    }
}
