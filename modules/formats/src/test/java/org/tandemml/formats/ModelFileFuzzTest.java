package org.tandemml.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;

class ModelFileFuzzTest {
    private static final int TRIALS = 20_000;

    private final byte[] bytes = ModelFile.toBytes(SampleModel.sample(), SampleModel.CODECS);

    private static void refuse(byte[] file) {
        String message = assertThrows(
                        InputException.class, () -> ModelFile.fromBytes("m.tandem", file, SampleModel.CODECS))
                .getMessage();
        assertThat(message).startsWith("m.tandem ").doesNotContainPattern("\\p{Cntrl}");
    }

    /// Reads what may be readable; nothing but an [InputException] of one line may come out. True if it was refused.
    private static boolean isRefused(byte[] file, String what) {
        try {
            ModelFile.fromBytes("m.tandem", file, SampleModel.CODECS);
            return false;
        } catch (InputException e) {
            assertThat(e.getMessage()).as(what).startsWith("m.tandem ").doesNotContain("\n", "\r");
            return true;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what, e);
        }
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < bytes.length; length++) {
            refuse(Arrays.copyOf(bytes, length));
        }
    }

    @Test
    void everyTruncationWithARightHeaderIsRefused() {
        for (int length = 24; length < bytes.length; length++) {
            refuse(Corruption.withChecksum(Arrays.copyOf(bytes, length)));
        }
    }

    @Test
    void everyFlippedBitIsRefused() {
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] other = bytes.clone();
            other[bit >> 3] ^= (byte) (1 << (bit & 7));
            refuse(other);
        }
    }

    @Test
    void changedBytesUnderARightChecksumEndInAModelOrOneError() {
        Seed.Stream random = new Seed(7).stream();
        int refused = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] other = bytes.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = 24 + random.nextInt(other.length - 24);
                other[at] = switch (random.nextInt(4)) {
                    case 0 -> (byte) random.nextInt(256);
                    case 1 -> (byte) (other[at] ^ (1 << random.nextInt(8)));
                    case 2 -> (byte) 0xFF;
                    default -> 0x7F;
                };
            }
            refused += isRefused(Corruption.withChecksum(other), "trial " + trial) ? 1 : 0;
        }
        // Both ways are exercised: changed numbers load, changed structure does not.
        assertThat(refused).isBetween(TRIALS / 10, TRIALS - TRIALS / 10);
    }

    @Test
    void everyFourBytesReplacedByHostileLengthsEndInAModelOrOneError() {
        for (int at = 24; at + 4 <= bytes.length; at++) {
            for (int hostile :
                    new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 1 << 24, bytes.length, 0}) {
                byte[] other = bytes.clone();
                for (int k = 0; k < 4; k++) {
                    other[at + k] = (byte) (hostile >> (8 * k));
                }
                isRefused(Corruption.withChecksum(other), "length " + hostile + " at " + at);
            }
        }
    }

    @Test
    void splicedFilesEndInAModelOrOneError() {
        Seed.Stream random = new Seed(8).stream();
        for (int trial = 0; trial < TRIALS; trial++) {
            int from = 24 + random.nextInt(bytes.length - 24);
            int length = random.nextInt(bytes.length - from + 1);
            int to = 24 + random.nextInt(bytes.length - 24);
            byte[] other = Arrays.copyOf(bytes, bytes.length + length);
            System.arraycopy(bytes, from, other, to, length);
            System.arraycopy(bytes, to, other, to + length, bytes.length - to);
            isRefused(Corruption.withChecksum(other), "trial " + trial);
        }
    }

    /// The sample has about 800 bytes; a reader that believed a claimed length would allocate up to 16 GiB.
    @Test
    void memoryStaysBoundedWhateverIsClaimed() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        isRefused(bytes, "warm-up");
        long most = 0;
        for (int at = 24; at + 4 <= bytes.length; at++) {
            byte[] other = bytes.clone();
            Arrays.fill(other, at, at + 3, (byte) 0xFF);
            other[at + 3] = 0x0F;
            byte[] hostile = Corruption.withChecksum(other);
            long before = threads.getCurrentThreadAllocatedBytes();
            isRefused(hostile, "at " + at);
            most = Math.max(most, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(most < 1 << 20, most + " bytes allocated for a file of " + bytes.length);
    }
}
