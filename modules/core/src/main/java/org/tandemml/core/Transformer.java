package org.tandemml.core;

/// A fitted preprocessing step: turns features into other features, row by row and without looking at other rows.
public interface Transformer extends Model {
    /// Names and kinds of the columns that come out.
    Schema output();

    /// The transformed rows. May return `rows` itself when nothing changes.
    Matrix transform(Matrix rows);

    /// Transforms one row of `schema().size()` values into `out[0 .. output().size()-1]`. Allocates nothing.
    void transform(double[] row, double[] out);

    /// A step lets missing values pass, fills them, or refuses them itself.
    @Override
    default boolean takesMissing() {
        return true;
    }

    /// `data` with transformed features; target and weights stay.
    default Dataset transform(Dataset data) {
        return data.withFeatures(output(), transform(align(data)));
    }
}
