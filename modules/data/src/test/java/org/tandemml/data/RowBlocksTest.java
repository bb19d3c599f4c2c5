package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;

class RowBlocksTest {
    @TempDir
    Path folder;

    private static List<Dataset> all(RowBlocks blocks) {
        try (blocks) {
            List<Dataset> all = new ArrayList<>();
            blocks.forEachRemaining(all::add);
            return all;
        }
    }

    @Test
    void csvBlocksTogetherAreTheWholeFile() throws IOException {
        Path file = folder.resolve("a.csv");
        StringBuilder text = new StringBuilder("x,\"c\",y\n");
        for (int i = 0; i < 1003; i++) {
            text.append(i % 7 == 0 ? "" : i / 8.0)
                    .append(',')
                    .append(i % 3 == 0 ? "b" : "\"a,\"")
                    .append(",")
                    .append(i)
                    .append(i % 10 == 0 ? "\r\n\n" : "\n");
        }
        Files.writeString(file, text);
        Dataset whole = Datasets.csv(file);
        for (int blockRows : new int[] {1, 100, 1003, 5000}) {
            List<Dataset> blocks = all(Datasets.stream(file, ReadOptions.defaults(), blockRows));
            assertThat(blocks).hasSize((1003 + blockRows - 1) / blockRows);
            int row = 0;
            for (Dataset block : blocks) {
                assertThat(block.schema()).isEqualTo(whole.schema());
                for (int i = 0; i < block.rows(); i++, row++) {
                    for (int j = 0; j < 3; j++) {
                        assertThat(Double.doubleToLongBits(block.features().get(i, j)))
                                .isEqualTo(
                                        Double.doubleToLongBits(whole.features().get(row, j)));
                    }
                }
            }
            assertThat(row).isEqualTo(1003);
        }
    }

    @Test
    void schemaMayBeGivenInAnotherOrder() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "x,c,y\n1,b,2\n3,a,4\n");
        Schema schema =
                new Schema(List.of(new Column.Categorical("c", List.of("z", "b", "a")), new Column.Numeric("x")));
        Dataset block =
                all(Datasets.stream(file, ReadOptions.defaults(), 10, schema)).getFirst();
        assertThat(block.schema()).isEqualTo(schema);
        assertThat(block.features().get(0, 0)).isEqualTo(1);
        assertThat(block.features().get(1, 0)).isEqualTo(2);
        assertThat(block.features().get(1, 1)).isEqualTo(3);
        assertThatThrownBy(() -> Datasets.stream(file, ReadOptions.defaults(), 10, Schema.numeric("w")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("unknown column of the schema \"w\"");
    }

    @Test
    void unknownLevelsTextsAndRaggedRowsNameTheLine() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "x,c\n1,b\n2,a\n3,q\n");
        Schema schema = new Schema(List.of(new Column.Numeric("x"), new Column.Categorical("c", List.of("a", "b"))));
        assertThatThrownBy(() -> all(Datasets.stream(file, ReadOptions.defaults(), 2, schema)))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("column \"c\", row 3 holds \"q\"", "2 levels of the schema (a.csv:4)");
        Files.writeString(file, "x,c\n1,b\n2,a\noops,a\n");
        assertThatThrownBy(() -> all(Datasets.stream(file, ReadOptions.defaults(), 2, schema)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column \"x\", row 3 holds \"oops\", no number (a.csv:4)");
        Files.writeString(file, "x,c\n1,b\n2\n");
        assertThatThrownBy(() -> all(Datasets.stream(file, ReadOptions.defaults(), 2, schema)))
                .hasMessageContaining("row 2 has 1 value");
        Files.writeString(file, "x,c\n1,b\ninf,a\n");
        assertThatThrownBy(() -> all(Datasets.stream(file, ReadOptions.defaults(), 2, schema)))
                .hasMessageContaining("values must be finite (a.csv:3)");
    }

    @Test
    void libsvmBlocksTogetherAreTheWholeFile() throws IOException {
        Path file = folder.resolve("a.libsvm");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 57; i++) {
            text.append(i % 3 - 1)
                    .append(' ')
                    .append(1 + i % 5)
                    .append(":0.5 ")
                    .append(10 + i)
                    .append(":-2\n");
        }
        Files.writeString(file, text);
        Dataset whole = Datasets.read(file);
        int row = 0;
        for (Dataset block : all(Datasets.stream(file, ReadOptions.defaults(), 10))) {
            assertThat(block.schema()).isEqualTo(whole.schema());
            assertThat(block.classes().names()).isEqualTo(whole.classes().names());
            for (int i = 0; i < block.rows(); i++, row++) {
                assertThat(block.classes().codes()[i]).isEqualTo(whole.classes().codes()[row]);
                assertThat(((SparseMatrix) block.select(i).features()).dense())
                        .isEqualTo(((SparseMatrix) whole.select(row).features()).dense());
            }
        }
        assertThat(row).isEqualTo(57);
        assertThatThrownBy(() -> all(Datasets.stream(file, ReadOptions.defaults(), 10, Schema.numeric(20))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("above the 20 columns of the schema (a.libsvm:12)");
    }

    @Test
    void theEndIsTheEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "x\n1\n");
        try (RowBlocks blocks = Datasets.stream(file, ReadOptions.defaults(), 5)) {
            assertThat(blocks.next().rows()).isEqualTo(1);
            assertThat(blocks.hasNext()).isFalse();
            assertThat(blocks.hasNext()).isFalse();
            assertThatThrownBy(blocks::next).isInstanceOf(NoSuchElementException.class);
        }
        Path arff = Files.writeString(folder.resolve("a.arff"), "@relation r\n");
        assertThatThrownBy(() -> Datasets.stream(arff, ReadOptions.defaults(), 5))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be streamed");
    }

    /// A file of any size that is never stored.
    private static final class Repeated extends InputStream {
        private final byte[] head;
        private final byte[] body;
        private final long size;
        private long at;

        Repeated(String head, String body, long size) {
            this.head = head.getBytes(StandardCharsets.US_ASCII);
            this.body = body.getBytes(StandardCharsets.US_ASCII);
            this.size = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (at >= size) {
                return -1;
            }
            byte[] part = at < head.length ? head : body;
            int begin = (int) (at < head.length ? at : (at - head.length) % body.length);
            int count = Math.min(length, part.length - begin);
            System.arraycopy(part, begin, into, from, count);
            at += count;
            return count;
        }
    }

    /// 5 GB pass while no more than 64 MB live: measured after a collection, in several places of the file.
    @Test
    @Tag("slow")
    void fiveGigabytesPassInConstantMemory() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            body.append("0.125,-17.5,3e5,")
                    .append(i % 4 == 0 ? "red" : "blue")
                    .append(',')
                    .append(i)
                    .append("\n");
        }
        long size = 5_000_000_000L;
        SourceFile endless = new SourceFile(
                "endless.csv", false, Optional.empty(), () -> new Repeated("a,b,c,d,e\n", body.toString(), size));
        ReadOptions options = ReadOptions.defaults().withFormat(FileFormat.CSV);
        long rows = 0;
        long most = 0;
        try (RowBlocks blocks = RowBlocks.open(endless, options, 10_000, Optional.empty(), false, "endless")) {
            long next = 0;
            while (blocks.hasNext()) {
                rows += blocks.next().rows();
                if (rows >= next) {
                    System.gc();
                    Runtime runtime = Runtime.getRuntime();
                    most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
                    next += 20_000_000;
                }
            }
        }
        assertThat(rows).isGreaterThan(150_000_000);
        assertThat(most).isLessThan(64L << 20);
    }
}
