package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.plot.Picture;

class PicturesTest {
    private static final boolean[] POSITIVE = {true, false, true, false};
    private static final double[] SCORES = {0.9, 0.7, 0.6, 0.1};

    private static ClassifierEvaluation random(int classes, int rows, boolean probabilities) {
        Random random = new Random(5);
        double[] values = new double[classes * rows];
        int[] truth = random.ints(rows, 0, classes).toArray();
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                values[i * classes + k] = random.nextDouble() + (truth[i] == k ? 0.5 : 0);
                sum += values[i * classes + k];
            }
            for (int k = 0; k < classes; k++) {
                values[i * classes + k] /= sum;
            }
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(k -> "class " + k).toList();
        DenseMatrix matrix = new DenseMatrix(rows, classes, values);
        return probabilities
                ? ClassifierEvaluation.ofProbabilities(names, truth, matrix)
                : ClassifierEvaluation.ofScores(names, truth, matrix);
    }

    private static List<String> titles(Evaluation evaluation) {
        return evaluation.pictures().stream().map(Picture::title).toList();
    }

    @Test
    void curveLiesWhereItsPointsAre() {
        // Points (0, 0), (0, ½), (½, ½), (½, 1), (1, 1): the square area runs from x = 58 to 438 and from y = 410 up to
        // 30.
        assertThat(RocCurve.of(POSITIVE, SCORES).picture().svg())
                .contains("d=\"M58 410L58 220L248 220L248 30L438 30\"")
                .contains("AUC 0.750");
        // Precision 1 up to recall ½; the next point has recall ½ and precision ½, the next recall 1 and precision ⅔.
        assertThat(PrCurve.of(POSITIVE, SCORES).picture().svg())
                .contains("d=\"M58 30L58 30L248 30L248 220L248 220L248 156.67L438 156.67L438 220L438 220\"")
                .contains("chance (0.500 positive)");
    }

    @Test
    void plotWritesAWholeFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("curve.svg");
        RocCurve roc = RocCurve.of(POSITIVE, SCORES);
        roc.plot(file);
        assertThat(Files.readString(file)).isEqualTo(roc.picture().svg());
        PrCurve.of(POSITIVE, SCORES).plot(file);
        assertThat(Files.readString(file)).contains("Precision-recall curve");
        GainCurve.of(POSITIVE, SCORES).plot(file);
        assertThat(Files.readString(file)).contains("Cumulative gain");
        assertThat(GainCurve.of(POSITIVE, SCORES).liftPicture().title()).isEqualTo("Lift");
        ReliabilityCurve.of(POSITIVE, SCORES, new Binning.Uniform(5)).plot(file);
        assertThat(Files.readString(file)).contains("Reliability curve");
        ConfusionMatrix.of(List.of("a", "b"), new int[] {0, 1}, new int[] {1, 1})
                .plot(file);
        assertThat(Files.readString(file)).contains("Confusion matrix");
        assertThatThrownBy(() -> roc.plot(folder.resolve("none/curve.svg")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no folder");
    }

    @Test
    void undefinedCurveSaysWhy() {
        RocCurve curve = RocCurve.of(new boolean[] {true}, new double[] {1});
        assertThatThrownBy(curve::picture)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("undefined");
    }

    @Test
    void evaluationsDrawWhatTheyDefine() {
        assertThat(titles(random(2, 50, true))).hasSize(6).contains("Reliability of the probability of class 1");
        assertThat(titles(random(2, 50, false))).hasSize(5).noneMatch(t -> t.contains("Reliability"));
        assertThat(titles(random(30, 400, true))).hasSize(6).anyMatch(t -> t.contains("8 largest classes"));
        assertThat(titles(random(2, 1, true)))
                .containsExactly(
                        "Precision-recall curve, positive class class 1",
                        "Reliability of the probability of class 1",
                        "Confusion matrix",
                        "Cumulative gain, positive class class 1",
                        "Predictions by true class");
        assertThat(titles(random(2, 0, true))).containsExactly("Confusion matrix");
        assertThat(titles(RegressorEvaluation.of(new double[0], new double[0]))).hasSize(2);
    }

    @Test
    void awkwardNumbersAreDrawnWithinTheFrame() {
        double huge = Double.MAX_VALUE;
        for (double[][] pair : new double[][][] {
            {{1, 1, 1}, {1, 1, 1}},
            {{-huge, huge, 0}, {huge, -huge, 0}},
            {{1e-320, 0, -1e-320}, {0, 0, 0}},
            {{5}, {7}}
        }) {
            for (Picture picture : RegressorEvaluation.of(pair[0], pair[1]).pictures()) {
                assertThat(picture.svg()).doesNotContain("NaN").doesNotContain("Infinity");
            }
        }
        ClassifierEvaluation constant = ClassifierEvaluation.ofScores(
                List.of("a", "b"), new int[] {0, 1}, new DenseMatrix(2, 2, new double[] {0, huge, 0, -huge}));
        for (Picture picture : constant.pictures()) {
            assertThat(picture.svg()).doesNotContain("NaN").doesNotContain("Infinity");
        }
    }

    @Test
    void residualsOfWeightedRowsAreWeighted() {
        double[] actual = {0, 0, 0, 10};
        double[] predicted = {0, 0, 0, 0};
        String repeated = RegressorEvaluation.of(new double[] {0, 0, 0, 10, 10}, new double[5])
                .pictures()
                .get(1)
                .elements();
        String weighted = RegressorEvaluation.of(actual, predicted, new double[] {1, 1, 1, 2})
                .pictures()
                .get(1)
                .elements();
        assertThat(weighted).isEqualTo(repeated);
    }

    @Test
    void millionRowsTakeFewBytes() {
        Random random = new Random(3);
        int n = 1_000_000;
        boolean[] positive = new boolean[n];
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            positive[i] = random.nextBoolean();
            scores[i] = random.nextGaussian() + (positive[i] ? 1 : 0);
        }
        assertThat(RocCurve.of(positive, scores).picture().svg().length()).isLessThan(100_000);
        assertThat(PrCurve.of(positive, scores).picture().svg().length()).isLessThan(200_000);
        double[] truth = new double[n];
        assertThat(RegressorEvaluation.of(truth, scores)
                        .pictures()
                        .getFirst()
                        .svg()
                        .length())
                .isLessThan(400_000);
    }
}
