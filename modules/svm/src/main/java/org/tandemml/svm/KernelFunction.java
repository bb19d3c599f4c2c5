package org.tandemml.svm;

import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// A kernel with its numbers, evaluated in double on two dense rows.
record KernelFunction(Kernel kernel, double gamma, int degree, double coef0) {
    private static final DoubleKernels DOUBLES = Kernels.doubles();

    double of(double[] x, double[] y) {
        return of(kernel, x, y);
    }

    private double of(Kernel part, double[] x, double[] y) {
        return switch (part) {
            case Kernel.Named named -> named(named, x, y);
            case Kernel.Custom custom -> custom.function().of(x, y);
            case Kernel.Sum sum -> {
                double total = 0;
                for (Kernel k : sum.parts()) {
                    total += of(k, x, y);
                }
                yield total;
            }
            case Kernel.Product product -> {
                double total = 1;
                for (Kernel k : product.parts()) {
                    total *= of(k, x, y);
                }
                yield total;
            }
        };
    }

    private double named(Kernel.Named name, double[] x, double[] y) {
        int n = x.length;
        return switch (name) {
            case RBF -> Math.exp(-gamma * DOUBLES.squaredDistance(x, 0, y, 0, n));
            case LINEAR -> DOUBLES.dot(x, 0, y, 0, n);
            case POLYNOMIAL -> power(gamma * DOUBLES.dot(x, 0, y, 0, n) + coef0, degree);
            case SIGMOID -> Math.tanh(gamma * DOUBLES.dot(x, 0, y, 0, n) + coef0);
            case LAPLACIAN -> {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += Math.abs(x[j] - y[j]);
                }
                yield Math.exp(-gamma * sum);
            }
            case CHI_SQUARED -> {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    double d = x[j] - y[j];
                    double s = x[j] + y[j];
                    sum += s == 0 ? 0 : d * d / s;
                }
                yield Math.exp(-gamma * sum);
            }
            case PRECOMPUTED -> throw new IllegalStateException("a precomputed kernel has no function of rows");
        };
    }

    static double power(double base, int degree) {
        double result = 1;
        double square = base;
        for (int d = degree; d > 0; d >>= 1) {
            if ((d & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    /// Whether float tiles of products make this kernel.
    boolean byProducts() {
        return kernel instanceof Kernel.Named named
                && (named == Kernel.Named.RBF
                        || named == Kernel.Named.LINEAR
                        || named == Kernel.Named.POLYNOMIAL
                        || named == Kernel.Named.SIGMOID);
    }

    /// Whether the kernel does not change when all rows move by one vector.
    boolean shiftInvariant() {
        return kernel == Kernel.Named.RBF;
    }
}
