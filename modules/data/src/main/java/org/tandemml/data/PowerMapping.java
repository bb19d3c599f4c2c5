package org.tandemml.data;

/// What [Power] learned: the power λ of each column, and the mean and scale of the transformed values.
public final class PowerMapping extends ColumnwiseStep {
    private final double[] lambdas;
    private final double[] means;
    private final double[] scales;

    PowerMapping(Origin origin, double[] lambdas, double[] means, double[] scales) {
        super(origin);
        this.lambdas = lambdas;
        this.means = means;
        this.scales = scales;
    }

    /// The power of each column; 1 changes nothing.
    public double[] lambdas() {
        return lambdas.clone();
    }

    /// What is subtracted from each transformed column.
    public double[] means() {
        return means.clone();
    }

    /// What each transformed column is divided by after that.
    public double[] scales() {
        return scales.clone();
    }

    @Override
    double forward(int column, double value) {
        return (YeoJohnson.apply(lambdas[column], value) - means[column]) / scales[column];
    }

    /// NaN where no number has this power.
    @Override
    double backward(int column, double value) {
        return YeoJohnson.invert(lambdas[column], value * scales[column] + means[column]);
    }
}
