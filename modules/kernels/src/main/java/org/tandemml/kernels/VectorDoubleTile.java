package org.tandemml.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The register tile of the products: a few rows by two vectors of C, held in registers while depth runs by.
///
/// Everything is written out: a vector that crosses a method which is not inlined is boxed, and the loop runs six times
/// slower. Eight rows fill half of 32 registers of 512 bits. Narrower vectors have 16 registers, where four rows take
/// 11: with six rows (15) or five the compiler spills accumulators, and the product runs at half the speed and less.
final class VectorDoubleTile {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    static final int ROWS = SPECIES.vectorBitSize() >= 512 ? 8 : 4;
    static final int COLUMNS = 2 * LANES;

    private VectorDoubleTile() {}

    /// Adds `alpha·A·B` to a `ROWS × COLUMNS` tile of C, where both operands are packed panels. Terms are summed
    /// from zero in the order of depth, then scaled and added.
    static void multiplyAdd(
            int depth,
            double[] a,
            int aOffset,
            double[] b,
            int bOffset,
            double alpha,
            double[] c,
            int cOffset,
            int ldc) {
        if (ROWS == 8) {
            tile8x2(depth, a, aOffset, b, bOffset, alpha, c, cOffset, ldc);
        } else {
            tile4x2(depth, a, aOffset, b, bOffset, alpha, c, cOffset, ldc);
        }
    }

    /// As [#multiplyAdd] for a tile that is one vector wide instead of two.
    static void multiplyAddNarrow(
            int depth,
            double[] a,
            int aOffset,
            double[] b,
            int bOffset,
            double alpha,
            double[] c,
            int cOffset,
            int ldc) {
        if (ROWS == 8) {
            tile8x1(depth, a, aOffset, b, bOffset, alpha, c, cOffset, ldc);
        } else {
            tile4x1(depth, a, aOffset, b, bOffset, alpha, c, cOffset, ldc);
        }
    }

    /// As [#multiplyAdd] for B as it lies in memory: row p is the `COLUMNS` elements from `b[bOffset + p * bStride]`.
    /// A stride that is not a constant costs checks of the range in the innermost loop.
    static void multiplyAddStrided(
            int depth,
            double[] a,
            int aOffset,
            double[] b,
            int bOffset,
            int bStride,
            double alpha,
            double[] c,
            int cOffset,
            int ldc) {
        for (int i = 0; i < ROWS; i += 4) {
            fourStrided(depth, a, aOffset + i, b, bOffset, bStride, alpha, c, cOffset + i * ldc, ldc);
        }
    }

    private static void tile8x2(
            int depth,
            double[] a,
            int aOffset,
            double[] b,
            int bOffset,
            double alpha,
            double[] c,
            int cOffset,
            int ldc) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector t0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector t1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector t2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        DoubleVector t3 = DoubleVector.zero(SPECIES);
        DoubleVector s4 = DoubleVector.zero(SPECIES);
        DoubleVector t4 = DoubleVector.zero(SPECIES);
        DoubleVector s5 = DoubleVector.zero(SPECIES);
        DoubleVector t5 = DoubleVector.zero(SPECIES);
        DoubleVector s6 = DoubleVector.zero(SPECIES);
        DoubleVector t6 = DoubleVector.zero(SPECIES);
        DoubleVector s7 = DoubleVector.zero(SPECIES);
        DoubleVector t7 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int bp = bOffset + p * COLUMNS;
            int ap = aOffset + p * 8;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bp);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bp + LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[ap]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[ap + 1]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[ap + 2]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[ap + 3]);
            s3 = a3.fma(b0, s3);
            t3 = a3.fma(b1, t3);
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[ap + 4]);
            s4 = a4.fma(b0, s4);
            t4 = a4.fma(b1, t4);
            DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[ap + 5]);
            s5 = a5.fma(b0, s5);
            t5 = a5.fma(b1, t5);
            DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[ap + 6]);
            s6 = a6.fma(b0, s6);
            t6 = a6.fma(b1, t6);
            DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[ap + 7]);
            s7 = a7.fma(b0, s7);
            t7 = a7.fma(b1, t7);
        }
        DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
        int ci = cOffset;
        scale.fma(s0, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t0, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s1, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t1, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s2, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t2, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s3, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t3, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s4, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t4, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s5, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t5, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s6, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t6, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s7, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t7, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
    }

    private static void tile4x2(
            int depth,
            double[] a,
            int aOffset,
            double[] b,
            int bOffset,
            double alpha,
            double[] c,
            int cOffset,
            int ldc) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector t0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector t1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector t2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        DoubleVector t3 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int bp = bOffset + p * COLUMNS;
            int ap = aOffset + p * 4;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bp);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bp + LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[ap]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[ap + 1]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[ap + 2]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[ap + 3]);
            s3 = a3.fma(b0, s3);
            t3 = a3.fma(b1, t3);
        }
        DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
        int ci = cOffset;
        scale.fma(s0, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t0, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s1, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t1, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s2, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t2, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s3, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t3, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
    }

    private static void fourStrided(
            int depth,
            double[] a,
            int aOffset,
            double[] b,
            int bOffset,
            int bStride,
            double alpha,
            double[] c,
            int cOffset,
            int ldc) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector t0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector t1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector t2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        DoubleVector t3 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int bp = bOffset + p * bStride;
            int ap = aOffset + p * ROWS;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bp);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bp + LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[ap]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[ap + 1]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[ap + 2]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[ap + 3]);
            s3 = a3.fma(b0, s3);
            t3 = a3.fma(b1, t3);
        }
        DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
        int ci = cOffset;
        scale.fma(s0, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t0, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s1, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t1, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s2, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t2, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s3, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t3, DoubleVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
    }

    private static void tile8x1(
            int depth,
            double[] a,
            int aOffset,
            double[] b,
            int bOffset,
            double alpha,
            double[] c,
            int cOffset,
            int ldc) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        DoubleVector s4 = DoubleVector.zero(SPECIES);
        DoubleVector s5 = DoubleVector.zero(SPECIES);
        DoubleVector s6 = DoubleVector.zero(SPECIES);
        DoubleVector s7 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int ap = aOffset + p * 8;
            DoubleVector row = DoubleVector.fromArray(SPECIES, b, bOffset + p * COLUMNS);
            s0 = DoubleVector.broadcast(SPECIES, a[ap]).fma(row, s0);
            s1 = DoubleVector.broadcast(SPECIES, a[ap + 1]).fma(row, s1);
            s2 = DoubleVector.broadcast(SPECIES, a[ap + 2]).fma(row, s2);
            s3 = DoubleVector.broadcast(SPECIES, a[ap + 3]).fma(row, s3);
            s4 = DoubleVector.broadcast(SPECIES, a[ap + 4]).fma(row, s4);
            s5 = DoubleVector.broadcast(SPECIES, a[ap + 5]).fma(row, s5);
            s6 = DoubleVector.broadcast(SPECIES, a[ap + 6]).fma(row, s6);
            s7 = DoubleVector.broadcast(SPECIES, a[ap + 7]).fma(row, s7);
        }
        DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
        int ci = cOffset;
        scale.fma(s0, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s1, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s2, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s3, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s4, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s5, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s6, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s7, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
    }

    private static void tile4x1(
            int depth,
            double[] a,
            int aOffset,
            double[] b,
            int bOffset,
            double alpha,
            double[] c,
            int cOffset,
            int ldc) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int ap = aOffset + p * 4;
            DoubleVector row = DoubleVector.fromArray(SPECIES, b, bOffset + p * COLUMNS);
            s0 = DoubleVector.broadcast(SPECIES, a[ap]).fma(row, s0);
            s1 = DoubleVector.broadcast(SPECIES, a[ap + 1]).fma(row, s1);
            s2 = DoubleVector.broadcast(SPECIES, a[ap + 2]).fma(row, s2);
            s3 = DoubleVector.broadcast(SPECIES, a[ap + 3]).fma(row, s3);
        }
        DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
        int ci = cOffset;
        scale.fma(s0, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s1, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s2, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s3, DoubleVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
    }
}
