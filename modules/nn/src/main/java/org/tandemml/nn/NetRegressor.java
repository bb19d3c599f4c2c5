package org.tandemml.nn;

import java.util.OptionalLong;
import org.tandemml.core.Check;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;

/// A number from a net over the columns of a table: what [MlpRegressor] and its kin learn.
///
/// The net predicts the target standardised by the training rows. A row has the same bits alone and in a batch.
public final class NetRegressor implements Regressor {
    private final Schema schema;
    private final String target;
    private final double centre;
    private final double scale;
    private final TableNet net;
    private final TrainingTrace trace;
    private final FitReport report;
    private final Provenance provenance;

    NetRegressor(
            Schema schema,
            String target,
            double centre,
            double scale,
            TableNet net,
            TrainingTrace trace,
            FitReport report,
            Provenance provenance) {
        if (net.outputs() != 1) {
            throw new InputException("a net that predicts a number needs 1 output, has " + net.outputs());
        }
        this.schema = schema;
        this.target = target;
        this.centre = Check.finite("centre of the target", centre);
        this.scale = Check.positive("scale of the target", scale);
        this.net = net;
        this.trace = trace;
        this.report = report;
        this.provenance = provenance;
    }

    /// How training went.
    public TrainingTrace trace() {
        return trace;
    }

    TableNet net() {
        return net;
    }

    double centre() {
        return centre;
    }

    double scale() {
        return scale;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong parameters() {
        return OptionalLong.of(net.parameterCount());
    }

    @Override
    public double[] validationTrace() {
        return trace.validation();
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
    public boolean takesMissing() {
        return true;
    }

    @Override
    public double predict(double[] row) {
        checkWidth(row.length);
        return centre + scale * net.output(row);
    }

    @Override
    public double[] predict(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        double[] out = net.outputs(rows, loop);
        for (int i = 0; i < out.length; i++) {
            out[i] = centre + scale * out[i];
        }
        return out;
    }

    @Override
    public String toString() {
        return "NetRegressor[" + schema.size() + " columns, " + target + ", " + report + "]";
    }
}
