package org.tandemml.data;

/// Reads decimal numbers from characters without making a `String`: `[+-] digits [. digits] [e [+-] digits]` with at
/// least one digit before the exponent.
///
/// Up to 15 digits with a power of ten up to 10²² are exact in `double`, so one correctly rounded multiplication or
/// division gives the nearest value. Other numbers go to `Double.parseDouble`, so the result is always the nearest.
/// **Source**: Clinger, "How to read floating point numbers accurately", PLDI 1990, section 4.
final class DecimalNumber {
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long EXACT = 1L << 53;

    private DecimalNumber() {}

    /// The number in `text[from .. to-1]`, infinite if its size exceeds a `double`, `NaN` if there is no number.
    static double parse(char[] text, int from, int to) {
        int i = from;
        boolean negative = false;
        if (i < to && (text[i] == '-' || text[i] == '+')) {
            negative = text[i++] == '-';
        }
        long mantissa = 0;
        int begin = i;
        while (i < to && isDigit(text[i])) {
            mantissa = 10 * mantissa + (text[i++] - '0');
        }
        int digits = i - begin;
        int scale = 0;
        if (i < to && text[i] == '.') {
            begin = ++i;
            while (i < to && isDigit(text[i])) {
                mantissa = 10 * mantissa + (text[i++] - '0');
            }
            scale = begin - i;
            digits -= scale;
        }
        if (digits == 0) {
            return Double.NaN;
        }
        if (i < to) {
            int exponent = exponent(text, i, to);
            if (exponent == Integer.MIN_VALUE) {
                return Double.NaN;
            }
            scale += exponent;
        }
        // 18 digits cannot overflow a long; leading zeros count as digits here, which only costs speed.
        if (digits > 18 || mantissa > EXACT || scale < -22 || scale > 22) {
            return Double.parseDouble(new String(text, from, to - from));
        }
        double value = scale < 0 ? mantissa / POWERS_OF_TEN[-scale] : mantissa * POWERS_OF_TEN[scale];
        return negative ? -value : value;
    }

    /// The exponent that fills `text[from .. to-1]`, cut off at ±100,000; `Integer.MIN_VALUE` if it is none.
    private static int exponent(char[] text, int from, int to) {
        int i = from;
        if (text[i] != 'e' && text[i] != 'E') {
            return Integer.MIN_VALUE;
        }
        i++;
        boolean negative = false;
        if (i < to && (text[i] == '-' || text[i] == '+')) {
            negative = text[i++] == '-';
        }
        if (i == to) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        while (i < to) {
            if (!isDigit(text[i])) {
                return Integer.MIN_VALUE;
            }
            value = Math.min(100_000, 10 * value + (text[i++] - '0'));
        }
        return negative ? -value : value;
    }

    /// True if the characters spell an infinite value, in any case: `inf`, `-infinity`.
    static boolean isInfinite(char[] text, int from, int to) {
        int begin = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
        int length = to - begin;
        if (length != 3 && length != 8) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Character.toLowerCase(text[begin + i]) != "infinity".charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
