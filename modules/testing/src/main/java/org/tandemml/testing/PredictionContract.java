package org.tandemml.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;

/// What must hold of every prediction: a row's bits depend on the row alone, columns are found by name, and any number
/// of threads may share a model.
///
/// @param <M> the kind of model
public interface PredictionContract<M extends Model> extends Subject<M> {
    /// One row gives the same bits alone and in a batch.
    @Test
    default void batchEqualsRowByRow() {
        M model = fitted(data());
        Matrix rows = data().features();
        double[] batch = outputs(model, rows);
        int width = batch.length / rows.rows();
        for (int i = 0; i < rows.rows(); i++) {
            double[] row = new double[rows.columns()];
            rows.copyRow(i, row, 0);
            double[] given = row.clone();
            Expect.sameBits(
                    Arrays.copyOfRange(batch, i * width, (i + 1) * width), outputs(model, row), "row " + i + " alone");
            Expect.sameBits(given, row, "the row handed over for prediction");
        }
    }

    /// Rows may be predicted in any order, in part, and repeatedly.
    @Test
    default void orderAndSubsetOfRowsDoNotMatter() {
        M model = fitted(data());
        int n = data().rows();
        double[] batch = outputs(model, data().features());
        int width = batch.length / n;
        int[] chosen = IntStream.iterate(n - 1, i -> i >= 0, i -> i - 2).toArray();
        int[] twice = IntStream.concat(Arrays.stream(chosen), IntStream.of(0, 0, n / 2))
                .toArray();
        double[] expected = Arrays.stream(twice)
                .boxed()
                .flatMapToDouble(i -> Arrays.stream(batch, i * width, (i + 1) * width))
                .toArray();
        Expect.sameBits(expected, outputs(model, data().features().select(twice)), "the chosen rows");
    }

    /// The bits of a prediction do not depend on the number of threads.
    @Test
    default void threadsDoNotChangePredictions() {
        Dataset data = largeData();
        M model = fitted(data);
        double[] one = outputs(model, data.features(), new Parallel(1));
        for (int threads : new int[] {2, 7}) {
            Expect.sameBits(
                    one,
                    outputs(model, data.features(), new Parallel(threads)),
                    "the prediction on " + threads + " threads");
        }
    }

    /// Pitfall 54: one model, sixteen threads.
    @Test
    default void sixteenThreadsMayShareAModel() throws InterruptedException {
        M model = fitted(data());
        Matrix rows = data().features();
        double[] expected = outputs(model, rows);
        int width = expected.length / rows.rows();
        CyclicBarrier start = new CyclicBarrier(16);
        List<Future<?>> work = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int t = 0; t < 16; t++) {
                int first = t;
                work.add(threads.submit(() -> {
                    start.await();
                    Expect.sameBits(expected, outputs(model, rows), "a batch beside 15 other threads");
                    double[] row = new double[rows.columns()];
                    for (int k = 0; k < 20 * rows.rows(); k++) {
                        int i = (first + k) % rows.rows();
                        rows.copyRow(i, row, 0);
                        Expect.sameBits(
                                Arrays.copyOfRange(expected, i * width, (i + 1) * width),
                                outputs(model, row),
                                "row " + i + " beside 15 other threads");
                    }
                    return null;
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("prediction beside other threads failed: " + e.getMessage(), e);
        }
    }

    /// Columns are found by name, whatever their order and whatever stands beside them.
    @Test
    default void columnsAreFoundByName() {
        M model = fitted(data());
        double[] expected = outputs(model, data());
        Expect.sameBits(expected, outputs(model, Samples.mirrored(data())), "columns in another order");
        double[] noise = new double[data().rows()];
        Arrays.fill(noise, Double.NaN);
        Dataset wider = Samples.withColumn(data(), new Column.Numeric("a column nobody asked for"), noise);
        Expect.sameBits(expected, outputs(model, wider), "an extra column");
        Expect.sameBits(expected, outputs(model, Samples.mirrored(wider)), "an extra column on the left");
    }

    /// No rows give no predictions.
    @Test
    default void noRowsGiveNoPredictions() {
        M model = fitted(data());
        Expect.sameBits(new double[0], outputs(model, data().features().select(new int[0])), "no rows");
    }

    /// A matrix or row of another width is refused with both widths.
    @Test
    default void refusesAnotherWidth() {
        M model = fitted(data());
        int p = data().columns();
        for (int width : new int[] {p - 1, p + 1}) {
            double[] row = new double[width];
            String[] parts = {Integer.toString(p), Integer.toString(width)};
            Expect.refusal("a row of " + width + " instead of " + p, () -> outputs(model, row), parts);
            Expect.refusal(
                    "a matrix of " + width + " columns instead of " + p,
                    () -> outputs(model, Matrix.of(row, row)),
                    parts);
        }
    }

    /// A missing column is refused by name.
    @Test
    default void refusesAMissingColumn() {
        M model = fitted(data());
        String name = data().schema().column(0).name();
        Expect.refusal("data without a column", () -> outputs(model, data().without(name)), '"' + name + '"');
    }
}
