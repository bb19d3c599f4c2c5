package org.tandemml.compare;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tandemml.evaluation.CrossValidated;

/// What a comparison found on one data set.
///
/// @param facts the data
/// @param learners how each learner did, in order
/// @param leftOut learners that cannot learn this kind of target
/// @param verdict what follows from that
/// @param inspections the closer look at each learner, in the same order
/// @param scene the plane of the boundaries, if they were drawn
/// @param splits the hash of all folds
/// @param holdOut the learners on the rows set aside, if some were
public record DatasetResult(
        DatasetFacts facts,
        List<CrossValidated> learners,
        List<String> leftOut,
        Verdict verdict,
        List<Inspection> inspections,
        Optional<Scene> scene,
        String splits,
        Optional<HoldOut> holdOut) {
    public DatasetResult {
        learners = List.copyOf(learners);
        leftOut = List.copyOf(leftOut);
        inspections = List.copyOf(inspections);
    }

    /// The result with the verdict that follows; `significance` says whether differences are tested.
    static DatasetResult of(
            DatasetFacts facts,
            List<CrossValidated> learners,
            List<String> leftOut,
            boolean significance,
            List<Inspection> inspections,
            Optional<Scene> scene,
            String splits) {
        Verdict verdict = Verdict.of(facts, learners, inspections, significance);
        return new DatasetResult(
                facts,
                learners,
                leftOut,
                verdict,
                inspections,
                scene,
                splits,
                HoldOut.of(learners, inspections, verdict.metric()));
    }

    /// The closer look at the learner of this name.
    Inspection inspection(String name) {
        return IntStream.range(0, learners.size())
                .filter(i -> learners.get(i).name().equals(name))
                .mapToObj(inspections::get)
                .findFirst()
                .orElse(Inspection.NONE);
    }

    /// The learners that finished, the best mean of the primary metric first.
    List<CrossValidated> ranked() {
        return Verdict.ranked(learners, verdict.metric());
    }
}
