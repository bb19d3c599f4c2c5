package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;

class SafeTensorsTest {
    private static Layer net(long seed) {
        Linear linear = new Linear(3, 2);
        new Initialization.He().fill(linear.weight().values(), 2, 3, new Seed(seed).stream());
        return new Sequential(linear, new BatchNorm(2));
    }

    @Test
    void weightsGoOutAndComeBack() {
        byte[] file = SafeTensors.toBytes(SafeTensors.of(net(1)), false);
        Layer other = net(2);
        SafeTensors.into(other, SafeTensors.fromBytes(file));
        assertEquals(SafeTensors.of(net(1)), SafeTensors.of(other));
    }

    @Test
    void namesMayHoldAnything() {
        Map<String, Tensor> odd = new LinkedHashMap<>();
        odd.put("a \"b\" \\ ü\n", Tensor.vector(1, 0.5));
        odd.put("empty", Tensor.zeros(0, 3));
        assertEquals(odd, SafeTensors.fromBytes(SafeTensors.toBytes(odd, true)));
    }

    private static byte[] file(long length, String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length < 0 ? json.length : length)
                .put(json)
                .array();
    }

    /// A file written by hand after the format's description, with metadata and blanks.
    @Test
    void readsWhatOthersWrite() {
        byte[] file = file(
                -1,
                "{\"__metadata__\":{\"format\":\"pt\"}, \"w\" : {\"dtype\":\"F32\",\"shape\":[2],"
                        + "\"data_offsets\":[0,8]}}  ",
                8);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 4, 1.5f);
        assertEquals(Map.of("w", Tensor.vector(0, 1.5)), SafeTensors.fromBytes(file));
    }

    @Test
    void refusesFilesThatLie() {
        String good = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        assertThatThrownBy(() -> SafeTensors.fromBytes(file(1L << 40, good, 8)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("claims 1099511627776 bytes");
        assertThatThrownBy(() -> SafeTensors.fromBytes(file(-1, good, 4))).hasMessageContaining("0..8 of 4");
        assertThatThrownBy(() -> SafeTensors.fromBytes(file(-1, good.replace("[2]", "[999999999,999999999]"), 8)))
                .hasMessageContaining("shape");
        assertThatThrownBy(() -> SafeTensors.fromBytes(file(-1, good.replace("F32", "I8"), 8)))
                .hasMessageContaining("I8");
        assertThatThrownBy(() -> SafeTensors.into(net(1), Map.of())).hasMessageContaining("0.weight");
    }

    /// Damaged files end in tensors or in one clear error, never in another exception.
    @Test
    void damagedFilesEndInAClearError() {
        byte[] bytes = SafeTensors.toBytes(SafeTensors.of(net(1)), true);
        Seed.Stream random = new Seed(3).stream();
        int refused = 0;
        for (int trial = 0; trial < 2000; trial++) {
            byte[] other = bytes.clone();
            other[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                SafeTensors.fromBytes(other);
            } catch (InputException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
