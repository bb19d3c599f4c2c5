package org.tandemml.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;

/// What models predicted for rows that they had not seen, those of one fold or of a whole division, and the evaluation
/// of that.
///
/// Immutable; the matrix is shared, read only. Equal if rows and predictions are.
public final class OutOfFold {
    private final int[] rows;
    private final DenseMatrix outputs;
    private final Evaluation evaluation;

    /// The rows of the data in test order, and the output for each: a row of `outputs`.
    OutOfFold(int[] rows, DenseMatrix outputs, Evaluation evaluation) {
        Check.length("rows", rows.length, outputs.rows());
        this.rows = rows.clone();
        this.outputs = outputs;
        this.evaluation = evaluation;
    }

    /// All parts as one, by row. Each row is in one part at most.
    static OutOfFold pooled(List<OutOfFold> parts, Dataset data) {
        int k = parts.getFirst().outputs.columns();
        int count = parts.stream().mapToInt(p -> p.rows.length).sum();
        // Row, part and place within the part, in ascending order of rows.
        List<int[]> places = new ArrayList<>(count);
        for (int part = 0; part < parts.size(); part++) {
            for (int i = 0; i < parts.get(part).rows.length; i++) {
                places.add(new int[] {parts.get(part).rows[i], part, i});
            }
        }
        places.sort(Comparator.comparingInt(place -> place[0]));
        int[] rows = places.stream().mapToInt(place -> place[0]).toArray();
        double[] values = DenseMatrix.allocate(count, k);
        for (int i = 0; i < count; i++) {
            parts.get(places.get(i)[1]).outputs.copyRow(places.get(i)[2], values, i * k);
        }
        DenseMatrix outputs = new DenseMatrix(count, k, values);
        Dataset judged = data.select(rows);
        return new OutOfFold(rows, outputs, evaluated(parts.getFirst().evaluation, judged, outputs));
    }

    /// From outputs that were kept: scores and, if the model gave some, probabilities of a classifier.
    static OutOfFold kept(
            int[] rows, List<String> classes, DenseMatrix scores, @Nullable DenseMatrix probabilities, Dataset data) {
        Evaluation evaluation = ClassifierEvaluation.ofOutputs(classes, data.select(rows), scores, probabilities);
        return new OutOfFold(rows, probabilities == null ? scores : probabilities, evaluation);
    }

    /// From numbers that were kept.
    static OutOfFold kept(int[] rows, DenseMatrix predicted, Dataset data) {
        Dataset judged = data.select(rows);
        return new OutOfFold(
                rows,
                predicted,
                judged.isWeighted()
                        ? RegressorEvaluation.of(judged.numbers(), predicted.values(), judged.weights())
                        : RegressorEvaluation.of(judged.numbers(), predicted.values()));
    }

    private static Evaluation evaluated(Evaluation like, Dataset judged, DenseMatrix outputs) {
        return switch (like) {
            case ClassifierEvaluation classes ->
                ClassifierEvaluation.ofOutputs(classes.classes(), judged, outputs, classes.hasProbabilities());
            case RegressorEvaluation numbers ->
                judged.isWeighted()
                        ? RegressorEvaluation.of(judged.numbers(), outputs.values(), judged.weights())
                        : RegressorEvaluation.of(judged.numbers(), outputs.values());
        };
    }

    /// The rows of the data set that were judged, as a copy.
    public int[] rows() {
        return rows.clone();
    }

    /// Judged rows × classes: probabilities, or scores of a classifier without probabilities; × 1 for numbers.
    public DenseMatrix outputs() {
        return outputs;
    }

    /// Curves and further metrics of these rows.
    public Evaluation evaluation() {
        return evaluation;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutOfFold that && Arrays.equals(rows, that.rows) && outputs.equals(that.outputs);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rows) + outputs.hashCode();
    }

    @Override
    public String toString() {
        return "OutOfFold[" + rows.length + " rows x " + outputs.columns() + "]";
    }
}
