package org.tandemml.nn;

import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Functions;
import org.tandemml.kernels.Kernels;

/// Activations on `float` arrays, by the array kernels; each element's bits depend on that element alone.
final class FloatActivation {
    /// Derivative below which hardly any gradient passes.
    static final double FLAT = 0.01;

    private static final ThreadLocal<float[]> PIECE = ThreadLocal.withInitial(() -> new float[1024]);

    private FloatActivation() {}

    /// Whether the derivative needs the value before the activation.
    static boolean needsInput(Activation kind) {
        return kind == Activation.GELU || kind == Activation.SILU;
    }

    /// `a = f(z)`; the arrays may be the same unless [#needsInput].
    static void forward(Activation kind, float[] z, float[] a, int n) {
        FloatKernels kernels = Kernels.floats();
        switch (kind) {
            case IDENTITY -> {
                if (z != a) {
                    System.arraycopy(z, 0, a, 0, n);
                }
            }
            case STEP -> {
                for (int i = 0; i < n; i++) {
                    a[i] = z[i] > 0 ? 1 : 0;
                }
            }
            case SIGMOID -> kernels.sigmoid(z, 0, a, 0, n);
            case TANH -> tanh(z, a, n);
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    a[i] = Math.max(z[i], 0);
                }
            }
            case LEAKY_RELU -> {
                for (int i = 0; i < n; i++) {
                    a[i] = Math.max(z[i], 0.01f * z[i]);
                }
            }
            case ELU -> {
                for (int i = 0; i < n; i++) {
                    a[i] = z[i] > 0 ? z[i] : (float) StrictMath.expm1(z[i]);
                }
            }
            case GELU -> gelu(z, a, n);
            case SILU -> {
                kernels.sigmoid(z, 0, a, 0, n);
                for (int i = 0; i < n; i++) {
                    a[i] *= z[i];
                }
            }
            case SOFTPLUS -> kernels.log1pExp(z, 0, a, 0, n);
        }
    }

    /// Multiplies `g` by `f′`, given value before (where needed) and after.
    static void backward(Activation kind, float[] z, float[] a, float[] g, int n) {
        switch (kind) {
            case IDENTITY -> {}
            case STEP -> Activation.STEP.derivative(0);
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    g[i] *= a[i] * (1 - a[i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    g[i] *= 1 - a[i] * a[i];
                }
            }
            case RELU -> {
                // A choice by sign would be a branch that fails half the time; a is 0 or positive.
                for (int i = 0; i < n; i++) {
                    g[i] *= Math.signum(a[i]);
                }
            }
            case LEAKY_RELU -> {
                for (int i = 0; i < n; i++) {
                    g[i] = a[i] > 0 ? g[i] : 0.01f * g[i];
                }
            }
            case ELU -> {
                for (int i = 0; i < n; i++) {
                    g[i] = a[i] > 0 ? g[i] : (a[i] + 1) * g[i];
                }
            }
            case GELU -> geluBackward(z, g, n);
            case SILU -> {
                for (int i = 0; i < n; i++) {
                    float s = Functions.sigmoid(z[i]);
                    g[i] *= s + a[i] * (1 - s);
                }
            }
            case SOFTPLUS -> {
                for (int i = 0; i < n; i++) {
                    g[i] *= 1 - Functions.exp(-a[i]);
                }
            }
        }
    }

    /// Mean, deviation and flat share of `a = f(z)`.
    static TrainingTrace.Activity activity(Activation kind, float[] z, float[] a, int n) {
        double sum = 0;
        double squares = 0;
        int flat = 0;
        for (int i = 0; i < n; i++) {
            sum += a[i];
            squares += (double) a[i] * a[i];
            flat += Math.abs(slope(kind, z[i], a[i])) < FLAT ? 1 : 0;
        }
        double mean = sum / n;
        return new TrainingTrace.Activity(mean, Math.sqrt(Math.max(0, squares / n - mean * mean)), (double) flat / n);
    }

    private static double slope(Activation kind, float z, float a) {
        return switch (kind) {
            case SIGMOID -> a * (1 - a);
            case TANH -> 1 - a * a;
            case RELU -> Math.signum(a);
            case LEAKY_RELU, IDENTITY -> 1;
            case ELU -> a > 0 ? 1 : a + 1;
            case SOFTPLUS -> 1 - Functions.exp(-a);
            case GELU, SILU, STEP -> kind.derivative(z);
        };
    }

    /// `2σ(2z) − 1`; near 0, where that cancels, `z − z³/3`.
    private static void tanh(float[] z, float[] a, int n) {
        float[] piece = PIECE.get();
        for (int from = 0; from < n; from += piece.length) {
            int count = Math.min(piece.length, n - from);
            for (int i = 0; i < count; i++) {
                piece[i] = 2 * z[from + i];
            }
            Kernels.floats().sigmoid(piece, 0, piece, 0, count);
            for (int i = 0; i < count; i++) {
                float x = z[from + i];
                a[from + i] = Math.abs(x) < 0.02f ? x - x * x * x / 3 : 2 * piece[i] - 1;
            }
        }
    }

    /// `z·Φ(z) = max(z, 0) − |z|·Φ(−|z|)`.
    private static void gelu(float[] z, float[] a, int n) {
        for (int i = 0; i < n; i++) {
            a[i] = -0.5f * z[i] * z[i];
        }
        Kernels.floats().exp(a, 0, a, 0, n);
        for (int i = 0; i < n; i++) {
            float x = Math.abs(z[i]);
            a[i] = Math.max(z[i], 0) - x * (a[i] * tail(x));
        }
    }

    /// `Φ(z) + z·φ(z)`, a piece at a time through one short array.
    private static void geluBackward(float[] z, float[] g, int n) {
        float[] e = PIECE.get();
        for (int from = 0; from < n; from += e.length) {
            int count = Math.min(e.length, n - from);
            for (int i = 0; i < count; i++) {
                e[i] = -0.5f * z[from + i] * z[from + i];
            }
            Kernels.floats().exp(e, 0, e, 0, count);
            for (int i = 0; i < count; i++) {
                float x = z[from + i];
                float above = Math.signum(Math.max(x, 0));
                float cdf = above + (1 - 2 * above) * (e[i] * tail(Math.abs(x)));
                g[from + i] *= cdf + x * (0.3989423f * e[i]);
            }
        }
    }

    /// `Φ(−x)·exp(x²/2)` for x ≥ 0 with a relative error below 1e-6: a polynomial in `1/(1 + 0.28·x)`, fitted for the
    /// least largest relative error.
    private static float tail(float x) {
        float t = 1 / (1 + 0.28f * x);
        float p = 0.024834216f;
        p = Math.fma(p, t, -0.09404257f);
        p = Math.fma(p, t, 0.09314969f);
        p = Math.fma(p, t, -0.0070576439f);
        p = Math.fma(p, t, 0.073063884f);
        p = Math.fma(p, t, 0.083553985f);
        p = Math.fma(p, t, 0.1030953f);
        p = Math.fma(p, t, 0.11169914f);
        p = Math.fma(p, t, 0.11170387f);
        return t * p;
    }
}
