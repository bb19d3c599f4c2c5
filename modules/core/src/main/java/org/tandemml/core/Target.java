package org.tandemml.core;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// What is to be predicted: classes, numbers, or nothing.
public sealed interface Target {
    /// The name of the target column; empty for [None].
    String name();

    /// The target of the rows `rows[0], rows[1], …`.
    Target select(int[] rows);

    /// One class a row: `codes[i]` in `0..names.size()-1`. Class names are kept in the order given. The array is
    /// shared: read only.
    record Classes(String name, List<String> names, int[] codes) implements Target {
        public Classes {
            names = List.copyOf(names);
            if (new HashSet<>(names).size() != names.size()) {
                throw new InputException("target \"" + name + "\" names a class twice: " + names);
            }
            for (int i = 0; i < codes.length; i++) {
                if (codes[i] < 0 || codes[i] >= names.size()) {
                    throw new InputException("target \"" + name + "\", row " + (i + 1) + ": class code " + codes[i]
                            + " is outside 0.." + (names.size() - 1));
                }
            }
        }

        /// Rows of each class, including classes without a row.
        public int[] counts() {
            int[] counts = new int[names.size()];
            for (int code : codes) {
                counts[code]++;
            }
            return counts;
        }

        @Override
        public Classes select(int[] rows) {
            return new Classes(
                    name, names, Arrays.stream(rows).map(i -> codes[i]).toArray());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Classes that
                    && name.equals(that.name)
                    && names.equals(that.names)
                    && Arrays.equals(codes, that.codes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, names, Arrays.hashCode(codes));
        }

        @Override
        public String toString() {
            return "Classes[" + name + ": " + names + ", " + codes.length + " rows]";
        }
    }

    /// One finite number a row. The array is shared: read only.
    record Numbers(String name, double[] values) implements Target {
        public Numbers {
            for (int i = 0; i < values.length; i++) {
                if (!Double.isFinite(values[i])) {
                    throw new InputException(
                            "target \"" + name + "\", row " + (i + 1) + " must be a finite number, was " + values[i]);
                }
            }
        }

        @Override
        public Numbers select(int[] rows) {
            return new Numbers(
                    name, Arrays.stream(rows).mapToDouble(i -> values[i]).toArray());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numbers that && name.equals(that.name) && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, Arrays.hashCode(values));
        }

        @Override
        public String toString() {
            return "Numbers[" + name + ", " + values.length + " rows]";
        }
    }

    /// No target: data to predict or to cluster.
    record None() implements Target {
        @Override
        public String name() {
            return "";
        }

        @Override
        public None select(int[] rows) {
            return this;
        }
    }
}
