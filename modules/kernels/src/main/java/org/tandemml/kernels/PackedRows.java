package org.tandemml.kernels;

/// The rows of a `rows × columns` matrix B in the order in which products `A·Bᵀ` read them, so that many products with
/// the same B do without packing it each time.
///
/// Made zero by [FloatKernels#packedRows]; how the rows lie depends on the implementation that made it. Rows may be set
/// by several threads at once where they are different groups of [#GROUP].
///
/// **Cost**: 4 bytes an element, rows filled up to a multiple of the vector width at most. **Errors**:
/// `IndexOutOfBoundsException` for rows that do not exist or do not begin a group, `IllegalArgumentException` for more
/// elements than an array holds.
public final class PackedRows {
    /// Rows are set, and products begin, at multiples of this.
    public static final int GROUP = 64;

    final int rows;
    final int columns;
    /// Rows of a panel: its element (row, p) lies at `p * width + row`, rounds of [Blocks#DEPTH] columns one after the
    /// other.
    final int width;
    /// Rows with those that fill the last panel up.
    final int padded;

    final float[] values;

    PackedRows(int rows, int columns, int width) {
        long elements = (rows + width - 1L) / width * width * columns;
        if (rows < 0 || columns < 0 || elements > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    rows + " x " + columns + " elements must be at least 0 and no more than an array holds");
        }
        this.rows = rows;
        this.columns = columns;
        this.width = width;
        padded = Blocks.count(rows, width) * width;
        values = new float[(int) elements];
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /// Sets rows `first .. first+count-1` to those of a row-major matrix with row stride `stride`.
    public void set(int first, int count, float[] from, int offset, int stride) {
        group(first, count);
        Operands.matrix("from", count, columns, offset, stride, from.length);
        for (int start = 0; start < columns; start += Blocks.DEPTH) {
            int depth = Math.min(Blocks.DEPTH, columns - start);
            for (int i = 0; i < count; i += width) {
                int panel = start * padded + (first + i) * depth;
                int height = Math.min(width, count - i);
                // Row after row would write with the stride of a panel; a panel is small enough to stay in cache.
                for (int r = 0; r < height; r++) {
                    int source = offset + (i + r) * stride + start;
                    for (int p = 0; p < depth; p++) {
                        values[panel + p * width + r] = from[source + p];
                    }
                }
            }
        }
    }

    /// Copies one row to `to[offset .. offset+columns-1]`.
    public void copyRow(int row, float[] to, int offset) {
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException("row must be in 0.." + (rows - 1) + ", was " + row);
        }
        Operands.vector("to", offset, columns, to.length);
        for (int start = 0; start < columns; start += Blocks.DEPTH) {
            int depth = Math.min(Blocks.DEPTH, columns - start);
            int from = start * padded + row / width * width * depth + row % width;
            for (int p = 0; p < depth; p++) {
                to[offset + start + p] = values[from + p * width];
            }
        }
    }

    /// Throws unless rows `first .. first+count-1` exist and begin a group.
    void group(int first, int count) {
        if (first < 0 || first % GROUP != 0 || count < 0 || first > rows - count) {
            throw new IndexOutOfBoundsException("rows " + first + ".." + (first + count - 1) + " must lie in 0.."
                    + (rows - 1) + " and begin at a multiple of " + GROUP);
        }
    }

    /// Throws unless the panels are of this width.
    void madeWith(int wanted) {
        if (width != wanted) {
            throw new IllegalArgumentException("rows packed in panels of " + width
                    + " are of another implementation: it reads panels of " + wanted);
        }
    }

    /// `C += alpha·A·Bᵀ` one element after the other, for panels of one row.
    void scalarProduct(
            int m, int first, int n, float alpha, float[] a, int aOffset, int lda, float[] c, int cOffset, int ldc) {
        float[] own = new float[columns];
        for (int j = 0; j < n; j++) {
            copyRow(first + j, own, 0);
            for (int i = 0; i < m; i++) {
                int at = cOffset + i * ldc + j;
                for (int start = 0; start < columns; start += Blocks.DEPTH) {
                    float sum = 0;
                    for (int p = start; p < Math.min(columns, start + Blocks.DEPTH); p++) {
                        sum = Math.fma(a[aOffset + i * lda + p], own[p], sum);
                    }
                    c[at] = Math.fma(alpha, sum, c[at]);
                }
            }
        }
    }

    @Override
    public String toString() {
        return "PackedRows[" + rows + " x " + columns + "]";
    }
}
