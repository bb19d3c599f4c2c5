package org.tandemml.evaluation;

import java.util.List;
import java.util.Map;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Regressor;
import org.tandemml.plot.Picture;

/// How well a model predicts the target of a data set.
///
/// Columns, category levels and classes are matched by name, so the data may list them in another order. Row weights of
/// the data weigh every metric. A metric that the data do not define (AUC without rows of one class, R² of a constant
/// target) is a [Score] without value that says why; nothing is silently 0, 0.5 or `NaN`.
public sealed interface Evaluation permits ClassifierEvaluation, RegressorEvaluation {
    /// Number of rows evaluated.
    int rows();

    /// The metrics by name, in the order of tables; unmodifiable. Computed at each call.
    Map<String, Score> metrics();

    /// The pictures of a report, those that the data define: for classifiers ROC and precision-recall curves,
    /// cumulative gain, reliability, confusion matrix and scores; for regressors predicted against actual values and
    /// residuals.
    default List<Picture> pictures() {
        return switch (this) {
            case ClassifierEvaluation classifier -> new ClassifierPictures(classifier).all();
            case RegressorEvaluation regressor -> Distributions.pictures(regressor);
        };
    }

    /// A classifier on labelled data; whole numbers are taken as class names. Throws [InputException] for a row whose
    /// class the model does not know.
    static ClassifierEvaluation of(Classifier model, Dataset data) {
        return of(model, data, Parallel.SEQUENTIAL);
    }

    /// The same with predictions spread over threads; the bits do not depend on their number.
    static ClassifierEvaluation of(Classifier model, Dataset data, Parallel loop) {
        return ClassifierEvaluation.of(model, data, loop);
    }

    /// A regressor on data with a numeric target.
    static RegressorEvaluation of(Regressor model, Dataset data) {
        return of(model, data, Parallel.SEQUENTIAL);
    }

    /// The same with predictions spread over threads; the bits do not depend on their number.
    static RegressorEvaluation of(Regressor model, Dataset data, Parallel loop) {
        return RegressorEvaluation.of(model, data, loop);
    }

    /// A model whose kind is not known in advance, such as one read from a file. Throws [InputException] for a model
    /// that predicts no target.
    static Evaluation of(Model model, Dataset data, Parallel loop) {
        return switch (model) {
            case Classifier classifier -> ClassifierEvaluation.of(classifier, data, loop);
            case Regressor regressor -> RegressorEvaluation.of(regressor, data, loop);
            default ->
                throw new InputException("a " + model.getClass().getSimpleName()
                        + " predicts no target: evaluate a classifier or a regressor");
        };
    }
}
