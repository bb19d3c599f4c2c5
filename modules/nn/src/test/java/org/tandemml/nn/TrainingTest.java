package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.optimization.Schedule;
import org.tandemml.testing.Samples;

class TrainingTest {
    private static final Schedule SCHEDULE = new Schedule.WarmUp(5, 0.2, new Schedule.Cosine(200, 0));
    private static final FirstOrder RULE = new FirstOrder.AdamW(0.01, 0.9, 0.999, 1e-8, 0.01, false);
    private static final Loss LOSS = new ClassLoss.CrossEntropy();
    private static final Tensor X =
            new Tensor(Samples.dense(NetFixtures.xor(100).features()), 100, 2);
    private static final Tensor Y = new Tensor(
            Arrays.stream(NetFixtures.xor(100).classes().codes())
                    .asDoubleStream()
                    .toArray(),
            100);

    private static Layer net() {
        Linear first = new Linear(2, 16);
        Linear second = new Linear(16, 2);
        Seed.Stream random = new Seed(5).stream();
        new Initialization.He().fill(first.weight().values(), 16, 2, random);
        new Initialization.He().fill(second.weight().values(), 2, 16, random);
        return new Sequential(first, new BatchNorm(16), Activation.RELU.layer(), new Dropout(0.1), second);
    }

    @Test
    void checkpointsResumeBitForBit() {
        Training whole = new Training(net(), LOSS, RULE, SCHEDULE, 16, 1, new Seed(1));
        Training.Checkpoint middle = whole.checkpoint();
        for (int epoch = 0; epoch < 12; epoch++) {
            if (epoch == 5) {
                middle = whole.checkpoint();
            }
            whole.epoch(X, Y);
        }
        Training second = Training.resumed(middle, net(), LOSS, RULE, SCHEDULE, 16, 1, new Seed(1));
        while (second.epochs() < 12) {
            second.epoch(X, Y);
        }
        assertEquals(whole.checkpoint(), second.checkpoint());
    }

    @Test
    void learnsXor() {
        Sequential whole = (Sequential) net();
        Layer plain = new Sequential(
                whole.layers().getFirst(),
                Activation.RELU.layer(),
                whole.layers().getLast());
        Training training = new Training(plain, LOSS, RULE, new Schedule.Constant(), 10, 1, new Seed(1));
        double first = training.epoch(X, Y);
        double last = first;
        for (int epoch = 0; epoch < 100; epoch++) {
            last = training.epoch(X, Y);
        }
        assertThat(last).isLessThan(first / 3);
    }

    /// Batch normalisation has no twin in single precision and runs in double; dropout drops the same numbers.
    @Test
    void singlePrecisionFollowsDoublePrecision() {
        FirstOrder rule = FirstOrder.parse("sgd:0.05");
        Layer net = net();
        Layer other = net();
        Training wide = new Training(net, LOSS, rule, SCHEDULE, 16, 1, new Seed(1));
        Training single = new Training(other, LOSS, rule, SCHEDULE, 16, 1, new Seed(1)).inSinglePrecision();
        for (int epoch = 0; epoch < 3; epoch++) {
            assertEquals(wide.epoch(X, Y), single.epoch(X, Y), 1e-5);
        }
        double[] expected = wide.checkpoint().parameters();
        double[] actual = single.checkpoint().parameters();
        double[] means = wide.checkpoint().buffers();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-5 * (1 + Math.abs(expected[i])));
        }
        for (int i = 0; i < means.length; i++) {
            assertEquals(means[i], single.checkpoint().buffers()[i], 1e-5 * (1 + Math.abs(means[i])));
        }
    }

    @Test
    void stopsWhenItDiverges() {
        Training training = new Training(
                net(),
                new Loss.MeanSquared(),
                new FirstOrder.Sgd(1e300, 0, 0, false, 0),
                new Schedule.Constant(),
                100,
                Double.POSITIVE_INFINITY,
                new Seed(1));
        Tensor target = Tensor.zeros(100, 2);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 50; i++) {
                        training.epoch(X, target);
                    }
                })
                .isInstanceOf(InputException.class)
                .hasMessageContaining("diverged at step");
        assertThatThrownBy(() -> training.epoch(X, Tensor.zeros(3, 2))).hasMessageContaining("[3, 2]");
    }
}
