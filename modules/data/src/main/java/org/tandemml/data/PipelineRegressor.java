package org.tandemml.data;

import java.util.List;
import java.util.OptionalLong;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;
import org.tandemml.core.Transformer;

/// A regressor with its preprocessing: takes raw rows, transforms them, and asks the regressor at its end.
///
/// A row alone passes through buffers kept per thread and allocates nothing; a table passes in blocks of at most 4,096
/// rows. Both give the same bits for dense tables.
public final class PipelineRegressor implements Regressor {
    private final Schema schema;
    private final FittedSteps steps;
    private final Regressor last;
    private final Provenance provenance;
    private final FitReport report;

    PipelineRegressor(Schema schema, FittedSteps steps, Regressor last, Provenance provenance) {
        steps.requireFits(last);
        this.schema = schema;
        this.steps = steps;
        this.last = last;
        this.provenance = provenance;
        this.report = steps.reportWithNotes(last.report());
    }

    /// The fitted steps in order.
    public List<Transformer> steps() {
        return steps.list();
    }

    /// The regressor at the end, which takes transformed rows.
    public Regressor last() {
        return last;
    }

    FittedSteps fitted() {
        return steps;
    }

    /// The steps alone, to prepare further rows for [#last()].
    public PipelineTransformer preparation() {
        return new PipelineTransformer(schema, steps, provenance);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Schema.Unseen unseen() {
        return steps.unseen(last.unseen());
    }

    @Override
    public Matrix align(Dataset data) {
        return steps.align(data, unseen(), last);
    }

    /// True: what the steps leave missing is refused for the model at the end when data are aligned.
    @Override
    public boolean takesMissing() {
        return true;
    }

    /// Those of the model at the end.
    @Override
    public OptionalLong parameters() {
        return last.parameters();
    }

    @Override
    public double[] validationTrace() {
        return last.validationTrace();
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
        return last.target();
    }

    @Override
    public double predict(double[] row) {
        checkWidth(row.length);
        return last.predict(steps.transform(row));
    }

    @Override
    public double[] predict(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        double[] all = new double[rows.rows()];
        steps.forBlocks(rows, loop, (first, block) -> {
            double[] part = last.predict(block, Parallel.SEQUENTIAL);
            System.arraycopy(part, 0, all, first, part.length);
        });
        return all;
    }

    @Override
    public String toString() {
        return "PipelineRegressor" + steps.list() + " > " + last;
    }
}
