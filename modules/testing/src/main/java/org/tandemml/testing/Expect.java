package org.tandemml.testing;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.function.Executable;
import org.tandemml.core.InputException;

/// Comparisons and refusals that the contracts share.
final class Expect {
    private Expect() {}

    /// Equal length and equal bits.
    static void sameBits(double[] expected, double[] actual, String what) {
        sameLength(expected, actual, what);
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToRawLongBits(expected[i]) != Double.doubleToRawLongBits(actual[i])) {
                throw new AssertionError(
                        what + ": output " + i + " was " + actual[i] + ", expected exactly " + expected[i]);
            }
        }
    }

    /// `|a − b| ≤ tolerance·(1 + |b|)`; equal infinities are close, `NaN` is close to `NaN` only.
    static void close(double[] expected, double[] actual, double tolerance, String what) {
        sameLength(expected, actual, what);
        for (int i = 0; i < expected.length; i++) {
            double bound = tolerance * (1 + Math.abs(expected[i]));
            if (Double.compare(expected[i], actual[i]) != 0 && !(Math.abs(expected[i] - actual[i]) <= bound)) {
                throw new AssertionError(
                        what + ": output " + i + " was " + actual[i] + ", expected " + expected[i] + " up to " + bound);
            }
        }
    }

    private static void sameLength(double[] expected, double[] actual, String what) {
        if (expected.length != actual.length) {
            throw new AssertionError(what + ": " + actual.length + " outputs, expected " + expected.length);
        }
    }

    static void noNaN(double[] values, String what) {
        if (Arrays.stream(values).anyMatch(Double::isNaN)) {
            throw new AssertionError(what + ": an output is NaN in " + Arrays.toString(values));
        }
    }

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /// `work` ends in an [InputException] of one line that contains all of `parts`, case aside.
    static void refusal(String what, Executable work, String... parts) {
        String message = refusalOrEmpty(what, work);
        that(!message.isEmpty(), what + " was accepted, an InputException was expected");
        for (String part : parts) {
            that(
                    message.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)),
                    what + ": the message must contain \"" + part + "\", was: " + message);
        }
    }

    /// The message if `work` ends in an [InputException], which must be one line; empty if it ends well.
    static String refusalOrEmpty(String what, Executable work) {
        try {
            work.execute();
            return "";
        } catch (InputException e) {
            String message = String.valueOf(e.getMessage());
            that(
                    !message.isBlank() && message.lines().count() == 1,
                    what + ": the message must be one line, was: " + message);
            return message;
        } catch (Throwable e) {
            throw new AssertionError(what + " ended in " + e + ", an InputException was expected", e);
        }
    }
}
