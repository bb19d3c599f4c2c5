package org.tandemml.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;

/// One fit of a net to a table: rows of positive weight, encoded; a part held out; training; the model.
final class NetFit {
    private final Learner<?> learner;
    private final NetTraining settings;
    private final TableTraining.Architecture architecture;
    private final Dataset data;
    private final Fitting how;
    private final List<String> notes = new ArrayList<>();
    /// Positions of the rows that count.
    private final int[] kept;
    private final double[] weights;
    private final TableInput input;
    private final TableInput.Rows rows;

    NetFit(
            Learner<?> learner,
            NetTraining settings,
            TableTraining.Architecture architecture,
            Dataset data,
            Fitting how) {
        learner.traits().require(learner.name(), data);
        this.learner = learner;
        this.settings = settings;
        this.architecture = architecture;
        this.data = data;
        this.how = how;
        kept = IntStream.range(0, data.rows()).filter(i -> data.weight(i) > 0).toArray();
        if (kept.length == 0) {
            throw new InputException(learner.name() + " needs at least 1 row of positive weight, there is none");
        }
        weights = Arrays.stream(kept).mapToDouble(data::weight).toArray();
        normalize(weights);
        Matrix features =
                kept.length == data.rows() ? data.features() : data.features().select(kept);
        input = TableInput.of(data.schema(), features, weights);
        rows = input.encode(features);
    }

    /// Weights with mean 1.
    private static void normalize(double[] weights) {
        double mean = Arrays.stream(weights).sum() / weights.length;
        if (!(mean >= Double.MIN_NORMAL) || !Double.isFinite(mean)) {
            throw new InputException("the weights of the rows have the mean " + mean
                    + ": multiply them by a constant, only their ratios matter to the fit");
        }
        Arrays.setAll(weights, i -> weights[i] / mean);
    }

    NetClassifier classifier(ClassWeights classWeights) {
        Target.Classes target = data.classes();
        int[] codes = Arrays.stream(kept).map(i -> target.codes()[i]).toArray();
        int[] counts = new int[target.names().size()];
        for (int code : codes) {
            counts[code]++;
        }
        int[] present =
                IntStream.range(0, counts.length).filter(k -> counts[k] > 0).toArray();
        if (present.length < 2) {
            throw new InputException("labels contain 1 class (\""
                    + target.names().get(present[0]) + "\"): a classifier needs at least 2");
        }
        int[] position = new int[counts.length];
        for (int k = 0; k < present.length; k++) {
            position[present[k]] = k;
        }
        double[] ofClass = classWeights.of(target, counts);
        if (!(classWeights instanceof ClassWeights.None)) {
            for (int i = 0; i < codes.length; i++) {
                weights[i] *= ofClass[codes[i]];
            }
            normalize(weights);
        }
        double[] targets = Arrays.stream(codes).mapToDouble(c -> position[c]).toArray();
        double[] prior = new double[present.length];
        for (int i = 0; i < codes.length; i++) {
            prior[position[codes[i]]] += weights[i] / codes.length;
        }
        boolean two = present.length == 2;
        double[] bias = two
                ? new double[] {StrictMath.log(prior[1] / prior[0])}
                : Arrays.stream(prior).map(StrictMath::log).toArray();
        RowLoss loss = new RowLoss(two ? RowLoss.Kind.BINARY : RowLoss.Kind.CLASSES, targets, weights);
        Fitted fitted = fit(loss, bias, codes, counts.length);
        if (present.length < counts.length) {
            notes.add(counts.length - present.length + " classes have no rows: probability 0");
        }
        return new NetClassifier(
                data.schema(),
                target.name(),
                target.names(),
                present,
                fitted.net,
                fitted.outcome.trace(),
                report(fitted.outcome),
                Provenance.of(learner, data, how));
    }

    NetRegressor regressor() {
        double[] all = data.numbers();
        double mean = 0;
        double square = 0;
        double seen = 0;
        for (int i = 0; i < kept.length; i++) {
            seen += weights[i];
            double d = all[kept[i]] - mean;
            mean += weights[i] / seen * d;
            square += weights[i] * d * (all[kept[i]] - mean);
        }
        double deviation = Math.sqrt(square / seen);
        if (!Double.isFinite(deviation)) {
            throw new InputException("target \"" + data.target().name()
                    + "\" holds values too large to square: divide it by a constant");
        }
        double scale = deviation > 1e-13 * Math.abs(mean) ? deviation : 1;
        double centre = mean;
        double[] targets =
                Arrays.stream(kept).mapToDouble(i -> (all[i] - centre) / scale).toArray();
        RowLoss loss = new RowLoss(RowLoss.Kind.SQUARED, targets, weights);
        Fitted fitted = fit(loss, new double[1], new int[kept.length], 1);
        return new NetRegressor(
                data.schema(),
                data.target().name(),
                centre,
                scale,
                fitted.net,
                fitted.outcome.trace(),
                report(fitted.outcome),
                Provenance.of(learner, data, how));
    }

    private record Fitted(TableNet net, Trainer.Outcome outcome) {}

    private Fitted fit(RowLoss loss, double[] bias, int[] strata, int stratumCount) {
        Seed seed = new Seed(how.seed());
        int[] held = settings.holdsOut(kept.length) ? heldOut(strata, stratumCount, seed) : new int[0];
        boolean[] isHeld = new boolean[kept.length];
        for (int i : held) {
            isHeld[i] = true;
        }
        int[] training = IntStream.range(0, kept.length).filter(i -> !isHeld[i]).toArray();
        if (held.length == 0 && settings.validation() > 0) {
            notes.add("no rows held out: " + kept.length + " are too few to stop early by");
        }
        int batch = settings.batchFor(training.length);
        Parallel loop = how.parallel();
        TableTraining net = architecture.over(input, rows, loss, bias.length, batch, loop);
        net.start(bias, seed.child("start"));
        notes.add(net.parameters().length + " parameters, batches of " + batch + " rows, " + training.length
                + " rows trained on, " + held.length + " held out");
        Trainer trainer = new Trainer(net, settings, training, held, how);
        Trainer.Outcome outcome = trainer.run(learner.name());
        return new Fitted(net.net(input, outcome.point()), outcome);
    }

    /// The same share of each class, at least one row of it left.
    private int[] heldOut(int[] strata, int count, Seed seed) {
        int[] order = IntStream.range(0, kept.length).toArray();
        seed.child("validation").stream().shuffle(order);
        int[] sizes = new int[count];
        for (int s : strata) {
            sizes[s]++;
        }
        int[] wanted = Arrays.stream(sizes)
                .map(n -> (int) Math.min(Math.round(n * settings.validation()), Math.max(0, n - 1)))
                .toArray();
        return Arrays.stream(order)
                .filter(i -> wanted[strata[i]]-- > 0)
                .sorted()
                .toArray();
    }

    private FitReport report(Trainer.Outcome outcome) {
        List<TrainingTrace.Epoch> epochs = outcome.trace().epochs();
        double[] losses = new double[epochs.size() + 1];
        losses[0] = outcome.start();
        for (int e = 0; e < epochs.size(); e++) {
            losses[e + 1] = epochs.get(e).loss();
        }
        Map<String, Double> certificate = new LinkedHashMap<>();
        certificate.put("gradient_norm", GradientClipping.norm(epochs.getLast().gradientNorms()));
        return new FitReport(true, outcome.reason(), outcome.epochs(), outcome.loss(), losses, certificate, notes);
    }
}
