package org.tandemml.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Fills missing values with one value a column, learned from the rows in which it is present, by weight.
///
/// Numbers get the mean, the median (with weights: the value at which half the weight is reached, the middle of two
/// when it is reached between them), the most frequent value (the smallest on ties) or a constant; categories get the
/// most frequent level (the first on ties) or a
/// level of their own named `missing`, added to each column in which training saw a missing value. Sparse data stay
/// sparse; their implicit zeros are values, not missing.
///
/// **Cost**: O(n p), the median O(n p log n); a second copy of one column. **Determinism**: sums run in row order.
/// **Errors**: [InputException] for a column without any value, except numbers under `constant`.
public record Impute(
        @Setting("what a missing number becomes") Numeric numeric,

        @Setting("the number that numeric=constant fills in")
        double constant,

        @Setting("what a missing category becomes") Categorical categorical,

        @Setting("adds a column name_missing of 0 and 1 for each column in which training saw a missing value")
        boolean indicators)
        implements Learner.OfTransform<Imputation> {
    /// What fills a missing number.
    public enum Numeric {
        MEAN,
        MEDIAN,
        /// The value of the largest weight, the smallest of several.
        MODE,
        CONSTANT
    }

    /// What fills a missing category.
    public enum Categorical {
        MOST_FREQUENT,
        /// A level named `missing`.
        LEVEL
    }

    public Impute {
        Check.finite("constant", constant);
    }

    /// Mean and most frequent level, no indicators.
    public Impute() {
        this(Numeric.MEAN, 0, Categorical.MOST_FREQUENT, false);
    }

    public Impute withNumeric(Numeric value) {
        return new Impute(value, constant, categorical, indicators);
    }

    public Impute withConstant(double value) {
        return new Impute(Numeric.CONSTANT, value, categorical, indicators);
    }

    public Impute withCategorical(Categorical value) {
        return new Impute(numeric, constant, value, indicators);
    }

    public Impute withIndicators(boolean value) {
        return new Impute(numeric, constant, categorical, value);
    }

    @Override
    public String name() {
        return "impute";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public Imputation fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        int p = data.columns();
        double[] fills = new double[p];
        boolean[] added = new boolean[p];
        boolean[] incomplete = new boolean[p];
        ColumnCursor cursor = new ColumnCursor(data.features());
        double[] values = new double[data.rows()];
        double[] weights = data.weights();
        for (int j = 0; j < p; j++) {
            how.cancellation().check();
            cursor.read(j, values);
            incomplete[j] = Arrays.stream(values).anyMatch(Double::isNaN);
            switch (data.schema().column(j)) {
                case Column.Numeric column -> fills[j] = number(column.name(), values, weights);
                case Column.Categorical column -> {
                    int own = column.levels().indexOf(Imputation.LEVEL);
                    boolean asLevel = categorical == Categorical.LEVEL && incomplete[j];
                    added[j] = asLevel && own < 0;
                    fills[j] = !asLevel
                            ? mostFrequent(column, values, weights)
                            : own < 0 ? column.levels().size() : own;
                }
            }
        }
        int[] indicated =
                indicators ? IntStream.range(0, p).filter(j -> incomplete[j]).toArray() : new int[0];
        return new Imputation(
                data.schema(),
                fills,
                added,
                indicated,
                FitReport.direct("a filling value found for each column"),
                Provenance.of(this, data, how));
    }

    private double number(String column, double[] values, double[] weights) {
        if (numeric == Numeric.CONSTANT) {
            return constant;
        }
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            total += Double.isNaN(values[i]) ? 0 : weights[i];
        }
        if (!(total > 0)) {
            throw new InputException("column \"" + column + "\" has no value in " + values.length
                    + " rows: leave it out, or give Impute the setting numeric=constant");
        }
        return switch (numeric) {
            case MEAN -> mean(values, weights, total);
            case MEDIAN -> median(values, weights, total);
            case MODE -> mode(values, weights);
            case CONSTANT -> constant;
        };
    }

    private static double mean(double[] values, double[] weights, double total) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Double.isNaN(values[i]) ? 0 : weights[i] / total * values[i];
        }
        return sum;
    }

    private static int[] ascending(double[] values, double[] weights) {
        return IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]) && weights[i] > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double mode(double[] values, double[] weights) {
        int[] order = ascending(values, weights);
        double best = values[order[0]];
        double most = 0;
        for (int k = 0; k < order.length; ) {
            double value = values[order[k]];
            double weight = 0;
            for (; k < order.length && values[order[k]] == value; k++) {
                weight += weights[order[k]];
            }
            if (weight > most) {
                best = value;
                most = weight;
            }
        }
        return best;
    }

    private static double median(double[] values, double[] weights, double total) {
        int[] order = ascending(values, weights);
        double reached = 0;
        for (int k = 0; k < order.length; k++) {
            reached += weights[order[k]];
            if (2 * reached == total && k + 1 < order.length) {
                return 0.5 * values[order[k]] + 0.5 * values[order[k + 1]];
            }
            if (2 * reached >= total) {
                return values[order[k]];
            }
        }
        return values[order[order.length - 1]];
    }

    private double mostFrequent(Column.Categorical column, double[] codes, double[] weights) {
        double[] counts = new double[column.levels().size()];
        for (int i = 0; i < codes.length; i++) {
            if (!Double.isNaN(codes[i])) {
                counts[(int) codes[i]] += weights[i];
            }
        }
        int best = 0;
        for (int k = 1; k < counts.length; k++) {
            best = counts[k] > counts[best] ? k : best;
        }
        if (counts.length == 0 || counts[best] == 0) {
            throw new InputException("column \"" + column.name() + "\" has no value in " + codes.length
                    + " rows: leave it out, or give Impute the setting categorical=level");
        }
        return best;
    }
}
