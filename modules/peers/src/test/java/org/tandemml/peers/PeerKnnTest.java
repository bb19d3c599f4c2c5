package org.tandemml.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// The neighbours of other libraries vote as a plain loop over all rows does.
class PeerKnnTest {
    private static final List<Learner.OfClasses<PeerClassifier>> PEERS =
            List.of(new SmileKnn().withK(3), new TribuoKnn().withK(3));

    private static Dataset data(int n, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n * 3];
        int[] codes = new int[n];
        for (int i = 0; i < n; i++) {
            codes[i] = i % 2 * 2;
            for (int j = 0; j < 3; j++) {
                values[i * 3 + j] = random.nextGaussian() + codes[i];
            }
        }
        return Dataset.of(
                "two",
                Schema.numeric(3),
                new DenseMatrix(n, 3, values),
                new Target.Classes("y", List.of("a", "absent", "b"), codes));
    }

    @Test
    void sharesAreThoseOfAPlainLoop() {
        Dataset train = data(120, 1);
        double[] rows = ((DenseMatrix) train.features()).values();
        DenseMatrix queries = (DenseMatrix) data(40, 2).features();
        for (Learner.OfClasses<PeerClassifier> peer : PEERS) {
            PeerClassifier model = peer.fit(train);
            double[] out = new double[3];
            for (int q = 0; q < 40; q++) {
                double[] row = new double[3];
                queries.copyRow(q, row, 0);
                Integer[] order = new Integer[120];
                Arrays.setAll(order, i -> i);
                Arrays.sort(order, (a, b) -> Double.compare(squared(rows, a, row), squared(rows, b, row)));
                int ofB = 0;
                for (int i = 0; i < 3; i++) {
                    ofB += train.classes().codes()[order[i]] == 2 ? 1 : 0;
                }
                model.probabilities(row, out);
                assertEquals(ofB > 1 ? 2 : 0, model.predict(row), peer.name());
                assertEquals(0, out[1]);
                assertEquals(1, out[0] + out[2], 1e-9);
            }
        }
    }

    private static double squared(double[] rows, int i, double[] row) {
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            sum += (rows[3 * i + j] - row[j]) * (rows[3 * i + j] - row[j]);
        }
        return sum;
    }

    @Test
    void areFoundByNameAndRefuseWeights() {
        double[] weights = new double[20];
        Arrays.fill(weights, 2);
        for (String name : new String[] {"smile-knn", "tribuo-knn"}) {
            assertThat(Learners.classifier(name).name()).isEqualTo(name);
        }
        for (Learner.OfClasses<PeerClassifier> peer : PEERS) {
            assertThatThrownBy(() -> peer.fit(data(20, 3).withWeights(weights))).hasMessageContaining("weights");
        }
    }
}
