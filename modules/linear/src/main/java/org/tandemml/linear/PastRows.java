package org.tandemml.linear;

import java.util.Arrays;
import java.util.Optional;
import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.optimization.Objective;

/// What a stream remembers of rows that it no longer keeps: their loss as a quadratic function of the point,
/// `½·xᵀAx − bᵀx` and a constant, expanded where the optimum was when they were let go.
///
/// The sum of weights times losses, without the penalty, which changes with the deviations of the columns. Never
/// written to again once made.
///
/// **Source**: the Laplace approximation in sequence, as in Spiegelhalter and Lauritzen, *Sequential updating of
/// conditional probabilities on directed graphical structures*, Networks 20, 1990, section 5.
///
/// @param weights Σ of the weights of the rows of each class
/// @param curvature upper triangle of A, row-major d × d; empty if there are no rows
/// @param slope b
record PastRows(double[] weights, double[] curvature, double[] slope) {
    static PastRows none(int classes) {
        return new PastRows(new double[classes], new double[0], new double[0]);
    }

    double weight() {
        return Arrays.stream(weights).sum();
    }

    boolean isEmpty() {
        return slope.length == 0;
    }

    /// With more rows, whose loss has been evaluated last at `point`: its gradient there, the upper triangle of its
    /// Hessian, and what to multiply both by.
    PastRows plus(double[] point, double[] gradient, double[] hessian, double factor, double[] classWeights) {
        int d = point.length;
        double[] ofClasses = weights.clone();
        double[] a = isEmpty() ? new double[d * d] : curvature.clone();
        double[] b = isEmpty() ? new double[d] : slope.clone();
        for (int k = 0; k < ofClasses.length; k++) {
            ofClasses[k] += classWeights[k];
        }
        for (int i = 0; i < d; i++) {
            b[i] -= factor * gradient[i];
            for (int j = i; j < d; j++) {
                double h = factor * hessian[i * d + j];
                a[i * d + j] += h;
                b[i] += h * point[j];
                if (j > i) {
                    b[j] += h * point[i];
                }
            }
        }
        return new PastRows(ofClasses, a, b);
    }

    /// With those that `that` remembers.
    PastRows plus(PastRows that) {
        if (isEmpty() || that.isEmpty()) {
            return isEmpty() ? that : this;
        }
        return new PastRows(sum(weights, that.weights), sum(curvature, that.curvature), sum(slope, that.slope));
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    /// The loss of these rows alone, times `factor`.
    Objective.WithHessian alone(double factor) {
        return beside(new Nothing(slope.length), factor);
    }

    /// The loss of no rows.
    private record Nothing(int dimension) implements Objective.WithHessian {
        @Override
        public double evaluate(double[] point, double[] gradient) {
            Arrays.fill(gradient, 0);
            return 0;
        }

        @Override
        public void hessian(int level, double[] into) {
            Arrays.fill(into, 0);
        }

        @Override
        public void hessian(int level, int[] variables, double[] into) {
            Arrays.fill(into, 0, variables.length * variables.length, 0);
        }
    }

    void write(String name, Fields.Writer out) {
        out.numbers(name + "_weights", weights.clone());
        out.numbers(name + "_slope", slope.clone());
        out.numbers(name + "_curvature", curvature.clone());
    }

    /// Reads what [#write] wrote, of points of `width` numbers.
    static PastRows read(String name, Fields.Reader in, int classes, int width) {
        double[] weights = finite(in, name + "_weights", classes);
        boolean none = Arrays.stream(weights).sum() == 0;
        return new PastRows(
                weights,
                finite(in, name + "_curvature", none ? 0 : Math.multiplyExact(width, width)),
                finite(in, name + "_slope", none ? 0 : width));
    }

    private static double[] finite(Fields.Reader in, String name, int count) {
        double[] values = in.numbers(name, count);
        for (double value : values) {
            Check.finite(name, value);
        }
        return values;
    }

    boolean same(PastRows that) {
        return Arrays.equals(weights, that.weights)
                && Arrays.equals(slope, that.slope)
                && Arrays.equals(curvature, that.curvature);
    }

    /// The loss of these rows, times `factor`, beside that of others.
    Objective.WithHessian beside(Objective.WithHessian others, double factor) {
        return new Both(others, this, factor);
    }

    private double evaluate(double[] point, double factor, double[] gradient) {
        int d = point.length;
        double[] product = new double[d];
        for (int i = 0; i < d; i++) {
            product[i] += curvature[i * d + i] * point[i];
            for (int j = i + 1; j < d; j++) {
                double h = curvature[i * d + j];
                product[i] += h * point[j];
                product[j] += h * point[i];
            }
        }
        double value = 0;
        for (int i = 0; i < d; i++) {
            value += point[i] * (product[i] / 2 - slope[i]);
            gradient[i] += factor * (product[i] - slope[i]);
        }
        return factor * value;
    }

    private record Both(Objective.WithHessian others, PastRows past, double factor) implements Objective.WithHessian {
        @Override
        public int dimension() {
            return others.dimension();
        }

        @Override
        public double evaluate(double[] point, double[] gradient) {
            return others.evaluate(point, gradient) + past.evaluate(point, factor, gradient);
        }

        @Override
        public Optional<String> reasonToStop() {
            return Optional.empty();
        }

        @Override
        public int hessianLevels() {
            return others.hessianLevels();
        }

        @Override
        public void hessian(int level, double[] into) {
            others.hessian(level, into);
            for (int i = 0; i < into.length; i++) {
                into[i] += factor * past.curvature[i];
            }
        }

        @Override
        public void hessian(int level, int[] variables, double[] into) {
            others.hessian(level, variables, into);
            int m = variables.length;
            int d = dimension();
            for (int i = 0; i < m; i++) {
                for (int j = i; j < m; j++) {
                    into[i * m + j] += factor * past.curvature[variables[i] * d + variables[j]];
                }
            }
        }
    }
}
