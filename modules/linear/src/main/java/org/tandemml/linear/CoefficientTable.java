package org.tandemml.linear;

import java.util.Locale;
import java.util.Optional;
import org.tandemml.core.Column;
import org.tandemml.core.Schema;

/// Coefficients as text, one line a term, with standard errors, test statistics and 95 % intervals where there are any.
final class CoefficientTable {
    private final Schema schema;
    private final int width;
    private final Optional<WaldInference> inference;
    private final String statistic;

    /// @param statistic the name of the test statistic, `z` or `t`
    CoefficientTable(Schema schema, Optional<WaldInference> inference, String statistic) {
        this.schema = schema;
        this.inference = inference;
        this.statistic = statistic;
        width = Math.max(
                9,
                schema.columns().stream()
                        .map(Column::name)
                        .mapToInt(String::length)
                        .max()
                        .orElse(0));
    }

    /// Appends the terms of one coefficient vector, `estimates[at ..]` with the intercept last.
    void append(StringBuilder table, double[] estimates, int at) {
        table.append(String.format(Locale.ROOT, "%-" + width + "s %13s", "term", "coefficient"));
        if (inference.isPresent()) {
            table.append(String.format(
                    Locale.ROOT, " %13s %9s %9s %13s %13s", "std error", statistic, "p", "2.5 %", "97.5 %"));
        }
        table.append('\n');
        for (int j = 0; j <= schema.size(); j++) {
            String term = j == schema.size() ? "intercept" : schema.column(j).name();
            int position = at + j;
            table.append(String.format(Locale.ROOT, "%-" + width + "s %13.6g", term, estimates[position]));
            inference.ifPresent(wald -> table.append(String.format(
                    Locale.ROOT,
                    " %13.6g %9.3f %9.3g %13.6g %13.6g",
                    wald.standardErrors()[position],
                    wald.zValues()[position],
                    wald.pValues()[position],
                    wald.lower(0.95)[position],
                    wald.upper(0.95)[position])));
            table.append('\n');
        }
    }
}
