package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Target;

class CsvTest {
    @TempDir
    Path folder;

    private Dataset read(String content) throws IOException {
        return read(content, ReadOptions.defaults());
    }

    private Dataset read(String content, ReadOptions options) throws IOException {
        return Datasets.read(Files.writeString(folder.resolve("people.csv"), content), options);
    }

    private static double[] row(Dataset data, int row) {
        double[] values = new double[data.columns()];
        data.features().copyRow(row, values, 0);
        return values;
    }

    @Test
    void readsNumbersCategoriesAndGaps() throws IOException {
        Dataset data = read("age,city,income\n39, Rome ,low\n,Bonn,high\n50,?,low\n2e1,Bonn,NA\n");
        assertThat(data.name()).isEqualTo("people");
        assertThat(data.schema().columns())
                .containsExactly(
                        new Column.Numeric("age"),
                        new Column.Categorical("city", List.of("Bonn", "Rome")),
                        new Column.Categorical("income", List.of("high", "low")));
        assertThat(row(data, 0)).containsExactly(39, 1, 1);
        assertThat(row(data, 1)).containsExactly(Double.NaN, 0, 0);
        assertThat(row(data, 2)).containsExactly(50, Double.NaN, 1);
        assertThat(row(data, 3)).containsExactly(20, 0, Double.NaN);
        assertThat(data.target()).isEqualTo(new Target.None());
    }

    // Pitfall 61: the quick start of the README, with a header and a text label.
    @Test
    void targetByNameGivesClasses() throws IOException {
        Dataset data = read("age,income\n39,low\n20,high\n50,low\n").target("income");
        assertThat(data.classes().names()).containsExactly("high", "low");
        assertThat(data.classes().codes()).containsExactly(1, 0, 1);
        assertThat(data.columns()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsTheSeparator(String separator) throws IOException {
        String content = "name of it,x,y\n\"a, b; c | d\",1,2\nother,3,4.5\n";
        Dataset data =
                read(String.join("\n", List.of("n,x,y", "a,1,2", "b,3,4.5")).replace(",", separator));
        assertThat(data.schema().names()).containsExactly("n", "x", "y");
        assertThat(row(data, 1)).containsExactly(1, 3, 4.5);
        assertThat(read(content).columns()).isEqualTo(3);
    }

    @Test
    void readsQuotesWithSeparatorsQuotesAndLineEnds() throws IOException {
        Dataset data = read("text,x\n\"a, \"\"b\"\"\nc\",1\nplain,2\n");
        assertThat(((Column.Categorical) data.schema().column(0)).levels()).containsExactly("a, \"b\"\nc", "plain");
        assertThat(data.rows()).isEqualTo(2);
    }

    @Test
    void readsByteOrderMarkCarriageReturnsEmptyLinesAndNoFinalLineEnd() throws IOException {
        Dataset data = read("\uFEFFx,y\r\n1,2\r\n\r\n3,4");
        assertThat(data.schema().names()).containsExactly("x", "y");
        assertThat(data.rows()).isEqualTo(2);
        assertThat(row(data, 1)).containsExactly(3, 4);
    }

    @Test
    void readsGzip() throws IOException {
        Path file = folder.resolve("people.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("x,y\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8));
        }
        Dataset data = Datasets.csv(file);
        assertThat(data.name()).isEqualTo("people");
        assertThat(row(data, 1)).containsExactly(2, 1);
    }

    @Test
    void booleansAreCategories() throws IOException {
        assertThat(read("a,b\nTRUE,1\nFALSE,2\n").schema().column(0))
                .isEqualTo(new Column.Categorical("a", List.of("FALSE", "TRUE")));
    }

    // Pitfall 30: an explicit zero is no gap.
    @Test
    void zeroAndMissingDiffer() throws IOException {
        Dataset data = read("a,b\n0,1\n,2\n-0.0,3\n");
        assertThat(row(data, 0)[0]).isZero();
        assertThat(row(data, 1)[0]).isNaN();
        assertThat(row(data, 2)[0]).isEqualTo(-0.0);
    }

    @Test
    void columnWithoutAnyValueIsNumericAndMissing() throws IOException {
        Dataset data = read("a,b\n,1\nNA,2\n");
        assertThat(data.schema().column(0)).isEqualTo(new Column.Numeric("a"));
        assertThat(row(data, 0)[0]).isNaN();
    }

    @Test
    void lateTextTurnsTheWholeColumnIntoCategoriesAndIsNoted() throws IOException {
        String content = "a,b\n"
                + IntStream.range(0, 3000).mapToObj(i -> i % 7 + "," + i).collect(Collectors.joining("\n"))
                + "\nseven,3000\n";
        Path file = Files.writeString(folder.resolve("late.csv"), content);
        Reading reading = Datasets.reading(file, ReadOptions.defaults());
        assertThat(reading.data().schema().column(0))
                .isEqualTo(new Column.Categorical("a", List.of("0", "1", "2", "3", "4", "5", "6", "seven")));
        assertThat(row(reading.data(), 8)).containsExactly(1, 8);
        assertThat(row(reading.data(), 3000)).containsExactly(7, 3000);
        assertThat(reading.notes())
                .containsExactly("column \"a\", row 3001 holds \"seven\", no number (late.csv:3002): the column was"
                        + " read as categories");
    }

    @Test
    void identifiersAreNotedAndCanBeIgnored() throws IOException {
        String content = "name,x\n"
                + IntStream.range(0, 1500).mapToObj(i -> "n" + i + "," + i).collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("ids.csv"), content);
        Reading reading = Datasets.reading(file, ReadOptions.defaults());
        assertThat(reading.notes()).hasSize(1).first().asString().contains("\"name\"", "1500", "ignore it");
        Reading without = Datasets.reading(file, ReadOptions.defaults().withIgnored("name"));
        assertThat(without.notes()).isEmpty();
        assertThat(without.data().schema().names()).containsExactly("x");
    }

    @Test
    void manyBlocksOfRowsKeepEveryCell() throws IOException {
        int rows = 30_000;
        String content = IntStream.range(0, rows)
                .mapToObj(i -> i + "," + "abc".charAt(i % 3) + "," + 0.5 * i + ",,,,,,,,,,,,,,,,")
                .collect(Collectors.joining("\n"));
        Dataset data = read(content);
        assertThat(data.rows()).isEqualTo(rows);
        for (int i = 0; i < rows; i += 977) {
            assertThat(data.features().get(i, 0)).isEqualTo(i);
            assertThat(data.features().get(i, 1)).isEqualTo(i % 3);
            assertThat(data.features().get(i, 2)).isEqualTo(0.5 * i);
            assertThat(data.features().get(i, 18)).isNaN();
        }
    }

    @Test
    void otherMissingMarkersAndCharsets() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "s,x\nZürich,-999\nBern,1\n".getBytes(StandardCharsets.ISO_8859_1));
        Dataset data = Datasets.read(
                file,
                ReadOptions.defaults().withCharset(StandardCharsets.ISO_8859_1).withMissing("-999"));
        assertThat(((Column.Categorical) data.schema().column(0)).levels()).containsExactly("Bern", "Zürich");
        assertThat(row(data, 0)[1]).isNaN();
    }

    @Nested
    class Header {
        @Test
        void textAboveNumbersIsAHeader() throws IOException {
            assertThat(read("a,b\n1,x\n2,a\n").schema().names()).containsExactly("a", "b");
        }

        @Test
        void distinctTextIsAHeader() throws IOException {
            assertThat(read("a,b\nx,x\ny,y\n").rows()).isEqualTo(2);
        }

        @Test
        void numbersAreNoHeader() throws IOException {
            Dataset data = read("1,2\n3,4\n");
            assertThat(data.schema().names()).containsExactly("x1", "x2");
            assertThat(data.rows()).isEqualTo(2);
        }

        @Test
        void repeatedTextIsNoHeader() throws IOException {
            assertThat(read("n,y,n\ny,y,n\n").rows()).isEqualTo(2);
        }

        @Test
        void optionsDecide() throws IOException {
            ReadOptions options = ReadOptions.defaults();
            assertThat(read("1,2\n3,4\n", options.withHeader(ReadOptions.Header.PRESENT))
                            .schema()
                            .names())
                    .containsExactly("1", "2");
            assertThat(read("a,b\nc,d\n", options.withHeader(ReadOptions.Header.ABSENT))
                            .rows())
                    .isEqualTo(2);
        }

        @Test
        void unnamedRowNamesGetAName() throws IOException {
            assertThat(read(",a\n1,2\n2,3\n").schema().names()).containsExactly("x1", "a");
        }
    }

    @Test
    void oneRowOfNumbersIsData() throws IOException {
        assertThat(row(read("1,2.5\n"), 0)).containsExactly(1, 2.5);
    }

    // Pitfall 60: memory per cell is bounded; 40 MB of table are read with 16 bytes a cell and 40 MB to spare.
    @Test
    void memoryPerCellIsBounded() throws IOException {
        Path file = folder.resolve("big.csv");
        String line = "1.25,-3.5,100,0.001,7,8,9,10,11,12\n".repeat(1000);
        Files.writeString(file, "a,b,c,d,e,f,g,h,i,j\n" + line.repeat(100));
        long cells = 1_000_000;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Datasets.csv(file);
        long before = threads.getCurrentThreadAllocatedBytes();
        Dataset data = Datasets.csv(file);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat((long) data.rows() * data.columns()).isEqualTo(cells);
        // 8 bytes in blocks, 8 in the matrix, and a few megabytes of buffers and sampled rows.
        assertThat(allocated).isLessThan(16 * cells + 12_000_000);
    }
}
