package org.tandemml.nn;

/// The arrays of one thread at work on a net: made once, used for every batch.
final class MlpWork {
    final int capacity;
    /// Input of each layer, and the outputs last.
    final float[][] values;
    /// Before the activation of each hidden layer; the same array as after it where the derivative allows.
    final float[][] before;
    final float[][] masks;
    final int[] codes;
    final float[] partial;

    MlpWork(MlpShape shape, int capacity, boolean training) {
        this.capacity = capacity;
        int layers = shape.layers();
        values = new float[layers + 1][];
        before = new float[layers][];
        masks = new float[layers][];
        values[0] = new float[capacity * shape.in(0)];
        for (int l = 0; l < layers; l++) {
            values[l + 1] = new float[capacity * shape.out(l)];
            boolean apart = l < layers - 1 && FloatActivation.needsInput(shape.activation());
            before[l] = apart ? new float[capacity * shape.out(l)] : values[l + 1];
            masks[l] = new float[training ? capacity * shape.out(l) : 0];
        }
        codes = new int[capacity * shape.levels().length];
        partial = new float[shape.widest()];
    }
}
