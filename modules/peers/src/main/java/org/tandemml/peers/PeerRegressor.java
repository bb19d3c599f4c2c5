package org.tandemml.peers;

import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;

/// A regressor fitted by another library, which predicts through that library's own interface.
///
/// Unlike Tandem's own models the peers allocate on each prediction, and such a model cannot be saved.
///
/// **Errors**: a prediction that is `NaN` becomes an `IllegalStateException`, for no metric may average it.
/// **Cost**: one call of the peer a row, or a block of 256 rows for native peers.
public final class PeerRegressor implements Regressor {
    private static final int BLOCK = 256;

    /// How a peer answers for `n` rows that lie one after the other; called from several threads at once.
    @FunctionalInterface
    interface Answer {
        /// One number a row.
        double[] predict(double[] rows, int n);
    }

    private final Schema schema;
    private final String target;
    private final boolean takesMissing;
    private final FitReport report;
    private final Provenance provenance;
    private final Answer answer;

    PeerRegressor(Dataset data, boolean takesMissing, FitReport report, Provenance provenance, Answer answer) {
        this.schema = data.schema();
        this.target = data.target().name();
        this.takesMissing = takesMissing;
        this.report = report;
        this.provenance = provenance;
        this.answer = answer;
    }

    @Override
    public String target() {
        return target;
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
    public boolean takesMissing() {
        return takesMissing;
    }

    @Override
    public double predict(double[] row) {
        checkWidth(row.length);
        return checked(answer.predict(row, 1)[0]);
    }

    @Override
    public double[] predict(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        int n = rows.rows();
        double[] out = new double[n];
        loop.run((n + BLOCK - 1) / BLOCK, block -> {
            int from = block * BLOCK;
            int count = Math.min(n - from, BLOCK);
            double[] values = answer.predict(Rows.flat(rows, from, count), count);
            for (int i = 0; i < count; i++) {
                out[from + i] = checked(values[i]);
            }
        });
        return out;
    }

    private double checked(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalStateException(provenance.learner() + " predicted NaN: its fit failed without saying so");
        }
        return value;
    }
}
