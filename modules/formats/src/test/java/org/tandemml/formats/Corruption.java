package org.tandemml.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Model files with a header that is right for whatever follows it, so that the parser behind the checksum is reached.
final class Corruption {
    private Corruption() {}

    static byte[] withChecksum(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, 24, file.length - 24);
        byte[] right = file.clone();
        ByteBuffer.wrap(right)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x89, 'T', 'D', 'M', '\r', '\n', 0x1A, '\n'})
                .putInt(ModelFile.VERSION)
                .putInt((int) crc.getValue())
                .putLong(file.length - 24);
        return right;
    }
}
