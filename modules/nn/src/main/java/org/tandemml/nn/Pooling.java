package org.tandemml.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// The largest, or the mean, of each window of an image or a sequence; windows of `size` lie side by side.
///
/// What does not fill a window at the right and the bottom is left out. **Shapes**: `N × C × H × W` to
/// `N × C × H/size × W/size`; sequences `N × C × L` to `N × C × L/size`.
public final class Pooling implements Layer {
    private final int size;
    private final boolean largest;
    private @Nullable Tensor input;
    private int[] winners = {};

    /// Windows of `size` (squared for images); the largest or the mean of each.
    public Pooling(int size, boolean largest) {
        this.size = Check.atLeast("size", size, 1);
        this.largest = largest;
    }

    @Override
    public String label() {
        return (largest ? "max" : "mean") + "-pooling " + size;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        boolean image = x.rank() == 4;
        if ((!image && x.rank() != 3) || x.axis(-1) < size || (image && x.axis(2) < size)) {
            throw new InputException(label() + " needs input [N, C, H, W] or [N, C, L] no smaller than its window, got "
                    + Arrays.toString(x.shape()));
        }
        input = x;
        int wide = x.axis(-1) / size;
        int tall = image ? x.axis(2) / size : 1;
        Tensor y = image ? Tensor.zeros(x.axis(0), x.axis(1), tall, wide) : Tensor.zeros(x.axis(0), x.axis(1), wide);
        winners = new int[y.size()];
        for (int i = 0; i < y.size(); i++) {
            int first = corner(x, i, tall, wide);
            double sum = 0;
            int best = first;
            for (int r = 0; r < (image ? size : 1); r++) {
                for (int s = 0; s < size; s++) {
                    int at = first + r * x.axis(-1) + s;
                    sum += x.values()[at];
                    best = x.values()[at] > x.values()[best] ? at : best;
                }
            }
            winners[i] = best;
            y.values()[i] = largest ? x.values()[best] : sum / (image ? size * size : size);
        }
        return y;
    }

    /// Where the window of output i begins.
    private int corner(Tensor x, int i, int tall, int wide) {
        int plane = i / (tall * wide);
        int row = i / wide % tall;
        int height = x.rank() == 4 ? x.axis(2) : 1;
        return (plane * height + row * size) * x.axis(-1) + i % wide * size;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor x = Layer.kept(input);
        boolean image = x.rank() == 4;
        Tensor back = Tensor.zeros(x.shape());
        int wide = gradient.axis(-1);
        int tall = image ? gradient.axis(2) : 1;
        for (int i = 0; i < gradient.size(); i++) {
            double g = gradient.values()[i];
            if (largest) {
                back.values()[winners[i]] += g;
                continue;
            }
            int first = corner(x, i, tall, wide);
            for (int r = 0; r < (image ? size : 1); r++) {
                for (int s = 0; s < size; s++) {
                    back.values()[first + r * x.axis(-1) + s] += g / (image ? size * size : size);
                }
            }
        }
        return back;
    }
}
