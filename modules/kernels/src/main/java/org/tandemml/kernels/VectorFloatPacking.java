package org.tandemml.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Copies of matrix blocks in the order in which [VectorFloatTile] reads them.
///
/// A panel is `width` lines wide (rows of op(A) or columns of op(B)) and `depth` deep; its element (line, p) lies at
/// `p * width + line`. Panels follow each other; the last one is filled up with zeros.
final class VectorFloatPacking {
    private static final VectorSpecies<Float> SPECIES = VectorFloatTile.SPECIES;
    private static final int LANES = VectorFloatTile.LANES;
    private static final int ROWS = VectorFloatTile.ROWS;
    private static final int COLUMNS = VectorFloatTile.COLUMNS;
    /// Eight lanes, for the panels of A where these are eight rows high.
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

    private VectorFloatPacking() {}

    /// Packs lines that are contiguous in memory along the depth.
    static void transposed(
            int lines, int depth, float[] from, int offset, int lineStride, int width, float[] to, int toOffset) {
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
            for (; i <= count - 4; i += 4) {
                fourLines(depth, from, source + i * lineStride, lineStride, width, to, target + i);
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

    private static void eightLines(int depth, float[] from, int s0, int lineStride, int width, float[] to, int target) {
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

    private static void fourLines(int depth, float[] from, int s0, int lineStride, int width, float[] to, int target) {
        int s1 = s0 + lineStride;
        int s2 = s1 + lineStride;
        int s3 = s2 + lineStride;
        for (int p = 0; p < depth; p++) {
            int t = target + p * width;
            to[t] = from[s0 + p];
            to[t + 1] = from[s1 + p];
            to[t + 2] = from[s2 + p];
            to[t + 3] = from[s3 + p];
        }
    }

    private static void twoLines(int depth, float[] from, int s0, int lineStride, int width, float[] to, int target) {
        int s1 = s0 + lineStride;
        for (int p = 0; p < depth; p++) {
            int t = target + p * width;
            to[t] = from[s0 + p];
            to[t + 1] = from[s1 + p];
        }
    }

    /// Packs columns of B that are neighbours in memory, reading each row once from left to right. Row p is multiplied
    /// by `w[wOffset + p]`; an empty `w` stands for ones.
    static void columns(
            int columns,
            int depth,
            float[] from,
            int offset,
            int depthStride,
            float[] w,
            int wOffset,
            float[] to,
            int toOffset) {
        int full = columns / COLUMNS * COLUMNS;
        int panel = COLUMNS * depth;
        for (int p = 0; p < depth; p++) {
            int s = offset + p * depthStride;
            int t = toOffset + p * COLUMNS;
            FloatVector weight = FloatVector.broadcast(SPECIES, w.length == 0 ? 1 : w[wOffset + p]);
            for (int j = 0; j < full; j += COLUMNS) {
                FloatVector.fromArray(SPECIES, from, s + j).mul(weight).intoArray(to, t);
                FloatVector.fromArray(SPECIES, from, s + j + LANES).mul(weight).intoArray(to, t + LANES);
                t += panel;
            }
        }
        if (full < columns) {
            int last = toOffset + full * depth;
            rest(columns - full, depth, from, offset + full, depthStride, COLUMNS, to, last);
            if (w.length > 0) {
                weigh(depth, w, wOffset, to, last);
            }
        }
    }

    private static void weigh(int depth, float[] w, int wOffset, float[] panel, int offset) {
        for (int p = 0; p < depth; p++) {
            int t = offset + p * COLUMNS;
            FloatVector weight = FloatVector.broadcast(SPECIES, w[wOffset + p]);
            FloatVector.fromArray(SPECIES, panel, t).mul(weight).intoArray(panel, t);
            FloatVector.fromArray(SPECIES, panel, t + LANES).mul(weight).intoArray(panel, t + LANES);
        }
    }

    /// Packs rows of op(A) that are neighbours in memory.
    static void rows(int rows, int depth, float[] from, int offset, int depthStride, float[] to, int toOffset) {
        int full = rows / ROWS * ROWS;
        for (int i = 0; i < full; i += ROWS) {
            int s = offset + i;
            int t = toOffset + i * depth;
            for (int p = 0; p < depth; p++) {
                int at = s + p * depthStride;
                int target = t + p * ROWS;
                if (ROWS == 8) {
                    FloatVector.fromArray(EIGHT, from, at).intoArray(to, target);
                } else {
                    to[target] = from[at];
                    to[target + 1] = from[at + 1];
                    to[target + 2] = from[at + 2];
                    to[target + 3] = from[at + 3];
                }
            }
        }
        if (full < rows) {
            rest(rows - full, depth, from, offset + full, depthStride, ROWS, to, toOffset + full * depth);
        }
    }

    private static void rest(
            int lines, int depth, float[] from, int offset, int depthStride, int width, float[] to, int toOffset) {
        java.util.Arrays.fill(to, toOffset, toOffset + width * depth, 0);
        for (int i = 0; i < lines; i++) {
            int s = offset + i;
            int t = toOffset + i;
            for (int p = 0; p < depth; p++) {
                to[t + p * width] = from[s + p * depthStride];
            }
        }
    }
}
