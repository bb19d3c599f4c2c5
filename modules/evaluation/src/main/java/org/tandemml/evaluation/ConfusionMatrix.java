package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;

/// How much weight of rows of each class was predicted as each class; rows are the truth, columns the prediction.
///
/// Without weights the entries are counts. What has no denominator is undefined with its reason: the recall of a class
/// without rows, the precision of one that was never predicted. Immutable; K² numbers.
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
        double right = 0;
        for (int k = 0; k < classes.size(); k++) {
            right += weight[k][k];
        }
        return ratio(Metric.ACCURACY, right, total(), "no row");
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
        int k = code(name);
        String reason = "class \"" + name + "\" has no row and was never predicted";
        return ratio(Metric.F1, 2 * weight[k][k], ofClass(k) + predictedAs(k), reason);
    }

    private static Score ratio(Metric metric, double part, double whole, String reason) {
        return whole > 0 ? Score.of(metric, part / whole) : Score.undefined(metric, reason);
    }

    private double ofClass(int k) {
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
