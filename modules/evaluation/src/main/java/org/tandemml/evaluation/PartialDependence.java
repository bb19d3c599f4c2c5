package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Regressor;

/// What a model predicts as one column takes other values and all others stay: on average, and for single rows (ICE).
///
/// `average(v, k) = Σ wᵢ f_k(xᵢ with the column set to v)/Σ wᵢ`, f_k being the probability of class k (the score of a
/// classifier without probabilities) or the predicted number. The column is that of the raw data, before any encoding.
///
/// The grid of a numeric column: all values if there are at most as many as `points`, else quantiles at even distances
/// between the 5 % and the 95 % one (linear between order statistics), so it is dense where rows are. Of a category:
/// all levels, as codes.
///
/// **Source**: Friedman, "Greedy function approximation", Annals of Statistics 29 (2001), section 8.2; Goldstein et
/// al., "Peeking inside the black box", JCGS 24 (2015). **Cost**: grid points × one prediction of all rows; memory of
/// one copy of the data a thread. **Determinism**: no randomness; bits do not depend on the number of threads.
///
/// @param column the column
/// @param grid its values, ascending; codes of a category
/// @param labels the values as text, level names for a category
/// @param outputs class names, or the target's name
/// @param average grid points × outputs
/// @param rows the rows whose own curves are kept, as many as asked for at even distances
/// @param individual for each output the curves of these rows: rows × grid points
public record PartialDependence(
        String column,
        List<Double> grid,
        List<String> labels,
        List<String> outputs,
        DenseMatrix average,
        List<Integer> rows,
        List<DenseMatrix> individual) {
    private static final double OUTERMOST = 0.05;

    public PartialDependence {
        grid = List.copyOf(grid);
        labels = List.copyOf(labels);
        outputs = List.copyOf(outputs);
        rows = List.copyOf(rows);
        individual = List.copyOf(individual);
    }

    /// On the grid described above, with the curves of at most `curves` rows (0 for none).
    public static PartialDependence of(
            Model model, Dataset data, String column, int points, int curves, Parallel loop) {
        Check.atLeast("points", points, 2);
        Matrix features = model.align(data);
        int j = model.schema().require(column);
        double[] grid = switch (model.schema().column(j)) {
            case Column.Numeric numeric -> grid(features, j, points, column);
            case Column.Categorical categorical ->
                IntStream.range(0, categorical.levels().size()).asDoubleStream().toArray();
        };
        return of(model, data, column, grid, curves, loop);
    }

    /// On a grid of one's own.
    public static PartialDependence of(
            Model model, Dataset data, String column, double[] grid, int curves, Parallel loop) {
        Check.atLeast("grid points", grid.length, 1);
        Check.atLeast("curves", curves, 0);
        Check.atLeast("rows", data.rows(), 1);
        Matrix features = model.align(data);
        int j = model.schema().require(column);
        List<String> labels = labels(model.schema().column(j), grid);
        List<String> outputs = outputs(model);
        int k = outputs.size();
        int n = data.rows();
        int kept = Math.min(curves, n);
        int[] rows =
                IntStream.range(0, kept).map(r -> (int) ((long) r * n / kept)).toArray();
        double[] average = new double[grid.length * k];
        double[][] individual = new double[k][kept * grid.length];
        loop.run(grid.length, g -> {
            double[] cells = new double[n];
            Arrays.fill(cells, grid[g]);
            DenseMatrix given = predicted(model, ColumnReplacement.of(features, j, cells));
            double total = 0;
            for (int i = 0; i < n; i++) {
                total += data.weight(i);
                for (int c = 0; c < k; c++) {
                    average[g * k + c] += data.weight(i) * given.get(i, c);
                }
            }
            for (int c = 0; c < k; c++) {
                average[g * k + c] /= total;
                for (int r = 0; r < kept; r++) {
                    individual[c][r * grid.length + g] = given.get(rows[r], c);
                }
            }
        });
        return new PartialDependence(
                column,
                Arrays.stream(grid).boxed().toList(),
                labels,
                outputs,
                new DenseMatrix(grid.length, k, average),
                Arrays.stream(rows).boxed().toList(),
                Arrays.stream(individual)
                        .map(values -> new DenseMatrix(kept, grid.length, values))
                        .toList());
    }

    private static List<String> outputs(Model model) {
        return switch (model) {
            case Classifier classifier -> classifier.classes();
            case Regressor regressor -> List.of(regressor.target());
            default -> throw new InputException("partial dependence needs a classifier or a regressor");
        };
    }

    private static DenseMatrix predicted(Model model, Matrix rows) {
        return switch (model) {
            case Classifier c -> c.hasProbabilities() ? c.probabilities(rows) : c.scores(rows);
            case Regressor r -> new DenseMatrix(rows.rows(), 1, r.predict(rows));
            default -> throw new IllegalStateException("no outputs");
        };
    }

    private static List<String> labels(Column column, double[] grid) {
        return switch (column) {
            case Column.Numeric numeric ->
                Arrays.stream(grid).mapToObj(Double::toString).toList();
            case Column.Categorical categorical ->
                Arrays.stream(grid).mapToObj(code -> level(categorical, code)).toList();
        };
    }

    private static String level(Column.Categorical column, double code) {
        if (!(code >= 0 && code < column.levels().size() && code == Math.rint(code))) {
            throw new InputException("column \"" + column.name() + "\": " + code + " is no code of a category (0.."
                    + (column.levels().size() - 1) + ")");
        }
        return column.levels().get((int) code);
    }

    private static double[] grid(Matrix features, int j, int points, String name) {
        double[] sorted = IntStream.range(0, features.rows())
                .mapToDouble(i -> features.get(i, j))
                .filter(v -> !Double.isNaN(v))
                .map(v -> v + 0.0)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            throw new InputException("column \"" + name + "\" has no value that is not missing");
        }
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        if (distinct.length <= points) {
            return distinct;
        }
        double[] grid = new double[points];
        for (int g = 0; g < points; g++) {
            double at = (OUTERMOST + (1 - 2 * OUTERMOST) * g / (points - 1)) * (sorted.length - 1);
            int low = (int) at;
            int high = Math.min(low + 1, sorted.length - 1);
            grid[g] = sorted[low] + (at - low) * (sorted[high] - sorted[low]);
        }
        return Arrays.stream(grid).distinct().toArray();
    }
}
