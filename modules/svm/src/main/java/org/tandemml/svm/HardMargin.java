package org.tandemml.svm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.InputException;

/// The dual problem of the hard margin: minimise `½‖w‖²` with `yᵢf(xᵢ) ≥ 1` for all rows.
///
/// It is [SoftMargin] without a bound on the duals. At every moment the duals, divided by their sum s over a class, are
/// weights of a point in the convex hull of each class, and `‖w‖/s` is how far apart these two points are. The optimum
/// exists only if the hulls are apart; so hulls that come within 1e-4 of the spread of the rows end the fit with that
/// statement, and the two points are its proof. An optimum proves the contrary: the margin is half the distance of the
/// hulls.
record HardMargin(List<String> names) implements Machines.Method {
    /// Distance of the hulls, as a share of the spread of the rows, from which they are said to touch.
    private static final double TOUCHING = 1e-4;

    @Override
    public Machines.Result solve(
            Machines.Task task, KernelRows rows, Machines.Solver solver, @Nullable DualSolution before) {
        double[] y = task.y();
        int n = y.length;
        double[] low = new double[n];
        double[] high = new double[n];
        double[] bounds = new double[n];
        Arrays.fill(bounds, Double.POSITIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            low[i] = y[i] > 0 ? 0 : Double.NEGATIVE_INFINITY;
            high[i] = y[i] > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        double spread = spread(rows);
        double[] c = y.clone();
        DualSolution proof = solver.solve(
                new DualProblem(
                        c, low, high, new double[n], IntStream.range(0, n).toArray(), new int[n], 1),
                (a, v) -> judge(task, c, a, v, spread, rows.function.kernel()));
        judge(task, c, proof.a(), proof.v(), spread, rows.function.kernel());
        SvmMachine machine = SoftMargin.machine(task, c, proof, bounds, 1, proof.thresholds()[0]);
        return new Machines.Result(machine, proof, proof.objective());
    }

    private void judge(Machines.Task task, double[] c, double[] a, double[] v, double spread, Kernel kernel) {
        double squaredNorm = 0;
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            squaredNorm += a[i] * (c[i] - v[i]);
            sum += Math.max(0, a[i]);
        }
        double distance = Math.sqrt(Math.max(0, squaredNorm)) / sum;
        if (sum > 0 && distance <= TOUCHING * spread) {
            String first = task.negative() < 0 ? "the rest" : '"' + names.get(task.negative()) + '"';
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s and \"%s\" are not separable in the feature space of the kernel %s: their convex hulls come"
                            + " within %.3g of each other, where rows are %.3g apart; set hardMargin=false, or another"
                            + " kernel or gamma",
                    first,
                    names.get(task.positive()),
                    kernel,
                    distance,
                    spread));
        }
    }

    /// The root mean square distance of some pairs of rows in the feature space.
    private static double spread(KernelRows rows) {
        int n = rows.size();
        int pairs = Math.min(n, 200);
        double sum = 0;
        double[] values = new double[2];
        for (int k = 0; k < pairs; k++) {
            int i = (int) ((long) k * n / pairs);
            int j = (i + n / 2) % n;
            int[] both = {rows.members[i], rows.members[j]};
            rows.exactRow(i, both, 2, values);
            double own = values[0];
            double cross = values[1];
            rows.exactRow(j, both, 2, values);
            sum += Math.max(0, own + values[1] - 2 * cross);
        }
        return Math.sqrt(sum / pairs);
    }
}
