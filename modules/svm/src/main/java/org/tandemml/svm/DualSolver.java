package org.tandemml.svm;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Cancellation;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;

/// Solves a [DualProblem] by decomposition on two levels.
///
/// Few points: [MatrixDescent]. Many: [SetRounds], with float rows from a [RowCache]. The pair of the largest violation
/// is always in the set, so the rounds converge as SMO does. When all but a part of the points are held at a bound, the
/// rounds go on among that part alone, whose rows are short and fit the cache; then v is brought up to date for all
/// points, and rounds on all of them mend what was held wrongly, so that the optimum is that of all.
///
/// At the end v is computed anew from kernel values in double for the rows that bound the violation and an even sample
/// of others. If what it differs by matters at the tolerance, all of v is computed anew in double and the rounds go on
/// from there: what float rows do to the answer vanishes with the size of the changes.
///
/// **Source**: Joachims, *Making large-scale SVM learning practical*, 1999 (decomposition, shrinking); Wen et al.,
/// *ThunderSVM*, JMLR 19, 2018 (working sets of hundreds, solved with cached blocks). **Cost**: O(n·p) for each new
/// kernel row, O(n) for each row used; memory 4·n bytes a cached row. **Determinism**: same bits for any number of
/// threads and any cache.
final class DualSolver {
    /// Variables up to which the kernel matrix is held in double.
    static final int FEW = 1_200;

    /// The solver stops a little below the tolerance, so that the recheck has room.
    private static final double ROOM = 0.97;
    private static final int REFINEMENTS = 6;
    private static final int MOST_ROUNDS = 200_000;
    /// Points from which it pays to leave out those held at a bound, when no more than a share is left.
    private static final int MANY = 4_096;
    private static final double PART = 1.0 / 3;
    private static final int MOST_PARTS = 8;

    private final KernelRows rows;
    private final DualState state;
    private final double tolerance;
    private final Parallel loop;
    private final Cancellation cancellation;
    private final int n;
    private final long mostSteps;
    private double[] trace = new double[16];
    private int traced;
    private long steps;
    private double rowsAmongParts;
    private boolean shrinking;
    private int parts;
    private double drift;
    private double objective;
    private RoundWatch watch = (round, violation, objective) -> {};
    private Judge judge = (a, v) -> {};

    /// Hears of rounds.
    interface RoundWatch {
        void round(int round, double violation, double objective);
    }

    /// Looks at the variables after a round, and throws if there is no optimum to go on for.
    interface Judge {
        void look(double[] a, double[] v);
    }

    DualSolver(KernelRows rows, DualProblem problem, double tolerance, Parallel loop, Cancellation cancellation) {
        this.rows = rows;
        this.tolerance = tolerance;
        this.loop = loop;
        this.cancellation = cancellation;
        state = DualState.of(problem);
        n = problem.size();
        mostSteps = Math.max(10_000_000L, 100L * n);
        // Without upper bounds few are held, and whoever judges wants to see all.
        shrinking = Arrays.stream(problem.high()).allMatch(Double::isFinite)
                && Arrays.stream(problem.low()).allMatch(Double::isFinite);
    }

    DualSolver watched(RoundWatch newWatch) {
        watch = newWatch;
        return this;
    }

    /// Leaves no variables out of any step.
    DualSolver withoutShrinking() {
        shrinking = false;
        return this;
    }

    DualSolver judged(Judge newJudge) {
        judge = newJudge;
        return this;
    }

    /// Whether the kernel matrix is to be held in double: [#small], else [#large].
    boolean isSmall() {
        return n <= FEW;
    }

    /// How often the rounds went on among a part of the points.
    int parts() {
        return parts;
    }

    int working() {
        return Math.min(n, n >= 6000 ? 512 : 128);
    }

    /// Solves with the whole kernel matrix of the points.
    DualSolution small(double[][] matrix) {
        MatrixDescent descent = new MatrixDescent(state, matrix, loop);
        descent.run(ROOM * tolerance, tolerance, mostSteps, shrinking, violation -> {
            cancellation.check();
            if (!Double.isNaN(violation)) {
                objective = state.objective();
                told(violation);
                try {
                    judge.look(state.a, state.v);
                } catch (InputException suspected) {
                    // v has drifted with the steps: a refusal must hold for what it is, too.
                    descent.fresh();
                    judge.look(state.a, state.v);
                }
            }
        });
        steps = descent.steps();
        return finished(rows.size());
    }

    /// Rounds with rows from a cache that may be shared by problems over the same points.
    DualSolution large(RowCache cache) {
        long before = cache.computed();
        SetRounds rounds = new SetRounds(state, cache, working(), loop);
        rounds.changed(state.byPoint(rows.size()));
        objective = state.objective();
        ExactCheck check = new ExactCheck(rows, state, loop);
        among(rounds, cache);
        drift = check.sample();
        for (int refined = 0; refined < REFINEMENTS && state.violation() + 2 * drift > tolerance; refined++) {
            if (steps >= mostSteps) {
                break;
            }
            check.all();
            drift = 0;
            if (state.violation() <= tolerance) {
                break;
            }
            among(rounds, cache);
            drift = check.sample();
        }
        return finished(cache.computed() - before + Math.round(rowsAmongParts));
    }

    /// Rounds on all points, and on a part of them as soon as the others are held.
    private void among(SetRounds rounds, RowCache cache) {
        double goal = ROOM * tolerance;
        int left = n > MANY && shrinking ? MOST_PARTS - parts : 0;
        for (int round = 0; round < MOST_ROUNDS && steps < mostSteps; round++) {
            cancellation.check();
            double violation = rounds.choose(goal);
            if (violation < goal) {
                return;
            }
            if (left > 0 && violation > 2 * goal) {
                int[] active = activePoints();
                if (active.length <= PART * rows.size()) {
                    left--;
                    parts++;
                    part(active, rounds, cache, goal);
                    continue;
                }
            }
            step(rounds, violation, goal);
            judge.look(state.a, state.v);
        }
    }

    private void step(SetRounds rounds, double violation, double goal) {
        long before = rounds.steps();
        objective -= rounds.solve(Math.max(goal / 2, 0.1 * violation));
        steps += rounds.steps() - before;
        told(violation);
    }

    private int[] activePoints() {
        int[] point = state.problem.point();
        return Arrays.stream(state.active(0))
                .map(i -> point[i])
                .sorted()
                .distinct()
                .toArray();
    }

    /// Rounds among some points to the end, and v of all thereafter.
    private void part(int[] points, SetRounds all, RowCache cache, double goal) {
        KernelRows fewer = rows.among(points);
        RowCache shortRows = cache.among(fewer);
        DualState part = state.among(points, rows.size());
        SetRounds rounds = new SetRounds(part, shortRows, working(), loop);
        for (int round = 0; round < MOST_ROUNDS && steps < mostSteps; round++) {
            cancellation.check();
            double violation = rounds.choose(goal);
            if (violation < goal) {
                break;
            }
            step(rounds, violation, goal);
        }
        rowsAmongParts += (double) shortRows.computed() * fewer.size() / rows.size();
        double[] change = state.take(part, points, rows.size());
        double[] byPoint = new double[rows.size()];
        for (int k = 0; k < points.length; k++) {
            byPoint[points[k]] = change[k];
        }
        all.changed(byPoint);
    }

    private void told(double violation) {
        if (traced == trace.length) {
            trace = Arrays.copyOf(trace, 2 * traced);
        }
        trace[traced++] = objective;
        watch.round(traced, violation, objective);
    }

    private DualSolution finished(long rowsComputed) {
        if (!IntStream.range(0, n).allMatch(i -> Double.isFinite(state.v[i]))) {
            throw new InputException("the kernel of these rows is too large to compute with: scale the columns");
        }
        double[] thresholds = state.thresholds();
        double violation = state.violation() + 2 * drift;
        return new DualSolution(
                state.a,
                state.v,
                thresholds,
                violation,
                state.gap(thresholds),
                state.objective(),
                drift,
                steps,
                rowsComputed,
                violation <= tolerance,
                Arrays.copyOf(trace, traced));
    }
}
