package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;

class LayersTest {
    /// What an encoder block holds behind its attention, by PyTorch's names.
    private static final List<String> ENCODER = List.of(
            "linear1.weight",
            "linear1.bias",
            "linear2.weight",
            "linear2.bias",
            "norm1.weight",
            "norm1.bias",
            "norm2.weight",
            "norm2.bias");

    /// The block of the golden values under `key`.
    static EncoderBlock encoder(String key, Activation activation, boolean normFirst) {
        EncoderBlock block = new EncoderBlock(6, 2, 8, activation, 0, normFirst);
        setAttention(block.attention(), key + ".parameters.self_attn.");
        for (int i = 0; i < ENCODER.size(); i++) {
            set(block.parameters().get(4 + i), key + ".parameters." + ENCODER.get(i));
        }
        return block;
    }

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
        double[] x = Golden.tensor("activations.input").values();
        Golden.assertClose(
                "activations." + name + ".value",
                Arrays.stream(x).map(kind::value).toArray());
        Golden.assertClose(
                "activations." + name + ".derivative",
                Arrays.stream(x).map(kind::derivative).toArray());
    }

    /// The reference cancels in the lower tail (golden-values: relative error 4e-11 at −5, −0 at −20), ours does not.
    @Test
    void geluAgreesWithTheReferenceUpToItsCancellation() {
        double[] x = Golden.tensor("activations.input").values();
        double[] expected = Golden.tensor("activations.gelu_exact.value").values();
        for (int i = 0; i < x.length; i++) {
            assertEquals(expected[i], Activation.GELU.value(x[i]), 1e-13 + 1e-10 * Math.abs(expected[i]));
        }
        assertThat(Activation.GELU.value(-20)).isNegative();
    }

    @ParameterizedTest
    @CsvSource({"false, softmax", "true, log_softmax"})
    void softmaxAgreesWithTheReference(boolean logarithm, String name) {
        Softmax layer = new Softmax(logarithm);
        String key = "activations." + name;
        Golden.assertClose(
                key + ".value", layer.predict(Golden.tensor(key + ".input")).values());
        Golden.assertClose(
                key + ".grad_input",
                layer.backward(Golden.tensor(key + ".upstream_gradient")).values());
    }

    private static void set(Parameter parameter, String key) {
        double[] values = Golden.tensor(key).values();
        System.arraycopy(values, 0, parameter.values(), 0, values.length);
    }

    private static void checkLayer(Layer layer, String key, boolean training) {
        Pass pass = training ? Pass.training(new Seed(1)) : Pass.inference();
        layer.clearGradients();
        Golden.assertClose(
                key + ".output",
                layer.forward(Golden.tensor(key + ".input"), pass).values());
        Golden.assertClose(
                key + ".grad_input",
                layer.backward(Golden.tensor(key + ".upstream_gradient")).values());
        Golden.assertClose(key + ".grad_weight", layer.parameters().get(0).gradient());
        Golden.assertClose(key + ".grad_bias", layer.parameters().get(1).gradient());
    }

    @ParameterizedTest
    @CsvSource({"layer_norm_last, 4", "layer_norm_last_two, 12", "group_norm_2groups, -2", "instance_norm_1d, -3"})
    void normalisationOfRowsAgreesWithTheReference(String name, int width) {
        String key = "normalisation." + name;
        Layer layer = width > 0 ? new LayerNorm(width) : width == -2 ? new GroupNorm(2, 4) : GroupNorm.instance(3);
        set(layer.parameters().get(0), key + ".weight");
        set(layer.parameters().get(1), key + ".bias");
        checkLayer(layer, key, true);
    }

    @Test
    void batchNormAgreesWithTheReference() {
        String key = "normalisation.batch_norm_1d";
        BatchNorm layer = new BatchNorm(3);
        set(layer.parameters().get(0), key + ".weight");
        set(layer.parameters().get(1), key + ".bias");
        for (int batch = 0; batch < 3; batch++) {
            checkLayer(layer, key + ".train_batches." + batch, true);
        }
        checkLayer(layer, key + ".eval_after_3_batches", false);
        BatchNorm sequence = new BatchNorm(3);
        set(sequence.parameters().get(0), key + "_sequence.weight");
        set(sequence.parameters().get(1), key + "_sequence.bias");
        checkLayer(sequence, key + "_sequence.train", true);
        Golden.assertClose(
                key + "_sequence.train.running_var", sequence.buffers().get(1).values());
    }

    @ParameterizedTest
    @CsvSource({"self_attention", "causal_mask", "key_padding_last_masked"})
    void attentionAgreesWithTheReference(String name) {
        MultiHeadAttention layer = new MultiHeadAttention(6, 2);
        setAttention(layer, "attention.parameters.");
        if (name.equals("causal_mask")) {
            layer.withCausalMask(true);
        } else if (name.startsWith("key")) {
            layer.withHiddenKeys(false, false, false, true);
        }
        String key = "attention." + name;
        Golden.assertClose(
                key + ".output", layer.predict(Golden.tensor("attention.input")).values());
        Golden.assertClose(key + ".attention_weights", layer.attention().values());
        Golden.assertClose(
                key + ".grad_input",
                layer.backward(Golden.tensor("attention.upstream_gradient")).values());
        Golden.assertClose(
                key + ".grad_parameters.in_proj_weight",
                layer.parameters().get(0).gradient());
        Golden.assertClose(
                key + ".grad_parameters.out_proj.weight",
                layer.parameters().get(2).gradient());
    }

    private static void setAttention(MultiHeadAttention layer, String prefix) {
        set(layer.parameters().get(0), prefix + "in_proj_weight");
        set(layer.parameters().get(1), prefix + "in_proj_bias");
        set(layer.parameters().get(2), prefix + "out_proj.weight");
        set(layer.parameters().get(3), prefix + "out_proj.bias");
    }

    @ParameterizedTest
    @CsvSource({"false, RELU", "false, GELU", "true, RELU", "true, GELU"})
    void encoderBlockAgreesWithTheReference(boolean normFirst, Activation activation) {
        String key = "encoder.norm_first_" + normFirst + "_" + activation.name().toLowerCase(Locale.ROOT);
        EncoderBlock block = encoder(key, activation, normFirst);
        Golden.assertClose(
                key + ".output", block.predict(Golden.tensor(key + ".input")).values());
        Golden.assertClose(
                key + ".grad_input",
                block.backward(Golden.tensor(key + ".upstream_gradient")).values());
        for (int i = 0; i < ENCODER.size(); i++) {
            Golden.assertClose(
                    key + ".grad_parameters." + ENCODER.get(i),
                    block.parameters().get(4 + i).gradient());
        }
    }

    @Test
    void twoLinearLayersEqualOne() {
        Seed.Stream random = new Seed(3).stream();
        Linear first = new Linear(3, 4);
        Linear second = new Linear(4, 2);
        Linear one = new Linear(3, 2);
        for (Linear layer : List.of(first, second)) {
            layer.parameters().forEach(p -> Arrays.setAll(p.values(), i -> random.nextGaussian()));
        }
        for (int o = 0; o < 2; o++) {
            one.bias().values()[o] = second.bias().values()[o];
            for (int h = 0; h < 4; h++) {
                double w = second.weight().values()[o * 4 + h];
                one.bias().values()[o] += w * first.bias().values()[h];
                for (int i = 0; i < 3; i++) {
                    one.weight().values()[o * 3 + i] += w * first.weight().values()[h * 3 + i];
                }
            }
        }
        Tensor x = Tensor.of(new double[] {1, -2, 0.5}, new double[] {0, 3, 1});
        assertArrayEquals(
                one.predict(x).values(),
                new Sequential(first, second).predict(x).values(),
                1e-13);
    }

    @Test
    void dropoutKeepsTheMeanAndIsTheIdentityAfterwards() {
        Tensor ones = Tensor.zeros(10_000, 1);
        Arrays.fill(ones.values(), 1);
        Dropout dropout = new Dropout(0.3);
        assertEquals(ones, dropout.predict(ones));
        double[] dropped = dropout.forward(ones, Pass.training(new Seed(1))).values();
        // 10,000 draws of 0 or 1/0.7: standard error of the mean 0.0065
        assertEquals(1, Arrays.stream(dropped).average().orElseThrow(), 0.03);
        assertArrayEquals(
                dropped, dropout.forward(ones, Pass.training(new Seed(1))).values());
    }

    @Test
    void reversalTurnsTheGradientRound() {
        Tensor x = Tensor.vector(1, 2);
        GradientReversal layer = new GradientReversal(0.5);
        assertEquals(x, layer.predict(x));
        assertArrayEquals(new double[] {-0.5, -1}, layer.backward(x).values());
    }

    @Test
    void clippingAgreesWithTheReference() {
        double[] first = {3, -4, 0, 12};
        double[] second = {0.5, -0.1};
        double[] copy = first.clone();
        // PyTorch 1.13.1, clip_grad_norm_ with max_norm 1
        assertEquals(13.009996156801892, GradientClipping.byNorm(1, first, second), 1e-13);
        assertEquals(0.23059190281463965, first[0], 1e-15);
        GradientClipping.byValue(2.5, copy);
        assertArrayEquals(new double[] {2.5, -2.5, 0, 2.5}, copy);
    }

    @Test
    void initialSpreadAgreesWithTheReference() {
        // PyTorch 1.13.1 for weights 64 x 784
        assertEquals(0.04856429311786321, new Initialization.Xavier(1, false).deviation(64, 784), 1e-15);
        assertEquals(0.05050762722761054, new Initialization.He().deviation(64, 784), 1e-15);
        assertEquals(0.1767766952966369, new Initialization.He(Math.sqrt(2), true, false).deviation(64, 784), 1e-15);
        double[] w = new double[64 * 784];
        for (Initialization rule : List.of(new Initialization.He(), new Initialization.He(Math.sqrt(2), false, true))) {
            rule.fill(w, 64, 784, new Seed(5).stream());
            double meanSquare = Arrays.stream(w).map(v -> v * v).average().orElseThrow();
            // 50,176 draws: relative standard error of the root below 0.004
            assertEquals(0.05050762722761054, Math.sqrt(meanSquare), 0.05050762722761054 * 0.02);
        }
    }

    @Test
    void orthogonalRowsAreOrthonormal() {
        double[] w = new double[15];
        new Initialization.Orthogonal(2).fill(w, 3, 5, new Seed(5).stream());
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                double dot = 0;
                for (int k = 0; k < 5; k++) {
                    dot += w[a * 5 + k] * w[b * 5 + k];
                }
                assertEquals(a == b ? 4 : 0, dot, 1e-13);
            }
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new Linear(3, 2).predict(Tensor.zeros(4, 5)))
                .isInstanceOf(InputException.class)
                .hasMessage("linear 3 -> 2 needs input of shape […, 3], got [4, 5]");
        assertThatThrownBy(() -> new BatchNorm(3).forward(Tensor.zeros(1, 3), Pass.training(new Seed(1))))
                .hasMessageContaining("batch of 1");
        assertThatThrownBy(() -> new Embedding(3, 2).predict(Tensor.vector(3))).hasMessageContaining("0..2");
        Layer step = Activation.STEP.layer();
        step.predict(Tensor.vector(1));
        assertThatThrownBy(() -> step.backward(Tensor.vector(1))).hasMessageContaining("derivative 0");
        assertThatThrownBy(() -> new Residual(new Linear(3, 2)).predict(Tensor.zeros(4, 3)))
                .hasMessageContaining("[4, 3]")
                .hasMessageContaining("[4, 2]");
        assertThatThrownBy(() -> new MultiHeadAttention(6, 4)).hasMessageContaining("multiple of heads");
    }
}
