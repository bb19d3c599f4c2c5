package org.tandemml.linear;

import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Target;
import org.tandemml.core.Traits;

/// What is achieved without looking at any feature: the weighted share of each class as its probability, hence always
/// the most frequent class. Takes any features; one class is enough.
///
/// **Cost**: O(n). **Errors**: `InputException` for data without classes, rows or columns, and for infinite features.
public record BaselineClassifier() implements Learner.OfClasses<PriorModel> {
    @Override
    public String name() {
        return "baseline";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public PriorModel fit(Dataset data, Fitting how) {
        Target.Classes target = data.classes();
        traits().require(name(), data);
        how.cancellation().check();
        double[] shares = new double[target.names().size()];
        double sum = 0;
        for (int i = 0; i < data.rows(); i++) {
            shares[target.codes()[i]] += data.weight(i);
            sum += data.weight(i);
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= sum;
        }
        return new PriorModel(
                data.schema(),
                target.name(),
                target.names(),
                shares,
                FitReport.direct("weighted shares of the classes"),
                Provenance.of(this, data, how));
    }
}
