package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

class FloatNetTest {
    static Stream<String> shapes() {
        return BackpropagationTest.shapes();
    }

    /// The same function and the same gradients as in double precision, with dropout that drops the same numbers.
    @ParameterizedTest
    @MethodSource("shapes")
    void agreesWithTheLayers(String shape) {
        Layer layer = BackpropagationTest.layer(shape);
        Seed.Stream random = new Seed(7).stream();
        Tensor x = BackpropagationTest.random(
                random,
                Arrays.stream(shape.split(" ")).mapToInt(Integer::parseInt).toArray());
        assertAgrees(layer, x, random);
    }

    private static void assertAgrees(Layer layer, Tensor x, Seed.Stream random) {
        FloatNet net = FloatNet.of(layer);
        layer.clearGradients();
        Tensor y = layer.forward(x, Pass.training(new Seed(1)));
        Tensor upstream = BackpropagationTest.random(random, y.shape());
        Tensor back = layer.backward(upstream);
        double[][] gradients =
                layer.parameters().stream().map(p -> p.gradient().clone()).toArray(double[][]::new);
        // A second pass must not add to the first.
        for (int pass = 0; pass < 2; pass++) {
            layer.clearGradients();
            net.clearGradients();
            FloatTensor single = net.forward(FloatTensor.of(x), Pass.training(new Seed(1)));
            assertArrayEquals(y.shape(), single.shape());
            assertClose(y.values(), single.widened().values(), "output");
            FloatTensor singleBack = net.backward(FloatTensor.of(upstream));
            assertArrayEquals(x.shape(), singleBack.shape());
            assertClose(back.values(), singleBack.widened().values(), "gradient by the input");
            net.addGradients();
            for (int p = 0; p < gradients.length; p++) {
                Parameter parameter = layer.parameters().get(p);
                assertClose(gradients[p], parameter.gradient(), parameter.name());
            }
        }
    }

    /// To 1e-5 of the largest number.
    private static void assertClose(double[] expected, double[] actual, String name) {
        assertEquals(expected.length, actual.length, name);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-5 * (1e-2 + largest), name + "[" + i + "]");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Activation.class, mode = EnumSource.Mode.EXCLUDE, names = "STEP")
    void activationsBesideLinearLayersWorkInPlace(Activation kind) {
        Layer net = BackpropagationTest.randomized(new Sequential(
                new Linear(5, 7), kind.layer(), new Dropout(0.2), new Linear(7, 3), kind.layer(), kind.layer()));
        Seed.Stream random = new Seed(3).stream();
        assertAgrees(net, BackpropagationTest.random(random, 4, 5), random);
    }

    /// Values of PyTorch for arguments from −100 to 100: each function to 1e-5 of itself, slopes to 1e-5 of the
    /// largest, since they come from outputs that are 1 in `float` long before the slope is 0.
    @ParameterizedTest
    @CsvSource({
        "SIGMOID, sigmoid",
        "TANH, tanh",
        "RELU, relu",
        "LEAKY_RELU, leaky_relu_0.01",
        "ELU, elu_alpha1",
        "SILU, silu",
        "SOFTPLUS, softplus_beta1_threshold20"
    })
    void activationsAgreeWithTheReference(Activation kind, String name) {
        Tensor x = Golden.tensor("activations.input");
        FloatNet net = FloatNet.of(kind.layer());
        Golden.assertClose(
                "activations." + name + ".value",
                net.forward(FloatTensor.of(x), Pass.inference()).widened().values(),
                1e-5);
        FloatTensor ones = new FloatTensor(x.shape());
        Arrays.fill(ones.values(), 1);
        Golden.assertFloat(
                "activations." + name + ".derivative",
                net.backward(ones).widened().values());
    }

    @Test
    void geluIsExactInTheTails() {
        Tensor x = Tensor.vector(-9, -5, -2.5, -1, -0.1, 0, 1e-4, 0.7, 3, 8, 100, -100);
        FloatNet net = FloatNet.of(Activation.GELU.layer());
        double[] y = net.forward(FloatTensor.of(x), Pass.inference()).widened().values();
        FloatTensor ones = new FloatTensor(x.shape());
        Arrays.fill(ones.values(), 1);
        double[] slope = net.backward(ones).widened().values();
        for (int i = 0; i < y.length; i++) {
            double value = Activation.GELU.value((float) x.values()[i]);
            double derivative = Activation.GELU.derivative((float) x.values()[i]);
            assertEquals(value, y[i], 1e-37 + 1e-5 * Math.abs(value), "value at " + x.values()[i]);
            assertEquals(derivative, slope[i], 1e-37 + 1e-5 * Math.abs(derivative), "slope at " + x.values()[i]);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, relu", "true, gelu", "false, relu", "false, gelu"})
    void encoderBlocksAgreeWithTheReference(boolean normFirst, String activation) {
        String key = "encoder.norm_first_" + normFirst + "_" + activation;
        EncoderBlock block =
                LayersTest.encoder(key, Activation.valueOf(activation.toUpperCase(Locale.ROOT)), normFirst);
        FloatNet net = FloatNet.of(block);
        Tensor x = Golden.tensor(key + ".input");
        Golden.assertFloat(
                key + ".output",
                net.forward(FloatTensor.of(x), Pass.inference()).widened().values());
        Golden.assertFloat(
                key + ".grad_input",
                net.backward(FloatTensor.of(Golden.tensor(key + ".upstream_gradient")))
                        .widened()
                        .values());
    }

    @Test
    void theBitsDoNotDependOnThreads() {
        EncoderBlock block = new EncoderBlock(32, 4, 48, Activation.GELU, 0.1, true).initialized(new Seed(1).stream());
        Tensor x = BackpropagationTest.random(new Seed(2).stream(), 40, 37, 32);
        float[] one = gradients(block, x, 1);
        assertArrayEquals(one, gradients(block, x, 2));
        assertArrayEquals(one, gradients(block, x, 7));
    }

    private static float[] gradients(Layer layer, Tensor x, int threads) {
        FloatNet net = FloatNet.of(layer);
        FloatTensor y = net.forward(FloatTensor.of(x), new Pass(true, new Seed(3).stream(), new Parallel(threads)));
        net.backward(y);
        return net.gradients();
    }

    @Test
    void smallerBatchesFollowLargerOnes() {
        Layer layer = BackpropagationTest.randomized(new EncoderBlock(4, 2, 6, Activation.RELU, 0, false));
        FloatNet net = FloatNet.of(layer);
        Seed.Stream random = new Seed(5).stream();
        for (int rows : new int[] {9, 2, 1, 9}) {
            Tensor x = BackpropagationTest.random(random, rows, 3, 4);
            FloatTensor y = net.forward(FloatTensor.of(x), Pass.inference());
            assertClose(layer.predict(x).values(), y.widened().values(), "batch of " + rows);
        }
    }

    @Test
    void refusesShapesThatDoNotFit() {
        FloatNet net = FloatNet.of(new Linear(3, 5));
        assertThatThrownBy(() -> net.forward(new FloatTensor(2, 4), Pass.inference()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("linear 3 -> 5")
                .hasMessageContaining("[…, 3]")
                .hasMessageContaining("[2, 4]");
        assertThat(net.toString()).contains("20 parameters");
    }
}
