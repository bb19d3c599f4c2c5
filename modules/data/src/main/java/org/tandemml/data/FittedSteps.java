package org.tandemml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fields;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Traits;
import org.tandemml.core.Transformer;

/// Fitted steps in a row, each taking what the one before gives.
///
/// A single row passes through buffers that each thread keeps for itself (a `ThreadLocal` of this object), so it
/// allocates nothing after the first call of a thread. Tables pass in blocks of rows whose results are dense unless the
/// table itself is sparse: a learner then does the same arithmetic for a row of a table as for a row alone.
final class FittedSteps {
    private static final int BLOCK_ROWS = 4096;
    private static final int BLOCK_VALUES = 1 << 22;

    private final List<Transformer> list;
    private final ThreadLocal<double[][]> buffers;

    FittedSteps(List<Transformer> list) {
        this.list = List.copyOf(list);
        for (int s = 1; s < list.size(); s++) {
            if (!list.get(s).schema().equals(list.get(s - 1).output())) {
                throw new InputException(
                        "step " + (s + 1) + " of the pipeline does not take what step " + s + " gives");
            }
        }
        int[] widths = this.list.stream().mapToInt(t -> t.output().size()).toArray();
        this.buffers = ThreadLocal.withInitial(
                () -> Arrays.stream(widths).mapToObj(double[]::new).toArray(double[][]::new));
    }

    List<Transformer> list() {
        return list;
    }

    Schema output() {
        return list.get(list.size() - 1).output();
    }

    /// What an unknown level means: what the first step that leaves no categories says.
    Schema.Unseen unseen(Schema.Unseen otherwise) {
        for (Transformer step : list) {
            if (step.schema().hasCategories() && !step.output().hasCategories()) {
                return step.unseen();
            }
        }
        return otherwise;
    }

    /// The raw features of `data`; texts that training did not see are kept for a first step that reads texts.
    Matrix align(Dataset data, Schema.Unseen unseen) {
        Transformer first = list.get(0);
        return first instanceof TextStep texts
                ? first.schema().align(data, unseen, texts.texts())
                : first.schema().align(data, unseen);
    }

    /// The raw features of `data`, refused where the steps leave a value missing that `last` cannot take.
    Matrix align(Dataset data, Schema.Unseen unseen, Model last) {
        Matrix raw = align(data, unseen);
        if (!last.takesMissing() && raw.firstNonFinite().exists()) {
            requireFilled(raw);
        }
        return raw;
    }

    private void requireFilled(Matrix raw) {
        double[] row = new double[raw.columns()];
        int[] incomplete = IntStream.range(0, raw.rows())
                .filter(i -> {
                    raw.copyRow(i, row, 0);
                    return !Arrays.stream(row).allMatch(Double::isFinite);
                })
                .toArray();
        Matrix.Place place = transform(raw.select(incomplete)).firstNonFinite();
        if (place.exists()) {
            throw Traits.notFinite(
                    "the model at the end of the pipeline",
                    output().column(place.column()).name(),
                    incomplete[place.row()],
                    place.value());
        }
    }

    /// The transformed row in a buffer of the calling thread.
    double[] transform(double[] row) {
        double[][] own = buffers.get();
        double[] current = row;
        for (int s = 0; s < own.length; s++) {
            list.get(s).transform(current, own[s]);
            current = own[s];
        }
        return current;
    }

    Matrix transform(Matrix rows) {
        Matrix current = rows;
        for (Transformer step : list) {
            current = step.transform(current);
        }
        return current;
    }

    /// Takes the transformed rows `first .. first+block.rows()-1`.
    interface BlockConsumer {
        void accept(int first, Matrix block);
    }

    /// Transforms `rows` block by block, spread over the loop's threads.
    void forBlocks(Matrix rows, Parallel loop, BlockConsumer consumer) {
        int size = Math.max(1, Math.min(BLOCK_ROWS, BLOCK_VALUES / Math.max(1, output().size())));
        int blocks = (rows.rows() + size - 1) / size;
        loop.run(blocks, b -> {
            int first = b * size;
            int last = Math.min(rows.rows(), first + size);
            Matrix block = transform(
                    blocks == 1
                            ? rows
                            : rows.select(IntStream.range(first, last).toArray()));
            boolean widen = rows instanceof DenseMatrix && block instanceof SparseMatrix;
            consumer.accept(first, widen ? ((SparseMatrix) block).dense() : block);
        });
    }

    /// `report` with the notes of the steps before its own.
    FitReport reportWithNotes(FitReport report) {
        List<String> notes = new ArrayList<>();
        for (Transformer step : list) {
            notes.addAll(step.report().notes());
        }
        notes.addAll(report.notes());
        return new FitReport(
                report.converged(),
                report.reason(),
                report.iterations(),
                report.objective(),
                report.trace(),
                report.certificate(),
                notes);
    }

    void write(Fields.Writer out) {
        out.integer("steps", list.size());
        for (int s = 0; s < list.size(); s++) {
            out.model("step" + s, list.get(s));
        }
    }

    static FittedSteps read(Fields.Reader in) {
        long count = in.integer("steps");
        if (count < 1 || count > 1000) {
            throw new InputException("a pipeline has 1 to 1000 steps, this file says " + count);
        }
        List<Transformer> list = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            list.add(part(in, "step" + s, Transformer.class));
        }
        if (!list.get(0).schema().equals(in.schema())) {
            throw new InputException("the first step of the pipeline does not take the columns of the model");
        }
        return new FittedSteps(list);
    }

    /// A part of a pipeline, refused unless it is of the kind that its place needs.
    static <M extends Model> M part(Fields.Reader in, String name, Class<M> kind) {
        Model part = in.model(name);
        if (!kind.isInstance(part)) {
            throw new InputException("the part \"" + name + "\" of the pipeline is no "
                    + kind.getSimpleName().toLowerCase(Locale.ROOT));
        }
        return kind.cast(part);
    }

    /// Refuses a learner's model that does not take what the steps give.
    void requireFits(Model last) {
        if (!last.schema().equals(output())) {
            throw new InputException("the model at the end of the pipeline does not take what its steps give");
        }
    }
}
