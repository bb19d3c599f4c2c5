package org.tandemml.data;

/// What [MinMax], [Robust] and [MaxAbs] learned: `z = (x − centre) / scale + offset` for each numeric column, held
/// within `[low, high]`.
public final class ColumnScaling extends ColumnwiseStep {
    private final double[] centres;
    private final double[] scales;
    private final double offset;
    private final double low;
    private final double high;

    ColumnScaling(Origin origin, double[] centres, double[] scales, double offset, double low, double high) {
        super(origin);
        this.centres = centres;
        this.scales = scales;
        this.offset = offset;
        this.low = low;
        this.high = high;
    }

    /// A scaling without offset and bounds.
    ColumnScaling(Origin origin, double[] centres, double[] scales) {
        this(origin, centres, scales, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /// What is subtracted from each column.
    public double[] centres() {
        return centres.clone();
    }

    /// What each column is divided by after that.
    public double[] scales() {
        return scales.clone();
    }

    /// What is added at the end.
    public double offset() {
        return offset;
    }

    /// The smallest result, smaller ones are raised to it.
    public double low() {
        return low;
    }

    /// The largest result, larger ones are lowered to it.
    public double high() {
        return high;
    }

    @Override
    double forward(int column, double value) {
        double z = (value - centres[column]) / scales[column] + offset;
        return z < low ? low : z > high ? high : z;
    }

    @Override
    double backward(int column, double value) {
        return (value - offset) * scales[column] + centres[column];
    }
}
