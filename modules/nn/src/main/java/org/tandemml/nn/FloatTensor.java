package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.InputException;

/// Numbers in single precision in a row-major box, for [FloatNet]: an array that is used for every batch.
///
/// Layers own their tensors and give them new shapes; the array may be longer than [#size()], never shorter. What a
/// net hands out holds until its next pass.
public final class FloatTensor {
    private float[] values;
    private int[] shape;
    private int size;

    /// Zeros of this shape.
    public FloatTensor(int... shape) {
        this.shape = shape.clone();
        size = product(this.shape, this.shape.length);
        values = new float[size];
    }

    /// The numbers of `tensor`, rounded.
    public static FloatTensor of(Tensor tensor) {
        FloatTensor single = new FloatTensor(tensor.shape());
        single.fill(tensor.values());
        return single;
    }

    private static int product(int[] axes, int count) {
        int product = 1;
        for (int a = 0; a < count; a++) {
            product = Math.multiplyExact(product, axes[a]);
        }
        return product;
    }

    /// The array, shared; numbers from [#size()] on mean nothing.
    public float[] values() {
        return values;
    }

    /// How many numbers there are.
    public int size() {
        return size;
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
        return axis(-1) == 0 ? 0 : size / axis(-1);
    }

    /// The length of each axis, copied.
    public int[] shape() {
        return shape.clone();
    }

    /// The same numbers in double precision, copied.
    public Tensor widened() {
        double[] wide = new double[size];
        for (int i = 0; i < size; i++) {
            wide[i] = values[i];
        }
        return new Tensor(wide, shape.clone());
    }

    /// Sets the numbers to these, rounded.
    public void fill(double[] wide) {
        if (wide.length != size) {
            throw new InputException(
                    "a tensor of shape " + Arrays.toString(shape) + " holds " + size + " numbers, got " + wide.length);
        }
        for (int i = 0; i < size; i++) {
            values[i] = (float) wide[i];
        }
    }

    /// Takes this shape; the numbers mean nothing afterwards.
    void reshape(int rows, int length, int width) {
        if (shape.length != 3) {
            shape = new int[3];
        }
        shape[0] = rows;
        shape[1] = length;
        shape[2] = width;
        resize();
    }

    /// Takes this shape; the numbers mean nothing afterwards.
    void reshape(int rows, int width) {
        if (shape.length != 2) {
            shape = new int[2];
        }
        shape[0] = rows;
        shape[1] = width;
        resize();
    }

    /// Takes the shape of `other`, but for the length of its last axis; the numbers mean nothing afterwards.
    FloatTensor reshapeLike(FloatTensor other, int last) {
        if (shape.length != other.shape.length) {
            shape = new int[other.shape.length];
        }
        System.arraycopy(other.shape, 0, shape, 0, shape.length);
        shape[shape.length - 1] = last;
        resize();
        return this;
    }

    /// Takes the shape of `other`; the numbers mean nothing afterwards.
    FloatTensor reshapeLike(FloatTensor other) {
        return reshapeLike(other, other.axis(-1));
    }

    /// Becomes the numbers of `other` in the shape of `like`, the array shared.
    FloatTensor view(FloatTensor other, FloatTensor like) {
        if (shape.length != like.shape.length) {
            shape = new int[like.shape.length];
        }
        System.arraycopy(like.shape, 0, shape, 0, shape.length);
        values = other.values;
        size = other.size;
        return this;
    }

    /// Becomes the numbers of `other` as a matrix of its first axis, the array shared.
    FloatTensor flatView(FloatTensor other) {
        if (shape.length != 2) {
            shape = new int[2];
        }
        shape[0] = other.axis(0);
        shape[1] = shape[0] == 0 ? 0 : other.size / shape[0];
        values = other.values;
        size = other.size;
        return this;
    }

    private void resize() {
        size = product(shape, shape.length);
        if (values.length < size) {
            values = new float[size];
        }
    }

    @Override
    public String toString() {
        return "FloatTensor" + Arrays.toString(shape);
    }
}
