package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.optimization.FirstOrderSteps;
import org.tandemml.optimization.Schedule;

/// Mini-batch training of any [Layer] under any [Loss], an epoch at a call.
///
/// The order of the rows and the dropout of an epoch depend on the seed and the number of the epoch alone, so that a
/// run resumed from a [Checkpoint] gives the same bits. **Errors**: `InputException` when the loss or a gradient is no
/// longer finite, naming step and parameter.
public final class Training {
    private final Layer net;
    private final Loss loss;
    private final FirstOrderSteps run;
    private final Schedule schedule;
    private final int batch;
    private final double clip;
    private final Seed seed;
    private final List<Parameter> parameters;
    private final double[] point;
    private final double[] gradient;
    private @Nullable FloatNet single;
    private int epoch;

    /// All that a run depends on besides the net's kind and the data.
    ///
    /// @param epoch epochs done
    /// @param parameters all parameters one after the other
    /// @param buffers running numbers such as means, one after the other
    /// @param optimizer what the optimiser remembers
    public record Checkpoint(int epoch, double[] parameters, double[] buffers, double[] optimizer) {
        public Checkpoint {
            Check.atLeast("epoch", epoch, 0);
            parameters = parameters.clone();
            buffers = buffers.clone();
            optimizer = optimizer.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Checkpoint that
                    && epoch == that.epoch
                    && Arrays.equals(parameters, that.parameters)
                    && Arrays.equals(buffers, that.buffers)
                    && Arrays.equals(optimizer, that.optimizer);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(parameters) + Arrays.hashCode(optimizer);
        }
    }

    /// Training from the net's present parameters; `clip` is the largest norm of a gradient, infinite for none.
    public Training(Layer net, Loss loss, FirstOrder rule, Schedule schedule, int batch, double clip, Seed seed) {
        this(net, loss, rule.start(flat(net.parameters()).length), schedule, batch, clip, seed);
    }

    private Training(Layer net, Loss loss, FirstOrderSteps run, Schedule schedule, int batch, double clip, Seed seed) {
        this.net = net;
        this.loss = loss;
        this.run = run;
        this.schedule = schedule;
        this.batch = Check.atLeast("batch", batch, 1);
        if (!(clip > 0)) {
            throw new InputException("clip must be > 0, was " + clip);
        }
        this.clip = clip;
        this.seed = seed;
        parameters = net.parameters();
        point = flat(parameters);
        gradient = new double[point.length];
    }

    /// Training that goes on where the checkpoint was taken; the net gets its parameters and buffers.
    public static Training resumed(
            Checkpoint from,
            Layer net,
            Loss loss,
            FirstOrder rule,
            Schedule schedule,
            int batch,
            double clip,
            Seed seed) {
        spread(from.parameters, net.parameters());
        spread(from.buffers, net.buffers());
        FirstOrderSteps steps = rule.start(from.parameters.length);
        steps.resume(from.optimizer);
        Training training = new Training(net, loss, steps, schedule, batch, clip, seed);
        training.epoch = from.epoch;
        return training;
    }

    /// Passes in single precision from now on, by [FloatNet]; parameters, loss and optimiser stay in double precision.
    /// Several times as fast for linear layers and attention, to about 1e-6 the same gradients.
    public Training inSinglePrecision() {
        single = FloatNet.of(net);
        return this;
    }

    /// One pass over all rows; returns the mean loss of its batches.
    public double epoch(Tensor inputs, Tensor targets) {
        int n = inputs.axis(0);
        if (n == 0 || targets.axis(0) != n) {
            throw new InputException("training needs as many targets as inputs and at least 1, got shapes "
                    + Arrays.toString(inputs.shape()) + " and " + Arrays.toString(targets.shape()));
        }
        int[] order = IntStream.range(0, n).toArray();
        if (batch < n) {
            seed.child("order").child(epoch).stream().shuffle(order);
        }
        Pass pass = new Pass(true, seed.child("dropout").child(epoch).stream(), Parallel.SEQUENTIAL);
        double sum = 0;
        for (int from = 0; from < n; from += batch) {
            int[] rows = Arrays.copyOfRange(order, from, Math.min(n, from + batch));
            sum += step(rows(inputs, rows), rows(targets, rows), pass) * rows.length;
        }
        epoch++;
        return sum / n;
    }

    private double step(Tensor x, Tensor target, Pass pass) {
        net.clearGradients();
        double value = single == null ? gradients(x, target, pass) : gradients(single, x, target, pass);
        int at = 0;
        for (Parameter p : parameters) {
            System.arraycopy(p.gradient(), 0, gradient, at, p.gradient().length);
            at += p.gradient().length;
        }
        double norm = GradientClipping.norm(gradient);
        double factor = schedule.factor(run.step());
        if (!Double.isFinite(value) || !Double.isFinite(norm)) {
            throw diverged(value, factor * run.rule().rate());
        }
        if (norm > clip) {
            GradientClipping.byNorm(clip, gradient);
        }
        run.step(point, gradient, factor);
        spread(point, parameters);
        return value;
    }

    private double gradients(Tensor x, Tensor target, Pass pass) {
        Tensor output = net.forward(x, pass);
        double value = loss.value(output, target, Reduction.MEAN);
        net.backward(loss.gradient(output, target, Reduction.MEAN));
        return value;
    }

    private double gradients(FloatNet twin, Tensor x, Tensor target, Pass pass) {
        twin.load();
        twin.clearGradients();
        Tensor output = twin.forward(FloatTensor.of(x), pass).widened();
        double value = loss.value(output, target, Reduction.MEAN);
        twin.backward(FloatTensor.of(loss.gradient(output, target, Reduction.MEAN)));
        twin.addGradients();
        return value;
    }

    private InputException diverged(double value, double rate) {
        String where = parameters.stream()
                .filter(p -> Arrays.stream(p.gradient()).anyMatch(g -> !Double.isFinite(g)))
                .map(Parameter::name)
                .findFirst()
                .orElse("loss");
        return new InputException("training diverged at step " + (run.step() + 1) + " (" + where + ", loss " + value
                + ") with learning rate " + rate + ": give a smaller rate, or clip");
    }

    /// Epochs done.
    public int epochs() {
        return epoch;
    }

    /// What [#resumed] needs, as a copy.
    public Checkpoint checkpoint() {
        return new Checkpoint(epoch, point, flat(net.buffers()), run.state());
    }

    private static double[] flat(List<Parameter> parts) {
        return parts.stream().flatMapToDouble(p -> Arrays.stream(p.values())).toArray();
    }

    private static void spread(double[] numbers, List<Parameter> parts) {
        int size = parts.stream().mapToInt(p -> p.values().length).sum();
        Check.length("numbers of the net", numbers.length, size);
        int at = 0;
        for (Parameter p : parts) {
            System.arraycopy(numbers, at, p.values(), 0, p.values().length);
            at += p.values().length;
        }
    }

    static Tensor rows(Tensor all, int[] rows) {
        int width = all.size() / all.axis(0);
        int[] shape = all.shape().clone();
        shape[0] = rows.length;
        Tensor chosen = Tensor.zeros(shape);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all.values(), rows[i] * width, chosen.values(), i * width, width);
        }
        return chosen;
    }
}
