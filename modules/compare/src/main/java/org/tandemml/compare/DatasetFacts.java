package org.tandemml.compare;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Target;

/// What a reader must know about the data to weigh a result.
///
/// @param name what the data are called
/// @param rows number of rows
/// @param columns number of feature columns
/// @param categorical feature columns that hold categories
/// @param missing feature cells without a value
/// @param target the target column
/// @param classes the classes with their rows; empty for a numeric target
/// @param fingerprint [Dataset#fingerprint()]
public record DatasetFacts(
        String name,
        int rows,
        int columns,
        int categorical,
        long missing,
        String target,
        List<ClassCount> classes,
        String fingerprint) {
    /// A class and its number of rows.
    public record ClassCount(String name, int rows) {}

    public DatasetFacts {
        classes = List.copyOf(classes);
    }

    /// The facts of `data`.
    static DatasetFacts of(Dataset data) {
        long categorical = data.schema().columns().stream()
                .filter(Column.Categorical.class::isInstance)
                .count();
        List<ClassCount> classes = new ArrayList<>();
        if (data.target() instanceof Target.Classes target) {
            int[] counts = target.counts();
            for (int k = 0; k < counts.length; k++) {
                classes.add(new ClassCount(target.names().get(k), counts[k]));
            }
        }
        return new DatasetFacts(
                data.name(),
                data.rows(),
                data.columns(),
                (int) categorical,
                missing(data),
                data.target().name(),
                classes,
                data.fingerprint());
    }

    private static long missing(Dataset data) {
        if (!data.hasMissing()) {
            return 0;
        }
        long missing = 0;
        double[] row = new double[data.columns()];
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, row, 0);
            for (double value : row) {
                missing += Double.isNaN(value) ? 1 : 0;
            }
        }
        return missing;
    }

    /// True if the target is a number.
    public boolean isRegression() {
        return classes.isEmpty();
    }

    /// `569 rows, 30 columns, 2 classes (B 357, M 212), no missing cells`.
    public String summary() {
        StringBuilder text = new StringBuilder();
        text.append(rows).append(" rows, ").append(columns).append(" columns");
        if (categorical > 0) {
            text.append(" (").append(categorical).append(" categorical)");
        }
        text.append(", ").append(isRegression() ? "target " + target + " (number)" : classSummary());
        text.append(missing == 0 ? ", no missing cells" : ", " + missing + " missing cells");
        return text.toString();
    }

    private String classSummary() {
        StringBuilder text = new StringBuilder();
        text.append(classes.size()).append(" classes of ").append(target).append(" (");
        int shown = Math.min(classes.size(), 6);
        for (int k = 0; k < shown; k++) {
            text.append(k == 0 ? "" : ", ")
                    .append(classes.get(k).name())
                    .append(' ')
                    .append(classes.get(k).rows());
        }
        return text.append(shown < classes.size() ? ", …)" : ")").toString();
    }
}
