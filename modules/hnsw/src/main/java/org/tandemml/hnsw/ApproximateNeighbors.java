package org.tandemml.hnsw;

import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Target;
import org.tandemml.core.Traits;
import org.tandemml.knn.Metric;
import org.tandemml.knn.NeighborWeights;
import org.tandemml.knn.Vote;

/// Classification by the votes of k near training rows, sought in a graph: most of the nearest, mostly, and without
/// looking at every row. For many wide rows; `NearestNeighbors` of `knn` finds the nearest exactly.
///
/// The probability of a class is its share of the votes. Row weights mean repetition, see [NeighborWeights]. The report
/// tells the recall: of up to 200 training rows, drawn by the seed, each is left out and its k neighbours are compared
/// with the exact ones. Where no more rows differ than `searchBreadth`, the neighbours
/// are exact.
///
/// **Source**: see [Hnsw], and `NearestNeighbors` for the votes. **Shapes**: n × p, dense. **Cost**: that of [Hnsw];
/// the report takes 200 searches over all rows. **Determinism**: same data and settings, same bits on any number of
/// threads; on processors of another vector width a graph built anew may differ, one from a model file does not.
/// **Errors**: `InputException` for categories, missing or infinite features, sparse rows, one class, and k beyond the
/// rows.
///
/// @param k how many neighbours vote
/// @param vote how much each counts
/// @param index the graph and the metric
public record ApproximateNeighbors(
        @Setting("how many neighbours vote") int k,

        @Setting("how much each neighbour counts: all alike, or by the inverse of its distance")
        Vote vote,

        Hnsw index)
        implements Learner.OfClasses<ApproximateNeighborClassifier> {
    /// Checks k.
    public ApproximateNeighbors {
        Check.atLeast("k", k, 1);
    }

    /// Five neighbours that count alike, by Euclidean distance.
    public ApproximateNeighbors() {
        this(5, Vote.UNIFORM, new Hnsw());
    }

    public ApproximateNeighbors withK(int newK) {
        return new ApproximateNeighbors(newK, vote, index);
    }

    public ApproximateNeighbors withVote(Vote newVote) {
        return new ApproximateNeighbors(k, newVote, index);
    }

    public ApproximateNeighbors withMetric(Metric newMetric) {
        return new ApproximateNeighbors(k, vote, index.withMetric(newMetric));
    }

    public ApproximateNeighbors withIndex(Hnsw newIndex) {
        return new ApproximateNeighbors(k, vote, newIndex);
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
    public ApproximateNeighborClassifier fit(Dataset data, Fitting how) {
        Target.Classes target = data.classes();
        traits().require(name(), data);
        int[] kept = NeighborWeights.kept(data);
        int[] codes = new int[kept.length];
        boolean several = false;
        for (int i = 0; i < kept.length; i++) {
            codes[i] = target.codes()[kept[i]];
            several |= codes[i] != codes[0];
        }
        if (!several) {
            throw new InputException(
                    "labels contain 1 class (\"" + target.names().get(codes[0]) + "\"): a classifier needs at least 2");
        }
        ApproximateFit fit = ApproximateFit.of(name(), data, kept, k, index, how);
        return new ApproximateNeighborClassifier(
                data.schema(),
                target.name(),
                target.names(),
                fit.index(),
                fit.weights(),
                codes,
                k,
                vote,
                fit.report(),
                Provenance.of(this, data, how));
    }
}
