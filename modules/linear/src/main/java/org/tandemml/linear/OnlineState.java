package org.tandemml.linear;

import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.optimization.FirstOrderSteps;

/// Everything that logistic regression on a stream keeps between batches; a copy is changed and takes the place of the
/// one before when a batch went well.
final class OnlineState {
    private static final int ROWS_A_COEFFICIENT = 8;

    final OnlineLogistic settings;
    final int columns;
    final int vectors;
    final ColumnTally tally;
    /// Of the solver's columns, set by the first batch in which a column varies; 0 until then.
    final double[] centre;
    final double[] inverseScale;
    /// Coefficients of the solver's columns, and the intercept, of each vector; and their average.
    final double[] point;
    final double[] average;
    final FirstOrderSteps steps;
    long rows;
    long batches;
    /// Σ of weight times loss of each row before it was learned from.
    double lossBefore;
    /// The rows kept, if all so far are: their cells one row after the other, classes and weights; never written to
    /// again.
    double[] keptCells = {};
    int[] keptCodes = {};
    double[] keptWeights = {};
    /// Whether rows are still kept, and how many of them the point is the optimum of.
    boolean keeping;
    int fitted;
    /// The rows before those kept.
    PastRows past;
    /// Whether they come again; empty where they are not remembered by their curvature.
    StreamPasses passes;

    OnlineState(OnlineLogistic settings, int columns, int vectors) {
        this(
                settings,
                columns,
                vectors,
                new ColumnTally(0, new double[columns], new double[columns]),
                new double[columns],
                new double[columns],
                new double[vectors * (columns + 1)],
                new double[vectors * (columns + 1)]);
    }

    private OnlineState(
            OnlineLogistic settings,
            int columns,
            int vectors,
            ColumnTally tally,
            double[] centre,
            double[] inverseScale,
            double[] point,
            double[] average) {
        this.settings = settings;
        this.columns = columns;
        this.vectors = vectors;
        this.tally = tally;
        this.centre = centre;
        this.inverseScale = inverseScale;
        this.point = point;
        this.average = average;
        steps = settings.optimizer().start(point.length);
        keeping = settings.keptCells() > 0;
        past = PastRows.none(Math.max(2, vectors));
        passes = new StreamPasses(Math.max(2, vectors));
    }

    OnlineState copy() {
        OnlineState copy = new OnlineState(
                settings,
                columns,
                vectors,
                tally.copy(),
                centre.clone(),
                inverseScale.clone(),
                point.clone(),
                average.clone());
        copy.steps.resume(steps.state());
        copy.keptCells = keptCells;
        copy.keptCodes = keptCodes;
        copy.keptWeights = keptWeights;
        copy.keeping = keeping;
        copy.fitted = fitted;
        copy.past = past;
        copy.passes = passes.copy();
        copy.rows = rows;
        copy.batches = batches;
        copy.lossBefore = lossBefore;
        return copy;
    }

    /// Rows that fit among those kept beside the ones there are.
    int room() {
        return settings.keptCells() / columns - keptCodes.length;
    }

    /// Whether rows that no longer can be kept are remembered by their curvature: if there are enough of them at a
    /// time for that to be worth something.
    boolean remembers() {
        long coefficients = (long) vectors * (columns + 1);
        return settings.keptCells() / columns >= ROWS_A_COEFFICIENT * coefficients;
    }

    /// Adds rows of a batch to those kept.
    void keep(Matrix features, int[] codes, double[] weights, int from, int to) {
        int n = to - from;
        int before = keptCodes.length;
        keptCells = Arrays.copyOf(keptCells, (before + n) * columns);
        keptCodes = Arrays.copyOf(keptCodes, before + n);
        keptWeights = Arrays.copyOf(keptWeights, before + n);
        for (int i = 0; i < n; i++) {
            features.copyRow(from + i, keptCells, (before + i) * columns);
        }
        System.arraycopy(codes, from, keptCodes, before, n);
        System.arraycopy(weights, from, keptWeights, before, n);
    }

    /// The rows kept.
    DenseMatrix kept() {
        return new DenseMatrix(keptCodes.length, columns, keptCells);
    }

    /// Lets go the rows kept.
    void forget() {
        fitted = 0;
        keptCells = new double[0];
        keptCodes = new int[0];
        keptWeights = new double[0];
    }

    /// Gives a scale to columns that vary for the first time. Their coefficients are 0, so nothing else changes.
    void scaleNewColumns() {
        for (int j = 0; j < columns; j++) {
            double deviation = tally.deviation(j);
            if (inverseScale[j] == 0 && deviation > 1e-13 * Math.abs(tally.mean[j])) {
                if (!Double.isFinite(deviation)) {
                    throw new InputException("column " + (j + 1) + " holds values too large to square");
                }
                centre[j] = settings.intercept() ? tally.mean[j] : 0;
                inverseScale[j] = 1 / (settings.intercept() ? deviation : Math.hypot(deviation, tally.mean[j]));
            }
        }
    }

    /// Writes the coefficients of the original columns for one vector of a point and returns the intercept.
    double toOriginal(double[] from, int vector, double[] beta, int offset) {
        int at = vector * (columns + 1);
        double shift = 0;
        for (int j = 0; j < columns; j++) {
            beta[offset + j] = from[at + j] * inverseScale[j];
            shift += beta[offset + j] * centre[j];
        }
        return from[at + columns] - shift;
    }

    /// What a penalty on γ² weighs the column by, see [Standardization].
    double penaltyFactor(int j) {
        double scale = settings.standardize() ? tally.deviation(j) * inverseScale[j] : inverseScale[j];
        return scale * scale;
    }

    void write(Fields.Writer out) {
        out.text("settings", settings.toString());
        out.integer("rows", rows);
        out.integer("batches", batches);
        out.number("loss_before", lossBefore);
        out.number("weight", tally.weight);
        out.numbers("mean", tally.mean.clone());
        out.numbers("squares", tally.squares.clone());
        out.numbers("centre", centre.clone());
        out.numbers("inverse_scale", inverseScale.clone());
        out.numbers("point", point.clone());
        out.numbers("average", average.clone());
        out.numbers("optimizer_state", steps.state());
        if (settings.keptCells() > 0) {
            // 2 more where it is followed by what files of streams did not hold at first.
            out.integer("keeping", (keeping ? 1 : 0) + (passes.isEmpty() ? 0 : 2));
            out.integer("fitted", fitted);
            out.numbers("kept_cells", keptCells.clone());
            out.integers("kept_codes", keptCodes.clone());
            out.numbers("kept_weights", keptWeights.clone());
            past.write("past", out);
            if (!passes.isEmpty()) {
                passes.write(out);
            }
        }
    }

    static OnlineState read(Fields.Reader in, int vectors) {
        int p = in.schema().size();
        int d = vectors * (p + 1);
        OnlineState state = new OnlineState(
                OnlineLogistic.parse(in.text("settings")),
                p,
                vectors,
                new ColumnTally(finite(in, "weight"), finite(in, "mean", p), finite(in, "squares", p)),
                finite(in, "centre", p),
                finite(in, "inverse_scale", p),
                finite(in, "point", d),
                finite(in, "average", d));
        state.steps.resume(in.numbers("optimizer_state"));
        if (state.settings.keptCells() > 0) {
            int keeping = in.integer("keeping", 0, 3);
            state.keeping = keeping % 2 == 1;
            state.fitted = (int) in.integer("fitted");
            state.keptCodes = in.integers("kept_codes");
            state.keptWeights = finite(in, "kept_weights", state.keptCodes.length);
            state.keptCells = finite(in, "kept_cells", Math.multiplyExact(state.keptCodes.length, p));
            for (int code : state.keptCodes) {
                if (code < 0 || code >= Math.max(2, vectors)) {
                    throw new InputException("a row kept by a saved stream is of class " + code
                            + ", there are classes 0 to " + (Math.max(2, vectors) - 1));
                }
            }
            int width = vectors * (p + (state.settings.intercept() ? 1 : 0));
            int classes = Math.max(2, vectors);
            state.past = PastRows.read("past", in, classes, width);
            if (keeping > 1) {
                state.passes = StreamPasses.read(in, classes, width, d);
            }
        }
        state.rows = in.integer("rows");
        state.batches = in.integer("batches");
        if (state.settings.keptCells() > 0 && state.passes.isEmpty() && state.remembers() && state.rows > 0) {
            // A file from before passes were recognised: how the stream began is unknown.
            state.passes = StreamPasses.withoutBeginning(Math.max(2, vectors), state.rows);
        }
        state.lossBefore = finite(in, "loss_before");
        if (state.rows < 0 || state.batches < 0) {
            throw new InputException(
                    "a saved stream cannot have seen " + state.rows + " rows in " + state.batches + " batches");
        }
        return state;
    }

    private static double finite(Fields.Reader in, String name) {
        return Check.finite(name, in.number(name));
    }

    private static double[] finite(Fields.Reader in, String name, int count) {
        double[] values = in.numbers(name, count);
        for (double value : values) {
            Check.finite(name, value);
        }
        return values;
    }

    boolean same(OnlineState that) {
        return settings.equals(that.settings)
                && rows == that.rows
                && keeping == that.keeping
                && fitted == that.fitted
                && Arrays.equals(keptCells, that.keptCells)
                && Arrays.equals(keptCodes, that.keptCodes)
                && Arrays.equals(keptWeights, that.keptWeights)
                && past.same(that.past)
                && passes.same(that.passes)
                && batches == that.batches
                && List.of(lossBefore, tally.weight).equals(List.of(that.lossBefore, that.tally.weight))
                && Arrays.equals(tally.mean, that.tally.mean)
                && Arrays.equals(tally.squares, that.tally.squares)
                && Arrays.equals(centre, that.centre)
                && Arrays.equals(inverseScale, that.inverseScale)
                && Arrays.equals(point, that.point)
                && Arrays.equals(average, that.average)
                && Arrays.equals(steps.state(), that.steps.state());
    }
}
