package org.tandemml.linear;

import java.util.Arrays;
import java.util.Optional;
import org.tandemml.core.Fitting;
import org.tandemml.core.Progress;
import org.tandemml.core.Seed;
import org.tandemml.optimization.Optimum;

/// A point near the optimum of a large logistic regression that costs a fraction of one pass, or a few: the search over
/// all rows then begins there. The optimum stays the same, for the search ends by its own tolerance.
///
/// For two classes, or few coefficients, it is the optimum of a sample of the rows ([RowSample]). Many classes have so
/// many coefficients that a sample says little; there two epochs of mini-batches go most of the way in the time of a
/// few products with the Hessian. **Determinism**: by the seed, on any number of threads.
final class EarlyStart {
    private static final int SMALLEST_SAMPLE = 4096;
    private static final int SAMPLE_ROWS_A_COLUMN = 64;
    /// Rows a row of the sample stands for, from which it pays to begin with one.
    private static final int WORTH_SAMPLING = 8;
    /// Rows of each class in the sample, for each column, below which its optimum may lie anywhere.
    private static final int LEAST_ROWS_A_COLUMN = 5;
    private static final double SAMPLE_TOLERANCE = 1e-3;
    private static final int EPOCHS = 2;
    /// Rows of a mini-batch: few enough for many steps, enough for a matrix product to be quick.
    private static final int BATCH = 32;
    /// Stored cells times classes, and rows for each coefficient, from which the epochs pay.
    private static final double WORTH_EPOCHS = 1e8;
    private static final int EPOCH_ROWS_A_COEFFICIENT = 5;

    private final LogisticFit fit;
    private final Recentred rows;

    EarlyStart(LogisticFit fit, Recentred rows) {
        this.fit = fit;
        this.rows = rows;
    }

    /// None where it would not pay, or could mislead.
    Optional<double[]> point(LogisticObjective objective, Solver solver) {
        Design design = rows.design();
        boolean epochs = fit.present.length > 2
                && (double) design.stored() * fit.present.length > WORTH_EPOCHS
                && design.rows() > EPOCH_ROWS_A_COEFFICIENT * objective.dimension()
                && fit.settings.penalty().l1() == 0;
        return epochs ? afterEpochs(objective) : sampleOptimum(solver);
    }

    private Optional<double[]> afterEpochs(LogisticObjective objective) {
        RowProblem problem = new RowProblem(
                rows.design(),
                rows.scaling(),
                fit.present.length,
                fit.codes,
                fit.weights,
                fit.settings.penalty(),
                false,
                BATCH);
        StochasticDescent descent =
                new StochasticDescent(problem, fit.settings.steps().withBatchSize(BATCH), new Seed(fit.how.seed()));
        double[] point = objective.start();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            fit.how.cancellation().check();
            point = descent.next(point);
        }
        if (!Arrays.stream(point).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        fit.notes.add("began after " + EPOCHS + " epochs of mini-batches");
        return Optional.of(point);
    }

    private Optional<double[]> sampleOptimum(Solver solver) {
        int n = rows.design().rows();
        int width = rows.scaling().width();
        int stride = n / Math.max(SMALLEST_SAMPLE, SAMPLE_ROWS_A_COLUMN * width);
        if (stride < WORTH_SAMPLING) {
            return Optional.empty();
        }
        int[] chosen = new RowSample(n, stride).positions();
        int[] counts = new int[fit.present.length];
        double sum = 0;
        for (int i : chosen) {
            counts[fit.codes[i]]++;
            sum += fit.weights[i];
        }
        if (Arrays.stream(counts).min().orElseThrow() < LEAST_ROWS_A_COLUMN * width) {
            return Optional.empty();
        }
        double total = sum;
        LogisticObjective sample = fit.objective(
                new Recentred(rows.design().select(chosen), rows.scaling(), rows.original()),
                fit.settings.penalty(),
                Arrays.stream(chosen).map(i -> fit.codes[i]).toArray(),
                Arrays.stream(chosen).mapToDouble(i -> fit.weights[i] / total).toArray(),
                fit.offsets.length == 0
                        ? fit.offsets
                        : Arrays.stream(chosen).mapToDouble(i -> fit.offsets[i]).toArray());
        Fitting quiet = fit.how.withProgress(Progress.NONE);
        double tolerance = Math.max(fit.settings.tolerance(), SAMPLE_TOLERANCE);
        Optimum found = fit.minimum(sample, rows, solver, tolerance, sample.start(), quiet);
        if (!found.converged()) {
            return Optional.empty();
        }
        fit.notes.add("began at the optimum of " + chosen.length + " of the " + n + " rows");
        return Optional.of(found.point());
    }
}
