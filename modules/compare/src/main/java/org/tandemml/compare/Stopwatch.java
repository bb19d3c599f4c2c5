package org.tandemml.compare;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Regressor;

/// How long a model takes to predict one row and a thousand, after untimed calls.
final class Stopwatch {
    private static final int MANY = 1_000;
    private static final int MOST_CALLS = 5_000;
    private static final int LEAST_CALLS = 20;
    private static final long WARM_NANOS = 60_000_000;
    private static final long TIMED_NANOS = 80_000_000;

    /// Calls that take longer are not repeated the usual number of times.
    private static final long SLOW_NANOS = 2_000_000_000;

    private final Model model;
    private final Matrix rows;
    private final Parallel loop;
    private double sink;

    Stopwatch(Model model, Dataset test, Parallel loop) {
        this.model = model;
        this.loop = loop;
        int[] repeated = IntStream.range(0, MANY).map(i -> i % test.rows()).toArray();
        rows = model.align(test.select(repeated));
    }

    /// One row at a time, each call another row.
    Optional<Inspection.Latency> oneRow() {
        double[][] cells = new double[MANY][rows.columns()];
        for (int i = 0; i < MANY; i++) {
            rows.copyRow(i, cells[i], 0);
        }
        return switch (model) {
            case Classifier classifier -> {
                double[] out = new double[classifier.classes().size()];
                boolean probable = classifier.hasProbabilities();
                yield Optional.of(timed(call -> {
                    if (probable) {
                        classifier.probabilities(cells[call % MANY], out);
                    } else {
                        classifier.scores(cells[call % MANY], out);
                    }
                    sink += out[0];
                }));
            }
            case Regressor regressor -> Optional.of(timed(call -> sink += regressor.predict(cells[call % MANY])));
            default -> Optional.empty();
        };
    }

    /// A thousand rows in one call.
    Optional<Inspection.Latency> manyRows() {
        return switch (model) {
            case Classifier classifier ->
                Optional.of(timed(call -> sink += (classifier.hasProbabilities()
                                ? classifier.probabilities(rows, loop)
                                : classifier.scores(rows, loop))
                        .values()[0]));
            case Regressor regressor ->
                Optional.of(timed(call -> sink += regressor.predict(rows, loop)[0]));
            default -> Optional.empty();
        };
    }

    private interface Call {
        void made(int number);
    }

    private static Inspection.Latency timed(Call call) {
        long start = System.nanoTime();
        int warm = 0;
        do {
            call.made(warm++);
        } while (System.nanoTime() - start < WARM_NANOS && warm < MOST_CALLS);
        double[] seconds = new double[MOST_CALLS];
        int calls = 0;
        long begun = System.nanoTime();
        while (calls < MOST_CALLS) {
            long before = System.nanoTime();
            call.made(calls);
            long after = System.nanoTime();
            seconds[calls++] = (after - before) / 1e9;
            long passed = after - begun;
            if (passed > SLOW_NANOS || (calls >= LEAST_CALLS && passed > TIMED_NANOS)) {
                break;
            }
        }
        double[] sorted = Arrays.copyOf(seconds, calls);
        Arrays.sort(sorted);
        return new Inspection.Latency(
                sorted[calls / 2], sorted[Math.min(calls - 1, (int) Math.ceil(0.99 * calls) - 1)], calls);
    }
}
