package org.tandemml.boosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.kernels.Functions;

/// The values that LightGBM's own test suite documents (version 4.6), with its settings: bounds on the log loss of test
/// rows, and two losses of custom objectives to six digits.
class LightGbmValuesTest {
    private static List<String> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LightGbmValuesTest.class.getResourceAsStream("/lightgbm/" + resource)),
                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// LightGBM's defaults: 31 leaves, at least 20 rows and a Hessian of 1e-3 in each, no penalty, learning rate 0.1.
    private static <L extends BoostedLearner<L>> L likeLightGbm(L learner) {
        return learner.withLambda(0).withMinRows(20).withMinChildWeight(1e-3).withRounds(50);
    }

    /// The log loss of the test rows.
    private static double loss(GradientBoosting learner, String name) {
        Dataset data = BundledData.classes(name);
        int[] test = Arrays.stream(lines(name + "-test-rows.txt").getFirst().split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();
        boolean[] held = new boolean[data.rows()];
        for (int row : test) {
            held[row] = true;
        }
        Dataset training = data.select(
                IntStream.range(0, data.rows()).filter(i -> !held[i]).toArray());
        BoostedClassifier model = learner.fit(training);
        DenseMatrix p = model.probabilities(data.features());
        double loss = 0;
        for (int row : test) {
            loss -= Math.log(p.get(row, data.classes().codes()[row])) / test.length;
        }
        return loss;
    }

    @Test
    void wdbcBelowDocumentedBounds() {
        GradientBoosting learner = likeLightGbm(new GradientBoosting());
        double boosted = loss(learner, "wdbc");
        assertTrue(boosted < 0.14, "boosted " + boosted);
        GradientBoosting forest = learner.withMaxLeaves(50)
                .withSubsample(0.5)
                .withColumnsByTree(0.5)
                .withScheme(new Scheme(Method.HIST, Booster.RANDOM_FOREST, 0, 0, 0, "", new Metrics(List.of())));
        double averaged = loss(forest, "wdbc");
        assertTrue(averaged < 0.19, "random forest " + averaged);
    }

    @Test
    @Tag("slow")
    void digitsBelowDocumentedBounds() {
        GradientBoosting learner = likeLightGbm(new GradientBoosting());
        double boosted = loss(learner, "digits");
        assertTrue(boosted < 0.16, "boosted " + boosted);
        GradientBoosting forest = learner.withMaxLeaves(50)
                .withMinRows(1)
                .withSubsample(0.6)
                .withColumnsByTree(0.6)
                .withScheme(new Scheme(Method.HIST, Booster.RANDOM_FOREST, 0, 0, 0, "", new Metrics(List.of())));
        double averaged = loss(forest, "digits");
        assertTrue(averaged < 0.23, "random forest " + averaged);
    }

    /// Each value as the middle of the bin that LightGBM would put it in: at least 3 rows a bin, at most `bins` bins, a
    /// value of its own that fills one gets one, and the others are filled up to their mean size. Values are positive
    /// or of both signs; zero ends a run.
    private static double[] binned(double[] column, int bins) {
        double[] sorted = Arrays.stream(column).sorted().distinct().toArray();
        int[] counts = new int[sorted.length];
        for (double x : column) {
            counts[Arrays.binarySearch(sorted, x)]++;
        }
        int[] binOf = new int[sorted.length];
        int start = 0;
        int bin = 0;
        int negative = (int) Arrays.stream(sorted).filter(x -> x < 0).count();
        int zero = (int) Arrays.stream(sorted).filter(x -> x == 0).count();
        long nonZero = Arrays.stream(column).filter(x -> x != 0).count();
        long below = Arrays.stream(column).filter(x -> x < 0).count();
        int ofNegative = Math.max(1, (int) ((double) below / nonZero * (bins - 1)));
        for (int[] run : new int[][] {
            {0, negative, ofNegative},
            {negative, negative + zero, 1},
            {negative + zero, sorted.length, bins - 1 - (negative > 0 ? ofNegative : 1)}
        }) {
            if (run[1] > run[0]) {
                bin = fill(counts, run[0], run[1], run[2], binOf, bin) + 1;
            }
        }
        double[] middle = new double[bin];
        for (int k = 0; k < sorted.length; k++) {
            if (k == 0 || binOf[k] != binOf[k - 1]) {
                start = k;
            }
            middle[binOf[k]] = (sorted[start] + sorted[k]) / 2;
        }
        return Arrays.stream(column)
                .map(x -> middle[binOf[Arrays.binarySearch(sorted, x)]])
                .toArray();
    }

    /// Numbers the bins of values `from .. to - 1` from `bin` on; returns the last one.
    private static int fill(int[] counts, int from, int to, int most, int[] binOf, int bin) {
        int rows = IntStream.range(from, to).map(k -> counts[k]).sum();
        int now = bin;
        int inBin = 0;
        if (to - from <= most) {
            for (int k = from; k < to; k++) {
                binOf[k] = now;
                inBin += counts[k];
                if (inBin >= 3 && k + 1 < to) {
                    now++;
                    inBin = 0;
                }
            }
            return now;
        }
        int room = Math.max(1, Math.min(most, rows / 3));
        double mean = (double) rows / room;
        double first = mean;
        int free = room
                - (int) IntStream.range(from, to)
                        .filter(k -> counts[k] >= first)
                        .count();
        int rest = IntStream.range(from, to)
                .map(k -> counts[k] >= first ? 0 : counts[k])
                .sum();
        mean = (double) rest / free;
        for (int k = from; k < to; k++) {
            binOf[k] = now;
            boolean big = counts[k] >= first;
            rest -= big ? 0 : counts[k];
            inBin += counts[k];
            boolean bigNext = k + 1 < to && counts[k + 1] >= first;
            boolean full = big || inBin >= mean || bigNext && inBin >= Math.max(1, mean / 2);
            if (full && k + 1 < to && now - bin + 1 < room) {
                now++;
                inBin = 0;
                if (!big) {
                    mean = (double) rest / --free;
                }
            }
        }
        return now;
    }

    private static DenseMatrix binned(DenseMatrix x) {
        double[] values = new double[x.rows() * x.columns()];
        for (int j = 0; j < x.columns(); j++) {
            int column = j;
            double[] of = binned(
                    IntStream.range(0, x.rows())
                            .mapToDouble(i -> x.get(i, column))
                            .toArray(),
                    255);
            for (int i = 0; i < of.length; i++) {
                values[i * x.columns() + j] = of[i];
            }
        }
        return new DenseMatrix(x.rows(), x.columns(), values);
    }

    /// `objective` that starts at 0: LightGBM 286.724194 (mean squared error of the training rows).
    @Test
    void customSquaredError() {
        List<String> lines = lines("synthetic-regression.csv");
        double[] x = lines.stream()
                .skip(1)
                .flatMapToDouble(line -> Arrays.stream(line.split(",")).limit(4).mapToDouble(Double::parseDouble))
                .toArray();
        double[] y = lines.stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[4]))
                .toArray();
        DenseMatrix features = binned(new DenseMatrix(y.length, 4, x));
        Dataset data = Dataset.of("synthetic", Schema.numeric(4), features, new Target.Numbers("y", y));
        BoostedRegressor model = likeLightGbm(new GradientBoostingRegression())
                .withObjective(Objective.custom("squares", (label, f) -> f - label, (label, f) -> 1))
                .withRounds(20)
                .fit(data);
        double[] predicted = model.predict(features);
        double error = 0;
        for (int i = 0; i < y.length; i++) {
            error += (predicted[i] - y[i]) * (predicted[i] - y[i]) / y.length;
        }
        assertEquals(286.724194, error, 286.7 * 1e-6);
    }

    /// Learning rate 0.01, start 0: LightGBM log loss 0.547907, AUC 0.995944 (training rows).
    @Test
    void customLogLoss() {
        Dataset raw = BundledData.classes("wdbc");
        // LightGBM's class 1 is "benign", here it is 0; the loss is symmetric but for ties.
        DenseMatrix features = binned((DenseMatrix) raw.features());
        Dataset data = Dataset.of("wdbc", raw.schema(), features, raw.target());
        BoostedClassifier model = likeLightGbm(new GradientBoosting())
                .withObjective(Objective.custom(
                        "logistic of our own",
                        Response.SIGMOID,
                        0,
                        (label, f) -> Functions.sigmoid(f) - label,
                        (label, f) -> Functions.sigmoid(f) * (1 - Functions.sigmoid(f)),
                        null))
                .withLearningRate(0.01)
                .withRounds(20)
                .fit(data);
        DenseMatrix p = model.probabilities(features);
        int[] codes = raw.classes().codes();
        double loss = 0;
        double better = 0;
        double pairs = 0;
        for (int i = 0; i < raw.rows(); i++) {
            loss -= Math.log(p.get(i, codes[i])) / raw.rows();
            for (int j = 0; j < raw.rows(); j++) {
                if (codes[i] == 1 && codes[j] == 0) {
                    pairs++;
                    better += p.get(i, 1) > p.get(j, 1) ? 1 : p.get(i, 1) == p.get(j, 1) ? 0.5 : 0;
                }
            }
        }
        assertEquals(0.547907, loss, 0.547907 * 1e-6);
        assertEquals(0.995944, better / pairs, 1e-6);
    }
}
