package org.tandemml.data;

import java.util.List;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Traits;

/// Divides every numeric column by its largest absolute value, so that it lies within −1 and 1: `z = x / max|x|`.
///
/// Zeros stay zeros, so sparse data stay sparse: the scaling to choose for them. A column of zeros keeps scale 1.
/// Missing values stay missing, categories pass. **Cost**: O(n p) dense, O(nnz) sparse. **Errors**:
/// [org.tandemml.core.InputException] for infinite values.
public record MaxAbs() implements Learner.OfTransform<ColumnScaling> {
    @Override
    public String name() {
        return "max-abs";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public ColumnScaling fit(Dataset data, Fitting how) {
        ColumnRanges ranges = ColumnRanges.of(this, data, how);
        double[] scales = new double[data.columns()];
        for (int j = 0; j < scales.length; j++) {
            double largest = Math.max(-ranges.smallest(j), ranges.largest(j));
            scales[j] = largest > Double.MIN_NORMAL ? largest : 1;
        }
        return new ColumnScaling(
                FittedStep.Origin.of(this, data, how, FittedStep.report("largest values found", List.of())),
                new double[scales.length],
                scales);
    }
}
