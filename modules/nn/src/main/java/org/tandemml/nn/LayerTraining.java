package org.tandemml.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// A net of layers over a table in training, all in `float`.
final class LayerTraining implements TableTraining {
    private final LayerPlan plan;
    private final TableInput input;
    private final TableInput.Rows rows;
    private final RowLoss loss;
    private final int width;
    private final int batch;
    private final Parallel loop;
    private final Sequential net;
    private final FloatNet single;
    private final FloatTensor batchRows = new FloatTensor(0, 0);
    private final FloatTensor back = new FloatTensor(0, 0);
    private final Pass still;

    LayerTraining(
            LayerPlan plan,
            TableInput input,
            TableInput.Rows rows,
            RowLoss loss,
            int outputs,
            int batch,
            Parallel loop) {
        this.plan = plan;
        this.input = input;
        this.rows = rows;
        this.loss = loss;
        width = outputs;
        this.batch = batch;
        this.loop = loop;
        net = plan.build(input, outputs, new Seed(0).stream());
        single = FloatNet.of(net);
        still = new Pass(false, new Seed(0).stream(), loop);
    }

    @Override
    public float[] parameters() {
        return single.parameters();
    }

    @Override
    public float[] gradients() {
        return single.gradients();
    }

    @Override
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (Layer layer : net.layers()) {
            int size =
                    layer.parameters().stream().mapToInt(p -> p.values().length).sum();
            if (size > 0) {
                parts.add(new Part(layer.label(), at, at + size));
            }
            at += size;
        }
        return parts;
    }

    @Override
    public List<Weights> weights() {
        List<Weights> weights = new ArrayList<>();
        int at = 0;
        for (Parameter p : net.parameters()) {
            Tensor values = p.tensor();
            // The first layer makes vectors of columns and is left out, as embeddings are.
            if (values.rank() == 2 && p.name().endsWith("weight") && !p.name().startsWith("0.")) {
                weights.add(new Weights(at, values.axis(0), values.axis(1), true));
            }
            at += values.size();
        }
        return weights;
    }

    @Override
    public List<String> activeLayers() {
        return net.layers().stream().map(Layer::label).toList();
    }

    @Override
    public List<TrainingTrace.Activity> activity() {
        return Arrays.stream(single.outputs()).map(LayerTraining::activity).toList();
    }

    /// An output of exactly 0 is one whose gradient an activation or dropout has cut.
    private static TrainingTrace.Activity activity(FloatTensor output) {
        double sum = 0;
        double squares = 0;
        double flat = 0;
        for (int i = 0; i < output.size(); i++) {
            double value = output.values()[i];
            sum += value;
            squares += value * value;
            flat += value == 0 ? 1 : 0;
        }
        int n = output.size();
        double mean = sum / n;
        return new TrainingTrace.Activity(mean, Math.sqrt(Math.max(0, squares / n - mean * mean)), flat / n);
    }

    @Override
    public void start(double[] outputBias, Seed seed) {
        Sequential fresh = plan.build(input, width, seed.stream());
        float[] point = parameters();
        int at = 0;
        for (Parameter p : fresh.parameters()) {
            for (double value : p.values()) {
                point[at++] = (float) value;
            }
        }
        for (int k = 0; k < outputBias.length; k++) {
            point[at - outputBias.length + k] = (float) outputBias[k];
        }
    }

    @Override
    public LayerNet net(TableInput encoding, float[] point) {
        double[] wide = new double[point.length];
        Arrays.setAll(wide, i -> point[i]);
        return new LayerNet(encoding, plan, width, wide);
    }

    private FloatTensor gathered(int[] chosen, int from, int count) {
        int dense = input.dense();
        int codes = input.codes();
        batchRows.reshape(count, dense + codes);
        float[] x = batchRows.values();
        int at = 0;
        for (int i = 0; i < count; i++) {
            int row = chosen[from + i];
            System.arraycopy(rows.dense(), row * dense, x, at, dense);
            at += dense;
            for (int c = 0; c < codes; c++) {
                x[at++] = rows.codes()[row * codes + c];
            }
        }
        return batchRows;
    }

    @Override
    public double loss(float[] point, int[] chosen) {
        float[] own = parameters();
        if (point == own) {
            return loss(chosen);
        }
        float[] kept = own.clone();
        System.arraycopy(point, 0, own, 0, own.length);
        double value = loss(chosen);
        System.arraycopy(kept, 0, own, 0, own.length);
        return value;
    }

    private double loss(int[] chosen) {
        single.loaded();
        double sum = 0;
        double weight = 0;
        for (int from = 0; from < chosen.length; from += batch) {
            int count = Math.min(batch, chosen.length - from);
            float[] out = single.forward(gathered(chosen, from, count), still).values();
            for (int i = 0; i < count; i++) {
                sum += loss.apply(chosen[from + i], out, i * width, width, 1);
                weight += loss.weights()[chosen[from + i]];
            }
        }
        return sum / weight;
    }

    @Override
    public double gradient(int[] chosen, int from, int count, Seed.Stream random) {
        single.loaded();
        single.clearGradients();
        FloatTensor output = single.forward(gathered(chosen, from, count), new Pass(true, random, loop));
        // The loss works in place; what came out of the last layer is kept for the trace.
        float[] g = back.reshapeLike(output).values();
        System.arraycopy(output.values(), 0, g, 0, output.size());
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += loss.apply(chosen[from + i], g, i * width, width, 1.0 / count);
        }
        single.backward(back);
        return sum / count;
    }
}
