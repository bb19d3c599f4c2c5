package org.tandemml.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;

/// The values of one column in ascending order, missing ones and rows of weight 0 left out, and their quantiles.
///
/// A weight counts repetitions: a row of weight 3 stands three times in the order. Weights that sum to less than the
/// rows they belong to (shares, say) are first scaled to sum to the number of these rows.
final class SortedColumn {
    private final double[] values;
    private final double[] reached;

    private SortedColumn(double[] values, double[] reached) {
        this.values = values;
        this.reached = reached;
    }

    /// From the cells of a column and the weights of its rows.
    static SortedColumn of(double[] cells, Dataset data) {
        if (!data.isWeighted()) {
            double[] values = Arrays.stream(cells).filter(v -> !Double.isNaN(v)).toArray();
            Arrays.sort(values);
            return new SortedColumn(values, new double[0]);
        }
        int[] order = IntStream.range(0, cells.length)
                .filter(i -> !Double.isNaN(cells[i]) && data.weight(i) > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(cells[a], cells[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double scale = repetitionScale(data);
        double[] reached = new double[order.length];
        double sum = 0;
        for (int k = 0; k < order.length; k++) {
            sum += scale * data.weight(order[k]);
            reached[k] = sum;
        }
        return new SortedColumn(Arrays.stream(order).mapToDouble(i -> cells[i]).toArray(), reached);
    }

    /// What to multiply the weights of `data` with so that they count repetitions; 1 without weights.
    static double repetitionScale(Dataset data) {
        double sum = 0;
        int rows = 0;
        for (int i = 0; i < data.rows(); i++) {
            sum += data.weight(i);
            rows += data.weight(i) > 0 ? 1 : 0;
        }
        return sum < rows ? rows / sum : 1;
    }

    boolean isEmpty() {
        return values.length == 0;
    }

    /// How many values there are, repetitions counted.
    double size() {
        return reached.length == 0 ? values.length : reached[reached.length - 1];
    }

    double smallest() {
        return values[0];
    }

    double largest() {
        return values[values.length - 1];
    }

    /// The quantile of `share` in 0..1: the value at position `share·(size − 1)`, linear between positions (type 7 of
    /// Hyndman and Fan, "Sample quantiles in statistical packages", American Statistician 1996).
    double quantile(double share) {
        return atPosition(share * Math.max(0, size() - 1));
    }

    /// The quantiles of the shares `0, 1/(count−1), …, 1`, ascending.
    double[] quantiles(int count) {
        double[] all = new double[count];
        double width = Math.max(0, size() - 1);
        for (int k = 0; k < count; k++) {
            // Multiplied first, positions that are whole numbers come out exactly and ties stay ties.
            all[k] = atPosition(count == 1 ? 0 : k * width / (count - 1));
            all[k] = k > 0 ? Math.max(all[k - 1], all[k]) : all[k];
        }
        return all;
    }

    private double atPosition(double position) {
        double floor = Math.floor(position);
        double below = at(floor);
        double above = at(floor + 1);
        double t = position - floor;
        return below == above ? below : t < 0.5 ? below + (above - below) * t : above - (above - below) * (1 - t);
    }

    private double at(double position) {
        if (reached.length == 0) {
            return values[(int) Math.min(position, values.length - 1)];
        }
        int found = Arrays.binarySearch(reached, position);
        int first = found >= 0 ? found + 1 : -found - 1;
        return values[Math.min(first, values.length - 1)];
    }
}
