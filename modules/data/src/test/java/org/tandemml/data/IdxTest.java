package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Target;

class IdxTest {
    @TempDir
    Path folder;

    private static byte[] idx(int type, int[] sizes, byte... values) {
        ByteBuffer out = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
        out.put((byte) 0).put((byte) 0).put((byte) type).put((byte) sizes.length);
        for (int size : sizes) {
            out.putInt(size);
        }
        return out.put(values).array();
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void imagesFindTheirLabelsBesideThem() throws IOException {
        byte[] images = idx(8, new int[] {2, 2, 2}, new byte[] {0, 1, 2, 3, (byte) 255, 5, 6, 7});
        Path file = Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), zipped(images));
        Reading alone = Datasets.reading(file, ReadOptions.defaults());
        assertThat(alone.data().target()).isInstanceOf(Target.None.class);
        assertThat(alone.notes()).hasSize(1).first().asString().contains("t10k-labels-idx1-ubyte");
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idx(8, new int[] {2}, new byte[] {9, 3}));
        Dataset data = Datasets.read(file);
        assertThat(data.features()).isEqualTo(Matrix.of(new double[] {0, 1, 2, 3}, new double[] {255, 5, 6, 7}));
        assertThat(data.classes().names()).containsExactly("3", "9");
        assertThat(data.classes().codes()).containsExactly(1, 0);
        assertThat(Datasets.read(file, ReadOptions.defaults().withLabels(ReadOptions.Labels.NUMBERS))
                        .numbers())
                .containsExactly(9, 3);
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idx(8, new int[] {3}, new byte[] {9, 3, 1}));
        assertThatThrownBy(() -> Datasets.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds 3 x 1 labels for the 2 rows");
    }

    @Test
    void everyTypeIsReadBigEndian() throws IOException {
        assertThat(read(0x08, (byte) 200)).isEqualTo(200);
        assertThat(read(0x09, (byte) 200)).isEqualTo(-56);
        assertThat(read(0x0B, (byte) 1, (byte) 2)).isEqualTo(258);
        assertThat(read(0x0C, ByteBuffer.allocate(4).putInt(-123456).array())).isEqualTo(-123456);
        assertThat(read(0x0D, ByteBuffer.allocate(4).putFloat(1.5f).array())).isEqualTo(1.5);
        assertThat(read(0x0E, ByteBuffer.allocate(8).putDouble(0.1).array())).isEqualTo(0.1);
        assertThat(read(0x0E, ByteBuffer.allocate(8).putDouble(Double.NaN).array()))
                .isNaN();
    }

    private double read(int type, byte... value) throws IOException {
        Path file = Files.write(folder.resolve("a.idx"), idx(type, new int[] {1, 1}, value));
        return Datasets.read(file).features().get(0, 0);
    }

    @Test
    void damageIsNamed() throws IOException {
        refused(new byte[] {0, 0}, "a.idx ends in its header");
        refused(new byte[] {1, 2, 3, 4, 5}, "does not begin like an IDX file");
        refused(idx(8, new int[] {3, 2}, new byte[] {1, 2, 3}), "a.idx ends in row 2 of 3");
        refused(idx(8, new int[] {1, 2}, new byte[] {1, 2, 3}), "goes on after the 1 rows");
        refused(idx(8, new int[] {-1, 2}), "dimension of size 4294967295");
        refused(idx(8, new int[] {0}), "dimension of size 0");
        refused(idx(8, new int[] {1, 70000, 70000}), "more than 16777216 values a row");
        refused(idx(14, new int[] {Integer.MAX_VALUE, 1 << 24}), "a.idx ends in row 1 of 2147483647");
        refused(
                idx(
                        14,
                        new int[] {1},
                        ByteBuffer.allocate(8)
                                .putDouble(Double.POSITIVE_INFINITY)
                                .array()),
                "row 1, value 1 is Infinity");
    }

    private void refused(byte[] content, String message) throws IOException {
        Path file = Files.write(folder.resolve("a.idx"), content);
        assertThatThrownBy(() -> Datasets.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }
}
