package org.tandemml.benchmarks.nn;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import org.tandemml.benchmarks.Contest;

/// The same training by PyTorch through DJL, on one thread; the batches are tensors before the clock runs.
final class TorchNet implements Contest.Trial {
    private final NetContest contest;
    private final NetProblem problem;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private final Model data = model();
    private final List<NDArray> inputs = new ArrayList<>();
    private final List<NDArray> targets = new ArrayList<>();
    private Model last = model();

    TorchNet(NetContest contest, NetProblem problem) {
        this.contest = contest;
        this.problem = problem;
        int columns = problem.columns();
        for (int from = 0; from < problem.rows(); from += contest.batch()) {
            int count = Math.min(contest.batch(), problem.rows() - from);
            float[] x = new float[count * columns];
            float[] y = new float[count];
            for (int i = 0; i < count; i++) {
                y[i] = problem.classes()[from + i];
                for (int j = 0; j < columns; j++) {
                    x[i * columns + j] = (float) problem.x()[(from + i) * columns + j];
                }
            }
            inputs.add(data.getNDManager().create(x, new Shape(count, columns)));
            targets.add(data.getNDManager().create(y, new Shape(count)));
        }
    }

    static Model model() {
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        return Model.newInstance("net", "PyTorch");
    }

    static DefaultTrainingConfig config(Loss loss) {
        return new DefaultTrainingConfig(loss)
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(1e-3f))
                        .build());
    }

    private static Linear linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    @Override
    public Object run() {
        last.close();
        last = model();
        last.setBlock(new SequentialBlock()
                .add(linear(contest.first()))
                .add(Activation::relu)
                .add(linear(contest.second()))
                .add(Activation::relu)
                .add(linear(contest.classes())));
        Trainer trainer = last.newTrainer(config(loss));
        trainer.initialize(new Shape(contest.batch(), contest.columns()));
        for (int epoch = 0; epoch < contest.epochs(); epoch++) {
            for (int b = 0; b < inputs.size(); b++) {
                try (GradientCollector gradients = trainer.newGradientCollector();
                        NDList output = trainer.forward(new NDList(inputs.get(b)));
                        NDArray value = loss.evaluate(new NDList(targets.get(b)), output)) {
                    gradients.backward(value);
                }
                trainer.step();
            }
        }
        return trainer;
    }

    @Override
    public double quality(Object result) {
        double sum = 0;
        for (int b = 0; b < inputs.size(); b++) {
            try (NDList output = ((Trainer) result).evaluate(new NDList(inputs.get(b)));
                    NDArray value = loss.evaluate(new NDList(targets.get(b)), output)) {
                sum += value.getFloat() * inputs.get(b).getShape().get(0);
            }
        }
        return sum / problem.rows();
    }
}
