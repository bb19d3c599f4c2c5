package org.tandemml.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.UnmappableCharacterException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.tandemml.core.InputException;

/// Something to read from, opened as often as needed: a file or a resource of the class path, plain or gzipped.
record SourceFile(String name, boolean compressed, Optional<Path> path, Opener opener) {
    private static final int BUFFER = 1 << 16;

    /// Opens the raw bytes anew.
    interface Opener {
        InputStream open() throws IOException;
    }

    /// A file that exists, is no directory and is not empty; otherwise an [InputException].
    static SourceFile of(Path file) {
        Path last = file.getFileName();
        String name = last == null ? file.toString() : last.toString();
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory: name a file in it");
        }
        if (!Files.exists(file)) {
            throw new InputException(file + " does not exist: check the name and the folder "
                    + file.toAbsolutePath().normalize().getParent());
        }
        return new SourceFile(name, name.endsWith(".gz"), Optional.of(file), () -> Files.newInputStream(file));
    }

    /// A file in the same folder, plain or with `.gz`, if there is one.
    Optional<SourceFile> beside(String other) {
        return path.flatMap(p -> Stream.of(other, other + ".gz")
                .map(p::resolveSibling)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(SourceFile::of));
    }

    /// The bytes, decompressed and without a UTF-8 byte order mark.
    InputStream open() throws IOException {
        InputStream raw = new BufferedInputStream(opener.open(), BUFFER);
        try {
            if (compressed) {
                raw.mark(2);
                int first = raw.read();
                int second = raw.read();
                if (first >= 0 && (first != 0x1F || second != 0x8B)) {
                    throw new InputException(name + " is named .gz but is not gzip-compressed: rename it without .gz");
                }
                raw.reset();
                if (first >= 0) {
                    raw = new BufferedInputStream(new Unzipping(name, raw), BUFFER);
                }
            }
            raw.mark(3);
            if (raw.read() != 0xEF || raw.read() != 0xBB || raw.read() != 0xBF) {
                raw.reset();
            }
            return raw;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /// Throws if `bytes` of memory are more than the heap can ever hold: an error with a cure in place of a dying JVM.
    void requireMemory(long bytes, long line) {
        long most = Runtime.getRuntime().maxMemory() / 10 * 9;
        if (bytes > most) {
            throw new InputException(name + (line > 0 ? ", after line " + line : "") + ": the table needs more than "
                    + (bytes >> 20) + " MB of memory, the heap holds " + (most >> 20)
                    + " MB: give the JVM more (-Xmx), read fewer columns, or stream the file block by block");
        }
    }

    /// What a person should read when reading failed after `line` lines.
    InputException failure(IOException e, long line) {
        String place = name + (line > 0 ? ", after line " + line : "");
        String what = switch (e) {
            case EOFException eof -> "the compressed data end too early: the file is truncated, copy it again";
            case ZipException zip -> "the compressed data are damaged (" + zip.getMessage() + "): copy the file again";
            case MalformedInputException text -> "not valid text: give the right charset, or another file";
            case UnmappableCharacterException text -> "not valid text: give the right charset, or another file";
            case AccessDeniedException denied -> "may not be read: change its permissions";
            default -> "cannot be read: " + e.getMessage();
        };
        return new InputException(place + ": " + what, e);
    }

    /// The error for a source without any content.
    InputException empty() {
        return new InputException(name + " is empty: it needs at least one row of values");
    }
}
