package org.tandemml.kernels;

/// How an operation is cut into blocks: by the size of the data, never by the number of threads.
final class Blocks {
    /// Terms of a product that are summed from zero before they are added to C. Part of the bits of every product.
    /// A panel of B then fills 24 KiB of the first cache level; 784, the pixels of MNIST, are two rounds, not three.
    static final int DEPTH = 392;

    /// Multiply-adds below which waking other threads costs more than it gains.
    private static final long PARALLEL_FROM = 1 << 20;

    private static final int MAX_ROWS = 128;

    private Blocks() {}

    /// Returns the rows of a block: at most 128, about an eighth of `m` where that is less, a multiple of `unit`.
    static int rows(int m, int unit) {
        int eighth = Math.clamp((m + 7) / 8, 1, MAX_ROWS);
        return (eighth + unit - 1) / unit * unit;
    }

    static int count(int n, int size) {
        return (n + size - 1) / size;
    }

    static BlockLoop loop(BlockLoop loop, long multiplyAdds) {
        return multiplyAdds < PARALLEL_FROM ? BlockLoop.SEQUENTIAL : loop;
    }
}
