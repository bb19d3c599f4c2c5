package org.tandemml.svm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// The machine of Crammer and Singer: one vector a class, all fitted together by coordinate descent on the dual.
///
/// Minimised is `Σᵢ cᵢ·max over k of (eᵢₖ + f_k(xᵢ) − f_y(xᵢ)) + λ/2·Σ‖w_k‖²` with eᵢₖ = 0 for the class of the row,
/// else
/// 1. The dual variables of a row, one a class, sum to 0 and are at most C for its class, 0 for others; all of a row
/// are set to their optimum at once, by a sort. Free constant terms mean that the dual variables of each class sum to 0
/// over the rows; multipliers take care of that as in [LinearDualDescent].
///
/// The duality gap is computed on a dual point that keeps those sums exactly: where more flows from class a to class b
/// than back, the surplus is taken out along shortest paths.
///
/// **Source**: Crammer and Singer, *On the algorithmic implementation of multiclass kernel-based vector machines*, JMLR
/// 2, 2001; Keerthi, Sundararajan, Chang, Hsieh and Lin, *A sequential dual method for large scale multi-class linear
/// SVMs*, KDD 2008. **Cost**: O(K · stored cells) an epoch, K·(n + p) numbers. **Determinism**: sequential, the order
/// drawn from the seed.
final class CrammerSinger {
    private static final int FIRST_CHECK = 5;
    private static final int RESTS_AFTER = 2;
    /// Passes an epoch: those after the first cost little, since most rows rest, and the primal objective needs many.
    private static final int PASSES = 10;

    /// Where the descent ended.
    record Optimum(
            double[][] vectors,
            double primal,
            double gap,
            int iterations,
            double[] trace,
            boolean converged,
            String reason) {}

    private final LinearRows rows;
    private final int[] codes;
    private final int classes;
    private final double[] weights;
    private final double lambda;
    private final boolean free;
    private final int n;
    /// Row i, class k at `i·classes + k`; in units where `w_k = Σ aᵢₖ·xᵢ`.
    private final double[] a;
    private final double[][] w;
    private final double[] lengths;
    private final double rho;
    private final double[] centre;
    private final double[] shift;
    private final double[] sums;

    CrammerSinger(LinearRows rows, int[] codes, int classes, double[] weights, double lambda, boolean free) {
        this.rows = rows;
        this.codes = codes;
        this.classes = classes;
        this.weights = weights;
        this.lambda = lambda;
        this.free = free;
        n = rows.rows();
        a = new double[Math.multiplyExact(n, classes)];
        w = new double[classes][rows.width()];
        lengths = new double[n];
        double total = 0;
        for (int i = 0; i < n; i++) {
            lengths[i] = Math.max(0, rows.squaredLength(i) - (free ? 1 : 0));
            total += lengths[i];
        }
        rho = free ? Math.max(total / n, 1e-6) : 0;
        for (int i = 0; i < n; i++) {
            lengths[i] += rho;
        }
        centre = new double[classes];
        shift = new double[classes];
        sums = new double[classes];
    }

    Optimum minimize(double tolerance, int most, Fitting how, Parallel loop) {
        Seed.Stream random = new Seed(how.seed()).child("crammer-singer").stream();
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        int[] still = new int[n];
        double[] gradient = new double[classes];
        double[] sorted = new double[classes];
        double[] next = new double[classes];
        List<Double> trace = new ArrayList<>();
        double bestPrimal = Double.POSITIVE_INFINITY;
        double bestDual = Double.NEGATIVE_INFINITY;
        double[][] best = w;
        int check = FIRST_CHECK;
        for (int epoch = 1; ; epoch++) {
            how.cancellation().check();
            random.shuffle(order);
            boolean moved = false;
            for (int pass = 0; pass < PASSES; pass++) {
                boolean movedNow = false;
                for (int i : order) {
                    if (still[i] < RESTS_AFTER) {
                        boolean changed = update(i, gradient, sorted, next);
                        still[i] = changed ? 0 : still[i] + 1;
                        movedNow |= changed;
                    }
                }
                System.arraycopy(shift, 0, centre, 0, classes);
                moved |= movedNow;
                if (!movedNow) {
                    break;
                }
            }
            if (epoch == check || !moved || epoch >= most) {
                refresh();
                double[][] point = points();
                double primal = primal(point, loop);
                if (primal < bestPrimal) {
                    bestPrimal = primal;
                    best = point;
                }
                bestDual = Math.max(bestDual, dual());
                trace.add(bestPrimal);
                how.progress().step("crammer-singer", epoch, most, bestPrimal);
                double relative = Math.max(0, bestPrimal - bestDual) / Math.max(bestPrimal, Double.MIN_NORMAL);
                if (relative <= tolerance || epoch >= most) {
                    return new Optimum(
                            best,
                            bestPrimal,
                            Math.max(0, bestPrimal - bestDual),
                            epoch,
                            trace.stream().mapToDouble(v -> v).toArray(),
                            relative <= tolerance,
                            LinearOptimum.reason(relative, tolerance, "stopped after " + epoch + " epochs"));
                }
                Arrays.fill(still, 0);
                check = epoch + Math.max(FIRST_CHECK, epoch / 2);
            }
        }
    }

    private double cost(int i) {
        return weights[i] / lambda;
    }

    /// Sets the dual variables of one row to their optimum; whether they changed.
    private boolean update(int i, double[] b, double[] sorted, double[] next) {
        double length = lengths[i];
        if (length <= 0) {
            return false;
        }
        int y = codes[i];
        double cap = cost(i);
        for (int k = 0; k < classes; k++) {
            double g = rows.dot(i, w[k]) + shift[k] + (k == y ? 0 : 1);
            b[k] = g - length * a[i * classes + k];
            sorted[k] = b[k] + (k == y ? length * cap : 0);
        }
        // Largest first: the threshold that makes the variables sum to 0.
        Arrays.sort(sorted);
        double threshold = sorted[classes - 1] - length * cap;
        int taken = 1;
        while (taken < classes && threshold < taken * sorted[classes - 1 - taken]) {
            threshold += sorted[classes - 1 - taken];
            taken++;
        }
        threshold /= taken;
        boolean changed = false;
        for (int k = 0; k < classes; k++) {
            next[k] = Math.min(k == y ? cap : 0, (threshold - b[k]) / length);
            double step = next[k] - a[i * classes + k];
            if (Math.abs(step) > 1e-12 * cap) {
                changed = true;
                a[i * classes + k] = next[k];
                rows.add(i, step, w[k]);
                if (free) {
                    w[k][w[k].length - 1] = 0;
                    sums[k] += step;
                    shift[k] = centre[k] + rho * sums[k];
                }
            }
        }
        return changed;
    }

    private void refresh() {
        Arrays.fill(sums, 0);
        for (int k = 0; k < classes; k++) {
            Arrays.fill(w[k], 0);
            for (int i = 0; i < n; i++) {
                double value = a[i * classes + k];
                if (value != 0) {
                    rows.add(i, value, w[k]);
                    sums[k] += value;
                }
            }
            if (free) {
                w[k][w[k].length - 1] = 0;
            }
        }
    }

    private double[][] points() {
        double[][] points = new double[classes][];
        for (int k = 0; k < classes; k++) {
            points[k] = w[k].clone();
            if (free) {
                points[k][points[k].length - 1] = shift[k];
            }
        }
        return points;
    }

    private double primal(double[][] point, Parallel loop) {
        double[][] scores = new double[classes][n];
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            rows.scores(point[k], scores[k], loop);
            int penalised = free ? point[k].length - 1 : point[k].length;
            for (int j = 0; j < penalised; j++) {
                sum += lambda / 2 * point[k][j] * point[k][j];
            }
        }
        for (int i = 0; i < n; i++) {
            double worst = 0;
            for (int k = 0; k < classes; k++) {
                if (k != codes[i]) {
                    worst = Math.max(worst, 1 + scores[k][i] - scores[codes[i]][i]);
                }
            }
            sum += weights[i] * worst;
        }
        return sum;
    }

    /// The dual objective at a feasible point near the present one.
    private double dual() {
        double[] point = a.clone();
        for (int i = 0; i < n; i++) {
            int at = i * classes;
            double out = 0;
            for (int k = 0; k < classes; k++) {
                if (k != codes[i]) {
                    point[at + k] = Math.min(0, point[at + k]);
                    out -= point[at + k];
                }
            }
            double shrink = out > cost(i) ? cost(i) / out : 1;
            for (int k = 0; k < classes; k++) {
                point[at + k] = k == codes[i] ? shrink * out : shrink * point[at + k];
            }
        }
        if (free) {
            balance(point);
        }
        double errors = 0;
        double squares = 0;
        for (int k = 0; k < classes; k++) {
            double[] v = new double[rows.width()];
            for (int i = 0; i < n; i++) {
                double value = point[i * classes + k];
                if (value != 0) {
                    rows.add(i, value, v);
                    errors += k == codes[i] ? 0 : value;
                }
            }
            int penalised = free ? v.length - 1 : v.length;
            for (int j = 0; j < penalised; j++) {
                squares += v[j] * v[j];
            }
        }
        return lambda * (-squares / 2 - errors);
    }

    /// Takes out of the flows between classes, the sums of −aᵢₖ over the rows of one class, what does not come back.
    private void balance(double[] point) {
        double[][] flow = new double[classes][classes];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < classes; k++) {
                if (k != codes[i]) {
                    flow[codes[i]][k] -= point[i * classes + k];
                }
            }
        }
        double[][] kept = new double[classes][];
        double[] surplus = new double[classes];
        for (int c = 0; c < classes; c++) {
            kept[c] = flow[c].clone();
            for (int k = 0; k < classes; k++) {
                surplus[c] += flow[c][k] - flow[k][c];
            }
        }
        for (int c = 0; c < classes; c++) {
            while (surplus[c] > 0) {
                int[] from = pathToDeficit(c, kept, surplus);
                int end = from[classes];
                if (end < 0) {
                    break;
                }
                double amount = Math.min(surplus[c], -surplus[end]);
                for (int k = end; k != c; k = from[k]) {
                    amount = Math.min(amount, kept[from[k]][k]);
                }
                for (int k = end; k != c; k = from[k]) {
                    double rest = kept[from[k]][k] - amount;
                    kept[from[k]][k] = rest <= 1e-15 * flow[from[k]][k] ? 0 : rest;
                }
                surplus[c] -= amount;
                surplus[end] += amount;
                if (amount <= 0) {
                    break;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            int y = codes[i];
            double out = 0;
            for (int k = 0; k < classes; k++) {
                if (k != y) {
                    double share = flow[y][k] > 0 ? kept[y][k] / flow[y][k] : 1;
                    point[i * classes + k] *= share;
                    out -= point[i * classes + k];
                }
            }
            point[i * classes + y] = out;
        }
    }

    /// Breadth first along flows: the class before each on the way from `start`, and last the class reached, or −1.
    private int[] pathToDeficit(int start, double[][] flow, double[] surplus) {
        int[] from = new int[classes + 1];
        Arrays.fill(from, -1);
        from[start] = start;
        int[] queue = new int[classes];
        int tail = 1;
        queue[0] = start;
        for (int head = 0; head < tail; head++) {
            int c = queue[head];
            if (surplus[c] < 0) {
                from[classes] = c;
                return from;
            }
            for (int k = 0; k < classes; k++) {
                if (from[k] < 0 && flow[c][k] > 0) {
                    from[k] = c;
                    queue[tail++] = k;
                }
            }
        }
        return from;
    }
}
