package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.SparseMatrix;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class TextHashTest implements TransformerContract<TextBuckets> {
    @Override
    public TextHash learner() {
        return new TextHash().withColumns(ColumnChoice.named("text")).withBuckets(64);
    }

    @Override
    public Dataset data() {
        return TfIdfTest.withTexts(Samples.numbers(60, 2, 1));
    }

    @Override
    public Dataset largeData() {
        return TfIdfTest.withTexts(Samples.numbers(6_000, 2, 2));
    }

    private static double[] hashed(TextBuckets step, String text) {
        return Samples.dense(step.transform(TfIdfTest.texts(text)).features());
    }

    @Test
    void aTextIsTheSumOfItsWords() {
        TextBuckets step = new TextHash().withBuckets(32).fit(TfIdfTest.texts("anything"));
        double[] sum = hashed(step, "one");
        double[] two = hashed(step, "two");
        for (int k = 0; k < 32; k++) {
            sum[k] = 2 * sum[k] + two[k];
        }
        assertThat(hashed(step, "One, two; ONE!")).isEqualTo(sum);
        assertThat(Arrays.stream(two).map(Math::abs).sum()).isEqualTo(1);
        assertThat(hashed(step, "")).containsOnly(0);
    }

    // Written down on the day the hash was written: models in files depend on it.
    @Test
    void theHashStaysTheSame() {
        double[] buckets = hashed(new TextHash().withBuckets(16).fit(TfIdfTest.texts("x")), "tandem");
        int place = 0;
        while (buckets[place] == 0) {
            place++;
        }
        assertThat(place * buckets[place]).isEqualTo(-2);
    }

    @Test
    void signsCancelOnAverage() {
        StringBuilder words = new StringBuilder();
        for (int k = 0; k < 4000; k++) {
            words.append("word").append(k).append(' ');
        }
        double[] buckets = hashed(new TextHash().withBuckets(100).fit(TfIdfTest.texts("x")), words.toString());
        assertThat(Arrays.stream(buckets).sum() / 4000).isCloseTo(0, Offset.offset(0.05));
        assertThat(Arrays.stream(buckets).map(v -> v * v).sum() / 4000).isBetween(0.6, 1.5);
    }

    @Test
    void theResultIsSparseAndOtherColumnsPass() {
        TextBuckets step = learner().fit(data());
        assertThat(step.output().names()).startsWith("x1", "x2", "text#0").endsWith("text#63");
        assertThat(step.transform(data().features())).isInstanceOf(SparseMatrix.class);
        assertThatThrownBy(() -> new TextHash().withBuckets(0)).isInstanceOf(InputException.class);
    }
}
