package org.tandemml.boosting;

/// A way to grow one tree from the derivatives of a loss.
interface TreeGrower {
    /// Grows a tree.
    ///
    /// @param gradient gradients of all outputs and rows, output-major, weights included; `hessian` likewise
    /// @param offset where the rows of this tree's output begin
    Grown grow(double[] gradient, double[] hessian, int offset, RoundContext round);
}
