package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Self-attention in several heads: each position of a sequence takes a mean of all values, weighted by
/// `softmax(q·kᵀ/√d_head)`.
///
/// Queries, keys and values are one linear map `x·Wᵀ + b` with `3·width` outputs; heads are joined and mapped once
/// more. **Source**: Vaswani et al., *Attention is all you need*, NeurIPS 2017, section 3.2. **Shapes**: `N × L ×
/// width`. **Cost**: O(N·L·width·(width + L)).
public final class MultiHeadAttention implements Layer {
    private final int width;
    private final int heads;
    private final Linear into;
    private final Linear outOf;
    private boolean causal;
    private boolean[] hiddenKeys = {};
    private @Nullable Tensor projected;
    private double[] weights = {};

    /// Attention without masks; `width` is a multiple of `heads`.
    public MultiHeadAttention(int width, int heads) {
        this.width = Check.atLeast("width", width, 1);
        this.heads = Check.atLeast("heads", heads, 1);
        if (width % heads != 0) {
            throw new InputException("width must be a multiple of heads " + heads + ", was " + width);
        }
        into = new Linear(width, 3 * width);
        outOf = new Linear(width, width);
    }

    /// Hides from each position those after it, or not.
    public MultiHeadAttention withCausalMask(boolean hide) {
        causal = hide;
        return this;
    }

    /// Hides these positions from all, such as padding; empty for none.
    public MultiHeadAttention withHiddenKeys(boolean... hidden) {
        hiddenKeys = hidden.clone();
        return this;
    }

    /// The weights of the last pass, `N × heads × L × L`.
    public Tensor attention() {
        Tensor x = Layer.kept(projected);
        return new Tensor(weights.clone(), x.axis(0), heads, x.axis(1), x.axis(1));
    }

    /// The map to queries, keys and values.
    public Linear inputProjection() {
        return into;
    }

    /// The map of the joined heads.
    public Linear outputProjection() {
        return outOf;
    }

    @Override
    public String label() {
        return "attention of " + heads + " heads, width " + width;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                into.weight().within("in"),
                into.bias().within("in"),
                outOf.weight().within("out"),
                outOf.bias().within("out"));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (x.rank() != 3 || x.axis(2) != width) {
            throw misfit(x, "[N, L, " + width + "]");
        }
        int length = x.axis(1);
        checkMask(length);
        Tensor qkv = into.forward(x, pass);
        projected = qkv;
        weights = new double[x.axis(0) * heads * length * length];
        Tensor joined = Tensor.zeros(x.shape());
        int d = width / heads;
        for (int n = 0; n < x.axis(0); n++) {
            for (int h = 0; h < heads; h++) {
                int row = n * length * 3 * width + h * d;
                int at = (n * heads + h) * length * length;
                Kernels.doubles()
                        .gemm(
                                length,
                                length,
                                d,
                                1 / Math.sqrt(d),
                                qkv.values(),
                                row,
                                3 * width,
                                false,
                                qkv.values(),
                                row + width,
                                3 * width,
                                true,
                                0,
                                weights,
                                at,
                                length,
                                pass.loop());
                hide(at, length);
                Kernels.doubles().softmaxRows(length, length, weights, at, length, weights, at, length);
                Kernels.doubles()
                        .gemm(
                                length,
                                d,
                                length,
                                1,
                                weights,
                                at,
                                length,
                                false,
                                qkv.values(),
                                row + 2 * width,
                                3 * width,
                                false,
                                0,
                                joined.values(),
                                n * length * width + h * d,
                                width,
                                pass.loop());
            }
        }
        return outOf.forward(joined, pass);
    }

    int heads() {
        return heads;
    }

    void checkMask(int length) {
        if (hiddenKeys.length != 0) {
            Check.length("hidden keys", hiddenKeys.length, length);
        }
    }

    boolean masked() {
        return causal || hiddenKeys.length > 0;
    }

    /// Whether position `i` may not look at position `j`.
    boolean hides(int i, int j) {
        return (causal && j > i) || (hiddenKeys.length > 0 && hiddenKeys[j]);
    }

    private void hide(int at, int length) {
        for (int i = 0; masked() && i < length; i++) {
            for (int j = 0; j < length; j++) {
                if (hides(i, j)) {
                    weights[at + i * length + j] = Double.NEGATIVE_INFINITY;
                }
            }
        }
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor qkv = Layer.kept(projected);
        Tensor joined = outOf.backward(gradient);
        int length = qkv.axis(1);
        int d = width / heads;
        Tensor back = Tensor.zeros(qkv.shape());
        double[] scores = new double[length * length];
        for (int n = 0; n < qkv.axis(0); n++) {
            for (int h = 0; h < heads; h++) {
                head(qkv, joined, back, n, h, d, scores);
            }
        }
        return into.backward(back);
    }

    private void head(Tensor qkv, Tensor joined, Tensor back, int n, int h, int d, double[] scores) {
        int length = qkv.axis(1);
        int row = n * length * 3 * width + h * d;
        int at = (n * heads + h) * length * length;
        int from = n * length * width + h * d;
        int wide = 3 * width;
        double[] values = qkv.values();
        DoubleKernels kernels = Kernels.doubles();
        BlockLoop loop = BlockLoop.SEQUENTIAL;
        kernels.gemm(
                length,
                length,
                d,
                1,
                joined.values(),
                from,
                width,
                false,
                values,
                row + 2 * width,
                wide,
                true,
                0,
                scores,
                0,
                length,
                loop);
        kernels.gemm(
                length,
                d,
                length,
                1,
                weights,
                at,
                length,
                true,
                joined.values(),
                from,
                width,
                false,
                0,
                back.values(),
                row + 2 * width,
                wide,
                loop);
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (int j = 0; j < length; j++) {
                sum += scores[i * length + j] * weights[at + i * length + j];
            }
            for (int j = 0; j < length; j++) {
                scores[i * length + j] = weights[at + i * length + j] * (scores[i * length + j] - sum);
            }
        }
        double scale = 1 / Math.sqrt(d);
        kernels.gemm(
                length,
                d,
                length,
                scale,
                scores,
                0,
                length,
                false,
                values,
                row + width,
                wide,
                false,
                0,
                back.values(),
                row,
                wide,
                loop);
        kernels.gemm(
                length,
                d,
                length,
                scale,
                scores,
                0,
                length,
                true,
                values,
                row,
                wide,
                false,
                0,
                back.values(),
                row + width,
                wide,
                loop);
    }

    /// Xavier weights, as the authors begin.
    public MultiHeadAttention initialized(Seed.Stream random) {
        new Initialization.Xavier(1, true).fill(into.weight().values(), 3 * width, width, random);
        new Initialization.Xavier(1, true).fill(outOf.weight().values(), width, width, random);
        Arrays.fill(outOf.bias().values(), 0);
        return this;
    }
}
