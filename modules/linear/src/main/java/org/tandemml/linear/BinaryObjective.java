package org.tandemml.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;
import org.tandemml.optimization.Objective;
import org.tandemml.regularization.Penalty;

/// Two classes: `loss = log(1 + exp(−s·z))` with s = +1 for the second class and −1 for the first.
///
/// With q = 1/(1 + exp(s·z)) the factor of a row in the gradient is `−s·w·q`, in the Hessian `w·q·(1 − q)`; both keep
/// their relative precision for rows that are far on the right side.
final class BinaryObjective implements LogisticObjective, Objective.WithColumns {
    /// Cells of a Gram matrix that are summed in the time of one cell of a sweep over sparse columns, times the sweeps.
    private static final double CELLS_A_SWEEP = 1000;

    private final DoubleKernels kernels = Kernels.doubles();
    private final Standardization scaling;
    private final ScorePass pass;
    private final GramPass gram;
    /// What is added to the score of each row; empty for nothing.
    private final double[] offsets;
    private final double[] sign;
    private final double[] weights;
    private final double strength;
    private final boolean penalised;
    private final double[] curvature;
    private final double[] margins;
    private final Design design;
    private @Nullable SparseColumns sparseColumns;
    private double loss = Double.NaN;

    BinaryObjective(
            Design design,
            Standardization scaling,
            int[] codes,
            double[] weights,
            double[] offsets,
            Penalty penalty,
            Parallel loop) {
        this.design = design;
        this.offsets = offsets;
        this.scaling = scaling;
        this.weights = weights;
        strength = LogisticObjective.smoothStrength(penalty);
        penalised = penalty.lambda() > 0;
        pass = new ScorePass(design, scaling, 1, loop);
        gram = new GramPass(design, scaling, 1, loop);
        sign = new double[codes.length];
        Arrays.setAll(sign, i -> codes[i] == 1 ? 1 : -1);
        curvature = new double[codes.length];
        margins = new double[design.chunks()];
    }

    @Override
    public int dimension() {
        return scaling.width();
    }

    @Override
    public boolean penalised() {
        return penalised;
    }

    @Override
    public double[] start() {
        double[] start = new double[dimension()];
        if (scaling.intercept) {
            double second = 0;
            double first = 0;
            for (int i = 0; i < sign.length; i++) {
                if (sign[i] > 0) {
                    second += weights[i];
                } else {
                    first += weights[i];
                }
            }
            start[scaling.columns] = Math.log(second / first);
        }
        return start;
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        Arrays.fill(margins, Double.POSITIVE_INFINITY);
        loss = pass.run(point, this::lossAndFactors, gradient);
        for (int j = 0; j < scaling.columns; j++) {
            gradient[j] += strength * scaling.penaltyFactor[j] * point[j];
        }
        return loss + penalty(point);
    }

    @Override
    public double penalty(double[] point) {
        return strength * scaling.penalty(point, 0);
    }

    private double lossAndFactors(int chunk, int from, int count, double[] scores, double[] scratch) {
        double least = margins[chunk];
        if (offsets.length > 0) {
            for (int i = 0; i < count; i++) {
                scores[i] += offsets[from + i];
            }
        }
        for (int i = 0; i < count; i++) {
            double margin = sign[from + i] * scores[i];
            least = Math.min(least, margin);
            scores[i] = -margin;
        }
        margins[chunk] = least;
        kernels.log1pExp(scores, 0, scratch, 0, count);
        double sum = kernels.dot(weights, from, scratch, 0, count);
        kernels.sigmoid(scores, 0, scores, 0, count);
        for (int i = 0; i < count; i++) {
            double q = scores[i];
            double wq = weights[from + i] * q;
            curvature[from + i] = wq * (1 - q);
            scores[i] = -sign[from + i] * wq;
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

    @Override
    public void hessian(int level, int[] variables, double[] into) {
        int m = variables.length;
        gram.gram(level, curvature, variables, into, 0, m);
        for (int k = 0; k < m; k++) {
            int j = variables[k];
            if (j < scaling.columns) {
                into[k * m + k] =
                        scaling.inverseScale[j] == 0 ? 1 : into[k * m + k] + strength * scaling.penaltyFactor[j];
            }
        }
    }

    @Override
    public boolean columnsAreCheaper(int m) {
        return design instanceof Design.Sparse && (double) design.rows() * m * m > CELLS_A_SWEEP * design.stored();
    }

    @Override
    public Objective.ColumnModel columnModel() {
        SparseColumns columns = sparseColumns;
        if (columns == null) {
            columns = new SparseColumns(((Design.Sparse) design).matrix(), scaling);
            sparseColumns = columns;
        }
        return columns.at(curvature);
    }

    @Override
    public void hessianTimes(double[] vector, double[] product) {
        pass.run(vector, this::timesCurvature, product);
        for (int j = 0; j < scaling.columns; j++) {
            product[j] += strength * scaling.penaltyFactor[j] * vector[j];
            if (scaling.inverseScale[j] == 0) {
                product[j] = vector[j];
            }
        }
    }

    private double timesCurvature(int chunk, int from, int count, double[] scores, double[] scratch) {
        for (int i = 0; i < count; i++) {
            scores[i] *= curvature[from + i];
        }
        return 0;
    }

    /// The scaled columns have mean square 1, so their part of the diagonal is the mean curvature, roughly.
    @Override
    public void hessianDiagonal(double[] diagonal) {
        double mean = 0;
        for (double c : curvature) {
            mean += c;
        }
        mean = Math.max(mean, Double.MIN_NORMAL);
        for (int j = 0; j < diagonal.length; j++) {
            boolean idle = j < scaling.columns && scaling.inverseScale[j] == 0;
            double penalty = j < scaling.columns ? strength * scaling.penaltyFactor[j] : 0;
            diagonal[j] = idle ? 1 : mean + penalty;
        }
    }
}
