package org.tandemml.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tandemml.evaluation.ClassifierEvaluation;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.FoldResult;

/// The mean over folds of a curve on the grid 0, 0.01, …, 1, with one standard deviation below and above.
///
/// Two classes: the second is the positive one. More: in each fold the curves of one class against the others are
/// averaged over the classes first (macro). Folds without rows of a class contribute the curves they define.
record CurveBand(double[] mean, double[] low, double[] high) {
    static final int STEPS = 100;

    static double[] grid() {
        double[] grid = new double[STEPS + 1];
        Arrays.setAll(grid, i -> (double) i / STEPS);
        return grid;
    }

    /// `curve` gives the values on the grid for one class, or nothing where the fold does not define them.
    interface OfClass {
        Optional<double[]> values(ClassifierEvaluation evaluation, String positive);
    }

    static Optional<CurveBand> of(CrossValidated learner, OfClass curve) {
        List<double[]> folds = new ArrayList<>();
        for (FoldResult fold : learner.folds()) {
            if (fold.outOfFold().evaluation() instanceof ClassifierEvaluation evaluation) {
                mean(positives(evaluation).stream()
                                .map(name -> curve.values(evaluation, name))
                                .flatMap(Optional::stream)
                                .toList())
                        .ifPresent(folds::add);
            }
        }
        return mean(folds).map(mean -> {
            double[] low = new double[STEPS + 1];
            double[] high = new double[STEPS + 1];
            for (int i = 0; i <= STEPS; i++) {
                double squares = 0;
                for (double[] fold : folds) {
                    squares += (fold[i] - mean[i]) * (fold[i] - mean[i]);
                }
                double sd = folds.size() == 1 ? 0 : Math.sqrt(squares / (folds.size() - 1));
                low[i] = Math.max(0, mean[i] - sd);
                high[i] = Math.min(1, mean[i] + sd);
            }
            return new CurveBand(mean, low, high);
        });
    }

    private static List<String> positives(ClassifierEvaluation evaluation) {
        return evaluation.classes().size() == 2 ? evaluation.classes().subList(1, 2) : evaluation.classes();
    }

    private static Optional<double[]> mean(List<double[]> curves) {
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        double[] mean = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            for (double[] curve : curves) {
                mean[i] += curve[i];
            }
            mean[i] /= curves.size();
        }
        return Optional.of(mean);
    }

    /// `, positive class yes`, or that classes are averaged.
    static String classes(DatasetFacts facts) {
        return facts.classes().size() == 2
                ? "positive class " + facts.classes().get(1).name()
                : "each class against the others, averaged over classes";
    }

    /// The values of a curve in steps at the grid: `y` of the first point beyond 0 whose `x` is at least the grid's.
    static double[] steps(double[] x, double[] y) {
        double[] values = new double[STEPS + 1];
        double[] grid = grid();
        int i = 0;
        for (int g = 0; g <= STEPS; g++) {
            while (i < x.length - 1 && (x[i] == 0 || x[i] < grid[g] - 1e-12)) {
                i++;
            }
            values[g] = y[i];
        }
        return values;
    }
}
