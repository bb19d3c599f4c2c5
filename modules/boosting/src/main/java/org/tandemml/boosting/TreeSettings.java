package org.tandemml.boosting;

import org.jspecify.annotations.Nullable;

/// What decides the shape of one tree and the values of its leaves; checked by the learners.
///
/// @param maxLeaves most leaves, 0 for no limit
/// @param maxDepth most splits from the root to a leaf, 0 for no limit
/// @param lambda L2 penalty on leaf values
/// @param alpha L1 penalty on leaf values
/// @param gamma least gain of a split
/// @param minChildWeight least sum of Hessians of a child
/// @param minRows fewest rows of a child
/// @param maxDeltaStep largest size of a leaf value before shrinkage, 0 for no limit
/// @param learningRate the factor on leaf values
/// @param monotone −1, 0 or 1 for each feature; empty without constraints
/// @param interactions for each group of features that may meet on a path, its members; null without constraints
@SuppressWarnings("ArrayRecordComponent")
record TreeSettings(
        Growth growth,
        int maxLeaves,
        int maxDepth,
        double lambda,
        double alpha,
        double gamma,
        double minChildWeight,
        int minRows,
        double maxDeltaStep,
        double learningRate,
        double columnsByTree,
        double columnsByLevel,
        double columnsByNode,
        int oneHotLimit,
        double categorySmoothing,
        double categoryLambda,
        int maxCategories,
        int[] monotone,
        boolean @Nullable [][] interactions) {

    /// The value of a leaf of these sums before shrinkage, without bounds: −T(G, α)/(H + λ), at most the largest step.
    double weight(double g, double h) {
        if (!(h > 0) || h + lambda <= 0) {
            return 0;
        }
        double w = -shrunk(g) / (h + lambda);
        return maxDeltaStep > 0 ? Math.clamp(w, -maxDeltaStep, maxDeltaStep) : w;
    }

    /// The proximal operator of α·|w|: the sum moved by α towards 0.
    double shrunk(double g) {
        return g > alpha ? g - alpha : g < -alpha ? g + alpha : 0;
    }

    /// What a leaf of value w takes off the loss, twice: −(2·G·w + (H + λ)·w² + 2·α·|w|).
    double score(double g, double h, double w) {
        return -(2 * g * w + (h + lambda) * w * w + 2 * alpha * Math.abs(w));
    }

    boolean isMonotone() {
        return monotone.length > 0;
    }

    /// Whether the gain is the plain quotient of squares.
    boolean isPlain() {
        return alpha == 0 && maxDeltaStep == 0 && !isMonotone();
    }
}
