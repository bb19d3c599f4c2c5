package org.tandemml.optimization;

import java.util.Optional;

/// A differentiable function of d numbers to be minimised; value and gradient come from one pass over the data.
///
/// An objective may remember its latest point: the second derivatives of its sub-types are those at the point of the
/// latest [#evaluate]. It is used by one search at a time.
public interface Objective {
    /// The number d of variables.
    int dimension();

    /// Returns the value at `point` and writes the gradient to `gradient`. A value that is not finite marks a point
    /// outside the domain; searches step back from it. `point` is not changed or kept.
    double evaluate(double[] point, double[] gradient);

    /// Why the search should end at the latest point although the gradient is not small yet, such as an optimum at
    /// infinity; the search then counts as not converged.
    default Optional<String> reasonToStop() {
        return Optional.empty();
    }

    /// An objective whose Hessian can be written down, for few variables.
    interface WithHessian extends Objective {
        /// Number of approximations of the Hessian, the exact one included; at least 1.
        default int hessianLevels() {
            return 1;
        }

        /// Sets the upper triangle of the row-major d × d matrix `into` to the Hessian at the latest point: exactly for
        /// the last level, more cheaply and roughly (from fewer rows or digits) for lower ones.
        void hessian(int level, double[] into);

        /// Sets the upper triangle of the row-major m × m matrix `into` to the rows and columns of the Hessian that
        /// belong to `variables`, m of them in ascending order. Unless overridden, out of the whole one.
        default void hessian(int level, int[] variables, double[] into) {
            int d = dimension();
            int m = variables.length;
            double[] whole = new double[d * d];
            hessian(level, whole);
            for (int i = 0; i < m; i++) {
                for (int j = i; j < m; j++) {
                    into[i * m + j] = whole[variables[i] * d + variables[j]];
                }
            }
        }
    }

    /// An objective of sparse columns, whose quadratic model can be walked along one variable after the other without
    /// the Hessian ever being written down: for many variables in the working set.
    interface WithColumns extends WithHessian {
        /// Whether walking is quicker than the Hessian of `m` variables.
        boolean columnsAreCheaper(int m);

        /// The model at the latest point, with no variable moved yet; it ends the one before.
        ColumnModel columnModel();
    }

    /// The quadratic model `½·sᵀHs` of steps s from the point where it was made.
    interface ColumnModel {
        /// Component j of the diagonal of H, 0 for a variable that cannot matter.
        double curvature(int j);

        /// Component j of H·s.
        double slope(int j);

        /// Changes component j of s.
        void move(int j, double by);

        /// `sᵀHs`.
        double energy();
    }

    /// An objective that multiplies its Hessian by a vector, for many variables.
    interface WithHessianProduct extends Objective {
        /// Sets `product` to `H·vector` at the latest point.
        void hessianTimes(double[] vector, double[] product);

        /// Sets `diagonal` to positive numbers near the diagonal of H at the latest point.
        void hessianDiagonal(double[] diagonal);
    }
}
