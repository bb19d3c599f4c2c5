package org.tandemml.svm;

import java.util.Arrays;
import java.util.Optional;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;
import org.tandemml.core.Progress;
import org.tandemml.kernels.Kernels;
import org.tandemml.optimization.Cholesky;

/// Newton's method on the primal of an L2-penalised linear machine.
///
/// The hinge has a kink, so it is replaced by its Moreau envelope around the latest dual variables: `βᵢ = clip(soft(bᵢ
/// + σcᵢrᵢ, σcᵢε), lowᵢ, highᵢ)` is the derivative of a loss that is quadratic between two straight lines. Its minimum
/// is found by Newton's method with an exact search along each step, then b becomes β and σ grows: the method of
/// multipliers, whose β are feasible in the dual throughout, so that the duality gap is at hand. Squared losses are of
/// that form as they are, with `σ = 2` and `b = 0`.
///
/// A step reads the rows once for the change of all scores, and then only the rows whose β changed. The Hessian sums
/// over the rows on the quadratic part, which are soon few; it is updated by those that came and went. Large problems
/// begin where the optimum of a sample lies.
///
/// **Source**: Rockafellar, *Augmented Lagrangians and applications of the proximal point algorithm in convex
/// programming*, Math. Oper. Res. 1(2), 1976; Li, Sun and Toh, *A highly efficient semismooth Newton augmented
/// Lagrangian method for solving Lasso problems*, SIAM J. Optim. 28(1), 2018; squared hinge: Keerthi and DeCoste, *A
/// modified finite Newton method for fast solution of large scale linear SVMs*, JMLR 6, 2005. **Cost**: O(stored cells)
/// a step and `|band|·p² + p³/3` for the system, or O(band cells) a step of conjugate gradients where p is large.
/// **Determinism**: same bits for any number of threads.
final class MultiplierNewton {
    /// Columns up to which systems are solved by Cholesky.
    static final int MOST_CHOLESKY = 1500;
    static final int MOST_CHOLESKY_SPARSE = 400;

    private static final int BLOCK = 512;
    private static final int SAMPLE = 8;
    private static final int FEWEST_ROWS = 8192;
    private static final int ROWS_A_COLUMN = 4;
    private static final double GROWTH = 3;
    private static final int BAND = 12;
    private static final double BAND_SLACK = 2.2;
    private static final int MOST_SEARCH = 25;
    private static final int MOST_CG = 250;
    private static final int MOST_INVISIBLE = 6;

    private final LinearProblem problem;
    private final LinearRows rows;
    private final LinearLosses losses;
    private final double[] l2;
    private final double tolerance;
    private final int most;
    private final Fitting how;
    private final Parallel loop;
    private final int n;
    private final int d;
    private final double[] w;
    private final double[] scores;
    private final double[] change;
    private final double[] base;
    private final double[] beta;
    private final double[] candidate;
    /// Σ βᵢxᵢ.
    private final double[] sum;
    private final boolean cholesky;
    private final boolean[] inBand;
    private final boolean[] inGram;
    private int inGramAtFull;
    /// Σ cᵢxᵢxᵢᵀ over the rows of `inGram`, upper triangle.
    private double[] gram = {};
    private double sigma;
    private int steps;
    private final double[] trace;

    private MultiplierNewton(LinearProblem problem, double tolerance, int most, Fitting how, Parallel loop) {
        this.problem = problem;
        this.tolerance = tolerance;
        this.most = most;
        this.how = how;
        this.loop = loop;
        rows = problem.rows();
        losses = problem.losses();
        l2 = problem.l2();
        n = rows.rows();
        d = rows.width();
        w = new double[d];
        scores = new double[n];
        change = new double[n];
        base = new double[n];
        beta = new double[n];
        candidate = new double[n];
        sum = new double[d];
        inBand = new boolean[n];
        inGram = new boolean[n];
        cholesky = d <= (rows instanceof LinearRows.Sparse ? MOST_CHOLESKY_SPARSE : MOST_CHOLESKY);
        sigma = 2;
        trace = new double[most + 1];
    }

    /// Minimises to a relative duality gap of `tolerance`, or for `most` steps.
    static LinearOptimum minimize(LinearProblem problem, double tolerance, int most, Fitting how, Parallel loop) {
        MultiplierNewton solver = new MultiplierNewton(problem, tolerance, most, how, loop);
        int n = problem.rows().rows();
        if (!problem.losses().squared) {
            solver.sigma = solver.sigmaForBand((int) (0.9 * n));
        }
        if (n >= FEWEST_ROWS && n >= (long) ROWS_A_COLUMN * SAMPLE * problem.width()) {
            solver.startFromSample();
        }
        return solver.run();
    }

    private void startFromSample() {
        LinearProblem sample = problem.sample(SAMPLE);
        Fitting quiet = how.withProgress(Progress.NONE);
        LinearOptimum found = minimize(sample, Math.max(1e-3, tolerance), most, quiet, loop);
        System.arraycopy(found.w(), 0, w, 0, d);
        rows.scores(w, scores, loop);
        sigma = losses.squared ? sigma : sigmaForBand(Math.min(n / 4, BAND * d));
    }

    /// The σ with which the residuals of about `count` rows are in the band.
    private double sigmaForBand(int count) {
        double[] distances = new double[n];
        for (int i = 0; i < n; i++) {
            distances[i] = Math.abs(Math.abs(losses.target[i] - scores[i]) - losses.epsilon);
        }
        Arrays.sort(distances);
        double width = distances[Math.min(n - 1, count)];
        return width > 0 ? 1 / (BAND_SLACK * width) : 1 / Math.max(losses.epsilon, 1);
    }

    private LinearOptimum run() {
        rows.scores(w, scores, loop);
        if (!losses.squared) {
            for (int i = 0; i < n; i++) {
                double low = losses.low(i);
                double high = losses.high(i);
                base[i] = (low + high) / 2;
            }
        }
        respond(scores, beta);
        rows.addTransposed(beta, sum, loop);
        LinearProblem.Certificate best = null;
        int sinceBetter = 0;
        trace[0] = objective();
        while (true) {
            boolean moved = minimizeEnvelope();
            if (!losses.squared || !moved || steps % 10 == 0) {
                // Rounding must not pile up in what is updated step by step.
                Arrays.fill(sum, 0);
                rows.addTransposed(beta, sum, loop);
            }
            LinearProblem.Certificate now = problem.certify(w, beta, loop);
            boolean better = best == null || now.gap() < 0.9 * best.gap();
            sinceBetter = better ? 0 : sinceBetter + 1;
            best = best == null
                    ? now
                    : new LinearProblem.Certificate(
                            now.primal() <= best.primal() ? now.w() : best.w(),
                            Math.min(now.primal(), best.primal()),
                            Math.max(now.dual(), best.dual()));
            if (best.relativeGap() <= tolerance || steps >= most || sinceBetter >= 3) {
                String otherwise = steps >= most ? "stopped after " + steps + " steps" : "no better point found";
                return LinearOptimum.of(best, tolerance, steps, Arrays.copyOf(trace, steps + 1), otherwise);
            }
            if (!losses.squared) {
                System.arraycopy(beta, 0, base, 0, n);
                sigma *= GROWTH;
                respond(scores, beta);
                Arrays.fill(sum, 0);
                rows.addTransposed(beta, sum, loop);
            }
        }
    }

    private double objective() {
        return losses.total(scores) + problem.penalty(w);
    }

    /// The dual variables that the envelope's derivative gives for some scores.
    private void respond(double[] at, double[] into) {
        for (int i = 0; i < n; i++) {
            into[i] = response(i, losses.target[i] - at[i]);
        }
    }

    private double response(int i, double r) {
        return losses.response(i, base[i], sigma * losses.weight[i], r);
    }

    /// Newton's method on the envelope until what is left to gain is small beside the distance of envelope and loss.
    private boolean minimizeEnvelope() {
        boolean moved = false;
        // The gradient, and with it the dual objective, gets better where the primal objective shows no change.
        int invisibleSteps = 0;
        double[] gradient = new double[d];
        double[] step = new double[d];
        while (steps < most) {
            how.cancellation().check();
            double distance = 0;
            for (int i = 0; i < n; i++) {
                double r = losses.target[i] - scores[i];
                distance += losses.value(i, r) + losses.conjugate(i, beta[i]) - beta[i] * r;
                inBand[i] = losses.responds(i, beta[i]);
            }
            for (int j = 0; j < d; j++) {
                gradient[j] = l2[j] * w[j] - sum[j];
            }
            direction(gradient, step);
            double gain = -Kernels.doubles().dot(gradient, 0, step, 0, d) / 2;
            // What the gradient takes from the dual objective; where λ is small it is much more than `gain`.
            double taken = 0;
            for (int j = 0; j < d; j++) {
                taken += l2[j] > 0 ? gradient[j] * gradient[j] / (2 * l2[j]) : Math.abs(gradient[j]);
            }
            double objective = objective();
            double enough = Math.max(losses.squared ? 0 : 0.1 * distance, 0.1 * tolerance * objective);
            boolean invisible = gain <= 1e-16 * objective;
            invisibleSteps = invisible ? invisibleSteps + 1 : 0;
            boolean spent = invisibleSteps > MOST_INVISIBLE || !(gain > 1e-30 * objective);
            // At least one step a round: near the end the multipliers move little, and w would be left where it was.
            boolean settled = gain <= enough && taken <= enough && (moved || losses.squared);
            if (spent || settled) {
                return moved;
            }
            moveAlong(step, gradient);
            moved = true;
            steps++;
            trace[steps] = objective();
            how.progress().step("primal-newton", steps, most, trace[steps]);
        }
        return moved;
    }

    /// Moves to the minimum of the envelope along `step`.
    private void moveAlong(double[] step, double[] gradient) {
        rows.scores(step, change, loop);
        double linear = 0;
        double quadratic = 0;
        for (int j = 0; j < d; j++) {
            linear += l2[j] * w[j] * step[j];
            quadratic += l2[j] * step[j] * step[j];
        }
        double slopeAtStart = Kernels.doubles().dot(gradient, 0, step, 0, d);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double length = 1;
        for (int trial = 0; trial < MOST_SEARCH; trial++) {
            double slope = linear + length * quadratic;
            double bend = quadratic;
            for (int i = 0; i < n; i++) {
                double b = response(i, losses.target[i] - scores[i] - length * change[i]);
                slope -= b * change[i];
                bend += losses.responds(i, b) ? sigma * losses.weight[i] * change[i] * change[i] : 0;
            }
            if (Math.abs(slope) <= 1e-2 * -slopeAtStart) {
                break;
            }
            low = slope < 0 ? length : low;
            high = slope > 0 ? length : high;
            double next = length - slope / bend;
            if (!(next > low && next < high)) {
                next = high == Double.POSITIVE_INFINITY ? 4 * length : (low + high) / 2;
            }
            length = next;
        }
        for (int j = 0; j < d; j++) {
            w[j] += length * step[j];
        }
        for (int i = 0; i < n; i++) {
            scores[i] += length * change[i];
        }
        respond(scores, candidate);
        for (int i = 0; i < n; i++) {
            double difference = candidate[i] - beta[i];
            beta[i] = candidate[i];
            change[i] = difference;
        }
        rows.addTransposed(change, sum, loop);
    }

    /// Solves `(diag(l2) + σ Σ cᵢxᵢxᵢᵀ) step = −gradient` over the rows in the band.
    private void direction(double[] gradient, double[] step) {
        for (int j = 0; j < d; j++) {
            step[j] = -gradient[j];
        }
        if (!cholesky) {
            conjugateGradients(gradient, step);
            return;
        }
        updateGram();
        double[] matrix = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                matrix[i * d + j] = sigma * gram[i * d + j];
            }
            matrix[i * d + i] += l2[i];
        }
        if (problem.free()) {
            // Without a row in the band nothing bends along the constant term: all rows' bend is a safe bound.
            double bend = matrix[d * d - 1];
            matrix[d * d - 1] += bend > 1e-9 * sigma ? 0 : sigma;
        }
        Optional<Cholesky> factor = Cholesky.of(d, matrix, 0);
        double largest = 0;
        for (int i = 0; i < d; i++) {
            largest = Math.max(largest, matrix[i * d + i]);
        }
        for (double share = 1e-14; factor.isEmpty() && share < 1; share *= 100) {
            factor = Cholesky.of(d, matrix, share * largest);
        }
        factor.ifPresent(f -> f.solve(step));
    }

    private void updateGram() {
        int changed = 0;
        int members = 0;
        for (int i = 0; i < n; i++) {
            changed += inBand[i] != inGram[i] ? 1 : 0;
            members += inBand[i] ? 1 : 0;
        }
        boolean afresh = gram.length == 0 || changed >= members || 8 * members < inGramAtFull;
        if (afresh) {
            gram = new double[d * d];
            Arrays.fill(inGram, false);
            inGramAtFull = members;
        }
        double[] block = new double[BLOCK * d];
        double[] weights = new double[BLOCK];
        int held = 0;
        for (int i = 0; i < n; i++) {
            if (inBand[i] != inGram[i]) {
                rows.copyRow(i, block, held * d);
                weights[held++] = inBand[i] ? losses.weight[i] : -losses.weight[i];
                inGram[i] = inBand[i];
                if (held == BLOCK) {
                    addBlock(block, weights, held);
                    held = 0;
                }
            }
        }
        addBlock(block, weights, held);
    }

    private void addBlock(double[] block, double[] weights, int held) {
        if (held > 0) {
            Kernels.doubles()
                    .syrkWeighted(d, held, block, 0, d, weights, 0, gram, 0, d, loop.forWork((double) held * d * d));
        }
    }

    /// Conjugate gradients with the diagonal as preconditioner, to an accuracy that grows with the progress made.
    private void conjugateGradients(double[] gradient, double[] step) {
        int[] band = new int[n];
        int count = 0;
        double[] diagonal = l2.clone();
        for (int i = 0; i < n; i++) {
            if (inBand[i]) {
                band[count++] = i;
            }
        }
        int[] members = Arrays.copyOf(band, count);
        if (problem.free()) {
            double bend = 0;
            for (int i : members) {
                bend += sigma * losses.weight[i];
            }
            diagonal[d - 1] = bend > 1e-9 * sigma ? bend : sigma;
        }
        double start = Math.sqrt(Kernels.doubles().dot(gradient, 0, gradient, 0, d));
        double[] residual = step.clone();
        Arrays.fill(step, 0);
        double[] z = new double[d];
        double[] p = new double[d];
        double[] product = new double[d];
        double rz = 0;
        for (int k = 0; k < MOST_CG; k++) {
            double next = 0;
            for (int j = 0; j < d; j++) {
                z[j] = diagonal[j] > 0 ? residual[j] / diagonal[j] : 0;
                next += residual[j] * z[j];
            }
            double factor = k == 0 ? 0 : next / rz;
            rz = next;
            for (int j = 0; j < d; j++) {
                p[j] = z[j] + factor * p[j];
            }
            hessianTimes(members, p, product);
            double length = rz / Kernels.doubles().dot(p, 0, product, 0, d);
            if (!Double.isFinite(length)) {
                return;
            }
            double size = 0;
            for (int j = 0; j < d; j++) {
                step[j] += length * p[j];
                residual[j] -= length * product[j];
                size += residual[j] * residual[j];
            }
            if (Math.sqrt(size) <= 0.05 * start) {
                return;
            }
        }
    }

    private void hessianTimes(int[] members, double[] p, double[] product) {
        for (int j = 0; j < d; j++) {
            product[j] = l2[j] * p[j];
        }
        if (problem.free() && members.length == 0) {
            product[d - 1] = sigma * p[d - 1];
        }
        double work = (double) rows.stored() / Math.max(1, n) * members.length;
        int pieces = (int) Math.clamp((long) Math.min(work / (1 << 16), work / (8.0 * d)), 1, 8);
        double[][] parts = new double[pieces][];
        loop.forWork(4 * work).run(pieces, piece -> {
            double[] part = new double[d];
            int to = (int) ((long) members.length * (piece + 1) / pieces);
            for (int k = (int) ((long) members.length * piece / pieces); k < to; k++) {
                int i = members[k];
                rows.add(i, sigma * losses.weight[i] * rows.dot(i, p), part);
            }
            parts[piece] = part;
        });
        for (double[] part : parts) {
            for (int j = 0; j < d; j++) {
                product[j] += part[j];
            }
        }
    }
}
