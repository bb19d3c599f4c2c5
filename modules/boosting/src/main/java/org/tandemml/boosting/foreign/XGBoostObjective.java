package org.tandemml.boosting.foreign;

import java.util.Arrays;
import org.tandemml.boosting.Response;
import org.tandemml.core.Check;

/// The objectives of XGBoost by the kind of model, response and start value they stand for.
enum XGBoostObjective {
    SQUARED("reg:squarederror", Kind.REGRESSOR, Response.IDENTITY),
    LINEAR("reg:linear", Kind.REGRESSOR, Response.IDENTITY),
    SQUARED_LOG("reg:squaredlogerror", Kind.REGRESSOR, Response.IDENTITY),
    PSEUDO_HUBER("reg:pseudohubererror", Kind.REGRESSOR, Response.IDENTITY),
    ABSOLUTE("reg:absoluteerror", Kind.REGRESSOR, Response.IDENTITY),
    QUANTILE("reg:quantileerror", Kind.REGRESSOR, Response.IDENTITY),
    EXPECTILE("reg:expectileerror", Kind.REGRESSOR, Response.IDENTITY),
    SHARE("reg:logistic", Kind.REGRESSOR, Response.SIGMOID),
    GAMMA("reg:gamma", Kind.REGRESSOR, Response.EXP),
    TWEEDIE("reg:tweedie", Kind.REGRESSOR, Response.EXP),
    POISSON("count:poisson", Kind.REGRESSOR, Response.EXP),
    COX("survival:cox", Kind.REGRESSOR, Response.EXP),
    AFT("survival:aft", Kind.REGRESSOR, Response.EXP),
    LOGISTIC("binary:logistic", Kind.TWO_CLASSES, Response.SIGMOID),
    LOGIT_RAW("binary:logitraw", Kind.TWO_CLASSES, Response.SIGMOID),
    HINGE("binary:hinge", Kind.TWO_CLASSES, Response.SIGN),
    SOFTMAX("multi:softmax", Kind.CLASSES, Response.SOFTMAX),
    SOFTPROB("multi:softprob", Kind.CLASSES, Response.SOFTMAX),
    RANK_PAIRWISE("rank:pairwise", Kind.RANKER, Response.IDENTITY),
    RANK_NDCG("rank:ndcg", Kind.RANKER, Response.IDENTITY),
    RANK_MAP("rank:map", Kind.RANKER, Response.IDENTITY);

    enum Kind {
        REGRESSOR,
        TWO_CLASSES,
        CLASSES,
        RANKER
    }

    final String key;
    final Kind kind;
    final Response response;

    XGBoostObjective(String key, Kind kind, Response response) {
        this.key = key;
        this.kind = kind;
        this.response = response;
    }

    static XGBoostObjective named(String key) {
        return Arrays.stream(values())
                .filter(each -> each.key.equals(key))
                .findFirst()
                .orElseThrow(() -> Check.unknown(
                        "objective",
                        key,
                        Arrays.stream(values()).map(each -> each.key).toList()));
    }

    /// The margin of a base score, which files hold on the scale of predictions, in float as XGBoost computes it.
    float margin(float baseScore) {
        return switch (response) {
            case SIGMOID -> -(float) Math.log(1f / baseScore - 1f);
            case EXP -> (float) Math.log(baseScore);
            default -> baseScore;
        };
    }

    /// A base score whose [#margin] is `margin`, or NaN if no float has that margin.
    float baseScore(float margin) {
        float near = switch (response) {
            case SIGMOID -> (float) Response.SIGMOID.of(margin);
            case EXP -> (float) Response.EXP.of(margin);
            default -> margin;
        };
        float down = near;
        float up = near;
        for (int steps = 0; steps < 8; steps++) {
            if (margin(down) == margin) {
                return down;
            }
            if (margin(up) == margin) {
                return up;
            }
            down = Math.nextDown(down);
            up = Math.nextUp(up);
        }
        return Float.NaN;
    }
}
