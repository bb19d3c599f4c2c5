package org.tandemml.hnsw;

import java.util.Arrays;
import java.util.OptionalLong;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;
import org.tandemml.knn.NeighborWeights;
import org.tandemml.knn.Vote;

/// Numbers by near training rows: what [ApproximateNeighborsRegression] learns.
public final class ApproximateNeighborRegressor implements Regressor {
    private final Schema schema;
    private final String target;
    private final ApproximateIndex index;
    private final NeighborWeights weights;
    private final double[] values;
    private final int k;
    private final Vote vote;
    private final FitReport report;
    private final Provenance provenance;

    ApproximateNeighborRegressor(
            Schema schema,
            String target,
            ApproximateIndex index,
            NeighborWeights weights,
            double[] values,
            int k,
            Vote vote,
            FitReport report,
            Provenance provenance) {
        Check.length("targets of the rows", values.length, weights.rows());
        for (double value : values) {
            Check.finite("target of a row", value);
        }
        weights.require(k);
        this.schema = schema;
        this.target = target;
        this.index = index;
        this.weights = weights;
        this.values = values;
        this.k = k;
        this.vote = vote;
        this.report = report;
        this.provenance = provenance;
    }

    /// The number of neighbours that count.
    public int k() {
        return k;
    }

    /// The training rows with the search over them.
    public ApproximateIndex index() {
        return index;
    }

    NeighborWeights weights() {
        return weights;
    }

    double[] values() {
        return values;
    }

    Vote vote() {
        return vote;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    /// The cells of the rows kept, and their targets.
    @Override
    public OptionalLong parameters() {
        return OptionalLong.of((long) values.length * (schema.size() + 1L));
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
    public String target() {
        return target;
    }

    @Override
    public double predict(double[] row) {
        checkWidth(row.length);
        return predict(new DenseMatrix(1, row.length, row.clone()), Parallel.SEQUENTIAL)[0];
    }

    @Override
    public double[] predict(Matrix queries, Parallel loop) {
        checkWidth(queries.columns());
        return weights.means(index, queries, k, vote, values, loop);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApproximateNeighborRegressor that
                && schema.equals(that.schema)
                && target.equals(that.target)
                && index.equals(that.index)
                && weights.equals(that.weights)
                && Arrays.equals(values, that.values)
                && k == that.k
                && vote.equals(that.vote)
                && report.equals(that.report)
                && provenance.equals(that.provenance);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + k;
    }

    @Override
    public String toString() {
        return "ApproximateNeighborRegressor[k = " + k + ", " + index + "]";
    }
}
