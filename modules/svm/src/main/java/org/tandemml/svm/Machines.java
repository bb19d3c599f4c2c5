package org.tandemml.svm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
    /// A binary problem ready to solve: which points, and y·(cost) of each.
    record Task(int negative, int positive, int[] members, double[] y) {}

    /// A machine over all points, and the proof of it.
    record Result(SvmMachine machine, DualSolution proof, double objective) {}

    /// Solves a task.
    interface Method {
        Result solve(Task task, KernelRows rows, Solver solver);
    }

    /// Runs the solver on a problem with the cache and the threads a task has.
    interface Solver {
        DualSolution solve(DualProblem problem);
    }

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

    List<Result> solve(List<Task> tasks, Method method) {
        double[] centre = function.shiftInvariant() ? points.means() : new double[points.columns];
        Parallel all = how.parallel();
        if (tasks.size() == 1) {
            return List.of(alone(tasks.getFirst(), centre, all, method));
        }
        if (tasks.getFirst().negative() < 0) {
            return sharing(tasks, centre, all, method);
        }
        Result[] results = new Result[tasks.size()];
        Thread caller = Thread.currentThread();
        AtomicInteger done = new AtomicInteger();
        long share = cacheBytes / Math.min(how.threads(), tasks.size());
        all.run(tasks.size(), t -> {
            Task task = tasks.get(t);
            KernelRows rows = new KernelRows(points, task.members(), function, centre);
            results[t] = method.solve(
                    task,
                    rows,
                    problem -> new DualSolver(rows, problem, tolerance, Parallel.SEQUENTIAL, how.cancellation())
                            .solve(share));
            int count = done.incrementAndGet();
            if (Thread.currentThread() == caller && count < results.length) {
                how.progress().step(stage, count, results.length, Double.NaN);
            }
        });
        how.progress().step(stage, results.length, results.length, Double.NaN);
        return List.of(results);
    }

    private Result alone(Task task, double[] centre, Parallel loop, Method method) {
        KernelRows rows = new KernelRows(points, task.members(), function, centre);
        return method.solve(
                task,
                rows,
                problem -> new DualSolver(rows, problem, tolerance, loop, how.cancellation())
                        .watched((round, violation, objective) -> how.progress().step(stage, round, 0, objective))
                        .solve(cacheBytes));
    }

    private List<Result> sharing(List<Task> tasks, double[] centre, Parallel loop, Method method) {
        List<Result> results = new ArrayList<>();
        KernelRows rows = new KernelRows(points, tasks.getFirst().members(), function, centre);
        RowCache cache = null;
        for (Task task : tasks) {
            RowCache[] shared = {cache};
            results.add(method.solve(task, rows, problem -> {
                DualSolver solver = new DualSolver(rows, problem, tolerance, loop, how.cancellation());
                if (shared[0] == null) {
                    shared[0] = new RowCache(rows, cacheBytes, 2 * solver.working() + 16);
                }
                return solver.large(shared[0]);
            }));
            cache = shared[0];
            how.progress().step(stage, results.size(), tasks.size(), Double.NaN);
        }
        return results;
    }

    /// The points that are support vectors of some machine, ascending.
    static int[] support(List<SvmMachine> machines) {
        return machines.stream()
                .flatMapToInt(m -> Arrays.stream(m.support()))
                .distinct()
                .sorted()
                .toArray();
    }

    /// The machines with support positions among `support` instead of among all points.
    static List<SvmMachine> renumbered(List<SvmMachine> machines, int[] support, int points) {
        int[] position = new int[points];
        for (int i = 0; i < support.length; i++) {
            position[support[i]] = i;
        }
        return machines.stream().map(m -> m.at(position)).toList();
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
    static Matrix rowsOf(Points points, int[] support, KernelFunction function) {
        if (function.kernel().has(Kernel.Named.PRECOMPUTED)) {
            return new DenseMatrix(support.length, 0, new double[0]);
        }
        return switch (points.matrix) {
            case DenseMatrix dense -> dense.select(support).contiguous();
            case SparseMatrix sparse -> sparse.select(support).contiguous();
        };
    }
}
