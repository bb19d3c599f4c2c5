package org.tandemml.benchmarks.linear;

import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Fitting;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.linear.Solver;
import org.tandemml.regularization.Penalty;

/// Logistic regression with an L2 or L1 penalty to a relative objective gap of 1e-6, beside liblinear-java.
///
/// Equal quality: before the clock runs, each entrant's tolerance is loosened by factors of ten as far as its solution
/// still has the gap, measured against our solution at the tightest tolerance.
///
/// @param name the contest's name
/// @param task what is fitted
/// @param target largest ratio that the project claims
/// @param l1 whether the penalty is ‖w‖₁ instead of ‖w‖²/2
/// @param theirSolvers LIBLINEAR's solvers that stand for it; -s 7 is 13 times slower than -s 0 on the dense data and
///     would only cost minutes there
/// @param problem makes the data
public record LogisticContest(
        String name,
        String task,
        double target,
        boolean l1,
        List<SolverType> theirSolvers,
        Supplier<LogisticProblem> problem)
        implements Contest {
    private static final double GAP = 1e-6;

    /// Dense and sparse contests.
    public static List<Contest> all() {
        return List.of(
                new LogisticContest(
                        "logistic-dense",
                        "logistic L2, dense 100,000 x 100, C = 1, no intercept, to relative gap 1e-6",
                        0.05,
                        false,
                        List.of(SolverType.L2R_LR),
                        () -> LogisticProblem.dense(100_000, 100)),
                new LogisticContest(
                        "logistic-long",
                        "logistic L2, dense 1,000,000 x 28, C = 1, no intercept, to relative gap 1e-6",
                        0.05,
                        false,
                        List.of(SolverType.L2R_LR),
                        () -> LogisticProblem.dense(1_000_000, 28)),
                new LogisticContest(
                        "logistic-sparse",
                        "logistic L2, sparse 50,000 x 50,000, 100 a row, C = 1, no intercept, to gap 1e-6",
                        0.5,
                        false,
                        List.of(SolverType.L2R_LR, SolverType.L2R_LR_DUAL),
                        () -> LogisticProblem.sparse(50_000, 50_000, 100)),
                new LogisticContest(
                        "logistic-a9a",
                        "logistic L2, a9a, C = 1, no intercept, to relative gap 1e-6",
                        0.5,
                        false,
                        List.of(SolverType.L2R_LR, SolverType.L2R_LR_DUAL),
                        LogisticProblem::a9a),
                new LogisticContest(
                        "logistic-l1-dense",
                        "logistic L1, dense 100,000 x 100, C = 1, no intercept, to relative gap 1e-6",
                        0.05,
                        true,
                        List.of(SolverType.L1R_LR),
                        () -> LogisticProblem.dense(100_000, 100)),
                new LogisticContest(
                        "logistic-l1-sparse",
                        "logistic L1, sparse 50,000 x 50,000, 100 a row, C = 1, no intercept, to gap 1e-6",
                        0.5,
                        true,
                        List.of(SolverType.L1R_LR),
                        () -> LogisticProblem.sparse(50_000, 50_000, 100)),
                new LogisticContest(
                        "logistic-l1-a9a",
                        "logistic L1, a9a, C = 1, no intercept, to relative gap 1e-6",
                        0.5,
                        true,
                        List.of(SolverType.L1R_LR),
                        LogisticProblem::a9a));
    }

    @Override
    public String qualityName() {
        return "relative objective gap";
    }

    @Override
    public List<Entrant> entrants() {
        List<Entrant> entrants = new ArrayList<>();
        entrants.add(new Entrant("tandem", 1, () -> ours(1)));
        entrants.add(new Entrant("tandem, 2 threads", 2, () -> ours(2)));
        for (SolverType solver : theirSolvers) {
            entrants.add(new Entrant("liblinear-java -s " + solver.getId(), 1, () -> liblinear(solver)));
        }
        return entrants;
    }

    private Trial ours(int threads) {
        LogisticProblem data = problem.get();
        return new ToGap(data, l1, optimum(data), tolerance -> fit(data, tolerance, threads), 1e-2);
    }

    private double[] fit(LogisticProblem data, double tolerance, int threads) {
        LogisticRegression learner = new LogisticRegression()
                .withPenalty(l1 ? Penalty.l1(1.0 / data.rows()) : Penalty.l2(1.0 / data.rows()))
                .withStandardize(false)
                .withIntercept(false)
                .withSolver(Solver.AUTO)
                .withTolerance(tolerance);
        return learner.fit(data.data(), Fitting.defaults().withThreads(threads)).coefficients();
    }

    private Trial liblinear(SolverType solver) {
        LogisticProblem data = problem.get();
        double optimum = optimum(data);
        Problem theirs = data.liblinear();
        Linear.disableDebugOutput();
        return new ToGap(
                data,
                l1,
                optimum,
                eps -> Linear.train(theirs, new Parameter(solver, 1, eps)).getFeatureWeights(),
                1);
    }

    private double optimum(LogisticProblem data) {
        return data.objective(fit(data, 1e-11, 2), l1);
    }

    /// Fits at the loosest tolerance that reaches the gap.
    private static final class ToGap implements Trial {
        private final LogisticProblem data;
        private final boolean l1;
        private final double optimum;
        private final DoubleFunction<double[]> fit;
        private final double tolerance;

        ToGap(LogisticProblem data, boolean l1, double optimum, DoubleFunction<double[]> fit, double loosest) {
            this.data = data;
            this.l1 = l1;
            this.optimum = optimum;
            this.fit = fit;
            double chosen = loosest;
            while (quality(fit.apply(chosen)) > GAP && chosen > 1e-10) {
                chosen /= 10;
            }
            this.tolerance = chosen;
        }

        @Override
        public Object run() {
            return fit.apply(tolerance);
        }

        /// LIBLINEAR takes the class of the first row as positive, so its weights may be the negatives of ours.
        @Override
        public double quality(Object result) {
            double[] w = (double[]) result;
            double[] flipped = w.clone();
            for (int j = 0; j < w.length; j++) {
                flipped[j] = -w[j];
            }
            double reached = Math.min(data.objective(w, l1), data.objective(flipped, l1));
            return (reached - optimum) / optimum;
        }
    }
}
