package org.tandemml.kmeans;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.Clustering;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Centroids, and the clusters of the rows they were found from: what [KMeans] learns.
///
/// The distance of a row to a cluster is the Euclidean one to its centroid; of a spherical model `1 − cos`; of one that
/// takes missing values the partial one, infinite for a row without any value.
public final class KMeansModel implements Clustering {
    private static final int BLOCK = 256;

    private final Schema schema;
    private final int k;
    private final double[] centroids;
    private final int[] sizes;
    private final double[] inertia;
    private final int[] labels;
    private final boolean spherical;
    private final boolean missing;
    private final FitReport report;
    private final Provenance provenance;
    private final DoubleKernels kernels = Kernels.doubles();

    KMeansModel(
            Schema schema,
            double[] centroids,
            int[] sizes,
            double[] inertia,
            int[] labels,
            boolean spherical,
            boolean missing,
            FitReport report,
            Provenance provenance) {
        k = sizes.length;
        Check.atLeast("clusters", k, 1);
        Check.length("centroids", centroids.length, Math.multiplyExact(k, schema.size()));
        Check.length("inertia", inertia.length, k);
        for (double value : centroids) {
            Check.finite("centroid", value);
        }
        for (int label : labels) {
            if (label < -1 || label >= k) {
                throw new InputException("the cluster of a row must be -1 to " + (k - 1) + ", was " + label);
            }
        }
        this.schema = schema;
        this.centroids = centroids;
        this.sizes = sizes;
        this.inertia = inertia;
        this.labels = labels;
        this.spherical = spherical;
        this.missing = missing;
        this.report = report;
        this.provenance = provenance;
    }

    /// The centroids, k × p, as a copy.
    public DenseMatrix centroids() {
        return new DenseMatrix(k, schema.size(), centroids.clone());
    }

    /// The number of training rows in each cluster, as a copy.
    public int[] sizes() {
        return sizes.clone();
    }

    /// The inertia of each cluster, as a copy.
    public double[] inertiaOfClusters() {
        return inertia.clone();
    }

    /// The inertia of all.
    public double inertia() {
        return report.objective();
    }

    /// The cluster of each training row, as a copy; -1 for rows of weight 0.
    public int[] labels() {
        return labels.clone();
    }

    /// Whether rows count by direction only.
    public boolean spherical() {
        return spherical;
    }

    /// Whether rows with missing values are taken.
    public boolean missing() {
        return missing;
    }

    @Override
    public int clusters() {
        return k;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public FitReport report() {
        return report;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void distances(double[] row, double[] out) {
        checkWidth(row.length);
        distances(row.clone(), 0, 0, out, 0);
    }

    private void distances(double[] row, int offset, int number, double[] out, int at) {
        int p = schema.size();
        if (spherical) {
            double scale = Rows.inverseLength(row, offset, p, number);
            for (int j = offset; j < offset + p; j++) {
                row[j] *= scale;
            }
        }
        for (int c = 0; c < k; c++) {
            double d = missing
                    ? Rows.partialDistance(row, offset, centroids, c * p, p)
                    : kernels.squaredDistance(row, offset, centroids, c * p, p);
            out[at + c] = spherical ? d / 2 : Math.sqrt(d);
        }
    }

    @Override
    public DenseMatrix distances(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        int n = rows.rows();
        double[] out = DenseMatrix.allocate(n, k);
        loop.forWork(3.0 * n * centroids.length).run((n + BLOCK - 1) / BLOCK, block -> {
            double[] row = new double[schema.size()];
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
                rows.copyRow(i, row, 0);
                distances(row, 0, i, out, i * k);
            }
        });
        return new DenseMatrix(n, k, out);
    }

    @Override
    public int[] assign(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        int n = rows.rows();
        int[] assigned = new int[n];
        loop.forWork(3.0 * n * centroids.length).run((n + BLOCK - 1) / BLOCK, block -> {
            double[] row = new double[schema.size()];
            double[] out = new double[k];
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
                rows.copyRow(i, row, 0);
                distances(row, 0, i, out, 0);
                assigned[i] = Clustering.indexOfLeast(out, 0, k);
            }
        });
        return assigned;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KMeansModel that
                && schema.equals(that.schema)
                && Arrays.equals(centroids, that.centroids)
                && Arrays.equals(sizes, that.sizes)
                && Arrays.equals(inertia, that.inertia)
                && Arrays.equals(labels, that.labels)
                && spherical == that.spherical
                && missing == that.missing
                && report.equals(that.report)
                && provenance.equals(that.provenance);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(centroids);
    }

    @Override
    public String toString() {
        return "KMeansModel[" + k + " clusters of " + Arrays.toString(sizes) + " rows, " + report + "]";
    }
}
