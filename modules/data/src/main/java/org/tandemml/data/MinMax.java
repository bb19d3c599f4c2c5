package org.tandemml.data;

import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Brings every numeric column to the range from `low` to `high`: `z = low + (high − low)·(x − min) / (max − min)`.
///
/// Minimum and maximum are those of the rows in which the column is not missing; a constant column becomes `low` and
/// keeps scale 1. Missing values stay missing, categories pass. Later values may lie outside the range unless `clip`.
/// Sparse data become dense unless every zero stays a zero. **Cost**: O(n p). **Errors**: [InputException] for infinite
/// values and for a range beyond a `double`.
public record MinMax(
        @Setting("what the smallest value becomes") double low,

        @Setting("what the largest value becomes") double high,

        @Setting("brings later values outside the range to its ends")
        boolean clip)
        implements Learner.OfTransform<ColumnScaling> {
    public MinMax {
        Check.finite("low", low);
        Check.finite("high", high);
        if (!(low < high)) {
            throw new InputException("low must be below high, was " + low + " and " + high);
        }
    }

    /// From 0 to 1, later values free.
    public MinMax() {
        this(0, 1, false);
    }

    public MinMax withRange(double newLow, double newHigh) {
        return new MinMax(newLow, newHigh, clip);
    }

    public MinMax withClip(boolean value) {
        return new MinMax(low, high, value);
    }

    @Override
    public String name() {
        return "min-max";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public ColumnScaling fit(Dataset data, Fitting how) {
        ColumnRanges ranges = ColumnRanges.of(this, data, how);
        double[] scales = new double[data.columns()];
        double[] centres = new double[data.columns()];
        for (int j = 0; j < scales.length; j++) {
            double width = ranges.largest(j) - ranges.smallest(j);
            if (Double.isInfinite(width)) {
                throw new InputException("column \"" + data.schema().column(j).name() + "\" reaches from "
                        + ranges.smallest(j) + " to " + ranges.largest(j) + ", too far for a double: rescale it");
            }
            centres[j] = ranges.smallest(j);
            // A range so small that dividing by it overflows counts as none.
            scales[j] = width > Double.MIN_NORMAL ? width / (high - low) : 1 / (high - low);
        }
        return new ColumnScaling(
                FittedStep.Origin.of(this, data, how, FittedStep.report("minima and maxima found", List.of())),
                centres,
                scales,
                low,
                clip ? low : Double.NEGATIVE_INFINITY,
                clip ? high : Double.POSITIVE_INFINITY);
    }
}
