package org.tandemml.knn;

import java.util.Arrays;
import java.util.OptionalLong;
import org.tandemml.core.Check;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;

/// Numbers by the nearest training rows: what [NearestNeighborsRegression] learns.
public final class NeighborRegressor implements Regressor {
    private final Schema schema;
    private final String target;
    private final NeighborRows rows;
    private final double[] values;
    private final int k;
    private final Vote vote;
    private final FitReport report;
    private final Provenance provenance;

    NeighborRegressor(
            Schema schema,
            String target,
            NeighborRows rows,
            double[] values,
            int k,
            Vote vote,
            FitReport report,
            Provenance provenance) {
        Check.length("targets of the rows", values.length, rows.weights.rows());
        for (double value : values) {
            Check.finite("target of a row", value);
        }
        rows.weights.require(k);
        this.schema = schema;
        this.target = target;
        this.rows = rows;
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
    public NeighborIndex index() {
        return rows.index;
    }

    NeighborRows rows() {
        return rows;
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
        NeighborRows.Voting voting = rows.one(row, k, vote);
        double mean = NeighborWeights.mean(voting.single.indices, 0, voting.count, voting.votes, values);
        rows.giveBack(voting);
        return mean;
    }

    @Override
    public double[] predict(Matrix queries, Parallel loop) {
        checkWidth(queries.columns());
        return rows.weights.means(rows.index, queries, k, vote, values, loop);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NeighborRegressor that
                && schema.equals(that.schema)
                && target.equals(that.target)
                && rows.rows.equals(that.rows.rows)
                && rows.weights.equals(that.rows.weights)
                && rows.index.metric().equals(that.rows.index.metric())
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
        return "NeighborRegressor[k = " + k + ", " + rows.index + "]";
    }
}
