package org.tandemml.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Parallel;
import org.tandemml.optimization.Objective;
import org.tandemml.regularization.Penalty;

/// `Σ wᵢ·loss(zᵢ − yᵢ) + λ/2·Σ factorⱼ·γⱼ²` for linear regression, in passes over the rows, with weights that sum to 1
/// and a target that was centred and scaled; see [Standardization] for γ and the factors.
final class ResidualObjective implements Objective.WithHessian, Objective.WithHessianProduct {
    private final Standardization scaling;
    private final ScorePass pass;
    private final GramPass gram;
    private final double[] target;
    private final double[] weights;
    private final double strength;
    /// Where the loss becomes linear; infinite for the squared loss.
    private final double delta;
    private final double[] curvature;

    ResidualObjective(
            Design design,
            Standardization scaling,
            double[] target,
            double[] weights,
            double delta,
            Penalty penalty,
            Parallel loop) {
        this.scaling = scaling;
        this.target = target;
        this.weights = weights;
        this.delta = delta;
        strength = penalty.l1() > 0 ? 0 : penalty.l2();
        pass = new ScorePass(design, scaling, 1, loop);
        gram = new GramPass(design, scaling, 1, loop);
        curvature = weights.clone();
    }

    @Override
    public int dimension() {
        return scaling.width();
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        double loss = pass.run(point, this::lossAndFactors, gradient);
        for (int j = 0; j < scaling.columns; j++) {
            gradient[j] += strength * scaling.penaltyFactor[j] * point[j];
        }
        return loss + penalty(point);
    }

    /// The L2 part that is inside this objective.
    double penalty(double[] point) {
        return strength * scaling.penalty(point, 0);
    }

    private double lossAndFactors(int chunk, int from, int count, double[] scores, double[] scratch) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double r = scores[i] - target[from + i];
            double w = weights[from + i];
            double size = Math.abs(r);
            boolean near = size <= delta;
            sum += w * (near ? r * r / 2 : delta * (size - delta / 2));
            scores[i] = w * (near ? r : Math.copySign(delta, r));
            curvature[from + i] = near ? w : 0;
        }
        return sum;
    }

    /// Σ wᵢ·(zᵢ − yᵢ)² at a point.
    double meanSquare(double[] point) {
        return pass.run(
                point,
                (chunk, from, count, scores, scratch) -> {
                    double sum = 0;
                    for (int i = 0; i < count; i++) {
                        double r = scores[i] - target[from + i];
                        sum += weights[from + i] * r * r;
                    }
                    return sum;
                },
                new double[dimension()]);
    }

    /// Sampling rows would only blur a Hessian that never changes; the last level is exact for the squared loss.
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
        lossHessian(level, variables, into);
        int m = variables.length;
        for (int k = 0; k < m; k++) {
            int j = variables[k];
            if (j < scaling.columns && scaling.inverseScale[j] != 0) {
                into[k * m + k] += strength * scaling.penaltyFactor[j];
            }
        }
    }

    /// The exact Hessian of the loss alone, with 1 on the diagonal for columns that cannot matter.
    void lossHessian(int[] variables, double[] into) {
        lossHessian(gram.levels() - 1, variables, into);
    }

    private void lossHessian(int level, int[] variables, double[] into) {
        int m = variables.length;
        gram.gram(level, curvature, variables, into, 0, m);
        for (int k = 0; k < m; k++) {
            int j = variables[k];
            if (j < scaling.columns && scaling.inverseScale[j] == 0) {
                into[k * m + k] = 1;
            }
        }
    }

    @Override
    public void hessianTimes(double[] vector, double[] product) {
        pass.run(
                vector,
                (chunk, from, count, scores, scratch) -> {
                    for (int i = 0; i < count; i++) {
                        scores[i] *= curvature[from + i];
                    }
                    return 0;
                },
                product);
        for (int j = 0; j < scaling.columns; j++) {
            product[j] = scaling.inverseScale[j] == 0
                    ? vector[j]
                    : product[j] + strength * scaling.penaltyFactor[j] * vector[j];
        }
    }

    /// The scaled columns have mean square 1, so their part of the diagonal is the mean curvature, roughly.
    @Override
    public void hessianDiagonal(double[] diagonal) {
        double mean = Math.max(Arrays.stream(curvature).sum(), Double.MIN_NORMAL);
        for (int j = 0; j < diagonal.length; j++) {
            boolean idle = j < scaling.columns && scaling.inverseScale[j] == 0;
            double penalty = j < scaling.columns ? strength * scaling.penaltyFactor[j] : 0;
            diagonal[j] = idle ? 1 : mean + penalty;
        }
    }
}
