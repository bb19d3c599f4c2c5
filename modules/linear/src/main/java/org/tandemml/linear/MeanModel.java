package org.tandemml.linear;

import java.util.Arrays;
import java.util.OptionalLong;
import org.tandemml.core.Check;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;

/// The same number for every row.
public final class MeanModel implements Regressor {
    private final Schema schema;
    private final String target;
    private final double mean;
    private final FitReport report;
    private final Provenance provenance;

    MeanModel(Schema schema, String target, double mean, FitReport report, Provenance provenance) {
        this.schema = schema;
        this.target = target;
        this.mean = Check.finite("mean", mean);
        this.report = report;
        this.provenance = provenance;
    }

    /// The number.
    public double mean() {
        return mean;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong parameters() {
        return OptionalLong.of(1);
    }

    @Override
    public FitReport report() {
        return report;
    }

    @Override
    public boolean takesMissing() {
        return true;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    /// Features play no part, so a level never seen in training is no mistake.
    @Override
    public Schema.Unseen unseen() {
        return Schema.Unseen.MISSING;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public double predict(double[] row) {
        checkWidth(row.length);
        return mean;
    }

    @Override
    public double[] predict(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        double[] out = new double[rows.rows()];
        Arrays.fill(out, mean);
        return out;
    }

    @Override
    public String toString() {
        return "MeanModel[" + target + " = " + mean + "]";
    }
}
