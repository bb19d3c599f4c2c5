package org.tandemml.kernels;

/// The numeric inner loops on `float` arrays: one implementation in plain Java, one with the Vector API.
///
/// **Shapes**: matrices are row-major; element (i, j) of a matrix `a` is `a[aOffset + i * lda + j]`. A size of 0 is
/// allowed. **Errors**: a range outside its array throws `IndexOutOfBoundsException` naming the operand before anything
/// is written. Output may overlap an input only where a method says so. **Determinism**: the same call on the same
/// machine gives the same bits, whatever `BlockLoop` runs the blocks. The methods that say *exact twin* also give the
/// same bits in the scalar and in the Vector API implementation, at any vector width; the others sum in an order that
/// depends on the width and agree to rounding. NaN and infinities propagate as in plain arithmetic.
public sealed interface FloatKernels permits ScalarFloatKernels, VectorFloatKernels {
    /// Terms that [#gemm] sums from zero before it adds them to C: what computes an element in another way, one row for
    /// instance, has the same bits if it does so too.
    int TERMS = Blocks.DEPTH;

    /// Returns Σ `a[i]·b[i]`.
    float dot(float[] a, int aOffset, float[] b, int bOffset, int n);

    /// Adds `alpha·x` to `y`, with one rounding an element. Exact twin.
    void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Returns Σ `(a[i] − b[i])²`.
    float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n);

    /// Sets `y = A·x` for a `rows × columns` matrix A. Each element of `y` has the bits of [#dot] of that row with `x`.
    void gemv(int rows, int columns, float[] a, int aOffset, int lda, float[] x, int xOffset, float[] y, int yOffset);

    /// Adds `Aᵀ·x` to `y` for a `rows × columns` matrix A: `x` has `rows` elements, `y` has `columns`. Exact twin: each
    /// element of `y` takes the rows in ascending order, one fused multiply-add each, so cutting the rows into
    /// consecutive calls changes no bit.
    void gemvTransposed(
            int rows, int columns, float[] a, int aOffset, int lda, float[] x, int xOffset, float[] y, int yOffset);

    /// Sets `C = alpha·op(A)·op(B) + beta·C`, where op(A) is `m × k`, op(B) is `k × n` and op transposes if asked to.
    ///
    /// With `beta = 0` the old content of C is not read. Exact twin: every element sums over k in the same order
    /// wherever it lies in the matrix, so any subset of rows or columns computed alone has the same bits.
    ///
    /// **Source**: Goto and van de Geijn, *Anatomy of high-performance matrix multiplication*, ACM TOMS 34(3), 2008.
    /// **Cost**: 2·m·n·k operations; packed copies of at most a few megabytes, kept for the next call.
    void gemm(
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
            BlockLoop loop);

    /// Adds `AᵀA` to the upper triangle (diagonal included) of the `n × n` matrix C, for a `k × n` matrix A.
    /// The elements below the diagonal are left alone.
    void syrk(int n, int k, float[] a, int aOffset, int lda, float[] c, int cOffset, int ldc, BlockLoop loop);

    /// Adds `Aᵀ·diag(w)·A` to the upper triangle (diagonal included) of the `n × n` matrix C, for a `k × n` matrix A
    /// and `k` weights of any sign. The elements below the diagonal are left alone.
    void syrkWeighted(
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
            BlockLoop loop);

    /// Computes `A·Bᵀ` tile by tile, for an `m × k` matrix A and an `n × k` matrix B, and hands each tile to
    /// `consumer`.
    ///
    /// The rows of A are cut into blocks. The tiles of one row block arrive in ascending column order on one thread;
    /// several row blocks may run at once. The values have the bits of [#gemm] (exact twin); the tile sizes are not
    /// part of the contract.
    void multiplyTransposed(
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
            BlockLoop loop);

    /// A `rows × columns` matrix of zeros for [#multiplyPacked] of the same implementation.
    PackedRows packedRows(int rows, int columns);

    /// Adds `alpha·A·Bᵀ` to C, for an `m × k` matrix A and rows `first .. first+n-1` of B, which has k columns. `first`
    /// is a multiple of [PackedRows#GROUP]. The values have the bits of [#gemm] with `beta = 1` (exact twin). On the
    /// calling thread.
    void multiplyPacked(
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
            int ldc);

    /// Sets `y[i] = exp(x[i])` with the bits of [Functions#exp(float)]. `x` and `y` may be the same array at the same
    /// offset. Exact twin.
    void exp(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Sets `y[i] = log(1 + exp(x[i]))` with the bits of [Functions#log1pExp(float)]. `x` and `y` may be the same array
    /// at the same offset. Exact twin.
    void log1pExp(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Sets `y[i] = 1 / (1 + exp(−x[i]))` with the bits of [Functions#sigmoid(float)]. `x` and `y` may be the same
    /// array at the same offset. Exact twin.
    void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Sets `y[i] = exp(x[i] − max) / Σ exp(x[j] − max)`. `x` and `y` may be the same array at the same offset. Exact
    /// twin. All-NaN if any `x[i]` is NaN or `+∞`, or if every one is `−∞`.
    default void softmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        softmaxRows(1, n, x, xOffset, n, y, yOffset, n);
    }

    /// Applies [#softmax] to each row of a `rows × columns` matrix; a row alone has the same bits as among others.
    /// `x` and `y` may be the same array at the same offset and row stride.
    void softmaxRows(int rows, int columns, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy);

    /// Writes to `positions`, ascending from `offset`, the `j < n` with `add[j] + scale·x[j] <= limit`, and returns how
    /// many there are; one rounding for the sum. Exact twin.
    default int selectAtMost(
            float[] x,
            int xOffset,
            float scale,
            float[] add,
            int addOffset,
            int n,
            float limit,
            int[] positions,
            int offset) {
        int count = 0;
        for (int j = 0; j < n; j++) {
            if (Math.fma(scale, x[xOffset + j], add[addOffset + j]) <= limit) {
                positions[offset + count++] = j;
            }
        }
        return count;
    }

    /// For each `j < n` compares `v = add + scale·x[j]` (one rounding) with the least so far, in `best[j]`, and the one
    /// after it, in `second[j]`: a smaller v takes the place of the least and `which[j]` becomes `label`. Exact twin.
    default void updateLeast(
            float[] x,
            int xOffset,
            float scale,
            float add,
            int n,
            int label,
            float[] best,
            float[] second,
            int[] which) {
        for (int j = 0; j < n; j++) {
            float v = Math.fma(scale, x[xOffset + j], add);
            boolean less = v < best[j];
            second[j] = less ? best[j] : Math.min(second[j], v);
            best[j] = less ? v : best[j];
            which[j] = less ? label : which[j];
        }
    }
}
