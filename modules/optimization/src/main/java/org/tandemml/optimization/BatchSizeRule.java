package org.tandemml.optimization;

import org.tandemml.core.Check;

/// How a learning rate that suits one batch size is carried over to another.
///
/// **Source**: linear: Goyal et al., *Accurate, large minibatch SGD*, 2017, section 2.1; square root: Krizhevsky, *One
/// weird trick for parallelizing convolutional neural networks*, 2014, section 5, and Hoffer et al., *Train longer,
/// generalize better*, NIPS 2017.
public enum BatchSizeRule {
    /// The same rate.
    NONE,
    /// Times the ratio of the sizes: for plain gradient steps.
    LINEAR,
    /// Times the square root of the ratio: for adaptive rules, whose steps grow with the noise of the gradient.
    SQUARE_ROOT;

    /// The rate for batches of `size` rows if `rate` suits batches of `reference` rows.
    public double rate(double rate, int reference, int size) {
        Check.atLeast("reference batch size", reference, 1);
        double ratio = (double) Check.atLeast("batch size", size, 1) / reference;
        return switch (this) {
            case NONE -> rate;
            case LINEAR -> rate * ratio;
            case SQUARE_ROOT -> rate * Math.sqrt(ratio);
        };
    }
}
