package org.tandemml.boosting;

import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.testing.FileContract;
import org.tandemml.testing.PredictionContract;
import org.tandemml.testing.Samples;

/// A random ensemble keeps the contracts of predictions and files.
class BoostedRankerModelTest implements PredictionContract<BoostedRanker>, FileContract<BoostedRanker> {
    @Override
    public Learner<BoostedRanker> learner() {
        throw new UnsupportedOperationException("nothing is fitted here");
    }

    @Override
    public Dataset data() {
        return Samples.numbers(60, 5, 1);
    }

    @Override
    public Dataset largeData() {
        return Samples.numbers(6_000, 5, 2);
    }

    @Override
    public BoostedRanker fitted(Dataset data) {
        double[] weights = {0.5, -1, 0.25, 3, 1};
        return new BoostedRanker(
                data.schema(),
                "y",
                new LinearEnsemble(
                        5, weights, new double[] {0.1}, new double[] {0.5}, 4, TreeEnsemble.Arithmetic.DOUBLE),
                "query",
                FitReport.direct("drawn"),
                new Provenance(data.name(), "", data.rows(), "none", 8, Provenance.VERSION),
                RoundHistory.NONE);
    }

    @Override
    public double[] outputs(BoostedRanker model, Matrix rows, Parallel loop) {
        return model.predict(rows, loop);
    }

    @Override
    public double[] outputs(BoostedRanker model, double[] row) {
        return new double[] {model.predict(row)};
    }

    @Override
    public double[] outputs(BoostedRanker model, Dataset data) {
        return model.predict(data);
    }
}
