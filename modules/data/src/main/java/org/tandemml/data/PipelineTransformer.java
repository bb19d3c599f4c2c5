package org.tandemml.data;

import java.util.List;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.Transformer;

/// A fitted [Pipeline]: several steps as one.
public final class PipelineTransformer implements Transformer {
    private final Schema schema;
    private final FittedSteps steps;
    private final Provenance provenance;
    private final FitReport report;

    PipelineTransformer(Schema schema, FittedSteps steps, Provenance provenance) {
        this.schema = schema;
        this.steps = steps;
        this.provenance = provenance;
        this.report = steps.reportWithNotes(FitReport.direct("all steps fitted"));
    }

    /// The fitted steps in order.
    public List<Transformer> steps() {
        return steps.list();
    }

    /// These steps with a model behind them that was fitted on rows they transformed, batch by batch for example.
    public PipelineClassifier then(Classifier last) {
        return new PipelineClassifier(schema, steps, last, last.provenance());
    }

    FittedSteps fitted() {
        return steps;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Schema output() {
        return steps.output();
    }

    @Override
    public Schema.Unseen unseen() {
        return steps.unseen(Schema.Unseen.ERROR);
    }

    @Override
    public Matrix align(Dataset data) {
        return steps.align(data, unseen());
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
    public Matrix transform(Matrix rows) {
        checkWidth(rows.columns());
        return steps.transform(rows);
    }

    @Override
    public void transform(double[] row, double[] out) {
        checkWidth(row.length);
        System.arraycopy(steps.transform(row), 0, out, 0, output().size());
    }

    @Override
    public String toString() {
        return "PipelineTransformer" + steps.list();
    }
}
