package org.tandemml.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Target;

/// How well a classifier's scores and probabilities fit the true classes, weighted by the rows' weights.
///
/// | metric | definition |
/// |---|---|
/// | accuracy, balanced accuracy | share predicted right; mean recall of the classes present. Prediction: largest
/// score, first on ties |
/// | AUC, 2 classes | of the score of the **second** class, the positive one |
/// | AUC, K > 2 classes | one-vs-rest, macro average, of the probabilities, or of the scores where there are none |
/// | log loss | −Σ wᵢ ln max(pᵢ, 2⁻⁵²) / Σ wᵢ, pᵢ the probability of the true class: the clip bounds a row's loss at
/// 36.04 |
/// | Brier, 2 classes | Σ wᵢ (pᵢ − yᵢ)² / Σ wᵢ, pᵢ the probability of the second class, yᵢ in {0, 1} |
/// | Brier, K > 2 classes | Σ wᵢ Σₖ (pᵢₖ − yᵢₖ)² / Σ wᵢ, in 0..2; for two classes this form would be twice the above |
///
/// **Source**: the AUC of [Auc]; G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly
/// Weather Review 78 (1950). **Shapes**: scores and probabilities n × K, one column for each class in the order of
/// [#classes()]. **Cost**: each metric is computed when asked for: O(nK), AUC sorts. The matrices are kept, not copied.
/// Immutable, deterministic. **Errors**: [InputException] for `NaN` scores, probabilities outside 0..1 or not summing
/// to 1, shapes that do not fit; a metric the data do not define is a [Score] with the reason.
public final class ClassifierEvaluation implements Evaluation {
    /// Probabilities are clipped from below at the distance of 1 to the next double, as in scikit-learn from 1.2 on.
    private static final double SMALLEST_PROBABILITY = 0x1p-52;

    /// How far a row of probabilities may be from summing to 1; wide enough for those computed in float.
    private static final double SUM_TOLERANCE = 1e-4;

    private final List<String> classes;
    private final int[] truth;
    private final DenseMatrix scores;
    private final @Nullable DenseMatrix probabilities;
    private final double @Nullable [] weights;
    private final ConfusionMatrix confusion;

    private ClassifierEvaluation(
            List<String> classes,
            int[] truth,
            DenseMatrix scores,
            @Nullable DenseMatrix probabilities,
            double @Nullable [] weights) {
        Check.atLeast("number of classes", classes.size(), 1);
        Rows.checkClasses("true class", truth, classes);
        Rows.checkWeights(weights, truth.length);
        Rows.checkScores(scores, classes, truth.length);
        if (probabilities != null) {
            checkProbabilities(probabilities, classes, truth.length);
        }
        this.classes = List.copyOf(classes);
        this.truth = truth;
        this.scores = scores;
        this.probabilities = probabilities;
        this.weights = weights;
        int[] predicted = new int[truth.length];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = Classifier.indexOfLargest(scores.values(), scores.offset(i), scores.columns());
        }
        this.confusion = ConfusionMatrix.count(this.classes, truth, predicted, weights);
    }

    /// From scores alone: log loss and Brier score are undefined. `truth[i]` is the class code of row i.
    public static ClassifierEvaluation ofScores(List<String> classes, int[] truth, DenseMatrix scores) {
        return new ClassifierEvaluation(classes, truth.clone(), scores, null, null);
    }

    /// From scores of weighted rows.
    public static ClassifierEvaluation ofScores(
            List<String> classes, int[] truth, DenseMatrix scores, double[] weights) {
        return new ClassifierEvaluation(classes, truth.clone(), scores, null, weights.clone());
    }

    /// From probabilities, which also rank the rows and choose the class.
    public static ClassifierEvaluation ofProbabilities(List<String> classes, int[] truth, DenseMatrix probabilities) {
        return new ClassifierEvaluation(classes, truth.clone(), probabilities, probabilities, null);
    }

    /// From probabilities of weighted rows.
    public static ClassifierEvaluation ofProbabilities(
            List<String> classes, int[] truth, DenseMatrix probabilities, double[] weights) {
        return new ClassifierEvaluation(classes, truth.clone(), probabilities, probabilities, weights.clone());
    }

    static ClassifierEvaluation of(Classifier model, Dataset data, Parallel loop) {
        int[] truth = codes(data.targetAsClasses().classes(), model.classes());
        Matrix features = model.align(data);
        DenseMatrix scores = model.scores(features, loop);
        DenseMatrix probabilities = model.hasProbabilities() ? model.probabilities(features, loop) : null;
        double[] weights = data.isWeighted() ? data.weights() : null;
        return new ClassifierEvaluation(model.classes(), truth, scores, probabilities, weights);
    }

    /// From the outputs of several models with the same classes, for rows of `data`.
    static ClassifierEvaluation ofOutputs(
            List<String> classes, Dataset data, DenseMatrix outputs, boolean areProbabilities) {
        return new ClassifierEvaluation(
                classes,
                codes(data.targetAsClasses().classes(), classes),
                outputs,
                areProbabilities ? outputs : null,
                data.isWeighted() ? data.weights() : null);
    }

    boolean hasProbabilities() {
        return probabilities != null;
    }

    /// The model's code of each row's class, found by name.
    private static int[] codes(Target.Classes target, List<String> known) {
        int[] code = target.names().stream().mapToInt(known::indexOf).toArray();
        int[] codes = new int[target.codes().length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = code[target.codes()[i]];
            if (codes[i] < 0) {
                throw new InputException("target \"" + target.name() + "\", row " + (i + 1) + ": the model does not"
                        + " know the class \"" + target.names().get(target.codes()[i]) + "\" (known: "
                        + (known.size() <= 40 ? String.join(", ", known) : known.size() + " classes")
                        + "): remove its rows, or fit on data that have it");
            }
        }
        return codes;
    }

    private static void checkProbabilities(DenseMatrix probabilities, List<String> classes, int rows) {
        Rows.checkScores(probabilities, classes, rows);
        for (int i = 0; i < rows; i++) {
            int from = probabilities.offset(i);
            double sum = 0;
            for (int k = 0; k < classes.size(); k++) {
                double p = probabilities.values()[from + k];
                Check.within("the probability of row " + (i + 1) + " for class \"" + classes.get(k) + "\"", p, 0, 1);
                sum += p;
            }
            if (Math.abs(sum - 1) > SUM_TOLERANCE) {
                throw new InputException("the probabilities of row " + (i + 1) + " must sum to 1, they sum to " + sum
                        + ": use ofScores for other scores");
            }
        }
    }

    /// The class names, in the order of codes and columns.
    public List<String> classes() {
        return classes;
    }

    @Override
    public int rows() {
        return truth.length;
    }

    /// True and predicted classes.
    public ConfusionMatrix confusion() {
        return confusion;
    }

    /// The share of rows predicted right.
    public Score accuracy() {
        return confusion.accuracy();
    }

    /// The mean recall of the classes present.
    public Score balancedAccuracy() {
        return confusion.balancedAccuracy();
    }

    /// Two classes: the area under [#roc()]. More: [#aucOneVsRest(Auc.Average)], macro.
    public Score auc() {
        return classes.size() == 2 ? ranked().oneVsRest(1) : aucOneVsRest(Auc.Average.MACRO);
    }

    /// The area for one class against all others.
    public Score auc(String name) {
        return ranked().oneVsRest(code(name));
    }

    /// The average over classes of the area of one class against all others; undefined if a class has no row.
    public Score aucOneVsRest(Auc.Average average) {
        return ranked().oneVsRest(average);
    }

    /// The average over pairs of classes of the area within the pair (Hand and Till); undefined if a class has no row.
    public Score aucOneVsOne(Auc.Average average) {
        return ranked().oneVsOne(average);
    }

    /// The ROC curve of two classes, the second being the positive one. Throws [InputException] for more classes.
    public RocCurve roc() {
        if (classes.size() != 2) {
            throw new InputException("a ROC curve needs 2 classes, there are " + classes.size() + ": use roc(\""
                    + classes.get(0) + "\") for one class against the others");
        }
        return ranked().curve(1);
    }

    /// The ROC curve of one class against all others.
    public RocCurve roc(String name) {
        return ranked().curve(code(name));
    }

    // Two classes are ranked by score because probabilities near 0 and 1 round to ties; for more classes a score has no
    // common zero between rows, a probability has.
    private Auc.MultiClass ranked() {
        DenseMatrix ranking = probabilities == null || classes.size() == 2 ? scores : probabilities;
        return new Auc.MultiClass(classes, truth, ranking, weights);
    }

    private int code(String name) {
        int k = classes.indexOf(name);
        if (k < 0) {
            throw Check.unknown("class", name, classes);
        }
        return k;
    }

    /// The mean negative logarithm of the probability of the true class, clipped at 2⁻⁵².
    public Score logLoss() {
        return meanLoss(Metric.LOG_LOSS, (p, from, k) -> -Math.log(Math.max(p[from + k], SMALLEST_PROBABILITY)));
    }

    /// The mean squared error of the probabilities: of the second class if there are two, else summed over classes.
    public Score brier() {
        int count = classes.size();
        return meanLoss(Metric.BRIER, (p, from, k) -> {
            double sum = 0;
            for (int j = count == 2 ? 1 : 0; j < count; j++) {
                double error = p[from + j] - (j == k ? 1 : 0);
                sum += error * error;
            }
            return sum;
        });
    }

    /// The loss of the probabilities `p[from .. from+K-1]` if class k is the true one.
    private interface Loss {
        double of(double[] p, int from, int k);
    }

    private Score meanLoss(Metric metric, Loss loss) {
        if (probabilities == null) {
            return Score.undefined(metric, "there are scores and no probabilities");
        }
        double sum = 0;
        double total = 0;
        for (int i = 0; i < truth.length; i++) {
            double weight = weights == null ? 1 : weights[i];
            sum += weight * loss.of(probabilities.values(), probabilities.offset(i), truth[i]);
            total += weight;
        }
        return total > 0 ? Score.of(metric, sum / total) : Score.undefined(metric, "no row");
    }

    /// `accuracy`, `balanced_accuracy`, `auc`, `log_loss`, `brier`.
    @Override
    public Map<String, Score> metrics() {
        Map<String, Score> metrics = new LinkedHashMap<>();
        for (Score score : List.of(accuracy(), balancedAccuracy(), auc(), logLoss(), brier())) {
            metrics.put(score.name(), score);
        }
        return Collections.unmodifiableMap(metrics);
    }

    @Override
    public String toString() {
        return "ClassifierEvaluation[" + rows() + " rows, " + metrics() + "]";
    }
}
