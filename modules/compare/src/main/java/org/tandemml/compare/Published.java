package org.tandemml.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.evaluation.ResampledMean;

/// What others have published for well-known data sets, as a check of honesty: accuracies far from these would mean a
/// leak, or a fault.
///
/// Each learner has three things: the published figure with its source, or that none was found; what scikit-learn 1.2.1
/// gives for its counterpart with default settings on standardised columns (5 folds, three divisions; adult: one, whose
/// missing values are a category; the machine on adult: one fold); and the range in which a mean over folds is
/// expected. The range follows from folds like these, scikit-learn's figure and the spread of other divisions;
/// published figures come from one split or from tuned settings and may lie outside of it.
///
/// @param rows of the data set, so that another file of the same name is not taken for it
/// @param general what is published about the data as a whole
/// @param figures the figures of each learner
record Published(int rows, String general, Map<String, Figure> figures) {
    /// What is known about one learner on one data set.
    ///
    /// @param published the figure and its source, empty if none was found
    /// @param scikit the accuracy of scikit-learn's counterpart, `NaN` if there is none
    /// @param low least accuracy expected
    /// @param high largest accuracy expected
    record Figure(String published, double scikit, double low, double high) {
        boolean holds(double value) {
            return value >= low && value <= high;
        }
    }

    private static final String NONE = "";
    private static final String AGARAP = "over 90 % on one split (Agarap, ICMLSC 2018, arXiv:1711.07831)";
    private static final String ESL = "Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed., ";
    private static final String CENSUS = "Liu, Nanfuka, Fontelera, Gebre Marie, Predicting Adult Income, 2025";
    private static final String TENTH = " on the last tenth (scikit-learn, Digits Classification Exercise)";

    private static final Map<String, Published> ALL = Map.of(
            "wdbc",
            new Published(
                    569,
                    "97.5 % by three separating planes in ten-fold cross-validation (wdbc.names, UCI 17)",
                    table(
                            entry("logistic", AGARAP, 0.9760, 0.965, 0.985),
                            entry("linear-svm", AGARAP, 0.9695, 0.955, 0.985),
                            entry("perceptron", NONE, 0.9625, 0.95, 0.985),
                            entry("svm", NONE, 0.9760, 0.965, 0.985),
                            entry("knn", AGARAP, 0.9666, 0.955, 0.975),
                            entry("boosting", NONE, 0.9643, 0.95, 0.98),
                            entry(
                                    "weka-forest",
                                    "about 97 % on one split (scikit-learn, Permutation Importance with Multicollinear"
                                            + " Features)",
                                    0.9596,
                                    0.945,
                                    0.975),
                            entry(
                                    "mlp",
                                    "99.0 % on one split of 30 % (Agarap, ICMLSC 2018, arXiv:1711.07831)",
                                    0.9426,
                                    0.96,
                                    0.985))),
            "spambase",
            new Published(
                    4601,
                    "about 7 % error (spambase.DOCUMENTATION, UCI 94)",
                    table(
                            entry(
                                    "logistic",
                                    "92.4 % on one split, logarithms of the columns (" + ESL + "9.1.2)",
                                    0.9252,
                                    0.915,
                                    0.935),
                            entry("linear-svm", NONE, 0.9232, 0.91, 0.935),
                            entry("perceptron", NONE, 0.8892, 0.88, 0.935),
                            entry("svm", NONE, 0.9313, 0.925, 0.945),
                            entry("knn", NONE, 0.9084, 0.895, 0.92),
                            entry("boosting", "95.5 % on one split (" + ESL + "15.2)", 0.9549, 0.945, 0.965),
                            entry("weka-forest", "95.1 % on one split (" + ESL + "15.2)", 0.9537, 0.94, 0.965),
                            entry("mlp", NONE, 0.9406, 0.93, 0.955))),
            "adult",
            new Published(
                    32561,
                    "error on the test file without rows that miss values: C4.5 15.5 %, naive Bayes 16.1 %, NBTree 14.1"
                            + " % (adult.names, UCI 2)",
                    table(
                            entry("logistic", "84.9 % on rows held out (" + CENSUS + ")", 0.8520, 0.845, 0.858),
                            entry("linear-svm", NONE, 0.8518, 0.845, 0.858),
                            entry("perceptron", NONE, 0.8002, 0.78, 0.858),
                            entry("svm", "85.5 % on rows held out (" + CENSUS + ")", 0.8475, 0.845, 0.86),
                            entry(
                                    "knn",
                                    "78.6 % by one neighbour, 79.7 % by three (adult.names, UCI 2)",
                                    0.8232,
                                    0.795,
                                    0.84),
                            entry(
                                    "boosting",
                                    "86.3 % by stochastic gradient boosting (Lowe, Binary Classification Model for"
                                            + " Census Income Using R, 2018)",
                                    0.8728,
                                    0.865,
                                    0.878),
                            entry("weka-forest", NONE, 0.8556, 0.845, 0.865),
                            entry("mlp", NONE, 0.8508, 0.84, 0.86))),
            "digits",
            new Published(
                    1797,
                    "97 % by SVC on the second half (scikit-learn, Recognizing hand-written digits)",
                    table(
                            entry("logistic", "93.3 %" + TENTH, 0.9701, 0.955, 0.975),
                            entry("linear-svm", NONE, 0.9573, 0.945, 0.975),
                            entry("perceptron", NONE, 0.9345, 0.925, 0.97),
                            entry(
                                    "svm",
                                    "97 % on the second half (scikit-learn, Recognizing hand-written digits)",
                                    0.9820,
                                    0.975,
                                    0.995),
                            entry("knn", "96.1 %" + TENTH, 0.9757, 0.97, 0.99),
                            entry("boosting", NONE, 0.9705, 0.955, 0.98),
                            entry(
                                    "weka-forest",
                                    "about 98 % of 450 rows (VanderPlas, Python Data Science Handbook, 05.08)",
                                    0.9774,
                                    0.965,
                                    0.985),
                            entry(
                                    "mlp",
                                    "about 98 % of 450 rows (Rosebrock, Backpropagation from scratch with Python, 2021)",
                                    0.9673,
                                    0.965,
                                    0.99))));

    private static Map.Entry<String, Figure> entry(
            String learner, String published, double scikit, double low, double high) {
        return Map.entry(learner, new Figure(published, scikit, low, high));
    }

    @SafeVarargs
    private static Map<String, Figure> table(Map.Entry<String, Figure>... entries) {
        Map<String, Figure> table = new LinkedHashMap<>();
        for (Map.Entry<String, Figure> entry : entries) {
            table.put(entry.getKey(), entry.getValue());
        }
        return table;
    }

    /// What is published about these data, if they are known.
    static Optional<Published> of(DatasetFacts facts) {
        return Optional.ofNullable(ALL.get(facts.name())).filter(p -> p.rows() == facts.rows());
    }

    /// One learner beside what is known of it.
    ///
    /// @param accuracy the mean over the folds here
    record Row(String learner, double accuracy, Figure figure) {}

    /// The learners that are known and have an accuracy, in the order of the table.
    List<Row> rows(List<CrossValidated> learners) {
        return figures.entrySet().stream()
                .flatMap(e -> learners.stream()
                        .filter(l -> l.name().equals(e.getKey()))
                        .flatMap(l -> l.metric(Metric.ACCURACY).flatMap(MetricSummary::average).stream())
                        .map(ResampledMean::mean)
                        .map(mean -> new Row(e.getKey(), mean, e.getValue())))
                .toList();
    }

    /// The learners whose mean accuracy is outside its range.
    List<String> outside(List<CrossValidated> learners) {
        return rows(learners).stream()
                .filter(row -> !row.figure().holds(row.accuracy()))
                .map(Row::learner)
                .toList();
    }
}
