package org.tandemml.evaluation;

import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Progress;
import org.tandemml.core.Regressor;
import org.tandemml.core.Resampling;

/// The .632+ bootstrap estimate of the error of a learner on new rows: the share of wrong classes, or the mean squared
/// error of numbers.
///
/// With err the error on the rows of the fit, Err⁽¹⁾ the mean over rows of the error of models fitted on samples
/// without the row, and γ the error if inputs and targets were independent (all pairs of a target and a prediction):
///
/// Err′ = min(Err⁽¹⁾, γ), R = (Err′ − err)/(γ − err) where Err⁽¹⁾ and γ exceed err, else 0,
/// estimate = 0.368·err + 0.632·Err⁽¹⁾ + (Err′ − err)·0.368·0.632·R/(1 − 0.368·R).
///
/// **Source**: Efron, Tibshirani, "Improvements on cross-validation: the .632+ bootstrap method", JASA 92 (1997),
/// equations 17, 24, 28, 31 and 32. **Cost**: samples + 1 fits. **Determinism**: that of [CrossValidation]. **Errors**:
/// [InputException] for weighted rows, a learner that fails on a sample, and samples so few that a row is in all.
///
/// @param apparent err, the error on the rows of the fit
/// @param outOfBag Err⁽¹⁾
/// @param noInformation γ
/// @param overfitting R, from 0 (none) to 1
/// @param estimate the .632+ estimate
public record Bootstrap632(
        double apparent, double outOfBag, double noInformation, double overfitting, double estimate) {
    /// The estimate from `samples` samples; fits as in `how`.
    public static Bootstrap632 of(Learner<?> learner, Dataset data, int samples, Fitting how) {
        Check.atLeast("samples", samples, 2);
        if (data.isWeighted()) {
            throw new InputException("the .632+ bootstrap is not defined for weighted rows: use cross-validation");
        }
        CrossValidated result = new CrossValidation(new Resampling.Bootstrap(samples))
                .withSeed(how.seed())
                .withThreads(how.threads())
                .withCancellation(how.cancellation())
                .run(learner, data);
        if (result.failure().isPresent()) {
            throw new InputException("the bootstrap of " + learner.name() + " failed: "
                    + result.failure().orElseThrow());
        }
        Model model = learner.fit(data, how.withProgress(Progress.NONE));
        return switch (model) {
            case Classifier classifier -> ofClasses(classifier, data, result, how.parallel());
            case Regressor regressor -> ofNumbers(regressor, data, result, how.parallel());
            default -> throw new InputException("the bootstrap needs a learner of classes or numbers");
        };
    }

    private static Bootstrap632 ofClasses(Classifier model, Dataset data, CrossValidated result, Parallel loop) {
        Dataset labelled = data.targetAsClasses();
        int[] truth = labelled.classes().codes();
        // By name: a model may list the classes in an order of its own.
        int[] code = model.classes().stream()
                .mapToInt(name -> labelled.classes().names().indexOf(name))
                .toArray();
        DenseMatrix scores = model.scores(model.align(data), loop);
        int[] predicted = new int[truth.length];
        double wrong = 0;
        for (int i = 0; i < truth.length; i++) {
            predicted[i] = code[Classifier.indexOfLargest(scores.values(), scores.offset(i), scores.columns())];
            wrong += predicted[i] == truth[i] ? 0 : 1;
        }
        int k = labelled.classes().names().size();
        double[] trueShare = new double[k];
        double[] predictedShare = new double[k];
        for (int i = 0; i < truth.length; i++) {
            trueShare[truth[i]] += 1.0 / truth.length;
            predictedShare[predicted[i]] += 1.0 / truth.length;
        }
        double gamma = 0;
        for (int c = 0; c < k; c++) {
            gamma += trueShare[c] * (1 - predictedShare[c]);
        }
        double outOfBag = outOfBag(
                result,
                truth.length,
                (i, outputs, r) ->
                        code[Classifier.indexOfLargest(outputs.values(), outputs.offset(r), outputs.columns())]
                                        == truth[i]
                                ? 0
                                : 1);
        return combined(wrong / truth.length, outOfBag, gamma);
    }

    private static Bootstrap632 ofNumbers(Regressor model, Dataset data, CrossValidated result, Parallel loop) {
        double[] truth = data.numbers();
        double[] predicted = model.predict(model.align(data), loop);
        int n = truth.length;
        double apparent = 0;
        double meanTruth = 0;
        double meanPredicted = 0;
        for (int i = 0; i < n; i++) {
            apparent += (truth[i] - predicted[i]) * (truth[i] - predicted[i]) / n;
            meanTruth += truth[i] / n;
            meanPredicted += predicted[i] / n;
        }
        // The mean of (yᵢ − ŷⱼ)² over all pairs is the sum of both variances and the squared difference of the means.
        double gamma = (meanTruth - meanPredicted) * (meanTruth - meanPredicted);
        for (int i = 0; i < n; i++) {
            gamma += (truth[i] - meanTruth) * (truth[i] - meanTruth) / n;
            gamma += (predicted[i] - meanPredicted) * (predicted[i] - meanPredicted) / n;
        }
        double outOfBag = outOfBag(result, n, (i, outputs, r) -> {
            double error = truth[i] - outputs.get(r, 0);
            return error * error;
        });
        return combined(apparent, outOfBag, gamma);
    }

    /// The loss of row `i` of the data, predicted by row `r` of `outputs`.
    private interface Loss {
        double of(int i, DenseMatrix outputs, int r);
    }

    private static double outOfBag(CrossValidated result, int n, Loss loss) {
        double[] sum = new double[n];
        int[] count = new int[n];
        for (FoldResult fold : result.folds()) {
            int[] rows = fold.outOfFold().rows();
            for (int r = 0; r < rows.length; r++) {
                sum[rows[r]] += loss.of(rows[r], fold.outOfFold().outputs(), r);
                count[rows[r]]++;
            }
        }
        double mean = 0;
        for (int i = 0; i < n; i++) {
            if (count[i] == 0) {
                throw new InputException(
                        "row " + (i + 1) + " is in all " + result.folds().size() + " samples: take more samples");
            }
            mean += sum[i] / count[i] / n;
        }
        return mean;
    }

    /// The estimate from its three parts.
    static Bootstrap632 combined(double apparent, double outOfBag, double noInformation) {
        double bounded = Math.min(outOfBag, noInformation);
        double overfitting =
                outOfBag > apparent && noInformation > apparent ? (bounded - apparent) / (noInformation - apparent) : 0;
        double estimate = 0.368 * apparent
                + 0.632 * outOfBag
                + (bounded - apparent) * 0.368 * 0.632 * overfitting / (1 - 0.368 * overfitting);
        return new Bootstrap632(apparent, outOfBag, noInformation, overfitting, estimate);
    }
}
