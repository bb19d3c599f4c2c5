package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Target;

/// What one column of a data set holds.
///
/// @param name its name
/// @param levels names of the categories, empty for numbers
/// @param counts rows of each category, or of each of 20 bins of equal width from the smallest to the largest number
/// @param smallest the smallest number, `NaN` for categories and where all are missing
/// @param largest the largest number
/// @param mean their mean
/// @param missing rows without a value
/// @param isTarget whether it is what is to be predicted
record ColumnSummary(
        String name,
        List<String> levels,
        int[] counts,
        double smallest,
        double largest,
        double mean,
        int missing,
        boolean isTarget) {
    private static final int BINS = 20;
    private static final String BARS = " ▁▂▃▄▅▆▇█";

    /// The first `most` columns and the target.
    static List<ColumnSummary> of(Dataset data, int most) {
        List<ColumnSummary> all = new ArrayList<>();
        double[] values = new double[data.rows()];
        for (int j = 0; j < Math.min(most, data.columns()); j++) {
            for (int i = 0; i < values.length; i++) {
                values[i] = data.features().get(i, j);
            }
            Column column = data.schema().column(j);
            all.add(
                    switch (column) {
                        case Column.Numeric numeric -> numbers(numeric.name(), values, false);
                        case Column.Categorical known -> categories(known.name(), known.levels(), values, false);
                    });
        }
        switch (data.target()) {
            case Target.Classes classes ->
                all.add(categories(
                        classes.name(),
                        classes.names(),
                        Arrays.stream(classes.codes()).asDoubleStream().toArray(),
                        true));
            case Target.Numbers numbers -> all.add(numbers(numbers.name(), numbers.values(), true));
            case Target.None none -> {}
        }
        return all;
    }

    private static ColumnSummary categories(String name, List<String> levels, double[] codes, boolean isTarget) {
        int[] counts = new int[levels.size()];
        int missing = 0;
        for (double code : codes) {
            if (Double.isNaN(code)) {
                missing++;
            } else {
                counts[(int) code]++;
            }
        }
        return new ColumnSummary(name, levels, counts, Double.NaN, Double.NaN, Double.NaN, missing, isTarget);
    }

    private static ColumnSummary numbers(String name, double[] values, boolean isTarget) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        double mean = 0;
        int present = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
                present++;
                mean += (value - mean) / present;
            }
        }
        int[] counts = new int[BINS];
        for (double value : values) {
            if (!Double.isNaN(value)) {
                // Halved, so that the width of the whole range of doubles is finite.
                double share = (value / 2 - smallest / 2) / (largest / 2 - smallest / 2);
                counts[Double.isNaN(share) ? 0 : Math.min(BINS - 1, (int) (share * BINS))]++;
            }
        }
        boolean none = present == 0;
        return new ColumnSummary(
                name,
                List.of(),
                counts,
                none ? Double.NaN : smallest,
                none ? Double.NaN : largest,
                none ? Double.NaN : mean,
                values.length - present,
                isTarget);
    }

    private boolean isCategorical() {
        return !levels.isEmpty();
    }

    /// `number`, `category`, with a mark for the target.
    String kind() {
        return isTarget ? "target" : isCategorical() ? "category" : "number";
    }

    /// One bar a bin, or a level (the most frequent ones first); at most 20 characters.
    String histogram() {
        int[] shown =
                isCategorical() ? byFrequency().limit(BINS).map(k -> counts[k]).toArray() : counts;
        int most = Math.max(1, Arrays.stream(shown).max().orElse(1));
        StringBuilder bars = new StringBuilder();
        for (int count : shown) {
            int height = (int) Math.ceil((BARS.length() - 1) * (double) count / most);
            bars.append(BARS.charAt(height));
        }
        return bars.toString();
    }

    private IntStream byFrequency() {
        return IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer k) -> -counts[k]))
                .mapToInt(k -> k);
    }

    /// The most frequent levels, or the range of the numbers.
    String range() {
        if (isCategorical()) {
            StringBuilder text = new StringBuilder(levels.size() + ": ");
            byFrequency()
                    .limit(5)
                    .forEach(k -> text.append(levels.get(k))
                            .append(' ')
                            .append(counts[k])
                            .append(", "));
            text.setLength(text.length() - 2);
            return text + (levels.size() > 5 ? ", …" : "");
        }
        return Double.isNaN(smallest)
                ? "no value"
                : number(smallest) + " … " + number(largest) + ", mean " + number(mean);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    ObjectNode json() {
        ObjectNode answer = Console.object();
        answer.put("name", name);
        answer.put("kind", isCategorical() ? "category" : "number");
        answer.put("target", isTarget);
        answer.put("missing", missing);
        if (isCategorical()) {
            ObjectNode all = answer.putObject("levels");
            for (int k = 0; k < counts.length; k++) {
                all.put(levels.get(k), counts[k]);
            }
            return answer;
        }
        if (!Double.isNaN(smallest)) {
            answer.put("min", smallest);
            answer.put("max", largest);
            answer.put("mean", mean);
            ArrayNode bins = answer.putArray("histogram");
            Arrays.stream(counts).forEach(bins::add);
        }
        return answer;
    }
}
