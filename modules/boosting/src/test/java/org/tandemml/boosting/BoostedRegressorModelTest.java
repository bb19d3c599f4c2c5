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
class BoostedRegressorModelTest implements PredictionContract<BoostedRegressor>, FileContract<BoostedRegressor> {
    @Override
    public Learner<BoostedRegressor> learner() {
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
    public BoostedRegressor fitted(Dataset data) {
        return new BoostedRegressor(
                data.schema(),
                "y",
                RandomEnsembles.of(8, 5, 1, 30, 12, RandomEnsembles.Nodes.ALL, TreeEnsemble.Arithmetic.FLOAT),
                Response.EXP,
                FitReport.direct("drawn"),
                new Provenance(data.name(), "", data.rows(), "none", 8, Provenance.VERSION));
    }

    @Override
    public double[] outputs(BoostedRegressor model, Matrix rows, Parallel loop) {
        return model.predict(rows, loop);
    }

    @Override
    public double[] outputs(BoostedRegressor model, double[] row) {
        return new double[] {model.predict(row)};
    }

    @Override
    public double[] outputs(BoostedRegressor model, Dataset data) {
        return model.predict(data);
    }
}
