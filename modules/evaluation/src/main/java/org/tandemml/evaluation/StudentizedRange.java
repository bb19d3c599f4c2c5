package org.tandemml.evaluation;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// The range of k independent standard normal numbers: the distribution behind Nemenyi's critical difference.
///
/// P(Q ≤ q) = k ∫ φ(z)·(Φ(z) − Φ(z − q))^(k−1) dz, here by the trapezoidal rule, which converges exponentially for such
/// integrands: 1e-12 with 2,000 points.
///
/// **Source**: J. W. Tukey, The problem of multiple comparisons (1953); H. L. Harter, Tables of range and studentized
/// range, Annals of Mathematical Statistics 31 (1960).
final class StudentizedRange {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double LIMIT = 9;
    private static final int POINTS = 2_000;

    private StudentizedRange() {}

    static double cumulative(double q, int k) {
        double step = 2 * LIMIT / POINTS;
        double sum = 0;
        for (int i = 0; i <= POINTS; i++) {
            double z = -LIMIT + i * step;
            sum += NORMAL.density(z)
                    * Math.pow(NORMAL.cumulativeProbability(z) - NORMAL.cumulativeProbability(z - q), k - 1.0);
        }
        return k * sum * step;
    }

    /// The q that is exceeded with probability `tail`, by bisection.
    static double upperQuantile(double tail, int k) {
        double low = 0;
        double high = 20;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (1 - cumulative(middle, k) > tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
