package org.tandemml.boosting;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.InputException;

/// Histograms to use again. When the memory allotted to them is full, the open node that will be split last loses its
/// own, which is then built from the rows: the tree stays the same.
final class HistogramPool {
    private static final long FEWEST = 4;

    private final int slots;
    private final long most;
    private final ArrayDeque<long[]> free = new ArrayDeque<>();
    private long made;
    private Collection<GrowingNode> open = List.of();

    HistogramPool(int slots, int lanes) {
        this.slots = slots;
        long bytes = 8L * Math.max(1, slots);
        long budget = Runtime.getRuntime().maxMemory() / 4;
        long needed = (FEWEST + lanes) * bytes;
        if (needed > budget) {
            throw new InputException("the histograms of " + slots + " bins need " + (needed >> 20)
                    + " MB, a quarter of the heap is " + (budget >> 20)
                    + " MB: lower max-bins, leave out columns, or give the JVM more memory (-Xmx)");
        }
        most = budget / bytes - lanes;
    }

    /// The nodes that may lose their histogram.
    void evictFrom(Collection<GrowingNode> nodes) {
        open = nodes;
    }

    /// A histogram of whatever content.
    long[] take() {
        long[] found = free.poll();
        if (found != null) {
            return found;
        }
        if (made >= most) {
            GrowingNode last = null;
            for (GrowingNode node : open) {
                if (node.histogram != null && (last == null || isAfter(node, last))) {
                    last = node;
                }
            }
            if (last != null && last.histogram != null) {
                long[] taken = last.histogram;
                last.histogram = null;
                return taken;
            }
        }
        made++;
        return new long[slots];
    }

    private static boolean isAfter(GrowingNode a, GrowingNode b) {
        float x = a.split == null ? 0 : a.split.rank;
        float y = b.split == null ? 0 : b.split.rank;
        return x < y || x == y && a.id > b.id;
    }

    void give(GrowingNode node) {
        give(node.histogram);
        node.histogram = null;
    }

    void give(long @Nullable [] histogram) {
        if (histogram != null) {
            free.push(histogram);
        }
    }
}
