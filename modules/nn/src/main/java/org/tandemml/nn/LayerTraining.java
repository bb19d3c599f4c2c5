package org.tandemml.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// A net of layers over a table in training, in double precision.
final class LayerTraining implements TableTraining {
    private final LayerPlan plan;
    private final TableInput input;
    private final TableInput.Rows rows;
    private final RowLoss loss;
    private final int width;
    private final int batch;
    private final Parallel loop;
    private final Sequential net;
    /// Of each layer in the last gradient.
    private final List<Tensor> outputs = new ArrayList<>();

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
    }

    @Override
    public int size() {
        return net.parameters().stream().mapToInt(p -> p.values().length).sum();
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
        return outputs.stream().map(LayerTraining::activity).toList();
    }

    /// An output of exactly 0 is one whose gradient an activation or dropout has cut.
    private static TrainingTrace.Activity activity(Tensor values) {
        double mean = Arrays.stream(values.values()).average().orElse(0);
        double squares =
                Arrays.stream(values.values()).map(v -> (v - mean) * (v - mean)).sum();
        double flat = Arrays.stream(values.values()).filter(v -> v == 0).count();
        return new TrainingTrace.Activity(mean, Math.sqrt(squares / values.size()), flat / values.size());
    }

    @Override
    public double[] start(double[] outputBias, Seed seed) {
        Sequential fresh = plan.build(input, width, seed.stream());
        double[] point = new double[size()];
        int at = 0;
        for (Parameter p : fresh.parameters()) {
            System.arraycopy(p.values(), 0, point, at, p.values().length);
            at += p.values().length;
        }
        System.arraycopy(outputBias, 0, point, at - outputBias.length, outputBias.length);
        return point;
    }

    @Override
    public LayerNet net(TableInput encoding, double[] point) {
        return new LayerNet(encoding, plan, width, point.clone());
    }

    static void set(Layer layer, double[] point) {
        int at = 0;
        for (Parameter p : layer.parameters()) {
            System.arraycopy(point, at, p.values(), 0, p.values().length);
            at += p.values().length;
        }
    }

    private Tensor gathered(int[] chosen, int from, int count) {
        int dense = input.dense();
        int codes = input.codes();
        Tensor x = Tensor.zeros(count, dense + codes);
        for (int i = 0; i < count; i++) {
            int row = chosen[from + i];
            int at = i * (dense + codes);
            for (int j = 0; j < dense; j++) {
                x.values()[at + j] = rows.dense()[row * dense + j];
            }
            for (int c = 0; c < codes; c++) {
                x.values()[at + dense + c] = rows.codes()[row * codes + c];
            }
        }
        return x;
    }

    @Override
    public double loss(double[] point, int[] chosen) {
        set(net, point);
        double sum = 0;
        double weight = 0;
        Pass pass = new Pass(false, new Seed(0).stream(), loop);
        for (int from = 0; from < chosen.length; from += batch) {
            int count = Math.min(batch, chosen.length - from);
            float[] out = narrowed(net.forward(gathered(chosen, from, count), pass));
            for (int i = 0; i < count; i++) {
                sum += loss.apply(chosen[from + i], out, i * width, width, 1);
                weight += loss.weights()[chosen[from + i]];
            }
        }
        return sum / weight;
    }

    @Override
    public double gradient(double[] point, int[] chosen, int from, int count, double[] gradient, Seed.Stream random) {
        set(net, point);
        net.clearGradients();
        Pass pass = new Pass(true, random, loop);
        Tensor output = gathered(chosen, from, count);
        outputs.clear();
        for (Layer layer : net.layers()) {
            output = layer.forward(output, pass);
            outputs.add(output);
        }
        float[] out = narrowed(output);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += loss.apply(chosen[from + i], out, i * width, width, 1.0 / count);
        }
        Tensor back = Tensor.zeros(output.shape());
        for (int i = 0; i < out.length; i++) {
            back.values()[i] = out[i];
        }
        net.backward(back);
        int at = 0;
        for (Parameter p : net.parameters()) {
            System.arraycopy(p.gradient(), 0, gradient, at, p.gradient().length);
            at += p.gradient().length;
        }
        return sum / count;
    }

    private static float[] narrowed(Tensor tensor) {
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) tensor.values()[i];
        }
        return values;
    }
}
