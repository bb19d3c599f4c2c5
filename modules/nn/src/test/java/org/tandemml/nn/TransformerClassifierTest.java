package org.tandemml.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learners;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.testing.ClassifierContract;
import org.tandemml.testing.Samples;

class TransformerClassifierTest implements ClassifierContract<NetClassifier> {
    /// All rows in one batch, so that weights can equal repetition.
    @Override
    public TransformerClassifier learner() {
        return new TransformerClassifier()
                .withWidth(4)
                .withHidden(6)
                .withHeads(2)
                .withBlocks(1)
                .withDropout(0)
                .withOptimizer(new FirstOrder.Sgd(0.05, 0.9, 0, true, 0))
                .withBatch(4096)
                .withEpochs(4);
    }

    @Override
    public Dataset largeData() {
        return Samples.classes(1_200, 5, 3, 2);
    }

    /// The loss rounds its gradient to `float`.
    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Test
    void isFoundByName() {
        assertEquals(new TransformerClassifier(), Learners.classifier(new TransformerClassifier().name()));
    }
}
