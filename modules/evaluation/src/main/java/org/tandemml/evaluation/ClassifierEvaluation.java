package org.tandemml.evaluation;

import java.util.Arrays;
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
import org.tandemml.core.Parallel;

/// How well a classifier's scores and probabilities fit the true classes, weighted by the rows' weights.
///
/// | metric | definition |
/// |---|---|
/// | accuracy, balanced accuracy | share predicted right; mean recall of the classes present |
/// | AUC, 2 classes | of the score of the **second** class, the positive one |
/// | AUC, K > 2 classes | one-vs-rest, macro average, of the probabilities, or of the scores where there are none |
/// | MCC, average precision | [ConfusionMatrix#mcc()], [PrCurve#averagePrecision()]; K > 2: one-vs-rest, macro |
/// | log loss | −Σ wᵢ ln max(pᵢ, 2⁻⁵²) / Σ wᵢ, pᵢ the probability of the true class |
/// | Brier, 2 classes | Σ wᵢ (pᵢ − yᵢ)² / Σ wᵢ, pᵢ the probability of the second class, yᵢ in {0, 1} |
/// | Brier, K > 2 classes | Σ wᵢ Σₖ (pᵢₖ − yᵢₖ)² / Σ wᵢ, in 0..2; for two classes this would be twice the above |
///
/// The prediction is the class of the largest score, the first on ties. The clip bounds a row's log loss at 36.04.
///
/// **Source**: the AUC of [Auc]; G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly
/// Weather Review 78 (1950). **Shapes**: scores and probabilities n × K, one column for each class in the order of
/// [#classes()]. **Cost**: each metric is computed when asked for: O(nK), AUC sorts. The matrices are kept, not
/// copied. Immutable, deterministic. **Errors**: [InputException] for `NaN` scores, probabilities outside 0..1 or not
/// summing to 1, shapes that do not fit; a metric the data do not define is a [Score] with the reason.
public final class ClassifierEvaluation implements Evaluation {
    /// Probabilities are clipped from below at the distance of 1 to the next double, as in scikit-learn from 1.2 on.
    private static final double SMALLEST_PROBABILITY = 0x1p-52;

    private final List<String> classes;
    final int[] truth;
    final DenseMatrix scores;
    final @Nullable DenseMatrix probabilities;
    final double @Nullable [] weights;
    final int[] predicted;
    private final ConfusionMatrix confusion;

    /// From parts that have been checked.
    private ClassifierEvaluation(
            List<String> classes,
            int[] truth,
            DenseMatrix scores,
            @Nullable DenseMatrix probabilities,
            double @Nullable [] weights,
            int[] predicted) {
        this.classes = classes;
        this.truth = truth;
        this.scores = scores;
        this.probabilities = probabilities;
        this.weights = weights;
        this.predicted = predicted;
        this.confusion = ConfusionMatrix.count(classes, truth, predicted, weights);
    }

    private static ClassifierEvaluation checked(
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
            Rows.checkProbabilities(probabilities, classes, truth.length);
        }
        int[] predicted = new int[truth.length];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = Classifier.indexOfLargest(scores.values(), scores.offset(i), scores.columns());
        }
        return new ClassifierEvaluation(List.copyOf(classes), truth, scores, probabilities, weights, predicted);
    }

    /// From scores alone: log loss and Brier score are undefined. `truth[i]` is the class code of row i.
    public static ClassifierEvaluation ofScores(List<String> classes, int[] truth, DenseMatrix scores) {
        return checked(classes, truth.clone(), scores, null, null);
    }

    /// From scores of weighted rows.
    public static ClassifierEvaluation ofScores(
            List<String> classes, int[] truth, DenseMatrix scores, double[] weights) {
        return checked(classes, truth.clone(), scores, null, weights.clone());
    }

    /// From probabilities, which also rank the rows and choose the class.
    public static ClassifierEvaluation ofProbabilities(List<String> classes, int[] truth, DenseMatrix probabilities) {
        return checked(classes, truth.clone(), probabilities, probabilities, null);
    }

    /// From probabilities of weighted rows.
    public static ClassifierEvaluation ofProbabilities(
            List<String> classes, int[] truth, DenseMatrix probabilities, double[] weights) {
        return checked(classes, truth.clone(), probabilities, probabilities, weights.clone());
    }

    static ClassifierEvaluation of(Classifier model, Dataset data, Parallel loop) {
        int[] truth = Rows.codes(data.targetAsClasses().classes(), model.classes());
        Classifier.Outputs outputs = model.outputs(model.align(data), loop);
        double[] weights = data.isWeighted() ? data.weights() : null;
        return checked(
                model.classes(),
                truth,
                outputs.scores(),
                outputs.probabilities().orElse(null),
                weights);
    }

    /// From outputs that were kept, for rows of `data`.
    static ClassifierEvaluation ofOutputs(
            List<String> classes, Dataset data, DenseMatrix scores, @Nullable DenseMatrix probabilities) {
        return checked(
                classes,
                Rows.codes(data.targetAsClasses().classes(), classes),
                scores,
                probabilities,
                data.isWeighted() ? data.weights() : null);
    }

    /// From the outputs of several models with the same classes, for rows of `data`.
    static ClassifierEvaluation ofOutputs(
            List<String> classes, Dataset data, DenseMatrix outputs, boolean areProbabilities) {
        return checked(
                classes,
                Rows.codes(data.targetAsClasses().classes(), classes),
                outputs,
                areProbabilities ? outputs : null,
                data.isWeighted() ? data.weights() : null);
    }

    /// The rows of all evaluations together, which must be of the same classes: the folds of one division, say. Unlike
    /// [CrossValidated#pooled] this needs no data. Row weights must be in all of them or in none.
    public static ClassifierEvaluation pooled(List<ClassifierEvaluation> parts) {
        Check.atLeast("evaluations", parts.size(), 1);
        ClassifierEvaluation first = parts.getFirst();
        boolean probable = parts.stream().allMatch(ClassifierEvaluation::hasProbabilities);
        int n = 0;
        for (ClassifierEvaluation part : parts) {
            if (!part.classes.equals(first.classes) || (part.weights == null) != (first.weights == null)) {
                throw new InputException(
                        "evaluations of different classes, or with and without weights, cannot be" + " pooled");
            }
            n += part.rows();
        }
        int k = first.classes.size();
        int[] truth = new int[n];
        double[] weights = new double[n];
        double[] scores = DenseMatrix.allocate(n, k);
        double[] probabilities = DenseMatrix.allocate(n, k);
        int row = 0;
        for (ClassifierEvaluation part : parts) {
            for (int i = 0; i < part.rows(); i++, row++) {
                truth[row] = part.truth[i];
                weights[row] = part.weights == null ? 1 : part.weights[i];
                part.scores.copyRow(i, scores, row * k);
                if (probable && part.probabilities != null) {
                    part.probabilities.copyRow(i, probabilities, row * k);
                }
            }
        }
        return checked(
                first.classes,
                truth,
                new DenseMatrix(n, k, scores),
                probable ? new DenseMatrix(n, k, probabilities) : null,
                first.weights == null ? null : weights);
    }

    /// The reliability of the probabilities of all classes: each row counts once for each class, or for the second of
    /// two. Throws [InputException] if there are no probabilities.
    public ReliabilityCurve reliabilityOfAll(Binning binning) {
        if (classes.size() == 2) {
            return reliability(binning);
        }
        if (probabilities == null) {
            throw new InputException("a reliability curve needs probabilities and there are only scores");
        }
        int k = classes.size();
        boolean[] positive = new boolean[rows() * k];
        double[] predictions = new double[rows() * k];
        double[] repeated = new double[rows() * k];
        for (int i = 0; i < rows(); i++) {
            for (int j = 0; j < k; j++) {
                positive[i * k + j] = truth[i] == j;
                predictions[i * k + j] = probabilities.get(i, j);
                repeated[i * k + j] = weights == null ? 1 : weights[i];
            }
        }
        return ReliabilityCurve.of(positive, predictions, weights == null ? null : repeated, binning);
    }

    /// Whether log loss, Brier score and reliability are defined.
    public boolean hasProbabilities() {
        return probabilities != null;
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

    /// The correlation of true and predicted class (Matthews; Gorodkin for more than two classes).
    public Score mcc() {
        return confusion.mcc();
    }

    /// The share of rows whose true class has one of the `k` largest scores; of equal scores the first class comes
    /// first, so that `topKAccuracy(1)` is the accuracy.
    public Score topKAccuracy(int k) {
        Check.atLeast("k", k, 1);
        double right = 0;
        double total = 0;
        for (int i = 0; i < truth.length; i++) {
            int from = scores.offset(i);
            double own = scores.values()[from + truth[i]];
            int before = 0;
            for (int j = 0; j < classes.size(); j++) {
                double score = scores.values()[from + j];
                before += score > own || (score == own && j < truth[i]) ? 1 : 0;
            }
            double weight = weights == null ? 1 : weights[i];
            right += before < k ? weight : 0;
            total += weight;
        }
        return total > 0
                ? Score.of(Metric.TOP_K_ACCURACY, right / total)
                : Score.undefined(Metric.TOP_K_ACCURACY, "no row");
    }

    /// Two classes: the area under [#roc()]. More: [#aucOneVsRest(Average)], macro.
    public Score auc() {
        return classes.size() == 2 ? ranked().oneVsRest(1).auc() : aucOneVsRest(Average.MACRO);
    }

    /// The area for one class against all others.
    public Score auc(String name) {
        return ranked().oneVsRest(code(name)).auc();
    }

    /// The average over classes of the area of one class against all others; undefined if a class has no row.
    public Score aucOneVsRest(Average average) {
        return ranked().oneVsRest(Metric.AUC, average, Ranking::auc);
    }

    /// The average over pairs of classes of the area within the pair (Hand and Till); undefined if a class has no
    /// row.
    public Score aucOneVsOne(Average average) {
        return ranked().oneVsOne(average);
    }

    /// The 95 % interval of [#auc()] after [DeLong]; undefined for more classes and for weighted rows.
    public ScoreInterval aucInterval() {
        return aucInterval(ScoreInterval.LEVEL);
    }

    /// The interval of this confidence level.
    public ScoreInterval aucInterval(double level) {
        String obstacle = noDeLong();
        return obstacle == null
                ? DeLong.of(ranked().oneVsRest(1)).interval(level)
                : ScoreInterval.undefined(auc(), obstacle, ScoreInterval.checkLevel(level));
    }

    TestResult deLong(ClassifierEvaluation other) {
        requireSameRows(other);
        String obstacle = noDeLong();
        return obstacle == null
                ? DeLong.test(positive(1), column(scores, 1), column(other.scores, 1))
                : DeLong.refused(obstacle);
    }

    private @Nullable String noDeLong() {
        if (classes.size() != 2) {
            return "DeLong's variance is for 2 classes, there are " + classes.size() + ": use Bootstrap";
        }
        return weights == null ? null : "DeLong's variance is for rows without weights: use Bootstrap";
    }

    /// Two classes: the average precision of the second. More: the macro average of [#averagePrecision(Average)].
    public Score averagePrecision() {
        return classes.size() == 2 ? ranked().oneVsRest(1).averagePrecision() : averagePrecision(Average.MACRO);
    }

    /// The average precision of one class against all others.
    public Score averagePrecision(String name) {
        return ranked().oneVsRest(code(name)).averagePrecision();
    }

    /// The average over classes of the average precision of each against all others; undefined if a class has no row.
    public Score averagePrecision(Average average) {
        return ranked().oneVsRest(Metric.AVERAGE_PRECISION, average, Ranking::averagePrecision);
    }

    /// The ROC curve of two classes, the second being the positive one. Throws [InputException] for more classes.
    public RocCurve roc() {
        return RocCurve.of(ranked().oneVsRest(positiveOfTwo("a ROC curve", "roc")));
    }

    /// The ROC curve of one class against all others.
    public RocCurve roc(String name) {
        return RocCurve.of(ranked().oneVsRest(code(name)));
    }

    /// The precision–recall curve of two classes, the second being the positive one. Throws [InputException] for
    /// more.
    public PrCurve pr() {
        return PrCurve.of(ranked().oneVsRest(positiveOfTwo("a precision-recall curve", "pr")));
    }

    /// The precision–recall curve of one class against all others.
    public PrCurve pr(String name) {
        return PrCurve.of(ranked().oneVsRest(code(name)));
    }

    /// Gain and lift of two classes, the second being the positive one. Throws [InputException] for more.
    public GainCurve gain() {
        return GainCurve.of(ranked().oneVsRest(positiveOfTwo("a gain curve", "gain")));
    }

    /// Gain and lift of one class against all others.
    public GainCurve gain(String name) {
        return GainCurve.of(ranked().oneVsRest(code(name)));
    }

    /// The reliability of the probabilities of the second of two classes. Throws [InputException] for more classes
    /// and if there are no probabilities.
    public ReliabilityCurve reliability(Binning binning) {
        return reliability(positiveOfTwo("a reliability curve", "reliability"), binning);
    }

    /// The reliability of the probabilities of one class.
    public ReliabilityCurve reliability(String name, Binning binning) {
        return reliability(code(name), binning);
    }

    private ReliabilityCurve reliability(int k, Binning binning) {
        if (probabilities == null) {
            throw new InputException(
                    "a reliability curve needs probabilities and there are only scores: calibrate the" + " classifier");
        }
        return ReliabilityCurve.of(positive(k), column(probabilities, k), weights, binning);
    }

    private int positiveOfTwo(String what, String method) {
        if (classes.size() != 2) {
            throw new InputException(what + " needs 2 classes, there are " + classes.size() + ": use " + method + "(\""
                    + classes.get(0) + "\") for one class against the others");
        }
        return 1;
    }

    // Two classes are ranked by score because probabilities near 0 and 1 round to ties; for more classes a score has no
    // common zero between rows, a probability has.
    private ClassRanking ranked() {
        DenseMatrix ranking = probabilities == null || classes.size() == 2 ? scores : probabilities;
        return new ClassRanking(classes, truth, ranking, weights);
    }

    private boolean[] positive(int k) {
        boolean[] positive = new boolean[truth.length];
        for (int i = 0; i < truth.length; i++) {
            positive[i] = truth[i] == k;
        }
        return positive;
    }

    private static double[] column(DenseMatrix values, int k) {
        double[] column = new double[values.rows()];
        Arrays.setAll(column, i -> values.values()[values.offset(i) + k]);
        return column;
    }

    int[] truth() {
        return truth;
    }

    int[] predicted() {
        return predicted;
    }

    /// For paired tests.
    void requireSameRows(ClassifierEvaluation other) {
        if (!classes.equals(other.classes) || !Arrays.equals(truth, other.truth)) {
            throw new InputException(
                    "a paired test needs two evaluations of the same rows: true classes or their order" + " differ");
        }
    }

    /// The evaluation of some rows, which may repeat.
    ClassifierEvaluation select(int[] rows) {
        double[] chosen = weights == null
                ? null
                : Arrays.stream(rows).mapToDouble(i -> weights[i]).toArray();
        return new ClassifierEvaluation(
                classes,
                Arrays.stream(rows).map(i -> truth[i]).toArray(),
                scores.select(rows),
                probabilities == null ? null : probabilities.select(rows),
                chosen,
                Arrays.stream(rows).map(i -> predicted[i]).toArray());
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

    /// `accuracy`, `balanced_accuracy`, `mcc`, `auc`, `average_precision`, `log_loss`, `brier`.
    @Override
    public Map<String, Score> metrics() {
        Map<String, Score> metrics = new LinkedHashMap<>();
        for (Score score :
                List.of(accuracy(), balancedAccuracy(), mcc(), auc(), averagePrecision(), logLoss(), brier())) {
            metrics.put(score.name(), score);
        }
        return Collections.unmodifiableMap(metrics);
    }

    @Override
    public String toString() {
        return "ClassifierEvaluation[" + rows() + " rows, " + metrics() + "]";
    }
}
