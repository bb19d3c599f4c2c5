package org.tandemml.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;
import org.tandemml.regularization.Penalty;

/// K classes, one coefficient vector each: `loss = log Σₖ exp(zₖ) − z_y`, treating all classes alike.
///
/// Adding one vector to all K changes no probability. The search starts at the centre of that freedom and its steps
/// stay there, because all gradients sum to zero over the classes; the Hessian gets the missing curvature in those
/// directions so that it can be factorised. The blocks of the Hessian are Gram matrices with weights `w·pₖ·([k = l] −
/// pₗ)`.
final class SoftmaxObjective implements LogisticObjective {
    private final DoubleKernels kernels = Kernels.doubles();
    private final Standardization scaling;
    private final ScorePass pass;
    private final GramPass gram;
    private final int classes;
    private final int[] codes;
    private final double[] weights;
    private final double strength;
    private final boolean penalised;
    /// Probability of class k for row i at `k·rows + i`.
    private final double[] probabilities;
    private final double[] margins;
    private double loss = Double.NaN;

    SoftmaxObjective(
            Design design,
            Standardization scaling,
            int classes,
            int[] codes,
            double[] weights,
            Penalty penalty,
            Parallel loop) {
        this.scaling = scaling;
        this.classes = classes;
        this.codes = codes;
        this.weights = weights;
        strength = LogisticObjective.smoothStrength(penalty);
        penalised = penalty.lambda() > 0;
        pass = new ScorePass(design, scaling, classes, loop);
        gram = new GramPass(design, scaling, classes, loop);
        probabilities = new double[Math.multiplyExact(classes, codes.length)];
        margins = new double[design.chunks()];
    }

    @Override
    public int dimension() {
        return classes * scaling.width();
    }

    @Override
    public boolean penalised() {
        return penalised;
    }

    @Override
    public double[] start() {
        double[] start = new double[dimension()];
        if (scaling.intercept) {
            double[] share = new double[classes];
            for (int i = 0; i < codes.length; i++) {
                share[codes[i]] += weights[i];
            }
            double mean = Arrays.stream(share).map(Math::log).average().orElseThrow();
            for (int k = 0; k < classes; k++) {
                start[k * scaling.width() + scaling.columns] = Math.log(share[k]) - mean;
            }
        }
        return start;
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        Arrays.fill(margins, Double.POSITIVE_INFINITY);
        loss = pass.run(point, this::lossAndFactors, gradient);
        for (int k = 0; k < classes; k++) {
            for (int j = 0; j < scaling.columns; j++) {
                int at = k * scaling.width() + j;
                gradient[at] += strength * scaling.penaltyFactor[j] * point[at];
            }
        }
        return loss + penalty(point);
    }

    @Override
    public double penalty(double[] point) {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += scaling.penalty(point, k * scaling.width());
        }
        return strength * sum;
    }

    private double lossAndFactors(int chunk, int from, int count, double[] scores, double[] scratch) {
        int rows = codes.length;
        double least = margins[chunk];
        // log p of the class of each row, while the scores are still there: z_y − max, the log of the sum follows.
        double[] own = scratch;
        for (int i = 0; i < count; i++) {
            int y = codes[from + i];
            double max = scores[i];
            double other = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                double z = scores[k * count + i];
                max = Math.max(max, z);
                if (k != y) {
                    other = Math.max(other, z);
                }
            }
            double z = scores[y * count + i];
            least = Math.min(least, z - other);
            own[i] = z - max;
            for (int k = 0; k < classes; k++) {
                scores[k * count + i] -= max;
            }
        }
        margins[chunk] = least;
        kernels.exp(scores, 0, scores, 0, classes * count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            int y = codes[from + i];
            double w = weights[from + i];
            double others = 0;
            double all = 0;
            for (int k = 0; k < classes; k++) {
                double e = scores[k * count + i];
                all += e;
                others += k == y ? 0 : e;
            }
            // Where its own class is the largest, the logarithm is log(1 + others) exactly.
            sum += w * (own[i] == 0 ? Math.log1p(others) : Math.log(all) - own[i]);
            for (int k = 0; k < classes; k++) {
                double p = scores[k * count + i] / all;
                probabilities[k * rows + from + i] = p;
                scores[k * count + i] = w * (k == y ? -others / all : p);
            }
        }
        return sum;
    }

    @Override
    public double loss() {
        return loss;
    }

    @Override
    public double smallestMargin() {
        return Arrays.stream(margins).min().orElseThrow();
    }

    @Override
    public int hessianLevels() {
        return gram.levels();
    }

    @Override
    public void hessian(int level, double[] into) {
        hessian(level, IntStream.range(0, dimension()).toArray(), into);
    }

    /// One Gram matrix, of all columns that any class has among the variables, for each pair of classes.
    @Override
    public void hessian(int level, int[] variables, double[] into) {
        int width = scaling.width();
        int m = variables.length;
        int rows = codes.length;
        int[] shared =
                Arrays.stream(variables).map(v -> v % width).sorted().distinct().toArray();
        int[] place = new int[width];
        for (int k = 0; k < shared.length; k++) {
            place[shared[k]] = k;
        }
        int[] start = new int[classes + 1];
        for (int v : variables) {
            start[v / width + 1]++;
        }
        for (int k = 0; k < classes; k++) {
            start[k + 1] += start[k];
        }
        double[] a = new double[rows];
        double[] part = new double[shared.length * shared.length];
        for (int k = 0; k < classes; k++) {
            for (int l = k; l < classes; l++) {
                for (int i = 0; i < rows; i++) {
                    double p = probabilities[k * rows + i];
                    a[i] = weights[i] * p * ((k == l ? 1 : 0) - probabilities[l * rows + i]);
                }
                gram.gram(level, a, shared, part, 0, shared.length);
                for (int i = start[k]; i < start[k + 1]; i++) {
                    int row = place[variables[i] % width];
                    for (int j = Math.max(i, start[l]); j < start[l + 1]; j++) {
                        int column = place[variables[j] % width];
                        into[i * m + j] = part[Math.min(row, column) * shared.length + Math.max(row, column)];
                    }
                }
            }
        }
        completeHessian(variables, into);
    }

    /// Adds the penalty, and 1/K between all classes of each coefficient that no penalty holds.
    private void completeHessian(int[] variables, double[] into) {
        int width = scaling.width();
        int m = variables.length;
        for (int i = 0; i < m; i++) {
            int j = variables[i] % width;
            boolean idle = j < scaling.columns && scaling.inverseScale[j] == 0;
            boolean free = !idle && (j == scaling.columns || !penalised);
            if (idle) {
                into[i * m + i] = 1;
            } else if (j < scaling.columns) {
                into[i * m + i] += strength * scaling.penaltyFactor[j];
            }
            for (int other = i; other < m && free; other++) {
                if (variables[other] % width == j) {
                    into[i * m + other] += 1.0 / classes;
                }
            }
        }
    }

    @Override
    public void hessianTimes(double[] vector, double[] product) {
        pass.run(vector, this::timesCurvature, product);
        for (int k = 0; k < classes; k++) {
            for (int j = 0; j < scaling.columns; j++) {
                int at = k * scaling.width() + j;
                product[at] += strength * scaling.penaltyFactor[j] * vector[at];
                if (scaling.inverseScale[j] == 0) {
                    product[at] = vector[at];
                }
            }
        }
    }

    private double timesCurvature(int chunk, int from, int count, double[] scores, double[] scratch) {
        int rows = codes.length;
        double[] mean = scratch;
        Arrays.fill(mean, 0, count, 0);
        for (int k = 0; k < classes; k++) {
            int at = k * rows + from;
            for (int i = 0; i < count; i++) {
                mean[i] += probabilities[at + i] * scores[k * count + i];
            }
        }
        for (int k = 0; k < classes; k++) {
            int at = k * rows + from;
            for (int i = 0; i < count; i++) {
                scores[k * count + i] = weights[from + i] * probabilities[at + i] * (scores[k * count + i] - mean[i]);
            }
        }
        return 0;
    }

    /// The scaled columns have mean square 1, so their part of the diagonal is the mean curvature, roughly.
    @Override
    public void hessianDiagonal(double[] diagonal) {
        int rows = codes.length;
        int width = scaling.width();
        for (int k = 0; k < classes; k++) {
            double mean = 0;
            for (int i = 0; i < rows; i++) {
                double p = probabilities[k * rows + i];
                mean += weights[i] * p * (1 - p);
            }
            mean = Math.max(mean, Double.MIN_NORMAL);
            for (int j = 0; j < width; j++) {
                boolean idle = j < scaling.columns && scaling.inverseScale[j] == 0;
                double penalty = j < scaling.columns ? strength * scaling.penaltyFactor[j] : 0;
                diagonal[k * width + j] = idle ? 1 : mean + penalty;
            }
        }
    }
}
