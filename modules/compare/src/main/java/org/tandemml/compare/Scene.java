package org.tandemml.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.data.Impute;
import org.tandemml.data.OneHot;
import org.tandemml.data.Pca;
import org.tandemml.data.PrincipalComponents;
import org.tandemml.data.Standardize;

/// The plane on which decision boundaries are drawn: two columns of the data, or their first two principal components.
///
/// Models for the plane are fitted on it, since a model of all columns has no boundary in two of them.
///
/// @param rows the rows of the plane, two features each
/// @param axes what the axes are
/// @param note what a reader must know: which columns, or that it is a projection and of how much
/// @param low the lower ends of both axes
/// @param high the upper ends
public record Scene(Dataset rows, List<String> axes, String note, double[] low, double[] high) {
    /// Cells along each axis.
    static final int CELLS = 60;

    /// More rows do not make the boundary any clearer and take long to fit.
    private static final int MOST_ROWS = 1_000;

    /// Beyond, decomposing takes longer than everything else.
    private static final int MOST_COLUMNS = 2_000;

    /// Wider rows hide the middle.
    private static final double MARGIN = 0.05;

    /// The plane of classes over `chosen` two columns, or the principal components where none are chosen; empty for
    /// numbers and for very wide data.
    static Optional<Scene> of(Dataset data, int[] train, List<String> chosen, long seed) {
        if (!(data.target() instanceof Target.Classes) || data.columns() > MOST_COLUMNS) {
            return Optional.empty();
        }
        int[] order = StratifiedOrder.of(data.target(), train, seed);
        Dataset part = data.select(Arrays.copyOf(order, Math.min(order.length, MOST_ROWS)));
        if (!chosen.isEmpty()) {
            return Optional.of(columns(part, chosen));
        }
        boolean plain = data.columns() == 2
                && !data.hasMissing()
                && data.schema().columns().stream().allMatch(Column.Numeric.class::isInstance);
        return Optional.of(plain ? columns(part, data.schema().names()) : projection(part));
    }

    /// Throws [InputException] for columns that cannot be an axis.
    static void check(Dataset data, List<String> chosen) {
        if (chosen.isEmpty()) {
            return;
        }
        if (chosen.size() != 2) {
            throw new InputException(
                    "boundaries are drawn over two columns, were " + chosen.size() + ": " + String.join(", ", chosen));
        }
        for (String name : chosen) {
            if (!(data.schema().column(data.schema().require(name)) instanceof Column.Numeric)) {
                throw new InputException("column \"" + name + "\" of " + data.name()
                        + " holds categories and cannot be an axis: choose a column of numbers");
            }
        }
    }

    private static Scene columns(Dataset part, List<String> names) {
        Dataset two = part.without(part.schema().names().stream()
                .filter(name -> !names.contains(name))
                .toArray(String[]::new));
        Dataset filled = two.hasMissing() ? step(new Impute(), two) : two;
        int first = filled.schema().require(names.get(0));
        int second = filled.schema().require(names.get(1));
        DenseMatrix plane = plane(
                filled.rows(),
                i -> filled.features().get(i, first),
                i -> filled.features().get(i, second));
        return of(
                part,
                plane,
                names,
                "Models fitted on the columns " + names.get(0) + " and " + names.get(1) + " alone.");
    }

    private static Scene projection(Dataset part) {
        Dataset numbers = part.hasMissing() ? step(new Impute(), part) : part;
        numbers = step(new Standardize(), numbers);
        numbers = numbers.schema().hasCategories() ? step(new OneHot(), numbers) : numbers;
        int components = Math.min(2, Math.min(numbers.columns(), numbers.rows()));
        PrincipalComponents pca =
                new Pca(components).fit(numbers, Fitting.defaults().withThreads(1));
        Matrix projected = pca.transform(numbers.features());
        DenseMatrix plane =
                plane(part.rows(), i -> projected.get(i, 0), i -> components == 2 ? projected.get(i, 1) : 0);
        double share = Arrays.stream(pca.varianceShares()).limit(2).sum();
        String note = String.format(
                Locale.ROOT,
                "A projection: models fitted on the first two principal components of the standardised columns, which"
                        + " hold %.0f %% of their variance; models of all columns may divide the rows better.",
                100 * share);
        return of(part, plane, List.of("first component", "second component"), note);
    }

    private static Dataset step(Learner.OfTransform<?> step, Dataset data) {
        return step.fit(data, Fitting.defaults().withThreads(1)).transform(data);
    }

    private interface Coordinate {
        double of(int row);
    }

    private static DenseMatrix plane(int rows, Coordinate x, Coordinate y) {
        double[] values = DenseMatrix.allocate(rows, 2);
        for (int i = 0; i < rows; i++) {
            values[2 * i] = x.of(i);
            values[2 * i + 1] = y.of(i);
        }
        return new DenseMatrix(rows, 2, values);
    }

    private static Scene of(Dataset part, DenseMatrix plane, List<String> axes, String note) {
        double[] low = new double[2];
        double[] high = new double[2];
        for (int j = 0; j < 2; j++) {
            int column = j;
            double[] sorted = IntStream.range(0, plane.rows())
                    .mapToDouble(i -> plane.get(i, column))
                    .sorted()
                    .toArray();
            // A few far outliers must not squeeze all others into a corner.
            double from = sorted[(int) (0.005 * (sorted.length - 1))];
            double to = sorted[(int) Math.ceil(0.995 * (sorted.length - 1))];
            double room = to > from ? MARGIN * (to - from) : Math.max(1e-3, Math.abs(to) * 0.1);
            low[j] = from - room;
            high[j] = to + room;
        }
        Dataset rows = Dataset.of(part.name(), Schema.numeric("x", "y"), plane, part.target());
        return new Scene(rows, axes, note, low, high);
    }

    /// The centres of the cells, row by row from the lowest.
    Matrix cells() {
        return plane(CELLS * CELLS, i -> at(0, i % CELLS), i -> at(1, i / CELLS));
    }

    private double at(int axis, int cell) {
        return low[axis] + (cell + 0.5) / CELLS * (high[axis] - low[axis]);
    }
}
