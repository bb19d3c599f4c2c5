package org.tandemml.boosting;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [ForestBlock] by the Vector API: a strip of rows, a byte each in four vectors, goes through each tree at once.
///
/// A lane holds the number of the node that its row has come to. Each split of the tree is held against all lanes:
/// those that stand at it move to a child, whichever their key says. That does far more comparisons than the rows need,
/// but 32 of them at a time and none with a branch. (Leaving out the splits that few rows reach, and leading those rows
/// on one by one, is slower: each is a mispredicted branch.) Trees are added in their order: the bits are those of the
/// plain walk. The first calls are slow, until the vectors are compiled. **Source**: the idea of byte lanes is that of
/// Ye et al., *RapidScorer*, KDD 2018; moving node
/// numbers instead of masks of leaves is ours. **Cost**: splits / 32 steps of five vector instructions a row and tree.
final class VectorBlock implements RowBlock {
    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /// Rows of a strip: four vectors, so that the constants of a split are spread once for all.
    private static final int ROWS = 4 * LANES;

    private final Forest forest;
    private final RankedSplits splits;
    private final int[] column = new int[ROWS];
    /// The ranks of the strip's keys less 128: those of place p stand at `p·ROWS ..`.
    private final byte[] keys;

    private final byte[] nodes = new byte[ROWS];
    private final double[] sums;
    private final float[] floats;

    VectorBlock(Forest forest, RankedSplits splits) {
        this.forest = forest;
        this.splits = splits;
        keys = new byte[2 * splits.ranks.groups() * ROWS];
        sums = new double[forest.inFloat ? 0 : ROWS * forest.base.length];
        floats = new float[forest.inFloat ? ROWS * forest.base.length : 0];
    }

    @Override
    public void margins(double[] values, int offset, int stride, int count, double[] out, int at) {
        int outputs = forest.base.length;
        for (int from = 0; from < count; from += ROWS) {
            strip(values, offset + from * stride, stride, Math.min(ROWS, count - from), out, at + from * outputs);
        }
    }

    private void strip(double[] values, int offset, int stride, int count, double[] out, int at) {
        fillKeys(values, offset, stride, count);
        int outputs = forest.base.length;
        for (int k = 0; k < outputs; k++) {
            if (forest.inFloat) {
                Arrays.fill(floats, k * ROWS, (k + 1) * ROWS, (float) forest.base[k]);
            } else {
                Arrays.fill(sums, k * ROWS, (k + 1) * ROWS, forest.base[k]);
            }
        }
        for (int t = 0; t < forest.outputs.length; t++) {
            walk(splits.all(), splits.start(t), splits.start(t + 1), keys, nodes);
            int sum = forest.outputs[t] * ROWS;
            if (forest.inFloat) {
                add(forest.value, forest.starts[t], nodes, floats, sum);
            } else {
                add(forest.value, forest.starts[t], nodes, sums, sum);
            }
        }
        for (int k = 0; k < outputs; k++) {
            for (int i = 0; i < count; i++) {
                out[at + i * outputs + k] = forest.inFloat ? floats[k * ROWS + i] : sums[k * ROWS + i];
            }
        }
    }

    private void fillKeys(double[] values, int offset, int stride, int count) {
        for (int g = 1; g < splits.ranks.groups(); g++) {
            boolean missing = forest.keys.ofColumn(g, values, offset, stride, count, column, 0);
            int low = 2 * g * ROWS;
            splits.ranks.bytes(g, column, count, keys, low);
            System.arraycopy(keys, low, keys, low + ROWS, ROWS);
            if (missing) {
                // The second form of keys: missing values reach every threshold.
                byte reached = (byte) (splits.ranks.count(g) - 128);
                for (int i = 0; i < count; i++) {
                    keys[low + ROWS + i] = column[i] == SplitKeys.LOW ? reached : keys[low + i];
                }
            }
        }
    }

    /// Leads all rows from the root through the splits `from .. to - 1`.
    private static void walk(long[] splits, int from, int to, byte[] keys, byte[] nodes) {
        ByteVector at0 = ByteVector.zero(SPECIES);
        ByteVector at1 = ByteVector.zero(SPECIES);
        ByteVector at2 = ByteVector.zero(SPECIES);
        ByteVector at3 = ByteVector.zero(SPECIES);
        for (int s = from; s < to; s++) {
            long split = splits[s];
            int key = RankedSplits.place(split) * ROWS;
            ByteVector key0 = ByteVector.fromArray(SPECIES, keys, key);
            ByteVector key1 = ByteVector.fromArray(SPECIES, keys, key + LANES);
            ByteVector key2 = ByteVector.fromArray(SPECIES, keys, key + 2 * LANES);
            ByteVector key3 = ByteVector.fromArray(SPECIES, keys, key + 3 * LANES);
            ByteVector node = ByteVector.broadcast(SPECIES, RankedSplits.node(split));
            ByteVector threshold = ByteVector.broadcast(SPECIES, RankedSplits.threshold(split));
            ByteVector left = ByteVector.broadcast(SPECIES, RankedSplits.child(split));
            ByteVector right = ByteVector.broadcast(SPECIES, (byte) (RankedSplits.child(split) + 1));
            at0 = at0.blend(right.blend(left, key0.compare(VectorOperators.LT, threshold)), at0.eq(node));
            at1 = at1.blend(right.blend(left, key1.compare(VectorOperators.LT, threshold)), at1.eq(node));
            at2 = at2.blend(right.blend(left, key2.compare(VectorOperators.LT, threshold)), at2.eq(node));
            at3 = at3.blend(right.blend(left, key3.compare(VectorOperators.LT, threshold)), at3.eq(node));
        }
        at0.intoArray(nodes, 0);
        at1.intoArray(nodes, LANES);
        at2.intoArray(nodes, 2 * LANES);
        at3.intoArray(nodes, 3 * LANES);
    }

    private static void add(double[] value, int start, byte[] nodes, double[] sums, int sum) {
        for (int i = 0; i < ROWS; i++) {
            sums[sum + i] += value[start + (nodes[i] & 0xFF)];
        }
    }

    private static void add(double[] value, int start, byte[] nodes, float[] sums, int sum) {
        for (int i = 0; i < ROWS; i++) {
            sums[sum + i] += (float) value[start + (nodes[i] & 0xFF)];
        }
    }
}
