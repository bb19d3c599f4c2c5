package org.tandemml.regularization;

/// The density `exp(−a·|w| − b·w²/2)/Z` of one coefficient, with `Z = 2·R(a/√b)/√b`, R being Mills' ratio.
final class PriorDensity {
    private static final double SERIES_BELOW = 3;
    private static final int TERMS = 200;

    private PriorDensity() {}

    /// log Z; 0 where a and b are 0 and every value is equally probable.
    static double logNormaliser(double a, double b) {
        if (b == 0) {
            return a == 0 ? 0 : Math.log(2 / a);
        }
        double root = Math.sqrt(b);
        double x = a / root;
        return Math.log(2) + logMillsRatio(x) - Math.log(root);
    }

    /// log of `∫₀^∞ exp(−x·t − t²/2) dt` for x ≥ 0: by its series near 0, by Laplace's continued fraction beyond.
    ///
    /// **Source**: Abramowitz and Stegun, *Handbook of Mathematical Functions*, 26.2.11 and 26.2.14.
    static double logMillsRatio(double x) {
        if (x < SERIES_BELOW) {
            double term = x;
            double sum = x;
            for (int k = 1; k < TERMS; k++) {
                term *= x * x / (2 * k + 1);
                sum += term;
            }
            return Math.log(Math.sqrt(Math.PI / 2) * Math.exp(x * x / 2) - sum);
        }
        double fraction = x;
        for (int k = TERMS; k >= 1; k--) {
            fraction = x + k / fraction;
        }
        return -Math.log(fraction);
    }
}
