package org.tandemml.nn;

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

    /// The Euclidean norm of all parts together.
    public static double norm(double[]... gradients) {
        double sum = 0;
        for (double[] gradient : gradients) {
            for (double g : gradient) {
                sum += g * g;
            }
        }
        return Math.sqrt(sum);
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
