package org.tandemml.nn;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// A net of layers over a table in training, in double precision.
final class LayerTraining implements TableTraining {
    private final LayerPlan plan;
    private final TableInput input;
    private final TableInput.Rows rows;
    private final RowLoss loss;
    private final int outputs;
    private final int batch;
    private final Parallel loop;
    private final Sequential net;

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
        this.outputs = outputs;
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
    public double[] start(double[] outputBias, Seed seed) {
        Sequential fresh = plan.build(input, outputs, seed.stream());
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
        return new LayerNet(encoding, plan, outputs, point.clone());
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
                sum += loss.apply(chosen[from + i], out, i * outputs, outputs, 1);
                weight += loss.weights()[chosen[from + i]];
            }
        }
        return sum / weight;
    }

    @Override
    public double gradient(double[] point, int[] chosen, int from, int count, double[] gradient, Seed.Stream random) {
        set(net, point);
        net.clearGradients();
        Tensor output = net.forward(gathered(chosen, from, count), new Pass(true, random, loop));
        float[] out = narrowed(output);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += loss.apply(chosen[from + i], out, i * outputs, outputs, 1.0 / count);
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
