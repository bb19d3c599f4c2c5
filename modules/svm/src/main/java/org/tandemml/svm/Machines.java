package org.tandemml.svm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;

/// The binary problems of a classification: which there are, solved one after the other or at the same time, and their
/// machines over common support vectors.
///
/// Problems of pairs of classes have their own rows and run at the same time, each on one thread; problems of one class
/// against the rest have the same rows and share their kernel rows.
final class Machines {
    /// A problem to solve: its classes, its points, and y of each.
    record Task(int negative, int positive, int[] members, double[] y) {
        /// The task of a problem without classes: all points, with the numbers y.
        static Task of(double[] y) {
            return new Task(-1, -1, IntStream.range(0, y.length).toArray(), y);
        }
    }

    /// A machine over all points, and the proof of it.
    record Result(SvmMachine machine, DualSolution proof, double objective) {}

    /// Solves a task.
    interface Method {
        /// @param before the solution for a smaller cost, to begin at, or null
        Result solve(Task task, KernelRows rows, Solver solver, @Nullable DualSolution before);
    }

    /// Runs the solver on a problem with the cache and the threads a task has.
    interface Solver {
        DualSolution solve(DualProblem problem, DualSolver.Judge judge);

        default DualSolution solve(DualProblem problem) {
            return solve(problem, (a, v) -> {});
        }
    }

    /// Bytes up to which the support vectors of sparse rows are kept dense, for prediction by dense tiles.
    private static final long DENSE_BYTES = 64L << 20;

    private final Points points;
    private final KernelFunction function;
    private final double tolerance;
    private final long cacheBytes;
    private final Fitting how;
    private final String stage;

    Machines(Points points, KernelFunction function, double tolerance, long cacheBytes, Fitting how, String stage) {
        this.points = points;
        this.function = function;
        this.tolerance = tolerance;
        this.cacheBytes = cacheBytes;
        this.how = how;
        this.stage = stage;
    }

    /// The tasks for the classes that have points.
    static List<Task> tasks(int[] codes, int classes, Multiclass scheme) {
        int[][] members = new int[classes][];
        List<Integer> present = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            int code = c;
            members[c] = IntStream.range(0, codes.length)
                    .filter(i -> codes[i] == code)
                    .toArray();
            if (members[c].length > 0) {
                present.add(c);
            }
        }
        List<Task> tasks = new ArrayList<>();
        if (scheme == Multiclass.ONE_VS_REST && present.size() > 2) {
            int[] all = IntStream.range(0, codes.length).toArray();
            for (int c : present) {
                double[] y =
                        Arrays.stream(codes).mapToDouble(k -> k == c ? 1 : -1).toArray();
                tasks.add(new Task(-1, c, all, y));
            }
            return tasks;
        }
        for (int a = 0; a < present.size(); a++) {
            for (int b = a + 1; b < present.size(); b++) {
                int second = present.get(b);
                int[] both = IntStream.concat(Arrays.stream(members[present.get(a)]), Arrays.stream(members[second]))
                        .sorted()
                        .toArray();
                double[] y = Arrays.stream(both)
                        .mapToDouble(i -> codes[i] == second ? 1 : -1)
                        .toArray();
                tasks.add(new Task(present.get(a), second, both, y));
            }
        }
        return tasks;
    }

    /// The results of all tasks by one method.
    List<Result> solve(List<Task> tasks, Method method) {
        return solveAll(tasks, List.of(method)).getFirst();
    }

    /// The results of all tasks by each method; a method begins at the solution of the one before it, and all use the
    /// same kernel rows.
    List<List<Result>> solveAll(List<Task> tasks, List<Method> methods) {
        double[] centre = function.shiftInvariant() ? points.means() : new double[points.columns];
        Result[][] results = new Result[methods.size()][tasks.size()];
        Parallel all = how.parallel();
        if (tasks.size() == 1) {
            Session session = new Session(tasks.getFirst().members(), centre, all, cacheBytes, true);
            session.solve(tasks.getFirst(), 0, methods, results);
        } else if (tasks.getFirst().negative() < 0) {
            Session session = new Session(tasks.getFirst().members(), centre, all, cacheBytes, false);
            for (int t = 0; t < tasks.size(); t++) {
                session.solve(tasks.get(t), t, methods, results);
                how.progress().step(stage, t + 1, tasks.size(), Double.NaN);
            }
        } else {
            pairs(tasks, centre, methods, results);
        }
        return Arrays.stream(results).map(List::of).toList();
    }

    private void pairs(List<Task> tasks, double[] centre, List<Method> methods, Result[][] results) {
        Thread caller = Thread.currentThread();
        AtomicInteger done = new AtomicInteger();
        long share = cacheBytes / Math.min(how.threads(), tasks.size());
        how.parallel().run(tasks.size(), t -> {
            Task task = tasks.get(t);
            new Session(task.members(), centre, Parallel.SEQUENTIAL, share, false).solve(task, t, methods, results);
            int count = done.incrementAndGet();
            if (Thread.currentThread() == caller && count < tasks.size()) {
                how.progress().step(stage, count, tasks.size(), Double.NaN);
            }
        });
        how.progress().step(stage, tasks.size(), tasks.size(), Double.NaN);
    }

    /// Problems over the same points: their kernel rows are computed once, as far as the cache holds them.
    private final class Session {
        private final KernelRows rows;
        private final Parallel loop;
        private final long bytes;
        private final boolean watched;
        private @Nullable RowCache cache;
        private double @Nullable [][] matrix;

        Session(int[] members, double[] centre, Parallel loop, long bytes, boolean watched) {
            rows = new KernelRows(points, members, function, centre);
            this.loop = loop;
            this.bytes = bytes;
            this.watched = watched;
        }

        void solve(Task task, int t, List<Method> methods, Result[][] results) {
            DualSolution before = null;
            for (int m = 0; m < methods.size(); m++) {
                results[m][t] = methods.get(m).solve(task, rows, this::optimum, before);
                before = results[m][t].proof();
            }
        }

        private DualSolution optimum(DualProblem problem, DualSolver.Judge judge) {
            DualSolver solver = new DualSolver(rows, problem, tolerance, loop, how.cancellation()).judged(judge);
            if (watched) {
                solver.watched((round, violation, objective) -> how.progress().step(stage, round, 0, objective));
            }
            if (solver.isSmall()) {
                double[][] held = matrix;
                if (held == null) {
                    held = rows.matrix(loop);
                    matrix = held;
                }
                return solver.small(held);
            }
            RowCache shared = cache;
            if (shared == null) {
                shared = new RowCache(rows, bytes, 2 * solver.working() + 16);
                cache = shared;
            }
            return solver.large(shared);
        }
    }

    /// The machines of results over their common support vectors, as a model holds them.
    SupportCodec.Parts assembled(List<Result> results) {
        int[] support = results.stream()
                .flatMapToInt(r -> Arrays.stream(r.machine().support()))
                .distinct()
                .sorted()
                .toArray();
        int[] position = new int[points.rows];
        for (int i = 0; i < support.length; i++) {
            position[support[i]] = i;
        }
        List<SvmMachine> machines =
                results.stream().map(r -> r.machine().at(position)).toList();
        int[] rows = Arrays.stream(support).map(i -> points.original[i]).toArray();
        Matrix vectors = rowsOf(points, support, function);
        return new SupportCodec.Parts(
                machines, rows, expansion(machines, function, vectors, rows, points.columns, support.length));
    }

    /// The decision functions of machines over their support vectors.
    static KernelExpansion expansion(
            List<SvmMachine> machines, KernelFunction function, Matrix support, int[] columns, int width, int count) {
        double[] coefficients = new double[count * machines.size()];
        double[] intercepts = new double[machines.size()];
        for (int m = 0; m < machines.size(); m++) {
            int[] at = machines.get(m).support();
            double[] a = machines.get(m).coefficients();
            for (int i = 0; i < at.length; i++) {
                coefficients[at[i] * machines.size() + m] = a[i];
            }
            intercepts[m] = machines.get(m).intercept();
        }
        return new KernelExpansion(function, support, columns, coefficients, intercepts, width);
    }

    /// The rows of the support vectors as a matrix of their own; without columns for a precomputed kernel.
    private static Matrix rowsOf(Points points, int[] support, KernelFunction function) {
        if (function.kernel().has(Kernel.Named.PRECOMPUTED)) {
            return new DenseMatrix(support.length, 0, new double[0]);
        }
        return switch (points.matrix) {
            case DenseMatrix dense -> dense.select(support).contiguous();
            case SparseMatrix sparse -> {
                SparseMatrix vectors = sparse.select(support).contiguous();
                yield 4L * support.length * points.columns <= DENSE_BYTES ? vectors.dense() : vectors;
            }
        };
    }
}
