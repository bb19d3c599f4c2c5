package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;

class ConvolutionTest {
    /// Sums of 3 × 3 windows of 1..16 without padding, by hand.
    @Test
    void filtersOfOnesSumWindows() {
        Convolution layer = Convolution.ofImages(1, 1, 3, 1, 0);
        Arrays.fill(layer.parameters().getFirst().values(), 1);
        layer.parameters().get(1).values()[0] = 0.5;
        Tensor image = Tensor.zeros(1, 1, 4, 4);
        Arrays.setAll(image.values(), i -> i + 1);
        assertArrayEquals(
                new double[] {54.5, 63.5, 90.5, 99.5}, layer.predict(image).values());
    }

    @Test
    void sequencesAreImagesOfHeightOne() {
        Convolution layer = Convolution.ofSequences(1, 1, 2, 1, 1);
        layer.parameters().getFirst().values()[0] = 1;
        layer.parameters().getFirst().values()[1] = 10;
        Tensor y = layer.predict(new Tensor(new double[] {1, 2, 3}, 1, 1, 3));
        assertArrayEquals(new double[] {10, 21, 32, 3}, y.values());
        assertArrayEquals(new int[] {1, 1, 4}, y.shape());
    }

    @Test
    void poolsTakeTheLargestOrTheMean() {
        Tensor x = new Tensor(new double[] {1, 5, 2, 2, 7, 3}, 1, 1, 6);
        assertArrayEquals(
                new double[] {5, 2, 7}, new Pooling(2, true).predict(x).values());
        assertArrayEquals(
                new double[] {3, 2, 5}, new Pooling(2, false).predict(x).values());
    }

    @Test
    void refusesImagesSmallerThanTheKernel() {
        assertThatThrownBy(() -> Convolution.ofImages(1, 1, 5, 1, 0).predict(Tensor.zeros(1, 1, 4, 4)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no smaller than its kernel");
        assertEquals("max-pooling 2", new Pooling(2, true).label());
    }
}
