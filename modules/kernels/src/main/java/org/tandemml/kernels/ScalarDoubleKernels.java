package org.tandemml.kernels;

/// The kernels on `double` in plain Java: the readable reference, and what runs without the Vector API.
final class ScalarDoubleKernels implements DoubleKernels {
    @Override
    public double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        Operands.vector("a", aOffset, n, a.length);
        Operands.vector("b", bOffset, n, b.length);
        // Four partial sums hide the latency of the addition.
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i <= n - 4; i += 4) {
            s0 = Math.fma(a[aOffset + i], b[bOffset + i], s0);
            s1 = Math.fma(a[aOffset + i + 1], b[bOffset + i + 1], s1);
            s2 = Math.fma(a[aOffset + i + 2], b[bOffset + i + 2], s2);
            s3 = Math.fma(a[aOffset + i + 3], b[bOffset + i + 3], s3);
        }
        for (; i < n; i++) {
            s0 = Math.fma(a[aOffset + i], b[bOffset + i], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public void axpy(double alpha, double[] x, int xOffset, double[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Math.fma(alpha, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public double squaredDistance(double[] a, int aOffset, double[] b, int bOffset, int n) {
        Operands.vector("a", aOffset, n, a.length);
        Operands.vector("b", bOffset, n, b.length);
        double s0 = 0;
        double s1 = 0;
        int i = 0;
        for (; i <= n - 2; i += 2) {
            double d0 = a[aOffset + i] - b[bOffset + i];
            double d1 = a[aOffset + i + 1] - b[bOffset + i + 1];
            s0 = Math.fma(d0, d0, s0);
            s1 = Math.fma(d1, d1, s1);
        }
        if (i < n) {
            double d = a[aOffset + i] - b[bOffset + i];
            s0 = Math.fma(d, d, s0);
        }
        return s0 + s1;
    }

    @Override
    public void gemv(
            int rows, int columns, double[] a, int aOffset, int lda, double[] x, int xOffset, double[] y, int yOffset) {
        Operands.matrix("a", rows, columns, aOffset, lda, a.length);
        Operands.vector("x", xOffset, columns, x.length);
        Operands.vector("y", yOffset, rows, y.length);
        for (int i = 0; i < rows; i++) {
            y[yOffset + i] = dot(a, columns == 0 ? 0 : aOffset + i * lda, x, xOffset, columns);
        }
    }

    @Override
    public void gemvTransposed(
            int rows, int columns, double[] a, int aOffset, int lda, double[] x, int xOffset, double[] y, int yOffset) {
        Operands.matrix("a", rows, columns, aOffset, lda, a.length);
        Operands.vector("x", xOffset, rows, x.length);
        Operands.vector("y", yOffset, columns, y.length);
        if (columns == 0) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            axpy(x[xOffset + i], a, aOffset + i * lda, y, yOffset, columns);
        }
    }

    @Override
    public void gemm(
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int aOffset,
            int lda,
            boolean transposeA,
            double[] b,
            int bOffset,
            int ldb,
            boolean transposeB,
            double beta,
            double[] c,
            int cOffset,
            int ldc,
            BlockLoop loop) {
        Operands.matrix("a", transposeA ? k : m, transposeA ? m : k, aOffset, lda, a.length);
        Operands.matrix("b", transposeB ? n : k, transposeB ? k : n, bOffset, ldb, b.length);
        Operands.matrix("c", m, n, cOffset, ldc, c.length);
        int aRow = transposeA ? 1 : lda;
        int aDepth = transposeA ? lda : 1;
        int rowsPerBlock = Blocks.rows(m, 1);
        Blocks.loop(loop, (long) m * n * k).run(Blocks.count(m, rowsPerBlock), block -> {
            double[] sums = new double[n];
            double[] column = new double[n];
            int end = Math.min(m, (block + 1) * rowsPerBlock);
            for (int i = block * rowsPerBlock; i < end; i++) {
                int ci = cOffset + i * ldc;
                scale(1, n, beta, c, ci, ldc);
                for (int start = 0; start < k; start += Blocks.DEPTH) {
                    java.util.Arrays.fill(sums, 0);
                    for (int p = start; p < Math.min(k, start + Blocks.DEPTH); p++) {
                        double[] row = b;
                        int from = bOffset + p * ldb;
                        if (transposeB) {
                            for (int j = 0; j < n; j++) {
                                column[j] = b[bOffset + j * ldb + p];
                            }
                            row = column;
                            from = 0;
                        }
                        axpy(a[aOffset + i * aRow + p * aDepth], row, from, sums, 0, n);
                    }
                    axpy(alpha, sums, 0, c, ci, n);
                }
            }
        });
    }

    @Override
    public void syrk(int n, int k, double[] a, int aOffset, int lda, double[] c, int cOffset, int ldc, BlockLoop loop) {
        Operands.matrix("a", k, n, aOffset, lda, a.length);
        Operands.matrix("c", n, n, cOffset, ldc, c.length);
        for (int p = 0; p < k; p++) {
            int row = aOffset + p * lda;
            for (int i = 0; i < n; i++) {
                axpy(a[row + i], a, row + i, c, cOffset + i * ldc + i, n - i);
            }
        }
    }

    @Override
    public void syrkWeighted(
            int n,
            int k,
            double[] a,
            int aOffset,
            int lda,
            double[] w,
            int wOffset,
            double[] c,
            int cOffset,
            int ldc,
            BlockLoop loop) {
        Operands.matrix("a", k, n, aOffset, lda, a.length);
        Operands.vector("w", wOffset, k, w.length);
        Operands.matrix("c", n, n, cOffset, ldc, c.length);
        for (int p = 0; p < k; p++) {
            int row = aOffset + p * lda;
            for (int i = 0; i < n; i++) {
                axpy(w[wOffset + p] * a[row + i], a, row + i, c, cOffset + i * ldc + i, n - i);
            }
        }
    }

    @Override
    public void multiplyTransposed(
            int m,
            int n,
            int k,
            double[] a,
            int aOffset,
            int lda,
            double[] b,
            int bOffset,
            int ldb,
            TileConsumer consumer,
            BlockLoop loop) {
        Operands.matrix("a", m, k, aOffset, lda, a.length);
        Operands.matrix("b", n, k, bOffset, ldb, b.length);
        int rowsPerBlock = Blocks.rows(m, 1);
        int columnsPerTile = 128;
        Blocks.loop(loop, (long) m * n * k).run(Blocks.count(m, rowsPerBlock), block -> {
            int row = block * rowsPerBlock;
            int rows = Math.min(rowsPerBlock, m - row);
            double[] tile = new double[rows * columnsPerTile];
            for (int j = 0; j < n; j += columnsPerTile) {
                int columns = Math.min(columnsPerTile, n - j);
                gemm(
                        rows,
                        columns,
                        k,
                        1,
                        a,
                        k == 0 ? 0 : aOffset + row * lda,
                        lda,
                        false,
                        b,
                        k == 0 ? 0 : bOffset + j * ldb,
                        ldb,
                        true,
                        0,
                        tile,
                        0,
                        columnsPerTile,
                        BlockLoop.SEQUENTIAL);
                consumer.accept(row, rows, j, columns, tile, 0, columnsPerTile);
            }
        });
    }

    @Override
    public void exp(double[] x, int xOffset, double[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Functions.exp(x[xOffset + i]);
        }
    }

    @Override
    public void log1pExp(double[] x, int xOffset, double[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Functions.log1pExp(x[xOffset + i]);
        }
    }

    @Override
    public void sigmoid(double[] x, int xOffset, double[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Functions.sigmoid(x[xOffset + i]);
        }
    }

    @Override
    public void softmaxRows(int rows, int columns, double[] x, int xOffset, int ldx, double[] y, int yOffset, int ldy) {
        DoubleSoftmax.rows(this, rows, columns, x, xOffset, ldx, y, yOffset, ldy);
    }

    /// Sets `C = beta·C`; with `beta = 0` the old content is not read.
    static void scale(int rows, int columns, double beta, double[] c, int offset, int stride) {
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
}
