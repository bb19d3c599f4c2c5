package org.tandemml.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The register tile over rows of A as they lie in memory, for products so narrow that packing A would cost more than
/// it saves: a few right-hand sides, the classes of a linear model.
///
/// Terms are summed in the order of [VectorDoubleTile], so the bits are the same. Where fewer rows are left than a tile
/// has, the last one stands in for those that are missing, and the caller throws away what comes of it. Eight sums run
/// at once in either tile, as many as it takes to hide the time of a multiplication.
final class VectorDoubleRowTile {
    /// Rows of the tile that is one vector wide.
    static final int TALL = 8;
    /// Rows of the tile that is two vectors wide.
    static final int ROWS = 4;

    private static final VectorSpecies<Double> SPECIES = VectorDoubleTile.SPECIES;
    private static final int LANES = VectorDoubleTile.LANES;
    private static final int COLUMNS = VectorDoubleTile.COLUMNS;

    private VectorDoubleRowTile() {}

    /// Adds `alpha·A·B` to a tile of C of [#ROWS] rows and two vectors, of whose rows `height` are in A. B is a packed
    /// panel as for [VectorDoubleTile].
    static void multiplyAdd(
            int height,
            int depth,
            double[] a,
            int aOffset,
            int lda,
            double[] b,
            int bOffset,
            double alpha,
            double[] c,
            int cOffset,
            int ldc) {
        int last = height - 1;
        int r0 = aOffset;
        int r1 = aOffset + Math.min(1, last) * lda;
        int r2 = aOffset + Math.min(2, last) * lda;
        int r3 = aOffset + Math.min(3, last) * lda;
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
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bp);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bp + LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[r0 + p]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[r1 + p]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[r2 + p]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[r3 + p]);
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

    /// As [#multiplyAdd] for [#TALL] rows and one vector.
    static void multiplyAddNarrow(
            int height,
            int depth,
            double[] a,
            int aOffset,
            int lda,
            double[] b,
            int bOffset,
            double alpha,
            double[] c,
            int cOffset,
            int ldc) {
        int last = height - 1;
        int r0 = aOffset;
        int r1 = aOffset + Math.min(1, last) * lda;
        int r2 = aOffset + Math.min(2, last) * lda;
        int r3 = aOffset + Math.min(3, last) * lda;
        int r4 = aOffset + Math.min(4, last) * lda;
        int r5 = aOffset + Math.min(5, last) * lda;
        int r6 = aOffset + Math.min(6, last) * lda;
        int r7 = aOffset + Math.min(7, last) * lda;
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        DoubleVector s4 = DoubleVector.zero(SPECIES);
        DoubleVector s5 = DoubleVector.zero(SPECIES);
        DoubleVector s6 = DoubleVector.zero(SPECIES);
        DoubleVector s7 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int bp = bOffset + p * COLUMNS;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bp);
            s0 = DoubleVector.broadcast(SPECIES, a[r0 + p]).fma(b0, s0);
            s1 = DoubleVector.broadcast(SPECIES, a[r1 + p]).fma(b0, s1);
            s2 = DoubleVector.broadcast(SPECIES, a[r2 + p]).fma(b0, s2);
            s3 = DoubleVector.broadcast(SPECIES, a[r3 + p]).fma(b0, s3);
            s4 = DoubleVector.broadcast(SPECIES, a[r4 + p]).fma(b0, s4);
            s5 = DoubleVector.broadcast(SPECIES, a[r5 + p]).fma(b0, s5);
            s6 = DoubleVector.broadcast(SPECIES, a[r6 + p]).fma(b0, s6);
            s7 = DoubleVector.broadcast(SPECIES, a[r7 + p]).fma(b0, s7);
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
}
