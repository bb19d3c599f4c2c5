package org.tandemml.kernels;

/// Row-wise softmax on `double`, shared by both implementations: only the exponential differs between them.
final class DoubleSoftmax {
    private static final int CHUNK = 1024;

    private DoubleSoftmax() {}

    static void rows(
            DoubleKernels kernels,
            int rows,
            int columns,
            double[] x,
            int xOffset,
            int ldx,
            double[] y,
            int yOffset,
            int ldy) {
        Operands.matrix("x", rows, columns, xOffset, ldx, x.length);
        Operands.matrix("y", rows, columns, yOffset, ldy, y.length);
        if (rows == 0 || columns == 0) {
            return;
        }
        // Short rows that lie side by side share one call, or most of their elements would be a remainder.
        int together = ldy == columns ? Math.max(1, CHUNK / columns) : 1;
        for (int start = 0; start < rows; start += together) {
            int end = Math.min(rows, start + together);
            for (int i = start; i < end; i++) {
                shift(columns, x, xOffset + i * ldx, y, yOffset + i * ldy);
            }
            int from = yOffset + start * ldy;
            kernels.exp(y, from, y, from, (end - start) * columns);
            for (int i = start; i < end; i++) {
                normalize(columns, y, yOffset + i * ldy);
            }
        }
    }

    private static void shift(int columns, double[] x, int from, double[] y, int to) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < columns; j++) {
            max = Math.max(max, x[from + j]);
        }
        for (int j = 0; j < columns; j++) {
            y[to + j] = x[from + j] - max;
        }
    }

    private static void normalize(int columns, double[] y, int offset) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j <= columns - 4; j += 4) {
            s0 += y[offset + j];
            s1 += y[offset + j + 1];
            s2 += y[offset + j + 2];
            s3 += y[offset + j + 3];
        }
        for (; j < columns; j++) {
            s0 += y[offset + j];
        }
        double sum = (s0 + s1) + (s2 + s3);
        for (j = 0; j < columns; j++) {
            y[offset + j] /= sum;
        }
    }
}
