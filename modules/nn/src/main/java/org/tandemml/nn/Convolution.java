package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Convolution (cross-correlation) of images, or of sequences as images of height 1.
///
/// Patches become the rows of a matrix, which is multiplied by the filters. Zeros pad the borders.
/// **Shapes**: `N × in × H × W` to `N × out × H′ × W′` with `H′ = (H + 2·padding − kernel)/stride + 1`; sequences
/// `N × in × L`. **Cost**: 2·N·H′·W′·out·in·kernel² operations forward, twice that backward.
public final class Convolution implements Layer {
    private final int in;
    private final int out;
    private final int kernelHeight;
    private final int kernelWidth;
    private final int stride;
    private final int padHeight;
    private final int padWidth;
    private final Parameter weight;
    private final Parameter bias;
    private @Nullable Tensor input;
    private double[] patches = {};
    private Pass pass = Pass.inference();

    private Convolution(int in, int out, int kernelHeight, int kernelWidth, int stride, int padHeight, int padWidth) {
        this.in = Check.atLeast("in", in, 1);
        this.out = Check.atLeast("out", out, 1);
        this.kernelHeight = Check.atLeast("kernel", kernelHeight, 1);
        this.kernelWidth = Check.atLeast("kernel", kernelWidth, 1);
        this.stride = Check.atLeast("stride", stride, 1);
        this.padHeight = Check.atLeast("padding", padHeight, 0);
        this.padWidth = Check.atLeast("padding", padWidth, 0);
        weight = Parameter.zeros("weight", out, in, kernelHeight, kernelWidth);
        bias = Parameter.zeros("bias", out);
    }

    /// Over images, with square filters.
    public static Convolution ofImages(int in, int out, int kernel, int stride, int padding) {
        return new Convolution(in, out, kernel, kernel, stride, padding, padding);
    }

    /// Over sequences.
    public static Convolution ofSequences(int in, int out, int kernel, int stride, int padding) {
        return new Convolution(in, out, 1, kernel, stride, 0, padding);
    }

    /// Filters by He's rule.
    public Convolution initialized(Seed.Stream random) {
        new Initialization.He().fill(weight.values(), out, taps(), random);
        return this;
    }

    private int taps() {
        return in * kernelHeight * kernelWidth;
    }

    @Override
    public String label() {
        return "convolution " + in + " -> " + out + ", kernel " + kernelHeight + " x " + kernelWidth;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    private static int height(Tensor x) {
        return x.rank() == 4 ? x.axis(2) : 1;
    }

    private int outHeight(Tensor x) {
        int step = kernelHeight == 1 && x.rank() == 3 ? 1 : stride;
        return (height(x) + 2 * padHeight - kernelHeight) / step + 1;
    }

    private int outWidth(Tensor x) {
        return (x.axis(-1) + 2 * padWidth - kernelWidth) / stride + 1;
    }

    @Override
    public Tensor forward(Tensor x, Pass how) {
        if ((x.rank() != 4 && x.rank() != 3)
                || x.axis(1) != in
                || height(x) + 2 * padHeight < kernelHeight
                || x.axis(-1) + 2 * padWidth < kernelWidth) {
            throw new InputException(label() + " needs input [N, " + in + ", H, W] or [N, " + in
                    + ", L] no smaller than its kernel, got " + Arrays.toString(x.shape()));
        }
        input = x;
        pass = how;
        int places = outHeight(x) * outWidth(x);
        int n = x.axis(0);
        patches = new double[n * places * taps()];
        move(x.values(), patches, true);
        double[] rows = new double[n * places * out];
        Kernels.doubles()
                .gemm(
                        n * places,
                        out,
                        taps(),
                        1,
                        patches,
                        0,
                        taps(),
                        false,
                        weight.values(),
                        0,
                        taps(),
                        true,
                        0,
                        rows,
                        0,
                        out,
                        how.loop());
        Tensor y = x.rank() == 4 ? Tensor.zeros(n, out, outHeight(x), outWidth(x)) : Tensor.zeros(n, out, outWidth(x));
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < places; p++) {
                for (int o = 0; o < out; o++) {
                    y.values()[(i * out + o) * places + p] = rows[(i * places + p) * out + o] + bias.values()[o];
                }
            }
        }
        return y;
    }

    /// Copies pixels to the patches that cover them, or adds patches back to their pixels.
    private void move(double[] image, double[] rows, boolean toPatches) {
        Tensor x = Layer.kept(input);
        int height = height(x);
        int width = x.axis(-1);
        int wide = outWidth(x);
        int places = outHeight(x) * wide;
        for (int i = 0; i < x.axis(0); i++) {
            for (int p = 0; p < places; p++) {
                int top = p / wide * stride - padHeight;
                int left = p % wide * stride - padWidth;
                int at = (i * places + p) * taps();
                for (int c = 0; c < in; c++) {
                    for (int r = 0; r < kernelHeight; r++) {
                        for (int s = 0; s < kernelWidth; s++, at++) {
                            if (top + r < 0 || top + r >= height || left + s < 0 || left + s >= width) {
                                continue;
                            }
                            int pixel = ((i * in + c) * height + top + r) * width + left + s;
                            if (toPatches) {
                                rows[at] = image[pixel];
                            } else {
                                image[pixel] += rows[at];
                            }
                        }
                    }
                }
            }
        }
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor x = Layer.kept(input);
        int n = x.axis(0);
        int places = gradient.size() / (n * out);
        double[] rows = new double[gradient.size()];
        for (int i = 0; i < n; i++) {
            for (int o = 0; o < out; o++) {
                for (int p = 0; p < places; p++) {
                    double g = gradient.values()[(i * out + o) * places + p];
                    rows[(i * places + p) * out + o] = g;
                    bias.gradient()[o] += g;
                }
            }
        }
        DoubleKernels kernels = Kernels.doubles();
        kernels.gemm(
                out,
                taps(),
                n * places,
                1,
                rows,
                0,
                out,
                true,
                patches,
                0,
                taps(),
                false,
                1,
                weight.gradient(),
                0,
                taps(),
                pass.loop());
        double[] byPatch = new double[patches.length];
        kernels.gemm(
                n * places,
                taps(),
                out,
                1,
                rows,
                0,
                out,
                false,
                weight.values(),
                0,
                taps(),
                false,
                0,
                byPatch,
                0,
                taps(),
                pass.loop());
        Tensor back = Tensor.zeros(x.shape());
        move(back.values(), byPatch, false);
        return back;
    }
}
