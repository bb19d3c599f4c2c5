package org.tandemml.boosting;

import java.util.List;
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
class BoostedClassifierModelTest implements PredictionContract<BoostedClassifier>, FileContract<BoostedClassifier> {
    @Override
    public Learner<BoostedClassifier> learner() {
        throw new UnsupportedOperationException("nothing is fitted here");
    }

    @Override
    public Dataset data() {
        return Samples.classes(60, 5, 3, 1);
    }

    @Override
    public Dataset largeData() {
        return Samples.classes(6_000, 5, 3, 2);
    }

    @Override
    public BoostedClassifier fitted(Dataset data) {
        return new BoostedClassifier(
                data.schema(),
                "class",
                List.of("a", "b", "c"),
                RandomEnsembles.of(7, 5, 3, 20, 12, RandomEnsembles.Nodes.ALL, TreeEnsemble.Arithmetic.DOUBLE),
                Response.SOFTMAX,
                FitReport.direct("drawn"),
                new Provenance(data.name(), "", data.rows(), "none", 7, Provenance.VERSION));
    }

    @Override
    public double[] outputs(BoostedClassifier model, Matrix rows, Parallel loop) {
        return Samples.dense(model.probabilities(rows, loop));
    }

    @Override
    public double[] outputs(BoostedClassifier model, double[] row) {
        double[] out = new double[3];
        model.probabilities(row, out);
        return out;
    }

    @Override
    public double[] outputs(BoostedClassifier model, Dataset data) {
        return model.predict(data).stream()
                .mapToDouble(model.classes()::indexOf)
                .toArray();
    }
}
