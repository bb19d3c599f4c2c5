package org.tandemml.boosting;

import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// What an [Objective] is measured against: a label for each row, its weight, and for ranking the queries the rows
/// belong to. The arrays are shared, not copied: read only.
///
/// @param values the target of a regressor, or the class code of a classifier, a row
/// @param weights the weight of each row, or empty if all are 1
/// @param groupEnds the rows of query q are `groupEnds[q - 1] .. groupEnds[q] - 1` (from 0 for the first); empty if the
///     rows belong to no queries
/// @param classes the number of classes, 0 for a numeric target
@SuppressWarnings("ArrayRecordComponent")
public record Labels(double[] values, double[] weights, int[] groupEnds, int classes) {
    public Labels {
        if (weights.length > 0) {
            Check.length("weights", weights.length, values.length);
        }
        int previous = 0;
        for (int end : groupEnds) {
            if (end <= previous) {
                throw new InputException("the ends of the queries must rise, " + end + " follows " + previous);
            }
            previous = end;
        }
        if (groupEnds.length > 0) {
            Check.length("rows of all queries", previous, values.length);
        }
    }

    /// Numeric labels of weight 1.
    public static Labels of(double... values) {
        return new Labels(values, new double[0], new int[0], 0);
    }

    /// Class codes `0 .. classes - 1` of weight 1.
    public static Labels classes(int classes, int... codes) {
        double[] values = new double[codes.length];
        for (int i = 0; i < codes.length; i++) {
            values[i] = codes[i];
        }
        return new Labels(values, new double[0], new int[0], classes);
    }

    /// The number of rows.
    public int rows() {
        return values.length;
    }

    /// The weight of a row.
    public double weight(int row) {
        return weights.length == 0 ? 1 : weights[row];
    }

    /// Σ weights.
    public double sumOfWeights() {
        if (weights.length == 0) {
            return values.length;
        }
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /// Σ weight·value / Σ weight.
    double mean() {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weight(i) * values[i];
        }
        return sum / sumOfWeights();
    }

    /// Refuses the first label that is not in `domain`, with its row, counted from 1, and value.
    void require(String objective, String domain, java.util.function.DoublePredicate member) {
        for (int i = 0; i < values.length; i++) {
            if (!member.test(values[i])) {
                throw new InputException("row " + (i + 1) + ": label " + values[i] + " is outside the domain of the "
                        + objective + " objective, which takes " + domain);
            }
        }
    }
}
