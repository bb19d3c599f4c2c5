package org.tandemml.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;

/// A net of PyTorch by DJL and its training. Its native memory is freed when nobody holds this object any more.
///
/// Loaded only where DJL is on the class path.
final class DjlRun {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final String ENGINE = "PyTorch";

    private final DjlNet net;
    private final int width;
    private final int classes;
    private final Model model;
    private final Trainer trainer;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private FitReport report = FitReport.direct("not trained");

    private DjlRun(DjlNet net, int width, int classes, int steps, Fitting how) {
        this.net = net;
        this.width = width;
        this.classes = classes;
        engine(how).setRandomSeed((int) (how.seed() ^ how.seed() >>> 32));
        model = Model.newInstance("djl-mlp", Device.cpu(), ENGINE);
        model.setBlock(block());
        trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Optimizer.adamW()
                        .optLearningRateTracker(rate(net, steps))
                        .optWeightDecays((float) net.decay())
                        .build()));
        trainer.initialize(new Shape(1, width));
        CLEANER.register(this, new Native(trainer, model));
    }

    /// What is closed with the run; it must not hold the run.
    private record Native(Trainer trainer, Model model) implements Runnable {
        @Override
        public void run() {
            trainer.close();
            model.close();
        }
    }

    private static Engine engine(Fitting how) {
        // Native code comes from the class path or not at all, and nobody is told of it.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        // Read when the engine loads, once.
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(how.threads()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        if (!Engine.hasEngine(ENGINE)) {
            throw new NoClassDefFoundError("an engine of DJL named " + ENGINE);
        }
        return Engine.getEngine(ENGINE);
    }

    private SequentialBlock block() {
        SequentialBlock block = new SequentialBlock();
        int inputs = width;
        for (int units : net.widths()) {
            Linear layer = Linear.builder().setUnits(units).build();
            layer.setInitializer(new NormalInitializer((float) Math.sqrt(2.0 / inputs)), Parameter.Type.WEIGHT);
            block.add(layer).add(Activation::relu);
            inputs = units;
        }
        Linear last = Linear.builder().setUnits(classes).build();
        last.setInitializer(new ConstantInitializer(0), Parameter.Type.WEIGHT);
        return block.add(last);
    }

    /// DJL counts the steps from 1. The tracker lives as long as the trainer, so it must not hold the run.
    private static Tracker rate(DjlNet net, int steps) {
        return step -> (float) net.rate(step - 1, steps);
    }

    static DjlRun fit(DjlNet net, float[] x, int width, PresentClasses present, Fitting how) {
        int[] codes = present.ofRow();
        Seed seed = new Seed(how.seed()).child("djl");
        int[] order = IntStream.range(0, codes.length).toArray();
        seed.child("validation").stream().shuffle(order);
        int[] held = net.holdsOut(codes.length) ? held(net, codes, order, present.count()) : new int[0];
        boolean[] aside = new boolean[codes.length];
        Arrays.stream(held).forEach(i -> aside[i] = true);
        int[] rows = IntStream.range(0, codes.length).filter(i -> !aside[i]).toArray();
        int batch = net.batchFor(rows.length);
        int perEpoch = (rows.length + batch - 1) / batch;
        DjlRun run = new DjlRun(net, width, present.count(), perEpoch * net.epochs(), how);
        run.train(x, codes, rows, held, batch, seed, how);
        return run;
    }

    /// The same share of each class.
    private static int[] held(DjlNet net, int[] codes, int[] order, int classes) {
        int[] wanted = new int[classes];
        Arrays.stream(codes).forEach(c -> wanted[c]++);
        Arrays.setAll(wanted, c -> (int) Math.min(Math.round(wanted[c] * net.validation()), wanted[c] - 1L));
        return Arrays.stream(order).filter(i -> wanted[codes[i]]-- > 0).sorted().toArray();
    }

    private void train(float[] x, int[] codes, int[] rows, int[] held, int batch, Seed seed, Fitting how) {
        double best = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        Map<Parameter, float[]> bestValues = new LinkedHashMap<>();
        double[] trace = new double[net.epochs() + 1];
        trace[0] = loss(x, codes, rows);
        int epoch = 0;
        while (epoch < net.epochs() && (held.length == 0 || epoch - bestEpoch < net.patience())) {
            how.cancellation().check();
            int[] order = rows.clone();
            seed.child("epoch").child(epoch).stream().shuffle(order);
            double sum = 0;
            for (int from = 0; from < order.length; from += batch) {
                int[] chosen = Arrays.copyOfRange(order, from, Math.min(order.length, from + batch));
                sum += step(x, codes, chosen) * chosen.length;
            }
            trace[++epoch] = sum / order.length;
            if (!Double.isFinite(trace[epoch])) {
                throw new InputException("djl-mlp diverged in epoch " + epoch + ": set a smaller learningRate (it is "
                        + net.learningRate() + ")");
            }
            how.progress().step("djl-mlp", epoch, net.epochs(), trace[epoch]);
            double now = held.length == 0 ? Double.NaN : loss(x, codes, held);
            if (now < best) {
                best = now;
                bestEpoch = epoch;
                parameters().forEach(p -> bestValues.put(p, p.getArray().toFloatArray()));
            }
        }
        bestValues.forEach((parameter, values) -> parameter.getArray().set(values));
        report = new FitReport(
                true,
                held.length == 0 || epoch == net.epochs()
                        ? epoch + " epochs"
                        : "validation loss least after epoch " + bestEpoch + ", not less in " + net.patience()
                                + " epochs since",
                epoch,
                trace[held.length == 0 ? epoch : bestEpoch],
                Arrays.copyOf(trace, epoch + 1),
                held.length == 0 ? Map.of() : Map.of("validation_loss", best),
                List.of("PyTorch " + Engine.getEngine(ENGINE).getVersion() + " by DJL " + Engine.getDjlVersion()));
    }

    private List<Parameter> parameters() {
        return model.getBlock().getParameters().values();
    }

    private double step(float[] x, int[] codes, int[] chosen) {
        try (NDManager memory = model.getNDManager().newSubManager()) {
            NDList input = new NDList(array(memory, x, chosen));
            NDList target = new NDList(labels(memory, codes, chosen));
            double value;
            try (GradientCollector gradients = collector()) {
                NDArray mean = loss.evaluate(target, trainer.forward(input));
                gradients.backward(mean);
                value = mean.getFloat();
                mean.attach(memory);
            }
            clip(memory);
            trainer.step();
            return value;
        }
    }

    /// DJL sets all gradients to 0 here through handles that it leaves open, and looks at every open handle: without
    /// the scope, which closes them, each step would take longer than the one before.
    private GradientCollector collector() {
        try (NDScope handles = new NDScope()) {
            return trainer.newGradientCollector();
        }
    }

    /// Scales the gradient of all parameters together down to the largest norm allowed; DJL itself clips single
    /// numbers.
    private void clip(NDManager memory) {
        if (net.clip() == 0) {
            return;
        }
        double squares = 0;
        for (Parameter parameter : parameters()) {
            NDArray gradient = parameter.getArray().getGradient();
            gradient.attach(memory);
            NDArray square = gradient.square().sum();
            square.attach(memory);
            squares += square.getFloat();
        }
        double norm = Math.sqrt(squares);
        if (norm > net.clip()) {
            for (Parameter parameter : parameters()) {
                NDArray gradient = parameter.getArray().getGradient();
                gradient.attach(memory);
                gradient.muli((float) (net.clip() / norm));
            }
        }
    }

    private NDArray array(NDManager memory, float[] x, int[] chosen) {
        float[] part = new float[chosen.length * width];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(x, chosen[i] * width, part, i * width, width);
        }
        return memory.create(part, new Shape(chosen.length, width));
    }

    private static NDArray labels(NDManager memory, int[] codes, int[] chosen) {
        float[] part = new float[chosen.length];
        for (int i = 0; i < part.length; i++) {
            part[i] = codes[chosen[i]];
        }
        return memory.create(part, new Shape(part.length));
    }

    /// The mean loss of rows.
    private double loss(float[] x, int[] codes, int[] rows) {
        int block = 4096;
        double sum = 0;
        for (int from = 0; from < rows.length; from += block) {
            int[] chosen = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + block));
            try (NDManager memory = model.getNDManager().newSubManager()) {
                NDList outputs = trainer.evaluate(new NDList(array(memory, x, chosen)));
                outputs.attach(memory);
                NDArray mean = loss.evaluate(new NDList(labels(memory, codes, chosen)), outputs);
                mean.attach(memory);
                sum += mean.getFloat() * chosen.length;
            }
        }
        return sum / rows.length;
    }

    /// How training went.
    FitReport report() {
        return report;
    }

    /// The probabilities of `n` rows, one after the other.
    double[] probabilities(double[] rows, int n) {
        return PeerLibrary.DJL.call("djl-mlp", () -> {
            synchronized (this) {
                try (NDManager memory = model.getNDManager().newSubManager()) {
                    NDList outputs =
                            trainer.evaluate(new NDList(memory.create(Rows.floats(rows), new Shape(n, width))));
                    outputs.attach(memory);
                    float[] scores = outputs.singletonOrThrow().toFloatArray();
                    return softmax(scores, n);
                }
            }
        });
    }

    /// In double, so that probabilities add up to 1.
    private double[] softmax(float[] scores, int n) {
        double[] out = new double[n * classes];
        for (int i = 0; i < n; i++) {
            int at = i * classes;
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                most = Math.max(most, scores[at + k]);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                out[at + k] = Math.exp(scores[at + k] - most);
                sum += out[at + k];
            }
            for (int k = 0; k < classes; k++) {
                out[at + k] /= sum;
            }
        }
        return out;
    }
}
