package org.tandemml.linear;

import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;
import org.tandemml.optimization.Objective;

/// The squared loss of linear regression out of the Gram matrix: `½·γᵀGγ − cᵀγ + yᵀy/2`. One pass over the rows makes G
/// and c; evaluations then cost p² operations, whatever the number of rows.
///
/// **Source**: the "covariance updates" of Friedman, Hastie and Tibshirani, JSS 33(1), 2010, section 2.2.
final class GramObjective implements Objective.WithHessian {
    private final DoubleKernels kernels = Kernels.doubles();
    private final int d;
    private final double[] gram;
    private final double[] products;
    private final double halfSquare;

    /// @param gram both triangles of G
    /// @param products c
    /// @param halfSquare yᵀy/2
    GramObjective(double[] gram, double[] products, double halfSquare) {
        d = products.length;
        this.gram = gram;
        this.products = products;
        this.halfSquare = halfSquare;
    }

    @Override
    public int dimension() {
        return d;
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        kernels.gemv(d, d, gram, 0, d, point, 0, gradient, 0);
        double value = halfSquare;
        for (int j = 0; j < d; j++) {
            value += point[j] * (gradient[j] / 2 - products[j]);
            gradient[j] -= products[j];
        }
        return value;
    }

    @Override
    public void hessian(int level, double[] into) {
        System.arraycopy(gram, 0, into, 0, d * d);
    }

    @Override
    public void hessian(int level, int[] variables, double[] into) {
        int m = variables.length;
        for (int i = 0; i < m; i++) {
            for (int j = i; j < m; j++) {
                into[i * m + j] = gram[variables[i] * d + variables[j]];
            }
        }
    }
}
