package org.tandemml.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on `double` with the Vector API, at the width the machine prefers.
final class VectorDoubleKernels implements DoubleKernels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Double> HALF = VectorShuffle.iota(SPECIES, LANES / 2, 1, true);
    private static final VectorShuffle<Double> QUARTER = VectorShuffle.iota(SPECIES, LANES / 4, 1, true);
    private static final VectorShuffle<Double> EIGHTH = VectorShuffle.iota(SPECIES, LANES / 8, 1, true);
    private static final VectorShuffle<Double> SIXTEENTH = VectorShuffle.iota(SPECIES, LANES / 16, 1, true);
    /// Elements per pass where a function takes two passes: the work array stays in the first cache level.
    private static final int CHUNK = 512;

    static int bits() {
        return SPECIES.vectorBitSize();
    }

    @Override
    public double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        Operands.vector("a", aOffset, n, a.length);
        Operands.vector("b", bOffset, n, b.length);
        if (n < 4 * LANES) {
            return shortDot(a, aOffset, b, bOffset, n);
        }
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) {
            int ai = aOffset + i;
            int bi = bOffset + i;
            s0 = DoubleVector.fromArray(SPECIES, a, ai).fma(DoubleVector.fromArray(SPECIES, b, bi), s0);
            s1 = DoubleVector.fromArray(SPECIES, a, ai + LANES).fma(DoubleVector.fromArray(SPECIES, b, bi + LANES), s1);
            s2 = DoubleVector.fromArray(SPECIES, a, ai + 2 * LANES)
                    .fma(DoubleVector.fromArray(SPECIES, b, bi + 2 * LANES), s2);
            s3 = DoubleVector.fromArray(SPECIES, a, ai + 3 * LANES)
                    .fma(DoubleVector.fromArray(SPECIES, b, bi + 3 * LANES), s3);
        }
        for (; i <= n - LANES; i += LANES) {
            s0 = DoubleVector.fromArray(SPECIES, a, aOffset + i)
                    .fma(DoubleVector.fromArray(SPECIES, b, bOffset + i), s0);
        }
        double rest = 0;
        for (; i < n; i++) {
            rest = Math.fma(a[aOffset + i], b[bOffset + i], rest);
        }
        DoubleVector s = s0.add(s1).add(s2.add(s3));
        return sum(s) + rest;
    }

    /// The sums of [#dot] where its three further accumulators would stay zero. Apart, because the compiler makes
    /// objects of accumulators that a profile of short vectors only has never seen used.
    private static double shortDot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        int i = 0;
        double whole = 0;
        if (n >= LANES) {
            DoubleVector s =
                    DoubleVector.fromArray(SPECIES, a, aOffset).mul(DoubleVector.fromArray(SPECIES, b, bOffset));
            for (i = LANES; i <= n - LANES; i += LANES) {
                s = DoubleVector.fromArray(SPECIES, a, aOffset + i)
                        .fma(DoubleVector.fromArray(SPECIES, b, bOffset + i), s);
            }
            whole = sum(s);
        }
        double rest = 0;
        for (; i < n; i++) {
            rest = Math.fma(a[aOffset + i], b[bOffset + i], rest);
        }
        return whole + rest;
    }

    @Override
    public void axpy(double alpha, double[] x, int xOffset, double[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            factor.fma(DoubleVector.fromArray(SPECIES, x, xOffset + i), DoubleVector.fromArray(SPECIES, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = Math.fma(alpha, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public double squaredDistance(double[] a, int aOffset, double[] b, int bOffset, int n) {
        Operands.vector("a", aOffset, n, a.length);
        Operands.vector("b", bOffset, n, b.length);
        if (n < 2 * LANES) {
            return shortSquaredDistance(a, aOffset, b, bOffset, n);
        }
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            DoubleVector d0 = DoubleVector.fromArray(SPECIES, a, aOffset + i)
                    .sub(DoubleVector.fromArray(SPECIES, b, bOffset + i));
            DoubleVector d1 = DoubleVector.fromArray(SPECIES, a, aOffset + i + LANES)
                    .sub(DoubleVector.fromArray(SPECIES, b, bOffset + i + LANES));
            s0 = d0.fma(d0, s0);
            s1 = d1.fma(d1, s1);
        }
        if (i <= n - LANES) {
            DoubleVector d = DoubleVector.fromArray(SPECIES, a, aOffset + i)
                    .sub(DoubleVector.fromArray(SPECIES, b, bOffset + i));
            s0 = d.fma(d, s0);
            i += LANES;
        }
        double rest = 0;
        for (; i < n; i++) {
            double d = a[aOffset + i] - b[bOffset + i];
            rest = Math.fma(d, d, rest);
        }
        return sum(s0.add(s1)) + rest;
    }

    private static double shortSquaredDistance(double[] a, int aOffset, double[] b, int bOffset, int n) {
        int i = 0;
        double whole = 0;
        if (n >= LANES) {
            DoubleVector d =
                    DoubleVector.fromArray(SPECIES, a, aOffset).sub(DoubleVector.fromArray(SPECIES, b, bOffset));
            whole = sum(d.mul(d));
            i = LANES;
        }
        double rest = 0;
        for (; i < n; i++) {
            double d = a[aOffset + i] - b[bOffset + i];
            rest = Math.fma(d, d, rest);
        }
        return whole + rest;
    }

    @Override
    public void gemv(
            int rows, int columns, double[] a, int aOffset, int lda, double[] x, int xOffset, double[] y, int yOffset) {
        Operands.matrix("a", rows, columns, aOffset, lda, a.length);
        Operands.vector("x", xOffset, columns, x.length);
        Operands.vector("y", yOffset, rows, y.length);
        if (columns < 4 * LANES) {
            for (int i = 0; i < rows; i++) {
                y[yOffset + i] = shortDot(a, aOffset + i * lda, x, xOffset, columns);
            }
            return;
        }
        int i = 0;
        for (; i <= rows - 2; i += 2) {
            twoDots(columns, a, aOffset + i * lda, lda, x, xOffset, y, yOffset + i);
        }
        if (i < rows) {
            y[yOffset + i] = dot(a, aOffset + i * lda, x, xOffset, columns);
        }
    }

    /// The sums of [#dot] for two rows, term by term in its order.
    private static void twoDots(
            int n, double[] a, int aOffset, int lda, double[] x, int xOffset, double[] y, int yOffset) {
        int b = aOffset + lda;
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        DoubleVector t0 = DoubleVector.zero(SPECIES);
        DoubleVector t1 = DoubleVector.zero(SPECIES);
        DoubleVector t2 = DoubleVector.zero(SPECIES);
        DoubleVector t3 = DoubleVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) {
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, xOffset + i + LANES);
            DoubleVector x2 = DoubleVector.fromArray(SPECIES, x, xOffset + i + 2 * LANES);
            DoubleVector x3 = DoubleVector.fromArray(SPECIES, x, xOffset + i + 3 * LANES);
            s0 = DoubleVector.fromArray(SPECIES, a, aOffset + i).fma(x0, s0);
            t0 = DoubleVector.fromArray(SPECIES, a, b + i).fma(x0, t0);
            s1 = DoubleVector.fromArray(SPECIES, a, aOffset + i + LANES).fma(x1, s1);
            t1 = DoubleVector.fromArray(SPECIES, a, b + i + LANES).fma(x1, t1);
            s2 = DoubleVector.fromArray(SPECIES, a, aOffset + i + 2 * LANES).fma(x2, s2);
            t2 = DoubleVector.fromArray(SPECIES, a, b + i + 2 * LANES).fma(x2, t2);
            s3 = DoubleVector.fromArray(SPECIES, a, aOffset + i + 3 * LANES).fma(x3, s3);
            t3 = DoubleVector.fromArray(SPECIES, a, b + i + 3 * LANES).fma(x3, t3);
        }
        for (; i <= n - LANES; i += LANES) {
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            s0 = DoubleVector.fromArray(SPECIES, a, aOffset + i).fma(x0, s0);
            t0 = DoubleVector.fromArray(SPECIES, a, b + i).fma(x0, t0);
        }
        double sRest = 0;
        double tRest = 0;
        for (; i < n; i++) {
            sRest = Math.fma(a[aOffset + i], x[xOffset + i], sRest);
            tRest = Math.fma(a[b + i], x[xOffset + i], tRest);
        }
        y[yOffset] = sum(s0.add(s1).add(s2.add(s3))) + sRest;
        y[yOffset + 1] = sum(t0.add(t1).add(t2.add(t3))) + tRest;
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
        int i = 0;
        // Four rows at once load and store y a quarter as often; the order of the additions stays.
        for (; i <= rows - 4; i += 4) {
            fourRows(columns, a, aOffset + i * lda, lda, x, xOffset + i, y, yOffset);
        }
        for (; i < rows; i++) {
            axpy(x[xOffset + i], a, aOffset + i * lda, y, yOffset, columns);
        }
    }

    private static void fourRows(
            int columns, double[] a, int aOffset, int lda, double[] x, int xOffset, double[] y, int yOffset) {
        double x0 = x[xOffset];
        double x1 = x[xOffset + 1];
        double x2 = x[xOffset + 2];
        double x3 = x[xOffset + 3];
        DoubleVector v0 = DoubleVector.broadcast(SPECIES, x0);
        DoubleVector v1 = DoubleVector.broadcast(SPECIES, x1);
        DoubleVector v2 = DoubleVector.broadcast(SPECIES, x2);
        DoubleVector v3 = DoubleVector.broadcast(SPECIES, x3);
        int a1 = aOffset + lda;
        int a2 = a1 + lda;
        int a3 = a2 + lda;
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            DoubleVector s0 = DoubleVector.fromArray(SPECIES, y, yOffset + j);
            DoubleVector s1 = v0.fma(DoubleVector.fromArray(SPECIES, a, aOffset + j), s0);
            DoubleVector s2 = v1.fma(DoubleVector.fromArray(SPECIES, a, a1 + j), s1);
            DoubleVector s3 = v2.fma(DoubleVector.fromArray(SPECIES, a, a2 + j), s2);
            v3.fma(DoubleVector.fromArray(SPECIES, a, a3 + j), s3).intoArray(y, yOffset + j);
        }
        for (; j < columns; j++) {
            double s = Math.fma(x0, a[aOffset + j], y[yOffset + j]);
            s = Math.fma(x1, a[a1 + j], s);
            s = Math.fma(x2, a[a2 + j], s);
            y[yOffset + j] = Math.fma(x3, a[a3 + j], s);
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
        VectorDoubleProducts.gemm(
                m, n, k, alpha, a, aOffset, lda, transposeA, b, bOffset, ldb, transposeB, beta, c, cOffset, ldc, loop);
    }

    @Override
    public void syrk(int n, int k, double[] a, int aOffset, int lda, double[] c, int cOffset, int ldc, BlockLoop loop) {
        Operands.matrix("a", k, n, aOffset, lda, a.length);
        Operands.matrix("c", n, n, cOffset, ldc, c.length);
        VectorDoubleProducts.syrk(n, k, a, aOffset, lda, VectorDoubleProducts.NO_WEIGHTS, 0, c, cOffset, ldc, loop);
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
        VectorDoubleProducts.syrk(n, k, a, aOffset, lda, w, wOffset, c, cOffset, ldc, loop);
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
        VectorDoubleTransposedProduct.multiplyTransposed(m, n, k, a, aOffset, lda, b, bOffset, ldb, consumer, loop);
    }

    @Override
    public void exp(double[] x, int xOffset, double[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        VectorDoubleFunctions.exp(x, xOffset, y, yOffset, n, false);
    }

    @Override
    public void log1pExp(double[] x, int xOffset, double[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        DoubleScratch scratch = DoubleScratch.ofThread();
        double[] u = scratch.take(CHUNK);
        for (int i = 0; i < n; i += CHUNK) {
            int count = Math.min(CHUNK, n - i);
            VectorDoubleFunctions.exp(x, xOffset + i, u, 0, count, true);
            VectorDoubleFunctions.finishLog1pExp(x, xOffset + i, u, y, yOffset + i, count);
        }
        scratch.giveBack();
    }

    @Override
    public void sigmoid(double[] x, int xOffset, double[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        DoubleScratch scratch = DoubleScratch.ofThread();
        double[] u = scratch.take(CHUNK);
        for (int i = 0; i < n; i += CHUNK) {
            int count = Math.min(CHUNK, n - i);
            VectorDoubleFunctions.exp(x, xOffset + i, u, 0, count, true);
            VectorDoubleFunctions.finishSigmoid(x, xOffset + i, u, y, yOffset + i, count);
        }
        scratch.giveBack();
    }

    @Override
    public void softmaxRows(int rows, int columns, double[] x, int xOffset, int ldx, double[] y, int yOffset, int ldy) {
        DoubleSoftmax.rows(this, rows, columns, x, xOffset, ldx, y, yOffset, ldy);
    }

    /// Adds the lanes by halving: `reduceLanes(ADD)` promises no order.
    private static double sum(DoubleVector v) {
        DoubleVector s = v.add(v.rearrange(HALF));
        if (LANES >= 4) {
            s = s.add(s.rearrange(QUARTER));
        }
        if (LANES >= 8) {
            s = s.add(s.rearrange(EIGHTH));
        }
        if (LANES >= 16) {
            s = s.add(s.rearrange(SIXTEENTH));
        }
        return s.lane(0);
    }
}
