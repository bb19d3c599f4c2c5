package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Cancellation;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;
import org.tandemml.testing.Samples;

/// The solver on two levels with float rows, against the solver in double and against itself.
class LargeProblemTest {
    private static final Dataset DATA = Samples.classes(1_000, 8, 2, 21);

    private static DualSolution solve(Dataset data, double cost, KernelFunction function, long cache, boolean large) {
        Points points = Points.of(data);
        int n = points.rows;
        double[] y = Arrays.stream(data.classes().codes())
                .mapToDouble(c -> 2 * c - 1)
                .toArray();
        double[] low = Arrays.stream(y).map(v -> v > 0 ? 0 : -cost).toArray();
        double[] high = Arrays.stream(y).map(v -> v > 0 ? cost : 0).toArray();
        int[] all = IntStream.range(0, n).toArray();
        double[] centre = function.shiftInvariant() ? points.means() : new double[points.columns];
        KernelRows rows = new KernelRows(points, all, function, centre);
        DualProblem problem = new DualProblem(y, low, high, new double[n], all, new int[n], 1);
        DualSolver solver = new DualSolver(rows, problem, 1e-3, new Parallel(2), Cancellation.NEVER);
        return large
                ? solver.large(new RowCache(rows, cache, 2 * solver.working() + 16))
                : solver.small(rows.matrix(new Parallel(2)));
    }

    @Test
    void floatRowsReachTheOptimumOfDouble() {
        for (String kernel : new String[] {"rbf", "linear", "polynomial", "sigmoid", "laplacian"}) {
            for (double cost : new double[] {1, 100}) {
                KernelFunction function = new KernelFunction(Kernel.parse(kernel), 0.1, 2, 0.5);
                DualSolution exact = solve(DATA, cost, function, 1 << 20, false);
                DualSolution large = solve(DATA, cost, function, 1 << 20, true);
                assertTrue(large.converged(), kernel + ", C = " + cost + ": " + large.violation());
                if (!kernel.equals("sigmoid")) {
                    assertEquals(exact.objective(), large.objective(), 1e-4 * Math.abs(exact.objective()), kernel);
                }
            }
        }
    }

    @Test
    void dataFarFromTheOriginHaveTheSameOptimum() {
        double[] moved =
                Arrays.stream(Samples.dense(DATA.features())).map(v -> v + 1e4).toArray();
        Dataset far = DATA.withFeatures(DATA.schema(), new DenseMatrix(DATA.rows(), DATA.columns(), moved));
        KernelFunction function = new KernelFunction(Kernel.Named.RBF, 0.1, 3, 0);
        DualSolution near = solve(DATA, 1, function, 1 << 20, true);
        DualSolution shifted = solve(far, 1, function, 1 << 20, true);
        assertTrue(shifted.converged());
        assertEquals(near.objective(), shifted.objective(), 1e-3);
        // And without centring, where float rows have no digits left: the recheck in double finds out and cures it.
        Points points = Points.of(far);
        int[] all = IntStream.range(0, points.rows).toArray();
        KernelRows bad = new KernelRows(points, all, function, new double[points.columns]);
        double[] y =
                Arrays.stream(far.classes().codes()).mapToDouble(c -> 2 * c - 1).toArray();
        DualProblem problem = new DualProblem(
                y,
                Arrays.stream(y).map(v -> v > 0 ? 0 : -1).toArray(),
                Arrays.stream(y).map(v -> v > 0 ? 1 : 0).toArray(),
                new double[y.length],
                all,
                new int[y.length],
                1);
        DualSolver solver = new DualSolver(bad, problem, 1e-3, new Parallel(2), Cancellation.NEVER);
        DualSolution blind = solver.large(new RowCache(bad, 1 << 20, 2 * solver.working() + 16));
        assertTrue(
                !blind.converged() || Math.abs(blind.objective() - near.objective()) < 1e-2,
                "a wrong kernel went unnoticed: " + blind.objective() + " instead of " + near.objective());
    }

    @Test
    void theCacheChangesNoBit() {
        KernelFunction function = new KernelFunction(Kernel.Named.RBF, 0.1, 3, 0);
        Dataset data = Samples.classes(2_500, 8, 2, 21);
        DualSolution small = solve(data, 10, function, 1, true);
        DualSolution wide = solve(data, 10, function, 1L << 30, true);
        assertArrayEquals(small.a(), wide.a(), 0);
        assertTrue(small.rows() > wide.rows(), "the small cache threw nothing out");
    }

    @Test
    void shrinkingDoesNotChangeTheOptimum() {
        Dataset data = Samples.classes(1_000, 3, 2, 21);
        Points points = Points.of(data);
        int n = points.rows;
        int[] all = IntStream.range(0, n).toArray();
        KernelFunction function = new KernelFunction(Kernel.Named.RBF, 0.05, 3, 0);
        KernelRows rows = new KernelRows(points, all, function, points.means());
        double[] y = Arrays.stream(data.classes().codes())
                .mapToDouble(c -> 2 * c - 1)
                .toArray();
        DualProblem problem = new DualProblem(
                y,
                Arrays.stream(y).map(v -> v > 0 ? 0 : -1000).toArray(),
                Arrays.stream(y).map(v -> v > 0 ? 1000 : 0).toArray(),
                new double[n],
                all,
                new int[n],
                1);
        double[][] matrix = rows.matrix(Parallel.SEQUENTIAL);
        DualSolution with = new DualSolver(rows, problem, 1e-6, Parallel.SEQUENTIAL, Cancellation.NEVER).small(matrix);
        DualSolution without = new DualSolver(rows, problem, 1e-6, Parallel.SEQUENTIAL, Cancellation.NEVER)
                .withoutShrinking()
                .small(matrix);
        assertTrue(with.converged() && without.converged());
        assertTrue(with.steps() > 4_000 && with.trace().length < without.trace().length, "nothing was left out");
        assertEquals(without.objective(), with.objective(), 1e-9 * Math.abs(without.objective()));
        assertArrayEquals(without.v(), with.v(), 1e-4);
    }

    @Test
    void theGapIsThatOfPrimalAndDual() {
        Dataset data = Samples.classes(1_500, 6, 2, 5);
        SvmClassifier model = new Svm().withCost(2).fit(data);
        SvmMachine machine = model.machines().getFirst();
        double[] f = model.decisions(data.features(), Parallel.SEQUENTIAL).values();
        double loss = 0;
        for (int i = 0; i < f.length; i++) {
            double y = data.classes().codes()[i] == 1 ? 1 : -1;
            loss += 2 * Math.max(0, 1 - y * f[i]);
        }
        double primal = machine.squaredNorm() / 2 + loss;
        double gap = primal + model.report().objective();
        assertEquals(gap, model.report().certificate().get("duality_gap"), 1e-4 * primal);
        assertTrue(gap >= -1e-6 * primal && gap < 1e-3 * primal, "gap " + gap + " of " + primal);
    }

    @Test
    void sparseRowsThatStaySparseGiveTheSameMachine() {
        Dataset dense = Samples.classes(1_300, 6, 2, 9);
        // 400,000 columns of which six are used: a dense copy would take gigabytes.
        int wide = 400_000;
        int n = dense.rows();
        int[] starts = IntStream.rangeClosed(0, n).map(i -> 6 * i).toArray();
        int[] indices = IntStream.range(0, 6 * n).map(k -> k % 6 * 60_000).toArray();
        org.tandemml.core.SparseMatrix sparse =
                new org.tandemml.core.SparseMatrix(wide, starts, indices, Samples.dense(dense.features()));
        Dataset data = dense.withFeatures(org.tandemml.core.Schema.numeric(wide), sparse);
        for (String kernel : new String[] {"rbf", "linear", "polynomial"}) {
            Svm learner = new Svm().withKernel(Kernel.parse(kernel)).withGamma(0.2);
            SvmClassifier a = learner.fit(dense, Fitting.defaults().withThreads(2));
            SvmClassifier b = learner.fit(data, Fitting.defaults().withThreads(2));
            assertEquals(
                    a.report().objective(),
                    b.report().objective(),
                    1e-4 * Math.abs(a.report().objective()),
                    kernel);
            assertArrayEquals(
                    a.decisions(dense.features(), Parallel.SEQUENTIAL).values(),
                    b.decisions(data.features(), Parallel.SEQUENTIAL).values(),
                    5e-3,
                    kernel);
        }
    }

    private record Solved(DualSolution solution, int parts) {}

    private static Solved manyPoints(long cache, int threads, boolean shrinking) {
        Points points = Points.of(Samples.classes(6_000, 5, 2, 4));
        int n = points.rows;
        int[] all = IntStream.range(0, n).toArray();
        int[] codes = Samples.classes(6_000, 5, 2, 4).classes().codes();
        double[] y = Arrays.stream(codes).mapToDouble(c -> 2 * c - 1).toArray();
        double[] low = Arrays.stream(y).map(v -> v > 0 ? 0 : -3).toArray();
        double[] high = Arrays.stream(y).map(v -> v > 0 ? 3 : 0).toArray();
        KernelRows rows = new KernelRows(points, all, new KernelFunction(Kernel.Named.RBF, 0.5, 3, 0), points.means());
        DualProblem problem = new DualProblem(y, low, high, new double[n], all, new int[n], 1);
        DualSolver solver = new DualSolver(rows, problem, 1e-4, new Parallel(threads), Cancellation.NEVER);
        DualSolver chosen = shrinking ? solver : solver.withoutShrinking();
        DualSolution solution = chosen.large(new RowCache(rows, cache, 2 * solver.working() + 16));
        return new Solved(solution, solver.parts());
    }

    /// Leaving out the points that are held at a bound changes neither optimum nor certificate, and neither cache
    /// (which a small one lends to the part, a large one does not) nor threads change a bit.
    @Test
    void roundsAmongAPartOfThePointsEndAtTheOptimumOfAll() {
        Solved all = manyPoints(1L << 28, 2, false);
        Solved part = manyPoints(1L << 28, 2, true);
        assertEquals(0, all.parts());
        assertTrue(part.parts() > 0, "no part was solved alone");
        assertTrue(part.solution().converged() && all.solution().converged());
        double optimum = all.solution().objective();
        assertEquals(optimum, part.solution().objective(), 1e-6 * Math.abs(optimum));
        assertEquals(optimum, part.solution().trace()[part.solution().trace().length - 1], 1e-5 * Math.abs(optimum));
        assertArrayEquals(all.solution().v(), part.solution().v(), 2e-3);
        for (long cache : new long[] {1, 1L << 30}) {
            assertArrayEquals(
                    part.solution().a(), manyPoints(cache, 1, true).solution().a(), 0);
        }
    }
}
