package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;

/// Makes data harder in a known way: columns that say nothing, and columns that are mixed.
///
/// Trees and selections should mind the first little and the second much, distances the other way round. The same seed
/// gives the same bits; only `+ − · / √` and `StrictMath` are used.
public final class Disguise {
    private static final int MOST_ROTATED = 2000;

    private Disguise() {}

    /// `data` with `count` more columns `useless1, useless2, …` of standard normal numbers. **Cost**: O(n·(p + count)).
    /// **Errors**: [InputException] for sparse data.
    public static Dataset withUseless(Dataset data, int count, long seed) {
        Check.atLeast("count of useless columns", count, 0);
        int p = data.columns();
        int q = Math.addExact(p, count);
        refuseSparse(data);
        double[] values = DenseMatrix.allocate(data.rows(), q);
        List<Column> columns = new ArrayList<>(data.schema().columns());
        for (int k = 1; k <= count; k++) {
            columns.add(new Column.Numeric("useless" + k));
        }
        Seed seeds = new Seed(seed).child("useless");
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, values, i * q);
            Seed.Stream random = seeds.child(i).stream();
            for (int j = p; j < q; j++) {
                values[i * q + j] = random.nextGaussian();
            }
        }
        return data.withFeatures(new Schema(columns), new DenseMatrix(data.rows(), q, values));
    }

    /// `data` with its columns turned by a random rotation or reflection, every one equally likely, named `r1, r2, …`:
    /// lengths and distances of rows stay. **Source**: Stewart, "The efficient generation of random orthogonal matrices
    /// with an application to condition estimators", *SIAM J. Numer. Anal.* 17(3), 1980. **Cost**: O(n·p² + p³).
    /// **Errors**: [InputException] for sparse data, categories, and more than 2,000 columns.
    public static Dataset rotated(Dataset data, long seed) {
        int p = data.columns();
        refuseSparse(data);
        if (data.schema().hasCategories()) {
            throw new InputException("columns of categories cannot be rotated: encode them first");
        }
        if (p > MOST_ROTATED) {
            throw new InputException("at most " + MOST_ROTATED + " columns can be rotated, the data have " + p);
        }
        double[] q = orthogonal(p, new Seed(seed).child("rotation").stream());
        double[] values = DenseMatrix.allocate(data.rows(), p);
        double[] row = new double[p];
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, row, 0);
            for (int k = 0; k < p; k++) {
                values[i * p + k] = product(q, k * p, row, p);
            }
        }
        String[] names = new String[p];
        for (int k = 0; k < p; k++) {
            names[k] = "r" + (k + 1);
        }
        return data.withFeatures(Schema.numeric(names), new DenseMatrix(data.rows(), p, values));
    }

    /// Orthonormal rows from normal ones by Gram and Schmidt, each row twice for the last digits.
    private static double[] orthogonal(int p, Seed.Stream random) {
        double[] q = new double[p * p];
        double[] row = new double[p];
        for (int k = 0; k < p; k++) {
            for (int j = 0; j < p; j++) {
                row[j] = random.nextGaussian();
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int l = 0; l < k; l++) {
                    double along = product(q, l * p, row, p);
                    for (int j = 0; j < p; j++) {
                        row[j] -= along * q[l * p + j];
                    }
                }
                double length = Math.sqrt(product(row, 0, row, p));
                for (int j = 0; j < p; j++) {
                    row[j] /= length;
                }
            }
            System.arraycopy(row, 0, q, k * p, p);
        }
        return q;
    }

    private static double product(double[] a, int at, double[] b, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += a[at + j] * b[j];
        }
        return sum;
    }

    private static void refuseSparse(Dataset data) {
        if (data.features() instanceof SparseMatrix) {
            throw new InputException("sparse data cannot be disguised: their zeros would fill up");
        }
    }
}
