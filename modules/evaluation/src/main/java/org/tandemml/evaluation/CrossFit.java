package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tandemml.core.CancelledFit;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Progress;
import org.tandemml.core.Seed;
import org.tandemml.core.Splits;
import org.tandemml.core.Target;

/// A classifier fitted on all rows, and for each row the evidence of a classifier that has not seen it nor an equal
/// one: what calibration and the choice of a threshold learn from.
///
/// @param model fitted on all rows
/// @param rows the rows of positive weight
/// @param evidence one column for two classes, else one a class, see [#evidence]
/// @param present which classes have rows
/// @param report that of the model, with a note on folds that did not converge
record CrossFit(Classifier model, Dataset rows, DenseMatrix evidence, boolean[] present, FitReport report) {
    /// Probabilities below are no different: rounding made them.
    private static final double SMALLEST = 0x1p-52;

    private static final double LARGEST_SCORE = 1e100;

    static CrossFit of(Learner.OfClasses<?> learner, Dataset data, int folds, Fitting how) {
        return of(learner, data, folds, how, false);
    }

    /// @param pairs whether the evidence of a classifier with [PairScores] is one score a pair
    static CrossFit of(Learner.OfClasses<?> learner, Dataset data, int folds, Fitting how, boolean pairs) {
        data.classes();
        // All rows first: what the learner refuses, it refuses with the row numbers of the user.
        Classifier model = fitted(learner, data, how.withProgress(Progress.NONE));
        how.progress().step("cross-fitting", 0, folds, Double.NaN);
        Dataset rows = data.isWeighted() ? data.select(Rows.where(data.rows(), i -> data.weight(i) > 0)) : data;
        Target.Classes classes = rows.classes();
        boolean[] present = new boolean[classes.names().size()];
        Arrays.stream(classes.codes()).forEach(c -> present[c] = true);
        requireClasses(classes, present);
        int[] foldOfRow = Splits.foldOfContent(rows, folds, how.seed());
        requireSpread(classes, foldOfRow);
        boolean paired = pairs && isPaired(model);
        int width = paired ? ((PairScores) model).pairs().length : present.length == 2 ? 1 : present.length;
        double[] evidence = DenseMatrix.allocate(rows.rows(), width);
        int unfinished = 0;
        for (int f = 0; f < folds; f++) {
            how.cancellation().check();
            int fold = f;
            int[] test = Rows.where(foldOfRow.length, i -> foldOfRow[i] == fold);
            Dataset train = rows.select(Rows.where(foldOfRow.length, i -> foldOfRow[i] != fold));
            Fitting inner = how.withSeed(
                            new Seed(how.seed()).child("cross-fit").child(f).value())
                    .withProgress(Progress.NONE);
            Classifier part = fitted(learner, train, inner);
            unfinished += part.report().converged() ? 0 : 1;
            Matrix judged = part.align(rows.select(test));
            DenseMatrix given =
                    paired ? pairEvidence(model, part, judged, how.parallel()) : evidence(part, judged, how.parallel());
            for (int i = 0; i < test.length; i++) {
                given.copyRow(i, evidence, test[i] * width);
            }
            how.progress().step("cross-fitting", f + 1, folds, Double.NaN);
        }
        DenseMatrix all = new DenseMatrix(rows.rows(), width, evidence);
        return new CrossFit(model, rows, all, present, report(model.report(), unfinished, folds));
    }

    /// A model of part of the work is not the model of the whole: a cancelled fit gives nothing.
    private static Classifier fitted(Learner.OfClasses<?> learner, Dataset data, Fitting how) {
        try {
            return learner.fit(data, how);
        } catch (CancelledFit cancelled) {
            CancellationException nothing = new CancellationException("cross-fitting was cancelled");
            nothing.initCause(cancelled);
            throw nothing;
        }
    }

    /// Whether a classifier of more than two classes decides between each two.
    static boolean isPaired(Classifier model) {
        return model.classes().size() > 2 && model instanceof PairScores paired && paired.pairs().length > 0;
    }

    /// The scores of the pairs of `model`, by a model of the same learner.
    private static DenseMatrix pairEvidence(Classifier model, Classifier part, Matrix rows, Parallel loop) {
        PairScores judge = (PairScores) part;
        if (!Arrays.deepEquals(((PairScores) model).pairs(), judge.pairs())) {
            throw new IllegalStateException("a fit without a fold decides between other pairs of classes");
        }
        return judge.pairScores(rows, loop);
    }

    private static void requireClasses(Target.Classes classes, boolean[] present) {
        List<String> named = IntStream.range(0, present.length)
                .filter(c -> present[c])
                .mapToObj(c -> '"' + classes.names().get(c) + '"')
                .toList();
        if (named.size() < 2) {
            throw new InputException("the target \"" + classes.name() + "\" contains " + named.size() + " class"
                    + named.stream().collect(Collectors.joining(", ", " (", ")")) + ": a classifier needs at least 2");
        }
    }

    /// A class whose rows are all in one fold would be unknown to the model that judges them.
    private static void requireSpread(Target.Classes classes, int[] foldOfRow) {
        int[] onlyFold = new int[classes.names().size()];
        Arrays.fill(onlyFold, -1);
        for (int i = 0; i < foldOfRow.length; i++) {
            int c = classes.codes()[i];
            // -1 no row yet, -2 rows in several folds.
            onlyFold[c] = onlyFold[c] == -1 || onlyFold[c] == foldOfRow[i] ? foldOfRow[i] : -2;
        }
        for (int c = 0; c < onlyFold.length; c++) {
            if (onlyFold[c] >= 0) {
                throw new InputException("the class \"" + classes.names().get(c) + "\" of the target \""
                        + classes.name() + "\" has 1 row, or only equal ones: cross-fitting needs 2 different ones in"
                        + " each class");
            }
        }
    }

    private static FitReport report(FitReport report, int unfinished, int folds) {
        if (unfinished == 0) {
            return report;
        }
        return new FitReport(
                false,
                unfinished + " of " + folds + " fits without a fold did not converge; on all rows: " + report.reason(),
                report.iterations(),
                report.objective(),
                report.trace(),
                report.certificate(),
                report.notes());
    }

    /// The weight of each row.
    double[] weights() {
        return rows.weights();
    }

    /// What a classifier knows of rows: for two classes the score of the second, n × 1; for more the logarithm of each
    /// probability, or the scores of a classifier without probabilities, n × K.
    static DenseMatrix evidence(Classifier model, Matrix rows, Parallel loop) {
        int k = model.classes().size();
        DenseMatrix outputs =
                k > 2 && model.hasProbabilities() ? model.probabilities(rows, loop) : model.scores(rows, loop);
        int width = k == 2 ? 1 : k;
        double[] values = DenseMatrix.allocate(rows.rows(), width);
        double[] one = new double[k];
        for (int i = 0; i < rows.rows(); i++) {
            outputs.copyRow(i, one, 0);
            toEvidence(model, one);
            System.arraycopy(one, k - width, values, i * width, width);
        }
        return new DenseMatrix(rows.rows(), width, values);
    }

    /// The same for one row; `out` takes one number a class, of which two classes use the second only.
    static void evidence(Classifier model, double[] row, double[] out) {
        if (out.length > 2 && model.hasProbabilities()) {
            model.probabilities(row, out);
        } else {
            model.scores(row, out);
        }
        toEvidence(model, out);
    }

    private static void toEvidence(Classifier model, double[] out) {
        boolean logarithms = out.length > 2 && model.hasProbabilities();
        for (int c = 0; c < out.length; c++) {
            if (Double.isNaN(out[c])) {
                throw new InputException(
                        "the score of class \"" + model.classes().get(c) + "\" is NaN");
            }
            out[c] = logarithms
                    ? Math.log(Math.max(out[c], SMALLEST))
                    : Math.clamp(out[c], -LARGEST_SCORE, LARGEST_SCORE);
        }
    }

    /// ln(p/(1 − p)) from ln p.
    static double logit(double logarithm) {
        double p = Math.exp(logarithm);
        return logarithm - Math.log(Math.max(1 - p, SMALLEST));
    }
}
