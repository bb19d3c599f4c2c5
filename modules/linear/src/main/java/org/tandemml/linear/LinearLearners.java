package org.tandemml.linear;

import java.util.List;
import org.tandemml.core.Learner;
import org.tandemml.core.LearnerProvider;
import org.tandemml.regularization.Penalty;

/// The learners of this module, by name: `logistic`, `perceptron`; `linear`, `ridge`, `lasso`, `elastic-net`; and
/// `baseline` for classes and for numbers.
public final class LinearLearners implements LearnerProvider {
    @Override
    public List<Learner<?>> learners() {
        LinearRegression linear = new LinearRegression();
        return List.of(
                new LogisticRegression(),
                new Perceptron(),
                linear,
                linear.withPenalty(Penalty.l2(1e-3)),
                linear.withPenalty(Penalty.l1(1e-2)),
                linear.withPenalty(Penalty.elasticNet(1e-2, 0.5)),
                new BaselineClassifier(),
                new BaselineRegressor());
    }
}
