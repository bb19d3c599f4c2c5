package org.tandemml.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.Score;

/// What others have published for well-known data sets, as a check of honesty: accuracies far from these would mean a
/// leak, or a fault.
///
/// Ranges hold the published figure and the spread of other divisions into folds. They are about default settings and
/// standardised columns.
///
/// @param rows of the data set, so that another file of the same name is not taken for it
/// @param sources where the figures are from
/// @param accuracy the range of each learner
record Published(int rows, String sources, Map<String, Range> accuracy) {
    /// Both ends are inside.
    record Range(double low, double high) {
        boolean holds(double value) {
            return value >= low && value <= high;
        }
    }

    private static final Map<String, Published> ALL = Map.of(
            "wdbc",
            new Published(
                    569,
                    "97.5 % by three separating planes in ten-fold cross-validation (wdbc.names, UCI 17); scikit-learn"
                            + " 1.2.1, 5 folds: logistic regression 97.9 %, SVC 97.7 %, boosted trees 97.0 %",
                    Map.of(
                            "logistic", new Range(0.965, 0.985),
                            "svm", new Range(0.965, 0.985),
                            "knn", new Range(0.955, 0.975),
                            "mlp", new Range(0.96, 0.985),
                            "boosting", new Range(0.95, 0.98))),
            "spambase",
            new Published(
                    4601,
                    "about 7 % error (spambase.DOCUMENTATION, UCI 94); additive logistic regression 5.3 % and boosted"
                            + " trees 4.0 to 4.5 % test error (Hastie, Tibshirani, Friedman, The Elements of Statistical"
                            + " Learning); scikit-learn 1.2.1, 5 folds: logistic regression 92.5 %, SVC 93.5 %, boosted"
                            + " trees 95.6 %",
                    Map.of(
                            "logistic", new Range(0.915, 0.935),
                            "svm", new Range(0.925, 0.945),
                            "knn", new Range(0.895, 0.92),
                            "mlp", new Range(0.93, 0.955),
                            "boosting", new Range(0.945, 0.965))),
            "adult",
            new Published(
                    32561,
                    "error on the test file without rows that miss values: C4.5 15.5 %, naive Bayes 16.1 %, NBTree 14.1"
                            + " %, 3 nearest neighbours 20.4 % (adult.names, UCI 2); boosted trees about 87.3 %"
                            + " accuracy; scikit-learn 1.2.1 on the test file: logistic regression 85.3 %, boosted trees"
                            + " 87.2 %",
                    Map.of(
                            "logistic", new Range(0.845, 0.858),
                            "svm", new Range(0.845, 0.86),
                            "knn", new Range(0.795, 0.84),
                            "mlp", new Range(0.84, 0.86),
                            "boosting", new Range(0.865, 0.878))),
            "digits",
            new Published(
                    1797,
                    "97 % by SVC on the second half (example of scikit-learn); scikit-learn 1.2.1, 5 folds: logistic"
                            + " regression 96.9 %, SVC 98.1 %, boosted trees 97.3 %",
                    Map.of(
                            "logistic", new Range(0.955, 0.975),
                            "svm", new Range(0.975, 0.995),
                            "knn", new Range(0.97, 0.99),
                            "mlp", new Range(0.965, 0.99),
                            "boosting", new Range(0.955, 0.98))));

    /// What is published about these data, if they are known.
    static Optional<Published> of(DatasetFacts facts) {
        return Optional.ofNullable(ALL.get(facts.name())).filter(p -> p.rows() == facts.rows());
    }

    /// The learners whose mean accuracy is outside its range.
    List<String> outside(List<CrossValidated> learners) {
        return learners.stream()
                .filter(l -> {
                    Range range = accuracy.get(l.name());
                    Score mean = l.metric(Metric.ACCURACY)
                            .map(m -> m.mean())
                            .orElseGet(() -> Score.undefined(Metric.ACCURACY, "not measured"));
                    return range != null && mean.isDefined() && !range.holds(mean.value());
                })
                .map(CrossValidated::name)
                .toList();
    }

    /// For the notes of a report.
    String text(List<CrossValidated> learners) {
        List<String> outside = outside(learners);
        return "Published accuracies, for comparison: " + sources + ". "
                + (outside.isEmpty()
                        ? "The learners here are within what these let expect."
                        : "Outside of what these let expect: " + String.join(", ", outside) + ".");
    }
}
