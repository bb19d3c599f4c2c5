package org.tandemml.optimization;

import java.util.Arrays;
import java.util.Optional;

/// Where a linear iteration `u ← Tu + b` would end, guessed from its latest points: the affine combination
/// `Σ cₖ·uₖ₊₁`, Σ cₖ = 1, whose residual `Σ cₖ·(uₖ₊₁ − uₖ)` is shortest.
///
/// Coordinate descent on a quadratic is such an iteration as long as no variable reaches or leaves zero, and crawls
/// where columns are correlated. A guess may be bad: the caller takes it if the objective falls.
///
/// **Source**: Anderson, *Iterative procedures for nonlinear integral equations*, JACM 12(4), 1965; Bertrand and
/// Massias, *Anderson acceleration of coordinate descent*, AISTATS 2021. **Cost**: O(points²·variables) a guess.
final class Extrapolation {
    private static final int STEPS = 5;
    private static final double REGULARISED = 1e-12;

    private final int[] variables;
    private final double[][] points;
    private int count;

    /// @param variables those of a point that move; no other is looked at
    Extrapolation(int[] variables) {
        this.variables = variables;
        points = new double[STEPS + 1][variables.length];
    }

    /// Takes the next point; with enough of them returns the guess for `variables`, and begins anew.
    Optional<double[]> next(double[] point) {
        for (int k = 0; k < variables.length; k++) {
            points[count][k] = point[variables[k]];
        }
        if (++count <= STEPS) {
            return Optional.empty();
        }
        count = 0;
        double[] gram = new double[STEPS * STEPS];
        double trace = 0;
        for (int i = 0; i < STEPS; i++) {
            for (int j = i; j < STEPS; j++) {
                double sum = 0;
                for (int k = 0; k < variables.length; k++) {
                    sum += (points[i + 1][k] - points[i][k]) * (points[j + 1][k] - points[j][k]);
                }
                gram[i * STEPS + j] = sum;
            }
            trace += gram[i * STEPS + i];
        }
        for (int i = 0; i < STEPS; i++) {
            gram[i * STEPS + i] += REGULARISED * trace;
        }
        double[] share = new double[STEPS];
        Arrays.fill(share, 1);
        Optional<Cholesky> factor = Cholesky.of(STEPS, gram, 0);
        if (factor.isEmpty()) {
            return Optional.empty();
        }
        factor.get().solve(share);
        double sum = Arrays.stream(share).sum();
        if (!(Math.abs(sum) > 0) || !Double.isFinite(sum)) {
            return Optional.empty();
        }
        double[] guess = new double[variables.length];
        for (int i = 0; i < STEPS; i++) {
            for (int k = 0; k < guess.length; k++) {
                guess[k] += share[i] / sum * points[i + 1][k];
            }
        }
        return Optional.of(guess);
    }
}
