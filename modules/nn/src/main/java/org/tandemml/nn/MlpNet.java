package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// A fitted multi-layer perceptron in `float`: rows of a table to outputs.
///
/// One row goes through matrix-vector products, a batch through the blocked product, with the same bits.
final class MlpNet implements TableNet {
    private static final int DEPTH = FloatKernels.TERMS;
    private static final int BLOCK = 256;
    private static final double PARALLEL_FROM = 4e6;

    private final TableInput input;
    private final MlpShape shape;
    private final float[] parameters;
    private final ThreadLocal<MlpWork> oneRow;
    private final ThreadLocal<MlpWork> block;

    MlpNet(TableInput input, MlpShape shape, float[] parameters) {
        this.input = input;
        this.shape = shape;
        this.parameters = parameters;
        oneRow = ThreadLocal.withInitial(() -> new MlpWork(shape, 1, false));
        block = ThreadLocal.withInitial(() -> new MlpWork(shape, BLOCK, false));
    }

    @Override
    public TableInput input() {
        return input;
    }

    MlpShape shape() {
        return shape;
    }

    float[] parameters() {
        return parameters;
    }

    @Override
    public int parameterCount() {
        return parameters.length;
    }

    @Override
    public int outputs() {
        return shape.outputs();
    }

    @Override
    public void outputs(double[] row, double[] out) {
        float[] last = forward(row);
        for (int k = 0; k < shape.outputs(); k++) {
            out[k] = last[k];
        }
    }

    @Override
    public double output(double[] row) {
        return forward(row)[0];
    }

    private float[] forward(double[] row) {
        MlpWork work = oneRow.get();
        input.encode(row, work.values[0], 0, work.codes, 0);
        embed(shape, parameters, work, 1);
        FloatKernels kernels = Kernels.floats();
        for (int l = 0; l < shape.layers(); l++) {
            int in = shape.in(l);
            int width = shape.out(l);
            float[] z = work.before[l];
            Arrays.fill(z, 0, width, 0);
            int weights = shape.weights(l);
            kernels.gemvTransposed(Math.min(DEPTH, in), width, parameters, weights, width, work.values[l], 0, z, 0);
            for (int k = DEPTH; k < in; k += DEPTH) {
                Arrays.fill(work.partial, 0, width, 0);
                kernels.gemvTransposed(
                        Math.min(DEPTH, in - k),
                        width,
                        parameters,
                        weights + k * width,
                        width,
                        work.values[l],
                        k,
                        work.partial,
                        0);
                for (int j = 0; j < width; j++) {
                    z[j] += work.partial[j];
                }
            }
            addBias(shape, parameters, l, z, 1);
            if (l < shape.layers() - 1) {
                FloatActivation.forward(shape.activation(), z, work.values[l + 1], width);
            }
        }
        return work.values[shape.layers()];
    }

    @Override
    public double[] outputs(Matrix rows, Parallel loop) {
        int n = rows.rows();
        int width = shape.outputs();
        double[] out = DenseMatrix.allocate(n, width);
        int blocks = (n + BLOCK - 1) / BLOCK;
        loop.forWork(2.0 * n * parameters.length).run(blocks, b -> {
            MlpWork work = block.get();
            double[] row = new double[rows.columns()];
            int from = b * BLOCK;
            int count = Math.min(BLOCK, n - from);
            for (int i = 0; i < count; i++) {
                rows.copyRow(from + i, row, 0);
                input.encode(row, work.values[0], i * shape.in(0), work.codes, i * input.codes());
            }
            embed(shape, parameters, work, count);
            forward(shape, parameters, work, count, BlockLoop.SEQUENTIAL);
            float[] last = work.values[shape.layers()];
            for (int i = 0; i < count * width; i++) {
                out[from * width + i] = last[i];
            }
        });
        return out;
    }

    /// Writes the vectors of the codes behind the numbers of each row.
    static void embed(MlpShape shape, float[] parameters, MlpWork work, int count) {
        int categories = shape.levels().length;
        int stride = shape.in(0);
        int at = shape.dense();
        for (int c = 0; c < categories; c++) {
            int width = shape.width(c);
            int table = shape.table(c);
            for (int i = 0; i < count; i++) {
                int code = work.codes[i * categories + c];
                System.arraycopy(parameters, table + code * width, work.values[0], i * stride + at, width);
            }
            at += width;
        }
    }

    /// All layers without dropout.
    static void forward(MlpShape shape, float[] parameters, MlpWork work, int count, BlockLoop loop) {
        for (int l = 0; l < shape.layers(); l++) {
            linear(shape, parameters, l, work, count, loop);
            if (l < shape.layers() - 1) {
                FloatActivation.forward(shape.activation(), work.before[l], work.values[l + 1], count * shape.out(l));
            }
        }
    }

    /// `z = x·W + b` of one layer.
    static void linear(MlpShape shape, float[] parameters, int layer, MlpWork work, int count, BlockLoop loop) {
        int in = shape.in(layer);
        int out = shape.out(layer);
        if (out == 1) {
            SingleOutput.forward(count, in, work.values[layer], parameters, shape.weights(layer), work.before[layer]);
        } else {
            Kernels.floats()
                    .gemm(
                            count,
                            out,
                            in,
                            1,
                            work.values[layer],
                            0,
                            in,
                            false,
                            parameters,
                            shape.weights(layer),
                            out,
                            false,
                            0,
                            work.before[layer],
                            0,
                            out,
                            forWork(loop, count, in, out));
        }
        addBias(shape, parameters, layer, work.before[layer], count);
    }

    static BlockLoop forWork(BlockLoop loop, int m, int n, int k) {
        return (double) m * n * k < PARALLEL_FROM ? BlockLoop.SEQUENTIAL : loop;
    }

    private static void addBias(MlpShape shape, float[] parameters, int layer, float[] z, int count) {
        int out = shape.out(layer);
        int bias = shape.biases(layer);
        if (out == 1) {
            float only = parameters[bias];
            for (int i = 0; i < count; i++) {
                z[i] += only;
            }
            return;
        }
        FloatKernels kernels = Kernels.floats();
        for (int i = 0; i < count; i++) {
            kernels.axpy(1, parameters, bias, z, i * out, out);
        }
    }
}
