package org.tandemml.nn;

/// Numbers of a layer that training changes, and the gradient that backpropagation adds up for them.
///
/// @param name unique within its layer: `weight`
/// @param tensor the values, changed in place
/// @param gradient the sum of gradients since it was last cleared
public record Parameter(String name, Tensor tensor, double[] gradient) {
    /// A parameter of zeros.
    public static Parameter zeros(String name, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        return new Parameter(name, tensor, new double[tensor.size()]);
    }

    /// The values, shared.
    public double[] values() {
        return tensor.values();
    }

    Parameter within(String layer) {
        return new Parameter(layer + "." + name, tensor, gradient);
    }
}
