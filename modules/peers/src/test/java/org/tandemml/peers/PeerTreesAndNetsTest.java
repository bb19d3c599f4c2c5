package org.tandemml.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;
import org.tandemml.core.Matrix;
import org.tandemml.core.Regressor;
import org.tandemml.core.Settings;
import org.tandemml.core.Split;
import org.tandemml.core.Target;
import org.tandemml.data.Datasets;
import org.tandemml.data.Preparation;

/// Boosted trees, forests and nets of other libraries on real data.
class PeerTreesAndNetsTest {
    private static Learner<?> named(String peer, boolean numbers) {
        return new PeerLearners()
                .learners().stream()
                        .filter(l -> l.name().equals(peer) && l instanceof Learner.OfNumbers<?> == numbers)
                        .findFirst()
                        .orElseThrow();
    }

    /// The native code is on the path of no test.
    @Test
    void pytorchThatIsNotThereIsRefusedWithTheCure() {
        Dataset iris = Datasets.named("iris");
        assertThatThrownBy(() -> new DjlMlp().fit(iris))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("djl-mlp cannot run here: PyTorch by DJL does not load")
                .hasMessageContaining("TANDEM_DJL=1 ./tandem compare");
        assertThat(Settings.describe(new DjlMlp()))
                .isEqualTo("djl-mlp(hidden=128,64, learningRate=0.002, decay=0.01, batch=0, epochs=100, warmUp=0.05,"
                        + " clip=1.0, validation=0.1, patience=10)");
        DjlNet net = new DjlNet();
        assertThat(net.rate(0, 1_000)).isEqualTo(0.002 / 50);
        assertThat(net.rate(49, 1_000)).isEqualTo(0.002);
        assertThat(net.rate(1_000, 1_000)).isBetween(0.0, 1e-12);
        assertThatThrownBy(() -> Settings.with(new DjlMlp(), "hidden", "64,x"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("like 128,64");
    }

    @ParameterizedTest
    @CsvSource({
        "xgboost-boosting, iris", "xgboost-boosting, wdbc",
        "lightgbm-boosting, iris", "lightgbm-boosting, wdbc",
        "smile-boosting, iris", "smile-boosting, wdbc",
        "smile-mlp, iris", "smile-mlp, wdbc",
        "weka-logistic, iris", "weka-logistic, wdbc",
        "weka-forest, iris", "weka-forest, wdbc"
    })
    void tellsClassesApartOnRowsItHasNotSeen(String peer, String name) {
        Split split = Datasets.named(name).split(0.7, 1);
        Classifier model = Preparation.wrap((Learner.OfClasses<?>) named(peer, false), split.train())
                .fit(split.train());
        assertThat(model.classes()).isEqualTo(split.train().classes().names());
        int[] predicted = model.predict(model.align(split.test()));
        int[] codes = split.test().classes().codes();
        long right = java.util.stream.IntStream.range(0, codes.length)
                .filter(i -> predicted[i] == codes[i])
                .count();
        assertThat((double) right / codes.length).isGreaterThan(0.88);
        DenseMatrix probabilities = model.probabilities(model.align(split.test()));
        double[] one = new double[model.classes().size()];
        double[] row = new double[split.test().columns()];
        for (int i = 0; i < codes.length; i++) {
            split.test().features().copyRow(i, row, 0);
            model.probabilities(row, one);
            assertThat(Arrays.stream(one).sum()).isBetween(1 - 1e-6, 1 + 1e-6);
            for (int c = 0; c < one.length; c++) {
                assertThat(probabilities.get(i, c)).isEqualTo(one[c]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xgboost-boosting", "lightgbm-boosting", "smile-boosting", "smile-mlp", "weka-forest"})
    void predictsNumbersBetterThanTheMean(String peer) {
        Split split = Datasets.named("diabetes").split(0.7, 1);
        Regressor model = Preparation.wrap((Learner.OfNumbers<?>) named(peer, true), split.train())
                .fit(split.train());
        double[] predicted = model.predict(model.align(split.test()));
        double[] actual = split.test().numbers();
        double mean = Arrays.stream(actual).average().orElseThrow();
        double residual = 0;
        double total = 0;
        for (int i = 0; i < actual.length; i++) {
            residual += (predicted[i] - actual[i]) * (predicted[i] - actual[i]);
            total += (actual[i] - mean) * (actual[i] - mean);
        }
        // Trees of 31 leaves overfit these 309 rows: what they explain is little, but more than nothing.
        assertThat(1 - residual / total).isGreaterThan(0.1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xgboost-boosting",
                "lightgbm-boosting",
                "smile-boosting",
                "smile-mlp",
                "weka-logistic",
                "weka-forest"
            })
    void classesKeepTheirPlaceWhereOneHasNoRows(String peer) {
        Dataset iris = Datasets.named("iris");
        int[] codes = iris.classes().codes();
        Dataset gap = iris.withTarget(new Target.Classes(
                "kind",
                List.of("none", "a", "b", "empty", "c"),
                Arrays.stream(codes).map(c -> new int[] {1, 2, 4}[c]).toArray()));
        Classifier model = (Classifier) named(peer, false).fit(gap);
        assertThat(model.classes()).containsExactly("none", "a", "b", "empty", "c");
        int[] predicted = model.predict(gap.features());
        long right = java.util.stream.IntStream.range(0, codes.length)
                .filter(i -> predicted[i] == gap.classes().codes()[i])
                .count();
        assertThat(right).isGreaterThan(130);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xgboost-boosting", "lightgbm-boosting"})
    void missingValuesAreTakenAsTheyAre(String peer) {
        double[][] x = new double[60][];
        String[] names = new String[60];
        for (int i = 0; i < 60; i++) {
            x[i] = new double[] {i % 2 == 0 ? Double.NaN : 1, i % 7};
            names[i] = i % 2 == 0 ? "gap" : "value";
        }
        Dataset data = Dataset.classes(Matrix.of(x), names);
        Classifier model = (Classifier) named(peer, false).fit(data);
        assertThat(model.takesMissing()).isTrue();
        assertThat(model.predict(data)).containsExactly(names);
    }

    @Test
    void defaultsAreThoseOfTandemsBoosting() {
        assertThat(Settings.describe(Learners.classifier("xgboost-boosting")))
                .contains("rounds=100", "learningRate=0.1", "maxLeaves=31", "maxBins=255", "lambda=1.0");
        assertThat(new LightgbmBoosting().trees()).isEqualTo(new XgboostBoosting().trees());
    }

    @Test
    void whatDoesNotLoadIsAReason() {
        assertThatThrownBy(() -> PeerLibrary.LIGHTGBM.call("lightgbm-boosting", () -> {
                    throw new UnsatisfiedLinkError("libgomp.so.1: cannot open shared object file");
                }))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("lightgbm-boosting cannot run here")
                .hasMessageContaining("libgomp.so.1");
    }

    @Test
    void withoutTheLibrariesTheFitIsRefusedAndTheProgramLives() throws Exception {
        String path = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .filter(p -> !p.contains("lightgbm4j") && !p.contains("xgboost4j") && !p.contains("weka"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        FitWithoutLibraries.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().toList())
                .hasSize(3)
                .allMatch(line -> line.contains("cannot run here") && line.contains("class path"));
    }

    /// Run in a process of its own by [#withoutTheLibrariesTheFitIsRefusedAndTheProgramLives].
    static final class FitWithoutLibraries {
        private FitWithoutLibraries() {}

        public static void main(String[] arguments) {
            Dataset data = Dataset.classes(Matrix.of(new double[] {1}, new double[] {2}), "a", "b");
            for (String peer : List.of("xgboost-boosting", "lightgbm-boosting", "weka-logistic")) {
                try {
                    named(peer, false).fit(data);
                } catch (InputException refused) {
                    System.out.println(refused.getMessage());
                }
            }
        }
    }
}
