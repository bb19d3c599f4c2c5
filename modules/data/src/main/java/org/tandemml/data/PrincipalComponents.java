package org.tandemml.data;

import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// What [Pca] learned: `z = V·(x − mean) / scale`, columns `pc1, pc2, …`. Turned back, `x = Vᵀ·(z·scale) + mean`, the
/// nearest point in the space of the kept directions.
///
/// Rows pass in blocks through a matrix product whose bits do not depend on the block; a row alone needs a buffer,
/// which each thread keeps for itself.
public final class PrincipalComponents extends FittedStep implements Invertible {
    private static final int BLOCK_VALUES = 1 << 18;

    private final int p;
    private final int count;
    private final double[] mean;
    private final double[] directions;
    private final double[] variances;
    private final double[] scales;
    private final double totalVariance;
    private final Schema output;
    private final ThreadLocal<double[]> buffer;

    PrincipalComponents(
            Origin origin, double[] mean, double[] directions, double[] variances, double[] scales, double total) {
        super(origin);
        this.p = mean.length;
        this.count = scales.length;
        this.mean = mean;
        this.directions = directions;
        this.variances = variances;
        this.scales = scales;
        this.totalVariance = total;
        String[] names = new String[count];
        Arrays.setAll(names, k -> "pc" + (k + 1));
        this.output = Schema.numeric(names);
        this.buffer = ThreadLocal.withInitial(() -> new double[p]);
    }

    /// The mean of each column.
    public double[] mean() {
        return mean.clone();
    }

    /// The directions V, one a row, count × p.
    public DenseMatrix directions() {
        return new DenseMatrix(count, p, directions.clone());
    }

    /// The variance along each direction, descending.
    public double[] variances() {
        return variances.clone();
    }

    /// The share of each direction in the variance of all columns together.
    public double[] varianceShares() {
        return Arrays.stream(variances)
                .map(v -> totalVariance > 0 ? v / totalVariance : 0)
                .toArray();
    }

    /// The sum of the variances of all columns.
    public double totalVariance() {
        return totalVariance;
    }

    /// What each coordinate is divided by: 1 unless whitened.
    public double[] scales() {
        return scales.clone();
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public void transform(double[] row, double[] out) {
        checkWidth(row.length);
        double[] centred = buffer.get();
        for (int j = 0; j < p; j++) {
            centred[j] = row[j] - mean[j];
        }
        project(1, centred, out, 0);
    }

    @Override
    public Matrix transform(Matrix rows) {
        checkWidth(rows.columns());
        double[] values = DenseMatrix.allocate(rows.rows(), count);
        int size = Math.clamp(BLOCK_VALUES / p, 1, Math.max(1, rows.rows()));
        double[] centred = new double[size * p];
        for (int first = 0; first < rows.rows(); first += size) {
            int block = Math.min(size, rows.rows() - first);
            for (int r = 0; r < block; r++) {
                rows.copyRow(first + r, centred, r * p);
                for (int j = 0; j < p; j++) {
                    centred[r * p + j] -= mean[j];
                }
            }
            project(block, centred, values, first * count);
        }
        return new DenseMatrix(rows.rows(), count, values);
    }

    private void project(int rows, double[] centred, double[] out, int at) {
        DoubleKernels kernels = Kernels.doubles();
        kernels.gemm(
                rows,
                count,
                p,
                1,
                centred,
                0,
                p,
                false,
                directions,
                0,
                p,
                true,
                0,
                out,
                at,
                count,
                BlockLoop.SEQUENTIAL);
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < count; k++) {
                out[at + r * count + k] /= scales[k];
            }
        }
    }

    @Override
    public void inverse(double[] row, double[] out) {
        checkOutputWidth(row.length);
        reconstruct(row, out, 0);
    }

    @Override
    public Matrix inverse(Matrix rows) {
        checkOutputWidth(rows.columns());
        double[] values = DenseMatrix.allocate(rows.rows(), p);
        double[] row = new double[count];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            reconstruct(row, values, i * p);
        }
        return new DenseMatrix(rows.rows(), p, values);
    }

    private void reconstruct(double[] row, double[] out, int at) {
        System.arraycopy(mean, 0, out, at, p);
        for (int k = 0; k < count; k++) {
            Kernels.doubles().axpy(row[k] * scales[k], directions, k * p, out, at, p);
        }
    }
}
