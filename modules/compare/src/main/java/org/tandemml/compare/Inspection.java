package org.tandemml.compare;

import java.util.List;
import java.util.Optional;
import org.tandemml.evaluation.CrossValidated;

/// A closer look at one learner on one data set: what its model of the first fold is like, and some more fits.
///
/// @param parameters numbers learned; `NaN` where nobody counted
/// @param modelBytes size of the model's file; `NaN` for a model that cannot be kept in one
/// @param oneRow the time of predicting one row
/// @param manyRows the time of predicting a thousand rows
/// @param trace the objective after each iteration; may be empty
/// @param validation the loss on rows held out inside the fit; may be empty
/// @param importance by how much the score drops when a column is shuffled; may be empty
/// @param region the predicted class of each cell of the plane, `[row][column]`, row 0 lowest; empty without a picture
/// @param planeScore the accuracy on the plane's rows, `NaN` without a picture
/// @param curve scores by number of rows to learn from
/// @param tuned the settings that each fold's search chose; empty without tuning
/// @param holdOut the one fold judged on the rows set aside
/// @param omissions what is absent and why
public record Inspection(
        double parameters,
        double modelBytes,
        Optional<Latency> oneRow,
        Optional<Latency> manyRows,
        double[] trace,
        double[] validation,
        List<Importance> importance,
        int[][] region,
        double planeScore,
        List<CurvePoint> curve,
        List<String> tuned,
        Optional<CrossValidated> holdOut,
        List<String> omissions) {
    /// Seconds of a call: half of the calls take no longer than `median`, 99 % no longer than `slow`.
    ///
    /// @param median the 50th percentile
    /// @param slow the 99th percentile
    /// @param calls calls timed
    public record Latency(double median, double slow, int calls) {}

    /// The drop of the score when a column is shuffled.
    ///
    /// @param column the column
    /// @param mean of the repeats
    /// @param sd of the repeats
    public record Importance(String column, double mean, double sd) {}

    /// Scores of models that learned from `rows` rows.
    ///
    /// @param rows rows to learn from
    /// @param test scores on the rows to judge on, one a fold
    /// @param train scores on the rows learned from, one a fold
    public record CurvePoint(int rows, List<Double> test, List<Double> train) {
        public CurvePoint {
            test = List.copyOf(test);
            train = List.copyOf(train);
        }
    }

    /// Nothing was looked at.
    static final Inspection NONE = new Inspection(
            Double.NaN,
            Double.NaN,
            Optional.empty(),
            Optional.empty(),
            new double[0],
            new double[0],
            List.of(),
            new int[0][],
            Double.NaN,
            List.of(),
            List.of(),
            Optional.empty(),
            List.of());

    public Inspection {
        importance = List.copyOf(importance);
        curve = List.copyOf(curve);
        tuned = List.copyOf(tuned);
        omissions = List.copyOf(omissions);
    }

    Inspection withHoldOut(Optional<CrossValidated> judged) {
        return new Inspection(
                parameters,
                modelBytes,
                oneRow,
                manyRows,
                trace,
                validation,
                importance,
                region,
                planeScore,
                curve,
                tuned,
                judged,
                omissions);
    }

    /// The same with every time set to 0, so that equal runs are equal.
    public Inspection withoutTimes() {
        return new Inspection(
                parameters,
                modelBytes,
                oneRow.map(l -> new Latency(0, 0, 0)),
                manyRows.map(l -> new Latency(0, 0, 0)),
                trace,
                validation,
                importance,
                region,
                planeScore,
                curve,
                tuned,
                holdOut.map(CrossValidated::withoutTimes),
                omissions);
    }
}
