package org.tandemml.svm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;
import org.tandemml.core.Progress;
import org.tandemml.kernels.Kernels;
import org.tandemml.optimization.CoordinatePenalty;
import org.tandemml.optimization.Objective;
import org.tandemml.optimization.Optimum;
import org.tandemml.optimization.ProximalNewton;

/// The method of multipliers of [MultiplierNewton] for penalties with an L1 part: the envelope of the losses plus the
/// penalty is minimised by proximal Newton steps on the columns that matter.
///
/// The hinge with an L1 penalty alone is a linear program; on those the method of multipliers ends after finitely many
/// rounds if each is solved well.
///
/// Squared losses are smooth as they are and need one search, taken to a smaller subgradient while the duality gap is
/// too large. **Cost**: O(stored cells) an evaluation, `|band|·m²` for the Hessian of m working columns.
/// **Determinism**: same bits for any number of threads.
final class MultiplierProximal {
    private static final double GROWTH = 2;
    private static final double SHARPER = 6;
    private static final int MOST_A_ROUND = 60;
    private static final int MOST_ROUNDS = 40;

    private final LinearProblem problem;
    private final double tolerance;
    private final int most;
    private final Fitting how;
    private final Parallel loop;
    private final CoordinatePenalty penalty;
    private final Envelope envelope;

    MultiplierProximal(LinearProblem problem, double tolerance, int most, Fitting how, Parallel loop) {
        this.problem = problem;
        this.tolerance = tolerance;
        this.most = most;
        this.how = how;
        this.loop = loop;
        penalty = new CoordinatePenalty(problem.l1(), problem.l2());
        envelope = new Envelope(problem, loop);
    }

    LinearOptimum run() {
        double[] w = new double[problem.width()];
        double[] gradient = new double[w.length];
        envelope.evaluate(w, gradient);
        double accuracy = 1e-2 * Math.max(penalty.violation(w, gradient), Double.MIN_NORMAL);
        double smallest = 1e-13 * Math.max(1, accuracy);
        List<Double> trace = new ArrayList<>();
        trace.add(problem.losses().total(new double[problem.rows().rows()]));
        LinearProblem.Certificate best = null;
        int iterations = 0;
        int sinceBetter = 0;
        for (int round = 0; ; round++) {
            how.cancellation().check();
            Optimum found = new ProximalNewton(accuracy, Math.clamp(most - iterations, 1, MOST_A_ROUND))
                    .minimize(envelope, penalty, w, how.withProgress(Progress.NONE));
            iterations += found.iterations();
            w = found.point();
            envelope.evaluate(w, gradient);
            LinearProblem.Certificate now = problem.certify(w, envelope.beta, loop);
            // A round that is accurate enough as it begins says nothing about what a more accurate one will find.
            boolean idle = found.iterations() == 0 && accuracy > smallest;
            boolean better = best == null || now.gap() < 0.9 * best.gap();
            sinceBetter = better ? 0 : idle ? sinceBetter : sinceBetter + 1;
            best = best == null
                    ? now
                    : new LinearProblem.Certificate(
                            now.primal() <= best.primal() ? now.w() : best.w(),
                            Math.min(now.primal(), best.primal()),
                            Math.max(now.dual(), best.dual()));
            trace.add(best.primal());
            how.progress().step("primal-newton", Math.min(iterations, most), most, best.primal());
            boolean spent = iterations >= most || round >= MOST_ROUNDS || sinceBetter >= 6;
            if (best.relativeGap() <= tolerance || spent) {
                return LinearOptimum.of(
                        best,
                        tolerance,
                        iterations,
                        trace.stream().mapToDouble(v -> v).toArray(),
                        iterations >= most ? "stopped after " + iterations + " steps" : "no better point found");
            }
            accuracy = Math.max(smallest, accuracy / SHARPER);
            envelope.recentre(GROWTH);
        }
    }

    /// The smooth part: Moreau envelopes of hinges around the latest dual variables, or squared losses as they are.
    private static final class Envelope implements Objective.WithHessian {
        private static final int BLOCK = 256;
        private static final double BEND = 1e-7;
        private static final double LEAST_BEND = 1e-10;

        private final LinearRows rows;
        private final LinearLosses losses;
        private final Parallel loop;
        private final double[] base;
        private final double[] scores;
        private final double[] beta;
        /// Σ cᵢxᵢⱼ² of each column.
        private final double[] meanSquares;
        private double sigma;

        Envelope(LinearProblem problem, Parallel loop) {
            rows = problem.rows();
            losses = problem.losses();
            this.loop = loop;
            base = new double[losses.rows];
            beta = new double[losses.rows];
            scores = new double[losses.rows];
            meanSquares = new double[rows.width()];
            for (int i = 0; i < losses.rows; i++) {
                rows.addSquares(i, losses.weight[i], meanSquares);
            }
            sigma = 2;
            if (!losses.squared) {
                double size = 0;
                for (int i = 0; i < losses.rows; i++) {
                    size = Math.max(size, Math.abs(losses.target[i]));
                }
                // At w = 0 every row is in the band.
                sigma = size > 0 ? 0.4 / size : 1;
                Arrays.setAll(base, i -> (losses.low(i) + losses.high(i)) / 2);
            }
        }

        void recentre(double growth) {
            if (!losses.squared) {
                System.arraycopy(beta, 0, base, 0, base.length);
                sigma *= growth;
            }
        }

        @Override
        public int dimension() {
            return rows.width();
        }

        @Override
        public double evaluate(double[] point, double[] gradient) {
            rows.scores(point, scores, loop);
            double sum = 0;
            double[] minus = new double[scores.length];
            for (int i = 0; i < scores.length; i++) {
                double r = losses.target[i] - scores[i];
                double s = sigma * losses.weight[i];
                double b = losses.response(i, base[i], s, r);
                double away = b - base[i];
                beta[i] = b;
                minus[i] = -b;
                sum += b * r - losses.epsilon * Math.abs(b) - away * away / (2 * s);
            }
            Arrays.fill(gradient, 0);
            rows.addTransposed(minus, gradient, loop);
            return sum;
        }

        @Override
        public void hessian(int level, double[] into) {
            int[] all = new int[dimension()];
            Arrays.setAll(all, j -> j);
            hessian(level, all, into);
        }

        @Override
        public void hessian(int level, int[] variables, double[] into) {
            int m = variables.length;
            int[] position = new int[dimension()];
            Arrays.fill(position, -1);
            for (int k = 0; k < m; k++) {
                position[variables[k]] = k;
            }
            Arrays.fill(into, 0, m * m, 0);
            double[] block = new double[BLOCK * m];
            double[] weights = new double[BLOCK];
            int held = 0;
            double inBand = 0;
            for (int i = 0; i < beta.length; i++) {
                if (losses.responds(i, beta[i])) {
                    rows.gather(i, variables, position, block, held * m);
                    inBand += losses.weight[i];
                    weights[held++] = sigma * losses.weight[i];
                    if (held == BLOCK) {
                        add(m, held, block, weights, into);
                        held = 0;
                    }
                }
            }
            add(m, held, block, weights, into);
            // A column without a cell in the band must be able to move, too: a bend that only shortens steps. At 1 % of
            // the curvature it shortens those of nearly dependent columns so much that no round ends.
            for (int k = 0; k < m; k++) {
                into[k * m + k] += sigma * meanSquares[variables[k]] * Math.max(BEND * inBand, LEAST_BEND);
            }
        }

        private void add(int m, int held, double[] block, double[] weights, double[] into) {
            if (held > 0) {
                Kernels.doubles()
                        .syrkWeighted(
                                m, held, block, 0, m, weights, 0, into, 0, m, loop.forWork((double) held * m * m));
            }
        }
    }
}
