package org.tandemml.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.optimization.FloatFirstOrderSteps;
import org.tandemml.optimization.Schedule;

/// Mini-batch training: shuffles, steps, watches the validation part and keeps the best parameters.
///
/// The order of the rows in epoch e and the dropout of step s depend on the seed, e and s alone. All rows in one batch
/// stay in their order.
final class Trainer {
    /// What came out: parameters, why it ended, the loss of the first batch at the start, and the trace.
    record Outcome(float[] point, String reason, int epochs, double start, double loss, TrainingTrace trace) {}

    private final TrainedNet net;
    private final NetTraining plan;
    private final FirstOrder rule;
    private final Schedule schedule;
    private final int batch;
    private final WeightControl control;
    private final int[] rows;
    private final int[] validation;
    private final Fitting how;
    private final Seed seed;

    Trainer(TrainedNet net, NetTraining plan, int[] rows, int[] validation, Fitting how) {
        this.net = net;
        this.plan = plan;
        rule = plan.optimizer();
        schedule = plan.schedule(rows.length);
        batch = plan.batchFor(rows.length);
        control = new WeightControl(plan.penalty(), plan.maxNorm(), net.weights());
        this.rows = rows;
        this.validation = validation;
        this.how = how;
        seed = new Seed(how.seed());
    }

    /// Trains from the net's present parameters.
    Outcome run(String stage) {
        float[] point = net.parameters();
        float[] best = point.clone();
        FloatFirstOrderSteps run = rule.startSingle(point.length);
        double least = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        List<TrainingTrace.Epoch> epochs = new ArrayList<>();
        for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
            double loss = epoch(epoch, run);
            float[] now = run.result(point);
            double held = validation.length == 0 ? Double.NaN : net.loss(now, validation);
            epochs.add(new TrainingTrace.Epoch(loss, held, rate(run.step() - 1), norms, activity));
            how.progress().step(stage, epoch, plan.epochs(), validation.length == 0 ? loss : held);
            if (validation.length == 0) {
                continue;
            }
            if (held < least) {
                least = held;
                bestEpoch = epoch;
                System.arraycopy(now, 0, best, 0, best.length);
            } else if (epoch - bestEpoch >= plan.patience()) {
                break;
            }
        }
        TrainingTrace trace = new TrainingTrace(
                net.parts().stream().map(TrainedNet.Part::name).toList(), net.activeLayers(), epochs);
        if (validation.length == 0) {
            double last = epochs.getLast().loss();
            return new Outcome(
                    run.result(point),
                    "all " + epochs.size() + " epochs of the schedule done",
                    epochs.size(),
                    startLoss,
                    last,
                    trace);
        }
        String reason = String.format(
                Locale.ROOT,
                "least validation loss %.6g after epoch %d of %d%s",
                least,
                bestEpoch,
                epochs.size(),
                epochs.size() < plan.epochs() ? ", none better for " + plan.patience() : "");
        return new Outcome(
                best,
                reason,
                epochs.size(),
                startLoss,
                bestEpoch == 0 ? startLoss : epochs.get(bestEpoch - 1).loss(),
                trace);
    }

    private final double[] strands = new double[GradientClipping.STRANDS];
    private double[] norms = {};
    private List<TrainingTrace.Activity> activity = List.of();
    /// Of the first batch, before the first step.
    private double startLoss = Double.NaN;

    /// One pass over the rows; returns the mean loss of its batches.
    private double epoch(int epoch, FloatFirstOrderSteps run) {
        float[] point = net.parameters();
        float[] gradient = net.gradients();
        int[] order = rows.clone();
        if (batch < order.length) {
            seed.child("order").child(epoch).stream().shuffle(order);
        }
        Seed.Stream random = seed.child("dropout").child(epoch).stream();
        double sum = 0;
        for (int from = 0; from < order.length; from += batch) {
            how.cancellation().check();
            int count = Math.min(batch, order.length - from);
            double loss = net.gradient(order, from, count, random);
            if (run.step() == 0) {
                startLoss = loss;
            }
            loss += control.addSmooth(point, gradient);
            double norm = GradientClipping.norm(gradient, 0, gradient.length, strands);
            if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
                throw diverged(epoch, run.step() + 1, loss, gradient, rate(run.step()));
            }
            if (from + count == order.length) {
                norms = normsOfParts(gradient);
                activity = net.activity();
            }
            if (plan.clipValue() > 0) {
                GradientClipping.byValue(plan.clipValue(), gradient);
                norm = plan.clip() > 0 ? GradientClipping.norm(gradient, 0, gradient.length, strands) : norm;
            }
            if (plan.clip() > 0 && norm > plan.clip()) {
                GradientClipping.byNorm(plan.clip(), norm, gradient);
            }
            double factor = schedule.factor(run.step());
            run.step(point, gradient, factor);
            control.afterStep(point, rule.rate() * factor);
            sum += loss * count;
        }
        return sum / order.length;
    }

    private double rate(long step) {
        return rule.rate() * schedule.factor(step);
    }

    private double[] normsOfParts(float[] gradient) {
        return net.parts().stream()
                .mapToDouble(p -> GradientClipping.norm(gradient, p.start(), p.end(), strands))
                .toArray();
    }

    private InputException diverged(int epoch, long step, double loss, float[] gradient, double rate) {
        String where = net.parts().stream()
                .filter(p -> IntStream.range(p.start(), p.end()).anyMatch(i -> !Float.isFinite(gradient[i])))
                .map(TrainedNet.Part::name)
                .findFirst()
                .orElse("loss");
        return new InputException("training diverged at step " + step + " of epoch " + epoch + " (" + where + ", loss "
                + loss + ") with learning rate " + rate + ": give the optimizer a smaller rate, or clip");
    }
}
