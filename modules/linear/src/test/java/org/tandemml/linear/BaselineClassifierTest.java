package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learners;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.testing.ClassifierContract;

class BaselineClassifierTest implements ClassifierContract<PriorModel> {
    @Override
    public BaselineClassifier learner() {
        return new BaselineClassifier();
    }

    @Override
    public boolean acceptsOneClass() {
        return true;
    }

    @Override
    public boolean looksAtFeatures() {
        return false;
    }

    @Test
    void probabilitiesAreWeightedShares() {
        Dataset data =
                Dataset.classes(Matrix.of(new double[4][1]), "a", "b", "b", "c").withWeights(1, 2, 3, 4);
        PriorModel model = learner().fit(data);
        double[] p = new double[3];
        model.probabilities(new double[] {9}, p);
        assertThat(p).containsExactly(0.1, 0.5, 0.4);
        assertEquals("b", model.predictName(new double[] {-3}));
        assertEquals(learner(), Learners.classifier("baseline"));
    }

    @Test
    void takesCategoriesAndMissingValues() {
        Schema schema = new Schema(List.of(new Column.Categorical("c", List.of("x", "y")), new Column.Numeric("n")));
        Dataset data = Dataset.of(
                "mixed",
                schema,
                Matrix.of(new double[] {0, Double.NaN}, new double[] {Double.NaN, 2}),
                new Target.Classes("t", List.of("a", "b", "absent"), new int[] {1, 1}));
        PriorModel model = learner().fit(data);
        double[] scores = new double[3];
        model.scores(new double[] {0, 1}, scores);
        assertThat(scores).containsExactly(LogisticModel.ABSENT, 0, LogisticModel.ABSENT);
        assertThat(model.predict(data)).containsExactly("b", "b");
    }
}
