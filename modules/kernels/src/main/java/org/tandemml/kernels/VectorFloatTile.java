package org.tandemml.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The register tile of the products: a few rows by two vectors of C, held in registers while depth runs by.
///
/// Everything is written out: a vector that crosses a method which is not inlined is boxed, and the loop runs six times
/// slower. Eight rows fill half of 32 registers of 512 bits. Narrower vectors have 16 registers, where four rows take
/// 11: with six rows (15) or five the compiler spills accumulators, and the product runs at half the speed and less.
final class VectorFloatTile {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    static final int ROWS = SPECIES.vectorBitSize() >= 512 ? 8 : 4;
    static final int COLUMNS = 2 * LANES;

    private VectorFloatTile() {}

    /// Adds `alpha·A·B` to a `ROWS × COLUMNS` tile of C, where both operands are packed panels. Terms are summed
    /// from zero in the order of depth, then scaled and added.
    static void multiplyAdd(
            int depth, float[] a, int aOffset, float[] b, int bOffset, float alpha, float[] c, int cOffset, int ldc) {
        if (ROWS == 8) {
            tile8x2(depth, a, aOffset, b, bOffset, alpha, c, cOffset, ldc);
        } else {
            tile4x2(depth, a, aOffset, b, bOffset, alpha, c, cOffset, ldc);
        }
    }

    /// As [#multiplyAdd] for a tile that is one vector wide instead of two.
    static void multiplyAddNarrow(
            int depth, float[] a, int aOffset, float[] b, int bOffset, float alpha, float[] c, int cOffset, int ldc) {
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
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            int bStride,
            float alpha,
            float[] c,
            int cOffset,
            int ldc) {
        for (int i = 0; i < ROWS; i += 4) {
            fourStrided(depth, a, aOffset + i, b, bOffset, bStride, alpha, c, cOffset + i * ldc, ldc);
        }
    }

    private static void tile8x2(
            int depth, float[] a, int aOffset, float[] b, int bOffset, float alpha, float[] c, int cOffset, int ldc) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector t0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector t1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector t2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector t3 = FloatVector.zero(SPECIES);
        FloatVector s4 = FloatVector.zero(SPECIES);
        FloatVector t4 = FloatVector.zero(SPECIES);
        FloatVector s5 = FloatVector.zero(SPECIES);
        FloatVector t5 = FloatVector.zero(SPECIES);
        FloatVector s6 = FloatVector.zero(SPECIES);
        FloatVector t6 = FloatVector.zero(SPECIES);
        FloatVector s7 = FloatVector.zero(SPECIES);
        FloatVector t7 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int bp = bOffset + p * COLUMNS;
            int ap = aOffset + p * 8;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ap]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ap + 3]);
            s3 = a3.fma(b0, s3);
            t3 = a3.fma(b1, t3);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[ap + 4]);
            s4 = a4.fma(b0, s4);
            t4 = a4.fma(b1, t4);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[ap + 5]);
            s5 = a5.fma(b0, s5);
            t5 = a5.fma(b1, t5);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[ap + 6]);
            s6 = a6.fma(b0, s6);
            t6 = a6.fma(b1, t6);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[ap + 7]);
            s7 = a7.fma(b0, s7);
            t7 = a7.fma(b1, t7);
        }
        FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
        int ci = cOffset;
        scale.fma(s0, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t0, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s1, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t1, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s2, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t2, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s3, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t3, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s4, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t4, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s5, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t5, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s6, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t6, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s7, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t7, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
    }

    private static void tile4x2(
            int depth, float[] a, int aOffset, float[] b, int bOffset, float alpha, float[] c, int cOffset, int ldc) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector t0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector t1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector t2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector t3 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int bp = bOffset + p * COLUMNS;
            int ap = aOffset + p * 4;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ap]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ap + 3]);
            s3 = a3.fma(b0, s3);
            t3 = a3.fma(b1, t3);
        }
        FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
        int ci = cOffset;
        scale.fma(s0, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t0, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s1, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t1, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s2, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t2, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s3, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t3, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
    }

    private static void fourStrided(
            int depth,
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            int bStride,
            float alpha,
            float[] c,
            int cOffset,
            int ldc) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector t0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector t1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector t2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector t3 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int bp = bOffset + p * bStride;
            int ap = aOffset + p * ROWS;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ap]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ap + 3]);
            s3 = a3.fma(b0, s3);
            t3 = a3.fma(b1, t3);
        }
        FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
        int ci = cOffset;
        scale.fma(s0, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t0, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s1, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t1, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s2, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t2, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
        ci += ldc;
        scale.fma(s3, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        scale.fma(t3, FloatVector.fromArray(SPECIES, c, ci + LANES)).intoArray(c, ci + LANES);
    }

    private static void tile8x1(
            int depth, float[] a, int aOffset, float[] b, int bOffset, float alpha, float[] c, int cOffset, int ldc) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector s4 = FloatVector.zero(SPECIES);
        FloatVector s5 = FloatVector.zero(SPECIES);
        FloatVector s6 = FloatVector.zero(SPECIES);
        FloatVector s7 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int ap = aOffset + p * 8;
            FloatVector row = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS);
            s0 = FloatVector.broadcast(SPECIES, a[ap]).fma(row, s0);
            s1 = FloatVector.broadcast(SPECIES, a[ap + 1]).fma(row, s1);
            s2 = FloatVector.broadcast(SPECIES, a[ap + 2]).fma(row, s2);
            s3 = FloatVector.broadcast(SPECIES, a[ap + 3]).fma(row, s3);
            s4 = FloatVector.broadcast(SPECIES, a[ap + 4]).fma(row, s4);
            s5 = FloatVector.broadcast(SPECIES, a[ap + 5]).fma(row, s5);
            s6 = FloatVector.broadcast(SPECIES, a[ap + 6]).fma(row, s6);
            s7 = FloatVector.broadcast(SPECIES, a[ap + 7]).fma(row, s7);
        }
        FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
        int ci = cOffset;
        scale.fma(s0, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s1, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s2, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s3, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s4, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s5, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s6, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s7, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
    }

    private static void tile4x1(
            int depth, float[] a, int aOffset, float[] b, int bOffset, float alpha, float[] c, int cOffset, int ldc) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int ap = aOffset + p * 4;
            FloatVector row = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS);
            s0 = FloatVector.broadcast(SPECIES, a[ap]).fma(row, s0);
            s1 = FloatVector.broadcast(SPECIES, a[ap + 1]).fma(row, s1);
            s2 = FloatVector.broadcast(SPECIES, a[ap + 2]).fma(row, s2);
            s3 = FloatVector.broadcast(SPECIES, a[ap + 3]).fma(row, s3);
        }
        FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
        int ci = cOffset;
        scale.fma(s0, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s1, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s2, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
        ci += ldc;
        scale.fma(s3, FloatVector.fromArray(SPECIES, c, ci)).intoArray(c, ci);
    }
}
