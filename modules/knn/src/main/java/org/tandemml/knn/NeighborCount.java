package org.tandemml.knn;

import java.util.Locale;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// How many neighbours vote: a number, or `auto` (0), the number below `√n + 1`, at most 50, that errs least when each
/// row is predicted from the others; of equals the smallest.
///
/// @param k the number; 0 for auto
public record NeighborCount(int k) {
    public NeighborCount {
        Check.atLeast("k", k, 0);
    }

    /// Chosen by leaving each row out.
    public static NeighborCount auto() {
        return new NeighborCount(0);
    }

    /// Whether the number is chosen by the data.
    public boolean isAuto() {
        return k == 0;
    }

    /// The count of a text, a whole number of at least 1 or `auto`.
    public static NeighborCount parse(String text) {
        String clean = text.strip().toLowerCase(Locale.ROOT);
        if (clean.equals("auto")) {
            return auto();
        }
        try {
            return new NeighborCount(Check.atLeast("k", Integer.parseInt(clean), 1));
        } catch (NumberFormatException e) {
            throw new InputException("k must be a whole number of at least 1, or auto, was \"" + text + "\"", e);
        }
    }

    @Override
    public String toString() {
        return isAuto() ? "auto" : Integer.toString(k);
    }
}
