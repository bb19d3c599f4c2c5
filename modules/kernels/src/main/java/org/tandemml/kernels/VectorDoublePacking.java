package org.tandemml.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Copies of matrix blocks in the order in which [VectorDoubleTile] reads them.
///
/// A panel is `width` lines wide (rows of op(A) or columns of op(B)) and `depth` deep; its element (line, p) lies at
/// `p * width + line`. Panels follow each other; the last one is filled up with zeros.
final class VectorDoublePacking {
    private static final VectorSpecies<Double> SPECIES = VectorDoubleTile.SPECIES;
    private static final int LANES = VectorDoubleTile.LANES;
    private static final int ROWS = VectorDoubleTile.ROWS;
    private static final int COLUMNS = VectorDoubleTile.COLUMNS;
    /// Eight lanes, for the panels of A where these are eight rows high.
    private static final VectorSpecies<Double> EIGHT = DoubleVector.SPECIES_512;

    private VectorDoublePacking() {}

    /// Packs lines that are contiguous in memory along the depth.
    static void transposed(
            int lines, int depth, double[] from, int offset, int lineStride, int width, double[] to, int toOffset) {
        for (int start = 0; start < lines; start += width) {
            int source = offset + start * lineStride;
            int target = toOffset + start * depth;
            int count = Math.min(width, lines - start);
            if (count < width) {
                java.util.Arrays.fill(to, target, target + width * depth, 0);
            }
            int i = 0;
            for (; i <= count - 8; i += 8) {
                eightLines(depth, from, source + i * lineStride, lineStride, width, to, target + i);
            }
            for (; i <= count - 2; i += 2) {
                twoLines(depth, from, source + i * lineStride, lineStride, width, to, target + i);
            }
            if (i < count) {
                int s = source + i * lineStride;
                for (int p = 0; p < depth; p++) {
                    to[target + i + p * width] = from[s + p];
                }
            }
        }
    }

    private static void eightLines(
            int depth, double[] from, int s0, int lineStride, int width, double[] to, int target) {
        int s1 = s0 + lineStride;
        int s2 = s1 + lineStride;
        int s3 = s2 + lineStride;
        int s4 = s3 + lineStride;
        int s5 = s4 + lineStride;
        int s6 = s5 + lineStride;
        int s7 = s6 + lineStride;
        for (int p = 0; p < depth; p++) {
            int t = target + p * width;
            to[t] = from[s0 + p];
            to[t + 1] = from[s1 + p];
            to[t + 2] = from[s2 + p];
            to[t + 3] = from[s3 + p];
            to[t + 4] = from[s4 + p];
            to[t + 5] = from[s5 + p];
            to[t + 6] = from[s6 + p];
            to[t + 7] = from[s7 + p];
        }
    }

    private static void twoLines(int depth, double[] from, int s0, int lineStride, int width, double[] to, int target) {
        int s1 = s0 + lineStride;
        for (int p = 0; p < depth; p++) {
            int t = target + p * width;
            to[t] = from[s0 + p];
            to[t + 1] = from[s1 + p];
        }
    }

    /// Packs columns of B that are neighbours in memory, reading each row once from left to right.
    static void columns(int columns, int depth, double[] from, int offset, int depthStride, double[] to, int toOffset) {
        int full = columns / COLUMNS * COLUMNS;
        int panel = COLUMNS * depth;
        for (int p = 0; p < depth; p++) {
            int s = offset + p * depthStride;
            int t = toOffset + p * COLUMNS;
            for (int j = 0; j < full; j += COLUMNS) {
                DoubleVector.fromArray(SPECIES, from, s + j).intoArray(to, t);
                DoubleVector.fromArray(SPECIES, from, s + j + LANES).intoArray(to, t + LANES);
                t += panel;
            }
        }
        if (full < columns) {
            rest(columns - full, depth, from, offset + full, depthStride, COLUMNS, to, toOffset + full * depth);
        }
    }

    /// Packs rows of op(A) that are neighbours in memory.
    static void rows(int rows, int depth, double[] from, int offset, int depthStride, double[] to, int toOffset) {
        int full = rows / ROWS * ROWS;
        int panel = ROWS * depth;
        for (int p = 0; p < depth; p++) {
            int s = offset + p * depthStride;
            int t = toOffset + p * ROWS;
            for (int i = 0; i < full; i += ROWS) {
                if (ROWS == 8) {
                    DoubleVector.fromArray(EIGHT, from, s + i).intoArray(to, t);
                } else {
                    to[t] = from[s + i];
                    to[t + 1] = from[s + i + 1];
                    to[t + 2] = from[s + i + 2];
                    to[t + 3] = from[s + i + 3];
                    to[t + 4] = from[s + i + 4];
                    to[t + 5] = from[s + i + 5];
                }
                t += panel;
            }
        }
        if (full < rows) {
            rest(rows - full, depth, from, offset + full, depthStride, ROWS, to, toOffset + full * depth);
        }
    }

    private static void rest(
            int lines, int depth, double[] from, int offset, int depthStride, int width, double[] to, int toOffset) {
        for (int p = 0; p < depth; p++) {
            int s = offset + p * depthStride;
            int t = toOffset + p * width;
            for (int i = 0; i < lines; i++) {
                to[t + i] = from[s + i];
            }
            for (int i = lines; i < width; i++) {
                to[t + i] = 0;
            }
        }
    }

    /// Multiplies the panels that [#columns] wrote by a weight for each depth.
    static void weigh(int columns, int depth, double[] w, int wOffset, double[] packed, int offset) {
        for (int j = 0; j < columns; j += COLUMNS) {
            int at = offset + j * depth;
            for (int p = 0; p < depth; p++) {
                int t = at + p * COLUMNS;
                DoubleVector weight = DoubleVector.broadcast(SPECIES, w[wOffset + p]);
                DoubleVector.fromArray(SPECIES, packed, t).mul(weight).intoArray(packed, t);
                DoubleVector.fromArray(SPECIES, packed, t + LANES).mul(weight).intoArray(packed, t + LANES);
            }
        }
    }
}
