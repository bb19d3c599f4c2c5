package org.tandemml.kernels;

/// Receives the tiles of a product that is never held as a whole, see [DoubleKernels#multiplyTransposed].
@FunctionalInterface
public interface TileConsumer {
    /// Takes the tile that covers rows `rowStart..rowStart+rows-1` and columns `columnStart..columnStart+columns-1`:
    /// element (i, j) of the tile is `tile[tileOffset + i * tileStride + j]`. The array is reused for the next tile;
    /// the consumer may overwrite the tile's elements.
    void accept(int rowStart, int rows, int columnStart, int columns, double[] tile, int tileOffset, int tileStride);
}
