package org.tandemml.nn;

import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Functions;
import org.tandemml.kernels.Kernels;

/// Activations on `float` arrays, by the array kernels; each element's bits depend on that element alone.
final class FloatActivation {
    /// Derivative below which hardly any gradient passes.
    static final double FLAT = 0.01;

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
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    a[i] = 2 * z[i];
                }
                kernels.sigmoid(a, 0, a, 0, n);
                for (int i = 0; i < n; i++) {
                    a[i] = 2 * a[i] - 1;
                }
            }
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
            case GELU -> {
                for (int i = 0; i < n; i++) {
                    a[i] = z[i] * normalCdf(z[i]);
                }
            }
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
            case GELU -> {
                for (int i = 0; i < n; i++) {
                    float density = 0.3989423f * Functions.exp(-0.5f * z[i] * z[i]);
                    g[i] *= normalCdf(z[i]) + z[i] * density;
                }
            }
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

    /// Φ(x) with an absolute error of 1e-7: Abramowitz and Stegun, *Handbook of mathematical functions*, 7.1.26.
    private static float normalCdf(float x) {
        float u = Math.abs(x) * 0.70710678f;
        float t = 1 / (1 + 0.3275911f * u);
        float p = ((((1.0614054f * t - 1.4531520f) * t + 1.4214137f) * t - 0.28449674f) * t + 0.2548296f) * t;
        float tail = 0.5f * p * Functions.exp(-u * u);
        return x > 0 ? 1 - tail : tail;
    }
}
