package org.tandemml.svm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;

/// Kernel rows within a limit of bytes: a ring in which a new row takes the place of the oldest one that neither this
/// round nor the one before used. What is thrown out is computed again with the same bits, so the limit changes time
/// only.
final class RowCache {
    private final KernelRows rows;
    private final int slots;
    private final float[] @Nullable [] held;
    private final int[] pointOf;
    private final int[] slotOf;
    private final int[] usedIn;
    private int hand;
    private int round;
    private long computed;

    /// At least `least` rows are held, whatever the limit.
    RowCache(KernelRows rows, long bytes, int least) {
        this.rows = rows;
        int n = rows.size();
        slots = (int) Math.min(n, Math.max(Math.min(n, bytes / (4L * n)), least));
        held = new float[slots][];
        pointOf = new int[slots];
        usedIn = new int[slots];
        slotOf = new int[n];
        Arrays.fill(pointOf, -1);
        Arrays.fill(slotOf, -1);
        Arrays.fill(usedIn, -2);
    }

    /// Rows computed so far.
    long computed() {
        return computed;
    }

    /// The rows of `count` different points; they stay until the call after the next.
    float[][] rows(int[] points, int count, Parallel loop) {
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
        for (int i = 0; i < misses; i++) {
            while (usedIn[hand] >= round) {
                hand = (hand + 1) % slots;
            }
            if (pointOf[hand] >= 0) {
                slotOf[pointOf[hand]] = -1;
            }
            float[] row = held[hand];
            if (row == null) {
                row = new float[rows.size()];
                held[hand] = row;
            }
            fresh[i] = row;
            pointOf[hand] = missing[i];
            slotOf[missing[i]] = hand;
            usedIn[hand] = round;
            hand = (hand + 1) % slots;
        }
        rows.compute(missing, misses, fresh, loop);
        computed += misses;
        float[][] found = new float[count][];
        for (int i = 0; i < count; i++) {
            found[i] = java.util.Objects.requireNonNull(held[slotOf[points[i]]]);
        }
        return found;
    }
}
