package org.tandemml.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Takes the format's primitive values from an array of bytes that nobody vouches for: each method throws [Unreadable]
/// instead of going past the end, and no count is believed before the bytes for it are there.
final class ByteSource {
    private final ByteBuffer bytes;

    ByteSource(byte[] bytes) {
        this(ByteBuffer.wrap(bytes));
    }

    private ByteSource(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer require(int count) {
        if (bytes.remaining() < count) {
            throw damaged(count + " bytes expected, " + bytes.remaining() + " left");
        }
        return bytes;
    }

    Unreadable damaged(String how) {
        return Unreadable.damaged(how + ", at byte " + bytes.position());
    }

    int octet() {
        return require(1).get() & 0xFF;
    }

    boolean flag() {
        int value = octet();
        if (value > 1) {
            throw damaged("a flag is " + value);
        }
        return value == 1;
    }

    int int32() {
        return require(Integer.BYTES).getInt();
    }

    long int64() {
        return require(Long.BYTES).getLong();
    }

    double float64() {
        return Double.longBitsToDouble(int64());
    }

    /// A number of things that take at least `bytesEach` bytes each.
    int count(int bytesEach) {
        int count = int32();
        if (count < 0 || (long) count * bytesEach > bytes.remaining()) {
            throw damaged("a length of " + count + " with " + bytes.remaining() + " bytes left");
        }
        return count;
    }

    String text() {
        int length = count(1);
        if (length > ByteSink.MAX_TEXT_BYTES) {
            throw damaged("a text of " + length + " bytes");
        }
        ByteBuffer encoded = bytes.slice(bytes.position(), length);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
            bytes.position(bytes.position() + length);
            return text;
        } catch (CharacterCodingException e) {
            throw damaged("a text that is not UTF-8");
        }
    }

    List<String> texts() {
        int count = count(Integer.BYTES);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return List.copyOf(texts);
    }

    double[] numbers() {
        double[] values = new double[count(Double.BYTES)];
        bytes.asDoubleBuffer().get(values);
        bytes.position(bytes.position() + values.length * Double.BYTES);
        return values;
    }

    int[] integers() {
        int[] values = new int[count(Integer.BYTES)];
        bytes.asIntBuffer().get(values);
        bytes.position(bytes.position() + values.length * Integer.BYTES);
        return values;
    }

    /// A part that is preceded by its length; reading goes on behind it.
    ByteSource sized() {
        int length = count(1);
        ByteSource part = new ByteSource(bytes.duplicate().limit(bytes.position() + length));
        bytes.position(bytes.position() + length);
        return part;
    }

    /// Another source of the same bytes, from here on.
    ByteSource copy() {
        return new ByteSource(bytes.duplicate());
    }

    void requireEnd() {
        if (bytes.hasRemaining()) {
            throw damaged(bytes.remaining() + " bytes too many");
        }
    }
}
