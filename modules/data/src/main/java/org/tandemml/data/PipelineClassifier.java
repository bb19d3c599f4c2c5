package org.tandemml.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.Transformer;

/// A classifier with its preprocessing: takes raw rows, transforms them, and asks the classifier at its end.
///
/// A row alone passes through buffers kept per thread and allocates nothing; a table passes in blocks of at most 4,096
/// rows, so memory does not grow with it. Both give the same bits for dense tables.
public final class PipelineClassifier implements Classifier {
    private final Schema schema;
    private final FittedSteps steps;
    private final Classifier last;
    private final Provenance provenance;
    private final FitReport report;

    PipelineClassifier(Schema schema, FittedSteps steps, Classifier last, Provenance provenance) {
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

    /// The classifier at the end, which takes transformed rows.
    public Classifier last() {
        return last;
    }

    /// The steps alone, to prepare further rows for [#last()].
    public PipelineTransformer preparation() {
        return new PipelineTransformer(schema, steps, provenance);
    }

    FittedSteps fitted() {
        return steps;
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
    public List<String> classes() {
        return last.classes();
    }

    @Override
    public String target() {
        return last.target();
    }

    @Override
    public boolean hasProbabilities() {
        return last.hasProbabilities();
    }

    @Override
    public void scores(double[] row, double[] out) {
        checkWidth(row.length);
        last.scores(steps.transform(row), out);
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        checkWidth(row.length);
        last.probabilities(steps.transform(row), out);
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        return blockwise(rows, loop, block -> last.scores(block, Parallel.SEQUENTIAL));
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        return blockwise(rows, loop, block -> last.probabilities(block, Parallel.SEQUENTIAL));
    }

    @Override
    public Outputs outputs(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        int k = classes().size();
        double[] scores = DenseMatrix.allocate(rows.rows(), k);
        double[] probabilities = hasProbabilities() ? DenseMatrix.allocate(rows.rows(), k) : new double[0];
        steps.forBlocks(rows, loop, (first, block) -> {
            Outputs part = last.outputs(block, Parallel.SEQUENTIAL);
            for (int i = 0; i < block.rows(); i++) {
                part.scores().copyRow(i, scores, (first + i) * k);
                if (part.probabilities().isPresent()) {
                    part.probabilities().get().copyRow(i, probabilities, (first + i) * k);
                }
            }
        });
        return new Outputs(
                new DenseMatrix(rows.rows(), k, scores),
                hasProbabilities() ? Optional.of(new DenseMatrix(rows.rows(), k, probabilities)) : Optional.empty());
    }

    private DenseMatrix blockwise(Matrix rows, Parallel loop, Function<Matrix, DenseMatrix> ask) {
        checkWidth(rows.columns());
        int k = classes().size();
        double[] all = DenseMatrix.allocate(rows.rows(), k);
        steps.forBlocks(rows, loop, (first, block) -> {
            DenseMatrix part = ask.apply(block);
            for (int i = 0; i < part.rows(); i++) {
                part.copyRow(i, all, (first + i) * k);
            }
        });
        return new DenseMatrix(rows.rows(), k, all);
    }

    @Override
    public String toString() {
        return "PipelineClassifier" + steps.list() + " > " + last;
    }
}
