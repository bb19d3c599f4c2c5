package org.tandemml.boosting;

import java.util.List;
import java.util.Locale;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// Reads objectives by name: ours, XGBoost's (`reg:squarederror`) and LightGBM's (`regression_l1`).
///
/// | ours | XGBoost | LightGBM |
/// |---|---|---|
/// | `squared` | `reg:squarederror`, `reg:linear` | `regression`, `l2`, `mse`, `rmse` |
/// | `absolute` | `reg:absoluteerror` | `regression_l1`, `l1`, `mae` |
/// | `huber:δ`, δ = 1 if not given | | `huber` |
/// | `quantile:a`, a = 0.5 if not given | `reg:quantileerror` | `quantile` |
/// | `poisson` | `count:poisson` | `poisson` |
/// | `gamma` | `reg:gamma` | `gamma` |
/// | `tweedie:ρ`, ρ = 1.5 if not given | `reg:tweedie` | `tweedie` |
/// | `logistic:w`, w the weight of the second class | `binary:logistic`, `reg:logistic` | `binary`, `cross_entropy` |
/// | `hinge` | `binary:hinge` | |
/// | `softmax` | `multi:softprob`, `multi:softmax` | `multiclass` |
/// | `ndcg:t`, t the truncation | `rank:ndcg` | `lambdarank` |
///
/// `reg:pseudohubererror` is not `huber`: its curvature vanishes far from the label, so that it may never learn.
final class ObjectiveNames {
    static final List<String> NAMES = List.of(
            "squared",
            "absolute",
            "huber:DELTA",
            "quantile:LEVEL",
            "poisson",
            "gamma",
            "tweedie:POWER",
            "logistic",
            "hinge",
            "softmax",
            "ndcg");

    private ObjectiveNames() {}

    static Objective parse(String text) {
        String clean = text.strip().toLowerCase(Locale.ROOT);
        for (String task : List.of("reg:", "binary:", "count:", "multi:", "rank:")) {
            if (clean.startsWith(task)) {
                clean = clean.substring(task.length());
            }
        }
        int colon = clean.indexOf(':');
        String name = colon < 0 ? clean : clean.substring(0, colon);
        String parameter = colon < 0 ? "" : clean.substring(colon + 1);
        Objective objective = switch (name) {
            case "huber" -> Objective.huber(number(text, parameter, 1));
            case "quantile", "quantileerror" -> Objective.quantile(number(text, parameter, 0.5));
            case "poisson" -> new PoissonObjective(number(text, parameter, PoissonObjective.DAMPENING));
            case "tweedie" -> Objective.tweedie(number(text, parameter, TweedieObjective.POWER));
            case "logistic", "binary", "cross_entropy" -> Objective.logistic(number(text, parameter, 1));
            case "ndcg", "lambdarank" -> new NdcgObjective(whole(text, parameter, NdcgObjective.TRUNCATION), true);
            default -> null;
        };
        if (objective != null) {
            return objective;
        }
        if (!parameter.isEmpty()) {
            throw new InputException("objective \"" + text + "\": " + name + " takes no number");
        }
        return switch (name) {
            case "squared", "squarederror", "linear", "regression", "regression_l2", "l2", "mse", "rmse" ->
                Objective.squared();
            case "absolute", "absoluteerror", "regression_l1", "l1", "mae" -> Objective.absolute();
            case "gamma" -> Objective.gamma();
            case "hinge" -> Objective.hinge();
            case "softmax", "softprob", "multiclass" -> Objective.softmax();
            default -> throw Check.unknown("objective", text, NAMES);
        };
    }

    private static double number(String text, String parameter, double byDefault) {
        if (parameter.isEmpty()) {
            return byDefault;
        }
        try {
            return Double.parseDouble(parameter);
        } catch (NumberFormatException e) {
            throw new InputException("objective \"" + text + "\": \"" + parameter + "\" is no number", e);
        }
    }

    private static int whole(String text, String parameter, int byDefault) {
        double value = number(text, parameter, byDefault);
        if (value != (int) value) {
            throw new InputException("objective \"" + text + "\": the truncation must be a whole number");
        }
        return (int) value;
    }
}
