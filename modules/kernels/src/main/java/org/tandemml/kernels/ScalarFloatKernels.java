package org.tandemml.kernels;

/// The kernels on `float` in plain Java: the readable reference, and what runs without the Vector API.
final class ScalarFloatKernels implements FloatKernels {
    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        Operands.vector("a", aOffset, n, a.length);
        Operands.vector("b", bOffset, n, b.length);
        // Four partial sums hide the latency of the addition.
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
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
    public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Math.fma(alpha, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
        Operands.vector("a", aOffset, n, a.length);
        Operands.vector("b", bOffset, n, b.length);
        float s0 = 0;
        float s1 = 0;
        int i = 0;
        for (; i <= n - 2; i += 2) {
            float d0 = a[aOffset + i] - b[bOffset + i];
            float d1 = a[aOffset + i + 1] - b[bOffset + i + 1];
            s0 = Math.fma(d0, d0, s0);
            s1 = Math.fma(d1, d1, s1);
        }
        if (i < n) {
            float d = a[aOffset + i] - b[bOffset + i];
            s0 = Math.fma(d, d, s0);
        }
        return s0 + s1;
    }

    @Override
    public void gemv(
            int rows, int columns, float[] a, int aOffset, int lda, float[] x, int xOffset, float[] y, int yOffset) {
        Operands.matrix("a", rows, columns, aOffset, lda, a.length);
        Operands.vector("x", xOffset, columns, x.length);
        Operands.vector("y", yOffset, rows, y.length);
        for (int i = 0; i < rows; i++) {
            y[yOffset + i] = dot(a, columns == 0 ? 0 : aOffset + i * lda, x, xOffset, columns);
        }
    }

    @Override
    public void gemvTransposed(
            int rows, int columns, float[] a, int aOffset, int lda, float[] x, int xOffset, float[] y, int yOffset) {
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
            float alpha,
            float[] a,
            int aOffset,
            int lda,
            boolean transposeA,
            float[] b,
            int bOffset,
            int ldb,
            boolean transposeB,
            float beta,
            float[] c,
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
            float[] sums = new float[n];
            float[] column = new float[n];
            int end = Math.min(m, (block + 1) * rowsPerBlock);
            for (int i = block * rowsPerBlock; i < end; i++) {
                int ci = cOffset + i * ldc;
                scale(1, n, beta, c, ci, ldc);
                for (int start = 0; start < k; start += Blocks.DEPTH) {
                    java.util.Arrays.fill(sums, 0);
                    for (int p = start; p < Math.min(k, start + Blocks.DEPTH); p++) {
                        float[] row = b;
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
    public void syrk(int n, int k, float[] a, int aOffset, int lda, float[] c, int cOffset, int ldc, BlockLoop loop) {
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
            float[] a,
            int aOffset,
            int lda,
            float[] w,
            int wOffset,
            float[] c,
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
            float[] a,
            int aOffset,
            int lda,
            float[] b,
            int bOffset,
            int ldb,
            FloatTileConsumer consumer,
            BlockLoop loop) {
        Operands.matrix("a", m, k, aOffset, lda, a.length);
        Operands.matrix("b", n, k, bOffset, ldb, b.length);
        int rowsPerBlock = Blocks.rows(m, 1);
        int columnsPerTile = 128;
        Blocks.loop(loop, (long) m * n * k).run(Blocks.count(m, rowsPerBlock), block -> {
            int row = block * rowsPerBlock;
            int rows = Math.min(rowsPerBlock, m - row);
            float[] tile = new float[rows * columnsPerTile];
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
    public PackedRows packedRows(int rows, int columns) {
        return new PackedRows(rows, columns, 1);
    }

    @Override
    public void multiplyPacked(
            int m,
            int first,
            int n,
            float alpha,
            float[] a,
            int aOffset,
            int lda,
            PackedRows b,
            float[] c,
            int cOffset,
            int ldc) {
        Operands.matrix("a", m, b.columns, aOffset, lda, a.length);
        b.madeWith(1);
        b.group(first, n);
        Operands.matrix("c", m, n, cOffset, ldc, c.length);
        b.scalarProduct(m, first, n, alpha, a, aOffset, lda, c, cOffset, ldc);
    }

    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Functions.exp(x[xOffset + i]);
        }
    }

    @Override
    public void log1pExp(float[] x, int xOffset, float[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Functions.log1pExp(x[xOffset + i]);
        }
    }

    @Override
    public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Functions.sigmoid(x[xOffset + i]);
        }
    }

    @Override
    public void softmaxRows(int rows, int columns, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
        FloatSoftmax.rows(this, rows, columns, x, xOffset, ldx, y, yOffset, ldy);
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
}
