package org.tandemml.boosting;

import java.util.Arrays;

/// Predicts a block of rows tree by tree: the rows in a node are split into those of its children, so the cost follows
/// the length of the paths that rows take, and all memory touched stays in the first two caches.
///
/// The keys of the block's rows are made once, a column a group; then each tree splits the list of row numbers from the
/// root down. A split writes every row number to both ends of the list, and moves one end: no branch is mispredicted.
///
/// **Cost**: 1–2 ns a row and level of its path. One instance serves one thread.
final class ForestBlock implements RowBlock {
    /// Rows whose values are read together while they are in the first cache.
    private static final int STRIP = 64;

    /// Keys that a block may hold: 512 KB of the second cache.
    private static final int MOST_KEYS = 1 << 17;

    private static final int MOST_ROWS = 2048;
    private static final int LEAST_ROWS = 64;

    private final Forest forest;
    private final int rows;
    private final int[][] columns;
    private final int[][] first;
    private final char[] here;
    private final char[] there;
    private final double[] sums;
    private final float[] floats;

    // Nodes whose rows are still to be split: number, first row, end, and the list they stand in.
    private int[] stack = new int[256];

    ForestBlock(Forest forest) {
        this.forest = forest;
        this.rows = rows(forest);
        int groups = forest.keys.groups();
        this.columns = new int[2 * groups][];
        this.first = new int[groups][rows];
        this.here = new char[rows];
        this.there = new char[rows];
        this.sums = new double[forest.inFloat ? 0 : rows * forest.base.length];
        this.floats = new float[forest.inFloat ? rows * forest.base.length : 0];
    }

    /// The rows of a block: a power of two, fewer where there are many groups.
    static int rows(Forest forest) {
        int fitting = Integer.highestOneBit(Math.max(1, MOST_KEYS / forest.keys.groups()));
        return Math.max(LEAST_ROWS, Math.min(MOST_ROWS, fitting));
    }

    @Override
    public void margins(double[] values, int offset, int stride, int count, double[] out, int at) {
        fillKeys(values, offset, stride, count);
        int outputs = forest.base.length;
        for (int k = 0; k < outputs; k++) {
            if (forest.inFloat) {
                Arrays.fill(floats, k * rows, k * rows + count, (float) forest.base[k]);
            } else {
                Arrays.fill(sums, k * rows, k * rows + count, forest.base[k]);
            }
        }
        for (int t = 0; t < forest.outputs.length; t++) {
            add(t, count);
        }
        for (int k = 0; k < outputs; k++) {
            for (int i = 0; i < count; i++) {
                out[at + i * outputs + k] = forest.inFloat ? floats[k * rows + i] : sums[k * rows + i];
            }
        }
    }

    private void fillKeys(double[] values, int offset, int stride, int count) {
        int groups = forest.keys.groups();
        boolean[] missing = new boolean[groups];
        for (int from = 0; from < count; from += STRIP) {
            int strip = Math.min(STRIP, count - from);
            for (int g = 1; g < groups; g++) {
                missing[g] |= forest.keys.ofColumn(g, values, offset + from * stride, stride, strip, first[g], from);
            }
        }
        for (int g = 0; g < groups; g++) {
            columns[2 * g] = first[g];
            columns[2 * g + 1] = missing[g] ? high(first[g], count) : first[g];
        }
    }

    /// The second form of keys: missing values are the largest.
    private static int[] high(int[] keys, int count) {
        int[] high = new int[keys.length];
        for (int i = 0; i < count; i++) {
            high[i] = keys[i] == SplitKeys.LOW ? SplitKeys.HIGH : keys[i];
        }
        return high;
    }

    private void add(int tree, int count) {
        int root = forest.starts[tree];
        int sum = forest.outputs[tree] * rows;
        if (forest.isLeaf(root)) {
            for (int i = 0; i < count; i++) {
                here[i] = (char) i;
            }
            addLeaf(here, 0, count, root, sum);
            return;
        }
        int middle;
        if (forest.categories[root] == null) {
            middle = splitAll(columns[forest.place[root]], forest.threshold[root], count, there);
        } else {
            for (int i = 0; i < count; i++) {
                here[i] = (char) i;
            }
            middle = splitCategories(root, here, 0, count, there);
        }
        int top = push(0, forest.child[root], 0, middle, 1);
        top = push(top, forest.child[root] + 1, middle, count, 1);
        while (top > 0) {
            int list = stack[--top];
            int end = stack[--top];
            int from = stack[--top];
            int node = stack[--top];
            char[] source = list == 0 ? here : there;
            if (forest.isLeaf(node)) {
                addLeaf(source, from, end, node, sum);
                continue;
            }
            char[] target = list == 0 ? there : here;
            middle = forest.categories[node] == null
                    ? split(columns[forest.place[node]], forest.threshold[node], source, from, end, target)
                    : splitCategories(node, source, from, end, target);
            top = push(top, forest.child[node], from, middle, 1 - list);
            top = push(top, forest.child[node] + 1, middle, end, 1 - list);
        }
    }

    private int push(int top, int node, int from, int end, int list) {
        if (from == end) {
            return top;
        }
        if (top + 4 > stack.length) {
            stack = Arrays.copyOf(stack, 2 * stack.length);
        }
        stack[top] = node;
        stack[top + 1] = from;
        stack[top + 2] = end;
        stack[top + 3] = list;
        return top + 4;
    }

    private void addLeaf(char[] list, int from, int end, int node, int sum) {
        double value = forest.value[node];
        if (forest.inFloat) {
            float inFloat = (float) value;
            float[] to = floats;
            for (int i = from; i < end; i++) {
                to[sum + list[i]] += inFloat;
            }
        } else {
            double[] to = sums;
            for (int i = from; i < end; i++) {
                to[sum + list[i]] += value;
            }
        }
    }

    /// Splits all rows: those whose key is below the threshold from the front, the others from the back.
    private static int splitAll(int[] keys, int threshold, int count, char[] target) {
        int front = 0;
        int back = count - 1;
        for (int i = 0; i < count; i++) {
            int left = (int) ((long) keys[i] - threshold >>> 63);
            target[front] = (char) i;
            target[back] = (char) i;
            front += left;
            back -= 1 - left;
        }
        return front;
    }

    private static int split(int[] keys, int threshold, char[] source, int from, int end, char[] target) {
        int front = from;
        int back = end - 1;
        for (int i = from; i < end; i++) {
            char row = source[i];
            int left = (int) ((long) keys[row] - threshold >>> 63);
            target[front] = row;
            target[back] = row;
            front += left;
            back -= 1 - left;
        }
        return front;
    }

    private int splitCategories(int node, char[] source, int from, int end, char[] target) {
        CategorySet set = forest.categories[node];
        if (set == null) {
            throw new IllegalStateException("node " + node + " has no categories");
        }
        int[] keys = columns[forest.place[node]];
        int front = from;
        int back = end - 1;
        for (int i = from; i < end; i++) {
            char row = source[i];
            if (forest.goesLeft(node, set, keys[row])) {
                target[front++] = row;
            } else {
                target[back--] = row;
            }
        }
        return front;
    }
}
