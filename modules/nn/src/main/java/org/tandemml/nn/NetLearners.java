package org.tandemml.nn;

import java.util.List;
import org.tandemml.core.Learner;
import org.tandemml.core.LearnerProvider;

/// The learners of this module, by name, for classes and for numbers: `mlp`, `resnet-mlp`, `tabular-transformer`.
public final class NetLearners implements LearnerProvider {
    @Override
    public List<Learner<?>> learners() {
        return List.of(
                new MlpClassifier(),
                new MlpRegressor(),
                new ResNetClassifier(),
                new ResNetRegressor(),
                new TransformerClassifier(),
                new TransformerRegressor());
    }
}
