package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.SparseMatrix;

class LibsvmTest {
    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("d.libsvm"), content);
    }

    @Test
    void readsSparseRowsAndClasses() throws IOException {
        Dataset data = Datasets.read(file("# made by hand\n+1 1:0.5 4:-2e1 # note\n-1\n\n1.0 2:0 3:nan\r\n"));
        assertThat(data.classes().names()).containsExactly("-1", "1");
        assertThat(data.classes().codes()).containsExactly(1, 0, 1);
        SparseMatrix x = (SparseMatrix) data.features();
        assertThat(x.columns()).isEqualTo(4);
        assertThat(x.get(0, 0)).isEqualTo(0.5);
        assertThat(x.get(0, 3)).isEqualTo(-20);
        assertThat(x.get(1, 0)).isZero();
        // Pitfall 30: a written zero is kept and differs from a missing value.
        assertThat(x.stored()).isEqualTo(4);
        assertThat(x.get(2, 1)).isZero();
        assertThat(x.get(2, 2)).isNaN();
        assertThat(data.schema().names()).containsExactly("x1", "x2", "x3", "x4");
    }

    @Test
    void fractionsAndManyWholeNumbersAreNumbers() throws IOException {
        assertThat(Datasets.read(file("0.5 1:1\n2 1:2\n")).numbers()).containsExactly(0.5, 2);
        String many = IntStream.range(0, 300).mapToObj(i -> i + " 1:1").collect(Collectors.joining("\n"));
        assertThat(Datasets.read(file(many)).numbers()).hasSize(300);
    }

    @Test
    void optionsDecideAboutLabels() throws IOException {
        ReadOptions options = ReadOptions.defaults().withLabels(ReadOptions.Labels.NUMBERS);
        assertThat(Datasets.read(file("1 1:1\n2 1:2\n"), options).numbers()).containsExactly(1, 2);
    }

    @Test
    void classesAreInNumericOrder() throws IOException {
        assertThat(Datasets.read(file("10 1:1\n9 1:2\n-3 1:1\n")).classes().names())
                .containsExactly("-3", "9", "10");
    }

    @Test
    void queryNumbersAreTheLastColumn() throws IOException {
        Path file = file("1 qid:7 1:1\n0 qid:7 2:1\n# none\n2 qid:12\n");
        Reading reading = Datasets.reading(file, ReadOptions.defaults());
        assertThat(reading.data().schema().names()).containsExactly("x1", "x2", "qid");
        double[] row = new double[3];
        for (double[] expected : new double[][] {{0, 1, 0, 7}, {1, 0, 1, 7}, {2, 0, 0, 12}}) {
            reading.data().features().copyRow((int) expected[0], row, 0);
            assertThat(row).containsExactly(expected[0] == 0 ? 1 : 0, expected[0] == 1 ? 1 : 0, expected[3]);
        }
        assertThat(reading.notes()).hasSize(1).first().asString().contains("qid");
        Reading without = Datasets.reading(file, ReadOptions.defaults().withIgnored("qid"));
        assertThat(without.data().columns()).isEqualTo(2);
        assertThat(without.notes()).isEmpty();
    }

    @Test
    void everyRowHasAQueryOrNone() throws IOException {
        assertThatThrownBy(() -> Datasets.read(file("1 qid:1 1:1\n0 1:2\n")))
                .hasMessageContaining("row 2 has no qid")
                .hasMessageContaining("(d.libsvm:2)");
        assertThatThrownBy(() -> Datasets.read(file("1 1:1\n0 qid:1 1:2")))
                .hasMessageContaining("the rows before have no qid")
                .hasMessageContaining("(d.libsvm:2)");
        assertThatThrownBy(() -> Datasets.read(file("1 qid:1 qid:2 1:1\n"))).hasMessageContaining("second qid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 2:1 2:3 | \"2:3\" follows index 2, indices must ascend (d.libsvm:2)",
                "1 3:1 2:3 | \"2:3\" follows index 3, indices must ascend (d.libsvm:2)",
                "1 0:1 | \"0:1\" has no index from 1 to 2147483646 (d.libsvm:2)",
                "1 99999999999:1 | \"99999999999:1\" should begin with a whole number from 1 (d.libsvm:2)",
                "1 a:1 | \"a:1\" should begin with a whole number from 1 (d.libsvm:2)",
                "1 1:x | \"1:x\" should be index:value with a finite number as value (d.libsvm:2)",
                "1 1:1e999 | \"1:1e999\" should be index:value with a finite number as value (d.libsvm:2)",
                "1 1 | \"1\" should be index:value (d.libsvm:2)",
                "1 qid:-1 1:1 | \"qid:-1\" should be qid:n with a whole number from 0 to 2^53 (d.libsvm:2)",
                "1 qid:a 1:1 | \"qid:a\" should be qid:n with a whole number from 0 to 2^53 (d.libsvm:2)",
                "1 1:1 qid:3 | \"qid:3\" must stand between the label and the values (d.libsvm:2)",
                "1:5 2:3 | \"1:5\" should be a label, one finite number at the beginning of each line (d.libsvm:2)",
                "yes 1:1 | \"yes\" should be a label, one finite number at the beginning of each line (d.libsvm:2)"
            })
    void errorsNameTheLine(String line, String message) throws IOException {
        Path file = file("1 1:1\n" + line + "\n");
        assertThatThrownBy(() -> Datasets.read(file))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void refusesEmptyBinaryAndEndlessContent() throws IOException {
        assertThatThrownBy(() -> Datasets.read(file("# nothing\n"))).hasMessageContaining("d.libsvm is empty");
        assertThatThrownBy(() -> Datasets.read(file("1 1:1\n\0\1\2")))
                .hasMessageContaining("d.libsvm:2 holds the control character 0");
        assertThatThrownBy(() -> Datasets.read(file("1 " + "9".repeat(1_000_000))))
                .hasMessageContaining("is longer than 64 characters (d.libsvm:1)");
    }

    @Test
    void oneHugeIndexDoesNotFillTheMemory() throws IOException {
        // Found by the fuzz test: two thousand million column names ended the JVM.
        assertThatThrownBy(() -> Datasets.read(file("1 2147483646:1\n")))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("d.libsvm, after line 1", "of memory");
    }
}
