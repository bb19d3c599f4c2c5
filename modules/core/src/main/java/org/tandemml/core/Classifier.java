package org.tandemml.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A model that assigns rows to classes.
///
/// Classes are numbered `0..classes().size()-1` in the order of [#classes()]. Each class gets a **score**; the
/// prediction is the class of the largest score, the first of them on ties. Probabilistic classifiers turn scores into
/// **probabilities** that sum to 1 and rank the classes in the same order. With two classes the score of the second is
/// the decision value and that of the first its negative. One row gives the same bits alone and in a batch.
public interface Classifier extends Model {
    /// The names of the classes.
    List<String> classes();

    /// The name of the target column.
    String target();

    /// Writes the score of each class for one row of p features to `out[0 .. classes-1]`. Allocates nothing.
    void scores(double[] row, double[] out);

    /// Writes the probability of each class for one row of p features to `out[0 .. classes-1]`. Allocates nothing.
    /// Throws `UnsupportedOperationException` if [#hasProbabilities()] is false.
    void probabilities(double[] row, double[] out);

    /// Whether this classifier gives probabilities.
    default boolean hasProbabilities() {
        return true;
    }

    /// The scores of all rows, n × classes. Rows are spread over the loop's threads; the bits do not depend on it.
    DenseMatrix scores(Matrix rows, Parallel loop);

    /// The probabilities of all rows, n × classes.
    DenseMatrix probabilities(Matrix rows, Parallel loop);

    /// What a classifier says about some rows, n × classes each; without probabilities if it gives none.
    record Outputs(DenseMatrix scores, Optional<DenseMatrix> probabilities) {}

    /// [#scores(Matrix, Parallel)] and [#probabilities(Matrix, Parallel)] of all rows, bit for bit. A model overrides
    /// this where both come from the same work.
    default Outputs outputs(Matrix rows, Parallel loop) {
        DenseMatrix scores = scores(rows, loop);
        return new Outputs(scores, hasProbabilities() ? Optional.of(probabilities(rows, loop)) : Optional.empty());
    }

    /// [#scores(Matrix, Parallel)] on the calling thread.
    default DenseMatrix scores(Matrix rows) {
        return scores(rows, Parallel.SEQUENTIAL);
    }

    /// [#probabilities(Matrix, Parallel)] on the calling thread.
    default DenseMatrix probabilities(Matrix rows) {
        return probabilities(rows, Parallel.SEQUENTIAL);
    }

    /// The class index of one row.
    default int predict(double[] row) {
        double[] scores = new double[classes().size()];
        scores(row, scores);
        return indexOfLargest(scores, 0, scores.length);
    }

    /// The class name of one row.
    default String predictName(double[] row) {
        return classes().get(predict(row));
    }

    /// The class index of each row.
    default int[] predict(Matrix rows) {
        DenseMatrix scores = scores(rows);
        int[] predicted = new int[rows.rows()];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = indexOfLargest(scores.values(), scores.offset(i), scores.columns());
        }
        return predicted;
    }

    /// The class name of each row of `data`, whose columns are found by name.
    default List<String> predict(Dataset data) {
        List<String> names = classes();
        return Arrays.stream(predict(align(data))).mapToObj(names::get).toList();
    }

    /// The position of the largest of `values[offset .. offset+count-1]`, counted from `offset`; the first on ties.
    static int indexOfLargest(double[] values, int offset, int count) {
        int best = 0;
        for (int k = 1; k < count; k++) {
            if (values[offset + k] > values[offset + best]) {
                best = k;
            }
        }
        return best;
    }
}
