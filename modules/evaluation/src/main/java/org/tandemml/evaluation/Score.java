package org.tandemml.evaluation;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The value of a metric, or the reason why it is undefined for these data.
///
/// A metric of data that lack a class has no value: it is neither 0 nor 0.5 nor `NaN`, and averaging it as if it were
/// spoils a table in silence. Whoever asks for [#value()] anyway gets the reason as an error. Immutable.
public final class Score {
    private final Metric metric;
    private final double number;
    private final @Nullable String reason;

    private Score(Metric metric, double number, @Nullable String reason) {
        this.metric = metric;
        this.number = number;
        this.reason = reason;
    }

    /// A defined score. Throws `IllegalStateException` for `NaN`: an undefined score needs its reason.
    public static Score of(Metric metric, double value) {
        if (Double.isNaN(value)) {
            throw new IllegalStateException(metric + " is NaN: report it as undefined with its reason");
        }
        return new Score(metric, value, null);
    }

    /// A score that these data do not define, because of `reason`, such as `no row of class "yes"`.
    public static Score undefined(Metric metric, String reason) {
        return new Score(metric, Double.NaN, reason);
    }

    /// What was measured.
    public Metric metric() {
        return metric;
    }

    /// The name of the metric, such as `auc`.
    public String name() {
        return metric.key();
    }

    /// True if a larger value is better.
    public boolean higherIsBetter() {
        return metric.higherIsBetter();
    }

    /// True if there is a value.
    public boolean isDefined() {
        return reason == null;
    }

    /// The value. Throws `IllegalStateException` with the reason if there is none.
    public double value() {
        if (reason != null) {
            throw new IllegalStateException(metric + " is undefined: " + reason);
        }
        return number;
    }

    /// The value, or `NaN` if there is none.
    public double orNaN() {
        return number;
    }

    /// Why there is no value; empty if there is one.
    public String reason() {
        return reason == null ? "" : reason;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Score that
                && metric == that.metric
                && Double.compare(number, that.number) == 0
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(metric, number, reason);
    }

    /// `0.927`, or `undefined: ` and the reason.
    @Override
    public String toString() {
        if (reason != null) {
            return "undefined: " + reason;
        }
        double size = Math.abs(number);
        boolean plain = number == 0 || (size >= 1e-3 && size < 1e6);
        return String.format(Locale.ROOT, plain ? "%.3f" : "%.3e", number);
    }
}
