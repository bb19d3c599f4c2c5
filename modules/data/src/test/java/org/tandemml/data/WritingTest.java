package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;

class WritingTest {
    private static final double NAN = Double.NaN;

    @TempDir
    Path folder;

    private Dataset again(Dataset data, String name) {
        Path file = folder.resolve(name);
        Datasets.write(data, file);
        return Datasets.read(
                file,
                ReadOptions.defaults().withHeader(ReadOptions.Header.PRESENT).withTypes(data.schema()));
    }

    private static Dataset mixed() {
        Seed.Stream random = new Seed(5).stream();
        int n = 500;
        double[] bits = new double[n];
        String[] texts = new String[n];
        String[] digits = new String[n];
        String[] levels = {"a,b", "say \"hi\"", "zwei\nZeilen", "plain", "ü – 漢", "2024-01-31", "inf", null};
        for (int i = 0; i < n; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            bits[i] = Double.isFinite(value) ? value : NAN;
            texts[i] = levels[random.nextInt(levels.length)];
            digits[i] = Integer.toString(random.nextInt(3));
        }
        bits[0] = -0.0;
        bits[1] = Double.MIN_VALUE;
        bits[2] = Double.MAX_VALUE;
        bits[3] = 1e15;
        return Columns.named("mixed")
                .numbers("any bits, quoted", bits)
                .categories("text \"x\"", texts)
                .categories("digits", digits)
                .data();
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.csv", "m.csv.gz"})
    void csvReadsBackWithTheSameSchemaAndBits(String name) {
        Dataset data = mixed();
        Dataset back = again(data, name);
        assertThat(back.schema()).isEqualTo(data.schema());
        assertThat(back.features()).isEqualTo(data.features());
        assertThat(back.fingerprint()).isEqualTo(data.fingerprint());
    }

    @Test
    void targetsStandInTheLastColumn() throws IOException {
        Dataset iris = Datasets.named("iris");
        Path file = folder.resolve("iris.csv");
        long bytes = Datasets.writeCsv(iris, file);
        assertThat(bytes).isEqualTo(Files.size(file));
        Dataset back = Datasets.csv(file).target("species");
        assertThat(back.named("iris").fingerprint()).isEqualTo(iris.fingerprint());
        Dataset diabetes = Datasets.named("diabetes");
        Datasets.writeCsv(diabetes, file);
        assertThat(Datasets.csv(file).target("target").fingerprint()).isEqualTo(diabetes.fingerprint());
    }

    @Test
    void singleColumnWithMissingValuesKeepsItsRows() {
        Dataset data = Columns.named("one").numbers("a", 1, NAN, 3).data();
        assertThat(again(data, "one.csv").features()).isEqualTo(data.features());
    }

    @Test
    void csvRefusesWhatWouldNotReadBack() {
        Path file = folder.resolve("bad.csv");
        for (String level : new String[] {"NA", "?", "", " a", "a\t"}) {
            Dataset data = Columns.named("d").categories("c", level).data();
            assertThatThrownBy(() -> Datasets.writeCsv(data, file))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("does not read back");
        }
        Dataset named = Columns.named("d").numbers(" a", 1).data();
        assertThatThrownBy(() -> Datasets.writeCsv(named, file)).hasMessageContaining("does not read back");
        Dataset weighted = Columns.named("d").numbers("a", 1).data().withWeights(2);
        assertThatThrownBy(() -> Datasets.writeCsv(weighted, file)).hasMessageContaining("weights");
        Dataset infinite = Dataset.of(
                "d", Schema.numeric(1), Matrix.of(new double[] {Double.POSITIVE_INFINITY}), new Target.None());
        assertThatThrownBy(() -> Datasets.writeCsv(infinite, file)).hasMessageContaining("row 1 is Infinity");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s.libsvm", "s.svm.gz"})
    void libsvmReadsBack(String name) {
        SparseMatrix x = new SparseMatrix(
                5, new int[] {0, 2, 2, 4}, new int[] {0, 2, 1, 3}, new double[] {0.1, NAN, -0.0, 1e300});
        Dataset data = Dataset.of("s", Schema.numeric(5), x, new Target.Numbers("label", new double[] {0.5, -1, 1e-7}));
        Dataset back = readAgain(data, name);
        assertThat(back.schema()).isEqualTo(data.schema());
        assertThat(((SparseMatrix) back.features()).dense()).isEqualTo(x.dense());
        assertThat(back.target()).isEqualTo(data.target());
        Dataset classes = data.withTarget(new Target.Classes("label", List.of("-1", "1"), new int[] {1, 0, 1}));
        assertThat(readAgain(classes, name).target()).isEqualTo(classes.target());
    }

    private Dataset readAgain(Dataset data, String name) {
        Path file = folder.resolve(name);
        Datasets.write(data, file);
        return Datasets.read(file);
    }

    @Test
    void denseDataBecomeSparseTextAndOtherClassNamesCodes() throws IOException {
        Dataset data = Dataset.classes(Matrix.of(new double[] {0, 2.5}, new double[] {-1, 0}), "no", "yes");
        Path file = folder.resolve("d.libsvm");
        Datasets.writeLibsvm(data, file);
        assertThat(Files.readString(file)).isEqualTo("0 2:2.5\n1 1:-1\n");
        Dataset categories = Columns.named("d").categories("city", "Rom").data();
        assertThatThrownBy(() -> Datasets.writeLibsvm(categories, file))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("\"city\" holds categories", "OneHot");
        assertThat(Files.readString(file)).as("the old file stays").isEqualTo("0 2:2.5\n1 1:-1\n");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).hasSize(1);
        }
    }
}
