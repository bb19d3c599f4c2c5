package org.tandemml.nn;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// A fitted net of layers over a table, in double precision. Layers keep what they saw, so each thread has its own.
final class LayerNet implements TableNet {
    private static final int BLOCK = 128;

    private final TableInput input;
    private final LayerPlan plan;
    private final int outputs;
    private final double[] parameters;
    private final ThreadLocal<Sequential> layers;

    LayerNet(TableInput input, LayerPlan plan, int outputs, double[] parameters) {
        this.input = input;
        this.plan = plan;
        this.outputs = outputs;
        this.parameters = parameters;
        layers = ThreadLocal.withInitial(() -> {
            Sequential net = plan.build(input, outputs, new Seed(0).stream());
            LayerTraining.set(net, parameters);
            return net;
        });
    }

    LayerPlan plan() {
        return plan;
    }

    double[] parameters() {
        return parameters;
    }

    @Override
    public TableInput input() {
        return input;
    }

    @Override
    public int parameterCount() {
        return parameters.length;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public void outputs(double[] row, double[] out) {
        System.arraycopy(outputs(Matrix.of(row), Parallel.SEQUENTIAL), 0, out, 0, outputs);
    }

    @Override
    public double output(double[] row) {
        return outputs(Matrix.of(row), Parallel.SEQUENTIAL)[0];
    }

    @Override
    public double[] outputs(Matrix rows, Parallel loop) {
        int n = rows.rows();
        double[] out = DenseMatrix.allocate(n, outputs);
        int dense = input.dense();
        int width = dense + input.codes();
        loop.forWork(2.0 * n * parameters.length).run((n + BLOCK - 1) / BLOCK, block -> {
            int from = block * BLOCK;
            int count = Math.min(BLOCK, n - from);
            Tensor x = Tensor.zeros(count, width);
            double[] row = new double[rows.columns()];
            float[] numbers = new float[dense];
            int[] codes = new int[input.codes()];
            for (int i = 0; i < count; i++) {
                rows.copyRow(from + i, row, 0);
                input.encode(row, numbers, 0, codes, 0);
                for (int j = 0; j < width; j++) {
                    x.values()[i * width + j] = j < dense ? numbers[j] : codes[j - dense];
                }
            }
            Tensor y = layers.get().predict(x);
            System.arraycopy(y.values(), 0, out, from * outputs, count * outputs);
        });
        return out;
    }
}
