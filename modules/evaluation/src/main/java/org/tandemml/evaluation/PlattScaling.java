package org.tandemml.evaluation;

import org.tandemml.core.Check;

/// The sigmoid that turns a score f into a probability: `p = 1/(1 + exp(a·f + b))`.
///
/// a and b minimise the weighted cross-entropy to the targets `(N₊ + 1)/(N₊ + 2)` for positive and `1/(N₋ + 2)` for
/// negative rows, which keeps them finite on separable data; N₊ and N₋ are the sums of weights. Newton's method with a
/// backtracking line search, on standardised scores, so that the scale of the scores does not matter.
///
/// **Source**: Platt, "Probabilistic outputs for support vector machines", 1999; Lin, Lin, Weng, "A note on Platt's
/// probabilistic outputs for support vector machines", Machine Learning 68 (2007), algorithm 1. **Cost**: O(n) an
/// iteration, at most 100. **Determinism**: no randomness. **Errors**: [org.tandemml.core.InputException] for lengths
/// that differ and weights that are negative.
///
/// @param a the slope, negative where larger scores mean the positive class
/// @param b the offset
public record PlattScaling(double a, double b) implements ScoreMap {
    private static final int MOST_ITERATIONS = 100;
    private static final double SMALLEST_STEP = 1e-10;
    private static final double RIDGE = 1e-12;

    public PlattScaling {
        Check.finite("slope of the sigmoid", a);
        Check.finite("offset of the sigmoid", b);
    }

    /// The sigmoid of the rows with these scores, truths and weights.
    public static PlattScaling fit(double[] scores, boolean[] positive, double[] weights) {
        Check.length("truths", positive.length, scores.length);
        Check.length("weights", weights.length, scores.length);
        Rows.checkWeights(weights, scores.length);
        double sum = 0;
        double mean = 0;
        double plus = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += weights[i];
            mean += weights[i] * scores[i];
            plus += positive[i] ? weights[i] : 0;
        }
        mean /= sum;
        double variance = 0;
        for (int i = 0; i < scores.length; i++) {
            variance += weights[i] * (scores[i] - mean) * (scores[i] - mean);
        }
        double scale = Math.sqrt(variance / sum);
        double offset = Math.log((sum - plus + 1) / (plus + 1));
        // Scores that are equal but for rounding carry nothing.
        if (!(scale > 1e-14 * Math.abs(mean)) || scale == 0) {
            return new PlattScaling(0, offset);
        }
        double[] standardised = new double[scores.length];
        double[] targets = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            standardised[i] = (scores[i] - mean) / scale;
            targets[i] = positive[i] ? (plus + 1) / (plus + 2) : 1 / (sum - plus + 2);
        }
        double[] ab = new Newton(standardised, targets, weights, 1e-12 * (1 + sum)).minimise(0, offset);
        return new PlattScaling(ab[0] / scale, ab[1] - ab[0] * mean / scale);
    }

    /// −(a·f + b), the logarithm of the odds.
    public double logit(double score) {
        return -(a * score + b);
    }

    @Override
    public double probability(double score) {
        return sigmoid(logit(score));
    }

    static double sigmoid(double z) {
        if (z >= 0) {
            return 1 / (1 + Math.exp(-z));
        }
        double e = Math.exp(z);
        return e / (1 + e);
    }

    private record Newton(double[] f, double[] t, double[] w, double tolerance) {
        double[] minimise(double startA, double startB) {
            double a = startA;
            double b = startB;
            double value = value(a, b);
            for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
                double h11 = RIDGE;
                double h22 = RIDGE;
                double h21 = 0;
                double g1 = 0;
                double g2 = 0;
                for (int i = 0; i < f.length; i++) {
                    double p = sigmoid(-(a * f[i] + b));
                    double d2 = w[i] * p * sigmoid(a * f[i] + b);
                    double d1 = w[i] * (t[i] - p);
                    h11 += f[i] * f[i] * d2;
                    h22 += d2;
                    h21 += f[i] * d2;
                    g1 += f[i] * d1;
                    g2 += d1;
                }
                if (Math.abs(g1) < tolerance && Math.abs(g2) < tolerance) {
                    break;
                }
                double det = h11 * h22 - h21 * h21;
                double da = -(h22 * g1 - h21 * g2) / det;
                double db = -(-h21 * g1 + h11 * g2) / det;
                double slope = g1 * da + g2 * db;
                if (-slope <= 1e-10 * (1 + value)) {
                    // So near the bottom the values differ by rounding only, and Newton's step needs no search.
                    a += da;
                    b += db;
                    value = value(a, b);
                    continue;
                }
                double step = 1;
                double next = value(a + da, b + db);
                while (next >= value + 1e-4 * step * slope && step >= SMALLEST_STEP) {
                    step /= 2;
                    next = value(a + step * da, b + step * db);
                }
                if (step < SMALLEST_STEP) {
                    // No step lowers the value: it is at the bottom as far as doubles can tell.
                    break;
                }
                a += step * da;
                b += step * db;
                value = next;
            }
            return new double[] {a, b};
        }

        /// −Σ w (t ln p + (1 − t) ln(1 − p)) in the form that neither overflows nor cancels.
        private double value(double a, double b) {
            double sum = 0;
            for (int i = 0; i < f.length; i++) {
                double z = a * f[i] + b;
                sum += w[i] * (z >= 0 ? t[i] * z + Math.log1p(Math.exp(-z)) : (t[i] - 1) * z + Math.log1p(Math.exp(z)));
            }
            return sum;
        }
    }
}
