package org.tandemml.boosting;

import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// What a [TreeGrower] knows of the tree it grows besides the derivatives.
///
/// @param round counted from 0
/// @param output which output the tree adds to
/// @param seed of this tree alone
/// @param sampled which rows take part, null for all; derivatives of the others are not looked at
@SuppressWarnings("ArrayRecordComponent")
record RoundContext(int round, int output, Seed seed, boolean @Nullable [] sampled, Parallel loop) {
    /// How errors name this tree.
    String where() {
        return "round " + (round + 1) + (output > 0 ? ", output " + output : "");
    }
}
