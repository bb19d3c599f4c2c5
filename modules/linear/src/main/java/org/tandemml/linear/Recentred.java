package org.tandemml.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;

/// Rows and scaling such that no column lies far from 0 in units of its own spread.
///
/// The solvers centre columns inside their sums, `Σ rᵢ·xᵢⱼ − centreⱼ·Σ rᵢ`, which loses the digits that mean and spread
/// are apart: none that matter for most data, all of them for a time in seconds since 1970. Data with such a column are
/// copied with the mean taken out of it, exactly but for one rounding of each cell; 8 bytes a dense cell, 12 a stored
/// one. A sparse column that far from 0 has next to no zeros (mean/spread > 1000 leaves a share of 1e-6), so those few
/// that it has are stored from then on.
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
        if (far.length == 0) {
            return new Recentred(design, scaling, scaling);
        }
        double[] shift = new double[p];
        for (int j : far) {
            shift[j] = scaling.centre[j];
        }
        Design near = Design.of(
                switch (features) {
                    case DenseMatrix dense -> moved(dense, far, shift);
                    case SparseMatrix sparse -> moved(sparse, far, shift);
                });
        Standardization inside = Standardization.of(near, schema, weights, intercept, standardize, loop);
        return new Recentred(near, inside, inside.movedBy(shift));
    }

    private static DenseMatrix moved(DenseMatrix from, int[] far, double[] shift) {
        int p = from.columns();
        double[] values = DenseMatrix.allocate(from.rows(), p);
        for (int i = 0; i < from.rows(); i++) {
            from.copyRow(i, values, i * p);
            for (int j : far) {
                values[i * p + j] -= shift[j];
            }
        }
        return new DenseMatrix(from.rows(), p, values);
    }

    private static SparseMatrix moved(SparseMatrix from, int[] far, double[] shift) {
        int most = Math.toIntExact(from.stored() + (long) far.length * from.rows());
        int[] starts = new int[from.rows() + 1];
        int[] indices = new int[most];
        double[] values = new double[most];
        int count = 0;
        for (int i = 0; i < from.rows(); i++) {
            int k = from.start(i);
            int end = from.end(i);
            int f = 0;
            while (k < end || f < far.length) {
                int stored = k < end ? from.indices()[k] : Integer.MAX_VALUE;
                int column = f < far.length ? Math.min(stored, far[f]) : stored;
                indices[count] = column;
                values[count++] = (stored == column ? from.values()[k] : 0) - shift[column];
                k += stored == column ? 1 : 0;
                f += f < far.length && far[f] == column ? 1 : 0;
            }
            starts[i + 1] = count;
        }
        return new SparseMatrix(from.columns(), starts, Arrays.copyOf(indices, count), Arrays.copyOf(values, count));
    }

    /// The same with one column held out of the fit.
    Recentred without(int column) {
        Standardization inside = scaling.without(column);
        return new Recentred(design, inside, original == scaling ? inside : original.without(column));
    }
}
