package org.tandemml.compare;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.CrossValidatedCodec;
import org.tandemml.evaluation.FoldResult;

/// What is finished of a comparison, appended as it is done: parts, each one learner on one data set, and the single
/// folds of a part that is not finished. A comparison that was interrupted goes on where it stopped.
///
/// A part is found again by a key that holds everything its numbers depend on, a fold by the same key and its number;
/// those of other settings stay unused. An end torn off by a crash is dropped. Safe for use by several threads.
/// **Errors**: [InputException] for a file that cannot be read or written.
final class WorkFile {
    private static final long MAGIC = 0x54616e64656d5731L;

    private final Path path;
    private final Map<String, byte[]> parts;

    private WorkFile(Path path, Map<String, byte[]> parts) {
        this.path = path;
        this.parts = parts;
    }

    /// One learner on one data set.
    record Part(CrossValidated judged, Inspection inspection) {}

    /// The parts in the file, none if there is no file. Throws [InputException] for a file of another kind.
    static WorkFile at(Path path) {
        Map<String, byte[]> found = new HashMap<>();
        if (!Files.exists(path)) {
            return new WorkFile(path, found);
        }
        long whole = 0;
        try {
            byte[] all = Files.readAllBytes(path);
            ByteArrayInputStream bytes = new ByteArrayInputStream(all);
            DataInputStream in = new DataInputStream(bytes);
            while (part(in, found)) {
                whole = all.length - bytes.available();
            }
            if (whole == 0 && all.length >= Long.BYTES && ByteBuffer.wrap(all).getLong() != MAGIC) {
                throw new InputException(path + " is in the way: it is to keep finished parts and holds something else;"
                        + " move it, or write the report elsewhere");
            }
            if (whole < all.length) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    channel.truncate(whole);
                }
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
        return new WorkFile(path, found);
    }

    /// Reads one part; false at the end and where the rest was torn off.
    private static boolean part(DataInputStream in, Map<String, byte[]> found) throws IOException {
        try {
            if (in.available() == 0 || in.readLong() != MAGIC) {
                return false;
            }
            String key = InspectionCodec.text(in);
            int length = in.readInt();
            if (length < 0 || length > in.available()) {
                return false;
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            if (in.readLong() != checksum(bytes)) {
                return false;
            }
            found.put(key, bytes);
            return true;
        } catch (EOFException torn) {
            // The last part was being written when the program ended.
            return false;
        }
    }

    /// A finished fold, and what was noted of its model.
    ///
    /// @param result how the learner did
    /// @param spent since the learner began, in all runs
    /// @param trainScore on the rows learned from, `NaN` where that was not measured
    /// @param tuned the settings that a search chose, empty without one
    record KeptFold(FoldResult result, Duration spent, double trainScore, String tuned) {}

    /// The part of this key, or nothing if it is not there or cannot be read.
    synchronized Optional<Part> find(String key, Dataset data) {
        byte[] bytes = parts.get(key);
        if (bytes == null) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            CrossValidated judged = CrossValidatedCodec.read(in, data);
            return Optional.of(new Part(judged, InspectionCodec.read(in, data)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /// The first folds of the part of this key, up to the first that is not there or cannot be read.
    synchronized List<KeptFold> folds(String key, Dataset data) {
        List<KeptFold> folds = new ArrayList<>();
        byte[] bytes = parts.get(foldKey(key, 0));
        while (bytes != null) {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                folds.add(new KeptFold(
                        CrossValidatedCodec.readFold(in, data),
                        Duration.ofNanos(in.readLong()),
                        in.readDouble(),
                        InspectionCodec.text(in)));
            } catch (IOException unreadable) {
                break;
            }
            bytes = parts.get(foldKey(key, folds.size()));
        }
        return folds;
    }

    /// Appends a part, which holds all of its folds.
    synchronized void add(String key, Part part) {
        append(key, out -> {
            CrossValidatedCodec.write(part.judged(), out);
            InspectionCodec.write(part.inspection(), out);
        });
        int fold = 0;
        while (parts.remove(foldKey(key, fold)) != null) {
            fold++;
        }
    }

    /// Appends fold `number` (from 0) of the part of this key.
    synchronized void add(String key, int number, KeptFold fold) {
        append(foldKey(key, number), out -> {
            CrossValidatedCodec.write(fold.result(), out);
            out.writeLong(fold.spent().toNanos());
            out.writeDouble(fold.trainScore());
            InspectionCodec.text(out, fold.tuned());
        });
    }

    private static String foldKey(String key, int number) {
        return key + "|fold " + number;
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private void append(String key, Content content) {
        try {
            ByteArrayOutputStream memory = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(memory)) {
                content.write(out);
            }
            byte[] bytes = memory.toByteArray();
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                    Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)))) {
                out.writeLong(MAGIC);
                InspectionCodec.text(out, key);
                out.writeInt(bytes.length);
                out.write(bytes);
                out.writeLong(checksum(bytes));
            }
            parts.put(key, bytes);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /// Removes the file: the comparison is complete.
    synchronized void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static InputException unusable(Path path, IOException e) {
        return new InputException(
                path + ", which keeps finished parts, cannot be used (" + e.getMessage() + "): remove it, or write the"
                        + " report elsewhere",
                e);
    }
}
