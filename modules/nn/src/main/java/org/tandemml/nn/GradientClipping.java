package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.Check;

/// Keeps gradients from leaping.
public final class GradientClipping {
    private GradientClipping() {}

    /// Shrinks the whole gradient to the Euclidean norm `largest` if it is longer; returns the norm before.
    ///
    /// The factor is `largest/(norm + 1e-6)`. **Source**: Pascanu, Mikolov and Bengio, ICML 2013.
    public static double byNorm(double largest, double[]... gradients) {
        Check.positive("largest norm", largest);
        double norm = norm(gradients);
        double factor = largest / (norm + 1e-6);
        if (factor < 1) {
            for (double[] gradient : gradients) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= factor;
                }
            }
        }
        return norm;
    }

    /// The Euclidean norm of all parts together, summed in eight strands of fixed order.
    public static double norm(double[]... gradients) {
        double sum = 0;
        for (double[] gradient : gradients) {
            sum += squares(gradient);
        }
        return Math.sqrt(sum);
    }

    /// Sums that [#norm(float[], int, int, double[])] keeps side by side.
    static final int STRANDS = 64;

    /// The Euclidean norm of `g[from .. to-1]`, summed in double precision in [#STRANDS] strands of fixed order, for
    /// which the caller lends the array.
    static double norm(float[] g, int from, int to, double[] strands) {
        Arrays.fill(strands, 0, STRANDS, 0);
        int i = from;
        for (; i <= to - STRANDS; i += STRANDS) {
            // The compiler turns a loop over sums side by side into vectors, one long sum never.
            for (int j = 0; j < STRANDS; j++) {
                double value = g[i + j];
                strands[j] += value * value;
            }
        }
        double sum = 0;
        for (; i < to; i++) {
            sum += (double) g[i] * g[i];
        }
        for (int j = 0; j < STRANDS; j++) {
            sum += strands[j];
        }
        return Math.sqrt(sum);
    }

    /// Shrinks a gradient of this norm to the norm `largest`, as [#byNorm(double, double[]...)] does.
    static void byNorm(double largest, double norm, float[] gradient) {
        float factor = (float) (largest / (norm + 1e-6));
        if (factor < 1) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= factor;
            }
        }
    }

    /// Moves each number into `−largest..largest`.
    static void byValue(double largest, float[] gradient) {
        float most = (float) largest;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = Math.max(-most, Math.min(most, gradient[i]));
        }
    }

    private static double squares(double[] g) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i <= g.length - 8; i += 8) {
            s0 += g[i] * g[i];
            s1 += g[i + 1] * g[i + 1];
            s2 += g[i + 2] * g[i + 2];
            s3 += g[i + 3] * g[i + 3];
            s4 += g[i + 4] * g[i + 4];
            s5 += g[i + 5] * g[i + 5];
            s6 += g[i + 6] * g[i + 6];
            s7 += g[i + 7] * g[i + 7];
        }
        for (; i < g.length; i++) {
            s0 += g[i] * g[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /// Moves each number into `−largest..largest`.
    public static void byValue(double largest, double[]... gradients) {
        Check.positive("largest value", largest);
        for (double[] gradient : gradients) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = Math.clamp(gradient[i], -largest, largest);
            }
        }
    }
}
