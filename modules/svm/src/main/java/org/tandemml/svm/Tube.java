package org.tandemml.svm;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;

/// The dual problems of support vector regression: a tube around the function, and a cost for rows outside it.
///
/// Each row has two variables, `aᵢ` in 0..costᵢ for rows above the tube and one in −costᵢ..0 for rows below. With ε
/// given, `½βᵀKβ + εΣ|aᵢ| − Σzᵢaᵢ` is minimised with Σa = 0; with ν given there is no ε in the objective and both sides
/// sum to C·ν·Σw/2, which makes ε a result.
///
/// @param epsilon half the width of the tube, or NaN
/// @param nu the share of rows outside the tube, or NaN
/// @param cost C
/// @param weights of the points
record Tube(double epsilon, double nu, double cost, double[] weights) implements Machines.Method {
    @Override
    public Machines.Result solve(
            Machines.Task task, KernelRows rows, Machines.Solver solver, @Nullable DualSolution before) {
        double[] z = task.y();
        int n = z.length;
        boolean given = Double.isNaN(nu);
        double half = given ? epsilon : 0;
        double[] c = new double[2 * n];
        double[] low = new double[2 * n];
        double[] high = new double[2 * n];
        double[] start = new double[2 * n];
        int[] point = new int[2 * n];
        int[] group = new int[2 * n];
        double left = given ? 0 : cost * nu * Arrays.stream(weights).sum() / 2;
        for (int i = 0; i < n; i++) {
            double bound = cost * weights[i];
            point[i] = i;
            point[n + i] = i;
            group[n + i] = given ? 0 : 1;
            c[i] = z[i] - half;
            c[n + i] = z[i] + half;
            high[i] = bound;
            low[n + i] = -bound;
            double taken = Math.min(bound, left);
            left -= taken;
            start[i] = taken;
            start[n + i] = -taken;
        }
        DualSolution proof = solver.solve(new DualProblem(c, low, high, start, point, group, given ? 1 : 2));
        double[] t = proof.thresholds();
        // v is z - Ka less epsilon for rows above and plus epsilon for rows below; b = v at free rows.
        double tube = given ? epsilon : (t[0] - t[1]) / 2;
        double intercept = given ? t[0] : (t[0] + t[1]) / 2;
        return new Machines.Result(machine(z, c, proof, intercept, tube), proof, proof.objective());
    }

    private SvmMachine machine(double[] z, double[] c, DualSolution proof, double intercept, double tube) {
        int n = z.length;
        double[] beta = new double[n];
        for (int i = 0; i < n; i++) {
            beta[i] = proof.a()[i] + proof.a()[n + i];
        }
        int[] at = IntStream.range(0, n).filter(i -> beta[i] != 0).toArray();
        double[] slacks = new double[at.length];
        double squaredNorm = 0;
        for (int k = 0; k < at.length; k++) {
            int i = at[k];
            double sum = c[i] - proof.v()[i];
            squaredNorm += beta[i] * sum;
            slacks[k] = Math.max(0, Math.abs(z[i] - sum - intercept) - tube);
        }
        return new SvmMachine(
                -1,
                -1,
                at,
                Arrays.stream(at).mapToDouble(i -> beta[i]).toArray(),
                Arrays.stream(at).mapToDouble(i -> cost * weights[i]).toArray(),
                slacks,
                intercept,
                squaredNorm);
    }

    /// Half the width of the tube of a solution.
    double width(DualSolution proof) {
        return Double.isNaN(nu) ? epsilon : (proof.thresholds()[0] - proof.thresholds()[1]) / 2;
    }

    /// The fit of a learner whose tube follows from the weights of the rows.
    static SvmRegressor fit(
            Learner.OfNumbers<SvmRegressor> learner,
            KernelSettings settings,
            double tolerance,
            int cache,
            Function<double[], Tube> tubeOf,
            Dataset data,
            Fitting how) {
        double[] target = data.numbers();
        learner.traits().require(learner.name(), data);
        how.cancellation().check();
        Points points = Points.of(data);
        double[] z = Arrays.stream(points.original).mapToDouble(i -> target[i]).toArray();
        KernelFunction function = settings.function(data, points);
        Machines machines =
                new Machines(points, function, tolerance, KernelSettings.cacheBytes(cache), how, learner.name());
        Tube tube = tubeOf.apply(points.weights);
        List<Machines.Result> results = machines.solve(List.of(Machines.Task.of(z)), tube);
        SupportCodec.Parts parts = machines.assembled(results);
        List<String> notes = SvmReport.scaleNotes(data, points, settings.kernel());
        return new SvmRegressor(
                data.schema(),
                data.target().name(),
                parts.machines().getFirst(),
                tube.width(results.getFirst().proof()),
                parts.rows(),
                parts.expansion(),
                SvmReport.of(results, parts.rows().length, tolerance, notes),
                Provenance.of(learner, data, how));
    }
}
