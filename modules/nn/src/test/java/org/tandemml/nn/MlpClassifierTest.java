package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Learners;
import org.tandemml.core.Settings;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.testing.ClassifierContract;
import org.tandemml.testing.Samples;

class MlpClassifierTest implements ClassifierContract<NetClassifier> {
    /// All rows in one batch, so that weights can equal repetition.
    @Override
    public MlpClassifier learner() {
        return new MlpClassifier()
                .withHidden(Widths.of(9, 5))
                .withActivation(Activation.TANH)
                .withOptimizer(new FirstOrder.Sgd(0.05, 0.9, 0, true, 0))
                .withBatch(4096)
                .withEpochs(12);
    }

    /// Sums in `float` round to 1e-7; descent, unlike Adam, does not divide by gradients that are noise.
    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Test
    void isFoundByNameAndSetByName() {
        assertEquals(new MlpClassifier(), Learners.classifier("mlp"));
        assertEquals(
                new MlpClassifier().withHidden(Widths.of(64, 32)),
                Settings.with(new MlpClassifier(), "hidden", "64,32"));
    }

    @Test
    void learnsWhatNoLineSeparates() {
        Dataset xor = NetFixtures.xor(400);
        NetClassifier model = new MlpClassifier().withHidden(Widths.of(16)).fit(xor);
        double right = 0;
        int[] predicted = model.predict(xor.features());
        for (int i = 0; i < xor.rows(); i++) {
            right += predicted[i] == xor.classes().codes()[i] ? 1 : 0;
        }
        assertThat(right / xor.rows()).isGreaterThan(0.95);
    }

    @Test
    void keepsTheBestParametersAndStopsEarly() {
        NetClassifier model =
                new MlpClassifier().withEpochs(200).withPatience(3).fit(Samples.classes(800, 4, 2, 1));
        int epochs = model.trace().epochs().size();
        assertThat(epochs).isLessThan(200);
        double least = model.trace().epochs().stream()
                .mapToDouble(TrainingTrace.Epoch::validationLoss)
                .min()
                .orElseThrow();
        assertThat(model.trace().epochs().get(epochs - 4).validationLoss()).isEqualTo(least);
        assertThat(model.report().reason()).contains("after epoch " + (epochs - 3));
        assertThat(model.trace().table()).contains("hidden layer 1", "output layer");
    }

    @Test
    void stopsTrainingThatDivergesAndSaysWhere() {
        MlpClassifier wild = new MlpClassifier()
                .withOptimizer(new FirstOrder.Sgd(1e30, 0.9, 0, true, 0))
                .withClip(0);
        assertThatThrownBy(() -> wild.fit(Samples.classes(200, 4, 3, 1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("diverged at step")
                .hasMessageContaining("layer")
                .hasMessageContaining("smaller rate");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        MlpClassifier learner = new MlpClassifier();
        assertThatThrownBy(() -> learner.withActivation(Activation.STEP)).hasMessageContaining("derivative 0");
        assertThatThrownBy(() -> learner.withDropout(1)).hasMessage("dropout must be at least 0 and below 1, was 1.0");
        assertThatThrownBy(() -> Settings.with(learner, "rate", "0")).hasMessage("rate must be > 0, was 0.0");
        assertEquals(
                learner.withOptimizer(new FirstOrder.Adam(0.01, 0.9, 0.999, 1e-8, 0, false)),
                Settings.with(learner, "optimizer", "adam:0.01"));
        assertThatThrownBy(() -> Widths.parse("64;32")).hasMessageContaining("64,32 or none");
        assertThatThrownBy(() -> learner.withValidation(0.95)).hasMessageContaining("0.9");
    }
}
