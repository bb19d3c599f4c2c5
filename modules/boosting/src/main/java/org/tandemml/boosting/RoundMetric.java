package org.tandemml.boosting;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// A number that says after each round how good the predictions are, on training and validation rows.
///
/// Text forms, which `toString` gives and [#parse] reads, XGBoost's names in brackets: `rmse`, `mae`, `mape`,
/// `log_loss` (`logloss`, `mlogloss`), `error` (`merror`), `accuracy`, `auc`, `ndcg` and `ndcg:10` (`ndcg@10`),
/// `poisson_loss` (`poisson-nloglik`), `gamma_loss` (`gamma-nloglik`), `tweedie_loss:1.5` (`tweedie-nloglik@1.5`),
/// `quantile_loss:0.9`, `huber_loss:1.0`. All are means over the weighted rows, `ndcg` over the queries, `auc` over the
/// weighted pairs.
public interface RoundMetric {
    /// The name in traces and reports.
    String name();

    /// True for scores, false for losses and errors.
    boolean higherIsBetter();

    /// The value for these predictions.
    ///
    /// @param predictions after the objective's [Response], output-major: output k of row i at `k*rows + i`
    double value(Labels labels, double[] predictions);

    /// A metric of one's own of which less is better: `RoundMetric.custom("worst", (labels, p) -> …)`.
    static RoundMetric custom(String name, ToDoubleBiFunction<Labels, double[]> value) {
        return new CustomMetric(name, false, value);
    }

    /// A metric of one's own of which more is better.
    static RoundMetric customScore(String name, ToDoubleBiFunction<Labels, double[]> value) {
        return new CustomMetric(name, true, value);
    }

    /// The metric of a text such as `log_loss` or `ndcg:10`; throws [InputException] with the known names otherwise.
    static RoundMetric parse(String text) {
        String clean = text.strip().toLowerCase(Locale.ROOT).replace('@', ':');
        int colon = clean.indexOf(':');
        String name = (colon < 0 ? clean : clean.substring(0, colon)).replace('-', '_');
        String parameter = colon < 0 ? "" : clean.substring(colon + 1);
        RoundMetric metric = switch (name) {
            case "rmse" -> RowMetric.rmse();
            case "mae" -> RowMetric.mae();
            case "mape" -> RowMetric.mape();
            case "log_loss", "logloss", "mlogloss", "binary_logloss", "multi_logloss" ->
                new ClassMetric(ClassScore.LOG_LOSS);
            case "error", "merror", "binary_error", "multi_error" -> new ClassMetric(ClassScore.ERROR);
            case "accuracy" -> new ClassMetric(ClassScore.ACCURACY);
            case "auc" -> new ClassMetric(ClassScore.AUC);
            case "ndcg" -> new NdcgMetric(cutoff(text, parameter));
            case "poisson_loss", "poisson_nloglik", "poisson" -> RowMetric.poisson();
            case "gamma_loss", "gamma_nloglik", "gamma" -> RowMetric.gamma();
            case "tweedie_loss", "tweedie_nloglik", "tweedie" ->
                RowMetric.tweedie(number(text, parameter, TweedieObjective.POWER));
            case "quantile_loss", "quantile" -> RowMetric.quantile(number(text, parameter, 0.5));
            case "huber_loss", "huber" -> RowMetric.huber(number(text, parameter, 1));
            default -> throw Check.unknown("metric", text, NAMES);
        };
        boolean parametric = switch (name) {
            case "ndcg", "tweedie_loss", "tweedie_nloglik", "tweedie" -> true;
            case "quantile_loss", "quantile", "huber_loss", "huber" -> true;
            default -> false;
        };
        if (!parametric && !parameter.isEmpty()) {
            throw new InputException("metric \"" + text + "\": " + name + " takes no number");
        }
        return metric;
    }

    /// The names that [#parse] reads.
    List<String> NAMES = List.of(
            "rmse",
            "mae",
            "mape",
            "log_loss",
            "error",
            "accuracy",
            "auc",
            "ndcg",
            "ndcg:K",
            "poisson_loss",
            "gamma_loss",
            "tweedie_loss:POWER",
            "quantile_loss:LEVEL",
            "huber_loss:DELTA");

    private static int cutoff(String text, String parameter) {
        if (parameter.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        try {
            return Check.atLeast("cutoff of the metric \"" + text + "\"", Integer.parseInt(parameter), 1);
        } catch (NumberFormatException e) {
            throw new InputException("metric \"" + text + "\": the cutoff must be a whole number", e);
        }
    }

    private static double number(String text, String parameter, double byDefault) {
        if (parameter.isEmpty()) {
            return byDefault;
        }
        try {
            return Double.parseDouble(parameter);
        } catch (NumberFormatException e) {
            throw new InputException("metric \"" + text + "\": \"" + parameter + "\" is no number", e);
        }
    }
}
