package org.tandemml.core;

/// What a learner can take, so that preprocessing can be chosen for it.
///
/// @param missing takes `NaN` features as missing values
/// @param categories takes columns of category codes as they are
/// @param scaleSensitive is harmed by columns of very different scale, and does not scale them itself
public record Traits(boolean missing, boolean categories, boolean scaleSensitive) {
    /// Needs finite numbers, minds no scale.
    public static final Traits NUMERIC_ONLY = new Traits(false, false, false);

    /// Takes everything as it is.
    public static final Traits ANYTHING = new Traits(true, true, false);

    /// Refuses features that a learner with these traits cannot take, naming the place and the step that cures it.
    public void require(String learner, Dataset data) {
        if (data.rows() == 0) {
            throw new InputException(learner + " needs at least 1 row, the data have none");
        }
        if (data.columns() == 0) {
            throw new InputException(learner + " needs at least 1 feature column, the data have none");
        }
        if (!categories) {
            for (Column column : data.schema().columns()) {
                if (column instanceof Column.Categorical) {
                    throw new InputException("column \"" + column.name() + "\" holds categories, which " + learner
                            + " cannot take: put OneHot before it in a Pipeline");
                }
            }
        }
        requireFinite(learner, data.schema(), data.features());
    }

    /// Refuses infinite values, and missing ones unless they are allowed.
    public void requireFinite(String learner, Schema schema, Matrix features) {
        double[] row = new double[features.columns()];
        Matrix.Place place = features.firstNonFinite();
        if (missing && place.exists()) {
            place = firstInfinite(features, row);
        }
        if (place.exists()) {
            throw notFinite(learner, schema.column(place.column()).name(), place.row(), place.value());
        }
    }

    /// The refusal of a missing or infinite `value` in a row, counted from 0, of a column.
    public static InputException notFinite(String who, String column, int row, double value) {
        String where = "column \"" + column + "\", row " + (row + 1);
        return new InputException(
                Double.isNaN(value)
                        ? where + ": a value is missing, which " + who
                                + " cannot take: put Impute before it in a Pipeline"
                        : where + " must be a finite number, was " + value);
    }

    private static Matrix.Place firstInfinite(Matrix features, double[] row) {
        for (int i = 0; i < features.rows(); i++) {
            features.copyRow(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                if (Double.isInfinite(row[j])) {
                    return new Matrix.Place(i, j, row[j]);
                }
            }
        }
        return Matrix.Place.NONE;
    }
}
