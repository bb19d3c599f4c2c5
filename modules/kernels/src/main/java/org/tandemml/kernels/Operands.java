package org.tandemml.kernels;

/// Range checks on the operands of a kernel, made once before any work.
final class Operands {
    private Operands() {}

    /// Throws unless `offset..offset+n-1` lies inside an array of `length` elements.
    static void vector(String name, int offset, int n, int length) {
        if (offset < 0 || n < 0 || offset > length - n) {
            throw new IndexOutOfBoundsException(name + ": " + n + " elements from offset " + offset
                    + " must lie inside an array of length " + length);
        }
    }

    /// Throws unless a `rows × columns` matrix with row stride `stride` lies inside an array of `length` elements.
    static void matrix(String name, int rows, int columns, int offset, int stride, int length) {
        if (rows < 0 || columns < 0 || offset < 0) {
            throw new IndexOutOfBoundsException(
                    name + ": rows, columns and offset must be >= 0, were " + rows + ", " + columns + ", " + offset);
        }
        if (rows == 0 || columns == 0) {
            return;
        }
        if (rows > 1 && stride < columns) {
            throw new IndexOutOfBoundsException(
                    name + ": row stride must be >= the " + columns + " columns, was " + stride);
        }
        long end = offset + (rows - 1L) * stride + columns;
        if (end > length) {
            throw new IndexOutOfBoundsException(name + ": a " + rows + " x " + columns + " matrix from offset " + offset
                    + " with row stride " + stride + " ends at " + end + ", beyond the array of length " + length);
        }
    }
}
