package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Seed;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.optimization.Schedule;
import org.tandemml.testing.Samples;

/// The examples of the README.
class ReadmeTest {
    @Test
    void xorFromTwoPerceptrons() {
        Linear hidden = new Linear(2, 2);
        Linear output = new Linear(2, 1);
        System.arraycopy(new double[] {1, 1, 1, 1}, 0, hidden.weight().values(), 0, 4); // or, and
        System.arraycopy(new double[] {-0.5, -1.5}, 0, hidden.bias().values(), 0, 2);
        System.arraycopy(new double[] {1, -1}, 0, output.weight().values(), 0, 2); // or, but not and
        output.bias().values()[0] = -0.5;
        Layer xor = new Sequential(hidden, Activation.STEP.layer(), output, Activation.STEP.layer());
        Tensor x = Tensor.of(new double[] {0, 0}, new double[] {0, 1}, new double[] {1, 0}, new double[] {1, 1});
        assertArrayEquals(new double[] {0, 1, 1, 0}, xor.predict(x).values());
    }

    @Test
    void aPerceptronOfManyLayersInTenLines() {
        Dataset data = Samples.classes(300, 4, 3, 1);
        NetClassifier model =
                new MlpClassifier().withHidden(Widths.of(64, 32)).withEpochs(50).fit(data);
        assertThat(model.predict(data)).hasSize(300);
        assertThat(model.trace().table()).contains("output layer");
    }

    @Test
    void anEncoderBlockInFifteenLines() {
        Seed.Stream random = new Seed(1).stream();
        Linear last = new Linear(32, 2);
        new Initialization.He().fill(last.weight().values(), 2, 32, random);
        Layer net = new Sequential(
                new PositionalEncoding(8),
                new EncoderBlock(8, 2, 16, Activation.GELU, 0.1, true).initialized(random),
                new Flatten(),
                last);
        Tensor x = Tensor.zeros(64, 4, 8); // 64 sequences of 4 vectors
        Arrays.setAll(x.values(), i -> random.nextGaussian());
        Tensor y = Tensor.zeros(64); // is the first number of the first vector positive?
        Arrays.setAll(y.values(), i -> x.values()[32 * i] > 0 ? 1 : 0);
        Training training = new Training(
                net,
                new ClassLoss.CrossEntropy(),
                new FirstOrder.AdamW(0.01, 0.9, 0.999, 1e-8, 0.01, false),
                new Schedule.Constant(),
                16,
                1,
                new Seed(2));
        double first = training.epoch(x, y);
        double loss = first;
        while (training.epochs() < 30) {
            loss = training.epoch(x, y);
        }
        assertThat(loss).isLessThan(first / 2);
    }
}
