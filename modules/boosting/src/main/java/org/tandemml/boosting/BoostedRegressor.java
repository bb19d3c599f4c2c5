package org.tandemml.boosting;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;

/// Numbers from boosted margins: the [Response] of one margin, its inverse link. Same bits for one row and for a batch,
/// on any number of threads.
public sealed class BoostedRegressor implements Regressor, Boosted permits BoostedRanker {
    private final Schema schema;
    private final String target;
    private final Ensemble ensemble;
    private final Response response;
    private final FitReport report;
    private final Provenance provenance;
    private final RoundHistory history;

    /// @param ensemble of one output
    public BoostedRegressor(
            Schema schema,
            String target,
            Ensemble ensemble,
            Response response,
            FitReport report,
            Provenance provenance) {
        this(schema, target, ensemble, response, report, provenance, RoundHistory.NONE);
    }

    BoostedRegressor(
            Schema schema,
            String target,
            Ensemble ensemble,
            Response response,
            FitReport report,
            Provenance provenance,
            RoundHistory history) {
        Boosted.check(schema, ensemble, 1);
        this.schema = schema;
        this.target = target;
        this.ensemble = ensemble;
        this.response = response;
        this.report = report;
        this.provenance = provenance;
        this.history = history;
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
    public RoundHistory history() {
        return history;
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
        return response;
    }

    @Override
    public BoostedRegressor truncated(int rounds) {
        return new BoostedRegressor(schema, target, ensemble.truncated(rounds), response, report, provenance, history);
    }

    @Override
    public double predict(double[] row) {
        checkWidth(row.length);
        return response.of(ensemble.margin(row, 0), ensemble.arithmetic());
    }

    @Override
    public double[] predict(Matrix rows, Parallel loop) {
        return responses(margins(rows, loop));
    }

    /// The predictions of rows whose margins are known.
    public double[] responses(DenseMatrix margins) {
        double[] out = new double[margins.rows()];
        for (int i = 0; i < out.length; i++) {
            out[i] = response.of(margins.get(i, 0), ensemble.arithmetic());
        }
        return out;
    }

    @Override
    public String toString() {
        return "BoostedRegressor[" + ensemble + "]";
    }
}
