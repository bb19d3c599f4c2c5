package org.tandemml.linear;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// Logistic regression that goes on learning: see [OnlineLogistic].
///
/// Immutable: [#partialFit] returns another model, so a batch that is refused leaves this one as it was. Saved to a
/// file and read again it goes on exactly where it stopped.
public final class OnlineLogisticModel implements Classifier {
    private final OnlineState state;
    private final LogisticModel current;

    OnlineLogisticModel(OnlineLogistic settings, Schema schema, String target, List<String> classes) {
        this(
                new OnlineState(settings, schema.size(), classes.size() == 2 ? 1 : classes.size()),
                schema,
                target,
                classes,
                new Provenance(
                        "a stream", "0000000000000000", 0, "online-logistic(" + settings + ")", 0, Provenance.VERSION));
    }

    OnlineLogisticModel(OnlineState state, Schema schema, String target, List<String> classes, Provenance provenance) {
        this.state = state;
        double[] coefficients = new double[state.vectors * state.columns];
        double[] intercepts = new double[state.vectors];
        double[] point = state.average.clone();
        if (state.settings.penalty().l1() > 0) {
            // The average of iterates that end at 0 is near 0, not 0.
            for (int i = 0; i < point.length; i++) {
                point[i] = state.point[i] == 0 ? 0 : point[i];
            }
        }
        for (int k = 0; k < state.vectors; k++) {
            intercepts[k] = state.toOriginal(point, k, coefficients, k * state.columns);
        }
        current = new LogisticModel(
                schema,
                target,
                classes,
                coefficients,
                intercepts,
                -state.lossBefore,
                new double[0],
                null,
                reportOf(state),
                provenance);
    }

    private static FitReport reportOf(OnlineState state) {
        double loss = state.tally.weight > 0 ? state.lossBefore / state.tally.weight : Double.NaN;
        return new FitReport(
                false,
                String.format(
                        Locale.ROOT,
                        "a stream has no end: %d rows in %d batches so far, whose optimum is not checked",
                        state.rows,
                        state.batches),
                (int) Math.min(Integer.MAX_VALUE, Math.max(state.batches, state.steps.step())),
                Double.NaN,
                new double[0],
                state.rows == 0 ? Map.of() : Map.of("progressive_loss", loss),
                state.passes.seen() == 0
                        ? List.of()
                        : List.of("the last " + state.passes.seen() + " rows began as the stream did: they count"
                                + " as a further pass over it, which changes the model when all "
                                + state.passes.rows() + " rows have come"));
    }

    /// The model after one more batch, whose columns are found by name and whose classes must be among the declared
    /// ones. Throws [InputException], naming batch and row, for missing or infinite values, unknown classes and a
    /// learning rate that diverges; this model stays as it is and takes other batches.
    public OnlineLogisticModel partialFit(Dataset batch, Fitting how) {
        try {
            Matrix features = align(batch);
            OnlineState next = state.copy();
            new OnlinePass(next, features, codes(batch.classes()), weights(batch)).run(features, how);
            Provenance seen = new Provenance(
                    batch.name(),
                    batch.fingerprint(),
                    next.rows,
                    current.provenance().learner(),
                    how.seed(),
                    Provenance.VERSION);
            return new OnlineLogisticModel(next, schema(), target(), classes(), seen);
        } catch (InputException refused) {
            throw new InputException("batch " + (state.batches + 1) + ": " + refused.getMessage(), refused);
        }
    }

    private int[] codes(Target.Classes target) {
        int[] of = new int[target.names().size()];
        for (int k = 0; k < of.length; k++) {
            of[k] = classes().indexOf(target.names().get(k));
        }
        int[] codes = target.codes().clone();
        for (int i = 0; i < codes.length; i++) {
            int known = of[codes[i]];
            if (known < 0) {
                throw new InputException("row " + (i + 1) + " is of class \""
                        + target.names().get(codes[i]) + "\", which was not declared: " + classes());
            }
            codes[i] = known;
        }
        return codes;
    }

    private static double[] weights(Dataset batch) {
        double[] weights = new double[batch.rows()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = batch.weight(i);
        }
        return weights;
    }

    /// The settings of the stream.
    public OnlineLogistic settings() {
        return state.settings;
    }

    /// Rows learned from so far, each as often as it was seen.
    public long rowsSeen() {
        return state.rows;
    }

    /// The mean loss of each row before it was learned from; NaN before the first. An honest measure on a stream whose
    /// rows are seen once.
    public double progressiveLoss() {
        return state.tally.weight > 0 ? state.lossBefore / state.tally.weight : Double.NaN;
    }

    /// Whether all rows so far are kept and the model is the optimum over them, so that seeing them again would change
    /// nothing.
    public boolean isExact() {
        return state.keeping && state.rows > 0 && state.past.isEmpty() && state.fitted == state.rows;
    }

    /// The model moved to the optimum of rows that were kept but not fitted yet, because they were few beside those
    /// before; this model if there are none.
    public OnlineLogisticModel caughtUp(Fitting how) {
        if (!state.keeping || state.passes.areAgain() || state.fitted == state.keptCodes.length) {
            return this;
        }
        OnlineState next = state.copy();
        new OnlineFit(next, how).fit();
        return new OnlineLogisticModel(next, schema(), target(), classes(), provenance());
    }

    /// The model as it stands, without what is needed to go on.
    public LogisticModel current() {
        return current;
    }

    OnlineState state() {
        return state;
    }

    @Override
    public Schema schema() {
        return current.schema();
    }

    @Override
    public OptionalLong parameters() {
        return current.parameters();
    }

    @Override
    public FitReport report() {
        return current.report();
    }

    @Override
    public Provenance provenance() {
        return current.provenance();
    }

    @Override
    public List<String> classes() {
        return current.classes();
    }

    @Override
    public String target() {
        return current.target();
    }

    @Override
    public void scores(double[] row, double[] out) {
        current.scores(row, out);
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        current.probabilities(row, out);
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        return current.scores(rows, loop);
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        return current.probabilities(rows, loop);
    }

    @Override
    public Outputs outputs(Matrix rows, Parallel loop) {
        return current.outputs(rows, loop);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OnlineLogisticModel that && current.equals(that.current) && state.same(that.state);
    }

    @Override
    public int hashCode() {
        return current.hashCode();
    }

    @Override
    public String toString() {
        return "OnlineLogisticModel[" + state.rows + " rows seen, classes " + classes() + "]";
    }
}
