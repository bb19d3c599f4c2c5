package org.tandemml.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.tandemml.core.InputException;

/// Decompresses gzip and refuses bombs: data that become more than 250 times as large, beyond the first 64 MB.
///
/// Tables compress 3 to 20 times, sparse ones rarely 100 times; deflate can reach 1032.
final class Unzipping extends FilterInputStream {
    private static final long UNSUSPICIOUS = 1L << 26;
    private static final int MOST_TIMES = 250;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final Counting compressed;
    private long bytes;

    Unzipping(String name, InputStream raw) throws IOException {
        this(name, new Counting(raw));
    }

    private Unzipping(String name, Counting compressed) throws IOException {
        super(new GZIPInputStream(compressed, BUFFER));
        this.name = name;
        this.compressed = compressed;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        count(Math.max(0, read));
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int more) {
        bytes += more;
        if (bytes > UNSUSPICIOUS && bytes / MOST_TIMES > compressed.bytes) {
            throw new InputException(name + " decompresses to more than " + MOST_TIMES
                    + " times its size and looks like a bomb: decompress it yourself if you trust it");
        }
    }

    private static final class Counting extends FilterInputStream {
        private long bytes;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            bytes += octet < 0 ? 0 : 1;
            return octet;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            bytes += Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            bytes += skipped;
            return skipped;
        }
    }
}
