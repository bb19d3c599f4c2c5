package org.tandemml.core;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/// Writes files that appear whole or not at all: beside their name first, then moved into place.
///
/// A full disk, an error of the writer, an interrupted thread or a stopped program leaves the old file as it was and
/// nothing beside it. (A killed JVM or a power cut may leave a file `.name.….part`, never half of `name`.) A symbolic
/// link is followed; a device or pipe, which cannot be replaced, is written to directly.
public final class WholeFile {
    private static final AtomicLong COUNTER = new AtomicLong();

    private WholeFile() {}

    /// What writes a file's contents.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Throws [InputException] for a name that is a directory or lies in none: worth asking before long work.
    public static void check(Path path) {
        if (Files.isDirectory(path)) {
            throw new InputException(path + " is a directory: name a file in it");
        }
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new InputException(path + " cannot be written, there is no folder " + parent + ": create it");
        }
    }

    /// [#check] and throws [InputException] if `path` is the file `input`, which writing would replace.
    public static void check(Path path, Path input) {
        check(path);
        try {
            if (Files.exists(path) && Files.exists(input) && Files.isSameFile(path, input)) {
                throw new InputException(path + " is read, writing would replace it: choose another name");
            }
        } catch (IOException e) {
            throw new InputException(path + " and " + input + " cannot be told apart (" + reason(e) + ")", e);
        }
    }

    /// Writes `content` to `path`, replacing what is there, and returns the number of bytes. Throws [InputException]
    /// naming the file and the cause if that fails; exceptions of `content` other than `IOException` pass unchanged.
    public static long write(Path path, Content content) {
        check(path);
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                return writeBytes(path, content, StandardOpenOption.WRITE);
            }
            return replace(Files.exists(path) ? path.toRealPath() : path.toAbsolutePath(), content);
        } catch (IOException e) {
            throw new InputException(
                    path + " cannot be written (" + reason(e) + "): free space or choose another place", e);
        }
    }

    private static long replace(Path path, Content content) throws IOException {
        String unique = ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
        Path part = path.resolveSibling("." + path.getFileName() + "." + unique + ".part");
        // Control-C ends the program without unwinding this stack.
        Thread cleaner = new Thread(() -> delete(part), "tandem-file-cleaner");
        addHook(cleaner);
        try {
            long bytes = writeBytes(part, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            move(part, path);
            return bytes;
        } finally {
            delete(part);
            removeHook(cleaner);
        }
    }

    private static long writeBytes(Path path, Content content, StandardOpenOption... options) throws IOException {
        try (FileChannel channel = FileChannel.open(path, options);
                OutputStream out = Channels.newOutputStream(channel)) {
            Counting counted = new Counting(new BufferedOutputStream(out, 1 << 16));
            content.writeTo(counted);
            counted.flush();
            // Without this, moving may reach the disk before the bytes do.
            if (Files.isRegularFile(path)) {
                channel.force(true);
            }
            return counted.count;
        }
    }

    private static void move(Path part, Path path) throws IOException {
        try {
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            System.getLogger(WholeFile.class.getName())
                    .log(System.Logger.Level.WARNING, "could not remove " + part + ": " + e);
        }
    }

    private static void addHook(Thread cleaner) {
        try {
            Runtime.getRuntime().addShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // The program is ending, and someone writes what is done so far; nothing can clean up after that.
            return;
        }
    }

    private static void removeHook(Thread cleaner) {
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // The program is ending: the hook runs and finds nothing to remove.
            return;
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e instanceof FileSystemException ? e.getClass().getSimpleName() : String.valueOf(e.getMessage());
    }

    private static final class Counting extends OutputStream {
        private final OutputStream out;
        private long count;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
