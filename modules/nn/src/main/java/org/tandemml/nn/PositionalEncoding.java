package org.tandemml.nn;

import org.tandemml.core.Check;

/// Adds to position p of a sequence the vector `sin(p/10000^(2i/d)), cos(p/10000^(2i/d)), …`.
///
/// **Source**: Vaswani et al., *Attention is all you need*, NeurIPS 2017, section 3.5. **Shapes**: `N × L × width`.
public final class PositionalEncoding implements Layer {
    private final int width;

    public PositionalEncoding(int width) {
        this.width = Check.atLeast("width", width, 1);
    }

    /// What is added at this position and place.
    public double value(int position, int place) {
        double angle = position / StrictMath.pow(10_000, (place - place % 2) / (double) width);
        return place % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
    }

    @Override
    public String label() {
        return "positional-encoding " + width;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (x.rank() != 3 || x.axis(2) != width) {
            throw misfit(x, "[N, L, " + width + "]");
        }
        Tensor y = Tensor.zeros(x.shape());
        for (int i = 0; i < x.size(); i++) {
            y.values()[i] = x.values()[i] + value(i / width % x.axis(1), i % width);
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        return gradient;
    }
}
