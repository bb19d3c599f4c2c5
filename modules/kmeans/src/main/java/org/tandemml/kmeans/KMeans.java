package org.tandemml.kmeans;

import java.util.function.Consumer;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// k-means: k centroids such that the weighted squared distances of the rows to the nearest one sum to little, the
/// **inertia** `Σ wᵢ·min_c ‖xᵢ − c‖²`.
///
/// Lloyd's iterations from seeded centroids lead to a local optimum; of several runs the one of least inertia is kept.
/// With `spherical` rows count by their direction: `Σ wᵢ·min_c (1 − cos(xᵢ, c))`. Clusters are numbered in the order in
/// which their first row appears. The target of the data is not looked at.
///
/// With `missing` a row counts by the columns that it has: its squared distance is `p/pᵢ·Σ (xⱼ − cⱼ)²` over its pᵢ
/// values (Dixon, IEEE Trans. SMC 9(10), 1979), and it weighs `p/pᵢ` in the means of those columns, so that both steps
/// still lower the same sum.
///
/// Columns of large scale drown the others; a note names them. Put `Standardize` before it if units differ.
///
/// **Source**: Lloyd, IEEE Trans. Inf. Theory 28(2), 1982; seeding: [Initialization]; spherical: Dhillon and Modha,
/// *Concept decompositions for large sparse text data using clustering*, Machine Learning 42, 2001. **Shapes**: n × p,
/// dense or sparse. **Cost**: 2·n·k·p operations an iteration at most, see [Acceleration]; memory at most 16 bytes a
/// row and 64 MB beyond the data. **Determinism**: same data, same seed, same bits, for any number of threads.
/// **Errors**: `InputException` for k below 1, fewer distinct points than k (saying how many there are), categories,
/// missing or infinite features, rows of zeros when spherical.
///
/// @param k how many clusters
/// @param initialization where the centroids begin
/// @param runs runs of which the best is kept
/// @param spherical whether rows count by direction only
/// @param miniBatch whether centroids are found from random batches instead of all rows
/// @param tolerance the runs end when the squared moves of the centroids sum to this times the mean variance of a
/// column
/// @param maxIterations most iterations of a run
/// @param acceleration how a pass avoids looking at rows that stay
/// @param missing whether rows with missing values are taken, by the distance over the columns that they have
public record KMeans(
        @Setting("how many clusters") int k,
        @Setting("where the centroids begin") Initialization initialization,
        @Setting("runs of which the best is kept") int runs,

        @Setting("whether rows count by their direction only")
        boolean spherical,

        @Setting("whether centroids are found from random batches of rows, quicker and rougher")
        boolean miniBatch,

        @Setting("a run ends when the squared moves of the centroids sum to this times the mean variance of a column")
        double tolerance,

        @Setting("most iterations of a run") int maxIterations,

        @Setting("how a pass avoids looking at rows that stay; all ways give the same clusters")
        Acceleration acceleration,

        @Setting("whether missing values are left out of distances, instead of refused")
        boolean missing)
        implements Learner.OfClusters<KMeansModel> {
    /// Checks the settings.
    public KMeans {
        Check.atLeast("k", k, 1);
        Check.atLeast("runs", runs, 1);
        Check.notNegative("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 0);
        if (missing && (spherical || miniBatch)) {
            throw new InputException("missing values are taken by full passes of Euclidean k-means only: set "
                    + (spherical ? "spherical" : "mini-batch") + " to false, or put Impute before it in a Pipeline");
        }
    }

    /// 8 clusters from k-means++, the best of 3 runs, tolerance 1e-4, at most 300 iterations.
    public KMeans() {
        this(8, Initialization.PLUS_PLUS, 3, false, false, 1e-4, 300, Acceleration.AUTO, false);
    }

    public KMeans withK(int newK) {
        return new KMeans(
                newK, initialization, runs, spherical, miniBatch, tolerance, maxIterations, acceleration, missing);
    }

    public KMeans withInitialization(Initialization newInitialization) {
        return new KMeans(
                k, newInitialization, runs, spherical, miniBatch, tolerance, maxIterations, acceleration, missing);
    }

    public KMeans withRuns(int newRuns) {
        return new KMeans(
                k, initialization, newRuns, spherical, miniBatch, tolerance, maxIterations, acceleration, missing);
    }

    public KMeans withSpherical(boolean newSpherical) {
        return new KMeans(
                k, initialization, runs, newSpherical, miniBatch, tolerance, maxIterations, acceleration, missing);
    }

    public KMeans withMiniBatch(boolean newMiniBatch) {
        return new KMeans(
                k, initialization, runs, spherical, newMiniBatch, tolerance, maxIterations, acceleration, missing);
    }

    public KMeans withTolerance(double newTolerance) {
        return new KMeans(
                k, initialization, runs, spherical, miniBatch, newTolerance, maxIterations, acceleration, missing);
    }

    public KMeans withMaxIterations(int newMaxIterations) {
        return new KMeans(
                k, initialization, runs, spherical, miniBatch, tolerance, newMaxIterations, acceleration, missing);
    }

    public KMeans withAcceleration(Acceleration newAcceleration) {
        return new KMeans(
                k, initialization, runs, spherical, miniBatch, tolerance, maxIterations, newAcceleration, missing);
    }

    public KMeans withMissing(boolean newMissing) {
        return new KMeans(
                k, initialization, runs, spherical, miniBatch, tolerance, maxIterations, acceleration, newMissing);
    }

    @Override
    public String name() {
        return "kmeans";
    }

    /// Numbers of comparable scale, without gaps unless `missing` is set.
    @Override
    public Traits traits() {
        return new Traits(missing, false, true);
    }

    @Override
    public KMeansModel fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        return new KMeansFit(this, data, how, KMeansFit.UNWATCHED).seeded();
    }

    /// One run from given centroids, k × p, whose order the clusters keep; `observer` sees every iteration.
    public KMeansModel fitFrom(DenseMatrix centroids, Dataset data, Fitting how, Consumer<KMeansStep> observer) {
        traits().require(name(), data);
        Check.length("centroids", centroids.rows(), k);
        Check.length("columns of the centroids", centroids.columns(), data.columns());
        double[] start = new double[k * data.columns()];
        for (int c = 0; c < k; c++) {
            centroids.copyRow(c, start, c * data.columns());
        }
        for (double value : start) {
            Check.finite("centroid", value);
        }
        return new KMeansFit(this, data, how, observer).from(start);
    }
}
