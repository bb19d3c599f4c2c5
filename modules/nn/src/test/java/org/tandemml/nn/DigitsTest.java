package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Split;
import org.tandemml.data.Datasets;

class DigitsTest {
    /// Issue 8: an MLP reaches 0.975 on digits that it has not seen.
    @Test
    void tellsHandwrittenDigitsApart() {
        Split parts = Datasets.named("digits").split(0.8, 1);
        NetClassifier model = new MlpClassifier().fit(parts.train());
        Dataset test = parts.test();
        int[] predicted = model.predict(test.features());
        double right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == test.classes().codes()[i] ? 1 : 0;
        }
        assertThat(right / predicted.length).isGreaterThanOrEqualTo(0.975);
    }
}
