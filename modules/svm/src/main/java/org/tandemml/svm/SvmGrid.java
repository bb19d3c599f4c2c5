package org.tandemml.svm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Split;
import org.tandemml.core.Splits;

/// Cross-validation of an [Svm] over a grid of C and γ, with what neighbouring fits have in common done once.
///
/// For each fold and γ the kernel rows are shared by all C, and the fit of each C begins at the solution of the one
/// before, its duals multiplied by the ratio of the costs, which keeps them feasible. Each fit ends at the same KKT
/// violation as one from scratch. Folds and γ run at the same time.
///
/// **Source**: DeCoste and Wagstaff, *Alpha seeding for support vector machines*, KDD 2000. **Determinism**: same data
/// and seed, same bits, for any number of threads.
///
/// @param points the grid, C within γ, in ascending order of both
/// @param folds how many folds each accuracy is the mean over
public record SvmGrid(List<Point> points, int folds) {
    public SvmGrid {
        points = List.copyOf(points);
    }

    /// One point of the grid.
    ///
    /// @param cost C
    /// @param gamma γ
    /// @param accuracy share of rows, by weight, of the folds left out that are predicted right
    /// @param supportVectors mean number over the folds
    /// @param converged whether each fit reached the tolerance
    public record Point(double cost, double gamma, double accuracy, double supportVectors, boolean converged) {}

    /// The point of the best accuracy; of equals the one of the least C, then of the least γ, which is the smoothest.
    public Point best() {
        return points.stream()
                .max(Comparator.comparingDouble(Point::accuracy)
                        .thenComparing(Comparator.comparingDouble(Point::cost).reversed())
                        .thenComparing(Comparator.comparingDouble(Point::gamma).reversed()))
                .orElseThrow();
    }

    /// Fits and judges all points; cost and γ of the learner do not matter.
    public static SvmGrid search(Svm learner, Dataset data, double[] costs, double[] gammas, int folds, Fitting how) {
        double[] c = ascending("cost", costs);
        double[] g = ascending("gamma", gammas);
        if (learner.hardMargin()) {
            throw new InputException("a hard margin has no cost to search for: set hardMargin to false");
        }
        List<Split> splits = Splits.kFold(data, Check.atLeast("folds", folds, 2), how.seed());
        int jobs = splits.size() * g.length;
        double[][] right = new double[jobs][c.length];
        double[][] vectors = new double[jobs][c.length];
        boolean[][] converged = new boolean[jobs][c.length];
        AtomicInteger done = new AtomicInteger();
        Thread caller = Thread.currentThread();
        Fitting alone = Fitting.defaults().withThreads(1).withSeed(how.seed()).withCancellation(how.cancellation());
        how.parallel().run(jobs, job -> {
            Split split = splits.get(job / g.length);
            List<SvmClassifier> models = learner.withGamma(g[job % g.length]).alongCosts(split.train(), c, alone);
            for (int k = 0; k < c.length; k++) {
                right[job][k] = right(models.get(k), split.test());
                vectors[job][k] = models.get(k).supportRows().length;
                converged[job][k] = models.get(k).report().converged();
            }
            int count = done.incrementAndGet();
            if (Thread.currentThread() == caller) {
                how.progress().step("grid", count, jobs, Double.NaN);
            }
        });
        double total = Arrays.stream(data.weights()).sum();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < g.length; i++) {
            for (int k = 0; k < c.length; k++) {
                double correct = 0;
                double support = 0;
                boolean all = true;
                for (int f = 0; f < splits.size(); f++) {
                    correct += right[f * g.length + i][k];
                    support += vectors[f * g.length + i][k];
                    all &= converged[f * g.length + i][k];
                }
                points.add(new Point(c[k], g[i], correct / total, support / splits.size(), all));
            }
        }
        return new SvmGrid(points, splits.size());
    }

    private static double right(SvmClassifier model, Dataset rows) {
        double[] scores = model.scores(rows.features(), Parallel.SEQUENTIAL).values();
        int k = model.classes().size();
        double sum = 0;
        for (int i = 0; i < rows.rows(); i++) {
            int best = org.tandemml.core.Classifier.indexOfLargest(scores, i * k, k);
            sum += best == rows.classes().codes()[i] ? rows.weight(i) : 0;
        }
        return sum;
    }

    private static double[] ascending(String name, double[] values) {
        double[] sorted = Arrays.stream(values).sorted().distinct().toArray();
        if (sorted.length == 0) {
            throw new InputException("a grid needs at least 1 " + name + ", had 0");
        }
        for (double value : sorted) {
            Check.positive(name, value);
        }
        return sorted;
    }
}
