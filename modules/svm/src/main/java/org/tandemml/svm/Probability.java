package org.tandemml.svm;

import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.evaluation.Calibrated;

/// How the scores of a machine become probabilities: by a map learned from the scores of rows that were held out, never
/// from scores of training rows, which are too sure. See [Calibrated].
public enum Probability {
    /// Scores alone.
    NONE,
    /// A sigmoid, fitted as Lin, Lin and Weng do.
    PLATT,
    /// Any rising curve: for 1,000 rows and more.
    ISOTONIC,
    /// One factor for all scores.
    TEMPERATURE;

    private static final int FOLDS = 5;

    /// Fits `scores`, the machine without probabilities, on all rows and without each of 5 folds, and the map on the
    /// latter. The model says that it came from `asked`.
    Classifier fit(Learner.OfClasses<?> scores, Learner<?> asked, Dataset data, Fitting how) {
        Calibrated.Method method = switch (this) {
            case NONE -> throw new IllegalStateException("no probabilities were asked for");
            case PLATT -> Calibrated.Method.PLATT;
            case ISOTONIC -> Calibrated.Method.ISOTONIC;
            case TEMPERATURE -> Calibrated.Method.TEMPERATURE;
        };
        return new Calibrated(scores, method, FOLDS).fitAs(asked, data, how);
    }
}
