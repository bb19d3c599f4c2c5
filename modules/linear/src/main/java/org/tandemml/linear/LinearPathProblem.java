package org.tandemml.linear;

import org.tandemml.core.Dataset;
import org.tandemml.optimization.CoordinatePenalty;
import org.tandemml.optimization.Objective;
import org.tandemml.regularization.Penalty;

/// A loss of residuals along a path, for a target that was centred and divided by its spread.
record LinearPathProblem(
        Loss kind,
        Objective.WithHessian loss,
        Standardization scaling,
        Standardization original,
        int rows,
        double centre,
        double spread)
        implements PathProblem {
    @Override
    public double[] start() {
        return new double[scaling.width()];
    }

    @Override
    public CoordinatePenalty penalty(Penalty penalty) {
        return scaling.penalty(penalty, 1, 1 / spread);
    }

    @Override
    public double unit() {
        return spread * spread;
    }

    @Override
    public int columns() {
        return scaling.columns;
    }

    @Override
    public int vectors() {
        return 1;
    }

    @Override
    public double[] spreads() {
        return scaling.spreads();
    }

    @Override
    public Terms terms(double[] point) {
        double[] coefficients = new double[scaling.columns];
        double intercept = spread * original.toOriginal(point, 0, coefficients, 0) + centre;
        for (int j = 0; j < coefficients.length; j++) {
            coefficients[j] *= spread;
        }
        return new Terms(coefficients, new double[] {intercept});
    }

    @Override
    public double lossOn(Terms terms, Dataset others, Design design) {
        double[] target = others.numbers();
        double[] scores = new double[design.rows()];
        design.scores(0, scores.length, terms.coefficients(), 0, scores, 0);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < scores.length; i++) {
            double weight = others.weight(i);
            if (weight > 0) {
                sum += weight * kind.of(target[i] - scores[i] - terms.intercepts()[0]);
                total += weight;
            }
        }
        return sum / total;
    }
}
