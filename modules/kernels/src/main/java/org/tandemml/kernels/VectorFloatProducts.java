package org.tandemml.kernels;

/// Matrix products over [VectorFloatTile]: packs blocks of both operands and sweeps the register tile over C.
///
/// Loop order, block names and the reasons are those of Goto and van de Geijn (2008): a panel of B stays in the first
/// cache level, a block of A in the second.
final class VectorFloatProducts {
    private static final int DEPTH = Blocks.DEPTH;
    private static final int ROWS = VectorFloatTile.ROWS;
    private static final int COLUMNS = VectorFloatTile.COLUMNS;
    private static final int LANES = VectorFloatTile.LANES;
    /// Columns of B packed at once.
    private static final int WIDTH = 1024 / COLUMNS * COLUMNS;
    /// Most elements of B packed at once.
    private static final int PACKED = 1 << 20;
    /// Elements from which packing is shared among threads.
    private static final int WORTH_SHARING = 1 << 17;
    /// Columns of B packed in one go. More streams of writes than the first cache level has ways would evict each
    /// other.
    private static final int TOGETHER = 8 * COLUMNS;
    /// Rows of C up to which copying B costs more than reading it with its stride.
    private static final int UNPACKED_ROWS = 32;
    /// Rows of A packed at once where B is packed already.
    private static final int PACKED_ROWS = 128;
    /// Columns of C up to which copying A costs more than reading its rows as they lie.
    private static final int NARROW_PRODUCT = 64;
    /// Columns of C up to which SYRK is cut along the depth instead of over C.
    private static final int NARROW = 384;
    static final float[] NO_WEIGHTS = {};
    private static final int MAX_PARTS = 16;
    private static final int MIN_PART = 4096;

    private VectorFloatProducts() {}

    static void gemm(
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
            BlockLoop requested) {
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0) {
            ScalarFloatKernels.scale(m, n, beta, c, cOffset, ldc);
            return;
        }
        BlockLoop loop = Blocks.loop(requested, (long) m * n * k);
        int bColumn = transposeB ? ldb : 1;
        int bDepth = transposeB ? 1 : ldb;
        boolean unpacked = !transposeB && m <= UNPACKED_ROWS;
        boolean asItLies = !transposeA && !unpacked && n <= NARROW_PRODUCT;
        int rowsPerBlock = Blocks.rows(m, ROWS);
        FloatScratch scratch = FloatScratch.ofThread();
        int widest = ceil(Math.min(n, WIDTH), COLUMNS);
        // As much depth as fits is packed at once: each round of the loop costs a wake-up of its threads.
        int span = Math.min(k, Math.max(DEPTH, PACKED / widest / DEPTH * DEPTH));
        float[] packedB = scratch.take(span * widest);
        try {
            for (int column = 0; column < n; column += WIDTH) {
                int columns = Math.min(WIDTH, n - column);
                int padded = ceil(columns, COLUMNS);
                int packedFrom = unpacked ? columns / COLUMNS * COLUMNS : 0;
                for (int first = 0; first < k; first += span) {
                    int from = first;
                    int end = Math.min(k, first + span);
                    int bFrom = bOffset + column * bColumn;
                    pack(columns, packedFrom, end - from, b, bFrom + from * bDepth, bColumn, bDepth, packedB, loop);
                    int cFrom = cOffset + column;
                    loop.run(Blocks.count(m, rowsPerBlock), block -> {
                        int row = block * rowsPerBlock;
                        int rows = Math.min(rowsPerBlock, m - row);
                        int ci = cFrom + row * ldc;
                        FloatScratch own = FloatScratch.ofThread();
                        float[] packedA = own.take(asItLies ? 0 : ceil(rows, ROWS) * Math.min(DEPTH, end - from));
                        if (from == 0) {
                            ScalarFloatKernels.scale(rows, columns, beta, c, ci, ldc);
                        }
                        for (int start = from; start < end; start += DEPTH) {
                            int depth = Math.min(DEPTH, end - start);
                            if (asItLies) {
                                sweepRows(
                                        rows,
                                        columns,
                                        depth,
                                        alpha,
                                        a,
                                        aOffset + row * lda + start,
                                        lda,
                                        packedB,
                                        (start - from) * padded,
                                        c,
                                        ci,
                                        ldc,
                                        own);
                                continue;
                            }
                            if (transposeA) {
                                int at = aOffset + start * lda + row;
                                VectorFloatPacking.rows(rows, depth, a, at, lda, packedA, 0);
                            } else {
                                int at = aOffset + row * lda + start;
                                VectorFloatPacking.transposed(rows, depth, a, at, lda, ROWS, packedA, 0);
                            }
                            sweep(
                                    rows,
                                    columns,
                                    packedFrom,
                                    depth,
                                    alpha,
                                    packedA,
                                    0,
                                    packedB,
                                    (start - from) * padded,
                                    b,
                                    bFrom + start * bDepth,
                                    ldb,
                                    c,
                                    ci,
                                    ldc,
                                    own);
                        }
                        own.giveBack();
                    });
                }
            }
        } finally {
            scratch.giveBack();
        }
    }

    /// `C += alpha·A·Bᵀ` for some rows of a B packed before.
    static void multiplyPacked(
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
        int k = b.columns;
        FloatScratch scratch = FloatScratch.ofThread();
        float[] packedA = scratch.take(ceil(Math.min(m, PACKED_ROWS), ROWS) * Math.min(k, DEPTH));
        for (int start = 0; start < k; start += DEPTH) {
            int depth = Math.min(DEPTH, k - start);
            int at = start * b.padded + first * depth;
            for (int row = 0; row < m; row += PACKED_ROWS) {
                int rows = Math.min(PACKED_ROWS, m - row);
                int ci = cOffset + row * ldc;
                VectorFloatPacking.transposed(rows, depth, a, aOffset + row * lda + start, lda, ROWS, packedA, 0);
                sweep(rows, n, 0, depth, alpha, packedA, 0, b.values, at, b.values, 0, 0, c, ci, ldc, scratch);
            }
        }
        scratch.giveBack();
    }

    /// Packs columns `packedFrom .. columns-1` of op(B) in rounds of DEPTH terms, a round behind the other.
    static void pack(
            int columns,
            int packedFrom,
            int terms,
            float[] b,
            int bFrom,
            int bColumn,
            int bDepth,
            float[] packed,
            BlockLoop loop) {
        int padded = ceil(columns, COLUMNS);
        int groups = Blocks.count(columns - packedFrom, TOGETHER);
        boolean shared = (long) terms * (columns - packedFrom) >= WORTH_SHARING;
        (shared ? loop : BlockLoop.SEQUENTIAL).run(Blocks.count(terms, DEPTH) * groups, block -> {
            int start = block / groups * DEPTH;
            int group = packedFrom + block % groups * TOGETHER;
            int depth = Math.min(DEPTH, terms - start);
            int last = Math.min(columns, group + TOGETHER);
            packB(
                    last,
                    group,
                    depth,
                    b,
                    bFrom + start * bDepth,
                    bColumn,
                    bDepth,
                    NO_WEIGHTS,
                    0,
                    packed,
                    start * padded);
        });
    }

    private static void packB(
            int columns,
            int packedFrom,
            int depth,
            float[] b,
            int offset,
            int columnStride,
            int depthStride,
            float[] w,
            int wOffset,
            float[] packed,
            int packedOffset) {
        for (int j = packedFrom; j < columns; j += TOGETHER) {
            int count = Math.min(TOGETHER, columns - j);
            int to = packedOffset + j * depth;
            if (columnStride == 1) {
                VectorFloatPacking.columns(count, depth, b, offset + j, depthStride, w, wOffset, packed, to);
            } else {
                int from = offset + j * columnStride;
                VectorFloatPacking.transposed(count, depth, b, from, columnStride, COLUMNS, packed, to);
            }
        }
    }

    /// Runs the register tile over a block of C. Columns before `packedFrom` are read from `b` itself.
    static void sweep(
            int rows,
            int columns,
            int packedFrom,
            int depth,
            float alpha,
            float[] packedA,
            int aFrom,
            float[] packedB,
            int packedOffset,
            float[] b,
            int bFrom,
            int ldb,
            float[] c,
            int cFrom,
            int ldc,
            FloatScratch scratch) {
        float[] edge = scratch.take(ROWS * COLUMNS);
        for (int j = 0; j < columns; j += COLUMNS) {
            boolean packed = j >= packedFrom;
            int at = packedOffset + j * depth;
            int width = Math.min(COLUMNS, columns - j);
            for (int i = 0; i < rows; i += ROWS) {
                int ai = aFrom + i * depth;
                int ci = cFrom + i * ldc + j;
                int height = Math.min(ROWS, rows - i);
                boolean whole = height == ROWS && width == COLUMNS;
                float[] to = whole ? c : edge;
                int target = whole ? ci : 0;
                int stride = whole ? ldc : COLUMNS;
                if (!whole) {
                    copy(height, width, c, ci, ldc, edge, 0, COLUMNS);
                }
                if (!packed) {
                    VectorFloatTile.multiplyAddStrided(
                            depth, packedA, ai, b, bFrom + j, ldb, alpha, to, target, stride);
                } else if (width <= LANES) {
                    VectorFloatTile.multiplyAddNarrow(depth, packedA, ai, packedB, at, alpha, to, target, stride);
                } else {
                    VectorFloatTile.multiplyAdd(depth, packedA, ai, packedB, at, alpha, to, target, stride);
                }
                if (!whole) {
                    copy(height, width, edge, 0, COLUMNS, c, ci, ldc);
                }
            }
        }
        scratch.giveBack();
    }

    /// As [#sweep] for rows of A as they lie in memory.
    private static void sweepRows(
            int rows,
            int columns,
            int depth,
            float alpha,
            float[] a,
            int aFrom,
            int lda,
            float[] packedB,
            int packedOffset,
            float[] c,
            int cFrom,
            int ldc,
            FloatScratch scratch) {
        float[] edge = scratch.take(VectorFloatRowTile.TALL * COLUMNS);
        for (int j = 0; j < columns; j += COLUMNS) {
            int width = Math.min(COLUMNS, columns - j);
            boolean narrow = width <= LANES;
            int step = narrow ? VectorFloatRowTile.TALL : VectorFloatRowTile.ROWS;
            int at = packedOffset + j * depth;
            for (int i = 0; i < rows; i += step) {
                int ai = aFrom + i * lda;
                int ci = cFrom + i * ldc + j;
                int height = Math.min(step, rows - i);
                boolean whole = height == step && width == (narrow ? LANES : COLUMNS);
                float[] to = whole ? c : edge;
                int target = whole ? ci : 0;
                int stride = whole ? ldc : COLUMNS;
                if (!whole) {
                    copy(height, width, c, ci, ldc, edge, 0, COLUMNS);
                }
                if (narrow) {
                    VectorFloatRowTile.multiplyAddNarrow(
                            height, depth, a, ai, lda, packedB, at, alpha, to, target, stride);
                } else {
                    VectorFloatRowTile.multiplyAdd(height, depth, a, ai, lda, packedB, at, alpha, to, target, stride);
                }
                if (!whole) {
                    copy(height, width, edge, 0, COLUMNS, c, ci, ldc);
                }
            }
        }
        scratch.giveBack();
    }

    private static void copy(
            int rows, int columns, float[] from, int offset, int stride, float[] to, int toOffset, int toStride) {
        for (int i = 0; i < rows; i++) {
            // At most a tile wide, often a few numbers: a loop is quicker than a call.
            for (int j = 0; j < columns; j++) {
                to[toOffset + i * toStride + j] = from[offset + i * stride + j];
            }
        }
    }

    /// Upper C += Aᵀ·diag(w)·A; an empty `w` stands for ones.
    static void syrk(
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
            BlockLoop requested) {
        if (n == 0 || k == 0) {
            return;
        }
        BlockLoop loop = Blocks.loop(requested, (long) n * n * k / 2);
        if (n > NARROW) {
            syrkOverTiles(n, k, a, aOffset, lda, w, wOffset, c, cOffset, ldc, loop);
            return;
        }
        int rowsPerPart = ceil(Math.max(MIN_PART, Blocks.count(k, MAX_PARTS)), DEPTH);
        int parts = Blocks.count(k, rowsPerPart);
        if (parts == 1) {
            syrkOverTiles(n, k, a, aOffset, lda, w, wOffset, c, cOffset, ldc, BlockLoop.SEQUENTIAL);
            return;
        }
        float[][] sums = new float[parts][];
        loop.run(parts, part -> {
            int row = part * rowsPerPart;
            float[] sum = new float[n * n];
            syrkOverTiles(
                    n,
                    Math.min(rowsPerPart, k - row),
                    a,
                    aOffset + row * lda,
                    lda,
                    w,
                    wOffset + row,
                    sum,
                    0,
                    n,
                    BlockLoop.SEQUENTIAL);
            sums[part] = sum;
        });
        for (float[] sum : sums) {
            for (int i = 0; i < n; i++) {
                for (int j = i; j < n; j++) {
                    c[cOffset + i * ldc + j] += sum[i * n + j];
                }
            }
        }
    }

    private static void syrkOverTiles(
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
        FloatScratch scratch = FloatScratch.ofThread();
        int rowsPerBlock = ceil(128, ROWS);
        float[] packedB = scratch.take(ceil(n, COLUMNS) * Math.min(k, DEPTH));
        try {
            for (int start = 0; start < k; start += DEPTH) {
                int depth = Math.min(DEPTH, k - start);
                int from = aOffset + start * lda;
                int wFrom = wOffset + start;
                packB(n, 0, depth, a, from, 1, lda, w, wFrom, packedB, 0);
                loop.run(Blocks.count(n, rowsPerBlock), block -> {
                    int row = block * rowsPerBlock;
                    int rows = Math.min(rowsPerBlock, n - row);
                    FloatScratch own = FloatScratch.ofThread();
                    float[] packedA = own.take(ceil(rows, ROWS) * depth);
                    VectorFloatPacking.rows(rows, depth, a, from + row, lda, packedA, 0);
                    sweepUpper(row, rows, n, depth, packedA, packedB, c, cOffset, ldc, own);
                    own.giveBack();
                });
            }
        } finally {
            scratch.giveBack();
        }
    }

    /// Adds the products of rows `row..row+rows-1` on and above the diagonal.
    private static void sweepUpper(
            int row,
            int rows,
            int n,
            int depth,
            float[] packedA,
            float[] packedB,
            float[] c,
            int cOffset,
            int ldc,
            FloatScratch scratch) {
        float[] edge = scratch.take(ROWS * COLUMNS);
        for (int j = row / COLUMNS * COLUMNS; j < n; j += COLUMNS) {
            int width = Math.min(COLUMNS, n - j);
            int last = Math.min(rows, j + width - row);
            for (int i = 0; i < last; i += ROWS) {
                int ci = cOffset + (row + i) * ldc + j;
                int height = Math.min(ROWS, rows - i);
                boolean above = row + i + height - 1 <= j;
                if (above && height == ROWS && width == COLUMNS) {
                    VectorFloatTile.multiplyAdd(depth, packedA, i * depth, packedB, j * depth, 1, c, ci, ldc);
                    continue;
                }
                java.util.Arrays.fill(edge, 0, ROWS * COLUMNS, 0);
                if (row + i >= j + LANES) {
                    VectorFloatTile.multiplyAddNarrow(
                            depth, packedA, i * depth, packedB, j * depth + LANES, 1, edge, LANES, COLUMNS);
                } else if (width <= LANES) {
                    VectorFloatTile.multiplyAddNarrow(
                            depth, packedA, i * depth, packedB, j * depth, 1, edge, 0, COLUMNS);
                } else {
                    VectorFloatTile.multiplyAdd(depth, packedA, i * depth, packedB, j * depth, 1, edge, 0, COLUMNS);
                }
                for (int r = 0; r < height; r++) {
                    for (int s = Math.max(0, row + i + r - j); s < width; s++) {
                        c[ci + r * ldc + s] += edge[r * COLUMNS + s];
                    }
                }
            }
        }
        scratch.giveBack();
    }

    static int ceil(int n, int unit) {
        return (n + unit - 1) / unit * unit;
    }
}
