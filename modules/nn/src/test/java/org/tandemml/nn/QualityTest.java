package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.optimization.FirstOrder;

/// What issue 8 asks of nets on data too large to be bundled. Runs where the environment names them with TANDEM_DATA.
@Tag("slow")
class QualityTest {
    private static GZIPInputStream open(String folder, String name) throws IOException {
        String root = System.getenv("TANDEM_DATA");
        assumeTrue(root != null, "TANDEM_DATA is not set");
        Path file = Path.of(root, folder, name);
        assumeTrue(Files.exists(file), "no " + name);
        return new GZIPInputStream(Files.newInputStream(file), 1 << 16);
    }

    private static Dataset mnist(String part) throws IOException {
        try (DataInputStream images = new DataInputStream(open("mnist", part + "-images-idx3-ubyte.gz"));
                DataInputStream labels = new DataInputStream(open("mnist", part + "-labels-idx1-ubyte.gz"))) {
            images.readInt();
            int rows = images.readInt();
            int pixels = images.readInt() * images.readInt();
            double[] values = new double[rows * pixels];
            byte[] bytes = images.readNBytes(values.length);
            Arrays.setAll(values, i -> bytes[i] & 0xff);
            labels.readLong();
            byte[] codes = labels.readNBytes(rows);
            return Dataset.of(
                    "mnist",
                    Schema.numeric(pixels),
                    new DenseMatrix(rows, pixels, values),
                    new Target.Classes(
                            "digit",
                            IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
                            IntStream.range(0, rows).map(i -> codes[i]).toArray()));
        }
    }

    @Test
    void tellsMnistDigitsApartAfterFiveEpochs() throws IOException {
        NetClassifier model = new MlpClassifier()
                .withHidden(Widths.of(256, 128))
                .withEpochs(5)
                .withBatch(128)
                .withValidation(0)
                .fit(mnist("train"));
        Dataset test = mnist("t10k");
        int[] predicted = model.predict(test.features());
        double right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == test.classes().codes()[i] ? 1 : 0;
        }
        assertThat(right / predicted.length).isGreaterThanOrEqualTo(0.98);
    }

    private static List<String[]> adultRows(String name) throws IOException {
        try (GZIPInputStream in = open("adult", name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(",", -1))
                    .toList();
        }
    }

    /// Columns whose every value is a number are numbers, the others categories; the last is the class.
    private static Dataset adult(List<String[]> rows, List<Column> columns) {
        int p = columns.size();
        double[] values = new double[(rows.size() - 1) * p];
        int[] codes = new int[rows.size() - 1];
        for (int i = 0; i < codes.length; i++) {
            String[] row = rows.get(i + 1);
            for (int j = 0; j < p; j++) {
                values[i * p + j] = columns.get(j) instanceof Column.Categorical c
                        ? (c.levels().contains(row[j]) ? c.levels().indexOf(row[j]) : Double.NaN)
                        : Double.parseDouble(row[j]);
            }
            codes[i] = row[p].startsWith(">50K") ? 1 : 0;
        }
        return Dataset.of(
                "adult",
                new Schema(columns),
                new DenseMatrix(codes.length, p, values),
                new Target.Classes("income", List.of("<=50K", ">50K"), codes));
    }

    private static double auc(NetClassifier model, Dataset data) {
        double[] p = model.probabilities(data.features()).values();
        int[] codes = data.classes().codes();
        Integer[] order = IntStream.range(0, codes.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(p[2 * a + 1], p[2 * b + 1]));
        double sum = 0;
        double positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && p[2 * order[to] + 1] == p[2 * order[from] + 1]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                if (codes[order[i]] == 1) {
                    positives++;
                    sum += (from + to + 1) / 2.0;
                }
            }
            from = to;
        }
        return (sum - positives * (positives + 1) / 2) / (positives * (order.length - positives));
    }

    @Test
    void ranksTheIncomesOfAdult() throws IOException {
        List<String[]> train = adultRows("adult_train.csv.gz");
        String[] names = train.getFirst();
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < names.length - 1; j++) {
            TreeSet<String> levels = new TreeSet<>();
            for (String[] row : train.subList(1, train.size())) {
                levels.add(row[j]);
            }
            boolean numbers = levels.stream().allMatch(v -> v.matches("-?[0-9.]+"));
            columns.add(numbers ? new Column.Numeric(names[j]) : new Column.Categorical(names[j], List.copyOf(levels)));
        }
        Dataset data = adult(train, columns);
        Dataset test = adult(adultRows("adult_test.csv.gz"), columns);
        assertThat(auc(new MlpClassifier().fit(data), test)).isGreaterThanOrEqualTo(0.905);
        assertThat(auc(new ResNetClassifier().withEpochs(5).fit(data), test)).isGreaterThanOrEqualTo(0.905);
        assertThat(auc(
                        new TransformerClassifier()
                                .withEpochs(2)
                                .withOptimizer(FirstOrder.parse("adamw:0.001"))
                                .fit(data),
                        test))
                .isGreaterThanOrEqualTo(0.905);
    }
}
