package org.tandemml.svm;

import java.util.Arrays;

/// One fitted machine: a linear function in the feature space of the kernel, by its dual variables.
///
/// The decision value of a row x is `f(x) = Σ aᵢ·K(xᵢ, x) + intercept` over the support vectors; for classes
/// `aᵢ = yᵢ·αᵢ` with y = −1 for [#negative()] and +1 for [#positive()]. Support vectors are listed in the order of the
/// training rows.
public final class SvmMachine {
    private final int negative;
    private final int positive;
    private final int[] support;
    private final double[] coefficients;
    private final double[] bounds;
    private final double[] slacks;
    private final double intercept;
    private final double squaredNorm;

    SvmMachine(
            int negative,
            int positive,
            int[] support,
            double[] coefficients,
            double[] bounds,
            double[] slacks,
            double intercept,
            double squaredNorm) {
        this.negative = negative;
        this.positive = positive;
        this.support = support;
        this.coefficients = coefficients;
        this.bounds = bounds;
        this.slacks = slacks;
        this.intercept = intercept;
        this.squaredNorm = squaredNorm;
    }

    /// The class of negative decision values, or −1 for all others (one against the rest) or none (regression).
    public int negative() {
        return negative;
    }

    /// The class of positive decision values, or −1 in regression.
    public int positive() {
        return positive;
    }

    /// The support vectors, as positions among the support vectors of the model.
    public int[] support() {
        return support.clone();
    }

    /// aᵢ of each support vector.
    public double[] coefficients() {
        return coefficients.clone();
    }

    /// The dual variables αᵢ = |aᵢ| of each support vector.
    public double[] duals() {
        return Arrays.stream(coefficients).map(Math::abs).toArray();
    }

    /// The largest value each dual variable may have: the cost of its row.
    public double[] bounds() {
        return bounds.clone();
    }

    /// How far each support vector is on the wrong side of its margin, or outside the tube in regression; 0 for free
    /// ones, up to the tolerance. Rows that are no support vectors have the slack 0.
    public double[] slacks() {
        return slacks.clone();
    }

    /// The constant of the decision function, −ρ in LIBSVM.
    public double intercept() {
        return intercept;
    }

    /// ‖w‖² in the feature space.
    public double squaredNorm() {
        return squaredNorm;
    }

    /// 1/‖w‖: the distance, in the feature space, of the margin from the separating plane.
    public double margin() {
        return 1 / Math.sqrt(squaredNorm);
    }

    /// Support vectors whose dual variable is at its bound.
    public int bounded() {
        int count = 0;
        for (int i = 0; i < coefficients.length; i++) {
            count += Math.abs(coefficients[i]) >= bounds[i] ? 1 : 0;
        }
        return count;
    }

    /// Support vectors whose dual variable lies between its bounds: they lie on the margin.
    public int free() {
        return coefficients.length - bounded();
    }

    /// The same machine with its support vectors at other positions.
    SvmMachine at(int[] positions) {
        int[] moved = Arrays.stream(support).map(i -> positions[i]).toArray();
        return new SvmMachine(negative, positive, moved, coefficients, bounds, slacks, intercept, squaredNorm);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SvmMachine that
                && negative == that.negative
                && positive == that.positive
                && Arrays.equals(support, that.support)
                && Arrays.equals(coefficients, that.coefficients)
                && Arrays.equals(bounds, that.bounds)
                && Arrays.equals(slacks, that.slacks)
                && intercept == that.intercept
                && squaredNorm == that.squaredNorm;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(coefficients) + Arrays.hashCode(support);
    }

    @Override
    public String toString() {
        return "SvmMachine[" + support.length + " support vectors, " + bounded() + " bounded, intercept " + intercept
                + "]";
    }
}
