package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tandemml.core.CancelledFit;
import org.tandemml.core.Classifier;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;
import org.tandemml.core.Settings;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Split;
import org.tandemml.core.Splits;
import org.tandemml.core.Target;
import org.tandemml.core.Traits;
import org.tandemml.linear.BaselineRegressor;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.testing.ClassifierContract;
import org.tandemml.testing.Samples;

class PipelineTest implements ClassifierContract<PipelineClassifier> {
    @Override
    public Pipeline.OfClasses learner() {
        return Pipeline.of(new Impute(), new Standardize(), new OneHot().withUnseen(Schema.Unseen.MISSING))
                .then(new LogisticRegression());
    }

    @Override
    public Dataset data() {
        Dataset data = Samples.withCell(Samples.classes(60, 4, 3, 1), 3, 1, Double.NaN);
        double[] codes = new double[60];
        Arrays.setAll(codes, i -> i % 5 % 3);
        return Samples.withColumn(data, new Column.Categorical("c", List.of("p", "q", "r")), codes);
    }

    @Override
    public Dataset largeData() {
        return Samples.classes(10_000, 6, 3, 2);
    }

    // Steps are put together in code, not typed; the settings of the learner at the end are typed with its name.
    @Override
    @Test
    public void settingsComeBackFromTheirText() {
        Pipeline.OfClasses changed = Settings.with(learner(), "learner.tolerance", "0.25");
        assertThat(Settings.describe(changed)).contains("tolerance=0.25");
        assertThat(Settings.with(
                        changed,
                        "learner.tolerance",
                        Settings.of(new LogisticRegression()).stream()
                                .filter(e -> e.name().equals("tolerance"))
                                .findFirst()
                                .orElseThrow()
                                .value()))
                .isEqualTo(learner());
    }

    @Test
    void carriesTheNameOfItsLearnerAndPrintsAllSettings() {
        Pipeline.OfClasses learner = Pipeline.of(new Impute(), new OneHot()).then(new LogisticRegression());
        assertThat(learner.name()).isEqualTo("logistic");
        assertThat(Settings.describe(learner))
                .startsWith("logistic(steps=impute(numeric=mean, constant=0.0, categorical=most-frequent,"
                        + " indicators=false) > one-hot(unseen=error, dropFirst=false), learner=logistic(penalty=")
                .doesNotContain("LogisticRegression[");
        assertThat(learner.fit(data()).provenance().learner()).isEqualTo(Settings.describe(learner));
    }

    @Test
    void traitsAreThoseOfTheWhole() {
        assertThat(learner().traits().missing()).isTrue();
        assertThat(learner().traits().categories()).isTrue();
        assertThat(Pipeline.of(new Standardize()).then(new LogisticRegression()).traits())
                .isEqualTo(Traits.NUMERIC_ONLY);
    }

    @Test
    void modelHasTheSchemaOfTheRawDataAndEqualsTheStepsByHand() {
        PipelineClassifier model = learner().fit(data());
        assertThat(model.schema()).isEqualTo(data().schema());
        Dataset current = data();
        for (Learner.OfTransform<?> step : learner().steps().list()) {
            current = step.fit(current).transform(current);
        }
        Classifier last = new LogisticRegression().fit(current);
        assertThat(model.probabilities(data().features())).isEqualTo(last.probabilities(current.features()));
    }

    // Pitfall 46: rows of the test part never change the fitted state.
    @Test
    void testRowsNeverChangeTheFittedState() {
        Split split = Splits.holdOut(data(), 0.7, 1);
        Dataset poisoned = data();
        for (int i = 0; i < poisoned.rows(); i++) {
            double[] row = new double[poisoned.columns()];
            poisoned.features().copyRow(i, row, 0);
            if (!contains(split.train(), row)) {
                poisoned = Samples.withCell(poisoned, i, 0, 1e12);
            }
        }
        Split again = Splits.holdOut(poisoned, 0.7, 1);
        assertThat(again.test().features()).isNotEqualTo(split.test().features());
        Matrix rows = split.test().features();
        assertThat(learner().fit(again.train()).probabilities(rows))
                .isEqualTo(learner().fit(split.train()).probabilities(rows));
    }

    private static boolean contains(Dataset data, double[] wanted) {
        double[] row = new double[wanted.length];
        return IntStream.range(0, data.rows()).anyMatch(i -> {
            data.features().copyRow(i, row, 0);
            return Arrays.equals(row, wanted);
        });
    }

    // The steps and the buffers alone: a learner's own vectors are boxed until its code is compiled.
    /// Vectors are objects until the compiler has seen the kernels, which takes as long as the machine is busy.
    @Test
    void aRowAllocatesNothingOnceCompiled() {
        PipelineClassifier model = Pipeline.of(
                        new Impute(), new Standardize(), new OneHot().withUnseen(Schema.Unseen.MISSING))
                .then(new LogisticRegression())
                .fit(data());
        double[] row = new double[data().columns()];
        data().features().copyRow(1, row, 0);
        double[] out = new double[3];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (least >= 1000 && System.nanoTime() < deadline) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                model.probabilities(row, out);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(1000);
    }

    @Test
    void wideEncodingGivesTheSameBitsInABatch() {
        int levels = 400;
        Schema schema = new Schema(List.of(
                new Column.Categorical(
                        "id", IntStream.range(0, levels).mapToObj(i -> "v" + i).toList()),
                new Column.Numeric("x")));
        double[] values = new double[2 * 1200];
        Arrays.setAll(values, k -> k % 2 == 0 ? k / 2 * 7 % levels : Math.sin(k));
        int[] codes = IntStream.range(0, 1200).map(i -> i * 13 % 5 % 2).toArray();
        Dataset data = Dataset.of(
                "wide", schema, new DenseMatrix(1200, 2, values), new Target.Classes("y", List.of("a", "b"), codes));
        PipelineClassifier model =
                Pipeline.of(new OneHot()).then(new LogisticRegression()).fit(data);
        assertThat(((OneHotEncoding) model.steps().get(0)).isSparse()).isTrue();
        DenseMatrix batch = model.scores(data.features(), new Parallel(2));
        double[] row = new double[2];
        double[] out = new double[2];
        for (int i = 0; i < 1200; i++) {
            data.features().copyRow(i, row, 0);
            model.scores(row, out);
            assertThat(out).containsExactly(batch.get(i, 0), batch.get(i, 1));
        }
    }

    @Test
    void sparseRowsStaySparse() {
        Dataset sparse = Samples.sparse(Samples.classes(80, 5, 2, 9));
        PipelineTransformer steps =
                Pipeline.of(new Standardize(), new Standardize()).fit(sparse);
        assertThat(steps.transform(sparse.features())).isInstanceOf(SparseMatrix.class);
        assertThat(steps.report().notes()).hasSize(2);
    }

    @Test
    void worksForNumbers() {
        Dataset data = Samples.numbers(50, 3, 5);
        PipelineRegressor model =
                Pipeline.of(new Standardize()).then(new BaselineRegressor()).fit(data);
        double mean = Arrays.stream(data.numbers()).average().orElseThrow();
        assertThat(model.predict(data)[7]).isCloseTo(mean, Offset.offset(1e-12));
        assertThat(model.target()).isEqualTo(data.target().name());
    }

    /// A learner that is always cancelled and gives the mean.
    record Stopped() implements Learner.OfNumbers<Regressor> {
        @Override
        public String name() {
            return "stopped";
        }

        @Override
        public Regressor fit(Dataset data, Fitting how) {
            throw new CancelledFit(new BaselineRegressor().fit(data, how));
        }
    }

    @Test
    void aCancelledFitKeepsItsSteps() {
        Dataset data = Samples.withCell(Samples.numbers(50, 3, 5), 3, 1, Double.NaN);
        Pipeline steps = Pipeline.of(new Impute(), new Standardize());
        assertThatThrownBy(() -> steps.then(new Stopped()).fit(data))
                .isInstanceOfSatisfying(CancelledFit.class, cancelled -> {
                    PipelineRegressor model = (PipelineRegressor) cancelled.model();
                    assertThat(model.schema()).isEqualTo(data.schema());
                    assertThat(model.steps()).hasSize(2);
                    assertThat(model.predict(data))
                            .isEqualTo(steps.then(new BaselineRegressor())
                                    .fit(data)
                                    .predict(data));
                });
    }

    @Test
    void refusesAPipelineWithoutSteps() {
        assertThatThrownBy(Pipeline::of).isInstanceOf(InputException.class).hasMessageContaining("at least 1 step");
    }

    @Test
    void preparationAddsWhatIsNeededAndNoMore() {
        Dataset plain = Samples.classes(20, 2, 2, 1);
        LogisticRegression logistic = new LogisticRegression();
        assertThat(Preparation.wrap(logistic, plain)).isSameAs(logistic);
        assertThat(Settings.describe(Preparation.wrap(logistic, data())))
                .contains("impute(", "one-hot(unseen=missing")
                .doesNotContain("standardize()");
        Dataset gap = Samples.withCell(plain, 0, 0, Double.NaN);
        assertThat(Settings.describe(Preparation.wrap(logistic, gap)))
                .contains("impute(")
                .doesNotContain("one-hot");
        assertThat(Preparation.wrap((Learner<?>) new Impute(), gap)).isEqualTo(new Impute());
    }
}
