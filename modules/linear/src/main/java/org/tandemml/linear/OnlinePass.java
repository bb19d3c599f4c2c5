package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Seed;
import org.tandemml.kernels.Functions;

/// Learns one batch into a copy of the state.
final class OnlinePass {
    private static final double AVERAGE_FROM = 3;
    /// A loss that grows to this many times that of no coefficients at all is divergence.
    private static final double DIVERGED = 1e3;

    /// Share of the rows kept that must have come since the last fit for another one.
    private static final double WORTH_FITTING = 0.005;

    private final OnlineState state;
    private final Design design;
    private final int[] codes;
    private final double[] weights;
    private final double[] beta;
    private final double[] intercepts;
    private final double[] gradient;
    private final double[] raw;

    OnlinePass(OnlineState state, Matrix features, int[] codes, double[] weights) {
        this.state = state;
        this.codes = codes;
        this.weights = weights;
        design = Design.of(features);
        beta = new double[state.vectors * state.columns];
        intercepts = new double[state.vectors];
        gradient = new double[state.point.length];
        raw = new double[state.columns];
    }

    /// Changes the state; throws [InputException] when the learning diverges.
    void run(Matrix features, Fitting how) {
        state.tally.add(features, weights);
        state.scaleNewColumns();
        OnlineFit kept = new OnlineFit(state, how);
        if (state.keeping && (state.remembers() || codes.length <= state.room())) {
            addProgressiveLoss();
            keep(kept, features);
            state.rows += codes.length;
            state.batches++;
            if (!state.passes.areAgain() && state.keptCodes.length - state.fitted >= WORTH_FITTING * state.rows) {
                kept.fit();
            }
            return;
        }
        if (state.keeping) {
            stopKeeping(kept, how);
        }
        steps(how);
    }

    /// Keeps the rows, letting others go to make room; where they are remembered, a pass that repeats the stream only
    /// adds them up.
    private void keep(OnlineFit kept, Matrix features) {
        StreamPasses passes = state.passes;
        boolean remembers = state.remembers();
        StreamPasses.Batch batch = new StreamPasses.Batch(design, codes, weights, raw);
        int to;
        for (int from = 0; from < codes.length; from = to) {
            if (remembers && !passes.areAgain() && outgrown() && passes.beginAt(batch, from)) {
                kept.remember();
                passes.begin();
            }
            if (codes.length - from > state.room() && state.keptCodes.length > 0) {
                if (passes.areAgain()) {
                    kept.addToPass();
                } else {
                    kept.remember();
                }
            }
            to = Math.min(codes.length, from + state.room());
            if (passes.areAgain()) {
                to = Math.min(to, from + passes.left());
            }
            state.keep(features, codes, weights, from, to);
            if (remembers) {
                passes.count(batch, from, to);
            }
            if (passes.areComplete()) {
                kept.endPass();
            }
        }
    }

    /// Whether the rows of the stream do not fit among those kept, or would not a second time.
    private boolean outgrown() {
        return !state.past.isEmpty() || 2 * state.passes.rows() > state.settings.keptCells() / state.columns;
    }

    /// The rows kept give the rule of steps what it would remember of them, and leave their optimum as the point.
    private void stopKeeping(OnlineFit kept, Fitting how) {
        if (state.keptCodes.length > 0) {
            kept.fit();
            double[] optimum = state.point.clone();
            double loss = state.lossBefore;
            long rows = state.rows;
            long batches = state.batches;
            // The tally holds this batch already: with it, rows and weights match.
            state.rows = codes.length;
            new OnlinePass(state, state.kept(), state.keptCodes, state.keptWeights).steps(how);
            System.arraycopy(optimum, 0, state.point, 0, optimum.length);
            System.arraycopy(optimum, 0, state.average, 0, optimum.length);
            state.lossBefore = loss;
            state.rows = rows;
            state.batches = batches;
        }
        state.forget();
        state.keeping = false;
    }

    private void addProgressiveLoss() {
        int p = state.columns;
        for (int k = 0; k < state.vectors; k++) {
            intercepts[k] = state.toOriginal(state.point, k, beta, k * p);
        }
        double[] scores = new double[state.vectors];
        for (int i = 0; i < codes.length; i++) {
            for (int k = 0; k < state.vectors; k++) {
                design.scores(i, 1, beta, k * p, scores, k);
                scores[k] += intercepts[k];
            }
            state.lossBefore += weights[i] * lossAndFactors(scores, 0, 1, codes[i]);
        }
    }

    private void steps(Fitting how) {
        int n = codes.length;
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        new Seed(how.seed()).child("stream").child(state.batches).stream().shuffle(order);
        int size = state.settings.batchSize();
        double before = Double.NaN;
        for (int from = 0; from < n; from += size) {
            how.cancellation().check();
            int count = Math.min(size, n - from);
            double loss = step(order, from, count);
            double bound = DIVERGED * Math.log(Math.max(2, state.vectors));
            if (!(loss < bound)) {
                throw new InputException("the learning rate diverges: at step " + state.steps.step() + " the loss is "
                        + loss + (Double.isNaN(before) ? "" : ", it was " + before + " before")
                        + "; choose a smaller rate than "
                        + state.settings.optimizer().rate());
            }
            before = loss;
        }
        state.rows += n;
        state.batches++;
    }

    /// One mini-batch; returns its mean loss before the step.
    private double step(int[] order, int from, int count) {
        OnlineLogistic settings = state.settings;
        int p = state.columns;
        int vectors = state.vectors;
        for (int k = 0; k < vectors; k++) {
            intercepts[k] = state.toOriginal(state.point, k, beta, k * p);
        }
        // Rows count by their weight over the mean weight so far, so that the sum over a stream is the objective's.
        double unit = 1 / (state.tally.weight / (state.rows + codes.length) * count);
        double[] factors = new double[vectors * count];
        double loss = 0;
        for (int i = 0; i < count; i++) {
            int row = order[from + i];
            for (int k = 0; k < vectors; k++) {
                design.scores(row, 1, beta, k * p, factors, k * count + i);
                factors[k * count + i] += intercepts[k];
            }
            double ofRow = lossAndFactors(factors, i, count, codes[row]);
            loss += weights[row] * ofRow;
            for (int k = 0; k < vectors; k++) {
                factors[k * count + i] *= weights[row] * unit;
            }
        }
        state.lossBefore += loss;
        for (int k = 0; k < vectors; k++) {
            Arrays.fill(raw, 0);
            double sum = 0;
            for (int i = 0; i < count; i++) {
                design.addTransposed(order[from + i], 1, factors, k * count + i, raw, 0);
                sum += factors[k * count + i];
            }
            int at = k * (p + 1);
            for (int j = 0; j < p; j++) {
                gradient[at + j] = (raw[j] - state.centre[j] * sum) * state.inverseScale[j]
                        + settings.penalty().l2() * state.penaltyFactor(j) * state.point[at + j];
            }
            gradient[at + p] = settings.intercept() ? sum : 0;
        }
        move();
        return loss * unit;
    }

    private void move() {
        OnlineLogistic settings = state.settings;
        double factor = settings.schedule().factor(state.steps.step());
        state.steps.step(state.point, gradient, factor);
        double l1 = settings.penalty().l1();
        int group = state.columns + 1;
        if (l1 > 0) {
            for (int i = 0; i < state.point.length; i++) {
                int j = i % group;
                if (j < state.columns && state.point[i] != 0) {
                    double threshold = state.steps.stepLength(i, factor) * l1 * Math.sqrt(state.penaltyFactor(j));
                    state.point[i] = Math.copySign(Math.max(0, Math.abs(state.point[i]) - threshold), state.point[i]);
                }
            }
        }
        double share = (1 + AVERAGE_FROM) / (state.steps.step() + AVERAGE_FROM);
        double[] latest = state.steps.result(state.point);
        for (int i = 0; i < latest.length; i++) {
            state.average[i] += share * (latest[i] - state.average[i]);
        }
    }

    /// Replaces the scores of one row by the derivatives of its loss, which is returned.
    private static double lossAndFactors(double[] scores, int i, int stride, int code) {
        int vectors = scores.length / stride;
        if (vectors == 1) {
            double sign = code == 1 ? 1 : -1;
            double margin = sign * scores[i];
            scores[i] = -sign * Functions.sigmoid(-margin);
            return margin > 0 ? Math.log1p(Functions.exp(-margin)) : Math.log1p(Functions.exp(margin)) - margin;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < vectors; k++) {
            max = Math.max(max, scores[k * stride + i]);
        }
        double own = scores[code * stride + i] - max;
        double sum = 0;
        for (int k = 0; k < vectors; k++) {
            double e = Functions.exp(scores[k * stride + i] - max);
            scores[k * stride + i] = e;
            sum += e;
        }
        for (int k = 0; k < vectors; k++) {
            scores[k * stride + i] = scores[k * stride + i] / sum - (k == code ? 1 : 0);
        }
        return Math.log(sum) - own;
    }
}
