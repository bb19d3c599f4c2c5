package org.tandemml.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

class PeerMachinesTest {
    static List<Learner.OfClasses<PeerClassifier>> machines() {
        return List.of(new LibsvmSvm(), new LiblinearSvm(), new SmileSvm(), new TribuoSvm());
    }

    /// Clouds around the corners of a simplex, of the classes `codes` in turn; "gap" has no rows unless named.
    private static Dataset clouds(int n, long seed, double distance, int... codes) {
        Random random = new Random(seed);
        double[] values = new double[n * 4];
        int[] of = new int[n];
        for (int i = 0; i < n; i++) {
            of[i] = codes[i % codes.length];
            for (int j = 0; j < 4; j++) {
                values[i * 4 + j] = random.nextGaussian() + (j == of[i] ? distance : 0);
            }
        }
        Target target = new Target.Classes("cloud", List.of("a", "gap", "b", "c"), of);
        return Dataset.of("clouds", Schema.numeric(4), new DenseMatrix(n, 4, values), target);
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
    @MethodSource("machines")
    void tellsTwoAndThreeCloudsApartWhateverTheOrderOfClasses(Learner.OfClasses<PeerClassifier> peer) {
        assertThat(Learners.classifier(peer.name())).isEqualTo(peer);
        assertThat(peer.givesProbabilities()).isFalse();
        // LIBSVM and LIBLINEAR number classes by their first row.
        for (int[] codes : new int[][] {{0, 3}, {3, 0}, {0, 2, 3}, {3, 0, 2}}) {
            PeerClassifier model = peer.fit(clouds(300, 1, 4, codes));
            Dataset fresh = clouds(300, 2, 4, codes);
            assertThat(accuracy(model, fresh))
                    .as("%s %s", peer.name(), Arrays.toString(codes))
                    .isGreaterThan(0.95);
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void scoresAreTheSameAloneAndInABatchAndLowestForAClassWithoutRows(Learner.OfClasses<PeerClassifier> peer) {
        Dataset data = clouds(90, 3, 2, 0, 2, 3);
        PeerClassifier model = peer.fit(data);
        assertThat(model.hasProbabilities()).isFalse();
        DenseMatrix batch = model.scores(data.features(), new Parallel(2));
        double[] row = new double[4];
        double[] scores = new double[4];
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, row, 0);
            model.scores(row, scores);
            for (int k = 0; k < 4; k++) {
                assertThat(batch.get(i, k)).isEqualTo(scores[k]);
                assertThat(k == 1 || scores[k] > scores[1]).isTrue();
            }
        }
        assertThatThrownBy(() -> model.probabilities(row, scores))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(peer.name());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void refusesWeightsAndASingleClass(Learner.OfClasses<PeerClassifier> peer) {
        double[] weights = new double[20];
        Arrays.fill(weights, 2);
        Dataset weighted = clouds(20, 3, 2, 0, 2).withWeights(weights);
        assertThatThrownBy(() -> peer.fit(weighted))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("weights");
        Dataset single = clouds(20, 3, 2, 2);
        assertThatThrownBy(() -> peer.fit(single))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("needs at least 2");
    }

    /// Tribuo's machine is LIBSVM's, so with equal settings they must decide alike; and γ = 0 means `scale`.
    @Test
    void tribuoDecidesAsLibsvmAndGammaIsScaleByDefault() {
        Dataset data = clouds(200, 5, 1, 0, 3);
        DenseMatrix ours = new LibsvmSvm().fit(data).scores(data.features());
        DenseMatrix theirs = new TribuoSvm().fit(data).scores(data.features());
        double sum = 0;
        double squares = 0;
        double[] values = ((DenseMatrix) data.features()).values();
        for (double v : values) {
            sum += v;
            squares += v * v;
        }
        double variance = squares / values.length - Math.pow(sum / values.length, 2);
        DenseMatrix named =
                new LibsvmSvm().withGamma(1 / (4 * variance)).fit(data).scores(data.features());
        for (int i = 0; i < data.rows(); i++) {
            assertThat(theirs.get(i, 3) > theirs.get(i, 0)).isEqualTo(ours.get(i, 3) > ours.get(i, 0));
            assertThat(named.get(i, 3)).isCloseTo(ours.get(i, 3), org.assertj.core.data.Offset.offset(1e-3));
        }
    }
}
