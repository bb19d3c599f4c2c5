package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;

class CsvErrorTest {
    @TempDir
    Path folder;

    private String message(Path file) {
        return message(file, ReadOptions.defaults());
    }

    private static String message(Path file, ReadOptions options) {
        InputException refused = catchThrowableOfType(InputException.class, () -> Datasets.read(file, options));
        assertThat(refused).as("reading " + file).isNotNull();
        assertThat(refused.getMessage()).doesNotContain("\n", "Exception");
        return refused.getMessage();
    }

    private String message(String content) throws IOException {
        return message(Files.writeString(folder.resolve("people.csv"), content));
    }

    private Path bytes(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    @Test
    void missingFile() {
        assertThat(message(folder.resolve("none.csv"))).contains("none.csv does not exist", folder.toString());
    }

    @Test
    void directory() throws IOException {
        assertThat(message(Files.createDirectory(folder.resolve("d.csv"))))
                .endsWith("is a directory: name a file in it");
    }

    @Test
    void emptyFile() throws IOException {
        assertThat(message("")).isEqualTo("people.csv is empty: it needs at least one row of values");
        assertThat(message("\n \n")).isEqualTo("people.csv is empty: it needs at least one row of values");
        assertThat(message(bytes("e.csv.gz", new byte[0]))).startsWith("e.csv.gz is empty");
    }

    @Test
    void headerOnly() throws IOException {
        assertThat(message("a,b\n")).startsWith("people.csv has a header and no rows");
    }

    @Test
    void raggedRow() throws IOException {
        String rows = "1,2,3,4,5\n".repeat(16);
        assertThat(message("a,b,c,d,e\n" + rows + "1,2,3,4\n1,2,3,4,5\n"))
                .isEqualTo("row 17 has 4 values, the header names 5 columns (people.csv:18)");
        assertThat(message("1,2\n3,4,5\n")).isEqualTo("row 2 has 3 values, row 1 has 2 columns (people.csv:2)");
    }

    @Test
    void repeatedColumnName() throws IOException {
        assertThat(message("a,b,a\n1,2,3\n"))
                .isEqualTo("the header names \"a\" twice, in columns 1 and 3 (people.csv:1): rename one");
    }

    @Test
    void infiniteValues() throws IOException {
        assertThat(message("a,b\n1,2\n3,-inf\n"))
                .contains("column \"b\", row 2 holds -inf", "finite", "(people.csv:3)");
        assertThat(message("a,b\n1,2\n1e999,3\n")).contains("column \"a\", row 2 holds 1e999");
    }

    @Test
    void binaryContent() throws IOException {
        byte[] junk = new byte[100_000];
        Seed.Stream random = new Seed(3).stream();
        for (int i = 0; i < junk.length; i++) {
            junk[i] = (byte) random.nextInt(256);
        }
        assertThat(message(bytes("junk.csv", junk))).contains("junk.csv");
        byte[] lateNul =
                Arrays.copyOf("a,b\n".concat("1,x\n".repeat(50_000)).getBytes(StandardCharsets.UTF_8), 200_010);
        Arrays.fill(lateNul, 200_004, 200_010, (byte) 0);
        assertThat(message(bytes("late.csv", lateNul))).contains("late.csv");
        assertThat(message(bytes("utf16.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE))))
                .isEqualTo(
                        "utf16.csv holds NUL characters: it is a binary file or not in UTF-8, save it as UTF-8 text");
    }

    @Test
    void textThatIsNotUtf8() throws IOException {
        assertThat(message(bytes("latin.csv", "s,x\nZürich,1\n".getBytes(StandardCharsets.ISO_8859_1))))
                .contains("latin.csv", "not valid text", "charset");
    }

    @Test
    void quoteThatIsNeverClosed() throws IOException {
        assertThat(message("a,b\n1,\"x\n2,y\n")).contains("people.csv", "quote is never closed");
    }

    @Test
    void damagedTruncatedAndFalseGzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        StringBuilder rows = new StringBuilder("a,b\n");
        Seed.Stream random = new Seed(4).stream();
        for (int i = 0; i < 20_000; i++) {
            rows.append(random.nextInt(1000))
                    .append(',')
                    .append(random.nextInt(1000))
                    .append('\n');
        }
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
        }
        byte[] good = packed.toByteArray();
        assertThat(message(bytes("cut.csv.gz", Arrays.copyOf(good, good.length / 2))))
                .contains("cut.csv.gz", "truncated");
        byte[] bad = good.clone();
        Arrays.fill(bad, good.length / 2, good.length / 2 + 50, (byte) 0x5A);
        assertThat(message(bytes("bad.csv.gz", bad))).contains("bad.csv.gz");
        assertThat(message(bytes("plain.csv.gz", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("plain.csv.gz is named .gz but is not gzip-compressed: rename it without .gz");
    }

    // 200 MB without a line end, held as 200 kB of gzip: cells and columns are bounded, so is the memory.
    @Test
    void oneLineOf200Megabytes() throws IOException {
        assertThat(message(repeated("cell.csv.gz", "x".repeat(1000)))).contains("cell.csv.gz", "one row a line");
        assertThat(message(repeated("row.csv.gz", "1,2,3,4,5,".repeat(100))))
                .isEqualTo("a row has more than 200000 values (row.csv.gz:1): is this a table with one row a line?");
    }

    private Path repeated(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        byte[] part = text.getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (int i = 0; i < 200_000; i++) {
                out.write(part);
            }
        }
        return file;
    }

    @Test
    void unknownFormatAndUnknownColumnToIgnore() throws IOException {
        assertThat(message(bytes("x.parquet", new byte[] {1}))).contains("the name tells no format", ".csv", ".libsvm");
        Path file = Files.writeString(folder.resolve("people.csv"), "age,b\n1,2\n");
        assertThat(message(file, ReadOptions.defaults().withIgnored("agee"))).contains("did you mean \"age\"?");
    }
}
