package org.tandemml.boosting;

import java.util.List;

/// A weighted sum of trees for each output: `margin_k(x) = base_k + Σ_t weight_t · tree_t(x)` over the trees of output
/// k.
///
/// @param trees all trees in the order they were grown: the trees of one round follow each other
/// @param outputs the output (class of a multi-class model, else 0) each tree adds to
/// @param weights the factor of each tree: 1, or what DART made of it
/// @param base the start value of each output, on the margin scale
/// @param roundEnds `roundEnds[r]` trees belong to the first r + 1 rounds
/// @param arithmetic how features are compared and trees summed
public record TreeEnsemble(
        List<Tree> trees, int[] outputs, double[] weights, double[] base, int[] roundEnds, Arithmetic arithmetic) {

    /// How features are compared and trees summed.
    public enum Arithmetic {
        /// In double throughout: models grown here and by LightGBM.
        DOUBLE,
        /// Features rounded to the nearest float before the comparison and trees summed in float in their order:
        /// XGBoost's arithmetic, for its models.
        FLOAT
    }

    public TreeEnsemble {
        trees = List.copyOf(trees);
    }

    /// The number of outputs.
    public int outputCount() {
        return base.length;
    }

    /// The number of rounds.
    public int rounds() {
        return roundEnds.length;
    }
}
