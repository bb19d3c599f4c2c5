package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;

/// The rounds of a fit: derivatives, trees, margins, losses.
final class BoostingRun {
    private static final int BLOCK = 4096;
    /// Rows from which on they are rearranged by the leaves of the first tree, so that the rows of later nodes lie near
    /// each other.
    private static final int REORDERED = 1 << 17;
    /// Most rows that the loss of each round is measured on; of more, an even sample.
    private static final int WHOLE = 20_000;
    private static final int TRACED = 8_192;

    private final BoostingSettings settings;
    private final Objective objective;
    private final Fitting how;
    private final Parallel loop;
    private final Seed seed;
    private final int outputs;
    private final RowSampler sampler;
    private Labels labels;
    private double[] margins;
    private final double[] base;
    private final FeatureBins[] features;
    private final HistGrower grower;
    private double[] gradient = new double[0];
    private double[] hessian = new double[0];
    private final @Nullable Validation validation;
    private int[] traced;
    private @Nullable Derivatives direct;

    private final List<Tree> trees = new ArrayList<>();
    private final List<Integer> treeOutputs = new ArrayList<>();
    private final List<Integer> roundEnds = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    /// Rows, and what is to be learned from them.
    record Rows(Matrix features, Labels labels) {}

    /// What came out.
    ///
    /// @param rounds the rounds to keep, those of a model to start from included
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(
            TreeEnsemble ensemble,
            int rounds,
            String reason,
            double[] trace,
            double loss,
            double validationLoss,
            boolean cancelled) {}

    private static final class Validation {
        final DenseBins bins;
        final Labels labels;
        final double[] margins;

        Validation(DenseBins bins, Labels labels, double[] margins) {
            this.bins = bins;
            this.labels = labels;
            this.margins = margins;
        }
    }

    BoostingRun(
            BoostingSettings settings,
            Objective objective,
            Schema schema,
            Rows training,
            @Nullable Rows held,
            @Nullable TreeEnsemble start,
            Fitting how) {
        this.settings = settings;
        this.objective = objective;
        this.how = how;
        loop = how.parallel();
        seed = new Seed(how.seed()).child("boosting");
        labels = training.labels();
        objective.check(labels);
        outputs = objective.outputs(labels.classes());
        int n = labels.rows();
        sampler = new RowSampler(settings);
        TreeSettings treeSettings = settings.trees(schema);
        double given = settings.baseMargin(objective.response()::margin);
        base = start != null ? start.base() : objective.baseScore(labels);
        if (start == null && !Double.isNaN(given)) {
            Arrays.fill(base, given);
        }
        features = BinCuts.of(schema, training.features(), labels.weights(), settings.maxBins(), loop);

        DenseBins bins = DenseBins.of(training.features(), features, true, loop);
        grower = new HistGrower(bins, treeSettings, how.threads());
        margins = margins(training.features(), start);
        traced = new int[n <= WHOLE ? n : TRACED];
        for (int i = 0; i < traced.length; i++) {
            traced[i] = (int) ((long) i * n / traced.length);
        }
        if (held != null) {
            objective.check(held.labels());
            validation = new Validation(
                    DenseBins.of(held.features(), features, false, loop),
                    held.labels(),
                    margins(held.features(), start));
        } else {
            validation = null;
        }
        if (start != null) {
            trees.addAll(start.trees());
            for (int t = 0; t < start.trees().size(); t++) {
                treeOutputs.add(start.outputs()[t]);
                weights.add(start.weights()[t]);
            }
            for (int end : start.roundEnds()) {
                roundEnds.add(end);
            }
        }
    }

    /// Output-major start margins of rows.
    private double[] margins(Matrix x, @Nullable TreeEnsemble start) {
        int n = x.rows();
        double[] values = new double[Math.multiplyExact(n, outputs)];
        if (start == null) {
            for (int k = 0; k < outputs; k++) {
                Arrays.fill(values, k * n, (k + 1) * n, base[k]);
            }
        } else {
            DenseMatrix known = start.margins(x, loop);
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < outputs; k++) {
                    values[k * n + i] = known.get(i, k);
                }
            }
        }
        return values;
    }

    Outcome run(String stage) {
        direct = direct();
        int startRounds = roundEnds.size();
        int rounds = settings.rounds();
        double[] trace = new double[rounds + 1];
        trace[0] = tracedLoss();
        int done = 0;
        int best = startRounds;
        double bestLoss = validation == null ? Double.NaN : loss(validation.labels, validation.margins);
        if (validation != null && Double.isNaN(bestLoss)) {
            throw new InputException("the objective \"" + objective.name()
                    + "\" gives no loss to stop early by: implement loss, or set validation=0");
        }
        String reason = rounds + " rounds";
        boolean cancelled = false;
        while (done < rounds) {
            if (how.cancellation().isRequested()) {
                cancelled = true;
                break;
            }
            round(done);
            done++;
            trace[done] = tracedLoss();
            how.progress().step(stage, done, rounds, trace[done]);
            if (validation != null) {
                double loss = loss(validation.labels, validation.margins);
                if (loss < bestLoss) {
                    bestLoss = loss;
                    best = startRounds + done;
                } else if (startRounds + done - best >= settings.patience()) {
                    reason = "validation loss least after round " + (best - startRounds) + ", not less in "
                            + settings.patience() + " rounds since";
                    break;
                }
            }
        }
        int kept = validation == null ? startRounds + done : best;
        double loss = kept == startRounds + done ? loss(labels, margins) : trace[kept - startRounds];
        TreeEnsemble ensemble = ensemble();
        return new Outcome(
                kept == startRounds + done ? ensemble : ensemble.truncated(kept),
                kept,
                reason,
                Arrays.copyOf(trace, done + 1),
                loss,
                bestLoss,
                cancelled);
    }

    private TreeEnsemble ensemble() {
        return new TreeEnsemble(
                trees,
                treeOutputs.stream().mapToInt(i -> i).toArray(),
                weights.stream().mapToDouble(w -> w).toArray(),
                base.clone(),
                roundEnds.stream().mapToInt(i -> i).toArray(),
                TreeEnsemble.Arithmetic.DOUBLE);
    }

    private void round(int number) {
        int n = labels.rows();
        Seed ofRound = seed.child(roundEnds.size());
        Derivatives direct = this.direct;
        if (direct == null) {
            derive();
        }
        boolean[] sampled = null;
        if (sampler.byGradient()) {
            sampled = sampler.byGradient(gradient, hessian, n, ofRound.child("rows"), loop);
        } else if (sampler.isActive()) {
            sampled = sampler.uniform(n, ofRound.child("rows"), loop);
        }
        for (int k = 0; k < outputs; k++) {
            RoundContext context = new RoundContext(number, k, ofRound.child(k), sampled, loop);
            Derivatives derivatives = direct != null ? direct : new Derivatives.OfArrays(gradient, hessian, k * n);
            HistGrown grown = grower.grow(derivatives, context);
            Tree tree = grown.tree();
            LeafLocation location = objective.leafLocation();
            if (location != null) {
                tree = LeafRenewal.renewed(grown, location, labels, margins, k * n, settings, loop);
            }
            grown.addTo(tree, 1, margins, k * n);
            if (validation != null) {
                grown.add(validation.bins, null, tree, 1, validation.margins, k * validation.labels.rows());
            }
            trees.add(tree);
            treeOutputs.add(k);
            weights.add(1.0);
            if (number == 0 && isReorderable()) {
                reorder(grown);
            }
        }
        roundEnds.add(trees.size());
    }

    private boolean isReorderable() {
        return labels.rows() >= REORDERED
                && grower.isReorderable()
                && outputs == 1
                && objective.rowwise()
                && objective.getClass().getModule() == BoostingRun.class.getModule();
    }

    private void reorder(HistGrown grown) {
        int[] order = grower.reorder(grown, loop);
        int n = labels.rows();
        double[] values = new double[n];
        double[] rowWeights = new double[labels.weights().length];
        double[] moved = new double[n];
        int[] place = new int[n];
        for (int i = 0; i < n; i++) {
            int from = order[i];
            values[i] = labels.values()[from];
            moved[i] = margins[from];
            place[from] = i;
            if (rowWeights.length > 0) {
                rowWeights[i] = labels.weights()[from];
            }
        }
        labels = new Labels(values, rowWeights, labels.groupEnds(), labels.classes());
        margins = moved;
        direct = direct();
        traced = Arrays.stream(traced).map(i -> place[i]).toArray();
    }

    /// Derivatives that are made block by block where they are used; null for those that need arrays.
    private @Nullable Derivatives direct() {
        if (sampler.byGradient()) {
            return null;
        }
        if (objective instanceof LogisticObjective logistic && Derivatives.isCoarse(labels.rows())) {
            return new Derivatives.OfLogistic(labels, margins, logistic.positiveWeight());
        }
        return objective instanceof SquaredObjective ? new Derivatives.OfSquared(labels, margins) : null;
    }

    private void derive() {
        if (gradient.length == 0) {
            gradient = new double[margins.length];
            hessian = new double[margins.length];
        }
        DerivativePass.fill(objective, labels, margins, gradient, hessian, roundEnds.size() + 1, loop);
    }

    /// The mean loss of rows: sums of blocks in their order.
    private double loss(Labels of, double[] at) {
        int n = of.rows();
        if (!objective.rowwise()) {
            return objective.loss(of, at, 0, n) / of.sumOfWeights();
        }
        double[] parts = new double[(n + BLOCK - 1) / BLOCK];
        loop.forWork(20.0 * at.length)
                .run(parts.length, b -> parts[b] = objective.loss(of, at, b * BLOCK, Math.min(n, (b + 1) * BLOCK)));
        return Arrays.stream(parts).sum() / of.sumOfWeights();
    }

    /// The mean loss of the rows that are traced: all, or an even sample of them.
    private double tracedLoss() {
        int n = labels.rows();
        if (traced.length == n || !objective.rowwise()) {
            return loss(labels, margins);
        }
        int m = traced.length;
        double[] values = new double[m];
        double[] some = new double[labels.weights().length == 0 ? 0 : m];
        double[] at = new double[m * outputs];
        for (int i = 0; i < m; i++) {
            int row = traced[i];
            values[i] = labels.values()[row];
            if (some.length > 0) {
                some[i] = labels.weights()[row];
            }
            for (int k = 0; k < outputs; k++) {
                at[k * m + i] = margins[k * n + row];
            }
        }
        return loss(new Labels(values, some, new int[0], labels.classes()), at);
    }
}
