package org.tandemml.kernels;

import java.util.Arrays;

/// `A·Bᵀ` in tiles for a consumer, over the packing and the sweep of [VectorFloatProducts].
final class VectorFloatTransposedProduct {
    private static final int DEPTH = Blocks.DEPTH;
    private static final int ROWS = VectorFloatTile.ROWS;
    private static final int COLUMNS = VectorFloatTile.COLUMNS;
    /// Row and column sizes of the tiles handed to a consumer.
    private static final int TILE_ROWS = 256 / ROWS * ROWS;
    private static final int TILE_COLUMNS = 128 / COLUMNS * COLUMNS;
    /// Most elements of B packed at once for all row blocks; of more, each block packs what a tile needs.
    private static final int SHARED = 1 << 20;
    private static final float[] NONE = {};

    private VectorFloatTransposedProduct() {}

    static void multiplyTransposed(
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
            BlockLoop requested) {
        BlockLoop loop = Blocks.loop(requested, (long) m * n * k);
        int rowsPerBlock = Math.min(TILE_ROWS, VectorFloatProducts.ceil(Math.max(1, (m + 7) / 8), ROWS));
        int blocks = Blocks.count(m, rowsPerBlock);
        int padded = VectorFloatProducts.ceil(n, COLUMNS);
        boolean shares = blocks > 1 && (long) padded * k <= SHARED;
        FloatScratch scratch = FloatScratch.ofThread();
        float[] shared = scratch.take(shares ? padded * k : 0);
        try {
            if (shares) {
                VectorFloatProducts.pack(n, 0, k, b, bOffset, ldb, 1, shared, loop);
            }
            float[] packedB = shares ? shared : NONE;
            loop.run(blocks, block -> {
                int row = block * rowsPerBlock;
                int rows = Math.min(rowsPerBlock, m - row);
                consume(row, rows, n, k, a, aOffset + row * lda, lda, b, bOffset, ldb, packedB, consumer);
            });
        } finally {
            scratch.giveBack();
        }
    }

    /// All tiles of one block of rows; with no packed B, that of each tile is packed when its turn comes.
    private static void consume(
            int row,
            int rows,
            int n,
            int k,
            float[] a,
            int aFrom,
            int lda,
            float[] b,
            int bOffset,
            int ldb,
            float[] shared,
            FloatTileConsumer consumer) {
        FloatScratch scratch = FloatScratch.ofThread();
        int panels = VectorFloatProducts.ceil(rows, ROWS);
        int padded = VectorFloatProducts.ceil(n, COLUMNS);
        float[] packedA = scratch.take(panels * k);
        float[] own = scratch.take(shared.length > 0 ? 0 : TILE_COLUMNS * Math.min(k, DEPTH));
        float[] tile = scratch.take(rows * TILE_COLUMNS);
        try {
            for (int start = 0; start < k; start += DEPTH) {
                int depth = Math.min(DEPTH, k - start);
                VectorFloatPacking.transposed(rows, depth, a, aFrom + start, lda, ROWS, packedA, panels * start);
            }
            for (int column = 0; column < n; column += TILE_COLUMNS) {
                int columns = Math.min(TILE_COLUMNS, n - column);
                Arrays.fill(tile, 0, rows * TILE_COLUMNS, 0);
                for (int start = 0; start < k; start += DEPTH) {
                    int depth = Math.min(DEPTH, k - start);
                    float[] packedB = shared;
                    int at = start * padded + column * depth;
                    if (shared.length == 0) {
                        int from = bOffset + column * ldb + start;
                        VectorFloatProducts.pack(columns, 0, depth, b, from, ldb, 1, own, BlockLoop.SEQUENTIAL);
                        packedB = own;
                        at = 0;
                    }
                    VectorFloatProducts.sweep(
                            rows,
                            columns,
                            0,
                            depth,
                            1,
                            packedA,
                            panels * start,
                            packedB,
                            at,
                            packedB,
                            0,
                            0,
                            tile,
                            0,
                            TILE_COLUMNS,
                            scratch);
                }
                consumer.accept(row, rows, column, columns, tile, 0, TILE_COLUMNS);
            }
        } finally {
            scratch.giveBack();
            scratch.giveBack();
            scratch.giveBack();
        }
    }
}
