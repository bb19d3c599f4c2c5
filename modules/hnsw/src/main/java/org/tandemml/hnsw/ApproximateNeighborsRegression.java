package org.tandemml.hnsw;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tandemml.knn.Metric;
import org.tandemml.knn.NeighborWeights;
import org.tandemml.knn.Vote;

/// Regression by k near training rows, sought in a graph: the mean of their targets, weighted by their votes.
///
/// All else is as for [ApproximateNeighbors]. **Source**: see [Hnsw], and `NearestNeighborsRegression` of `knn`.
/// **Cost**, **Determinism**, **Errors**: as for [ApproximateNeighbors].
///
/// @param k how many neighbours count
/// @param vote how much each counts
/// @param index the graph and the metric
public record ApproximateNeighborsRegression(
        @Setting("how many neighbours count") int k,

        @Setting("how much each neighbour counts: all alike, or by the inverse of its distance")
        Vote vote,

        Hnsw index)
        implements Learner.OfNumbers<ApproximateNeighborRegressor> {
    /// Checks k.
    public ApproximateNeighborsRegression {
        Check.atLeast("k", k, 1);
    }

    /// Five neighbours that count alike, by Euclidean distance.
    public ApproximateNeighborsRegression() {
        this(5, Vote.UNIFORM, new Hnsw());
    }

    public ApproximateNeighborsRegression withK(int newK) {
        return new ApproximateNeighborsRegression(newK, vote, index);
    }

    public ApproximateNeighborsRegression withVote(Vote newVote) {
        return new ApproximateNeighborsRegression(k, newVote, index);
    }

    public ApproximateNeighborsRegression withMetric(Metric newMetric) {
        return new ApproximateNeighborsRegression(k, vote, index.withMetric(newMetric));
    }

    public ApproximateNeighborsRegression withIndex(Hnsw newIndex) {
        return new ApproximateNeighborsRegression(k, vote, newIndex);
    }

    @Override
    public String name() {
        return "knn-hnsw";
    }

    /// Numbers without gaps, of comparable scale.
    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    @Override
    public ApproximateNeighborRegressor fit(Dataset data, Fitting how) {
        double[] numbers = data.numbers();
        traits().require(name(), data);
        int[] kept = NeighborWeights.kept(data);
        double[] target = Arrays.stream(kept).mapToDouble(i -> numbers[i]).toArray();
        ApproximateFit fit = ApproximateFit.of(name(), data, kept, k, index, how);
        return new ApproximateNeighborRegressor(
                data.schema(),
                data.target().name(),
                fit.index(),
                fit.weights(),
                target,
                k,
                vote,
                fit.report(),
                Provenance.of(this, data, how));
    }
}
