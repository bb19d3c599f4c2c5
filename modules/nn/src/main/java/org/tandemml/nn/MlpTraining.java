package org.tandemml.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// A multi-layer perceptron in training: all in `float`, on arrays made once.
final class MlpTraining implements TableTraining {
    private final MlpShape shape;
    private final TableInput.Rows rows;
    private final RowLoss loss;
    private final double dropout;
    private final Parallel loop;
    private final float[] parameters;
    private final float[] gradients;
    private final MlpWork work;
    /// Gradients by the outputs of each layer; the last reuses the outputs themselves.
    private final float[][] back;
    /// Rows of the last gradient.
    private int last;

    MlpTraining(MlpShape shape, TableInput.Rows rows, RowLoss loss, double dropout, int batch, Parallel loop) {
        this.shape = shape;
        this.rows = rows;
        this.loss = loss;
        this.dropout = dropout;
        this.loop = loop;
        parameters = new float[shape.size()];
        gradients = new float[shape.size()];
        work = new MlpWork(shape, batch, dropout > 0);
        back = new float[shape.layers() + 1][];
        for (int l = 0; l < shape.layers(); l++) {
            boolean needed = l > 0 || shape.levels().length > 0;
            back[l] = new float[needed ? batch * shape.in(l) : 0];
        }
        back[shape.layers()] = work.values[shape.layers()];
    }

    @Override
    public float[] parameters() {
        return parameters;
    }

    @Override
    public float[] gradients() {
        return gradients;
    }

    @Override
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        if (shape.levels().length > 0) {
            parts.add(new Part("embeddings", 0, shape.weights(0)));
        }
        for (int l = 0; l < shape.layers(); l++) {
            String name = l < shape.layers() - 1 ? "hidden layer " + (l + 1) : "output layer";
            parts.add(new Part(name, shape.weights(l), shape.weights(l + 1)));
        }
        return parts;
    }

    @Override
    public List<Weights> weights() {
        List<Weights> weights = new ArrayList<>();
        for (int l = 0; l < shape.layers(); l++) {
            weights.add(new Weights(shape.weights(l), shape.in(l), shape.out(l), false));
        }
        return weights;
    }

    @Override
    public List<String> activeLayers() {
        List<String> names = new ArrayList<>();
        for (int l = 1; l < shape.layers(); l++) {
            names.add("hidden layer " + l);
        }
        return names;
    }

    @Override
    public List<TrainingTrace.Activity> activity() {
        List<TrainingTrace.Activity> activity = new ArrayList<>();
        for (int l = 1; l < shape.layers(); l++) {
            activity.add(FloatActivation.activity(
                    shape.activation(), work.before[l - 1], work.values[l], last * shape.out(l - 1)));
        }
        return activity;
    }

    /// Where training begins: hidden layers by He or Xavier, small random embeddings, and an output layer of zeros with
    /// the given biases, so that no class is ahead of another by chance.
    @Override
    public void start(double[] outputBias, Seed seed) {
        Arrays.fill(parameters, 0);
        Seed.Stream random = seed.stream();
        for (int i = 0; i < shape.weights(0); i++) {
            parameters[i] = (float) (0.1 * random.nextGaussian());
        }
        boolean saturating = shape.activation() == Activation.TANH || shape.activation() == Activation.SIGMOID;
        Initialization rule = saturating ? new Initialization.Xavier(1, false) : new Initialization.He();
        for (int l = 0; l < shape.layers() - 1; l++) {
            double[] w = new double[shape.in(l) * shape.out(l)];
            rule.fill(w, shape.out(l), shape.in(l), random);
            round(w, parameters, shape.weights(l));
        }
        round(outputBias, parameters, shape.biases(shape.layers() - 1));
    }

    private static void round(double[] wide, float[] into, int at) {
        for (int i = 0; i < wide.length; i++) {
            into[at + i] = (float) wide[i];
        }
    }

    @Override
    public double loss(float[] point, int[] chosen) {
        double sum = 0;
        double weight = 0;
        for (int from = 0; from < chosen.length; from += work.capacity) {
            int count = Math.min(work.capacity, chosen.length - from);
            gather(point, chosen, from, count);
            MlpNet.forward(shape, point, work, count, loop);
            for (int i = 0; i < count; i++) {
                int row = chosen[from + i];
                sum += loss.apply(row, work.values[shape.layers()], i * shape.outputs(), shape.outputs(), 1);
                weight += loss.weights()[row];
            }
        }
        return sum / weight;
    }

    @Override
    public double gradient(int[] chosen, int from, int count, Seed.Stream random) {
        gather(parameters, chosen, from, count);
        last = count;
        for (int l = 0; l < shape.layers(); l++) {
            MlpNet.linear(shape, parameters, l, work, count, loop);
            if (l < shape.layers() - 1) {
                FloatActivation.forward(shape.activation(), work.before[l], work.values[l + 1], count * shape.out(l));
                drop(l, count, random);
            }
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += loss.apply(
                    chosen[from + i], work.values[shape.layers()], i * shape.outputs(), shape.outputs(), 1.0 / count);
        }
        for (int l = shape.layers() - 1; l >= 0; l--) {
            backward(l, count);
        }
        embeddings(count);
        return sum / count;
    }

    private void gather(float[] point, int[] chosen, int from, int count) {
        int dense = shape.dense();
        int stride = shape.in(0);
        int categories = shape.levels().length;
        for (int i = 0; i < count; i++) {
            int row = chosen[from + i];
            System.arraycopy(rows.dense(), row * dense, work.values[0], i * stride, dense);
            System.arraycopy(rows.codes(), row * categories, work.codes, i * categories, categories);
        }
        MlpNet.embed(shape, point, work, count);
    }

    private void drop(int layer, int count, Seed.Stream random) {
        if (dropout == 0) {
            return;
        }
        float[] mask = work.masks[layer];
        float[] values = work.values[layer + 1];
        float kept = (float) (1 / (1 - dropout));
        for (int i = 0; i < count * shape.out(layer); i++) {
            mask[i] = random.nextDouble() < dropout ? 0 : kept;
            values[i] *= mask[i];
        }
    }

    /// From the gradient by a layer's products to those of its weights and of its inputs' products.
    private void backward(int layer, int count) {
        boolean handsBack = back[layer].length > 0;
        if (shape.out(layer) == 1) {
            single(layer, count, handsBack);
        } else {
            several(layer, count, handsBack);
        }
        if (layer > 0) {
            int n = count * shape.in(layer);
            float[] d = back[layer];
            if (dropout > 0) {
                undrop(layer - 1, n);
                float[] mask = work.masks[layer - 1];
                for (int i = 0; i < n; i++) {
                    d[i] *= mask[i];
                }
            }
            FloatActivation.backward(shape.activation(), work.before[layer - 1], work.values[layer], d, n);
        }
    }

    private void single(int layer, int count, boolean handsBack) {
        int in = shape.in(layer);
        int weights = shape.weights(layer);
        float[] g = back[layer + 1];
        SingleOutput.byWeights(count, in, work.values[layer], g, gradients, weights, work.partial);
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += g[i];
        }
        gradients[shape.biases(layer)] = sum;
        if (handsBack) {
            SingleOutput.byInputs(count, in, g, parameters, weights, back[layer]);
        }
    }

    private void several(int layer, int count, boolean handsBack) {
        int in = shape.in(layer);
        int out = shape.out(layer);
        int weights = shape.weights(layer);
        float[] g = back[layer + 1];
        FloatKernels kernels = Kernels.floats();
        BlockLoop threads = MlpNet.forWork(loop, count, in, out);
        float[] x = work.values[layer];
        kernels.gemm(in, out, count, 1, x, 0, in, true, g, 0, out, false, 0, gradients, weights, out, threads);
        int bias = shape.biases(layer);
        Arrays.fill(gradients, bias, bias + out, 0);
        for (int i = 0; i < count; i++) {
            kernels.axpy(1, g, i * out, gradients, bias, out);
        }
        if (handsBack) {
            float[] d = back[layer];
            kernels.gemm(count, in, out, 1, g, 0, out, false, parameters, weights, out, true, 0, d, 0, in, threads);
        }
    }

    /// Brings the activations back to what they were before dropout; dropped ones have no gradient, so any value does.
    private void undrop(int layer, int n) {
        float[] values = work.values[layer + 1];
        float share = (float) (1 - dropout);
        for (int i = 0; i < n; i++) {
            values[i] *= share;
        }
    }

    private void embeddings(int count) {
        int categories = shape.levels().length;
        if (categories == 0) {
            return;
        }
        Arrays.fill(gradients, 0, shape.weights(0), 0);
        int stride = shape.in(0);
        int at = shape.dense();
        for (int c = 0; c < categories; c++) {
            int width = shape.width(c);
            int table = shape.table(c);
            for (int i = 0; i < count; i++) {
                int to = table + work.codes[i * categories + c] * width;
                for (int k = 0; k < width; k++) {
                    gradients[to + k] += back[0][i * stride + at + k];
                }
            }
            at += width;
        }
    }

    @Override
    public MlpNet net(TableInput input, float[] point) {
        return new MlpNet(input, shape, point.clone());
    }
}
