package org.tandemml.core;

import org.jspecify.annotations.Nullable;

/// A 64-bit hash of a data set's contents, by multiply and xor-shift over four independent lanes.
///
/// The finaliser is that of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014). Every `NaN` counts as the same value and −0 as 0, so that equal tables agree whatever wrote them.
final class Fingerprint {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final long[] lanes = {1, 2, 3, 4};
    private int next;

    private Fingerprint() {}

    static String of(Schema schema, Matrix features, Target target, double @Nullable [] weights) {
        Fingerprint hash = new Fingerprint();
        hash.add(features.rows());
        for (Column column : schema.columns()) {
            hash.add(column.name());
            if (column instanceof Column.Categorical categorical) {
                categorical.levels().forEach(hash::add);
            }
        }
        switch (features) {
            case DenseMatrix dense -> {
                for (int i = 0; i < dense.rows(); i++) {
                    int from = dense.offset(i);
                    hash.add(dense.values(), from, from + dense.columns());
                }
            }
            case SparseMatrix sparse -> {
                for (int i = 0; i < sparse.rows(); i++) {
                    for (int k = sparse.start(i); k < sparse.end(i); k++) {
                        hash.add(sparse.indices()[k]);
                    }
                    hash.add(sparse.values(), sparse.start(i), sparse.end(i));
                }
            }
        }
        hash.add(target);
        if (weights != null) {
            hash.add(weights, 0, weights.length);
        }
        return hash.hex();
    }

    /// A hash of the cells of each row, the same for dense and sparse storage: only cells other than 0 count.
    static long[] ofRows(Matrix features, Seed seed) {
        long[] hashes = new long[features.rows()];
        for (int i = 0; i < hashes.length; i++) {
            long state = seed.value();
            switch (features) {
                case DenseMatrix dense -> {
                    int from = dense.offset(i);
                    for (int j = 0; j < dense.columns(); j++) {
                        state = withCell(state, j, dense.values()[from + j]);
                    }
                }
                case SparseMatrix sparse -> {
                    for (int k = sparse.start(i); k < sparse.end(i); k++) {
                        state = withCell(state, sparse.indices()[k], sparse.values()[k]);
                    }
                }
            }
            hashes[i] = finalised(state);
        }
        return hashes;
    }

    private static long withCell(long state, int column, double value) {
        return value == 0 ? state : mixed(mixed(state, column), Double.doubleToLongBits(value));
    }

    private void add(Target target) {
        add(target.name());
        switch (target) {
            case Target.Classes classes -> {
                classes.names().forEach(this::add);
                for (int code : classes.codes()) {
                    add(code);
                }
            }
            case Target.Numbers numbers -> add(numbers.values(), 0, numbers.values().length);
            case Target.None none -> add(0);
        }
    }

    private void add(String text) {
        add(text.length());
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
    }

    private void add(long value) {
        int lane = next++ & 3;
        lanes[lane] = mixed(lanes[lane], value);
    }

    private void add(double[] values, int from, int to) {
        int i = from;
        // Four values a turn in four registers: the multiplications of one lane wait on each other, the lanes do not.
        long a = lanes[0];
        long b = lanes[1];
        long c = lanes[2];
        long d = lanes[3];
        for (; i + 4 <= to; i += 4) {
            a = mixed(a, Double.doubleToLongBits(values[i] + 0.0));
            b = mixed(b, Double.doubleToLongBits(values[i + 1] + 0.0));
            c = mixed(c, Double.doubleToLongBits(values[i + 2] + 0.0));
            d = mixed(d, Double.doubleToLongBits(values[i + 3] + 0.0));
        }
        lanes[0] = a;
        lanes[1] = b;
        lanes[2] = c;
        lanes[3] = d;
        for (; i < to; i++) {
            add(Double.doubleToLongBits(values[i] + 0.0));
        }
    }

    private static long mixed(long state, long value) {
        long product = (state ^ value) * MULTIPLIER;
        return product ^ (product >>> 29);
    }

    private String hex() {
        return String.format("%016x", finalised(lanes[0] + 3 * lanes[1] + 5 * lanes[2] + 7 * lanes[3]));
    }

    private static long finalised(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
