package org.tandemml.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.tandemml.core.WholeFile;

/// Writes text in UTF-8, compressed if the name ends in `.gz`, whole or not at all.
final class TextFile {
    private TextFile() {}

    /// What writes the text.
    interface Content {
        void writeTo(Writer out) throws IOException;
    }

    static long write(Path file, Content content) {
        boolean compressed = file.toString().endsWith(".gz");
        return WholeFile.write(file, bytes -> {
            OutputStream out = compressed ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
            // A fresh encoder refuses half a surrogate pair; the one behind a charset would write a question mark.
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()), 1 << 16);
            content.writeTo(text);
            text.flush();
            if (out instanceof GZIPOutputStream zip) {
                zip.finish();
            }
        });
    }

    /// The shortest text that reads as the same bits; whole numbers without a point.
    static String number(double value) {
        boolean whole =
                value == Math.rint(value) && Math.abs(value) < 1e15 && Double.doubleToRawLongBits(value) != 1L << 63;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }
}
