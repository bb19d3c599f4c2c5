package org.tandemml.svm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;
import org.tandemml.regularization.Penalty;

/// What fits of classes and of numbers by linear machines share: rows of positive weight, scaled columns, the penalty
/// on them, and the choice of the solver.
final class LinearSetup {
    final int[] kept;
    /// Weight of each kept row; they sum to 1.
    final double[] weights;
    final LinearScaling scaling;
    final LinearRows rows;
    final List<String> notes = new ArrayList<>();
    private final double[] l1;
    private final double[] l2;
    private final boolean free;
    private final boolean sparse;

    /// @param kept the rows of positive weight
    /// @param raw their weights, class weights included
    LinearSetup(
            Dataset data,
            int[] kept,
            double[] raw,
            Penalty penalty,
            boolean standardize,
            LinearIntercept intercept,
            Parallel loop) {
        this.kept = kept;
        double sum = Arrays.stream(raw).sum();
        if (sum < Double.MIN_NORMAL || !Double.isFinite(sum)) {
            throw new InputException("the weights of the rows, times those of their classes, add up to " + sum
                    + ": multiply them by a constant, only their ratios matter to the fit");
        }
        weights = Arrays.stream(raw).map(v -> v / sum).toArray();
        Matrix features =
                kept.length == data.rows() ? data.features() : data.features().select(kept);
        sparse = features instanceof SparseMatrix;
        scaling = LinearScaling.of(features, data.schema(), weights, intercept, standardize, loop);
        notes.addAll(scaling.notes());
        boolean ones = intercept != LinearIntercept.NONE;
        free = intercept == LinearIntercept.FREE;
        rows = LinearRows.of(features, scaling.centre, scaling.unit, ones, loop);
        l1 = new double[rows.width()];
        l2 = new double[rows.width()];
        int penalised = free ? l1.length - 1 : l1.length;
        Arrays.fill(l1, 0, penalised, penalty.l1());
        Arrays.fill(l2, 0, penalised, penalty.l2());
    }

    static int[] kept(Dataset data) {
        return IntStream.range(0, data.rows()).filter(i -> data.weight(i) > 0).toArray();
    }

    LinearProblem problem(LinearLosses losses) {
        return new LinearProblem(rows, losses, l1, l2, free);
    }

    /// The solver asked for or, by the shape of the data, the one that is fast; says why.
    LinearSolver chosen(LinearSolver asked, Penalty penalty, LinearLoss loss) {
        if (penalty.l1() > 0) {
            notes.add("solver primal-newton: the penalty has an L1 part");
            return LinearSolver.PRIMAL_NEWTON;
        }
        if (asked != LinearSolver.AUTO) {
            return asked;
        }
        int p = rows.width();
        int most = sparse ? MultiplierNewton.MOST_CHOLESKY_SPARSE : MultiplierNewton.MOST_CHOLESKY;
        boolean few = p <= most;
        notes.add("solver " + (few ? "primal-newton" : "dual-coordinate-descent") + ": " + p + " coefficients "
                + (few ? "<= " : "> ") + most + " (" + (sparse ? "sparse" : "dense") + " data of " + rows.rows()
                + " rows)");
        return few ? LinearSolver.PRIMAL_NEWTON : LinearSolver.DUAL_COORDINATE_DESCENT;
    }

    /// Minimises one problem.
    static LinearOptimum solve(
            LinearProblem problem, LinearSolver solver, double tolerance, int most, Fitting how, Parallel loop) {
        if (problem.hasL1()) {
            return new MultiplierProximal(problem, tolerance, most, how, loop).run();
        }
        return solver == LinearSolver.PRIMAL_NEWTON
                ? MultiplierNewton.minimize(problem, tolerance, most, how, loop)
                : new LinearDualDescent(problem).minimize(tolerance, most, how, loop);
    }

    /// The constant term of a vector of coefficients.
    double constant(double[] w) {
        return w.length > scaling.unit.length ? w[w.length - 1] : 0;
    }
}
