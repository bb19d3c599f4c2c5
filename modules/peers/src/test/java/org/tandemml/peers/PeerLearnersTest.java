package org.tandemml.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.Settings;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;

class PeerLearnersTest {
    static List<Learner.OfClasses<?>> peers() {
        return List.of(new SmileLogistic(), new TribuoLogistic());
    }

    /// `classes` Gaussian clouds at distance 4 along different axes, in `classes + 1` columns.
    private static Dataset clouds(int rows, List<String> names, int... codesInTurn) {
        Random random = new Random(7);
        double[][] x = new double[rows][names.size() + 1];
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            codes[i] = codesInTurn[i % codesInTurn.length];
            for (int j = 0; j < x[i].length; j++) {
                x[i][j] = random.nextGaussian() + (j == codes[i] ? 4 : 0);
            }
        }
        return Dataset.of(
                "clouds", Schema.numeric(names.size() + 1), Matrix.of(x), new Target.Classes("cloud", names, codes));
    }

    private static double accuracy(Classifier model, Dataset data) {
        int[] predicted = model.predict(data.features());
        int right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == data.classes().codes()[i] ? 1 : 0;
        }
        return (double) right / predicted.length;
    }

    @ParameterizedTest
    @MethodSource("peers")
    void isFoundByNameThroughTheService(Learner.OfClasses<?> peer) {
        assertThat(Learners.classifier(peer.name())).isEqualTo(peer);
    }

    @ParameterizedTest
    @MethodSource("peers")
    void separatesTwoAndThreeClouds(Learner.OfClasses<?> peer) {
        Dataset two = clouds(300, List.of("no", "yes"), 0, 1);
        Dataset three = clouds(300, List.of("a", "b", "c"), 0, 1, 2);
        assertThat(accuracy(peer.fit(two), two)).isGreaterThan(0.95);
        assertThat(accuracy(peer.fit(three), three)).isGreaterThan(0.95);
    }

    @ParameterizedTest
    @MethodSource("peers")
    void mapsClassesAcrossOnesWithoutRows(Learner.OfClasses<?> peer) {
        Dataset gaps = clouds(300, List.of("none", "a", "gap", "b", "c"), 1, 3, 4);
        Classifier model = peer.fit(gaps);
        assertThat(model.classes()).containsExactly("none", "a", "gap", "b", "c");
        assertThat(accuracy(model, gaps)).isGreaterThan(0.95);
        double[] probabilities = new double[5];
        model.probabilities(row(gaps, 0), probabilities);
        assertThat(probabilities[0]).isZero();
        assertThat(probabilities[2]).isZero();
    }

    @ParameterizedTest
    @MethodSource("peers")
    void probabilitiesSumToOneAndAgreeWithScoresAndBatch(Learner.OfClasses<?> peer) {
        Dataset data = clouds(700, List.of("a", "b", "c"), 0, 1, 2);
        Classifier model = peer.fit(data);
        DenseMatrix batch = model.probabilities(data.features(), new Parallel(3));
        DenseMatrix scores = model.scores(data.features());
        double[] one = new double[3];
        for (int i = 0; i < data.rows(); i++) {
            model.probabilities(row(data, i), one);
            // Sums of three doubles near 1 are exact to a few units in the last place.
            assertThat(one[0] + one[1] + one[2]).isBetween(1 - 1e-12, 1 + 1e-12);
            for (int k = 0; k < 3; k++) {
                assertThat(batch.get(i, k)).isEqualTo(one[k]);
            }
            assertThat(Classifier.indexOfLargest(one, 0, 3)).isEqualTo(model.predict(row(data, i)));
            assertThat(Classifier.indexOfLargest(scores.values(), scores.offset(i), 3))
                    .isEqualTo(Classifier.indexOfLargest(one, 0, 3));
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void scoreOfTheFirstOfTwoClassesIsTheNegativeOfTheSecond(Learner.OfClasses<?> peer) {
        Dataset data = clouds(100, List.of("no", "yes"), 0, 1);
        DenseMatrix scores = peer.fit(data).scores(data.features());
        for (int i = 0; i < data.rows(); i++) {
            assertThat(scores.get(i, 0)).isEqualTo(-scores.get(i, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void fittingTwiceGivesTheSameModelOnOneThread(Learner.OfClasses<?> peer) {
        Dataset data = clouds(300, List.of("a", "b", "c"), 0, 1, 2);
        Fitting how = Fitting.defaults().withThreads(1);
        assertThat(peer.fit(data, how).probabilities(data.features()).values())
                .containsExactly(
                        peer.fit(data, how).probabilities(data.features()).values());
    }

    @ParameterizedTest
    @MethodSource("peers")
    void sparseRowsGiveTheDenseModel(Learner.OfClasses<?> peer) {
        Dataset sparse = Dataset.of(
                "sparse",
                Schema.numeric(2),
                // Rows (1,0) (0,2) (0,0) (3,1): the third has no stored value.
                new SparseMatrix(2, new int[] {0, 1, 2, 2, 4}, new int[] {0, 1, 0, 1}, new double[] {1, 2, 3, 1}),
                new Target.Classes("y", List.of("n", "p"), new int[] {1, 0, 0, 1}));
        Dataset dense = sparse.withFeatures(sparse.schema(), ((SparseMatrix) sparse.features()).dense());
        Fitting how = Fitting.defaults().withThreads(1);
        double[] expected = peer.fit(dense, how).probabilities(dense.features()).values();
        assertThat(peer.fit(sparse, how).probabilities(sparse.features()).values())
                .containsExactly(expected, org.assertj.core.data.Offset.offset(1e-12));
    }

    @ParameterizedTest
    @MethodSource("peers")
    void refusesOneClassNumbersMissingValuesAndWrongWidth(Learner.OfClasses<?> peer) {
        Dataset oneClass = clouds(10, List.of("no", "yes"), 1);
        assertThatThrownBy(() -> peer.fit(oneClass))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 class (yes)");
        Dataset missing = Dataset.classes(Matrix.of(new double[] {1}, new double[] {Double.NaN}), "a", "b");
        assertThatThrownBy(() -> peer.fit(missing))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Impute");
        Dataset numbers = Dataset.numbers(Matrix.of(new double[] {1}, new double[] {2}), 1, 2);
        assertThatThrownBy(() -> peer.fit(numbers)).isInstanceOf(InputException.class);
        Classifier model = peer.fit(clouds(10, List.of("no", "yes"), 0, 1));
        assertThatThrownBy(() -> model.probabilities(new double[1], new double[2]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("3 columns");
    }

    @Test
    void smileRefusesRowWeights() {
        Dataset data = clouds(4, List.of("no", "yes"), 0, 1);
        assertThatThrownBy(() -> new SmileLogistic().fit(data.withWeights(1, 2, 1, 1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row weights");
    }

    @Test
    void tribuoUsesRowWeights() {
        Dataset data = clouds(60, List.of("no", "yes"), 0, 1);
        double[] weights = data.weights();
        for (int i = 0; i < weights.length; i += 2) {
            weights[i] = 50;
        }
        double plain = meanProbability(new TribuoLogistic().fit(data), data, 0);
        double weighted = meanProbability(new TribuoLogistic().fit(data.withWeights(weights)), data, 0);
        assertThat(weighted).isGreaterThan(plain);
    }

    private static double meanProbability(Classifier model, Dataset data, int k) {
        DenseMatrix p = model.probabilities(data.features());
        double sum = 0;
        for (int i = 0; i < data.rows(); i++) {
            sum += p.get(i, k);
        }
        return sum / data.rows();
    }

    @Test
    void defaultsAreThoseOfThePeers() {
        // Smile 6.3.0, LogisticRegression.Options(); Tribuo 4.3.2, LogisticRegressionTrainer() (5 epochs, AdaGrad(1,
        // 0.1)).
        assertThat(Settings.describe(new SmileLogistic()))
                .isEqualTo("smile-logistic(lambda=0.1, tolerance=1.0E-5, maxIterations=500)");
        assertThat(Settings.describe(new TribuoLogistic()))
                .isEqualTo("tribuo-logistic(epochs=5, learningRate=1.0, epsilon=0.1, batch=1)");
    }

    @Test
    void aPeerThatAnswersNaNFailsWithItsName() {
        Dataset data = clouds(10, List.of("no", "yes"), 0, 1);
        Classifier fitted = new TribuoLogistic().fit(data);
        Classifier broken = new PeerClassifier(
                data, PresentClasses.of("tribuo-logistic", data.classes()), fitted.report(), fitted.provenance(), row ->
                        new double[] {0.5, Double.NaN});
        assertThatThrownBy(() -> broken.probabilities(data.features()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tribuo-logistic")
                .hasMessageContaining("NaN for class \"yes\"");
    }

    @Test
    void nothingIsPrinted() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                        .map(System::getProperty)
                        .filter(p -> p != null && !p.isEmpty())
                        .collect(Collectors.joining(File.pathSeparator))
                + File.pathSeparator
                + codeSource(PeerLearnersTest.class)
                + File.pathSeparator
                + codeSource(SmileLogistic.class));
        command.add(FitBoth.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).isEmpty();
    }

    private static String codeSource(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    /// Run in a process of its own by [#nothingIsPrinted].
    static final class FitBoth {
        private FitBoth() {}

        public static void main(String[] arguments) {
            Dataset data = clouds(60, List.of("no", "yes"), 0, 1);
            peers().forEach(peer -> peer.fit(data).probabilities(data.features()));
        }
    }

    private static double[] row(Dataset data, int i) {
        double[] row = new double[data.columns()];
        data.features().copyRow(i, row, 0);
        return row;
    }
}
