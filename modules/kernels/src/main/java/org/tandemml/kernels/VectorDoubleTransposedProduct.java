package org.tandemml.kernels;

import java.util.Arrays;

/// `A·Bᵀ` in tiles for a consumer, over the packing and the sweep of [VectorDoubleProducts].
final class VectorDoubleTransposedProduct {
    private static final int DEPTH = Blocks.DEPTH;
    private static final int ROWS = VectorDoubleTile.ROWS;
    private static final int COLUMNS = VectorDoubleTile.COLUMNS;
    /// Row and column sizes of the tiles handed to a consumer.
    private static final int TILE_ROWS = 256 / ROWS * ROWS;
    private static final int TILE_COLUMNS = 128 / COLUMNS * COLUMNS;
    /// Most elements of B packed at once for all row blocks; of more, each block packs what a tile needs.
    private static final int SHARED = 1 << 20;
    private static final double[] NONE = {};

    private VectorDoubleTransposedProduct() {}

    static void multiplyTransposed(
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
            BlockLoop requested) {
        BlockLoop loop = Blocks.loop(requested, (long) m * n * k);
        int rowsPerBlock = Math.min(TILE_ROWS, VectorDoubleProducts.ceil(Math.max(1, (m + 7) / 8), ROWS));
        int blocks = Blocks.count(m, rowsPerBlock);
        int padded = VectorDoubleProducts.ceil(n, COLUMNS);
        boolean shares = blocks > 1 && (long) padded * k <= SHARED;
        DoubleScratch scratch = DoubleScratch.ofThread();
        double[] shared = scratch.take(shares ? padded * k : 0);
        try {
            if (shares) {
                VectorDoubleProducts.pack(n, 0, k, b, bOffset, ldb, 1, shared, loop);
            }
            double[] packedB = shares ? shared : NONE;
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
            double[] a,
            int aFrom,
            int lda,
            double[] b,
            int bOffset,
            int ldb,
            double[] shared,
            TileConsumer consumer) {
        DoubleScratch scratch = DoubleScratch.ofThread();
        int panels = VectorDoubleProducts.ceil(rows, ROWS);
        int padded = VectorDoubleProducts.ceil(n, COLUMNS);
        double[] packedA = scratch.take(panels * k);
        double[] own = scratch.take(shared.length > 0 ? 0 : TILE_COLUMNS * Math.min(k, DEPTH));
        double[] tile = scratch.take(rows * TILE_COLUMNS);
        try {
            for (int start = 0; start < k; start += DEPTH) {
                int depth = Math.min(DEPTH, k - start);
                VectorDoublePacking.transposed(rows, depth, a, aFrom + start, lda, ROWS, packedA, panels * start);
            }
            for (int column = 0; column < n; column += TILE_COLUMNS) {
                int columns = Math.min(TILE_COLUMNS, n - column);
                Arrays.fill(tile, 0, rows * TILE_COLUMNS, 0);
                for (int start = 0; start < k; start += DEPTH) {
                    int depth = Math.min(DEPTH, k - start);
                    double[] packedB = shared;
                    int at = start * padded + column * depth;
                    if (shared.length == 0) {
                        int from = bOffset + column * ldb + start;
                        VectorDoubleProducts.pack(columns, 0, depth, b, from, ldb, 1, own, BlockLoop.SEQUENTIAL);
                        packedB = own;
                        at = 0;
                    }
                    VectorDoubleProducts.sweep(
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
