package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.InputException;

/// A differentiable function of tensors with parameters of its own.
///
/// [#forward] keeps what [#backward] needs, so calls alternate and one layer serves one thread. Shapes are those of the
/// classes that implement this; another shape is an `InputException` that names the layer and both shapes.
public interface Layer {
    /// The kind of layer for messages: `linear 3 -> 5`.
    String label();

    /// The output for an input of one batch.
    Tensor forward(Tensor input, Pass pass);

    /// From the gradient by the last output, the gradient by the last input; adds to the parameters' gradients.
    Tensor backward(Tensor gradient);

    /// What training changes, in a fixed order.
    default List<Parameter> parameters() {
        return List.of();
    }

    /// Numbers that training keeps beside the parameters, such as running means, in a fixed order.
    default List<Parameter> buffers() {
        return List.of();
    }

    /// [#forward] without training.
    default Tensor predict(Tensor input) {
        return forward(input, Pass.inference());
    }

    /// Sets all gradients to 0.
    default void clearGradients() {
        parameters().forEach(p -> Arrays.fill(p.gradient(), 0));
    }

    /// The error for an input that does not fit.
    default InputException misfit(Tensor input, String expected) {
        return new InputException(
                label() + " needs input of shape " + expected + ", got " + Arrays.toString(input.shape()));
    }

    /// What the last forward pass kept, or an error if there was none.
    static <T> T kept(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("backward was called before forward");
        }
        return value;
    }
}
