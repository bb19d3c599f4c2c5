package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Seed;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.optimization.FirstOrderSteps;

class BackpropagationTest {
    private static final double AGREE = 1e-7;

    static Tensor random(Seed.Stream random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        Arrays.setAll(tensor.values(), i -> random.nextGaussian());
        return tensor;
    }

    static <L extends Layer> L randomized(L layer) {
        Seed.Stream random = new Seed(11).stream();
        layer.parameters().forEach(p -> Arrays.setAll(p.values(), i -> 0.5 * random.nextGaussian()));
        return layer;
    }

    private static Map<String, Layer> layers() {
        Map<String, Layer> all = new LinkedHashMap<>();
        all.put("3 5 7", new Linear(7, 4));
        all.put("5 7", new LayerNorm(7));
        all.put("5 3 7", new BatchNorm(3));
        all.put("5 3", new BatchNorm(3));
        all.put("2 6 3", new GroupNorm(3, 6));
        all.put("2 3 5", GroupNorm.instance(3));
        all.put("3 5", new ParametricRelu());
        all.put("4 6", new Sequential(new Linear(6, 5), new Dropout(0.4), new Residual(new Linear(5, 5))));
        all.put("7 1", new Softmax(false));
        all.put("7 5", new Softmax(true));
        all.put("3 4 6", new MultiHeadAttention(6, 3).withCausalMask(true));
        all.put("2 3 4", new EncoderBlock(4, 2, 7, Activation.GELU, 0.2, true));
        all.put("2 5 4", new EncoderBlock(4, 1, 3, Activation.TANH, 0, false));
        for (AttentionScore score : AttentionScore.values()) {
            all.put("2 3 " + (4 + score.ordinal()), new SelfAttention(score, 4 + score.ordinal()));
        }
        all.put("2 4 2", new PositionalEncoding(2));
        all.put("2 3 5 4", Convolution.ofImages(3, 2, 3, 2, 1));
        all.put("2 3 9", Convolution.ofSequences(3, 4, 4, 2, 1));
        all.put("2 2 5 7", new Pooling(2, true));
        all.put("2 2 7 5", new Pooling(3, false));
        all.put("2 2 7", new Sequential(new Pooling(2, false), new Flatten(), new Linear(6, 2)));
        return all;
    }

    /// The layer that is checked on this shape, with random parameters.
    static Layer layer(String shape) {
        return randomized(Objects.requireNonNull(layers().get(shape)));
    }

    static Stream<String> shapes() {
        return layers().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gradientsAgreeWithDifferences(String shape) {
        Layer layer = layer(shape);
        Seed.Stream random = new Seed(7).stream();
        Tensor x = random(
                random,
                Arrays.stream(shape.split(" ")).mapToInt(Integer::parseInt).toArray());
        Tensor target =
                random(random, layer.forward(x, Pass.training(new Seed(1))).shape());
        GradientCheck.Report report = GradientCheck.of(layer, x, new Loss.MeanSquared(), target);
        assertThat(report.worst()).as(layer.label() + " " + report).isLessThan(AGREE);
    }

    @ParameterizedTest
    @EnumSource(value = Activation.class, mode = EnumSource.Mode.EXCLUDE, names = "STEP")
    void gradientsOfActivationsAgreeWithDifferences(Activation kind) {
        Seed.Stream random = new Seed(5).stream();
        GradientCheck.Report report =
                GradientCheck.of(kind.layer(), random(random, 5, 3), new Loss.MeanSquared(), random(random, 5, 3));
        assertThat(report.worst()).as(report.toString()).isLessThan(AGREE);
    }

    @Test
    void gradientsOfEmbeddingsAgreeWithDifferences() {
        Layer net = randomized(new Sequential(new Embedding(4, 3), new Linear(3, 2)));
        GradientCheck.Report report = GradientCheck.of(
                net, Tensor.vector(0, 3, 3, 1, 0), new Loss.MeanSquared(), random(new Seed(1).stream(), 5, 2));
        assertThat(report.worst()).as(report.toString()).isLessThan(AGREE);
    }

    @Test
    void gradientsOfLossesAgreeWithDifferences() {
        Layer net = randomized(new Sequential(new Linear(3, 5), Activation.TANH.layer(), new Linear(5, 3)));
        Tensor x = random(new Seed(2).stream(), 7, 3);
        Tensor classes = Tensor.vector(0, 1, 2, 2, 1, 0, 1);
        for (Loss loss : List.of(
                new ClassLoss.CrossEntropy(new double[] {1, 2, 0.5}, 1, 0.1),
                new ClassLoss.MultiClassHinge(2, new double[0]))) {
            assertThat(GradientCheck.of(net, x, loss, classes).worst()).isLessThan(AGREE);
        }
        Layer logs = randomized(new Sequential(new Linear(3, 3), new Softmax(true)));
        assertThat(GradientCheck.of(logs, x, new ClassLoss.NegativeLogLikelihood(new double[] {1, 2, 0.5}, 1), classes)
                        .worst())
                .isLessThan(AGREE);
        Tensor numbers = random(new Seed(3).stream(), 7, 3);
        Tensor signs =
                new Tensor(Arrays.stream(numbers.values()).map(Math::signum).toArray(), 7, 3);
        Tensor ones =
                new Tensor(Arrays.stream(signs.values()).map(s -> (s + 1) / 2).toArray(), 7, 3);
        Map<Loss, Tensor> losses = Map.of(
                new Loss.Huber(0.5), numbers,
                new Loss.Absolute(), numbers,
                new Loss.Hinge(), signs,
                new Loss.MeanSquared(), numbers,
                new Loss.BinaryCrossEntropyWithLogits(3), ones);
        losses.forEach((loss, target) -> assertThat(
                        GradientCheck.of(net, x, loss, target).worst())
                .as(loss.toString())
                .isLessThan(AGREE));
        Layer chances = randomized(new Sequential(new Linear(3, 3), Activation.SIGMOID.layer()));
        assertThat(GradientCheck.of(chances, x, new Loss.BinaryCrossEntropy(), ones)
                        .worst())
                .isLessThan(AGREE);
    }

    /// Full-batch training of a 2-3-1 net on XOR, 100 steps and more, by PyTorch 1.13.1.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tanh_bce_logits_sgd0.5",
                "sigmoid_sigmoid_mse_sgd1",
                "relu_bce_logits_sgd_momentum",
                "tanh_bce_logits_adam0.05"
            })
    void xorFollowsTheReferenceTrajectory(String name) {
        Linear first = new Linear(2, 3);
        Linear second = new Linear(3, 1);
        set(first.weight(), "W1");
        set(first.bias(), "b1");
        set(second.weight(), "W2");
        set(second.bias(), "b2");
        Activation hidden =
                Activation.valueOf(name.substring(0, name.indexOf('_')).toUpperCase(Locale.ROOT));
        boolean squared = name.contains("mse");
        Layer net = new Sequential(
                first, hidden.layer(), second, (squared ? Activation.SIGMOID : Activation.IDENTITY).layer());
        Loss loss = squared ? new Loss.MeanSquared() : new Loss.BinaryCrossEntropyWithLogits();
        FirstOrder rule = name.contains("adam")
                ? new FirstOrder.Adam(0.05, 0.9, 0.999, 1e-8, 0, false)
                : name.contains("momentum")
                        ? new FirstOrder.Sgd(0.1, 0.9, 0, true, 0)
                        : new FirstOrder.Sgd(squared ? 1 : 0.5, 0, 0, false, 0);
        List<FirstOrderSteps> runs = net.parameters().stream()
                .map(p -> rule.start(p.values().length))
                .toList();
        Tensor x = Golden.tensor("xor.x");
        Tensor y = Golden.tensor("xor.y");
        double[] losses =
                Golden.tensor("xor.runs." + name + ".loss_before_each_step").values();
        for (double expected : losses) {
            net.clearGradients();
            Tensor output = net.forward(x, Pass.training(new Seed(1)));
            assertEquals(expected, loss.value(output, y, Reduction.MEAN), 1e-10 * expected);
            net.backward(loss.gradient(output, y, Reduction.MEAN));
            for (int p = 0; p < runs.size(); p++) {
                Parameter parameter = net.parameters().get(p);
                runs.get(p).step(parameter.values(), parameter.gradient(), 1);
            }
        }
        double[] last = Golden.tensor("xor.runs." + name + ".final_output").values();
        assertThat(net.predict(x).values()).usingComparatorWithPrecision(1e-9).containsExactly(last);
    }

    private static void set(Parameter parameter, String name) {
        double[] values = Golden.tensor("xor.init." + name).values();
        System.arraycopy(values, 0, parameter.values(), 0, values.length);
    }
}
