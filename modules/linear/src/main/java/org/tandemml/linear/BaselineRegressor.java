package org.tandemml.linear;

import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Traits;

/// What is achieved without looking at any feature: the weighted mean of the target. Takes any features.
///
/// **Cost**: O(n). **Errors**: `InputException` for data without a numeric target, rows or columns, and for infinite
/// features.
public record BaselineRegressor() implements Learner.OfNumbers<MeanModel> {
    @Override
    public String name() {
        return "baseline";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public MeanModel fit(Dataset data, Fitting how) {
        double[] values = data.numbers();
        traits().require(name(), data);
        how.cancellation().check();
        double weight = 0;
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            double w = data.weight(i);
            if (w > 0) {
                weight += w;
                mean += w / weight * (values[i] - mean);
            }
        }
        return new MeanModel(
                data.schema(),
                data.target().name(),
                mean,
                FitReport.direct("weighted mean of the target"),
                Provenance.of(this, data, how));
    }
}
