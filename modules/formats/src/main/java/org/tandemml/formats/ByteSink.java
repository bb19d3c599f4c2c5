package org.tandemml.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tandemml.core.InputException;

/// A growing array of bytes that takes the format's primitive values, little-endian.
final class ByteSink {
    /// The most bytes of one model file, about 2 GiB: what one array can hold.
    static final int MAX_BYTES = Integer.MAX_VALUE - 64;

    /// The most bytes of one text.
    static final int MAX_TEXT_BYTES = 1 << 24;

    private ByteBuffer bytes = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

    private ByteBuffer room(long count) {
        long needed = bytes.position() + count;
        if (needed > MAX_BYTES) {
            throw new InputException("the model needs at least " + needed + " bytes, a model file holds at most "
                    + MAX_BYTES + ": fit a smaller model");
        }
        if (needed > bytes.capacity()) {
            int capacity = (int) Math.min(MAX_BYTES, Math.max(needed, 2L * bytes.capacity()));
            bytes = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(bytes.flip());
        }
        return bytes;
    }

    void skip(int count) {
        room(count).position(bytes.position() + count);
    }

    void octet(int value) {
        room(1).put((byte) value);
    }

    void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    void int32(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void int64(long value) {
        room(Long.BYTES).putLong(value);
    }

    void float64(double value) {
        // The raw bits, so that even the payload of a NaN comes back.
        int64(Double.doubleToRawLongBits(value));
    }

    void text(String value) {
        ByteBuffer encoded;
        try {
            encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw new InputException(
                    OneLine.quoted(value)
                            + " holds half of a surrogate pair, which a model file cannot keep: rename it",
                    e);
        }
        if (encoded.remaining() > MAX_TEXT_BYTES) {
            throw new InputException("a text of " + encoded.remaining() + " bytes (" + OneLine.quoted(value)
                    + ") is too long for a model file, which keeps " + MAX_TEXT_BYTES + ": shorten it");
        }
        int32(encoded.remaining());
        room(encoded.remaining()).put(encoded);
    }

    void texts(List<String> values) {
        int32(values.size());
        values.forEach(this::text);
    }

    void numbers(double[] values) {
        int32(values.length);
        room((long) values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        bytes.position(bytes.position() + values.length * Double.BYTES);
    }

    void integers(int[] values) {
        int32(values.length);
        room((long) values.length * Integer.BYTES);
        bytes.asIntBuffer().put(values);
        bytes.position(bytes.position() + values.length * Integer.BYTES);
    }

    /// Writes what `content` writes, preceded by its length.
    void sized(Runnable content) {
        int at = bytes.position();
        int32(0);
        content.run();
        bytes.putInt(at, bytes.position() - at - Integer.BYTES);
    }

    void append(ByteSink other) {
        ByteBuffer content = other.bytes.duplicate().flip();
        room(content.remaining()).put(content);
    }

    byte[] toBytes() {
        byte[] all = new byte[bytes.position()];
        bytes.flip().get(all);
        return all;
    }
}
