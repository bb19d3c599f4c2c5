package org.tandemml.boosting;

import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;

/// Scores by which the rows of one query are ordered, the largest first: one margin a row. Only the order within a
/// query has a meaning. Same bits for one row and for a batch, on any number of threads.
public final class BoostedRanker implements Regressor, Boosted {
    private final Schema schema;
    private final String target;
    private final Ensemble ensemble;
    private final FitReport report;
    private final Provenance provenance;

    /// @param ensemble of one output
    public BoostedRanker(Schema schema, String target, Ensemble ensemble, FitReport report, Provenance provenance) {
        Boosted.check(schema, ensemble, 1);
        this.schema = schema;
        this.target = target;
        this.ensemble = ensemble;
        this.report = report;
        this.provenance = provenance;
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

    /// Nothing: rankers come from the files of other libraries.
    @Override
    public RoundHistory history() {
        return RoundHistory.NONE;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public Ensemble ensemble() {
        return ensemble;
    }

    @Override
    public Response response() {
        return Response.IDENTITY;
    }

    @Override
    public BoostedRanker truncated(int rounds) {
        return new BoostedRanker(schema, target, ensemble.truncated(rounds), report, provenance);
    }

    @Override
    public double predict(double[] row) {
        checkWidth(row.length);
        return ensemble.margin(row, 0);
    }

    @Override
    public double[] predict(Matrix rows, Parallel loop) {
        return margins(rows, loop).values();
    }

    @Override
    public String toString() {
        return "BoostedRanker[" + ensemble + "]";
    }
}
