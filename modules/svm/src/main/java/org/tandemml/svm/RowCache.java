package org.tandemml.svm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;

/// Kernel rows within a limit of bytes: a ring in which a new row takes the place of the oldest one that neither this
/// round nor the one before used. What is thrown out is computed again with the same bits, so the limit changes time
/// only.
///
/// Rows lie in slabs of some megabytes, made when first needed: arrays so large are never moved by the collector.
final class RowCache {
    private static final long SLAB_BYTES = 16L << 20;

    private final KernelRows rows;
    private final int slots;
    private final int rowsPerSlab;
    /// Cells of a slab, those of the last one too.
    private final int slabLength;
    private final float[] @Nullable [] slabs;
    private final int[] pointOf;
    private final int[] slotOf;
    private final int[] usedIn;
    private int hand;
    private int round;
    private long computed;

    /// At least `least` rows are held, whatever the limit.
    RowCache(KernelRows rows, long bytes, int least) {
        int n = rows.size();
        this.rows = rows;
        slots = (int) Math.min(n, Math.max(bytes / (4L * n), least));
        rowsPerSlab = (int) Math.clamp(SLAB_BYTES / (4L * n), 1, slots);
        slabLength = rowsPerSlab * n;
        slabs = new float[(slots + rowsPerSlab - 1) / rowsPerSlab][];
        pointOf = new int[slots];
        usedIn = new int[slots];
        slotOf = new int[n];
        forget();
    }

    /// A cache of rows among fewer points in the memory of another one.
    private RowCache(KernelRows rows, RowCache lender) {
        int n = rows.size();
        this.rows = rows;
        slabs = lender.slabs;
        slabLength = lender.slabLength;
        rowsPerSlab = slabLength / n;
        slots = (int) Math.min(n, 1L * rowsPerSlab * slabs.length);
        pointOf = new int[slots];
        usedIn = new int[slots];
        slotOf = new int[n];
        forget();
    }

    /// A cache of rows among some of the points. If what is still free has no room for all of them, it takes the memory
    /// of this one, which then is empty: rows of this one may not be asked for before the other is done with.
    RowCache among(KernelRows fewer) {
        long cells = 1L * fewer.size() * fewer.size();
        long unused = Arrays.stream(slabs).filter(slab -> slab == null).count() * slabLength;
        if (cells <= unused) {
            return new RowCache(fewer, 4 * cells, 0);
        }
        forget();
        return new RowCache(fewer, this);
    }

    private void forget() {
        Arrays.fill(pointOf, -1);
        Arrays.fill(slotOf, -1);
        Arrays.fill(usedIn, -2);
        hand = 0;
        round = 0;
    }

    KernelRows source() {
        return rows;
    }

    /// Length of a row.
    int width() {
        return rows.size();
    }

    /// Rows computed so far.
    long computed() {
        return computed;
    }

    /// Finds or computes the rows of `count` different points: row i is in `into[i]` from `at[i]`. They stay until the
    /// call after the next.
    void rows(int[] points, int count, float[][] into, int[] at, Parallel loop) {
        round++;
        int[] missing = new int[count];
        int misses = 0;
        for (int i = 0; i < count; i++) {
            int slot = slotOf[points[i]];
            if (slot >= 0) {
                usedIn[slot] = round;
            } else {
                missing[misses++] = points[i];
            }
        }
        float[][] fresh = new float[misses][];
        int[] freshAt = new int[misses];
        for (int i = 0; i < misses; i++) {
            // Rows of the round before are spared if there is room: the next working set keeps half of them.
            int tried = 0;
            while (usedIn[hand] >= round - (tried < slots ? 1 : 0)) {
                hand = (hand + 1) % slots;
                tried++;
            }
            if (pointOf[hand] >= 0) {
                slotOf[pointOf[hand]] = -1;
            }
            fresh[i] = slab(hand / rowsPerSlab);
            freshAt[i] = offset(hand);
            pointOf[hand] = missing[i];
            slotOf[missing[i]] = hand;
            usedIn[hand] = round;
            hand = (hand + 1) % slots;
        }
        rows.compute(missing, misses, fresh, freshAt, loop);
        computed += misses;
        for (int i = 0; i < count; i++) {
            int slot = slotOf[points[i]];
            into[i] = slab(slot / rowsPerSlab);
            at[i] = offset(slot);
        }
    }

    private int offset(int slot) {
        return slot % rowsPerSlab * rows.size();
    }

    private float[] slab(int index) {
        float[] slab = slabs[index];
        if (slab == null) {
            slab = new float[slabLength];
            slabs[index] = slab;
        }
        return slab;
    }
}
