package org.tandemml.data;

/// The power transformation of Yeo and Johnson and its most likely exponent for a sample.
///
/// `ψ(x) = ((1 + x)^λ − 1)/λ` for x ≥ 0 and `−((1 − x)^(2−λ) − 1)/(2 − λ)` for x < 0, with logarithms where a divisor
/// is 0; λ = 1 changes nothing. **Source**: Yeo and Johnson, "A new family of power transformations to improve
/// normality or symmetry", *Biometrika* 87(4), 2000.
final class YeoJohnson {
    private static final double WIDEST = 64;
    private static final double PRECISION = 1e-13;
    private static final int MOST_STEPS = 200;

    private YeoJohnson() {}

    static double apply(double lambda, double x) {
        return x >= 0 ? power(lambda, Math.log1p(x)) : -power(2 - lambda, Math.log1p(-x));
    }

    static double invert(double lambda, double y) {
        return y >= 0 ? inversePower(lambda, y) : -inversePower(2 - lambda, -y);
    }

    /// `(e^(λt) − 1)/λ`, which tends to t for λ → 0.
    private static double power(double lambda, double t) {
        return lambda == 0 ? t : Math.expm1(lambda * t) / lambda;
    }

    private static double inversePower(double lambda, double y) {
        return Math.expm1(lambda == 0 ? y : Math.log1p(lambda * y) / lambda);
    }

    /// The derivative of [#power] by λ: `(t·e^(λt) − (e^(λt) − 1)/λ)/λ`; a series where that cancels.
    private static double slope(double lambda, double t) {
        double u = lambda * t;
        if (Math.abs(u) < 0.01) {
            return t * t * (1.0 / 2 + u * (1.0 / 3 + u * (1.0 / 8 + u * (1.0 / 30 + u * (1.0 / 144 + u / 840)))));
        }
        return (t * Math.exp(u) - Math.expm1(u) / lambda) / lambda;
    }

    /// The λ that makes the sample most likely as a normal one, by weight, missing values left out: the root of the
    /// derivative of the profile likelihood `−W/2·log var ψ(x) + (λ − 1)·Σw·sign(x)·log(1 + |x|)`, enclosed and then
    /// closed in on by the Illinois form of the false position. 1 for a sample without spread.
    static double fit(double[] x, double[] weights) {
        double from = -2;
        double to = 2;
        double left = likelihoodSlope(from, x, weights);
        double right = likelihoodSlope(to, x, weights);
        if (Double.isNaN(left) && Double.isNaN(right)) {
            return 1;
        }
        while (!(left > 0) && from > -WIDEST) {
            from *= 2;
            left = likelihoodSlope(from, x, weights);
            if (Double.isNaN(left)) {
                left = 1;
            }
        }
        while (!(right < 0) && to < WIDEST) {
            to *= 2;
            right = likelihoodSlope(to, x, weights);
            if (Double.isNaN(right)) {
                right = -1;
            }
        }
        if (left <= 0) {
            return from;
        }
        return right >= 0 ? to : root(from, left, to, right, x, weights);
    }

    private static double root(double from, double left, double to, double right, double[] x, double[] weights) {
        double a = from;
        double b = to;
        double fa = left;
        double fb = right;
        for (int step = 0; step < MOST_STEPS && b - a > PRECISION * (1 + Math.abs(a)); step++) {
            double middle = step % 4 == 3 ? 0.5 * (a + b) : (a * fb - b * fa) / (fb - fa);
            middle = middle > a && middle < b ? middle : 0.5 * (a + b);
            double f = likelihoodSlope(middle, x, weights);
            if (f == 0) {
                return middle;
            }
            // The end that stays is given half its weight, so that both ends close in. NaN: a power overflowed.
            if (f > 0 || (Double.isNaN(f) && middle < 0)) {
                a = middle;
                fa = Double.isNaN(f) ? fa : f;
                fb *= 0.5;
            } else {
                b = middle;
                fb = Double.isNaN(f) ? fb : f;
                fa *= 0.5;
            }
        }
        return 0.5 * (a + b);
    }

    /// The derivative of the profile likelihood by λ, divided by W; NaN where a power exceeds a `double` or nothing
    /// varies.
    private static double likelihoodSlope(double lambda, double[] x, double[] weights) {
        double total = 0;
        double mean = 0;
        double meanSlope = 0;
        double logs = 0;
        for (int i = 0; i < x.length; i++) {
            if (weights[i] > 0 && !Double.isNaN(x[i])) {
                total += weights[i];
                mean += weights[i] * apply(lambda, x[i]);
                meanSlope += weights[i] * slopeOf(lambda, x[i]);
                logs += weights[i] * Math.copySign(Math.log1p(Math.abs(x[i])), x[i]);
            }
        }
        mean /= total;
        meanSlope /= total;
        double variance = 0;
        double covariance = 0;
        for (int i = 0; i < x.length; i++) {
            if (weights[i] > 0 && !Double.isNaN(x[i])) {
                double d = apply(lambda, x[i]) - mean;
                variance += weights[i] * d * d;
                covariance += weights[i] * d * (slopeOf(lambda, x[i]) - meanSlope);
            }
        }
        double slope = logs / total - covariance / variance;
        return Double.isFinite(slope) && variance / total > 1e-28 * mean * mean ? slope : Double.NaN;
    }

    private static double slopeOf(double lambda, double x) {
        return x >= 0 ? slope(lambda, Math.log1p(x)) : slope(2 - lambda, Math.log1p(-x));
    }
}
