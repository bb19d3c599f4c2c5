package org.tandemml.optimization;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Test functions with known minima, and one way to run every method on them.
final class Functions {
    private Functions() {}

    /// `Σ 100·(x₂ᵢ − x₂ᵢ₋₁²)² + (1 − x₂ᵢ₋₁)²`; minimum 0 at (1, …, 1). Source: Moré, Garbow and Hillstrom, *Testing
    /// unconstrained optimization software*, ACM TOMS 7(1), 1981, problem 21.
    record Rosenbrock(int dimension, double[] latest) implements Objective.WithHessian, Objective.WithHessianProduct {
        Rosenbrock(int dimension) {
            this(dimension, new double[dimension]);
        }

        /// The customary start (−1.2, 1, −1.2, 1, …).
        double[] start() {
            return IntStream.range(0, dimension)
                    .mapToDouble(i -> i % 2 == 0 ? -1.2 : 1)
                    .toArray();
        }

        @Override
        public double evaluate(double[] x, double[] gradient) {
            System.arraycopy(x, 0, latest, 0, dimension);
            double value = 0;
            for (int i = 0; i < dimension; i += 2) {
                double a = x[i + 1] - x[i] * x[i];
                double b = 1 - x[i];
                value += 100 * a * a + b * b;
                gradient[i] = -400 * a * x[i] - 2 * b;
                gradient[i + 1] = 200 * a;
            }
            return value;
        }

        @Override
        public void hessian(int level, double[] into) {
            Arrays.fill(into, 0);
            for (int i = 0; i < dimension; i += 2) {
                double x = latest[i];
                into[i * dimension + i] = 1200 * x * x - 400 * latest[i + 1] + 2;
                into[i * dimension + i + 1] = -400 * x;
                into[(i + 1) * dimension + i + 1] = 200;
            }
        }

        @Override
        public void hessianTimes(double[] v, double[] product) {
            for (int i = 0; i < dimension; i += 2) {
                double x = latest[i];
                product[i] = (1200 * x * x - 400 * latest[i + 1] + 2) * v[i] - 400 * x * v[i + 1];
                product[i + 1] = -400 * x * v[i] + 200 * v[i + 1];
            }
        }

        @Override
        public void hessianDiagonal(double[] diagonal) {
            for (int i = 0; i < dimension; i += 2) {
                diagonal[i] = Math.max(1, 1200 * latest[i] * latest[i] - 400 * latest[i + 1] + 2);
                diagonal[i + 1] = 200;
            }
        }
    }

    /// `Σ scaleᵢ·(xᵢ − 1)²/2`; minimum 0 at (1, …, 1), condition max/min of the scales.
    record Quadratic(double[] scale) implements Objective.WithHessian, Objective.WithHessianProduct {
        @Override
        public int dimension() {
            return scale.length;
        }

        @Override
        public double evaluate(double[] x, double[] gradient) {
            double value = 0;
            for (int i = 0; i < scale.length; i++) {
                double d = x[i] - 1;
                gradient[i] = scale[i] * d;
                value += scale[i] * d * d / 2;
            }
            return value;
        }

        @Override
        public void hessian(int level, double[] into) {
            Arrays.fill(into, 0);
            for (int i = 0; i < scale.length; i++) {
                into[i * scale.length + i] = scale[i];
            }
        }

        @Override
        public void hessianTimes(double[] v, double[] product) {
            Arrays.setAll(product, i -> scale[i] * v[i]);
        }

        @Override
        public void hessianDiagonal(double[] diagonal) {
            System.arraycopy(scale, 0, diagonal, 0, scale.length);
        }
    }

    /// `(x² + 3y²)/2`, open for tests to change.
    static class Bowl implements Objective.WithHessian, Objective.WithHessianProduct {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double evaluate(double[] x, double[] gradient) {
            gradient[0] = x[0];
            gradient[1] = 3 * x[1];
            return (x[0] * x[0] + 3 * x[1] * x[1]) / 2;
        }

        @Override
        public void hessian(int level, double[] into) {
            into[0] = 1;
            into[1] = 0;
            into[3] = 3;
        }

        @Override
        public void hessianTimes(double[] v, double[] product) {
            product[0] = v[0];
            product[1] = 3 * v[1];
        }

        @Override
        public void hessianDiagonal(double[] diagonal) {
            diagonal[0] = 1;
            diagonal[1] = 3;
        }
    }

    /// `Σᵢ log(1 + exp(−sᵢ·aᵢ·x)) + ‖x‖²/20` on six fixed rows in two variables.
    static final class Logistic implements Objective.WithHessian, Objective.WithHessianProduct {
        private static final double[][] ROWS = {{1, 2}, {2, -1}, {-1, 1}, {-2, -3}, {0.5, 0.5}, {3, 1}};
        private static final double[] SIGN = {1, 1, -1, -1, -1, 1};
        private final double[] hessian = new double[4];

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double evaluate(double[] x, double[] gradient) {
            double value = (x[0] * x[0] + x[1] * x[1]) / 20;
            gradient[0] = x[0] / 10;
            gradient[1] = x[1] / 10;
            Arrays.fill(hessian, 0);
            hessian[0] = 0.1;
            hessian[3] = 0.1;
            for (int i = 0; i < SIGN.length; i++) {
                double[] a = ROWS[i];
                double m = SIGN[i] * (a[0] * x[0] + a[1] * x[1]);
                double q = 1 / (1 + Math.exp(m));
                value += Math.log1p(Math.exp(-m));
                for (int j = 0; j < 2; j++) {
                    gradient[j] -= SIGN[i] * q * a[j];
                    for (int k = 0; k < 2; k++) {
                        hessian[2 * j + k] += q * (1 - q) * a[j] * a[k];
                    }
                }
            }
            return value;
        }

        @Override
        public void hessian(int level, double[] into) {
            System.arraycopy(hessian, 0, into, 0, 4);
        }

        @Override
        public void hessianTimes(double[] v, double[] product) {
            product[0] = hessian[0] * v[0] + hessian[1] * v[1];
            product[1] = hessian[2] * v[0] + hessian[3] * v[1];
        }

        @Override
        public void hessianDiagonal(double[] diagonal) {
            diagonal[0] = hessian[0];
            diagonal[1] = hessian[3];
        }
    }
}
