package org.tandemml.boosting;

/// The value of a leaf as a location of its residuals: for losses whose second derivative says little, a Newton step
/// is replaced by the exact minimiser of the loss over the rows of the leaf.
///
/// The penalties λ and α do not act on such a leaf; learning rate, largest step and monotone bounds do.
///
/// **Source**: J. H. Friedman, *Greedy function approximation*, Annals of Statistics 29(5), 2001, algorithms 3 and 4.
@FunctionalInterface
public interface LeafLocation {
    /// The constant c that minimises `Σ weight·loss(residual − c)` over the first `count` entries, where a residual is
    /// label − margin. May reorder both arrays. `count` is at least 1; of entries with weight 0 only, any value will
    /// do.
    double of(double[] residuals, double[] weights, int count);
}
