package org.tandemml.benchmarks.nn;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.util.List;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Seed;
import org.tandemml.nn.EncoderBlock;
import org.tandemml.nn.FloatNet;
import org.tandemml.nn.FloatTensor;
import org.tandemml.nn.Pass;

/// Forward and backward of a transformer encoder block, width 64, 4 heads, hidden 256, length 32, batch 32, beside
/// PyTorch (by DJL); both in single precision.
public final class EncoderContest implements Contest {
    private static final int BATCH = 32;
    private static final int LENGTH = 32;
    private static final int WIDTH = 64;
    private static final int HEADS = 4;
    private static final int HIDDEN = 256;
    private static final int WARM_UP = 60;

    @Override
    public String name() {
        return "nn-encoder";
    }

    @Override
    public String task() {
        return "encoder block 64 wide, 4 heads, length 32, batch 32: forward and backward";
    }

    @Override
    public String qualityName() {
        return "loss";
    }

    @Override
    public double target() {
        return 0.7;
    }

    @Override
    public List<Entrant> entrants() {
        return List.of(new Entrant("tandem", 1, Ours::new), new Entrant("pytorch", 1, Torch::new));
    }

    private static final class Ours implements Trial {
        private final FloatNet net =
                FloatNet.of(new EncoderBlock(WIDTH, HEADS, HIDDEN, org.tandemml.nn.Activation.RELU, 0, false)
                        .initialized(new Seed(1).stream()));
        private final FloatTensor x = new FloatTensor(BATCH, LENGTH, WIDTH);
        private final FloatTensor gradient = new FloatTensor(BATCH, LENGTH, WIDTH);
        private final Pass pass = Pass.training(new Seed(3));

        Ours() {
            Seed.Stream random = new Seed(2).stream();
            for (int i = 0; i < x.size(); i++) {
                x.values()[i] = (float) random.nextGaussian();
            }
            // The compiler reaches the last of the kernels inside after more steps than the common warm-up has time
            // for.
            for (int step = 0; step < WARM_UP; step++) {
                run();
            }
        }

        /// Mean squared distance from 0, and its gradients.
        @Override
        public Object run() {
            net.clearGradients();
            float[] y = net.forward(x, pass).values();
            float[] g = gradient.values();
            float scale = 2f / g.length;
            double loss = 0;
            for (int i = 0; i < g.length; i++) {
                g[i] = scale * y[i];
                loss += y[i] * y[i];
            }
            net.backward(gradient);
            return loss / g.length;
        }

        @Override
        public double quality(Object result) {
            return (double) result;
        }
    }

    private static final class Torch implements Trial {
        private final Model model = TorchNet.model();
        private final Loss loss = Loss.l2Loss("l2", 1);
        private final Trainer trainer;
        private final NDArray x;
        private final NDArray target;

        Torch() {
            model.setBlock(new TransformerEncoderBlock(WIDTH, HEADS, HIDDEN, 0, Activation::relu));
            trainer = model.newTrainer(TorchNet.config(loss));
            Shape shape = new Shape(BATCH, LENGTH, WIDTH);
            trainer.initialize(shape);
            x = model.getNDManager().randomNormal(shape);
            target = model.getNDManager().zeros(shape);
        }

        @Override
        public Object run() {
            try (GradientCollector gradients = trainer.newGradientCollector();
                    NDList output = trainer.forward(new NDList(x));
                    NDArray value = loss.evaluate(new NDList(target), output)) {
                gradients.backward(value);
                return (double) value.getFloat();
            }
        }

        @Override
        public double quality(Object result) {
            return (double) result;
        }
    }
}
