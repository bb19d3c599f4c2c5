package org.tandemml.testing;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Clustering;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Target;

/// The tests that every learner of clusters must pass; its test class implements this and supplies [#learner()] and
/// data with as many clear clusters as it looks for.
///
/// @param <M> the kind of model
public interface ClusteringContract<M extends Clustering> extends LearnerContract<M> {
    @Override
    Learner.OfClusters<M> learner();

    @Override
    default double[] outputs(M model, Matrix rows, Parallel loop) {
        return Samples.dense(model.distances(rows, loop));
    }

    @Override
    default double[] outputs(M model, double[] row) {
        double[] out = new double[model.clusters()];
        model.distances(row, out);
        return out;
    }

    @Override
    default double[] outputs(M model, Dataset data) {
        return Arrays.stream(model.assign(data)).asDoubleStream().toArray();
    }

    /// A row belongs to the cluster of least distance, the first of equals.
    @Test
    default void rowsBelongToTheNearestCluster() {
        M model = fitted(data());
        Matrix rows = data().features();
        int[] assigned = model.assign(rows, Parallel.SEQUENTIAL);
        double[] row = new double[rows.columns()];
        double[] distances = new double[model.clusters()];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            model.distances(row, distances);
            int nearest = Clustering.indexOfLeast(distances, 0, distances.length);
            Expect.that(
                    assigned[i] == nearest && model.assign(row) == nearest,
                    "row " + i + " went to cluster " + assigned[i] + ", the nearest is " + nearest);
        }
    }

    /// Clustering does not need a target, and does not look at it.
    @Test
    default void targetDoesNotMatter() {
        Dataset unlabelled = data().withTarget(new Target.None());
        Expect.sameBits(
                outputs(fitted(data()), data().features()),
                outputs(fitted(unlabelled), data().features()),
                "the fit without a target");
    }
}
