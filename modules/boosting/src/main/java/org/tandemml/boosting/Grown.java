package org.tandemml.boosting;

/// A tree with what its grower knows about the training rows. Valid until the grower grows the next one.
interface Grown {
    Tree tree();

    /// The number of the leaf that each training row falls into, whether it took part or not.
    int[] leafOf();

    /// Adds `factor` times the leaf value of `tree`, which has the nodes of [#tree()] and maybe other values, to
    /// `margins[offset + row]` for every training row.
    void addTo(Tree tree, double factor, double[] margins, int offset);

    /// A leaf value before the learning rate, inside the bounds that monotone constraints put on the leaf.
    double bounded(int leaf, double value);
}
