package org.tandemml.data;

/// What [Standardize] learned: `z = (x − mean) / scale` for each column, with mean 0 and scale 1 for categories.
///
/// Sparse rows stay sparse when every mean is 0, which is so after fitting sparse data, and become dense otherwise.
public final class Standardization extends ColumnwiseStep {
    private final double[] means;
    private final double[] scales;

    Standardization(Origin origin, double[] means, double[] scales) {
        super(origin);
        this.means = means;
        this.scales = scales;
    }

    /// What is subtracted from each column.
    public double[] means() {
        return means.clone();
    }

    /// What each column is divided by after that.
    public double[] scales() {
        return scales.clone();
    }

    @Override
    double forward(int column, double value) {
        return (value - means[column]) / scales[column];
    }

    @Override
    double backward(int column, double value) {
        return value * scales[column] + means[column];
    }
}
