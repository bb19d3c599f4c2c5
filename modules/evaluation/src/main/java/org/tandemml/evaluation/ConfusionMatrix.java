package org.tandemml.evaluation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.plot.HeatMap;
import org.tandemml.plot.Picture;

/// How much weight of rows of each class was predicted as each class; rows are the truth, columns the prediction.
///
/// Without weights the entries are counts. What has no denominator is undefined with its reason: the recall of a
/// class without rows, the precision of one that was never predicted. With TP, FP, FN, TN the weights of the rows of
/// one class against all others:
///
/// | metric | of one class |
/// |---|---|
/// | precision, recall, specificity | TP / (TP + FP), TP / (TP + FN), TN / (TN + FP) |
/// | F-beta | (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP); F1 has β = 1 |
///
/// A micro average sums TP, FP and FN over the classes first, so that with one label a row all three equal the
/// accuracy. Macro and weighted averages are undefined as soon as a class has no row, like an AUC over all classes;
/// the precision of a class that has rows and was never predicted counts as 0 in them, as in scikit-learn.
///
/// **Source**: B. W. Matthews (1975) and J. Gorodkin, Comparing two K-category assignments by a K-category
/// correlation coefficient, Computational Biology and Chemistry 28 (2004), for MCC; J. Cohen, Weighted kappa,
/// Psychological Bulletin 70 (1968). Immutable; K² numbers.
public final class ConfusionMatrix {
    private final List<String> classes;
    private final double[][] weight;

    private ConfusionMatrix(List<String> classes, double[][] weight) {
        this.classes = classes;
        this.weight = weight;
    }

    /// From the class code of each row, true and predicted, in `0..classes.size()-1`.
    public static ConfusionMatrix of(List<String> classes, int[] truth, int[] predicted) {
        return count(classes, truth, predicted, null);
    }

    /// The same for weighted rows.
    public static ConfusionMatrix of(List<String> classes, int[] truth, int[] predicted, double[] weights) {
        return count(classes, truth, predicted, weights);
    }

    static ConfusionMatrix count(List<String> classes, int[] truth, int[] predicted, double @Nullable [] weights) {
        Check.length("predicted classes", predicted.length, truth.length);
        Rows.checkClasses("true class", truth, classes);
        Rows.checkClasses("predicted class", predicted, classes);
        Rows.checkWeights(weights, truth.length);
        double[][] sums = new double[classes.size()][classes.size()];
        for (int i = 0; i < truth.length; i++) {
            sums[truth[i]][predicted[i]] += weights == null ? 1 : weights[i];
        }
        return new ConfusionMatrix(List.copyOf(classes), sums);
    }

    /// The class names, in the order of rows and columns.
    public List<String> classes() {
        return classes;
    }

    /// The weight of the rows of one class that were predicted as another (or the same).
    public double weight(int truth, int predicted) {
        return weight[truth][predicted];
    }

    /// The weight of all rows.
    public double total() {
        return Arrays.stream(weight).flatMapToDouble(Arrays::stream).sum();
    }

    /// The share of the weight that was predicted right.
    public Score accuracy() {
        return ratio(Metric.ACCURACY, right(), total(), "no row");
    }

    private double right() {
        double right = 0;
        for (int k = 0; k < classes.size(); k++) {
            right += weight[k][k];
        }
        return right;
    }

    /// The mean recall of the classes that have rows; classes without rows are left out.
    public Score balancedAccuracy() {
        double sum = 0;
        int present = 0;
        for (int k = 0; k < classes.size(); k++) {
            double rows = ofClass(k);
            if (rows > 0) {
                sum += weight[k][k] / rows;
                present++;
            }
        }
        return ratio(Metric.BALANCED_ACCURACY, sum, present, "no row");
    }

    /// The share of what was predicted as this class that is of this class.
    public Score precision(String name) {
        int k = code(name);
        return ratio(Metric.PRECISION, weight[k][k], predictedAs(k), "class \"" + name + "\" was never predicted");
    }

    /// The share of this class that was predicted as this class.
    public Score recall(String name) {
        int k = code(name);
        return ratio(Metric.RECALL, weight[k][k], ofClass(k), "no row of class \"" + name + "\"");
    }

    /// The harmonic mean of precision and recall: 2·TP / (2·TP + FP + FN).
    public Score f1(String name) {
        return f(Metric.F1, code(name), 1);
    }

    /// The harmonic mean of precision and recall in which recall counts `beta` times as much.
    public Score fBeta(double beta, String name) {
        return f(Metric.F_BETA, code(name), Check.positive("beta", beta));
    }

    /// The share of the rows of other classes that was not predicted as this class.
    public Score specificity(String name) {
        int k = code(name);
        double others = total() - ofClass(k);
        double wrong = predictedAs(k) - weight[k][k];
        return ratio(Metric.SPECIFICITY, others - wrong, others, "no row of a class other than \"" + name + "\"");
    }

    /// The average precision of the classes; not the area under a precision–recall curve.
    public Score precision(Average average) {
        return averaged(Metric.PRECISION, average, this::precision);
    }

    /// The average recall of the classes.
    public Score recall(Average average) {
        return averaged(Metric.RECALL, average, this::recall);
    }

    /// The average F1 of the classes.
    public Score f1(Average average) {
        return averaged(Metric.F1, average, this::f1);
    }

    /// The average F-beta of the classes.
    public Score fBeta(double beta, Average average) {
        Check.positive("beta", beta);
        return averaged(Metric.F_BETA, average, name -> fBeta(beta, name));
    }

    private Score f(Metric metric, int k, double beta) {
        String reason = "class \"" + classes.get(k) + "\" has no row and was never predicted";
        double squared = beta * beta;
        return ratio(metric, (1 + squared) * weight[k][k], squared * ofClass(k) + predictedAs(k), reason);
    }

    private Score averaged(Metric metric, Average average, Function<String, Score> score) {
        if (average == Average.MICRO) {
            return ratio(metric, right(), total(), "no row");
        }
        double sum = 0;
        double total = 0;
        for (int k = 0; k < classes.size(); k++) {
            double rows = ofClass(k);
            if (rows == 0) {
                return Score.undefined(metric, "no row of class \"" + classes.get(k) + "\"");
            }
            Score one = score.apply(classes.get(k));
            double share = average == Average.MACRO ? 1 : rows;
            sum += one.isDefined() ? share * one.value() : 0;
            total += share;
        }
        return ratio(metric, sum, total, "no row");
    }

    /// The correlation of true and predicted class, for K classes in Gorodkin's form: with c right rows of s, and pₖ
    /// and tₖ rows predicted as and of class k, `(c·s − Σ pₖtₖ) / √((s² − Σ pₖ²)(s² − Σ tₖ²))`. 0 if one class is
    /// predicted for all rows; undefined if all rows are of one class.
    public Score mcc() {
        double total = total();
        double both = 0;
        double predicted = 0;
        double truth = 0;
        for (int k = 0; k < classes.size(); k++) {
            both += predictedAs(k) * ofClass(k);
            predicted += predictedAs(k) * predictedAs(k);
            truth += ofClass(k) * ofClass(k);
        }
        String reason = oneClass();
        if (reason != null) {
            return Score.undefined(Metric.MCC, reason);
        }
        double spread = (total * total - predicted) * (total * total - truth);
        // Rounding may leave a trace of a spread that is none.
        boolean constant = IntStream.range(0, classes.size())
                        .filter(k -> predictedAs(k) > 0)
                        .count()
                == 1;
        double correlation = constant ? 0 : (right() * total - both) / Math.sqrt(spread);
        return Score.of(Metric.MCC, Math.clamp(correlation, -1, 1));
    }

    /// Cohen's kappa: the agreement of truth and prediction beyond that of independent ones with the same shares of
    /// classes, `1 − Σ wᵢⱼ·observedᵢⱼ / Σ wᵢⱼ·expectedᵢⱼ`. Undefined if all rows are of one class and all predicted
    /// so.
    public Score kappa(Disagreement disagreement) {
        double observed = 0;
        double expected = 0;
        for (int t = 0; t < classes.size(); t++) {
            for (int p = 0; p < classes.size(); p++) {
                double w = disagreement.weight(t, p);
                observed += w * weight[t][p];
                expected += w * ofClass(t) * predictedAs(p);
            }
        }
        if (expected == 0) {
            return Score.undefined(Metric.KAPPA, total() == 0 ? "no row" : "truth and prediction are one class");
        }
        return Score.of(Metric.KAPPA, Math.max(-1, 1 - observed / (expected / total())));
    }

    /// How much taking class i for class j counts in [#kappa(Disagreement)].
    public enum Disagreement {
        /// 1 for any two classes.
        EQUAL,
        /// |i − j|, for ordered classes.
        LINEAR,
        /// (i − j)², for ordered classes.
        QUADRATIC;

        double weight(int i, int j) {
            return switch (this) {
                case EQUAL -> i == j ? 0 : 1;
                case LINEAR -> Math.abs(i - j);
                case QUADRATIC -> (double) (i - j) * (i - j);
            };
        }
    }

    /// Why there are not two classes of rows, or null.
    private @Nullable String oneClass() {
        int[] present =
                IntStream.range(0, classes.size()).filter(k -> ofClass(k) > 0).toArray();
        return switch (present.length) {
            case 0 -> "no row";
            case 1 -> "every row is of class \"" + classes.get(present[0]) + "\"";
            default -> null;
        };
    }

    private static Score ratio(Metric metric, double part, double whole, String reason) {
        return whole > 0 ? Score.of(metric, part / whole) : Score.undefined(metric, reason);
    }

    /// The weight of the rows of class k.
    double ofClass(int k) {
        return Arrays.stream(weight[k]).sum();
    }

    private double predictedAs(int k) {
        return Arrays.stream(weight).mapToDouble(row -> row[k]).sum();
    }

    private int code(String name) {
        int k = classes.indexOf(name);
        if (k < 0) {
            throw Check.unknown("class", name, classes);
        }
        return k;
    }

    /// The matrix drawn as cells: the colour is the share of the true class, the text the weight and that share.
    public Picture picture() {
        return HeatMap.confusion("Confusion matrix", classes, weight);
    }

    /// Writes [#picture()] as an SVG file, whole or not at all. Throws [org.tandemml.core.InputException] if it cannot
    /// be written.
    public void plot(Path file) {
        CurvePictures.write(picture(), file);
    }

    /// A table: one line for each true class, one column for each predicted class.
    @Override
    public String toString() {
        int names = Math.max(5, classes.stream().mapToInt(String::length).max().orElse(0));
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-" + names + "s", "truth"));
        String[][] cells = new String[classes.size()][classes.size()];
        int[] widths = new int[classes.size()];
        for (int k = 0; k < classes.size(); k++) {
            widths[k] = classes.get(k).length();
            for (int t = 0; t < classes.size(); t++) {
                double w = weight[t][k];
                cells[t][k] = w == Math.rint(w)
                        ? String.format(Locale.ROOT, "%.0f", w)
                        : String.format(Locale.ROOT, "%.2f", w);
                widths[k] = Math.max(widths[k], cells[t][k].length());
            }
            text.append(String.format(Locale.ROOT, "  %" + widths[k] + "s", classes.get(k)));
        }
        for (int t = 0; t < classes.size(); t++) {
            text.append(String.format(Locale.ROOT, "%n%-" + names + "s", classes.get(t)));
            for (int k = 0; k < classes.size(); k++) {
                text.append(String.format(Locale.ROOT, "  %" + widths[k] + "s", cells[t][k]));
            }
        }
        return text.toString();
    }
}
