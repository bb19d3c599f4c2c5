package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Regressor;

/// How far predicted numbers are from the true ones, weighted by the rows' weights.
///
/// With true yᵢ, predicted ŷᵢ and weights wᵢ:
///
/// | metric | definition |
/// |---|---|
/// | RMSE | √(Σ wᵢ (yᵢ − ŷᵢ)² / Σ wᵢ) |
/// | MAE | Σ wᵢ \|yᵢ − ŷᵢ\| / Σ wᵢ |
/// | MAPE, median and maximum error, pinball, deviances | see each method |
/// | R² | 1 − Σ wᵢ (yᵢ − ŷᵢ)² / Σ wᵢ (yᵢ − ȳ)², ȳ the weighted mean; undefined for a constant target |
///
/// **Shapes**: all of length n. **Cost**: O(n) each. Immutable, deterministic. **Errors**:
/// [org.tandemml.core.InputException] for a number that is not finite, naming the row; a metric the data do not
/// define is a [Score] with the reason.
public final class RegressorEvaluation implements Evaluation {
    final double[] truth;
    final double[] predicted;
    final double @Nullable [] weights;

    private RegressorEvaluation(double[] truth, double[] predicted, double @Nullable [] weights) {
        Check.length("predictions", predicted.length, truth.length);
        Rows.checkWeights(weights, truth.length);
        for (int i = 0; i < truth.length; i++) {
            Check.finite("the true value of row " + (i + 1), truth[i]);
            Check.finite("the prediction of row " + (i + 1), predicted[i]);
        }
        this.truth = truth;
        this.predicted = predicted;
        this.weights = weights;
    }

    /// From true and predicted numbers.
    public static RegressorEvaluation of(double[] truth, double[] predicted) {
        return new RegressorEvaluation(truth.clone(), predicted.clone(), null);
    }

    /// From true and predicted numbers of weighted rows.
    public static RegressorEvaluation of(double[] truth, double[] predicted, double[] weights) {
        return new RegressorEvaluation(truth.clone(), predicted.clone(), weights.clone());
    }

    static RegressorEvaluation of(Regressor model, Dataset data, Parallel loop) {
        double[] truth = data.numbers();
        double[] predicted = model.predict(model.align(data), loop);
        return new RegressorEvaluation(truth, predicted, data.isWeighted() ? data.weights() : null);
    }

    @Override
    public int rows() {
        return truth.length;
    }

    /// The root of the mean squared error, in units of the target.
    public Score rmse() {
        double total = totalWeight();
        return total > 0
                ? Score.of(Metric.RMSE, Math.sqrt(squaredError() / total))
                : Score.undefined(Metric.RMSE, "no row");
    }

    /// The mean absolute error, in units of the target.
    public Score mae() {
        return mean(Metric.MAE, i -> Math.abs(truth[i] - predicted[i]));
    }

    /// The share of the target's variance that is explained: 1 is perfect, 0 as good as the mean, negative worse.
    public Score r2() {
        double total = totalWeight();
        if (total == 0) {
            return Score.undefined(Metric.R2, "no row");
        }
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            if (weight(i) > 0) {
                lowest = Math.min(lowest, truth[i]);
                highest = Math.max(highest, truth[i]);
                sum += weight(i) * truth[i];
            }
        }
        if (lowest == highest) {
            return Score.undefined(Metric.R2, "the target is " + lowest + " in every row");
        }
        double mean = sum / total;
        double variation = 0;
        for (int i = 0; i < truth.length; i++) {
            variation += weight(i) * (truth[i] - mean) * (truth[i] - mean);
        }
        double error = squaredError();
        if (variation == 0 || Double.isInfinite(variation) || Double.isInfinite(error)) {
            return Score.undefined(Metric.R2, "squares of the target or of the errors leave the range of a double");
        }
        return Score.of(Metric.R2, 1 - error / variation);
    }

    /// The mean of |y − ŷ| / |y|; 1 is 100 %. Undefined if a true value is 0. It favours predictions that are too
    /// low.
    public Score mape() {
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] == 0 && weight(i) > 0) {
                return Score.undefined(Metric.MAPE, "the true value of row " + (i + 1) + " is 0");
            }
        }
        return mean(Metric.MAPE, i -> Math.abs(truth[i] - predicted[i]) / Math.abs(truth[i]));
    }

    /// The median of |y − ŷ|: half the weight has at most this error, the middle of two values if exactly half.
    public Score medianAbsoluteError() {
        int[] rows = Rows.where(truth.length, i -> weight(i) > 0);
        if (rows.length == 0) {
            return Score.undefined(Metric.MEDIAN_ERROR, "no row");
        }
        double[] errors = Arrays.stream(rows)
                .mapToDouble(i -> Math.abs(truth[i] - predicted[i]))
                .toArray();
        double[] carried = Arrays.stream(rows).mapToDouble(this::weight).toArray();
        ScoreSort.sort(errors, carried);
        double half = Arrays.stream(carried).sum() / 2;
        double sum = 0;
        int i = 0;
        while (sum + carried[i] < half) {
            sum += carried[i++];
        }
        boolean exactlyHalf = sum + carried[i] == half && i + 1 < errors.length;
        return Score.of(Metric.MEDIAN_ERROR, exactlyHalf ? (errors[i] + errors[i + 1]) / 2 : errors[i]);
    }

    /// The largest |y − ŷ| of a row of positive weight.
    public Score maxError() {
        return IntStream.range(0, truth.length)
                .filter(i -> weight(i) > 0)
                .mapToDouble(i -> Math.abs(truth[i] - predicted[i]))
                .max()
                .stream()
                .mapToObj(max -> Score.of(Metric.MAX_ERROR, max))
                .findFirst()
                .orElse(Score.undefined(Metric.MAX_ERROR, "no row"));
    }

    /// The mean pinball loss of predictions of the quantile `alpha`: `alpha·(y − ŷ)` where y > ŷ, else `(1 −
    /// alpha)·(ŷ − y)`.
    public Score pinball(double alpha) {
        Check.within("quantile", alpha, 0, 1);
        return mean(Metric.PINBALL, i -> {
            double error = truth[i] - predicted[i];
            return error > 0 ? alpha * error : (alpha - 1) * error;
        });
    }

    /// The mean of 2(y ln(y/ŷ) − y + ŷ), for counts: needs y ≥ 0 and ŷ > 0.
    public Score poissonDeviance() {
        return deviance(Metric.POISSON_DEVIANCE, 1);
    }

    /// The mean of 2(ln(ŷ/y) + y/ŷ − 1), for positive amounts: needs y > 0 and ŷ > 0.
    public Score gammaDeviance() {
        return deviance(Metric.GAMMA_DEVIANCE, 2);
    }

    /// The mean deviance of the Tweedie distribution whose variance is `mean^power`: 0 normal, 1 Poisson, 2 gamma, 3
    /// inverse Gaussian, between 1 and 2 amounts with zeros. None exists between 0 and 1.
    ///
    /// `2(max(y, 0)^(2−p)/((1−p)(2−p)) − y·ŷ^(1−p)/(1−p) + ŷ^(2−p)/(2−p))`; ŷ > 0 unless p = 0, y ≥ 0 from p = 1 on
    /// and y > 0 from p = 2 on, else undefined.
    ///
    /// **Source**: B. Jørgensen, The Theory of Dispersion Models (1997), chapter 4.
    public Score tweedieDeviance(double power) {
        if (!Double.isFinite(power) || (power > 0 && power < 1)) {
            throw new InputException("Tweedie power must be <= 0 or >= 1, was " + power);
        }
        return deviance(Metric.TWEEDIE_DEVIANCE, power);
    }

    private Score deviance(Metric metric, double power) {
        for (int i = 0; i < truth.length; i++) {
            if (weight(i) > 0 && power != 0 && !(predicted[i] > 0)) {
                return Score.undefined(
                        metric, "the prediction of row " + (i + 1) + " is " + predicted[i] + ", not > 0");
            }
            if (weight(i) > 0 && power >= 1 && !(power < 2 ? truth[i] >= 0 : truth[i] > 0)) {
                return Score.undefined(
                        metric,
                        "the true value of row " + (i + 1) + " is " + truth[i] + ", not "
                                + (power < 2 ? ">= 0" : "> 0"));
            }
        }
        return mean(metric, i -> Math.max(0, unitDeviance(truth[i], predicted[i], power)));
    }

    private static double unitDeviance(double y, double mu, double power) {
        if (power == 0) {
            return (y - mu) * (y - mu);
        }
        if (power == 1) {
            return 2 * ((y == 0 ? 0 : y * Math.log(y / mu)) - y + mu);
        }
        if (power == 2) {
            return 2 * (Math.log(mu / y) + y / mu - 1);
        }
        return 2
                * (Math.pow(Math.max(y, 0), 2 - power) / ((1 - power) * (2 - power))
                        - y * Math.pow(mu, 1 - power) / (1 - power)
                        + Math.pow(mu, 2 - power) / (2 - power));
    }

    private Score mean(Metric metric, IntToDoubleFunction loss) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < truth.length; i++) {
            double weight = weight(i);
            if (weight > 0) {
                sum += weight * loss.applyAsDouble(i);
                total += weight;
            }
        }
        return total > 0 ? Score.of(metric, sum / total) : Score.undefined(metric, "no row");
    }

    /// The evaluation of some rows, which may repeat.
    RegressorEvaluation select(int[] rows) {
        return new RegressorEvaluation(
                Arrays.stream(rows).mapToDouble(i -> truth[i]).toArray(),
                Arrays.stream(rows).mapToDouble(i -> predicted[i]).toArray(),
                weights == null
                        ? null
                        : Arrays.stream(rows).mapToDouble(i -> weights[i]).toArray());
    }

    private double squaredError() {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            double error = truth[i] - predicted[i];
            sum += weight(i) * error * error;
        }
        return sum;
    }

    private double weight(int i) {
        return weights == null ? 1 : weights[i];
    }

    private double totalWeight() {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            sum += weight(i);
        }
        return sum;
    }

    /// `rmse`, `mae`, `r2`.
    @Override
    public Map<String, Score> metrics() {
        Map<String, Score> metrics = new LinkedHashMap<>();
        for (Score score : List.of(rmse(), mae(), r2())) {
            metrics.put(score.name(), score);
        }
        return Collections.unmodifiableMap(metrics);
    }

    @Override
    public String toString() {
        return "RegressorEvaluation[" + rows() + " rows, " + metrics() + "]";
    }
}
