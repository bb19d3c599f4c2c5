package org.tandemml.svm;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The variables of a [DualProblem] with `v = c − Ka`, and what the two say of the distance from the optimum.
final class DualState {
    final DualProblem problem;
    final double[] a;
    final double[] v;
    private final double[] low;
    private final double[] high;
    private final int[] group;

    private DualState(DualProblem problem, double[] a, double[] v) {
        this.problem = problem;
        this.a = a;
        this.v = v;
        low = problem.low();
        high = problem.high();
        group = problem.group();
    }

    /// The start of a problem, with v as if all variables were 0.
    static DualState of(DualProblem problem) {
        return new DualState(problem, problem.start().clone(), problem.c().clone());
    }

    int size() {
        return a.length;
    }

    /// Σ of the variables of each point.
    double[] byPoint(int points) {
        double[] sums = new double[points];
        for (int i = 0; i < a.length; i++) {
            sums[problem.point()[i]] += a[i];
        }
        return sums;
    }

    double objective() {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum -= a[i] * (problem.c()[i] + v[i]);
        }
        return sum / 2;
    }

    /// The largest v of a group among variables that may rise: −∞ without any.
    private double up(int g) {
        double up = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < a.length; i++) {
            up = group[i] == g && a[i] < high[i] ? Math.max(up, v[i]) : up;
        }
        return up;
    }

    /// The smallest v of a group among variables that may fall: +∞ without any.
    private double down(int g) {
        double down = Double.POSITIVE_INFINITY;
        for (int i = 0; i < a.length; i++) {
            down = group[i] == g && a[i] > low[i] ? Math.min(down, v[i]) : down;
        }
        return down;
    }

    /// The largest KKT violation, `max_up v − min_down v` over the groups.
    double violation() {
        double most = 0;
        for (int g = 0; g < problem.groups(); g++) {
            double violation = up(g) - down(g);
            most = Double.isFinite(violation) ? Math.max(most, violation) : most;
        }
        return most;
    }

    /// The two variables of each group that bound its violation, as far as there are any.
    int[] worst() {
        int[] found = new int[2 * problem.groups()];
        for (int g = 0; g < problem.groups(); g++) {
            double up = up(g);
            double down = down(g);
            for (int i = a.length - 1; i >= 0; i--) {
                if (group[i] == g) {
                    found[2 * g] = a[i] < high[i] && v[i] == up ? i : found[2 * g];
                    found[2 * g + 1] = a[i] > low[i] && v[i] == down ? i : found[2 * g + 1];
                }
            }
        }
        return found;
    }

    /// The variables that are not held at a bound by all others: a variable at its lower bound whose v is below that of
    /// every one that could fall has no partner, and likewise above. A `share` of the violation counts as nearly not
    /// held.
    int[] active(double share) {
        double[] least = new double[problem.groups()];
        double[] most = new double[problem.groups()];
        for (int g = 0; g < least.length; g++) {
            double slack = share * Math.max(0, up(g) - down(g));
            least[g] = down(g) - slack;
            most[g] = up(g) + slack;
        }
        return IntStream.range(0, a.length)
                .filter(i -> {
                    boolean rises = a[i] < high[i] && v[i] >= least[group[i]];
                    boolean falls = a[i] > low[i] && v[i] <= most[group[i]];
                    return rises || falls;
                })
                .toArray();
    }

    /// The variables of some points, given in ascending order, alone; c is not meant to be used there.
    DualState among(int[] points, int allPoints) {
        int[] position = new int[allPoints];
        Arrays.fill(position, -1);
        for (int k = 0; k < points.length; k++) {
            position[points[k]] = k;
        }
        int[] variables = variablesOf(position);
        double[] own = pick(a, variables);
        DualProblem part = new DualProblem(
                new double[own.length],
                pick(low, variables),
                pick(high, variables),
                own,
                Arrays.stream(variables).map(i -> position[problem.point()[i]]).toArray(),
                Arrays.stream(variables).map(i -> group[i]).toArray(),
                problem.groups());
        return new DualState(part, own.clone(), pick(v, variables));
    }

    /// Takes the variables of [#among] over; returns by how much those of each of its points changed.
    double[] take(DualState part, int[] points, int allPoints) {
        int[] position = new int[allPoints];
        Arrays.fill(position, -1);
        for (int k = 0; k < points.length; k++) {
            position[points[k]] = k;
        }
        int[] variables = variablesOf(position);
        double[] change = new double[points.length];
        for (int k = 0; k < variables.length; k++) {
            int i = variables[k];
            change[position[problem.point()[i]]] += part.a[k] - a[i];
            a[i] = part.a[k];
        }
        return change;
    }

    private int[] variablesOf(int[] position) {
        return IntStream.range(0, a.length)
                .filter(i -> position[problem.point()[i]] >= 0)
                .toArray();
    }

    private static double[] pick(double[] values, int[] at) {
        double[] picked = new double[at.length];
        for (int k = 0; k < at.length; k++) {
            picked[k] = values[at[k]];
        }
        return picked;
    }

    /// b of each group: the mean of v at free variables, or the middle of where it may lie.
    double[] thresholds() {
        double[] thresholds = new double[problem.groups()];
        for (int g = 0; g < thresholds.length; g++) {
            double free = 0;
            int count = 0;
            for (int i = 0; i < a.length; i++) {
                if (group[i] == g && a[i] < high[i] && a[i] > low[i]) {
                    free += v[i];
                    count++;
                }
            }
            thresholds[g] = count > 0 ? free / count : middle(up(g), down(g));
        }
        return thresholds;
    }

    private static double middle(double up, double down) {
        if (Double.isFinite(up) && Double.isFinite(down)) {
            return (up + down) / 2;
        }
        return Double.isFinite(up) ? up : Double.isFinite(down) ? down : 0;
    }

    /// What the objective is above the dual of this dual at most.
    double gap(double[] thresholds) {
        double gap = 0;
        for (int i = 0; i < a.length; i++) {
            double slope = v[i] - thresholds[group[i]];
            double best = slope > 0 ? high[i] : low[i];
            gap += slope == 0 || Double.isInfinite(best) ? 0 : slope * (best - a[i]);
        }
        return gap;
    }
}
