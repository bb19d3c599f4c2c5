package org.tandemml.kernels;

/// Copies of matrix blocks in the order in which the register tile reads them.
///
/// A panel is `width` rows (of op(A)) or columns (of op(B)) wide and `depth` deep; element (w, p) lies at
/// `p * width + w`. Panels follow each other; the last one is filled up with zeros.
final class FloatPacking {
    /// Terms of a product that are summed in registers before they are added to C. Part of the result's bits.
    static final int DEPTH = 256;

    private FloatPacking() {}

    /// Packs `count` lines of a block whose element (line, p) is `from[offset + line * lineStride + p * depthStride]`,
    /// one of the strides being 1.
    static void pack(
            int count,
            int depth,
            float[] from,
            int offset,
            int lineStride,
            int depthStride,
            int width,
            float[] to,
            int toOffset) {
        for (int start = 0; start < count; start += width) {
            int lines = Math.min(width, count - start);
            int source = offset + start * lineStride;
            int target = toOffset + start * depth;
            if (lines < width) {
                java.util.Arrays.fill(to, target, target + width * depth, 0);
            }
            if (lineStride == 1) {
                copyLines(lines, depth, from, source, depthStride, width, to, target);
            } else {
                transpose(lines, depth, from, source, lineStride, depthStride, width, to, target);
            }
        }
    }

    /// Multiplies what [#pack] wrote by a weight for each depth.
    static void weigh(int count, int depth, float[] w, int wOffset, int width, float[] packed) {
        for (int start = 0; start < count; start += width) {
            for (int p = 0; p < depth; p++) {
                float weight = w[wOffset + p];
                int at = start * depth + p * width;
                for (int i = at; i < at + width; i++) {
                    packed[i] *= weight;
                }
            }
        }
    }

    /// Sets `C = beta·C`; with `beta = 0` the old content is not read.
    static void scale(int rows, int columns, float beta, float[] c, int offset, int stride) {
        if (beta == 1) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            int from = offset + i * stride;
            if (beta == 0) {
                java.util.Arrays.fill(c, from, from + columns, 0);
            } else {
                for (int j = from; j < from + columns; j++) {
                    c[j] *= beta;
                }
            }
        }
    }

    private static void copyLines(
            int lines, int depth, float[] from, int source, int depthStride, int width, float[] to, int target) {
        for (int p = 0; p < depth; p++) {
            int s = source + p * depthStride;
            int t = target + p * width;
            for (int i = 0; i < lines; i++) {
                to[t + i] = from[s + i];
            }
        }
    }

    private static void transpose(
            int lines,
            int depth,
            float[] from,
            int source,
            int lineStride,
            int depthStride,
            int width,
            float[] to,
            int target) {
        int i = 0;
        // Four lines at once: four sequential reads, and writes that share a cache line.
        for (; i <= lines - 4; i += 4) {
            int s0 = source + i * lineStride;
            int s1 = s0 + lineStride;
            int s2 = s1 + lineStride;
            int s3 = s2 + lineStride;
            int t = target + i;
            for (int p = 0; p < depth; p++) {
                int at = t + p * width;
                int d = p * depthStride;
                to[at] = from[s0 + d];
                to[at + 1] = from[s1 + d];
                to[at + 2] = from[s2 + d];
                to[at + 3] = from[s3 + d];
            }
        }
        for (; i < lines; i++) {
            for (int p = 0; p < depth; p++) {
                to[target + i + p * width] = from[source + i * lineStride + p * depthStride];
            }
        }
    }
}
