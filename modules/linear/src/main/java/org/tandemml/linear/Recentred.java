package org.tandemml.linear;

import java.util.stream.IntStream;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;

/// Rows and scaling such that no column lies far from 0 in units of its own spread.
///
/// The solvers centre columns inside their sums, `Σ rᵢ·xᵢⱼ − centreⱼ·Σ rᵢ`, which loses the digits that mean and spread
/// are apart: none that matter for most data, all of them for a time in seconds since 1970. Dense data with such a
/// column are copied with the mean taken out of it, exactly but for one rounding of each cell; 8 bytes a cell.
///
/// @param design the rows that the solver sees
/// @param scaling of these rows
/// @param original leads from the solver's coefficients to those of the columns as they were
record Recentred(Design design, Standardization scaling, Standardization original) {
    /// A loss of 3 of 16 digits, squared in the Hessian: what the tolerances of the solvers bear.
    private static final double FAR = 1e3;

    static Recentred of(
            Matrix features, Schema schema, double[] weights, boolean intercept, boolean standardize, Parallel loop) {
        Design design = Design.of(features);
        Standardization scaling = Standardization.of(design, schema, weights, intercept, standardize, loop);
        int p = scaling.columns;
        int[] far = IntStream.range(0, p)
                .filter(j -> Math.abs(scaling.centre[j]) * scaling.inverseScale[j] > FAR)
                .toArray();
        if (!(features instanceof DenseMatrix) || far.length == 0) {
            return new Recentred(design, scaling, scaling);
        }
        double[] shift = new double[p];
        for (int j : far) {
            shift[j] = scaling.centre[j];
        }
        double[] values = DenseMatrix.allocate(features.rows(), p);
        for (int i = 0; i < features.rows(); i++) {
            design.copyRow(i, values, i * p);
            for (int j : far) {
                values[i * p + j] -= shift[j];
            }
        }
        Design near = Design.of(new DenseMatrix(features.rows(), p, values));
        Standardization inside = Standardization.of(near, schema, weights, intercept, standardize, loop);
        return new Recentred(near, inside, inside.movedBy(shift));
    }

    /// The same with one column held out of the fit.
    Recentred without(int column) {
        Standardization inside = scaling.without(column);
        return new Recentred(design, inside, original == scaling ? inside : original.without(column));
    }
}
