package org.tandemml.svm;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Target;

/// The fit of an [Svm] for two classes, pair by pair, to be watched: each step moves the two dual variables that
/// violate the optimality conditions most.
///
/// All kernel values are held in double, so this is for small data. After each step the dual variables, decision
/// values, slacks and the violation can be read; after the last one they are those of [Svm#fit].
///
/// **Source**: Fan, Chen and Lin, *Working set selection using second order information for training SVM*, JMLR 6,
/// 2005. **Cost**: O(n) a step, 8·n² bytes. **Errors**: as for [Svm], and for more than 5,000 rows or other than two
/// classes.
public final class SvmSteps {
    private static final int MOST_ROWS = 5_000;

    private final Points points;
    private final double[][] kernel;
    private final double[] y;
    private final double[] costs;
    private final double[] a;
    private final double[] v;
    private final double[] low;
    private final double[] high;
    private final PairDescent descent;
    private final double tolerance;

    /// One step: the two rows moved, by how much, and the violation before.
    ///
    /// @param up row whose signed variable rose
    /// @param down row whose signed variable fell
    /// @param amount by how much both moved
    /// @param violation largest KKT violation before the step
    public record Step(int up, int down, double amount, double violation) {}

    /// Starts with all dual variables at 0.
    public SvmSteps(Svm learner, Dataset data) {
        Target.Classes target = data.classes();
        learner.traits().require(learner.name(), data);
        points = Points.of(data);
        if (points.rows > MOST_ROWS) {
            throw new InputException(
                    "steps are for up to " + MOST_ROWS + " rows, the data have " + points.rows + ": use fit");
        }
        int[] codes = Arrays.stream(points.original).map(i -> target.codes()[i]).toArray();
        int[] counts = KernelSettings.rowsOfClass(codes, target.names().size(), target.names());
        List<Machines.Task> tasks = Machines.tasks(codes, counts.length, Multiclass.ONE_VS_ONE);
        if (tasks.size() != 1) {
            throw new InputException("steps are for two classes, the data have " + counts.length);
        }
        y = tasks.getFirst().y();
        costs = learner.costs(points, codes, learner.classWeights().of(target, counts));
        KernelFunction function = learner.settings().function(data, points);
        double[] centre = function.shiftInvariant() ? points.means() : new double[points.columns];
        int n = points.rows;
        kernel = new KernelRows(points, IntStream.range(0, n).toArray(), function, centre).matrix(Parallel.SEQUENTIAL);
        a = new double[n];
        v = y.clone();
        low = new double[n];
        high = new double[n];
        for (int i = 0; i < n; i++) {
            low[i] = y[i] > 0 ? 0 : -costs[i];
            high[i] = y[i] > 0 ? costs[i] : 0;
        }
        descent = new PairDescent(kernel, a, v, low, high, new int[n], n, 1);
        tolerance = learner.tolerance();
    }

    /// Moves one pair; empty once the violation is below the tolerance.
    public java.util.Optional<Step> step() {
        double[] before = a.clone();
        if (!descent.step(tolerance)) {
            return java.util.Optional.empty();
        }
        int up = descent.movedUp();
        int down = descent.movedDown();
        return java.util.Optional.of(
                new Step(points.original[up], points.original[down], a[up] - before[up], descent.violation()));
    }

    /// Steps done.
    public long steps() {
        return descent.steps();
    }

    /// The training rows the numbers below are of: those of weight above 0.
    public int[] rows() {
        return points.original.clone();
    }

    /// The dual variables αᵢ.
    public double[] duals() {
        return Arrays.stream(a).map(Math::abs).toArray();
    }

    /// The largest value of each dual variable.
    public double[] bounds() {
        return costs.clone();
    }

    /// The dual objective, `½αᵀQα − Σα`: it falls with each step.
    public double objective() {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum -= a[i] * (y[i] + v[i]);
        }
        return sum / 2;
    }

    /// The intercept as it stands: the mean over rows between their bounds, if there are any, else the middle of what
    /// the others allow.
    public double intercept() {
        OptionalDouble free = IntStream.range(0, a.length)
                .filter(i -> a[i] > low[i] && a[i] < high[i])
                .mapToDouble(i -> v[i])
                .average();
        if (free.isPresent()) {
            return free.getAsDouble();
        }
        double up = IntStream.range(0, a.length)
                .filter(i -> a[i] < high[i])
                .mapToDouble(i -> v[i])
                .max()
                .orElse(0);
        double down = IntStream.range(0, a.length)
                .filter(i -> a[i] > low[i])
                .mapToDouble(i -> v[i])
                .min()
                .orElse(0);
        return (up + down) / 2;
    }

    /// The decision value of each row.
    public double[] decisions() {
        double intercept = intercept();
        return IntStream.range(0, a.length)
                .mapToDouble(i -> y[i] - v[i] + intercept)
                .toArray();
    }

    /// How far each row is inside the margin or beyond.
    public double[] slacks() {
        double[] f = decisions();
        return IntStream.range(0, f.length)
                .mapToDouble(i -> Math.max(0, 1 - y[i] * f[i]))
                .toArray();
    }

    /// The kernels of one of the rows, by its place in [#rows()], with all of them.
    public double[] kernelRow(int i) {
        return kernel[i].clone();
    }

    /// Steps to the end, unless cancelled; the number of steps done in all.
    public long run(Fitting how) {
        while (!descent.run(tolerance, 1_000)) {
            how.cancellation().check();
            how.progress().step("svm", (int) Math.min(Integer.MAX_VALUE, descent.steps()), 0, objective());
        }
        return descent.steps();
    }
}
