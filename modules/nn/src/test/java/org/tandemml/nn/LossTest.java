package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tandemml.core.InputException;

class LossTest {
    private static final double[] WEIGHTS = {1, 2, 0.5};
    private static final int NONE = ClassLoss.NONE_IGNORED;

    private static Map<String, Loss> losses() {
        Map<String, Loss> all = new LinkedHashMap<>();
        all.put("mseloss", new Loss.MeanSquared());
        all.put("l1loss", new Loss.Absolute());
        all.put("huber_delta1", new Loss.Huber(1));
        all.put("huber_delta2", new Loss.Huber(2));
        all.put("bce", new Loss.BinaryCrossEntropy());
        all.put("bce_logits", new Loss.BinaryCrossEntropyWithLogits());
        all.put("bce_two_rows_logits", new Loss.BinaryCrossEntropyWithLogits());
        all.put("nll", new ClassLoss.NegativeLogLikelihood());
        all.put("nll_weight", new ClassLoss.NegativeLogLikelihood(WEIGHTS, NONE));
        all.put("nll_ignore_index", new ClassLoss.NegativeLogLikelihood(new double[0], 2));
        all.put("nll_weight_ignore_index", new ClassLoss.NegativeLogLikelihood(WEIGHTS, 1));
        all.put("cross_entropy", new ClassLoss.CrossEntropy());
        all.put("cross_entropy_weight", new ClassLoss.CrossEntropy(WEIGHTS, NONE, 0));
        all.put("cross_entropy_ignore_index", new ClassLoss.CrossEntropy(new double[0], 2, 0));
        all.put("cross_entropy_label_smoothing", new ClassLoss.CrossEntropy(new double[0], NONE, 0.1));
        all.put("cross_entropy_weight_ignore_label_smoothing", new ClassLoss.CrossEntropy(WEIGHTS, 2, 0.2));
        all.put("multi_margin_p1", new ClassLoss.MultiClassHinge(1, new double[0]));
        all.put("multi_margin_p2_weight", new ClassLoss.MultiClassHinge(2, WEIGHTS));
        return all;
    }

    static Stream<String> names() {
        return losses().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void agreesWithTheReference(String name) {
        Loss loss = losses().get(name);
        Tensor input = Golden.tensor("losses." + name + ".input");
        Tensor target = Golden.tensor("losses." + name + ".target");
        Golden.assertClose(
                "losses." + name + ".reduction.none.value",
                loss.terms(input, target).values());
        for (Reduction reduction : new Reduction[] {Reduction.MEAN, Reduction.SUM}) {
            String key = "losses." + name + ".reduction." + (reduction == Reduction.MEAN ? "mean" : "sum");
            Golden.assertClose(key + ".value", new double[] {loss.value(input, target, reduction)});
            Golden.assertClose(
                    key + ".grad_input", loss.gradient(input, target, reduction).values());
        }
    }

    /// The ends of the range of a probability, from PyTorch's clamp of logarithms at -100.
    @Test
    void logarithmsOfImpossibleEventsAreBounded() {
        Tensor input = Golden.tensor("losses.bce_extreme.input");
        Tensor target = Golden.tensor("losses.bce_extreme.target");
        Golden.assertClose(
                "losses.bce_extreme.reduction.none.value",
                new Loss.BinaryCrossEntropy().terms(input, target).values());
    }

    /// Two ways to the same number: by probabilities and by logits, by element and by batch.
    @Test
    void sigmoidThenCrossEntropyEqualsTheLogitForm() {
        Tensor logits = Golden.tensor("losses.bce_two_rows_logits.input");
        Tensor target = Golden.tensor("losses.bce_two_rows_logits.target");
        double byLogits = new Loss.BinaryCrossEntropyWithLogits().value(logits, target, Reduction.MEAN);
        Tensor probabilities = Activation.SIGMOID.layer().predict(logits);
        assertEquals(byLogits, new Loss.BinaryCrossEntropy().value(probabilities, target, Reduction.MEAN), 1e-14);
        assertEquals(0.6867239013437473, byLogits, 1e-14);
    }

    /// Softmax and cross-entropy of issue 8, to the last digit given.
    @Test
    void givesTheNumbersOfTheExamples() {
        double[] p = new Softmax(false)
                .predict(Tensor.of(new double[] {0.3, 2.9, 4.0}))
                .values();
        assertArrayEquals(new double[] {0.01821127, 0.24519181, 0.73659691}, p, 5e-9);
        // −Σ t·log(y + 1e-7) of ten probabilities at class 2
        double[] y = {0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0};
        Tensor logs =
                Tensor.of(Arrays.stream(y).map(v -> StrictMath.log(v + 1e-7)).toArray());
        assertEquals(
                0.510825457099338,
                new ClassLoss.NegativeLogLikelihood().value(logs, Tensor.vector(2), Reduction.MEAN),
                1e-15);
    }

    /// With a weight of positives each positive term is multiplied by it, PyTorch 1.13.1: 0.277177622234263 at z = 0.3.
    @Test
    void positivesCanWeighMore() {
        Loss half = new Loss.BinaryCrossEntropyWithLogits(0.5);
        assertEquals(0.2771776222342635, half.value(Tensor.vector(0.3), Tensor.vector(1), Reduction.SUM), 1e-15);
    }

    @Test
    void hingeIsZeroBeyondTheMargin() {
        Loss hinge = new Loss.Hinge();
        assertEquals(0.5 + 0 + 3, hinge.value(Tensor.vector(0.5, 2, 2), Tensor.vector(1, 1, -1), Reduction.SUM));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Tensor logits = Tensor.of(new double[] {2, -1, 0.5});
        assertThatThrownBy(() -> new ClassLoss.CrossEntropy().terms(logits, Tensor.vector(3)))
                .isInstanceOf(InputException.class)
                .hasMessage("CrossEntropy, row 1: class index 3.0 is outside 0..2");
        assertThatThrownBy(() -> new ClassLoss.CrossEntropy().terms(logits, Tensor.vector(0, 1)))
                .hasMessageContaining("[1, 3] and [2]");
        assertThatThrownBy(() -> new ClassLoss.NegativeLogLikelihood().terms(logits, Tensor.vector(0)))
                .hasMessageContaining("log-softmax");
        assertThatThrownBy(() -> new Loss.BinaryCrossEntropy().terms(logits, logits))
                .hasMessageContaining("sigmoid");
        assertThatThrownBy(() -> new Loss.MeanSquared().terms(Tensor.zeros(0, 2), Tensor.zeros(0, 2)))
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> new Loss.MeanSquared().terms(logits, Tensor.vector(1)))
                .hasMessageContaining("[1, 3]");
    }
}
