package org.tandemml.data;

import java.math.BigInteger;

/// Turns `w·10^q` into the nearest `double` by one or two 64-bit multiplications with a power of five of 128 bits.
///
/// **Source**: Lemire, "Number parsing at a gigabyte per second", Software: Practice and Experience 51, 2021,
/// section 5; the table of section 6 is computed on first use.
final class PowersOfTen {
    private static final int SMALLEST = -342;
    private static final int LARGEST = 308;
    // The upper and the lower half of 5^q, scaled so that the highest bit is set; rounded up for q < 0.
    private static final long[] UPPER = new long[LARGEST - SMALLEST + 1];
    private static final long[] LOWER = new long[LARGEST - SMALLEST + 1];

    static {
        BigInteger five = BigInteger.valueOf(5);
        for (int q = SMALLEST; q <= LARGEST; q++) {
            BigInteger power = five.pow(Math.abs(q));
            BigInteger scaled = power;
            if (q < 0) {
                // Enough bits that cutting to 128 afterwards leaves the reciprocal rounded up only where it matters.
                int bits = power.subtract(BigInteger.ONE).bitLength();
                int shift = q >= -27 ? bits + 127 : 2 * bits + 128;
                scaled = BigInteger.ONE.shiftLeft(shift).divide(power).add(BigInteger.ONE);
            }
            scaled = scaled.shiftRight(scaled.bitLength() - 128);
            UPPER[q - SMALLEST] = scaled.shiftRight(64).longValue();
            LOWER[q - SMALLEST] = scaled.longValue();
        }
    }

    private PowersOfTen() {}

    /// The nearest `double` to `w·10^q` with `w` unsigned, or `NaN` where it takes more digits to tell.
    static double nearest(long w, int q) {
        if (w == 0) {
            return 0;
        }
        if (q < SMALLEST || q > LARGEST) {
            return Double.NaN;
        }
        int zeros = Long.numberOfLeadingZeros(w);
        long normal = w << zeros;
        long upper = Math.unsignedMultiplyHigh(normal, UPPER[q - SMALLEST]);
        long lower = normal * UPPER[q - SMALLEST];
        if ((upper & 0x1FF) == 0x1FF) {
            long more = Math.unsignedMultiplyHigh(normal, LOWER[q - SMALLEST]);
            lower += more;
            if (Long.compareUnsigned(lower, more) < 0) {
                upper++;
            }
            if (lower == -1) {
                return Double.NaN;
            }
        }
        int top = (int) (upper >>> 63);
        long mantissa = upper >>> (top + 9);
        // floor(q·log2(10)) + 63, exact in the range of the table.
        int exponent = ((217_706 * q) >> 16) + 63 + top - zeros + 1023;
        if (exponent <= 0 || exponent >= 2046) {
            return Double.NaN;
        }
        boolean mayTie = q >= -4 && q <= 23 && Long.compareUnsigned(lower, 1) <= 0;
        if (mayTie && (mantissa & 3) == 1 && mantissa << (top + 9) == upper) {
            mantissa &= ~1L;
        }
        mantissa = (mantissa + (mantissa & 1)) >>> 1;
        // A carry out of the mantissa lands in the exponent, where it belongs.
        return Double.longBitsToDouble(((long) exponent << 52) + (mantissa - (1L << 52)));
    }
}
