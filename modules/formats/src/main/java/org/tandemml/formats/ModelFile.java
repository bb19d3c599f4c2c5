package org.tandemml.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.tandemml.core.InputException;
import org.tandemml.core.Model;
import org.tandemml.core.Provenance;
import org.tandemml.core.WholeFile;

/// Writes and reads the Tandem model file, version 2, which `FORMAT.md` of this module describes byte by byte.
///
/// A file is a header of 24 bytes (magic, version, CRC-32C and length of the rest) and one model: its type, schema,
/// report, provenance and the named, typed fields that the registered [ModelCodec] of that type gives and takes.
/// Nothing is executed on reading but the codecs on the path, chosen by name; every count is compared with the bytes
/// that are left before anything is allocated, so memory stays within a small multiple of the file's length.
///
/// **Determinism**: equal models give equal bytes. **Cost**: O(bytes), the file is held in memory once.
/// **Errors**: whatever is wrong with a file ends in one [InputException] of one line that names the file and the cure.
public final class ModelFile {
    /// The version this class writes and reads: of the layout, and of the fields that each type of model has in it.
    ///
    /// It is raised whenever a file of one version could be misread or refused as one of the other, so with every
    /// change of a codec's fields, too; the contract of model files in `testing` keeps their list.
    public static final int VERSION = 2;

    // As in PNG: a byte above 127 and both line ends show a file that went through a text-mode transfer.
    private static final byte[] MAGIC = {(byte) 0x89, 'T', 'D', 'M', '\r', '\n', 0x1A, '\n'};

    private static final int HEADER = MAGIC.length + Integer.BYTES + Integer.BYTES + Long.BYTES;
    private static final String AGAIN = ": copy it again, or train the model again";

    private ModelFile() {}

    /// Writes `model` to `path` and returns the number of bytes. The file appears whole or not at all, see
    /// [WholeFile]. Throws [InputException] if it cannot be written or no codec on the path knows the model's class.
    public static long write(Model model, Path path) {
        byte[] bytes = toBytes(model);
        return WholeFile.write(path, out -> out.write(bytes));
    }

    /// The model in the file `path`.
    public static Model read(Path path) {
        String name = path.toString();
        if (Files.isDirectory(path)) {
            throw new InputException(name + " is a directory: name a model file");
        }
        if (!Files.exists(path)) {
            throw new InputException(name + " does not exist: name a model file, as tandem train --model writes it");
        }
        byte[] header;
        byte[] body;
        try (InputStream in = Files.newInputStream(path)) {
            header = in.readNBytes(HEADER);
            // Judged before the rest is read, so that a large file of another kind costs nothing.
            checkHeader(name, header, Files.size(path) - HEADER);
            body = in.readNBytes((int) bodyLength(header));
        } catch (IOException e) {
            throw new InputException(name + " cannot be read: " + OneLine.of(e), e);
        }
        return fromBody(name, header, body, ModelCodecs.registered());
    }

    /// The bytes that [#write] puts into a file.
    public static byte[] toBytes(Model model) {
        return toBytes(model, ModelCodecs.registered());
    }

    static byte[] toBytes(Model model, ModelCodecs codecs) {
        ByteSink sink = new ByteSink();
        sink.skip(HEADER);
        ModelWriter.write(model, codecs, sink, 0);
        byte[] bytes = sink.toBytes();
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC);
        header.putInt(VERSION);
        header.putInt(checksum(bytes, HEADER));
        header.putLong(bytes.length - HEADER);
        return bytes;
    }

    /// The model in `bytes`; `name` is what error messages call them.
    public static Model fromBytes(String name, byte[] bytes) {
        return fromBytes(name, bytes, ModelCodecs.registered());
    }

    static Model fromBytes(String name, byte[] bytes, ModelCodecs codecs) {
        byte[] header = Arrays.copyOf(bytes, Math.min(bytes.length, HEADER));
        checkHeader(name, header, bytes.length - HEADER);
        return fromBody(name, header, Arrays.copyOfRange(bytes, HEADER, bytes.length), codecs);
    }

    private static Model fromBody(String name, byte[] header, byte[] body, ModelCodecs codecs) {
        if (body.length != bodyLength(header)) {
            throw incomplete(name, body.length, bodyLength(header));
        }
        if (checksum(body, 0) != buffer(header).getInt(MAGIC.length + Integer.BYTES)) {
            throw new InputException(name + " is damaged (its checksum does not fit its contents)" + AGAIN);
        }
        try {
            ByteSource source = new ByteSource(body);
            ModelReader reader = ModelReader.of(source, codecs, 0);
            source.requireEnd();
            return reader.model();
        } catch (Unreadable e) {
            throw new InputException(name + " " + OneLine.of(e) + (e.isDamage() ? AGAIN : ""), e);
        }
    }

    private static void checkHeader(String name, byte[] header, long bodyBytes) {
        int common = Math.min(header.length, MAGIC.length);
        if (header.length == 0 || !Arrays.equals(header, 0, common, MAGIC, 0, common)) {
            throw new InputException(name + (header.length == 0 ? " is empty" : " is not a Tandem model file")
                    + ": name a file that tandem train --model or ModelFile.write made");
        }
        if (header.length < HEADER) {
            throw incomplete(name, header.length - HEADER, 0);
        }
        int version = buffer(header).getInt(MAGIC.length);
        if (version < 1) {
            throw new InputException(name + " is damaged (there is no format version " + version + ")" + AGAIN);
        }
        if (version != VERSION) {
            throw new InputException(name + " was written in format version " + version + ", this Tandem ("
                    + Provenance.VERSION + ") reads version " + VERSION + ": train the model again, or "
                    + (version > VERSION
                            ? "update Tandem"
                            : "export it with the Tandem that wrote it and import that file"));
        }
        long expected = bodyLength(header);
        if (expected < 0 || expected > ByteSink.MAX_BYTES) {
            throw new InputException(name + " is damaged (its header claims " + expected + " bytes)" + AGAIN);
        }
        if (bodyBytes < expected) {
            throw incomplete(name, bodyBytes, expected);
        }
        if (bodyBytes > expected) {
            throw new InputException(
                    name + " is damaged (" + (bodyBytes - expected) + " bytes follow the model's end)" + AGAIN);
        }
    }

    private static InputException incomplete(String name, long bodyBytes, long expected) {
        return new InputException(name + " is incomplete (it has " + (bodyBytes + HEADER) + " of at least "
                + (expected + HEADER) + " bytes)" + AGAIN);
    }

    private static long bodyLength(byte[] header) {
        return buffer(header).getLong(MAGIC.length + 2 * Integer.BYTES);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }
}
