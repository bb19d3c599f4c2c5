package org.tandemml.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
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
/// | R² | 1 − Σ wᵢ (yᵢ − ŷᵢ)² / Σ wᵢ (yᵢ − ȳ)², ȳ the weighted mean; undefined for a constant target |
///
/// **Shapes**: all of length n. **Cost**: O(n) each. Immutable, deterministic.
/// **Errors**: [org.tandemml.core.InputException] for a number that is not finite, naming the row; a metric the data do
/// not define is a [Score] with the reason.
public final class RegressorEvaluation implements Evaluation {
    private final double[] truth;
    private final double[] predicted;
    private final double @Nullable [] weights;

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
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            sum += weight(i) * Math.abs(truth[i] - predicted[i]);
        }
        double total = totalWeight();
        return total > 0 ? Score.of(Metric.MAE, sum / total) : Score.undefined(Metric.MAE, "no row");
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
