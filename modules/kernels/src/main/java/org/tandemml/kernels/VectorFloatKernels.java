package org.tandemml.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on `float` with the Vector API, at the width the machine prefers.
final class VectorFloatKernels implements FloatKernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> LABELS = VectorSpecies.of(int.class, SPECIES.vectorShape());
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Float> HALF = VectorShuffle.iota(SPECIES, LANES / 2, 1, true);
    private static final VectorShuffle<Float> QUARTER = VectorShuffle.iota(SPECIES, LANES / 4, 1, true);
    private static final VectorShuffle<Float> EIGHTH = VectorShuffle.iota(SPECIES, LANES / 8, 1, true);
    private static final VectorShuffle<Float> SIXTEENTH = VectorShuffle.iota(SPECIES, LANES / 16, 1, true);
    /// Elements per pass where a function takes two passes: the work array stays in the first cache level.
    private static final int CHUNK = 512;

    static int bits() {
        return SPECIES.vectorBitSize();
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        Operands.vector("a", aOffset, n, a.length);
        Operands.vector("b", bOffset, n, b.length);
        if (n < 4 * LANES) {
            return shortDot(a, aOffset, b, bOffset, n);
        }
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) {
            int ai = aOffset + i;
            int bi = bOffset + i;
            s0 = FloatVector.fromArray(SPECIES, a, ai).fma(FloatVector.fromArray(SPECIES, b, bi), s0);
            s1 = FloatVector.fromArray(SPECIES, a, ai + LANES).fma(FloatVector.fromArray(SPECIES, b, bi + LANES), s1);
            s2 = FloatVector.fromArray(SPECIES, a, ai + 2 * LANES)
                    .fma(FloatVector.fromArray(SPECIES, b, bi + 2 * LANES), s2);
            s3 = FloatVector.fromArray(SPECIES, a, ai + 3 * LANES)
                    .fma(FloatVector.fromArray(SPECIES, b, bi + 3 * LANES), s3);
        }
        for (; i <= n - LANES; i += LANES) {
            s0 = FloatVector.fromArray(SPECIES, a, aOffset + i).fma(FloatVector.fromArray(SPECIES, b, bOffset + i), s0);
        }
        float rest = 0;
        for (; i < n; i++) {
            rest = Math.fma(a[aOffset + i], b[bOffset + i], rest);
        }
        FloatVector s = s0.add(s1).add(s2.add(s3));
        return sum(s) + rest;
    }

    /// The sums of [#dot] where its three further accumulators would stay zero. Apart, because the compiler makes
    /// objects of accumulators that a profile of short vectors only has never seen used.
    private static float shortDot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        int i = 0;
        float whole = 0;
        if (n >= LANES) {
            FloatVector s = FloatVector.fromArray(SPECIES, a, aOffset).mul(FloatVector.fromArray(SPECIES, b, bOffset));
            for (i = LANES; i <= n - LANES; i += LANES) {
                s = FloatVector.fromArray(SPECIES, a, aOffset + i)
                        .fma(FloatVector.fromArray(SPECIES, b, bOffset + i), s);
            }
            whole = sum(s);
        }
        float rest = 0;
        for (; i < n; i++) {
            rest = Math.fma(a[aOffset + i], b[bOffset + i], rest);
        }
        return whole + rest;
    }

    @Override
    public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            factor.fma(FloatVector.fromArray(SPECIES, x, xOffset + i), FloatVector.fromArray(SPECIES, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = Math.fma(alpha, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
        Operands.vector("a", aOffset, n, a.length);
        Operands.vector("b", bOffset, n, b.length);
        if (n < 2 * LANES) {
            return shortSquaredDistance(a, aOffset, b, bOffset, n);
        }
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            FloatVector d0 =
                    FloatVector.fromArray(SPECIES, a, aOffset + i).sub(FloatVector.fromArray(SPECIES, b, bOffset + i));
            FloatVector d1 = FloatVector.fromArray(SPECIES, a, aOffset + i + LANES)
                    .sub(FloatVector.fromArray(SPECIES, b, bOffset + i + LANES));
            s0 = d0.fma(d0, s0);
            s1 = d1.fma(d1, s1);
        }
        if (i <= n - LANES) {
            FloatVector d =
                    FloatVector.fromArray(SPECIES, a, aOffset + i).sub(FloatVector.fromArray(SPECIES, b, bOffset + i));
            s0 = d.fma(d, s0);
            i += LANES;
        }
        float rest = 0;
        for (; i < n; i++) {
            float d = a[aOffset + i] - b[bOffset + i];
            rest = Math.fma(d, d, rest);
        }
        return sum(s0.add(s1)) + rest;
    }

    private static float shortSquaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
        int i = 0;
        float whole = 0;
        if (n >= LANES) {
            FloatVector d = FloatVector.fromArray(SPECIES, a, aOffset).sub(FloatVector.fromArray(SPECIES, b, bOffset));
            whole = sum(d.mul(d));
            i = LANES;
        }
        float rest = 0;
        for (; i < n; i++) {
            float d = a[aOffset + i] - b[bOffset + i];
            rest = Math.fma(d, d, rest);
        }
        return whole + rest;
    }

    @Override
    public void gemv(
            int rows, int columns, float[] a, int aOffset, int lda, float[] x, int xOffset, float[] y, int yOffset) {
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
            int n, float[] a, int aOffset, int lda, float[] x, int xOffset, float[] y, int yOffset) {
        int b = aOffset + lda;
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector t0 = FloatVector.zero(SPECIES);
        FloatVector t1 = FloatVector.zero(SPECIES);
        FloatVector t2 = FloatVector.zero(SPECIES);
        FloatVector t3 = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, xOffset + i + LANES);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, xOffset + i + 2 * LANES);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, xOffset + i + 3 * LANES);
            s0 = FloatVector.fromArray(SPECIES, a, aOffset + i).fma(x0, s0);
            t0 = FloatVector.fromArray(SPECIES, a, b + i).fma(x0, t0);
            s1 = FloatVector.fromArray(SPECIES, a, aOffset + i + LANES).fma(x1, s1);
            t1 = FloatVector.fromArray(SPECIES, a, b + i + LANES).fma(x1, t1);
            s2 = FloatVector.fromArray(SPECIES, a, aOffset + i + 2 * LANES).fma(x2, s2);
            t2 = FloatVector.fromArray(SPECIES, a, b + i + 2 * LANES).fma(x2, t2);
            s3 = FloatVector.fromArray(SPECIES, a, aOffset + i + 3 * LANES).fma(x3, s3);
            t3 = FloatVector.fromArray(SPECIES, a, b + i + 3 * LANES).fma(x3, t3);
        }
        for (; i <= n - LANES; i += LANES) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, xOffset + i);
            s0 = FloatVector.fromArray(SPECIES, a, aOffset + i).fma(x0, s0);
            t0 = FloatVector.fromArray(SPECIES, a, b + i).fma(x0, t0);
        }
        float sRest = 0;
        float tRest = 0;
        for (; i < n; i++) {
            sRest = Math.fma(a[aOffset + i], x[xOffset + i], sRest);
            tRest = Math.fma(a[b + i], x[xOffset + i], tRest);
        }
        y[yOffset] = sum(s0.add(s1).add(s2.add(s3))) + sRest;
        y[yOffset + 1] = sum(t0.add(t1).add(t2.add(t3))) + tRest;
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
            int columns, float[] a, int aOffset, int lda, float[] x, int xOffset, float[] y, int yOffset) {
        float x0 = x[xOffset];
        float x1 = x[xOffset + 1];
        float x2 = x[xOffset + 2];
        float x3 = x[xOffset + 3];
        FloatVector v0 = FloatVector.broadcast(SPECIES, x0);
        FloatVector v1 = FloatVector.broadcast(SPECIES, x1);
        FloatVector v2 = FloatVector.broadcast(SPECIES, x2);
        FloatVector v3 = FloatVector.broadcast(SPECIES, x3);
        int a1 = aOffset + lda;
        int a2 = a1 + lda;
        int a3 = a2 + lda;
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            FloatVector s0 = FloatVector.fromArray(SPECIES, y, yOffset + j);
            FloatVector s1 = v0.fma(FloatVector.fromArray(SPECIES, a, aOffset + j), s0);
            FloatVector s2 = v1.fma(FloatVector.fromArray(SPECIES, a, a1 + j), s1);
            FloatVector s3 = v2.fma(FloatVector.fromArray(SPECIES, a, a2 + j), s2);
            v3.fma(FloatVector.fromArray(SPECIES, a, a3 + j), s3).intoArray(y, yOffset + j);
        }
        for (; j < columns; j++) {
            float s = Math.fma(x0, a[aOffset + j], y[yOffset + j]);
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
        VectorFloatProducts.gemm(
                m, n, k, alpha, a, aOffset, lda, transposeA, b, bOffset, ldb, transposeB, beta, c, cOffset, ldc, loop);
    }

    @Override
    public void syrk(int n, int k, float[] a, int aOffset, int lda, float[] c, int cOffset, int ldc, BlockLoop loop) {
        Operands.matrix("a", k, n, aOffset, lda, a.length);
        Operands.matrix("c", n, n, cOffset, ldc, c.length);
        VectorFloatProducts.syrk(n, k, a, aOffset, lda, VectorFloatProducts.NO_WEIGHTS, 0, c, cOffset, ldc, loop);
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
        VectorFloatProducts.syrk(n, k, a, aOffset, lda, w, wOffset, c, cOffset, ldc, loop);
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
        VectorFloatTransposedProduct.multiplyTransposed(m, n, k, a, aOffset, lda, b, bOffset, ldb, consumer, loop);
    }

    @Override
    public PackedRows packedRows(int rows, int columns) {
        return new PackedRows(rows, columns, VectorFloatTile.COLUMNS);
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
        b.madeWith(VectorFloatTile.COLUMNS);
        b.group(first, n);
        Operands.matrix("c", m, n, cOffset, ldc, c.length);
        VectorFloatProducts.multiplyPacked(m, first, n, alpha, a, aOffset, lda, b, c, cOffset, ldc);
    }

    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        VectorFloatFunctions.exp(x, xOffset, y, yOffset, n, false);
    }

    @Override
    public void log1pExp(float[] x, int xOffset, float[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        FloatScratch scratch = FloatScratch.ofThread();
        float[] u = scratch.take(CHUNK);
        for (int i = 0; i < n; i += CHUNK) {
            int count = Math.min(CHUNK, n - i);
            VectorFloatFunctions.exp(x, xOffset + i, u, 0, count, true);
            VectorFloatFunctions.finishLog1pExp(x, xOffset + i, u, y, yOffset + i, count);
        }
        scratch.giveBack();
    }

    @Override
    public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        Operands.vector("x", xOffset, n, x.length);
        Operands.vector("y", yOffset, n, y.length);
        FloatScratch scratch = FloatScratch.ofThread();
        float[] u = scratch.take(CHUNK);
        for (int i = 0; i < n; i += CHUNK) {
            int count = Math.min(CHUNK, n - i);
            VectorFloatFunctions.exp(x, xOffset + i, u, 0, count, true);
            VectorFloatFunctions.finishSigmoid(x, xOffset + i, u, y, yOffset + i, count);
        }
        scratch.giveBack();
    }

    @Override
    public void softmaxRows(int rows, int columns, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
        FloatSoftmax.rows(this, rows, columns, x, xOffset, ldx, y, yOffset, ldy);
    }

    /// Adds the lanes by halving: `reduceLanes(ADD)` promises no order.
    private static float sum(FloatVector v) {
        FloatVector s = v.add(v.rearrange(HALF));
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

    @Override
    public int selectAtMost(
            float[] x,
            int xOffset,
            float scale,
            float[] add,
            int addOffset,
            int n,
            float limit,
            int[] positions,
            int offset) {
        int count = offset;
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + j)
                    .fma(FloatVector.broadcast(SPECIES, scale), FloatVector.fromArray(SPECIES, add, addOffset + j));
            long chosen = v.compare(VectorOperators.LE, limit).toLong();
            while (chosen != 0) {
                positions[count++] = j + Long.numberOfTrailingZeros(chosen);
                chosen &= chosen - 1;
            }
        }
        for (; j < n; j++) {
            if (Math.fma(scale, x[xOffset + j], add[addOffset + j]) <= limit) {
                positions[count++] = j;
            }
        }
        return count - offset;
    }

    @Override
    public void updateLeast(
            float[] x,
            int xOffset,
            float scale,
            float add,
            int n,
            int label,
            float[] best,
            float[] second,
            int[] which) {
        int j = 0;
        FloatVector factor = FloatVector.broadcast(SPECIES, scale);
        FloatVector shift = FloatVector.broadcast(SPECIES, add);
        for (; j <= n - LANES; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + j).fma(factor, shift);
            FloatVector least = FloatVector.fromArray(SPECIES, best, j);
            FloatVector next = FloatVector.fromArray(SPECIES, second, j);
            VectorMask<Float> less = v.compare(VectorOperators.LT, least);
            next.min(v).blend(least, less).intoArray(second, j);
            least.blend(v, less).intoArray(best, j);
            IntVector.fromArray(LABELS, which, j)
                    .blend(label, less.cast(LABELS))
                    .intoArray(which, j);
        }
        for (; j < n; j++) {
            float v = Math.fma(scale, x[xOffset + j], add);
            boolean less = v < best[j];
            second[j] = less ? best[j] : Math.min(second[j], v);
            best[j] = less ? v : best[j];
            which[j] = less ? label : which[j];
        }
    }
}
