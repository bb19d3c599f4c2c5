package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.Parallel;

/// One pass over the rows for functions of linear scores: computes the scores Z = X·θ, lets a function replace them by
/// factors R, and returns the function's sum and `Xᵀ·R`, all in the solver's scaled columns.
///
/// **Shapes**: θ and the product hold `vectors` groups of `width()` numbers. **Cost**: 4·vectors·stored operations,
/// each block of rows read from memory once; one partial result a chunk, allocated once. **Determinism**: chunks are
/// merged in order.
final class ScorePass {
    /// Works on one block: `scores` holds `vectors × count` numbers, to be replaced by factors; `scratch` is as large.
    interface BlockFunction {
        /// The block's contribution to the sum.
        double apply(int chunk, int from, int count, double[] scores, double[] scratch);
    }

    private final Design design;
    private final Standardization scaling;
    private final int vectors;
    private final Parallel loop;
    private final double[] beta;
    private final double[] offsets;
    private final double[][] partial;
    private final double[][] factorSums;
    private final double[] sums;
    /// Whether all coefficients are 0, as at the start: then there is nothing to multiply.
    private boolean nothing;

    ScorePass(Design design, Standardization scaling, int vectors, Parallel loop) {
        this.design = design;
        this.scaling = scaling;
        this.vectors = vectors;
        this.loop = loop.forWork(4.0 * vectors * design.stored());
        int chunks = design.chunks();
        beta = new double[vectors * design.columns()];
        offsets = new double[vectors];
        partial = new double[chunks][vectors * design.columns()];
        factorSums = new double[chunks][vectors];
        sums = new double[chunks];
    }

    /// Runs `function` over all blocks at `theta`, sets `product` to `Xᵀ·R` and returns the sum.
    double run(double[] theta, BlockFunction function, double[] product) {
        int p = design.columns();
        for (int k = 0; k < vectors; k++) {
            offsets[k] = scaling.toOriginal(theta, k * scaling.width(), beta, k * p);
        }
        nothing = Arrays.stream(beta).allMatch(b -> b == 0);
        loop.run(partial.length, chunk -> runChunk(chunk, function));
        double sum = sums[0];
        double[] total = partial[0];
        for (int chunk = 1; chunk < partial.length; chunk++) {
            sum += sums[chunk];
            double[] next = partial[chunk];
            for (int j = 0; j < total.length; j++) {
                total[j] += next[j];
            }
            for (int k = 0; k < vectors; k++) {
                factorSums[0][k] += factorSums[chunk][k];
            }
        }
        for (int k = 0; k < vectors; k++) {
            scaling.toScaled(total, k * p, factorSums[0][k], product, k * scaling.width());
        }
        return sum;
    }

    private void runChunk(int chunk, BlockFunction function) {
        int p = design.columns();
        int blockRows = design.blockRows();
        double[] scores = new double[vectors * blockRows];
        double[] scratch = new double[vectors * blockRows];
        double[] into = partial[chunk];
        double[] factorSum = factorSums[chunk];
        Arrays.fill(into, 0);
        Arrays.fill(factorSum, 0);
        double sum = 0;
        int end = design.chunkStart(chunk + 1);
        for (int from = design.chunkStart(chunk); from < end; from += blockRows) {
            int count = Math.min(blockRows, end - from);
            if (nothing) {
                Arrays.fill(scores, 0);
            } else {
                design.scores(from, count, vectors, beta, scores, scratch);
            }
            for (int k = 0; k < vectors; k++) {
                for (int i = k * count; i < (k + 1) * count; i++) {
                    scores[i] += offsets[k];
                }
            }
            sum += function.apply(chunk, from, count, scores, scratch);
            design.addTransposed(from, count, vectors, scores, into);
            for (int k = 0; k < vectors; k++) {
                for (int i = k * count; i < (k + 1) * count; i++) {
                    factorSum[k] += scores[i];
                }
            }
        }
        sums[chunk] = sum;
    }
}
