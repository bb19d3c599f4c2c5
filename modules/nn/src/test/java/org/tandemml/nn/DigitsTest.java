package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Split;
import org.tandemml.core.Target;

class DigitsTest {
    /// The bundled 1797 images of 8 × 8 pixels, the digit in the last column.
    private static Dataset digits() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of("../../datasets/digits.csv.gz"))),
                StandardCharsets.UTF_8))) {
            double[][] rows = in.lines()
                    .skip(1)
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
            int[] codes = Arrays.stream(rows).mapToInt(r -> (int) r[64]).toArray();
            List<String> names =
                    IntStream.range(0, 10).mapToObj(Integer::toString).toList();
            return Dataset.of(
                    "digits",
                    Schema.numeric(64),
                    Matrix.of(Arrays.stream(rows).map(r -> Arrays.copyOf(r, 64)).toArray(double[][]::new)),
                    new Target.Classes("digit", names, codes));
        }
    }

    /// Issue 8: an MLP reaches 0.975 on digits that it has not seen.
    @Test
    void tellsHandwrittenDigitsApart() throws IOException {
        Split parts = digits().split(0.8, 1);
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
