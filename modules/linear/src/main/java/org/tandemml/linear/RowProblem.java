package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.kernels.Functions;
import org.tandemml.regularization.Penalty;

/// Logistic regression as the methods see it that take one row after the other: `Σ wᵢ·loss(yᵢ, V·xᵢ + b) +
/// Σ l1ⱼ|vⱼ| + l2ⱼ/2·vⱼ²` on [ScaledRows], with one vector for two classes, else one a class.
///
/// Dense rows are those of [Standardization], so that badly scaled columns do no harm. Sparse rows are not centred, and
/// scaled so that the penalty is the same for all columns: a rare column divided by its deviation would be huge.
/// [#point] and [#vectorsOf] lead to the solver's coefficients γ and back.
final class RowProblem {
    private static final int CURVATURE_ROWS = 2048;

    final ScaledRows rows;
    final int vectors;
    final int[] codes;
    final double[] weights;
    final double[] l1;
    final double[] l2;
    final boolean intercept;
    private final int columns;
    private final double[] factor;

    /// @param alike whether columns are scaled so that the penalty is the same for all, as sparse ones are anyway
    /// @param together rows that the method takes at once
    RowProblem(
            Design design,
            Standardization scaling,
            int classes,
            int[] codes,
            double[] weights,
            Penalty penalty,
            boolean alike,
            int together) {
        this.codes = codes;
        this.weights = weights;
        vectors = classes == 2 ? 1 : classes;
        intercept = scaling.intercept;
        columns = scaling.columns;
        factor = new double[columns];
        double[] unit = new double[columns];
        l1 = new double[columns];
        l2 = new double[columns];
        boolean uniform = alike || design instanceof Design.Sparse;
        for (int j = 0; j < columns; j++) {
            double root = Math.sqrt(scaling.penaltyFactor[j]);
            factor[j] = uniform ? 1 / root : 1;
            unit[j] = scaling.inverseScale[j] * factor[j];
            // Exactly alike where they are meant to be: a penalty that is one number costs nothing a step.
            l1[j] = penalty.l1() * (uniform ? 1 : root);
            l2[j] = penalty.l2() * (uniform ? 1 : root * root);
        }
        rows = ScaledRows.of(design, scaling.centre, unit, together);
    }

    /// Largest second derivative of the loss along the scores of one row.
    double curvature() {
        return vectors == 1 ? 0.25 : 0.5;
    }

    /// The loss of row i with these scores, without its weight.
    double loss(int i, double[] scores) {
        if (vectors == 1) {
            double margin = codes[i] == 1 ? scores[0] : -scores[0];
            return margin > 0 ? Math.log1p(Functions.exp(-margin)) : Math.log1p(Functions.exp(margin)) - margin;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (double z : scores) {
            max = Math.max(max, z);
        }
        double sum = 0;
        for (double z : scores) {
            sum += Functions.exp(z - max);
        }
        return Math.log(sum) + max - scores[codes[i]];
    }

    /// Replaces the scores of row i by the derivatives of its loss, without its weight.
    void factors(int i, double[] scores) {
        int y = codes[i];
        if (vectors == 1) {
            double sign = y == 1 ? 1 : -1;
            scores[0] = -sign * Functions.sigmoid(-sign * scores[0]);
            return;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (double z : scores) {
            max = Math.max(max, z);
        }
        double sum = 0;
        for (int k = 0; k < vectors; k++) {
            scores[k] = Functions.exp(scores[k] - max);
            sum += scores[k];
        }
        for (int k = 0; k < vectors; k++) {
            scores[k] = scores[k] / sum - (k == y ? 1 : 0);
        }
    }

    /// Derivatives of the loss of row i at some vectors.
    void factorsAt(int i, double[] v, double[] b, double[] into) {
        for (int k = 0; k < vectors; k++) {
            into[k] = rows.dot(i, v, k * columns) + b[k];
        }
        factors(i, into);
    }

    /// The coefficients γ and intercepts, group by group, of `v` (vectors × columns) and `b`.
    double[] point(double[] v, double[] b) {
        int width = columns + (intercept ? 1 : 0);
        double[] point = new double[vectors * width];
        double[] shift = rows.shift();
        for (int k = 0; k < vectors; k++) {
            double moved = b[k];
            for (int j = 0; j < columns; j++) {
                double value = v[k * columns + j];
                point[k * width + j] = value * factor[j];
                moved += value * shift[j];
            }
            if (intercept) {
                point[k * width + columns] = moved;
            }
        }
        return point;
    }

    /// The vectors of a point; fills `b` with their intercepts.
    double[] vectorsOf(double[] point, double[] b) {
        int width = columns + (intercept ? 1 : 0);
        double[] v = new double[vectors * columns];
        double[] shift = rows.shift();
        for (int k = 0; k < vectors; k++) {
            double moved = intercept ? point[k * width + columns] : 0;
            for (int j = 0; j < columns; j++) {
                v[k * columns + j] = point[k * width + j] / factor[j];
                moved -= v[k * columns + j] * shift[j];
            }
            b[k] = intercept ? moved : 0;
        }
        return v;
    }

    /// The sum of the bounds of [#curvatures], estimated from rows at equal distances where there are many.
    double totalCurvature() {
        int stride = Math.max(1, rows.rows() / CURVATURE_ROWS);
        double sum = 0;
        double share = 0;
        for (int i = 0; i < rows.rows(); i += stride) {
            sum += weights[i] * (rows.squaredLength(i) + (intercept ? 1 : 0));
            share += weights[i];
        }
        return share > 0 ? curvature() * sum / share * Arrays.stream(weights).sum() : 0;
    }

    /// For each row a bound of the curvature of its part of the objective.
    double[] curvatures() {
        double[] bounds = new double[rows.rows()];
        Arrays.setAll(bounds, i -> weights[i] * curvature() * (rows.squaredLength(i) + (intercept ? 1 : 0)));
        return bounds;
    }
}
