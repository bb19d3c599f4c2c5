package org.tandemml.optimization;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Fitting;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Minimises a smooth convex function plus a [CoordinatePenalty] by Newton's method: each step minimises the quadratic
/// model plus the penalty by coordinate descent on the Hessian of a working set.
///
/// The working set holds the variables that are not zero, those whose slope the penalty does not hold at zero, and
/// those near to that; the full gradient, which each evaluation yields anyway, tells when others must join. The Hessian
/// is kept for further steps as long as they reduce the subgradient to a third, and on a path of penalties from one to
/// the next, corrected by the change of the gradient along each step (BFGS); where the objective offers cheaper
/// approximations of it, they come first. The gradient is exact throughout, so only the way to the optimum changes.
/// Steps are halved until the objective falls enough.
///
/// Where the working set is large and the columns are sparse ([Objective.WithColumns]), coordinate descent runs on the
/// columns instead, and no Hessian is written down.
///
/// Ends when the largest component of the subgradient of least size is at most `tolerance` and the decrease that the
/// model promises, as a Newton decrement `√(2·decrease)`, is too, which bounds the distance to the optimum where the
/// Hessian is ill-conditioned; or when the former is and a further step does not halve it.
///
/// **Source**: Lee, Sun and Saunders, *Proximal Newton-type methods for minimizing composite functions*, SIAM J. Optim.
/// 24(3), 2014; working sets: Friedman, Hastie and Tibshirani, JSS 33(1), 2010; Tibshirani et al., *Strong rules for
/// discarding predictors in lasso-type problems*, JRSS B 74(2), 2012; BFGS: Nocedal and Wright, *Numerical
/// Optimization*, 2nd ed., equation 6.19. **Cost**: an iteration takes one or two evaluations, at times a Hessian of
/// the working set, O(m²) to correct it, and its coordinate descent; 2·m² numbers for m variables in the working set.
/// **Determinism**: as the objective's.
/// **Errors**: `IllegalArgumentException` if the start has no finite value.
///
/// @param tolerance largest subgradient component at which the search ends
/// @param maxIterations most iterations for one penalty
public record ProximalNewton(double tolerance, int maxIterations) {
    private static final double NEAR = 0.8;
    /// On a path with few variables the working set foresees some steps: one Hessian costs as much as ten evaluations.
    private static final double NEAR_ON_PATH = 0.4;
    private static final int FEW_VARIABLES = 1000;
    /// The share of the variables from which all are taken: the few left would join one by one, each with a Hessian.
    private static final double MOST_OF_ALL = 0.75;
    private static final double GOOD_CONTRACTION = 0.25;
    private static final double WORTH_KEEPING = 0.35;
    /// Of the curvature that the Hessian expects along a step, below which it learns nothing from it.
    private static final double LEAST_CURVATURE = 1e-6;
    private static final double SUFFICIENT = 0.01;
    private static final int MOST_HALVINGS = 40;
    private static final int MOST_SWEEPS = 1000;
    private static final int MOST_COLUMN_SWEEPS = 100;
    private static final double COLUMN_GOAL = 0.1;

    public ProximalNewton {
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 0);
    }

    /// Minimises `smooth + penalty` from `start`; asks for cancellation and reports progress once an iteration.
    public Optimum minimize(Objective.WithHessian smooth, CoordinatePenalty penalty, double[] start, Fitting how) {
        return path(smooth, start, how).minimize(penalty);
    }

    /// For a sequence of penalties, each search beginning where the one before ended.
    public Path path(Objective.WithHessian smooth, double[] start, Fitting how) {
        return new Path(this, smooth, start, how);
    }

    /// A sequence of searches for one smooth function, with the point and the Hessian carried over.
    public static final class Path {
        private final ProximalNewton settings;
        private final Objective.WithHessian smooth;
        private final int d;
        private Descent at;
        private CoordinatePenalty penalty;
        /// The penalty before, and whether its optimum is where the search stands.
        private CoordinatePenalty previous;
        private boolean atPrevious;
        private int[] working = {};
        private double[] hessian = {};
        private boolean mustRefresh = true;
        private int level;
        /// The model of the latest point where columns take the place of the Hessian.
        private Objective.@Nullable ColumnModel columns;
        private final DoubleKernels kernels = Kernels.doubles();

        private Path(ProximalNewton settings, Objective.WithHessian smooth, double[] start, Fitting how) {
            this.settings = settings;
            this.smooth = smooth;
            d = start.length;
            penalty = new CoordinatePenalty(new double[d], new double[d]);
            previous = penalty;
            at = new Descent(
                    "proximal-newton", smooth, penalty, start, settings.tolerance, settings.maxIterations, how);
        }

        /// The gradient of the smooth part where the latest search ended, as a copy.
        public double[] gradient() {
            return at.gradient.clone();
        }

        /// Minimises with the next penalty.
        public Optimum minimize(CoordinatePenalty next) {
            Check.length("penalty", next.dimension(), d);
            previous = penalty;
            penalty = next;
            Optimum optimum = search();
            atPrevious = optimum.converged();
            return optimum;
        }

        private Optimum search() {
            at = new Descent(at, penalty);
            double before = Double.POSITIVE_INFINITY;
            while (true) {
                double violation = at.gradientNorm();
                boolean small = violation <= settings.tolerance;
                if (violation == 0 || (small && violation > before / 2)) {
                    return at.converged();
                }
                Optional<Optimum> end = at.endBeforeStep();
                if (end.isPresent()) {
                    return small && at.iterations >= settings.maxIterations ? at.converged() : end.get();
                }
                boolean fresh = mustRefresh || !covered();
                if (fresh) {
                    refresh();
                }
                double[] target = at.point.clone();
                double expected = modelMinimum(violation, target);
                if (small && Math.sqrt(-2 * Math.min(0, expected)) <= settings.tolerance) {
                    return at.converged();
                }
                before = violation;
                atPrevious = false;
                boolean moved = goTowards(target, expected, violation);
                boolean best = columns != null || level + 1 == smooth.hessianLevels();
                if (!moved && fresh && best) {
                    return small ? at.converged() : at.stuck();
                }
                boolean rough = !moved || at.gradientNorm() > GOOD_CONTRACTION * violation;
                if (fresh && rough && !best) {
                    level++;
                }
                mustRefresh = columns != null || !moved || at.gradientNorm() > WORTH_KEEPING * violation;
            }
        }

        /// Whether every variable that must move is in the working set.
        private boolean covered() {
            int k = 0;
            for (int j = 0; j < d; j++) {
                boolean inside = k < working.length && working[k] == j;
                if (inside) {
                    k++;
                } else if (at.point[j] != 0 || penalty.subgradient(j, at.point[j], at.gradient[j]) != 0) {
                    return false;
                }
            }
            return true;
        }

        /// The slope above which a variable that is 0 joins the working set. Where the search begins at the optimum for
        /// the penalty before, the sequential strong rule tells which cannot be needed, unless their slopes change
        /// faster than the penalty; [#covered] finds those.
        private double screen(int j) {
            if (!atPrevious) {
                return NEAR * penalty.l1(j);
            }
            return d <= FEW_VARIABLES
                    ? NEAR_ON_PATH * penalty.l1(j)
                    : Math.min(NEAR * penalty.l1(j), 2 * penalty.l1(j) - previous.l1(j));
        }

        private void refresh() {
            int[] chosen = new int[d];
            int count = 0;
            for (int j = 0; j < d; j++) {
                double slope = Math.abs(at.gradient[j] + penalty.l2(j) * at.point[j]);
                if (at.point[j] != 0 || slope > screen(j)) {
                    chosen[count++] = j;
                }
            }
            if (count > MOST_OF_ALL * d) {
                count = 0;
                for (int j = 0; j < d; j++) {
                    if (at.point[j] != 0 || at.gradient[j] != 0) {
                        chosen[count++] = j;
                    }
                }
            }
            working = Arrays.copyOf(chosen, count);
            columns = smooth instanceof Objective.WithColumns sparse && sparse.columnsAreCheaper(count)
                    ? sparse.columnModel()
                    : null;
            if (columns != null) {
                hessian = new double[0];
                return;
            }
            int needed = Math.multiplyExact(count, count);
            hessian = hessian.length >= needed && hessian.length <= 4 * needed ? hessian : new double[needed];
            smooth.hessian(level, working, hessian);
            for (int i = 0; i < count; i++) {
                for (int j = i + 1; j < count; j++) {
                    hessian[j * count + i] = hessian[i * count + j];
                }
            }
        }

        /// Moves `target` to the minimum of the model and returns the change of the objective that it promises.
        private double modelMinimum(double violation, double[] target) {
            if (columns != null) {
                new ColumnDescent(columns, penalty, at.gradient, target)
                        .minimize(working, COLUMN_GOAL * violation, MOST_COLUMN_SWEEPS);
                double change = penalty.value(target) - penalty.value(at.point);
                for (int j : working) {
                    change += at.gradient[j] * (target[j] - at.point[j]);
                }
                return change;
            }
            int m = working.length;
            double[] l1 = new double[m];
            double[] l2 = new double[m];
            double[] u = new double[m];
            double[] slope = new double[m];
            for (int k = 0; k < m; k++) {
                int j = working[k];
                l1[k] = penalty.l1(j);
                l2[k] = penalty.l2(j);
                u[k] = at.point[j];
                slope[k] = at.gradient[j];
            }
            // The model's slope at u is Hu − Hw + g; the coordinate descent needs no more than that it follows u.
            new GramDescent(m, hessian, l1, l2, u, slope).minimize(violation / 100, MOST_SWEEPS);
            double expected = -penalty.value(at.point);
            for (int k = 0; k < m; k++) {
                int j = working[k];
                expected += at.gradient[j] * (u[k] - at.point[j]);
                target[j] = u[k];
            }
            return expected + penalty.value(target);
        }

        /// Corrects the Hessian by the change of the gradient on the way to `point` (BFGS), so that one which is kept
        /// follows the objective.
        private void learn(double[] point, double[] gradient) {
            int m = working.length;
            double[] step = new double[m];
            double[] change = new double[m];
            double[] product = new double[m];
            for (int k = 0; k < m; k++) {
                step[k] = point[working[k]] - at.point[working[k]];
                change[k] = gradient[working[k]] - at.gradient[working[k]];
                kernels.axpy(step[k], hessian, k * m, product, 0, m);
            }
            double curvature = kernels.dot(step, 0, change, 0, m);
            double expected = kernels.dot(step, 0, product, 0, m);
            if (!(curvature > LEAST_CURVATURE * expected && expected > 0)) {
                return;
            }
            for (int k = 0; k < m; k++) {
                kernels.axpy(change[k] / curvature, change, 0, hessian, k * m, m);
                kernels.axpy(-product[k] / expected, product, 0, hessian, k * m, m);
            }
        }

        /// One step; false if the objective falls nowhere along it.
        private boolean goTowards(double[] target, double expected, double violation) {
            double[] gradient = new double[d];
            double noise = Descent.NOISE * Math.abs(at.value);
            double length = 1;
            for (int halving = 0; halving < MOST_HALVINGS; halving++, length /= 2) {
                double[] trial = target;
                if (length < 1) {
                    trial = new double[d];
                    for (int j = 0; j < d; j++) {
                        trial[j] = at.point[j] + length * (target[j] - at.point[j]);
                    }
                }
                double value = smooth.evaluate(trial, gradient) + penalty.value(trial);
                boolean falls =
                        value <= at.value + SUFFICIENT * length * Math.min(0, expected) && value < at.value - noise;
                // Where the value is flat to rounding only the subgradient tells which point is better.
                boolean flat = Math.abs(value - at.value) <= 10 * noise
                        && penalty.violation(trial, gradient) < 0.9 * violation;
                if (falls || flat) {
                    if (columns == null) {
                        learn(trial, gradient);
                    }
                    at.moveTo(trial, value, gradient);
                    return true;
                }
            }
            // Back to where the search stands: the Hessian is taken at the latest point.
            smooth.evaluate(at.point, new double[d]);
            return false;
        }
    }
}
