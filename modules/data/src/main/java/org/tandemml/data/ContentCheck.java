package org.tandemml.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/// Size and SHA-256 of a file's content, after decompression if it is gzip.
///
/// @param bytes how many, at most one more than were asked for
/// @param sha256 in hexadecimal
record ContentCheck(long bytes, String sha256) {
    /// Reads `file` as far as it may be right, which bounds what a bomb can cost.
    static ContentCheck of(Path file, boolean compressed, long most) throws IOException {
        MessageDigest digest = digest();
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = compressed ? new GZIPInputStream(raw, 1 << 16) : raw) {
            for (int read = in.read(buffer); read >= 0 && bytes <= most; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        return new ContentCheck(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
