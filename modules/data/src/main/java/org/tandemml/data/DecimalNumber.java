package org.tandemml.data;

import java.nio.charset.StandardCharsets;

/// Reads decimal numbers from bytes without making a `String`: `[+-] digits [. digits] [e [+-] digits]` with at least
/// one digit before the exponent. The result is always the nearest `double`.
///
/// Up to 2⁵³ with a power of ten up to 10²² both factors are exact in `double`, so one correctly rounded multiplication
/// or division does. Up to 19 digits go through a 128-bit power of ten, see [PowersOfTen]. The rest, and the few cases
/// that 128 bits leave open, go to `Double.parseDouble`.
/// **Source**: Clinger, "How to read floating point numbers accurately", PLDI 1990, section 4.
final class DecimalNumber {
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int MOST_DIGITS = 19;
    private static final int MOST_EXPONENT = 100_000;

    private byte[] scratch = new byte[64];
    private int end;

    /// One past the last character of the number that [#scan] found; where it began if there was none.
    int end() {
        return end;
    }

    /// The longest number that begins at `text[from]` and ends before `to`: infinite if its size exceeds a `double`,
    /// `NaN` if there is none.
    double scan(byte[] text, int from, int to) {
        int i = from;
        boolean negative = false;
        if (i < to && (text[i] == '-' || text[i] == '+')) {
            negative = text[i++] == '-';
        }
        int begin = i;
        long mantissa = 0;
        while (i < to && isDigit(text[i])) {
            mantissa = 10 * mantissa + (text[i++] - '0');
        }
        int digits = i - begin;
        int scale = 0;
        if (i < to && text[i] == '.') {
            int point = ++i;
            while (i < to && isDigit(text[i])) {
                mantissa = 10 * mantissa + (text[i++] - '0');
            }
            scale = point - i;
            digits -= scale;
        }
        if (digits == 0) {
            end = from;
            return Double.NaN;
        }
        end = i;
        if (i < to && (text[i] | 0x20) == 'e') {
            scale += exponent(text, i + 1, to);
        }
        if (digits > MOST_DIGITS) {
            digits -= leadingZeros(text, begin);
        }
        if (digits > MOST_DIGITS) {
            return byJdk(text, from, end);
        }
        if (mantissa >>> 53 == 0 && scale >= -22 && scale <= 22) {
            double value = scale < 0 ? mantissa / POWERS_OF_TEN[-scale] : mantissa * POWERS_OF_TEN[scale];
            return negative ? -value : value;
        }
        double value = PowersOfTen.nearest(mantissa, scale);
        if (Double.isNaN(value)) {
            return byJdk(text, from, end);
        }
        return negative ? -value : value;
    }

    /// The exponent whose sign or digits begin at `text[from]`, cut off at ±100,000; 0 without moving [#end] if there
    /// is none.
    private int exponent(byte[] text, int from, int to) {
        int i = from;
        boolean negative = false;
        if (i < to && (text[i] == '-' || text[i] == '+')) {
            negative = text[i++] == '-';
        }
        if (i == to || !isDigit(text[i])) {
            return 0;
        }
        int value = 0;
        while (i < to && isDigit(text[i])) {
            value = Math.min(MOST_EXPONENT, 10 * value + (text[i++] - '0'));
        }
        end = i;
        return negative ? -value : value;
    }

    private static int leadingZeros(byte[] text, int from) {
        int zeros = 0;
        int i = from;
        while (text[i] == '0' || text[i] == '.') {
            zeros += text[i] == '0' ? 1 : 0;
            if (++i == text.length) {
                break;
            }
        }
        return zeros;
    }

    private static double byJdk(byte[] text, int from, int to) {
        return Double.parseDouble(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private static boolean isDigit(byte c) {
        return (char) (c - '0') <= 9;
    }

    /// The number that fills `text[from .. to-1]`, `NaN` if something else does.
    double parse(byte[] text, int from, int to) {
        double value = scan(text, from, to);
        return end == to ? value : Double.NaN;
    }

    /// [#parse(byte[], int, int)] for characters.
    double parse(char[] text, int from, int to) {
        int length = to - from;
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, 2 * scratch.length)];
        }
        for (int i = 0; i < length; i++) {
            // No character of a number lies beyond ASCII, and 0 is none.
            char c = text[from + i];
            scratch[i] = c < 128 ? (byte) c : 0;
        }
        return parse(scratch, 0, length);
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
}
