package org.tandemml.core;

import java.util.Collection;
import java.util.Locale;

/// Judges arguments once, at the edge: each check returns its value or throws an [InputException] that names it.
public final class Check {
    private Check() {}

    /// `value > 0` and finite.
    public static double positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InputException(name + " must be > 0, was " + value);
        }
        return value;
    }

    /// `value ≥ 0` and finite.
    public static double notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InputException(name + " must be >= 0, was " + value);
        }
        return value;
    }

    /// `low ≤ value ≤ high`.
    public static double within(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new InputException(name + " must be between " + low + " and " + high + ", was " + value);
        }
        return value;
    }

    /// `value ≥ low`.
    public static int atLeast(String name, int value, int low) {
        if (value < low) {
            throw new InputException(name + " must be at least " + low + ", was " + value);
        }
        return value;
    }

    /// Not NaN, not infinite.
    public static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new InputException(name + " must be a finite number, was " + value);
        }
        return value;
    }

    /// `actual == expected`.
    public static void length(String name, int actual, int expected) {
        if (actual != expected) {
            throw new InputException(name + " must have length " + expected + ", had " + actual);
        }
    }

    /// The message for a name that is not among `known`, with the nearest known one suggested:
    /// `unknown learner "logistc": did you mean "logistic"? (known: baseline, logistic)`.
    public static InputException unknown(String what, String name, Collection<String> known) {
        String nearest = "";
        int best = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = editDistance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        String hint = best <= Math.max(2, name.length() / 3) ? ": did you mean \"" + nearest + "\"?" : "";
        String list = known.size() <= 40 ? String.join(", ", known) : known.size() + " names";
        return new InputException("unknown " + what + " \"" + name + "\"" + hint + " (known: " + list + ")");
    }

    /// Levenshtein distance by two rows; O(|a|·|b|) time.
    private static int editDistance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
