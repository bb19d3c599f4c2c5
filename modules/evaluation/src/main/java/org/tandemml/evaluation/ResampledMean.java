package org.tandemml.evaluation;

import org.apache.commons.statistics.distribution.TDistribution;
import org.tandemml.core.Check;

/// The mean of a metric, or of the difference of two learners, over the folds of repeated cross-validation.
///
/// Folds share most of their training rows, so their values are not independent and the plain t interval is far too
/// narrow. The corrected resampled t widens it: with J values, sample variance s² (divisor J − 1) and ρ = test rows /
/// training rows,
///
/// standard error = √((1/J + ρ)·s²), interval = mean ± t(0.975, J − 1)·standard error, p = P(|T| ≥ |mean|/error).
///
/// **Source**: Nadeau, Bengio, "Inference for the Generalization Error", Machine Learning 52 (2003), section 5.
/// **Errors**: [org.tandemml.core.InputException] for no values. With one value there is neither spread nor test.
///
/// @param mean the arithmetic mean
/// @param sd the sample standard deviation of the values, `NaN` for one value
/// @param halfWidth half the width of the corrected 95 % interval, `NaN` for one value
/// @param pValue two-sided p-value of the hypothesis that the true mean is 0; 1 for one value and where all values are
///     0, 0 where all values are equal and not 0
/// @param count J, the number of values
public record ResampledMean(double mean, double sd, double halfWidth, double pValue, int count) {
    /// The mean of `values` with the corrected interval for `testShare` = test rows / training rows.
    public static ResampledMean of(double[] values, double testShare) {
        int count = Check.atLeast("number of values", values.length, 1);
        Check.positive("test rows / training rows", testShare);
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / count;
        if (count == 1) {
            return new ResampledMean(mean, Double.NaN, Double.NaN, 1, 1);
        }
        double squares = 0;
        boolean constant = true;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
            constant &= value == values[0];
        }
        if (constant) {
            // Rounding of the mean must not turn equal values into a spread.
            return new ResampledMean(values[0], 0, 0, values[0] == 0 ? 1 : 0, count);
        }
        double variance = squares / (count - 1);
        double error = Math.sqrt((1.0 / count + testShare) * variance);
        TDistribution t = TDistribution.of(count - 1);
        double halfWidth = t.inverseSurvivalProbability(0.025) * error;
        double pValue = Math.min(1, 2 * t.survivalProbability(Math.abs(mean) / error));
        return new ResampledMean(mean, Math.sqrt(variance), halfWidth, pValue, count);
    }
}
