package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;

class AttentionTest {
    @Test
    void scaledDotAgreesWithTheReference() {
        Attention attention = new Attention(AttentionScore.SCALED_DOT, 2);
        String key = "attention.plain_scaled_dot.";
        Golden.assertClose(
                key + "output",
                attention
                        .forward(Golden.tensor(key + "q"), Golden.tensor(key + "k"), Golden.tensor(key + "v"))
                        .values());
        Golden.assertClose(key + "weights", attention.weights().values());
        Attention.Gradients back = attention.backward(Golden.tensor(key + "upstream_gradient"));
        Golden.assertClose(key + "grad_q", back.queries().values());
        Golden.assertClose(key + "grad_k", back.keys().values());
        Golden.assertClose(key + "grad_v", back.values().values());
    }

    @Test
    void positionsAreSinesAndCosines() {
        PositionalEncoding encoding = new PositionalEncoding(4);
        assertEquals(StrictMath.sin(3), encoding.value(3, 0));
        assertEquals(StrictMath.cos(3), encoding.value(3, 1));
        assertEquals(StrictMath.sin(0.03), encoding.value(3, 2), 1e-15);
    }

    @Test
    void refusesShapesThatDoNotFit() {
        assertThatThrownBy(() -> new Attention(AttentionScore.DOT, 2)
                        .forward(Tensor.zeros(1, 3, 2), Tensor.zeros(1, 4, 3), Tensor.zeros(1, 4, 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[1, 4, 3]");
    }
}
