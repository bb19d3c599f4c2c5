package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Classifier;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Splits;
import org.tandemml.core.Target;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class TargetEncodeTest implements TransformerContract<TargetEncoding> {
    private static final List<String> LEVELS = List.of("a", "b", "c", "d");
    private static final int[] ROWS = {0, 1, 0, 2, 1, 0, 2, 1, 0, 3};
    private static final int[] BINARY = {1, 0, 1, 1, 0, 0, 1, 1, 1, 0};
    private static final double[] NUMBERS = {2, 3.5, 1, 4, 2.5, 3, 5, 1.5, 2, 7};
    private static final int[] THREE = {0, 1, 2, 0, 1, 2, 0, 0, 1, 2};

    @Override
    public TargetEncode learner() {
        return new TargetEncode();
    }

    @Override
    public Dataset data() {
        double[] codes = new double[60];
        Arrays.setAll(codes, i -> i % 7 == 6 ? Double.NaN : i % 3);
        return Samples.withColumn(
                Samples.numbers(60, 2, 1), new Column.Categorical("town", List.of("P", "Q", "R")), codes);
    }

    // This step looks at the target, so it needs one.
    @Override
    @Test
    public void targetDoesNotMatter() {
        assertThatThrownBy(() -> learner().fit(data().withTarget(new Target.None())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the data have no target");
    }

    private static Dataset golden(Target target) {
        double[] codes = Arrays.stream(ROWS).asDoubleStream().toArray();
        return Dataset.of(
                "golden",
                new Schema(List.of(new Column.Categorical("x", LEVELS))),
                new DenseMatrix(codes.length, 1, codes),
                target);
    }

    private static double[] encodings(Target target, String smoothing) {
        return new TargetEncode()
                .withSmoothing(TargetEncode.Smoothing.parse(smoothing))
                .fit(golden(target))
                .encodings(0);
    }

    // TargetEncoder of scikit-learn 1.6.1, encodings_ by level, then target_mean_ for what was never seen.
    @Test
    void equalsScikitLearn() {
        Target binary = new Target.Classes("y", List.of("no", "yes"), BINARY);
        Target numbers = new Target.Numbers("y", NUMBERS);
        ScalingSamples.equalWithin(encodings(binary, "auto"), 0.7254901960784313, 0.3962264150943396, 1.0, 0.0, 0.6);
        ScalingSamples.equalWithin(
                encodings(binary, "2.0"), 0.7000000000000001, 0.44000000000000006, 0.8, 0.39999999999999997, 0.6);
        ScalingSamples.equalWithin(
                encodings(numbers, "auto"), 2.046709991876523, 2.545498293813982, 4.445166531275386, 7.0, 3.15);
        ScalingSamples.equalWithin(
                encodings(numbers, "2.0"), 2.3833333333333333, 2.7600000000000002, 3.825, 4.433333333333334, 3.15);
    }

    @Test
    void equalsScikitLearnForThreeClasses() {
        Target three = new Target.Classes("y", List.of("u", "v", "w"), THREE);
        // By level the three classes; scikit-learn lists the same numbers by class.
        ScalingSamples.equalWithin(
                encodings(three, "auto"),
                0.27450980392156865,
                0.2591240875912409,
                0.4541284403669725,
                0.3490566037735849,
                0.5710560625814862,
                0.0,
                1.0,
                0.0,
                0.0,
                0.0,
                0.0,
                1.0,
                0.4,
                0.3,
                0.3);
        assertThat(new TargetEncode().fit(golden(three)).output().names()).containsExactly("x=u", "x=v", "x=w");
    }

    // Each training row is encoded by a fit on the other folds; new rows by the fit on all.
    @Test
    void trainingRowsAreEncodedByOtherFolds() {
        Dataset data = data();
        Fitting how = Fitting.defaults().withSeed(3);
        Matrix prepared = learner().prepare(data, how).data().features();
        int[] fold = Splits.foldOfRow(data.target(), data.rows(), 5, 3);
        for (int f = 0; f < 5; f++) {
            int own = f;
            int[] others = IntStream.range(0, 60).filter(i -> fold[i] != own).toArray();
            TargetEncoding step = learner().fit(data.select(others), how);
            for (int i = 0; i < 60; i++) {
                if (fold[i] == f) {
                    double[] row = new double[3];
                    data.features().copyRow(i, row, 0);
                    double[] expected = ScalingSamples.transformed(step, row);
                    for (int j = 0; j < 3; j++) {
                        assertThat(prepared.get(i, j)).isEqualTo(expected[j]);
                    }
                }
            }
        }
    }

    // 300 rows with 150 levels and a target that is a coin: encoding a row by its own answer shows it to the learner.
    @Test
    void aRowNeverSeesItsOwnAnswer() {
        int n = 300;
        Seed.Stream random = new Seed(6).stream();
        double[] codes = new double[n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            codes[i] = random.nextInt(150);
            y[i] = random.nextInt(2);
        }
        Dataset coin = Dataset.of(
                "coin",
                new Schema(List.of(new Column.Categorical(
                        "id", IntStream.range(0, 150).mapToObj(i -> "v" + i).toList()))),
                new DenseMatrix(n, 1, codes),
                new Target.Classes("y", List.of("heads", "tails"), y));
        TargetEncode learner = new TargetEncode().withSmoothing(new TargetEncode.Smoothing(1));
        Dataset leaky = learner.fit(coin).transform(coin);
        assertThat(accuracy(new LogisticRegression().fit(leaky), leaky)).isGreaterThan(0.7);
        Dataset honest = learner.prepare(coin, Fitting.defaults()).data();
        assertThat(accuracy(new LogisticRegression().fit(honest), honest)).isBetween(0.4, 0.62);
        Dataset inPipeline =
                Pipeline.of(learner).prepare(coin, Fitting.defaults()).data();
        assertThat(inPipeline.features()).isEqualTo(honest.features());
    }

    private static double accuracy(Classifier model, Dataset data) {
        int[] predicted = model.predict(data.features());
        return IntStream.range(0, predicted.length)
                        .filter(i -> predicted[i] == data.classes().codes()[i])
                        .count()
                / (double) predicted.length;
    }

    @Test
    void missingIsALevelAndUnseenBecomesTheMean() {
        double[] numbers = {1, 2, 3, 10, 11, 12};
        Dataset gaps = Dataset.of(
                "gaps",
                new Schema(List.of(new Column.Categorical("x", LEVELS))),
                Matrix.of(
                        new double[] {0},
                        new double[] {0},
                        new double[] {0},
                        new double[] {Double.NaN},
                        new double[] {Double.NaN},
                        new double[] {Double.NaN}),
                new Target.Numbers("y", numbers));
        TargetEncoding step =
                new TargetEncode().withSmoothing(new TargetEncode.Smoothing(0)).fit(gaps);
        assertThat(ScalingSamples.transformed(step, Double.NaN)[0]).isCloseTo(11, Offset.offset(1e-13));
        assertThat(ScalingSamples.transformed(step, 3)[0]).isCloseTo(6.5, Offset.offset(1e-13));
    }

    @Test
    void refusesNumbersAndNonsense() {
        assertThatThrownBy(() -> learner().withColumns(ColumnChoice.named("x1")).fit(data()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column \"x1\" holds numbers");
        assertThatThrownBy(() -> TargetEncode.Smoothing.parse("much"))
                .isInstanceOf(InputException.class)
                .hasMessage("smoothing must be auto or a number, was \"much\"");
        assertThatThrownBy(() -> learner().withFolds(1))
                .isInstanceOf(InputException.class)
                .hasMessage("folds must be at least 2, was 1");
    }
}
