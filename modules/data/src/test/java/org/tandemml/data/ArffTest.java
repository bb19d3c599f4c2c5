package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;

class ArffTest {
    private static final double NAN = Double.NaN;

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("d.arff"), content);
    }

    @Test
    void readsNominalQuotedMissingAndComments() throws IOException {
        Dataset data = Datasets.read(file("""
                % a comment
                @RELATION 'a relation'

                @attribute 'sepal length' REAL   % in cm
                @ATTRIBUTE n integer
                @attribute "class" { 'Iris virginica', setosa, "it's" }
                @attribute note string
                @data
                5.1, 3, setosa, 'b, \\'c\\''
                ?, -4e1, 'Iris virginica', '?'   % behind a row

                1,?,Iris virginica,a
                2,2,?,?
                """));
        assertThat(data.schema())
                .isEqualTo(new Schema(List.of(
                        new Column.Numeric("sepal length"),
                        new Column.Numeric("n"),
                        new Column.Categorical("class", List.of("Iris virginica", "setosa", "it's")),
                        new Column.Categorical("note", List.of("?", "a", "b, 'c'")))));
        assertThat(data.features())
                .isEqualTo(Matrix.of(
                        new double[] {5.1, 3, 1, 2},
                        new double[] {NAN, -40, 0, 0},
                        new double[] {1, NAN, 0, 1},
                        new double[] {2, 2, NAN, NAN}));
        assertThat(data.select(0, 1, 2).target("class").classes().codes()).containsExactly(1, 0, 0);
    }

    @Test
    void sparseNumbersGiveASparseMatrix() throws IOException {
        Dataset data = Datasets.read(file("""
                @relation r
                @attribute a numeric
                @attribute b numeric
                @attribute c numeric
                @data
                {0 1.5, 2 -2}
                {}
                {1 ?}, {3}
                """));
        SparseMatrix x = (SparseMatrix) data.features();
        assertThat(x.dense())
                .isEqualTo(Matrix.of(new double[] {1.5, 0, -2}, new double[] {0, 0, 0}, new double[] {0, NAN, 0}));
        assertThat(data.weights()).containsExactly(1, 1, 3);
    }

    @Test
    void sparseNominalCellsThatAreLeftOutHoldTheFirstValue() throws IOException {
        Dataset data = Datasets.read(
                file("@relation r\n@attribute a numeric\n@attribute b {no,yes}\n@data\n{0 7}\n{1 yes}\n"));
        assertThat(data.features()).isEqualTo(Matrix.of(new double[] {7, 0}, new double[] {0, 1}));
    }

    @Test
    void weightsOfDenseRowsAreKept() throws IOException {
        Dataset data = Datasets.read(file("@relation r\n@attribute a numeric\n@data\n1\n2, {0.5}\n3\n"));
        assertThat(data.weights()).containsExactly(1, 0.5, 1);
    }

    @Test
    void attributesAreIgnoredByNameAndDatesNamedWithTheCure() throws IOException {
        Path file = file("@relation r\n@attribute a numeric\n@attribute day date 'yyyy-MM-dd'\n@data\n1,2024-01-31\n");
        assertThatThrownBy(() -> Datasets.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("column \"day\" holds dates (d.arff:3)", "--ignore \"day\"");
        Dataset rest = Datasets.read(file, ReadOptions.defaults().withIgnored("day"));
        assertThat(rest.schema().names()).containsExactly("a");
        assertThatThrownBy(() -> Datasets.read(file, ReadOptions.defaults().withIgnored("day", "b")))
                .hasMessageContaining("unknown column to ignore \"b\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "1,no,3 | row 2 has more than 2 values, or a weight that is no number from 0 on (d.arff:6)",
                "1 | row 2 has 1 value, 2 attributes are declared (d.arff:6)",
                "x,no | column \"a\", row 2 holds \"x\", no finite number (d.arff:6)",
                "1e999,no | column \"a\", row 2 holds \"1e999\", no finite number (d.arff:6)",
                "1,maybe | column \"b\", row 2 holds \"maybe\", which is none of its 2 declared values (d.arff:6)",
                "1,'no | a quote is not closed on its line (d.arff:6)",
                "1,no,{-1} | row 2 has more than 2 values, or a weight that is no number from 0 on (d.arff:6)",
                "{0 1} | row 2 is sparse and rows before it are dense (d.arff:6)",
            })
    void errorsNameTheLine(String line, String message) throws IOException {
        Path file = file("@relation r\n@attribute a real\n@attribute b {no,yes}\n@data\n1,no\n" + line + "\n2,no\n");
        assertThatThrownBy(() -> Datasets.read(file))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "a,b | the header should hold @relation, @attribute or @data here (d.arff:1): is this an ARFF file?",
                "@relation r | d.arff has no line @data: it is no ARFF file, or truncated",
                "@attribute a float | attribute \"a\" has the type \"float\" (d.arff:1): known are numeric, real, integer, string, date and {values}",
                "@attribute a {x,x} | attribute \"a\" names the value \"x\" twice (d.arff:1)",
                "@attribute a {x y | attribute \"a\" should list its values as {a, b, c} (d.arff:2)",
                "@attribute a relational | column \"a\" is relational (d.arff:1): tables within tables are not read, export it without this attribute",
                "@data | d.arff declares no @attribute: it is no ARFF file",
            })
    void errorsOfTheHeaderNameTheLine(String line, String message) throws IOException {
        Path file = file(line + "\n");
        assertThatThrownBy(() -> Datasets.read(file))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void sparseIndicesMustAscend() throws IOException {
        String header = "@relation r\n@attribute a real\n@attribute b real\n@data\n";
        for (String row : List.of("{1 2, 0 1}", "{2 1}", "{x 1}", "{0}", "{0 1 1}", "{-1 1}", "{0 1")) {
            Path file = file(header + row + "\n");
            assertThatThrownBy(() -> Datasets.read(file))
                    .as(row)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("row 1")
                    .hasMessageContaining("(d.arff:");
        }
    }
}
