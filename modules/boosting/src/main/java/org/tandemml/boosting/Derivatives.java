package org.tandemml.boosting;

import java.util.Arrays;
import org.tandemml.core.InputException;
import org.tandemml.kernels.Kernels;

/// Gradients and Hessians of one tree, block by block, and how they become integers.
///
/// A gradient g and a Hessian h are rounded to multiples of 1/scale, a power of two chosen so that the sum of all
/// magnitudes stays below 2³¹ (2³²), and travel as one long, **packed**: `(g << 32) + h`. One addition adds both, sums
/// are exact and do not depend on their order, so every histogram has the same bits on any number of threads.
///
/// With few rows the step is so fine that rounding to the nearest is as good as `float`; from 32,768 rows on it is
/// unbiased (up or down with the right probability, by a hash of row and tree), so that errors cancel in large nodes
/// instead of adding up.
abstract class Derivatives {
    /// Rows a block.
    static final int BLOCK = 4096;

    private static final int COARSE = 1 << 15;

    /// Writes gradient and Hessian of rows `from .. to - 1`, weights included, to places 0 … of the arrays.
    abstract void block(int from, int to, double[] gradient, double[] hessian);

    /// Bounds for Σ|g|, max|g|, Σh, max h of all rows: `bounds[0 .. 3]`.
    abstract double[] bounds(RowLists.Source rows);

    static boolean isCoarse(int rows) {
        return rows >= COARSE;
    }

    /// The hessian half of a packed sum.
    static long hessian(long packed) {
        return packed & 0xFFFF_FFFFL;
    }

    /// The gradient half of a packed sum.
    static long gradient(long packed) {
        return packed >> 32;
    }

    /// Measured over all sampled rows, in block order.
    double[] measured(RowLists.Source rows) {
        int blocks = (rows.rows() + BLOCK - 1) / BLOCK;
        double[][] parts = new double[blocks][];
        rows.loop().forWork(RowLists.ROW_COST * rows.rows()).run(blocks, b -> {
            int from = b * BLOCK;
            int to = Math.min(rows.rows(), from + BLOCK);
            double[] g = new double[to - from];
            double[] h = new double[to - from];
            block(from, to, g, h);
            parts[b] = measured(rows, from, g, h);
        });
        return total(parts);
    }

    private static double[] total(double[][] parts) {
        double[] all = new double[4];
        for (double[] part : parts) {
            all[0] += part[0];
            all[1] = Math.max(all[1], part[1]);
            all[2] += part[2];
            all[3] = Math.max(all[3], part[3]);
        }
        return all;
    }

    private static double[] measured(RowLists.Source rows, int from, double[] g, double[] h) {
        double sumG = 0;
        double maxG = 0;
        double sumH = 0;
        double maxH = 0;
        boolean sane = true;
        for (int i = 0; i < g.length; i++) {
            if (rows.has(from + i)) {
                double magnitude = Math.abs(g[i]);
                sumG += magnitude;
                maxG = Math.max(maxG, magnitude);
                sumH += h[i];
                maxH = Math.max(maxH, h[i]);
                sane &= h[i] >= 0;
            }
        }
        if (!sane || !Double.isFinite(sumG) || !Double.isFinite(sumH)) {
            throw rows.insane(from, g, h);
        }
        return new double[] {sumG, maxG, sumH, maxH};
    }

    /// Of arrays that an objective has filled, output-major.
    static final class OfArrays extends Derivatives {
        private final double[] gradient;
        private final double[] hessian;
        private final int offset;

        OfArrays(double[] gradient, double[] hessian, int offset) {
            this.gradient = gradient;
            this.hessian = hessian;
            this.offset = offset;
        }

        @Override
        void block(int from, int to, double[] g, double[] h) {
            System.arraycopy(gradient, offset + from, g, 0, to - from);
            System.arraycopy(hessian, offset + from, h, 0, to - from);
        }

        @Override
        double[] bounds(RowLists.Source rows) {
            return rows.sampled() == null ? unsampled(rows) : measured(rows);
        }

        /// [#measured(RowLists.Source)] of all rows, without copies.
        private double[] unsampled(RowLists.Source rows) {
            int blocks = (rows.rows() + BLOCK - 1) / BLOCK;
            double[][] parts = new double[blocks][];
            rows.loop().forWork(RowLists.ROW_COST * rows.rows()).run(blocks, b -> {
                int from = b * BLOCK;
                int to = Math.min(rows.rows(), from + BLOCK);
                double[] g = magnitudes(gradient, offset + from, offset + to);
                double[] h = magnitudes(hessian, offset + from, offset + to);
                if (!(h[2] >= 0) || !Double.isFinite(g[0]) || !Double.isFinite(h[0])) {
                    throw rows.insane(
                            from,
                            Arrays.copyOfRange(gradient, offset + from, offset + to),
                            Arrays.copyOfRange(hessian, offset + from, offset + to));
                }
                parts[b] = new double[] {g[0], g[1], h[0], h[1]};
            });
            return total(parts);
        }

        /// Σ|x|, max|x|, min x: four sums side by side, since one would wait for itself. New extremes are rare, so
        /// their branches are foreseen.
        private static double[] magnitudes(double[] x, int from, int to) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            double largest = 0;
            double least = Double.POSITIVE_INFINITY;
            int i = from;
            for (; i <= to - 4; i += 4) {
                for (int k = 0; k < 4; k++) {
                    double v = x[i + k];
                    if (Math.abs(v) > largest) {
                        largest = Math.abs(v);
                    }
                    if (v < least) {
                        least = v;
                    }
                }
                s0 += Math.abs(x[i]);
                s1 += Math.abs(x[i + 1]);
                s2 += Math.abs(x[i + 2]);
                s3 += Math.abs(x[i + 3]);
            }
            for (; i < to; i++) {
                s0 += Math.abs(x[i]);
                largest = Math.max(largest, Math.abs(x[i]));
                least = Math.min(least, x[i]);
            }
            return new double[] {(s0 + s1) + (s2 + s3), largest, least};
        }
    }

    /// Of the logistic loss, from the margins, with a sigmoid in float: for labels 0 and 1.
    static final class OfLogistic extends Derivatives {
        private final double[] margins;
        private final double[] labels;
        private final double[] weights;
        private final double positiveWeight;
        private final double sumOfWeights;
        private final double largestWeight;

        OfLogistic(Labels labels, double[] margins, double positiveWeight) {
            this.margins = margins;
            this.labels = labels.values();
            this.weights = labels.weights();
            this.positiveWeight = positiveWeight;
            double sum = 0;
            double largest = 0;
            for (int i = 0; i < this.labels.length; i++) {
                double w = labels.weight(i) * (this.labels[i] == 1 ? positiveWeight : 1);
                sum += w;
                largest = Math.max(largest, w);
            }
            sumOfWeights = sum;
            largestWeight = largest;
        }

        @Override
        void block(int from, int to, double[] g, double[] h) {
            int n = to - from;
            float[] p = new float[n];
            for (int i = 0; i < n; i++) {
                p[i] = (float) margins[from + i];
            }
            Kernels.floats().sigmoid(p, 0, p, 0, n);
            for (int i = 0; i < n; i++) {
                double q = p[i];
                g[i] = q - labels[from + i];
                h[i] = q * (1 - q);
            }
            if (weights.length > 0) {
                for (int i = 0; i < n; i++) {
                    g[i] *= weights[from + i];
                    h[i] *= weights[from + i];
                }
            }
            if (positiveWeight != 1) {
                for (int i = 0; i < n; i++) {
                    double factor = labels[from + i] == 1 ? positiveWeight : 1;
                    g[i] *= factor;
                    h[i] *= factor;
                }
            }
        }

        /// |g| is below the weight and h below a quarter of it: nothing to measure.
        @Override
        double[] bounds(RowLists.Source rows) {
            return new double[] {sumOfWeights, largestWeight, sumOfWeights / 4, largestWeight / 4};
        }
    }

    /// Of half the squared error, from the margins.
    static final class OfSquared extends Derivatives {
        private final double[] margins;
        private final double[] labels;
        private final double[] weights;

        OfSquared(Labels labels, double[] margins) {
            this.margins = margins;
            this.labels = labels.values();
            this.weights = labels.weights();
        }

        @Override
        void block(int from, int to, double[] g, double[] h) {
            boolean weighted = weights.length > 0;
            for (int i = 0; i < to - from; i++) {
                double w = weighted ? weights[from + i] : 1;
                g[i] = (margins[from + i] - labels[from + i]) * w;
                h[i] = w;
            }
        }

        @Override
        double[] bounds(RowLists.Source rows) {
            return measured(rows);
        }
    }

    /// The refusal of derivatives that are NaN, infinite or curve the wrong way.
    static InputException insane(String where, int row, double g, double h) {
        String what = h < 0 ? "a negative Hessian, " + h : "gradient " + g + " and Hessian " + h;
        return new InputException(where + ", row " + (row + 1) + ": the objective gave " + what
                + "; gradients must be finite and Hessians finite and not negative");
    }
}
