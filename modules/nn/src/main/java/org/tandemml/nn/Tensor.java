package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.InputException;

/// Numbers in a row-major box of any rank; the first axis counts the rows of a batch.
///
/// The array is shared, not copied: a layer may hand out what it keeps, so receivers only read.
///
/// @param values all numbers, the last axis running fastest
/// @param shape the length of each axis
public record Tensor(double[] values, int... shape) {
    public Tensor {
        long size = 1;
        for (int length : shape) {
            size *= length;
        }
        if (size != values.length) {
            throw new InputException("a tensor of shape " + Arrays.toString(shape) + " holds " + size
                    + " numbers, there were " + values.length);
        }
    }

    /// All zeros.
    public static Tensor zeros(int... shape) {
        int size = 1;
        for (int length : shape) {
            size = Math.multiplyExact(size, length);
        }
        return new Tensor(new double[size], shape);
    }

    /// A matrix from rows of equal length, copied.
    public static Tensor of(double[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new InputException("row " + i + " has " + rows[i].length + " values, row 0 has " + columns);
            }
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return new Tensor(values, rows.length, columns);
    }

    /// A vector, copied.
    public static Tensor vector(double... values) {
        return new Tensor(values.clone(), values.length);
    }

    /// The same numbers in another shape of equal size; the array is shared.
    public Tensor reshaped(int... newShape) {
        return new Tensor(values, newShape);
    }

    /// How many numbers there are.
    public int size() {
        return values.length;
    }

    /// The number of axes.
    public int rank() {
        return shape.length;
    }

    /// The length of an axis; negative ones count from the last, −1.
    public int axis(int position) {
        return shape[position < 0 ? shape.length + position : position];
    }

    /// Numbers divided by the length of the last axis: how many vectors there are.
    public int vectors() {
        return axis(-1) == 0 ? 0 : values.length / axis(-1);
    }

    /// The shape with another last axis.
    int[] shapeWithLast(int length) {
        int[] changed = shape.clone();
        changed[changed.length - 1] = length;
        return changed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && Arrays.equals(values, that.values) && Arrays.equals(shape, that.shape);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape)
                + (values.length <= 24 ? Arrays.toString(values) : "[" + values[0] + ", …]");
    }
}
