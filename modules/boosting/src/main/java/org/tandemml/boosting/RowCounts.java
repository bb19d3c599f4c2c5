package org.tandemml.boosting;

/// Counts of the rows of a node.
final class RowCounts {
    private RowCounts() {}

    /// How many rows a split sends left.
    static int left(DenseBins bins, RowLists lists, GrowingNode node, Split split, char[] marks) {
        int[] counts = ofBins(bins, lists, node, split.feature, marks);
        int left = 0;
        for (int b = 0; b < counts.length; b++) {
            left += split.goesLeft(b) ? counts[b] : 0;
        }
        return left;
    }

    /// The number of rows in each bin of a feature.
    static int[] ofBins(DenseBins bins, RowLists lists, GrowingNode node, int feature, char[] marks) {
        int c = bins.column[feature];
        int[] cells = new int[Math.max(DenseBins.SLOTS, bins.slots[c])];
        long[] entries = lists.entries(node.flipped);
        for (int t = 0; t < node.from.length; t++) {
            if (c < bins.narrow) {
                byte[] column = bins.bytes[c];
                for (int i = node.from[t]; i < node.to[t]; i++) {
                    cells[column[lists.row(entries[i])] & 255]++;
                }
            } else {
                char[] column = bins.cells(c, marks);
                for (int i = node.from[t]; i < node.to[t]; i++) {
                    cells[column[lists.row(entries[i])]]++;
                }
            }
        }
        int[] counts = new int[bins.features[feature].bins() + 1];
        for (int cell = 0; cell < bins.slots[c]; cell++) {
            counts[cell / bins.divisor[feature] % bins.states[feature] + bins.first[feature]] += cells[cell];
        }
        return counts;
    }
}
