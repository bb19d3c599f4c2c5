package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

// Public, as are the learners in it: Settings reads the components of exported learners only.
public class CrossValidationTest {
    private static final CrossValidation TEN_ONCE = new CrossValidation(10, 1).withThreads(1);

    /// Two classes, `rare` of `rows` rows in the second, one column that leans towards the class.
    private static Dataset twoClasses(int rows, int rare) {
        Random random = new Random(3);
        double[][] x = new double[rows][1];
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            codes[i] = i < rare ? 1 : 0;
            x[i][0] = random.nextGaussian() + codes[i];
        }
        return Dataset.of(
                "two", Schema.numeric(1), Matrix.of(x), new Target.Classes("class", List.of("common", "rare"), codes));
    }

    @Test
    void everyRowIsJudgedOncePerRepeatAndFoldsAreBalanced() {
        CrossValidated result = new CrossValidation(4, 2).withThreads(1).run(new NearestMean(), twoClasses(19, 8));
        assertThat(result.folds()).hasSize(8);
        for (int repeat = 0; repeat < 2; repeat++) {
            int[] judged = new int[19];
            for (FoldResult fold : result.folds().subList(4 * repeat, 4 * repeat + 4)) {
                assertThat(fold.repeat()).isEqualTo(repeat);
                assertThat(fold.testRows()).isBetween(4, 5);
                assertThat(Arrays.stream(fold.outOfFold().rows()).filter(i -> i < 8))
                        .hasSize(2);
                assertThat(fold.trainRows()).isEqualTo(19 - fold.testRows());
                Arrays.stream(fold.outOfFold().rows()).forEach(i -> judged[i]++);
            }
            assertThat(judged).containsOnly(1);
        }
    }

    @Test
    void sameFoldsForEveryLearnerWhateverTheThreads() {
        Dataset data = twoClasses(60, 20);
        List<CrossValidated> both = new CrossValidation(3, 2)
                .withThreads(1)
                .run(List.of(new NearestMean(), new Stumbling(Integer.MAX_VALUE)), data);
        CrossValidated parallel = new CrossValidation(3, 2).withThreads(5).run(new NearestMean(), data);
        for (int f = 0; f < 6; f++) {
            assertThat(both.get(0).folds().get(f).outOfFold().rows())
                    .containsExactly(both.get(1).folds().get(f).outOfFold().rows());
        }
        assertThat(parallel.withoutTimes()).isEqualTo(both.get(0).withoutTimes());
    }

    @Test
    void anotherSeedGivesOtherFolds() {
        Dataset data = twoClasses(60, 20);
        assertThat(TEN_ONCE.withSeed(1)
                        .run(new NearestMean(), data)
                        .folds()
                        .get(0)
                        .outOfFold())
                .isNotEqualTo(TEN_ONCE.withSeed(2)
                        .run(new NearestMean(), data)
                        .folds()
                        .get(0)
                        .outOfFold());
    }

    @Test
    void aClassOfThreeRowsInTenFoldsWorksAndSaysSo() {
        // peer-pitfalls 43: elsewhere a fold without a class ends the whole run.
        CrossValidated result = TEN_ONCE.run(new NearestMean(), twoClasses(60, 3));
        assertThat(result.failure()).isEmpty();
        MetricSummary auc = result.metric(Metric.AUC).orElseThrow();
        assertThat(auc.undefinedFolds()).isEqualTo(7);
        assertThat(auc.average().orElseThrow().count()).isEqualTo(3);
        assertThat(result.warnings()).anyMatch(n -> n.startsWith("auc is undefined in 7 of 10 folds ("));
        assertThat(result.metric(Metric.ACCURACY).orElseThrow().undefinedFolds())
                .isZero();
    }

    @Test
    void averagesAreMeansOfFoldsAndIntervalsStayInRange() {
        // peer-pitfalls 45: averages above 1 elsewhere.
        CrossValidated result = TEN_ONCE.run(new NearestMean(), twoClasses(200, 90));
        for (MetricSummary summary : result.metrics()) {
            double mean = result.folds().stream()
                    .mapToDouble(f -> f.score(summary.metric()).value())
                    .average()
                    .orElseThrow();
            assertThat(summary.mean().value()).isCloseTo(mean, org.assertj.core.data.Offset.offset(1e-14));
            assertThat(summary.low()).isBetween(0.0, summary.mean().value());
            assertThat(summary.high()).isGreaterThanOrEqualTo(summary.mean().value());
            if (summary.metric().higherIsBetter()) {
                assertThat(summary.high()).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void testRowsNeverReachTheFit() {
        // peer-pitfalls 46: the row that no other row resembles is judged by a model that has not seen it.
        Dataset data = twoClasses(30, 10);
        List<List<Double>> seen = Collections.synchronizedList(new ArrayList<>());
        CrossValidated result = new CrossValidation(5, 1).withThreads(1).run(new Recording(seen), data);
        assertThat(seen).hasSize(5);
        for (int f = 0; f < 5; f++) {
            for (int row : result.folds().get(f).outOfFold().rows()) {
                assertThat(seen.get(f)).doesNotContain(data.features().get(row, 0));
            }
        }
    }

    @Test
    void aFailureIsARowWithItsReasonAndThePlace() {
        CrossValidated result = TEN_ONCE.run(new Stumbling(4), twoClasses(60, 20));
        assertThat(result.failure()).contains("ArithmeticException: lost my way (in fold 5 of 10)");
        assertThat(result.folds()).hasSize(4);
        assertThat(result.metrics()).isEmpty();
    }

    @Test
    void refusedDataFailWithTheMessageAlone() {
        Dataset missing = Dataset.classes(
                Matrix.of(new double[] {1}, new double[] {Double.NaN}, new double[] {2}, new double[] {3}),
                "a",
                "b",
                "a",
                "b");
        CrossValidated result = new CrossValidation(2, 1).run(new NearestMean(), missing);
        assertThat(result.failure().orElseThrow())
                .startsWith("column \"x1\", row ")
                .contains("put Impute before it");
    }

    @Test
    void exhaustedMemoryIsAFailureOfTheLearner() {
        Learner<?> greedy = new Misbehaving("greedy", how -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThat(TEN_ONCE.run(greedy, twoClasses(60, 20)).failure().orElseThrow())
                .startsWith("out of memory (Java heap space)")
                .contains("-Xmx");
    }

    @Test
    void aLearnerThatListensIsStoppedByTheTimeout() {
        Learner<?> endless = new Misbehaving("endless", how -> {
            while (true) {
                how.cancellation().check();
                Thread.onSpinWait();
            }
        });
        CrossValidated result = TEN_ONCE.withTimeout(Duration.ofMillis(50)).run(endless, twoClasses(60, 20));
        assertThat(result.failure()).contains("timed out after 0.05 s in fold 1 of 10");
    }

    @Test
    void aLearnerThatDoesNotListenIsAbandoned() {
        CountDownLatch never = new CountDownLatch(1);
        Learner<?> deaf = new Misbehaving("deaf", how -> {
            while (never.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        CrossValidated result = TEN_ONCE.withTimeout(Duration.ofMillis(50)).run(deaf, twoClasses(60, 20));
        never.countDown();
        assertThat(result.failure().orElseThrow())
                .startsWith("timed out after 0.05 s in fold 1 of 10; it did not stop when asked");
    }

    @Test
    void cancellationEndsTheWholeWork() {
        assertThatThrownBy(
                        () -> TEN_ONCE.withCancellation(() -> true).run(List.of(new NearestMean()), twoClasses(60, 20)))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void finishedFoldsAreTakenOverAndGiveTheSameResult() {
        Dataset data = twoClasses(60, 20);
        List<FoldResult> kept = new ArrayList<>();
        CrossValidated whole = TEN_ONCE.withListener(new CrossValidation.Listener() {
                    @Override
                    public void fold(String learner, int fold, int folds) {}

                    @Override
                    public void finished(FoldResult result, Duration spent) {
                        assertThat(spent).isPositive();
                        kept.add(result);
                    }
                })
                .run(new NearestMean(), data);
        assertThat(kept).isEqualTo(whole.folds());
        for (int done : new int[] {1, 7, 10}) {
            CrossValidation.Finished earlier =
                    new CrossValidation.Finished(kept.subList(0, done), Duration.ofSeconds(1));
            List<List<Double>> seen = Collections.synchronizedList(new ArrayList<>());
            assertThat(TEN_ONCE.run(new NearestMean(), data, earlier).withoutTimes())
                    .isEqualTo(whole.withoutTimes());
            TEN_ONCE.run(new Recording(seen), data, earlier);
            assertThat(seen).hasSize(10 - done);
        }
        assertThatThrownBy(() -> TEN_ONCE.withSeed(1)
                        .run(new NearestMean(), data, new CrossValidation.Finished(kept, Duration.ZERO)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the finished fold 1 is not that of this division");
        Learner<?> endless = new Misbehaving("endless", how -> {
            while (true) {
                how.cancellation().check();
                Thread.onSpinWait();
            }
        });
        assertThat(TEN_ONCE.withTimeout(Duration.ofSeconds(2))
                        .run(endless, data, new CrossValidation.Finished(kept.subList(0, 3), Duration.ofSeconds(2)))
                        .failure())
                .contains("timed out after 2 s in fold 4 of 10");
    }

    @Test
    void moreFoldsThanRowsIsTheCallersMistake() {
        assertThatThrownBy(() -> TEN_ONCE.run(new NearestMean(), twoClasses(5, 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("10 folds need at least 10 rows");
    }

    @Test
    void withoutConvergenceThereIsANoteAndNoFailure() {
        CrossValidated result = TEN_ONCE.run(new NearestMean(false), twoClasses(60, 20));
        assertThat(result.failure()).isEmpty();
        assertThat(result.warnings()).contains("did not converge in 10 of 10 folds (tired)");
    }

    @Test
    void theListenerHearsOfEachFold() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        new CrossValidation(2, 1)
                .withListener((learner, fold, folds) -> heard.add(learner + " " + fold + "/" + folds))
                .run(new NearestMean(), twoClasses(60, 20));
        assertThat(heard).containsExactly("nearest-mean 1/2", "nearest-mean 2/2", "nearest-mean 3/2");
    }

    @Test
    void numbersAreJudgedAsNumbers() {
        Dataset data = Dataset.numbers(
                Matrix.of(new double[] {1}, new double[] {2}, new double[] {3}, new double[] {4}), 1, 2, 3, 4);
        CrossValidated result = new CrossValidation(2, 1).run(new Mean(), data);
        assertThat(result.metric(Metric.RMSE)).isPresent();
        assertThat(result.folds().get(0).outOfFold().outputs().columns()).isEqualTo(1);
    }

    /// Assigns rows to the class whose mean is nearer; enough of a classifier to judge the judge.
    public record NearestMean(boolean converges) implements Learner.OfClasses<NearestMean.Fitted> {
        public NearestMean() {
            this(true);
        }

        @Override
        public String name() {
            return "nearest-mean";
        }

        @Override
        public Fitted fit(Dataset data, Fitting how) {
            traits().require(name(), data);
            double[] sums = new double[2];
            int[] counts = data.classes().counts();
            for (int i = 0; i < data.rows(); i++) {
                sums[data.classes().codes()[i]] += data.features().get(i, 0);
            }
            FitReport report = new FitReport(
                    converges,
                    converges ? "means taken" : "tired",
                    1,
                    Double.NaN,
                    new double[0],
                    java.util.Map.of(),
                    List.of());
            return new Fitted(
                    data.schema(),
                    data.classes().names(),
                    report,
                    new Provenance("", "", data.rows(), name(), how.seed(), ""),
                    sums[1] / counts[1] - sums[0] / counts[0],
                    (sums[1] / counts[1] + sums[0] / counts[0]) / 2);
        }

        public record Fitted(
                Schema schema, List<String> classes, FitReport report, Provenance provenance, double slope, double mid)
                implements Classifier {
            @Override
            public String target() {
                return "class";
            }

            @Override
            public void scores(double[] row, double[] out) {
                out[1] = slope * (row[0] - mid);
                out[0] = -out[1];
            }

            @Override
            public void probabilities(double[] row, double[] out) {
                out[1] = 1 / (1 + Math.exp(-slope * (row[0] - mid)));
                out[0] = 1 - out[1];
            }

            @Override
            public DenseMatrix scores(Matrix rows, Parallel loop) {
                return batch(rows, false);
            }

            @Override
            public DenseMatrix probabilities(Matrix rows, Parallel loop) {
                return batch(rows, true);
            }

            private DenseMatrix batch(Matrix rows, boolean probabilities) {
                double[][] all = new double[rows.rows()][2];
                for (int i = 0; i < all.length; i++) {
                    double[] row = {rows.get(i, 0)};
                    if (probabilities) {
                        probabilities(row, all[i]);
                    } else {
                        scores(row, all[i]);
                    }
                }
                return Matrix.of(all);
            }
        }
    }

    /// Throws once it has been fitted `fits` times.
    public static final class Stumbling implements Learner.OfClasses<NearestMean.Fitted> {
        private final int fits;
        private int done;

        Stumbling(int fits) {
            this.fits = fits;
        }

        @Override
        public String name() {
            return "stumbling";
        }

        @Override
        public NearestMean.Fitted fit(Dataset data, Fitting how) {
            if (done++ == fits) {
                throw new ArithmeticException("lost my way");
            }
            return new NearestMean().fit(data, how);
        }
    }

    /// Keeps what it was fitted on.
    public record Recording(List<List<Double>> seen) implements Learner.OfClasses<NearestMean.Fitted> {
        @Override
        public String name() {
            return "recording";
        }

        @Override
        public NearestMean.Fitted fit(Dataset data, Fitting how) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < data.rows(); i++) {
                values.add(data.features().get(i, 0));
            }
            seen.add(values);
            return new NearestMean().fit(data, how);
        }
    }

    /// Does something else before it fits.
    public record Misbehaving(String name, java.util.function.Consumer<Fitting> deed)
            implements Learner.OfClasses<NearestMean.Fitted> {
        @Override
        public NearestMean.Fitted fit(Dataset data, Fitting how) {
            deed.accept(how);
            return new NearestMean().fit(data, how);
        }
    }

    /// Predicts the mean of the target.
    public record Mean() implements Learner.OfNumbers<Mean.Fitted> {
        @Override
        public String name() {
            return "mean";
        }

        @Override
        public Fitted fit(Dataset data, Fitting how) {
            return new Fitted(
                    data.schema(),
                    FitReport.direct("mean taken"),
                    Provenance.of(this, data, how),
                    Arrays.stream(data.numbers()).average().orElseThrow());
        }

        public record Fitted(Schema schema, FitReport report, Provenance provenance, double mean) implements Regressor {
            @Override
            public String target() {
                return "y";
            }

            @Override
            public double predict(double[] row) {
                return mean;
            }

            @Override
            public double[] predict(Matrix rows, Parallel loop) {
                double[] all = new double[rows.rows()];
                Arrays.fill(all, mean);
                return all;
            }
        }
    }
}
