package org.tandemml.nn;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// The number of units of each hidden layer, first to last; written `64,32`, or `none` for a linear model.
public final class Widths {
    private static final int MOST = 100_000;

    private final int[] sizes;

    private Widths(int... sizes) {
        this.sizes = sizes;
    }

    /// One width a layer.
    public static Widths of(int... sizes) {
        for (int size : sizes) {
            Check.within("width of a hidden layer", size, 1, MOST);
        }
        return new Widths(sizes.clone());
    }

    /// Reads `64,32` or `none`.
    public static Widths parse(String text) {
        String stripped = text.strip();
        if (stripped.equals("none")) {
            return of();
        }
        try {
            return of(Arrays.stream(stripped.split(",", -1))
                    .mapToInt(s -> Integer.parseInt(s.strip()))
                    .toArray());
        } catch (NumberFormatException e) {
            throw new InputException("widths must be written like 64,32 or none, was \"" + text + "\"", e);
        }
    }

    /// The widths, as a copy.
    public int[] sizes() {
        return sizes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Widths that && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return sizes.length == 0
                ? "none"
                : Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
}
