package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    private final TreeSource source;
    private final Matrix rows;
    private final Scheme scheme;
    /// The sums of a forest, whose margins are means; null for other boosters.
    private final double @Nullable [] forest;
    private double[] gradient = new double[0];
    private double[] hessian = new double[0];
    private final @Nullable Validation validation;
    private int[] traced;
    private @Nullable Derivatives direct;
    /// Of training and validation rows under DART.
    private final @Nullable LeafMemory leaves;

    private final @Nullable LeafMemory heldLeaves;
    /// The leaves of the trees of this round.
    private final char[] @Nullable [] fresh;

    private final RoundHistory.Recorder recorder = new RoundHistory.Recorder();
    private final RoundMetrics metrics;

    private final List<Tree> trees = new ArrayList<>();
    private final List<Integer> treeOutputs = new ArrayList<>();
    private final List<Integer> roundEnds = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    /// Rows, and what is to be learned from them.
    record Rows(Matrix features, Labels labels) {}

    /// What came out.
    ///
    /// @param rounds the rounds to keep, those of a model to start from included
    /// @param bestValidation what the validation rows came to after them; NaN without such rows
    /// @param stoppedBy its name
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(
            TreeEnsemble ensemble,
            int rounds,
            String reason,
            double[] trace,
            double loss,
            double bestValidation,
            String stoppedBy,
            boolean cancelled,
            RoundHistory history,
            Map<String, Double> lastMetrics) {}

    private static final class Validation {
        /// Null where trees have no cuts in common.
        final @Nullable DenseBins bins;
        final Matrix features;
        final Labels labels;
        final double[] margins;
        final double @Nullable [] forest;

        Validation(
                @Nullable DenseBins bins,
                Matrix features,
                Labels labels,
                double[] margins,
                double @Nullable [] forest) {
            this.bins = bins;
            this.features = features;
            this.forest = forest;
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
        scheme = settings.scheme();
        scheme.check(settings);
        boolean isForest = scheme.booster() == Booster.RANDOM_FOREST;
        if (isForest && start != null) {
            throw new InputException("booster=random-forest cannot add rounds to a model: its trees are means");
        }
        this.settings = isForest ? settings.unshrunk() : settings;
        this.objective = objective;
        this.how = how;
        loop = how.parallel();
        seed = new Seed(how.seed()).child("boosting");
        labels = training.labels();
        objective.check(labels);
        outputs = objective.outputs(labels.classes());
        int n = labels.rows();
        sampler = new RowSampler(settings);
        double given = settings.baseMargin(objective.response()::margin);
        base = start != null ? start.base() : objective.baseScore(labels);
        if (start == null && !Double.isNaN(given)) {
            Arrays.fill(base, given);
        }
        rows = training.features();
        source = new TreeSource(this.settings, schema, rows, labels.weights(), how.threads(), loop);
        margins = margins(rows, start);
        metrics = new RoundMetrics(scheme.metrics().chosen(), objective, recorder);
        forest = isForest ? new double[margins.length] : null;
        traced = new int[n <= WHOLE ? n : TRACED];
        for (int i = 0; i < traced.length; i++) {
            traced[i] = (int) ((long) i * n / traced.length);
        }
        if (held != null) {
            objective.check(held.labels());
            double[] at = margins(held.features(), start);
            validation = new Validation(
                    source.hist == null ? null : DenseBins.of(held.features(), source.cuts, false, loop),
                    held.features(),
                    held.labels(),
                    at,
                    isForest ? new double[at.length] : null);
        } else {
            validation = null;
        }
        boolean dart = scheme.booster() == Booster.DART;
        leaves = dart ? new LeafMemory(rows, loop) : null;
        heldLeaves = dart && validation != null ? new LeafMemory(validation.features, loop) : null;
        fresh = new char[outputs][];
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
        int rounds = settings.pace().rounds();
        double[] trace = new double[rounds + 1];
        Measured start = measured();
        trace[0] = start.traced();
        int done = 0;
        int best = startRounds;
        double[] bestWeights = TreeDropping.array(weights);
        double bestLoss = start.stopping();
        if (validation != null && Double.isNaN(bestLoss)) {
            throw new InputException("the objective \"" + objective.name()
                    + "\" gives no loss to stop early by: implement loss, or set validation=0");
        }
        String reason = rounds + " rounds";
        boolean cancelled = false;
        while (done < rounds) {
            if (how.cancellation().isRequested()) {
                cancelled = true;
                reason = "cancelled after " + done + " of " + rounds + " rounds";
                break;
            }
            round(done);
            done++;
            Measured now = measured();
            trace[done] = now.traced();
            how.progress().step(stage, done, rounds, trace[done]);
            if (validation != null) {
                double loss = now.stopping();
                if (loss < bestLoss) {
                    bestLoss = loss;
                    best = startRounds + done;
                    bestWeights = TreeDropping.array(weights);
                } else if (startRounds + done - best >= settings.pace().patience()) {
                    reason = "validation " + (metrics.isEmpty() ? "loss" : metrics.firstName()) + " best after round "
                            + (best - startRounds) + ", not better in "
                            + settings.pace().patience() + " rounds since";
                    break;
                }
            }
        }
        int kept = validation == null ? startRounds + done : best;
        double loss = kept == startRounds + done ? loss(labels, margins) : trace[kept - startRounds];
        if (kept == startRounds + done) {
            bestWeights = TreeDropping.array(weights);
        }
        return new Outcome(
                ensemble(kept, bestWeights),
                kept,
                reason,
                Arrays.copyOf(trace, done + 1),
                loss,
                metrics.isHigherBetter() ? -bestLoss : bestLoss,
                metrics.isEmpty() ? "validation_loss" : "best_validation_" + metrics.firstName(),
                cancelled,
                recorder.history(),
                metrics.last());
    }

    private TreeEnsemble ensemble(int rounds, double[] weightsThen) {
        int count = rounds == 0 ? 0 : roundEnds.get(rounds - 1);
        double[] kept = Arrays.copyOf(weightsThen, count);
        if (forest != null) {
            Arrays.fill(kept, 1);
        }
        return new TreeEnsemble(
                trees.subList(0, count),
                treeOutputs.stream().limit(count).mapToInt(i -> i).toArray(),
                kept,
                forest != null,
                base.clone(),
                roundEnds.stream().limit(rounds).mapToInt(i -> i).toArray(),
                TreeEnsemble.Arithmetic.DOUBLE,
                TreeEnsemble.Absent.ZERO);
    }

    /// What a round comes to.
    ///
    /// @param traced the loss, or where there is none the first metric
    /// @param stopping what early stopping makes small: the first of the metrics, the loss if there are none; NaN
    /// without validation rows
    private record Measured(double traced, double stopping) {}

    /// Measures training and validation rows as they stand, and keeps the values.
    private Measured measured() {
        double loss = tracedLoss();
        double held = validation == null ? Double.NaN : loss(validation.labels, validation.margins);
        if (!Double.isNaN(loss)) {
            recorder.training(RoundHistory.LOSS, loss);
            if (validation != null) {
                recorder.validation(RoundHistory.LOSS, held);
            }
        }
        metrics.measure(
                labels,
                margins,
                validation == null ? null : validation.labels,
                validation == null ? null : validation.margins);
        double traced = Double.isNaN(loss) && !metrics.isEmpty() ? metrics.first() : loss;
        boolean byMetric = validation != null && !metrics.isEmpty();
        return new Measured(traced, byMetric ? metrics.stopping() : held);
    }

    private void round(int number) {
        int n = labels.rows();
        Seed ofRound = seed.child(roundEnds.size());
        int[] dropped = scheme.booster() == Booster.DART
                ? TreeDropping.drawn(scheme, trees.size(), ofRound.child("drop"))
                : new int[0];
        for (int t : dropped) {
            remembered(leaves).add(t, trees.get(t), -weights.get(t), margins, treeOutputs.get(t) * n);
        }
        double[] ofForest = null;
        if (forest != null) {
            // Every tree of a forest is fitted to the start.
            ofForest = margins;
            margins = new double[ofForest.length];
            for (int k = 0; k < outputs; k++) {
                Arrays.fill(margins, k * n, (k + 1) * n, base[k]);
            }
        }
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
        double weight = TreeDropping.ofNew(dropped.length, settings.pace().learningRate() / outputs);
        Parallel sideBySide = loop.forWork(20.0 * n * rows.columns() * outputs);
        if (outputs >= 3 && direct == null && source.hist != null && sideBySide.threads() > 1) {
            // No tree of a round depends on another: each thread grows its own, and none waits at a node.
            boolean[] rowsOfAll = sampled;
            @Nullable Tree[] grown = new @Nullable Tree[outputs];
            sideBySide.run(outputs, k -> {
                RoundContext context = new RoundContext(number, k, ofRound.child(k), rowsOfAll, Parallel.SEQUENTIAL);
                source.growAlone(
                        gradient,
                        hessian,
                        k * n,
                        context,
                        one -> grown[k] = added(one, k, weight, Parallel.SEQUENTIAL));
            });
            for (int k = 0; k < outputs; k++) {
                keep(grown[k], k, weight);
            }
        } else {
            for (int k = 0; k < outputs; k++) {
                RoundContext context = new RoundContext(number, k, ofRound.child(k), sampled, loop);
                Grown grown = source.grow(direct, gradient, hessian, k * n, context);
                keep(added(grown, k, weight, loop), k, weight);
                if (number == 0 && isReorderable()) {
                    reorder((HistGrown) grown);
                }
            }
        }
        putBack(dropped);
        if (ofForest != null) {
            margins = ofForest;
            mean(forest, margins, n);
            if (validation != null) {
                mean(validation.forest, validation.margins, validation.labels.rows());
            }
        }
        roundEnds.add(trees.size());
    }

    private void keep(@Nullable Tree tree, int output, double weight) {
        if (tree == null) {
            throw new IllegalStateException("output " + output + " has no tree");
        }
        if (leaves != null) {
            leaves.keep(trees.size(), fresh[output]);
            fresh[output] = null;
        }
        trees.add(tree);
        treeOutputs.add(output);
        weights.add(weight);
    }

    /// The tree of one output, its values added to the margins of that output alone.
    private Tree added(Grown grown, int output, double weight, Parallel workers) {
        int n = labels.rows();
        Tree tree = grown.tree();
        LeafLocation location = objective.leafLocation();
        if (location != null) {
            tree = LeafRenewal.renewed(grown, location, labels, margins, output * n, settings, workers);
        }
        if (leaves != null) {
            fresh[output] = LeafMemory.packed(tree, grown.leafOf());
        }
        grown.addTo(tree, weight, forest == null ? margins : forest, output * n);
        if (validation != null) {
            double[] at = validation.forest == null ? validation.margins : validation.forest;
            int offset = output * validation.labels.rows();
            if (validation.bins != null && grown instanceof HistGrown hist) {
                hist.add(validation.bins, null, tree, weight, at, offset);
            } else {
                TreePass.add(tree, weight, validation.features, at, offset, workers);
            }
        }
        return tree;
    }

    private static LeafMemory remembered(@Nullable LeafMemory memory) {
        if (memory == null) {
            throw new IllegalStateException("only DART leaves trees out");
        }
        return memory;
    }

    /// The trees left out return with less weight.
    private void putBack(int[] dropped) {
        double factor = TreeDropping.kept(dropped.length, settings.pace().learningRate() / outputs);
        for (int t : dropped) {
            double before = weights.get(t);
            double now = before * factor;
            weights.set(t, now);
            int k = treeOutputs.get(t);
            remembered(leaves).add(t, trees.get(t), now, margins, k * labels.rows());
            if (validation != null) {
                int offset = k * validation.labels.rows();
                remembered(heldLeaves).add(t, trees.get(t), now - before, validation.margins, offset);
            }
        }
    }

    /// Margins of a forest: the start plus the mean of its trees.
    private void mean(double @Nullable [] sums, double[] into, int n) {
        int count = roundEnds.size() + 1;
        for (int i = 0; sums != null && i < into.length; i++) {
            into[i] = base[i / n] + sums[i] / count;
        }
    }

    private boolean isReorderable() {
        return labels.rows() >= REORDERED
                && source.hist != null
                && source.hist.isReorderable()
                && scheme.booster() == Booster.TREES
                && outputs == 1
                && objective.rowwise()
                && objective.getClass().getModule() == BoostingRun.class.getModule();
    }

    private void reorder(HistGrown grown) {
        if (source.hist == null) {
            throw new IllegalStateException("only rows in bins are rearranged");
        }
        int[] order = source.hist.reorder(grown, loop);
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
        if (sampler.byGradient() || source.hist == null || scheme.booster() != Booster.TREES) {
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
