package org.tandemml.evaluation;

import java.util.List;

/// How one learner did on one fold.
///
/// @param repeat the division, from 0
/// @param fold the fold of this division, from 0
/// @param trainRows rows fitted on
/// @param scores the metrics of the test rows
/// @param cost seconds, bytes and energy
/// @param converged what the fit's report says
/// @param reason why the fit stopped
/// @param notes what the fit's report notes
/// @param outOfFold the predictions
public record FoldResult(
        int repeat,
        int fold,
        int trainRows,
        List<Score> scores,
        FoldCost cost,
        boolean converged,
        String reason,
        List<String> notes,
        OutOfFold outOfFold) {
    public FoldResult {
        scores = List.copyOf(scores);
        notes = List.copyOf(notes);
    }

    /// Wall-clock seconds of fitting, preprocessing included.
    public double fitSeconds() {
        return cost.fitSeconds();
    }

    /// Wall-clock seconds of predicting the test rows, preprocessing included.
    public double predictSeconds() {
        return cost.predictSeconds();
    }

    /// Rows judged on.
    public int testRows() {
        return outOfFold.outputs().rows();
    }

    /// The score of a metric; undefined if it was not measured for this kind of target.
    public Score score(Metric metric) {
        return scores.stream()
                .filter(s -> s.metric() == metric)
                .findFirst()
                .orElseGet(() -> Score.undefined(metric, "not measured for this kind of target"));
    }

    /// Test rows / training rows, both summed over `folds`.
    public static double testShare(List<FoldResult> folds) {
        long test = folds.stream().mapToLong(FoldResult::testRows).sum();
        long train = folds.stream().mapToLong(FoldResult::trainRows).sum();
        return (double) test / train;
    }
}
