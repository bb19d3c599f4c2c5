package org.tandemml.linear;

import org.tandemml.core.Dataset;
import org.tandemml.core.Target;
import org.tandemml.kernels.Functions;
import org.tandemml.optimization.CoordinatePenalty;
import org.tandemml.optimization.Objective;
import org.tandemml.regularization.Penalty;

/// The logistic loss along a path.
final class LogisticPathProblem implements PathProblem {
    private final LogisticFit fit;
    private final Recentred rows;
    private final LogisticObjective loss;

    LogisticPathProblem(LogisticFit fit, Recentred rows, LogisticObjective loss) {
        this.fit = fit;
        this.rows = rows;
        this.loss = loss;
    }

    @Override
    public Objective.WithHessian loss() {
        return loss;
    }

    @Override
    public double[] start() {
        return loss.start();
    }

    @Override
    public CoordinatePenalty penalty(Penalty penalty) {
        return rows.scaling().penalty(penalty, fit.present.length == 2 ? 1 : fit.present.length, 1);
    }

    @Override
    public double unit() {
        return 1;
    }

    @Override
    public int rows() {
        return rows.design().rows();
    }

    @Override
    public int columns() {
        return rows.scaling().columns;
    }

    @Override
    public int vectors() {
        return fit.classVectors.vectors();
    }

    @Override
    public double[] spreads() {
        return rows.scaling().spreads();
    }

    @Override
    public Terms terms(double[] point) {
        return fit.classVectors.terms(point, rows.original());
    }

    @Override
    public double lossOn(Terms terms, Dataset others, Design design) {
        Target.Classes target = others.classes();
        int n = design.rows();
        int vectors = terms.intercepts().length;
        double[] scores = new double[vectors * n];
        for (int k = 0; k < vectors; k++) {
            design.scores(0, n, terms.coefficients(), k * design.columns(), scores, k * n);
        }
        double sum = 0;
        double total = 0;
        for (int i = 0; i < n; i++) {
            int code = target.codes()[i];
            double weight = others.weight(i) * fit.ofClass[code];
            if (weight > 0) {
                sum += weight * loss(scores, i, n, terms.intercepts(), code);
                total += weight;
            }
        }
        return sum / total;
    }

    private static double loss(double[] scores, int i, int n, double[] intercepts, int code) {
        int vectors = intercepts.length;
        if (vectors == 1) {
            double margin = (scores[i] + intercepts[0]) * (code == 1 ? 1 : -1);
            return margin > 0 ? Math.log1p(Functions.exp(-margin)) : Math.log1p(Functions.exp(margin)) - margin;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < vectors; k++) {
            max = Math.max(max, scores[k * n + i] + intercepts[k]);
        }
        double sum = 0;
        for (int k = 0; k < vectors; k++) {
            sum += Functions.exp(scores[k * n + i] + intercepts[k] - max);
        }
        return Math.log(sum) + max - scores[code * n + i] - intercepts[code];
    }
}
