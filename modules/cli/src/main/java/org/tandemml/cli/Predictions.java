package org.tandemml.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Regressor;

/// The predictions of a model for each row, and the CSV table of them.
///
/// Columns are `prediction` and, for a classifier, `probability_<class>` for each class, or `score_<class>` where it
/// gives no probabilities. Numbers are written with the digits that read back as the same `double`.
final class Predictions {
    private final List<String> names;
    private final @Nullable DenseMatrix classColumns;
    private final int[] codes;
    private final double[] numbers;
    private final List<String> classes;

    private Predictions(
            List<String> names,
            List<String> classes,
            int[] codes,
            @Nullable DenseMatrix classColumns,
            double[] numbers) {
        this.names = names;
        this.classes = classes;
        this.codes = codes;
        this.classColumns = classColumns;
        this.numbers = numbers;
    }

    static Predictions of(Model model, Dataset data, Parallel loop) {
        Matrix rows = model.align(data);
        return switch (model) {
            case Classifier classifier -> ofClasses(classifier, rows, loop);
            case Regressor regressor ->
                new Predictions(List.of("prediction"), List.of(), new int[0], null, regressor.predict(rows, loop));
            default -> throw new InputException("the model predicts no target: give a classifier or a regressor");
        };
    }

    private static Predictions ofClasses(Classifier model, Matrix rows, Parallel loop) {
        List<String> names = new ArrayList<>(List.of("prediction"));
        String prefix = model.hasProbabilities() ? "probability_" : "score_";
        model.classes().forEach(name -> names.add(prefix + name));
        DenseMatrix scores = model.scores(rows, loop);
        int[] codes = new int[rows.rows()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Classifier.indexOfLargest(scores.values(), scores.offset(i), scores.columns());
        }
        DenseMatrix shown = model.hasProbabilities() ? model.probabilities(rows, loop) : scores;
        return new Predictions(names, model.classes(), codes, shown, new double[0]);
    }

    /// Number of rows.
    int rows() {
        return classColumns == null ? numbers.length : codes.length;
    }

    /// Rows predicted as each class, in the order of the model's classes; empty for a regressor.
    int[] counts() {
        int[] counts = new int[classes.size()];
        for (int code : codes) {
            counts[code]++;
        }
        return counts;
    }

    /// The table as CSV with a header.
    void writeTo(Appendable out) throws IOException {
        out.append(String.join(",", names.stream().map(Predictions::cell).toList()))
                .append('\n');
        List<String> cells = classes.stream().map(Predictions::cell).toList();
        for (int i = 0; i < rows(); i++) {
            if (classColumns == null) {
                out.append(Double.toString(numbers[i]));
            } else {
                out.append(cells.get(codes[i]));
                int from = classColumns.offset(i);
                for (int k = 0; k < classes.size(); k++) {
                    out.append(',').append(Double.toString(classColumns.values()[from + k]));
                }
            }
            out.append('\n');
        }
    }

    private static String cell(String text) {
        boolean quoted = text.isEmpty()
                || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                || !text.equals(text.strip());
        return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    /// Seconds that predicting these data takes, reading them not included.
    static double seconds(Model model, Dataset data, Parallel loop) {
        long start = System.nanoTime();
        of(model, data, loop);
        return (System.nanoTime() - start) * 1e-9;
    }
}
