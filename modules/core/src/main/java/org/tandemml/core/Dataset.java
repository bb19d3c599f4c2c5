package org.tandemml.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A table to learn from: features with their schema, a target, and a weight for each row.
///
/// Immutable; every method that changes something returns another data set that shares what it can. Rows, columns and
/// weights are n, p and n. Missing features are `NaN`, categories are codes; a target is never missing.
public final class Dataset {
    private final String name;
    private final Schema schema;
    private final Matrix features;
    private final Target target;
    private final double @Nullable [] weights;
    private @Nullable String fingerprint;

    private Dataset(String name, Schema schema, Matrix features, Target target, double @Nullable [] weights) {
        if (schema.size() != features.columns()) {
            throw new InputException(
                    "the schema names " + schema.size() + " columns, the matrix has " + features.columns());
        }
        int rows = switch (target) {
            case Target.Classes classes -> classes.codes().length;
            case Target.Numbers numbers -> numbers.values().length;
            case Target.None none -> features.rows();
        };
        Check.length("target", rows, features.rows());
        this.name = name;
        this.schema = schema;
        this.features = features;
        this.target = target;
        this.weights = weights;
    }

    /// A data set with every row of weight 1. Categorical cells must hold `NaN` or a code of their column.
    public static Dataset of(String name, Schema schema, Matrix features, Target target) {
        for (int j = 0; j < schema.size(); j++) {
            if (schema.column(j) instanceof Column.Categorical column) {
                checkCodes(column, features, j);
            }
        }
        return new Dataset(name, schema, features, target, null);
    }

    private static void checkCodes(Column.Categorical column, Matrix features, int j) {
        for (int i = 0; i < features.rows(); i++) {
            double code = features.get(i, j);
            if (!Double.isNaN(code) && !(code >= 0 && code < column.levels().size() && code == Math.rint(code))) {
                throw new InputException("column \"" + column.name() + "\", row " + (i + 1) + ": " + code
                        + " is no code of a category (0.." + (column.levels().size() - 1) + ")");
            }
        }
    }

    /// Numeric columns `x1 … xp` and one class name a row; classes are listed in the order of their names.
    public static Dataset classes(Matrix features, String... classNames) {
        List<String> names = new ArrayList<>(new TreeSet<>(Arrays.asList(classNames)));
        int[] codes = Arrays.stream(classNames).mapToInt(names::indexOf).toArray();
        return of("data", Schema.numeric(features.columns()), features, new Target.Classes("class", names, codes));
    }

    /// Numeric columns `x1 … xp` and one number a row.
    public static Dataset numbers(Matrix features, double... target) {
        return of("data", Schema.numeric(features.columns()), features, new Target.Numbers("y", target.clone()));
    }

    /// What the data are called in reports.
    public String name() {
        return name;
    }

    /// The same data under another name.
    public Dataset named(String other) {
        return new Dataset(other, schema, features, target, weights);
    }

    /// Names and kinds of the feature columns.
    public Schema schema() {
        return schema;
    }

    /// The features, n × p.
    public Matrix features() {
        return features;
    }

    /// What is to be predicted.
    public Target target() {
        return target;
    }

    /// Number of rows n.
    public int rows() {
        return features.rows();
    }

    /// Number of feature columns p.
    public int columns() {
        return features.columns();
    }

    /// The classes, or an error that says how to get them.
    public Target.Classes classes() {
        return switch (target) {
            case Target.Classes classes -> classes;
            case Target.Numbers numbers ->
                throw new InputException("the target \"" + numbers.name()
                        + "\" is numeric and classes are needed: use targetAsClasses() or another target");
            case Target.None none ->
                throw new InputException("the data have no target: name one with target(\"column\")");
        };
    }

    /// The numeric target, or an error that says what it is instead.
    public double[] numbers() {
        return switch (target) {
            case Target.Numbers numbers -> numbers.values();
            case Target.Classes classes ->
                throw new InputException("the target \"" + classes.name() + "\" holds classes "
                        + abbreviated(classes.names()) + " and numbers are needed: use a classifier or another target");
            case Target.None none ->
                throw new InputException("the data have no target: name one with target(\"column\")");
        };
    }

    private static String abbreviated(List<String> names) {
        return names.size() <= 5 ? names.toString() : names.subList(0, 5) + " …";
    }

    /// True if rows have been given weights.
    public boolean isWeighted() {
        return weights != null;
    }

    /// The weight of a row, 1 unless given.
    public double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /// The weights of all rows as a new array.
    public double[] weights() {
        if (weights != null) {
            return weights.clone();
        }
        double[] ones = new double[rows()];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// The same rows with these weights: finite, not negative, not all zero.
    public Dataset withWeights(double... rowWeights) {
        Check.length("weights", rowWeights.length, rows());
        double sum = 0;
        for (int i = 0; i < rowWeights.length; i++) {
            sum += Check.notNegative("weight of row " + (i + 1), rowWeights[i]);
        }
        if (rows() > 0) {
            Check.positive("sum of weights", sum);
        }
        return new Dataset(name, schema, features, target, rowWeights.clone());
    }

    /// The same target and weights with other features, as a preprocessing step makes them.
    public Dataset withFeatures(Schema newSchema, Matrix newFeatures) {
        return new Dataset(name, newSchema, newFeatures, target, weights);
    }

    /// The same features with another target.
    public Dataset withTarget(Target newTarget) {
        return new Dataset(name, schema, features, newTarget, weights);
    }

    /// Makes the feature column `column` the target and removes it from the features: a column of categories becomes
    /// classes, a column of numbers becomes a numeric target (see [#targetAsClasses]). Naming the column that is the
    /// target already changes nothing.
    public Dataset target(String column) {
        if (!(target instanceof Target.None) && target.name().equals(column)) {
            return this;
        }
        int position = schema.indexOf(column);
        if (position < 0) {
            throw Check.unknown("target column", column, schema.names());
        }
        double[] values = new double[rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = features.get(i, position);
        }
        checkTargetPresent(column, values);
        Dataset rest = without(column);
        Target chosen = switch (schema.column(position)) {
            case Column.Numeric numeric -> new Target.Numbers(column, values);
            case Column.Categorical categorical ->
                new Target.Classes(
                        column,
                        categorical.levels(),
                        Arrays.stream(values).mapToInt(v -> (int) v).toArray());
        };
        return rest.withTarget(chosen);
    }

    private static void checkTargetPresent(String column, double[] values) {
        long missing = Arrays.stream(values).filter(Double::isNaN).count();
        if (missing > 0) {
            int first = 0;
            while (!Double.isNaN(values[first])) {
                first++;
            }
            throw new InputException("the target \"" + column + "\" is missing in " + missing + " of "
                    + values.length + " rows (first: row " + (first + 1)
                    + "): remove them with withoutMissing(\"" + column + "\"), or --drop-missing-target");
        }
    }

    /// Most distinct values that [#targetAsClasses] accepts.
    public static final int MAX_NUMERIC_CLASSES = 200;

    /// A numeric target of whole numbers as classes named `0`, `1`, … in ascending order; classes stay as they are.
    /// Throws [InputException] for fractions and for more than 200 distinct values: that is a regression target.
    public Dataset targetAsClasses() {
        if (!(target instanceof Target.Numbers numbers)) {
            classes();
            return this;
        }
        double[] distinct = Arrays.stream(numbers.values())
                .map(v -> v + 0.0)
                .distinct()
                .sorted()
                .toArray();
        for (double value : distinct) {
            if (value != Math.rint(value) || Math.abs(value) > 1e15) {
                throw new InputException("the target \"" + numbers.name() + "\" holds the number " + value
                        + ", which is no class: use a regressor or another target");
            }
        }
        if (distinct.length > MAX_NUMERIC_CLASSES) {
            throw new InputException("the target \"" + numbers.name() + "\" has " + distinct.length
                    + " distinct numbers, too many for classes (" + MAX_NUMERIC_CLASSES
                    + "): use a regressor or another target");
        }
        List<String> names =
                Arrays.stream(distinct).mapToObj(v -> Long.toString((long) v)).toList();
        int[] codes = Arrays.stream(numbers.values())
                .mapToInt(v -> Arrays.binarySearch(distinct, v + 0.0))
                .toArray();
        return withTarget(new Target.Classes(numbers.name(), names, codes));
    }

    /// The rows `rows[0], rows[1], …`, in that order and with repetitions, as a view.
    public Dataset select(int... rows) {
        double[] chosen = null;
        if (weights != null) {
            chosen = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                chosen[i] = weights[rows[i]];
            }
        }
        return new Dataset(name, schema, features.select(rows), target.select(rows), chosen);
    }

    /// Without the feature columns of these names.
    public Dataset without(String... columns) {
        boolean[] dropped = new boolean[columns()];
        for (String column : columns) {
            dropped[schema.require(column)] = true;
        }
        int[] kept = IntStream.range(0, columns()).filter(j -> !dropped[j]).toArray();
        Schema rest = new Schema(Arrays.stream(kept).mapToObj(schema::column).toList());
        return new Dataset(name, rest, features.selectColumns(kept), target, weights);
    }

    /// Without the rows in which the feature column `column` is missing.
    public Dataset withoutMissing(String column) {
        int position = schema.require(column);
        int[] kept = IntStream.range(0, rows())
                .filter(i -> !Double.isNaN(features.get(i, position)))
                .toArray();
        return select(kept);
    }

    /// True if some feature of some row is missing.
    public boolean hasMissing() {
        for (int i = 0; i < rows(); i++) {
            switch (features) {
                case DenseMatrix dense -> {
                    int from = dense.offset(i);
                    for (int j = 0; j < columns(); j++) {
                        if (Double.isNaN(dense.values()[from + j])) {
                            return true;
                        }
                    }
                }
                case SparseMatrix sparse -> {
                    for (int k = sparse.start(i); k < sparse.end(i); k++) {
                        if (Double.isNaN(sparse.values()[k])) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    /// A stratified, reproducible hold-out: see [Splits#holdOut].
    public Split split(double trainShare, long seed) {
        return Splits.holdOut(this, trainShare, seed);
    }

    /// Sixteen hexadecimal digits that identify schema, values, target and weights (not their name): equal contents
    /// give equal fingerprints on any machine, except that sparse and dense storage of the same cells count as
    /// different data. It identifies, it does not protect against forgery. Computed once.
    public String fingerprint() {
        String known = fingerprint;
        if (known == null) {
            known = Fingerprint.of(schema, features, target, weights);
            fingerprint = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "Dataset[" + name + ", " + rows() + " x " + columns() + ", target " + target + "]";
    }
}
