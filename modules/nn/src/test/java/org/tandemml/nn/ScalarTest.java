package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalarTest {
    /// One neuron: tanh(w·x + b), against the layers.
    @Test
    void agreesWithTheLayers() {
        double[] w = {0.3, -0.7};
        double[] x = {1.5, 2};
        Scalar[] ws = {Scalar.of("w1", w[0]), Scalar.of("w2", w[1])};
        Scalar[] xs = {Scalar.of("x1", x[0]), Scalar.of("x2", x[1])};
        Scalar out = ws[0].times(xs[0])
                .plus(ws[1].times(xs[1]))
                .plus(Scalar.of("b", 0.1))
                .tanh();
        out.backward();
        Linear linear = new Linear(2, 1);
        System.arraycopy(w, 0, linear.weight().values(), 0, 2);
        linear.bias().values()[0] = 0.1;
        Sequential net = new Sequential(linear, Activation.TANH.layer());
        assertEquals(net.predict(Tensor.of(x)).values()[0], out.value(), 1e-15);
        Tensor back = net.backward(Tensor.of(new double[] {1}));
        for (int i = 0; i < 2; i++) {
            assertEquals(linear.weight().gradient()[i], ws[i].gradient(), 1e-15);
            assertEquals(back.values()[i], xs[i].gradient(), 1e-15);
        }
    }

    @Test
    void everyOperationHasItsDerivative() {
        Scalar x = Scalar.of("x", 0.8);
        List<Scalar> results =
                List.of(x.exp(), x.log(), x.power(3), x.sigmoid(), x.relu(), x.minus(x.times(x)), x.tanh());
        double s = 1 / (1 + Math.exp(-0.8));
        double t = Math.tanh(0.8);
        double[] expected = {Math.exp(0.8), 1 / 0.8, 3 * 0.64, s * (1 - s), 1, 1 - 1.6, 1 - t * t};
        for (int i = 0; i < expected.length; i++) {
            results.get(i).backward();
            assertEquals(expected[i], x.gradient(), 1e-14, results.get(i).toString());
        }
    }

    @Test
    void isSteppedPrintedAndDrawn() {
        Scalar x = Scalar.of("x", 2);
        Scalar y = x.times(x);
        assertThat(y.order()).containsExactly(x, y);
        y.backward();
        assertThat(x).hasToString("x = 2.00000, gradient 4.00000");
        assertThat(y.toDot()).contains("n0 -> n1", "times = 4.00000");
        y.step();
        assertEquals(8, x.gradient());
        assertThatThrownBy(() -> Scalar.of("x", -1).log()).hasMessage("log needs a positive number, was -1.0");
    }
}
