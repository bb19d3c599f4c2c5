package org.tandemml.svm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;

/// How the columns of the data become those of a linear machine, `(xⱼ − centreⱼ)·unitⱼ`, and its coefficients those of
/// the data: `βⱼ = wⱼ·unitⱼ`, `intercept = b − Σ βⱼ·centreⱼ`.
///
/// With `standardize` the unit is one over the weighted standard deviation (divisor Σw), else 1. Dense columns are
/// centred where a free intercept makes that change nothing but rounding. Columns that cannot matter have the unit 0.
final class LinearScaling {
    /// A spread below this share of the mean is rounding noise.
    private static final double NEGLIGIBLE = 1e-13;
    /// Spreads this far apart, unless standardised, leave the penalty to a few columns alone.
    private static final double APART = 1e3;
    private static final int NAMED = 5;

    final double[] centre;
    final double[] unit;
    private final List<String> notes = new ArrayList<>();

    private LinearScaling(int columns) {
        centre = new double[columns];
        unit = new double[columns];
    }

    /// From rows with weights that sum to 1.
    static LinearScaling of(
            Matrix features,
            Schema schema,
            double[] weights,
            LinearIntercept intercept,
            boolean standardize,
            Parallel loop) {
        int p = features.columns();
        double[] mean = new double[p];
        double[] variance = new double[p];
        switch (features) {
            case DenseMatrix dense -> moments(dense, weights, mean, variance, loop);
            case SparseMatrix sparse -> moments(sparse, weights, mean, variance);
        }
        LinearScaling scaling = new LinearScaling(p);
        boolean free = intercept == LinearIntercept.FREE;
        boolean centred = free && features instanceof DenseMatrix;
        List<Integer> idle = new ArrayList<>();
        double[] spread = new double[p];
        for (int j = 0; j < p; j++) {
            double deviation = Math.sqrt(variance[j]);
            if (!Double.isFinite(deviation)) {
                throw new InputException("column \"" + schema.column(j).name()
                        + "\" holds values too large to square: divide it by a constant");
            }
            boolean constant = deviation <= NEGLIGIBLE * Math.abs(mean[j]);
            boolean useless = constant && (free || standardize || mean[j] == 0);
            spread[j] = constant ? 0 : deviation;
            scaling.centre[j] = centred ? mean[j] : 0;
            scaling.unit[j] = useless ? 0 : standardize ? 1 / deviation : 1;
            if (useless) {
                idle.add(j);
            }
        }
        scaling.noteIdle(idle, schema);
        if (!standardize) {
            scaling.noteSpreads(spread, schema);
        }
        return scaling;
    }

    /// What a person should know of the columns.
    List<String> notes() {
        return notes;
    }

    private void noteIdle(List<Integer> idle, Schema schema) {
        if (!idle.isEmpty()) {
            notes.add((idle.size() == 1 ? "1 column is" : idle.size() + " columns are")
                    + " constant and got the coefficient 0: " + named(idle, schema));
        }
    }

    private void noteSpreads(double[] spread, Schema schema) {
        double[] some = Arrays.stream(spread).filter(s -> s > 0).sorted().toArray();
        if (some.length < 2) {
            return;
        }
        double middle = some[some.length / 2];
        List<Integer> far = IntStream.range(0, spread.length)
                .filter(j -> spread[j] > APART * middle || (spread[j] > 0 && spread[j] < middle / APART))
                .boxed()
                .toList();
        if (!far.isEmpty()) {
            notes.add((far.size() == 1 ? "1 column is" : far.size() + " columns are")
                    + " of a spread that differs from the others' by more than a factor of " + (int) APART
                    + ", so the penalty hardly acts on some coefficients and rules others: set standardize to true, or"
                    + " scale " + named(far, schema));
        }
    }

    private static String named(List<Integer> columns, Schema schema) {
        StringBuilder names = new StringBuilder();
        for (int j : columns.subList(0, Math.min(NAMED, columns.size()))) {
            names.append(names.isEmpty() ? "" : ", ").append(schema.column(j).name());
        }
        return columns.size() > NAMED ? names + ", …" : names.toString();
    }

    /// Writes the coefficients of the data for w and returns the intercept; `constant` is the machine's own.
    double toOriginal(double[] w, double constant, double[] beta, int offset) {
        double shift = 0;
        for (int j = 0; j < unit.length; j++) {
            double b = w[j] * unit[j];
            beta[offset + j] = b;
            shift += b * centre[j];
        }
        return constant - shift;
    }

    private static void moments(DenseMatrix matrix, double[] weights, double[] mean, double[] variance, Parallel loop) {
        int n = matrix.rows();
        int p = matrix.columns();
        int pieces = (int) Math.clamp((long) n * p / LinearRows.PIECE, 1, 16);
        double[] first = new double[p];
        matrix.copyRow(0, first, 0);
        // Sums of differences to the first row, then of squares around the mean: no digits are lost.
        System.arraycopy(first, 0, mean, 0, p);
        double[] shift = sums(matrix, weights, first, false, pieces, loop);
        for (int j = 0; j < p; j++) {
            mean[j] += shift[j];
        }
        System.arraycopy(sums(matrix, weights, mean, true, pieces, loop), 0, variance, 0, p);
    }

    private static double[] sums(
            DenseMatrix matrix, double[] weights, double[] from, boolean square, int pieces, Parallel loop) {
        int n = matrix.rows();
        int p = matrix.columns();
        double[] values = matrix.values();
        double[][] parts = new double[pieces][p];
        loop.forWork(3.0 * n * p).run(pieces, piece -> {
            double[] sum = parts[piece];
            int to = (int) ((long) n * (piece + 1) / pieces);
            for (int i = (int) ((long) n * piece / pieces); i < to; i++) {
                int at = matrix.offset(i);
                double weight = weights[i];
                if (square) {
                    for (int j = 0; j < p; j++) {
                        double d = values[at + j] - from[j];
                        sum[j] += weight * d * d;
                    }
                } else {
                    for (int j = 0; j < p; j++) {
                        sum[j] += weight * (values[at + j] - from[j]);
                    }
                }
            }
        });
        double[] all = parts[0];
        for (int piece = 1; piece < pieces; piece++) {
            for (int j = 0; j < p; j++) {
                all[j] += parts[piece][j];
            }
        }
        return all;
    }

    private static void moments(SparseMatrix matrix, double[] weights, double[] mean, double[] variance) {
        int[] indices = matrix.indices();
        double[] values = matrix.values();
        double[] present = new double[mean.length];
        int[] count = new int[mean.length];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int k = matrix.start(i); k < matrix.end(i); k++) {
                mean[indices[k]] += weights[i] * values[k];
                present[indices[k]] += weights[i];
                count[indices[k]]++;
            }
        }
        for (int i = 0; i < matrix.rows(); i++) {
            for (int k = matrix.start(i); k < matrix.end(i); k++) {
                double d = values[k] - mean[indices[k]];
                variance[indices[k]] += weights[i] * d * d;
            }
        }
        for (int j = 0; j < mean.length; j++) {
            // Where every row has a cell the difference from 1 is rounding.
            double absent = count[j] == matrix.rows() ? 0 : Math.max(0, 1 - present[j]);
            variance[j] += absent * mean[j] * mean[j];
        }
    }
}
