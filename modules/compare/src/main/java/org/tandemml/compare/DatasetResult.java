package org.tandemml.compare;

import java.util.List;
import org.tandemml.evaluation.CrossValidated;

/// What a comparison found on one data set.
///
/// @param facts the data
/// @param learners how each learner did, in order
/// @param leftOut learners that cannot learn this kind of target
/// @param verdict what follows from that
public record DatasetResult(DatasetFacts facts, List<CrossValidated> learners, List<String> leftOut, Verdict verdict) {
    public DatasetResult {
        learners = List.copyOf(learners);
        leftOut = List.copyOf(leftOut);
    }

    /// The result with the verdict that follows; `significance` says whether differences are tested.
    static DatasetResult of(
            DatasetFacts facts, List<CrossValidated> learners, List<String> leftOut, boolean significance) {
        return new DatasetResult(facts, learners, leftOut, Verdict.of(facts, learners, significance));
    }
}
