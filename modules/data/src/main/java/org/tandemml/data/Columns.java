package org.tandemml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// A table from arrays, one a column: `Columns.named("people").numbers("age", ages).categories("city", cities).data()`.
///
/// Each call returns another table; arrays are copied. All columns must have the length of the first. Cost of
/// [#data]: O(cells), 8 bytes each.
public final class Columns {
    private final String name;
    private final List<Column> columns;
    private final List<double[]> values;

    private Columns(String name, List<Column> columns, List<double[]> values) {
        this.name = name;
        this.columns = columns;
        this.values = values;
    }

    /// A table without columns, called `name` in reports.
    public static Columns named(String name) {
        return new Columns(name, List.of(), List.of());
    }

    /// With a column of numbers, `NaN` where missing; infinite values are refused.
    public Columns numbers(String column, double... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (Double.isInfinite(numbers[i])) {
                throw new InputException(
                        "column \"" + column + "\", row " + (i + 1) + " is " + numbers[i] + ": values must be finite");
            }
        }
        return with(new Column.Numeric(column), numbers.clone());
    }

    /// With a column of whole numbers.
    public Columns numbers(String column, int... numbers) {
        return with(
                new Column.Numeric(column),
                Arrays.stream(numbers).asDoubleStream().toArray());
    }

    /// With a column of whole numbers; one beyond ±2⁵³, such as a key, has no exact `double` and is refused.
    public Columns numbers(String column, long... numbers) {
        double[] converted = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            if (Math.abs(numbers[i]) > 1L << 53 || numbers[i] == Long.MIN_VALUE) {
                throw new InputException("column \"" + column + "\", row " + (i + 1) + " is " + numbers[i]
                        + ", which no double holds exactly: give doubles, or categories if it is a name");
            }
            converted[i] = numbers[i];
        }
        return with(new Column.Numeric(column), converted);
    }

    /// With a column of numbers in single precision, `NaN` where missing.
    public Columns numbers(String column, float... numbers) {
        double[] converted = new double[numbers.length];
        Arrays.setAll(converted, i -> numbers[i]);
        return numbers(column, converted);
    }

    /// With a column of categories, `null` where missing; levels are sorted by name.
    public Columns categories(String column, @Nullable String... texts) {
        TreeSet<String> distinct = new TreeSet<>();
        for (String text : texts) {
            if (text != null) {
                distinct.add(text);
            }
        }
        List<String> levels = List.copyOf(distinct);
        LevelCodes codes = new LevelCodes();
        levels.forEach(level -> codes.code(level.toCharArray(), 0, level.length()));
        double[] converted = new double[texts.length];
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            converted[i] = text == null ? Double.NaN : codes.code(text.toCharArray(), 0, text.length());
        }
        return with(new Column.Categorical(column, levels), converted);
    }

    /// With a column of the categories `false` and `true`.
    public Columns categories(String column, boolean... answers) {
        double[] converted = new double[answers.length];
        Arrays.setAll(converted, i -> answers[i] ? 1 : 0);
        return with(new Column.Categorical(column, List.of("false", "true")), converted);
    }

    private Columns with(Column column, double[] cells) {
        if (!values.isEmpty()) {
            Check.length("column \"" + column.name() + "\"", cells.length, values.getFirst().length);
        }
        List<Column> moreColumns = new ArrayList<>(columns);
        List<double[]> moreValues = new ArrayList<>(values);
        moreColumns.add(column);
        moreValues.add(cells);
        return new Columns(name, moreColumns, moreValues);
    }

    /// The table as data without a target; name one with [Dataset#target(String)].
    public Dataset data() {
        int rows = values.isEmpty() ? 0 : values.getFirst().length;
        int width = values.size();
        double[] cells = DenseMatrix.allocate(rows, width);
        for (int j = 0; j < width; j++) {
            double[] column = values.get(j);
            for (int i = 0; i < rows; i++) {
                cells[i * width + j] = column[i];
            }
        }
        return Dataset.of(name, new Schema(columns), new DenseMatrix(rows, width, cells), new Target.None());
    }
}
