package org.tandemml.nn;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// A fitted net of layers over a table, in single precision. Layers keep what they saw, so each thread has its own;
/// they share the weights.
final class LayerNet implements TableNet {
    private static final int BLOCK = 128;
    private static final Pass STILL = Pass.inference();

    private final TableInput input;
    private final LayerPlan plan;
    private final int outputs;
    private final double[] parameters;
    private final ThreadLocal<Work> works;

    /// What one thread works on.
    ///
    /// @param net its layers
    /// @param rows what goes in, codes after the numbers
    /// @param codes of one row
    private record Work(FloatNet net, FloatTensor rows, int[] codes) {}

    LayerNet(TableInput input, LayerPlan plan, int outputs, double[] parameters) {
        this.input = input;
        this.plan = plan;
        this.outputs = outputs;
        this.parameters = parameters;
        FloatNet first = FloatNet.of(plan.build(input, outputs, new Seed(0).stream()));
        first.load(parameters);
        works = ThreadLocal.withInitial(() -> new Work(first.sharing(), new FloatTensor(0, 0), new int[input.codes()]));
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
        float[] y = forward(row);
        for (int k = 0; k < outputs; k++) {
            out[k] = y[k];
        }
    }

    @Override
    public double output(double[] row) {
        return forward(row)[0];
    }

    private float[] forward(double[] row) {
        Work work = works.get();
        work.rows.reshape(1, input.dense() + input.codes());
        encode(row, work, 0);
        return work.net.forward(work.rows, STILL).values();
    }

    private void encode(double[] row, Work work, int position) {
        int at = position * (input.dense() + input.codes());
        input.encode(row, work.rows.values(), at, work.codes, 0);
        for (int c = 0; c < work.codes.length; c++) {
            work.rows.values()[at + input.dense() + c] = work.codes[c];
        }
    }

    @Override
    public double[] outputs(Matrix rows, Parallel loop) {
        int n = rows.rows();
        double[] out = DenseMatrix.allocate(n, outputs);
        loop.forWork(2.0 * n * parameters.length).run((n + BLOCK - 1) / BLOCK, block -> {
            int from = block * BLOCK;
            int count = Math.min(BLOCK, n - from);
            Work work = works.get();
            work.rows.reshape(count, input.dense() + input.codes());
            double[] row = new double[rows.columns()];
            for (int i = 0; i < count; i++) {
                rows.copyRow(from + i, row, 0);
                encode(row, work, i);
            }
            float[] y = work.net.forward(work.rows, STILL).values();
            for (int i = 0; i < count * outputs; i++) {
                out[from * outputs + i] = y[i];
            }
        });
        return out;
    }
}
