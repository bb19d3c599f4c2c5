package org.tandemml.evaluation;

import java.util.Locale;

/// What a significance test found, or the reason why it cannot be done on these data.
///
/// @param test the name of the test
/// @param statistic its statistic; `NaN` if undefined
/// @param pValue the probability, were there no difference, of a statistic at least as extreme; `NaN` if undefined
/// @param reason why the test is undefined; empty if it is defined
public record TestResult(String test, double statistic, double pValue, String reason) {
    static TestResult of(String test, double statistic, double pValue) {
        return new TestResult(test, statistic, Math.min(1, pValue), "");
    }

    static TestResult undefined(String test, String reason) {
        return new TestResult(test, Double.NaN, Double.NaN, reason);
    }

    /// True if there is a p-value.
    public boolean isDefined() {
        return reason.isEmpty();
    }

    @Override
    public String toString() {
        return isDefined()
                ? String.format(Locale.ROOT, "%s: statistic %.4g, p = %.4g", test, statistic, pValue)
                : test + " is undefined: " + reason;
    }
}
