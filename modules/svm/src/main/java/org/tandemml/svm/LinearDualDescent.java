package org.tandemml.svm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// Coordinate descent on the dual of an L2-penalised linear machine: one dual variable at a time is set to its
/// minimiser, `β ← clip(soft(β − g/q, ε/q), low, high)` with `g = f(x) − t` and `q = ‖x‖²` (plus `λ/(2c)` for squared
/// losses), and w follows.
///
/// Variables at a bound whose gradient is far on its outer side are left out until the others are done. A free constant
/// term stands for the constraint `Σ βᵢ = 0`, which descent on single variables cannot keep: it is a multiplier,
/// moved by `ρ·Σ βᵢ` within an epoch like the weight of a penalised constant, and taken as the new centre of that
/// penalty after it (method of multipliers).
///
/// The duality gap is a sum over rows, `loss(rᵢ) + conjugate(βᵢ) − βᵢrᵢ`, so an epoch sums it up as it goes, each row
/// as
/// it was when visited. Where that promises the end, and at twice the epochs of the last time, the true gap is computed
/// at the cost of an epoch, and decides.
///
/// **Source**: Hsieh, Chang, Lin, Keerthi and Sundararajan, *A dual coordinate descent method for large-scale linear
/// SVM*, ICML 2008; regression: Ho and Lin, *Large-scale linear support vector regression*, JMLR 13, 2012. **Cost**:
/// O(stored cells) an epoch, n + p numbers. **Determinism**: sequential, the order of the blocks of rows drawn
/// from the seed.
final class LinearDualDescent {
    private static final int FIRST_CHECK = 16;
    /// Rows that follow each other in memory are visited one after the other: alone and in random order each would be
    /// waited for.
    private static final int BLOCK = 16;

    private final LinearProblem problem;
    private final LinearRows rows;
    private final LinearLosses losses;
    private final double lambda;
    private final int n;
    /// β/λ, so that w = Σ aᵢxᵢ.
    private final double[] a;
    private final double[] curvature;
    private final double[] w;
    /// The blocks of rows in the order of this epoch.
    private final int[] order;
    /// Rows left out for now.
    private final boolean[] left;
    private final double rho;
    private double centre;
    private double shift;
    private double sumOfA;
    /// The sum of the gaps that the rows of an epoch had when they were visited, those left out having none.
    private double seenGap;

    LinearDualDescent(LinearProblem problem) {
        this.problem = problem;
        rows = problem.rows();
        losses = problem.losses();
        n = rows.rows();
        lambda = problem.l2()[0];
        a = new double[n];
        curvature = new double[n];
        w = new double[rows.width()];
        order = IntStream.range(0, (n + BLOCK - 1) / BLOCK).toArray();
        left = new boolean[n];
        double total = 0;
        for (int i = 0; i < n; i++) {
            double length = rows.squaredLength(i) - (problem.free() ? 1 : 0);
            curvature[i] = Math.max(0, length);
            total += curvature[i];
        }
        rho = problem.free() ? Math.max(total / n, 1e-6) : 0;
        for (int i = 0; i < n; i++) {
            curvature[i] += rho;
        }
    }

    LinearOptimum minimize(double tolerance, int most, Fitting how, Parallel loop) {
        Seed.Stream random = new Seed(how.seed()).child("linear-dual").stream();
        List<Double> trace = new ArrayList<>();
        trace.add(losses.total(new double[n]));
        double outside = Double.POSITIVE_INFINITY;
        int check = FIRST_CHECK;
        LinearProblem.Certificate best = null;
        double goal = -1;
        double trust = 1;
        int looked = 0;
        for (int epoch = 1; ; epoch++) {
            how.cancellation().check();
            shuffle(random);
            double largest = 0;
            seenGap = 0;
            for (int block : order) {
                int end = Math.min(n, (block + 1) * BLOCK);
                for (int i = block * BLOCK; i < end; i++) {
                    if (!left[i]) {
                        double violation = update(i, outside);
                        left[i] = violation < 0;
                        largest = Math.max(largest, violation);
                    }
                }
            }
            centre = shift;
            boolean likely = epoch > looked + looked / 8 && seenGap <= trust * tolerance * Math.abs(dual() + seenGap);
            boolean certify = likely || epoch >= check || epoch >= most;
            if (certify) {
                LinearProblem.Certificate now = certify(loop);
                best = best == null
                        ? now
                        : new LinearProblem.Certificate(
                                now.primal() <= best.primal() ? now.w() : best.w(),
                                Math.min(now.primal(), best.primal()),
                                Math.max(now.dual(), best.dual()));
                trace.add(best.primal());
                how.progress().step("dual-coordinate-descent", epoch, most, best.primal());
                if (best.relativeGap() <= tolerance || epoch >= most) {
                    return LinearOptimum.of(
                            best,
                            tolerance,
                            epoch,
                            trace.stream().mapToDouble(v -> v).toArray(),
                            "stopped after " + epoch + " epochs");
                }
                // What was seen and what there was: the next promise is believed as far as this one was kept.
                trust = Math.min(1, Math.max(seenGap, 0) / now.gap());
                looked = epoch;
                check = 2 * epoch;
            }
            if (certify || largest <= goal) {
                // Everything is looked at again: what was left out may have come to violate its bound.
                Arrays.fill(left, false);
                outside = Double.POSITIVE_INFINITY;
                goal = largest / 3;
            } else {
                outside = largest > 0 ? largest : Double.POSITIVE_INFINITY;
            }
        }
    }

    private void shuffle(Seed.Stream random) {
        for (int k = order.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int kept = order[k];
            order[k] = order[other];
            order[other] = kept;
        }
    }

    /// Sets one variable; returns the size of its projected gradient before, or −1 if it is to be left out.
    private double update(int i, double outside) {
        double low = losses.low(i) / lambda;
        double high = losses.high(i) / lambda;
        double extra = losses.squared ? lambda / (2 * losses.weight[i]) : 0;
        double old = a[i];
        double residual = losses.target[i] - score(i);
        double slope = extra * old - residual;
        seenGap += losses.value(i, residual) + losses.conjugate(i, lambda * old) - lambda * old * residual;
        double epsilon = losses.epsilon;
        double up = slope + (old >= 0 ? epsilon : -epsilon);
        double down = slope + (old > 0 ? epsilon : -epsilon);
        // Derivatives to the right and to the left; they differ at 0 where ε > 0.
        double violation = Math.max(old < high ? Math.max(0, -up) : 0, old > low ? Math.max(0, down) : 0);
        if (violation == 0) {
            boolean inner = (old >= high || up > outside) && (old <= low || -down > outside);
            return inner ? -1 : 0;
        }
        double q = curvature[i] + extra;
        if (q <= 0) {
            return violation;
        }
        double free = old - slope / q;
        double kept = Math.abs(free) - epsilon / q;
        double next = epsilon == 0 ? free : kept > 0 ? Math.copySign(kept, free) : 0;
        next = Math.min(Math.max(next, low), high);
        double step = next - old;
        if (step != 0) {
            a[i] = next;
            rows.add(i, step, w);
            if (problem.free()) {
                w[w.length - 1] = 0;
                sumOfA += step;
                shift = centre + rho * sumOfA;
            }
        }
        return violation;
    }

    private double score(int i) {
        return rows.dot(i, w) + shift;
    }

    /// The dual objective.
    private double dual() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double beta = lambda * a[i];
            sum += beta * losses.target[i] - losses.conjugate(i, beta);
        }
        double squares = 0;
        for (double v : w) {
            squares += v * v;
        }
        return sum - lambda / 2 * squares;
    }

    /// Sums w anew, so that rounding does not pile up, and certifies it.
    private LinearProblem.Certificate certify(Parallel loop) {
        double[] beta = new double[n];
        sumOfA = 0;
        for (int i = 0; i < n; i++) {
            beta[i] = Math.min(Math.max(lambda * a[i], losses.low(i)), losses.high(i));
            sumOfA += a[i];
        }
        double[] gradient = new double[w.length];
        rows.addTransposed(beta, gradient, loop);
        for (int j = 0; j < w.length; j++) {
            w[j] = gradient[j] / lambda;
        }
        double[] point = w.clone();
        if (problem.free()) {
            w[w.length - 1] = 0;
            point[point.length - 1] = shift;
            return problem.certify(point, beta, loop);
        }
        return problem.certify(point, beta, gradient, loop);
    }
}
