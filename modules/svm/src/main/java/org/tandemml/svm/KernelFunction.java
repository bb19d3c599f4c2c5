package org.tandemml.svm;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// A kernel with its numbers, evaluated in double.
record KernelFunction(Kernel kernel, double gamma, int degree, double coef0) {
    private static final DoubleKernels DOUBLES = Kernels.doubles();

    /// The kernel of two dense rows.
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
            case LINEAR, POLYNOMIAL, SIGMOID -> ofDot(name, DOUBLES.dot(x, 0, y, 0, n));
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

    double ofDot(Kernel.Named name, double dot) {
        return switch (name) {
            case LINEAR -> dot;
            case POLYNOMIAL -> power(gamma * dot + coef0, degree);
            case SIGMOID -> Math.tanh(gamma * dot + coef0);
            default -> throw new IllegalStateException(name + " is not a function of a product");
        };
    }

    /// Writes the kernels of row i of `x` with the rows `js[0..count-1]` of `y`.
    void row(Matrix x, int i, Matrix y, int[] js, int count, double[] out) {
        if (kernel == Kernel.Named.PRECOMPUTED) {
            for (int k = 0; k < count; k++) {
                out[k] = x.get(i, js[k]);
            }
            return;
        }
        double[] own = new double[x.columns()];
        x.copyRow(i, own, 0);
        if (!byProducts()) {
            double[] other = new double[own.length];
            for (int k = 0; k < count; k++) {
                y.copyRow(js[k], other, 0);
                out[k] = of(own, other);
            }
            return;
        }
        boolean rbf = kernel == Kernel.Named.RBF;
        switch (y) {
            case DenseMatrix dense -> {
                for (int k = 0; k < count; k++) {
                    int at = dense.offset(js[k]);
                    out[k] = rbf
                            ? -gamma * DOUBLES.squaredDistance(own, 0, dense.values(), at, own.length)
                            : DOUBLES.dot(own, 0, dense.values(), at, own.length);
                }
            }
            case SparseMatrix sparse -> {
                double square = DOUBLES.dot(own, 0, own, 0, own.length);
                for (int k = 0; k < count; k++) {
                    double dot = dot(own, sparse, js[k]);
                    out[k] = rbf ? -gamma * Math.max(0, square + squares(sparse, js[k]) - 2 * dot) : dot;
                }
            }
        }
        if (rbf) {
            DOUBLES.exp(out, 0, out, 0, count);
        } else if (kernel != Kernel.Named.LINEAR) {
            for (int k = 0; k < count; k++) {
                out[k] = ofDot((Kernel.Named) kernel, out[k]);
            }
        }
    }

    private static double dot(double[] x, SparseMatrix y, int j) {
        double sum = 0;
        for (int c = y.start(j); c < y.end(j); c++) {
            sum = Math.fma(y.values()[c], x[y.indices()[c]], sum);
        }
        return sum;
    }

    private static double squares(SparseMatrix y, int j) {
        double sum = 0;
        for (int c = y.start(j); c < y.end(j); c++) {
            sum = Math.fma(y.values()[c], y.values()[c], sum);
        }
        return sum;
    }

    /// Refuses a kernel value that is no number, naming the two rows, counted from 0.
    void check(double value, int i, int j) {
        if (!Double.isFinite(value)) {
            throw new InputException("the kernel " + kernel + " of rows " + (i + 1) + " and " + (j + 1)
                    + " must be a finite number, was " + value
                    + (kernel instanceof Kernel.Custom ? "" : ": scale the columns, or choose another kernel"));
        }
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

    /// Whether tiles of products make this kernel.
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

    boolean linear() {
        return kernel == Kernel.Named.LINEAR;
    }
}
