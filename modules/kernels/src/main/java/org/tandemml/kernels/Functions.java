package org.tandemml.kernels;

/// The exponential family for single values, with the same bits as the array kernels.
///
/// The same additions, shifts and fused multiply-adds run in the scalar code, in the Vector API code at any width, cold
/// or warm; `Math.exp` and the vector math library behind `VectorOperators.EXP` promise no such thing.
///
/// exp: write x = n·ln 2 + r with |r| ≤ ln 2 / 2, evaluate 1 + r + r²·q(r), scale by 2ⁿ in two steps so that subnormal
/// results round once. log(1 + u) for u in (0, 1]: 2·artanh(s) with s = u/(2 + u), above √2 − 1 shifted by ln 2, see
/// Muller, *Elementary Functions*, 3rd ed., chapter 11. The polynomials interpolate at Chebyshev nodes.
/// **Errors tested**: exp below 1.5 ulp, log1pExp and sigmoid below 1e-15 relative (wherever the result is normal).
public final class Functions {
    static final double LOG2_E = 1.4426950408889634;
    static final double LN2_HIGH = 0.6931471805599453;
    static final double LN2_LOW = 2.3190468138462996e-17;
    /// Added to a number below 2⁵¹ it rounds that to an integer, which sits in the low bits of the sum.
    static final double ROUND = 0x1.8p52;
    /// As [#ROUND], with the exponent bias added to the integer: shifted left by 52 bits, the sum is that power of two.
    static final double ROUND_BIASED = 0x1.8p52 + 1023;
    static final double EXP_MAX = 710;
    static final double EXP_MIN = -746;
    static final double E2 = 0.5000000000000001;
    static final double E3 = 0.16666666666666669;
    static final double E4 = 0.041666666666623824;
    static final double E5 = 0.008333333333330039;
    static final double E6 = 0.0013888888917367081;
    static final double E7 = 0.00019841269863171557;
    static final double E8 = 2.4801521057868204e-05;
    static final double E9 = 2.7557268276905696e-06;
    static final double E10 = 2.7620201591031547e-07;
    static final double E11 = 2.5100472505694996e-08;
    static final double SQRT2_MINUS_1 = 0.41421356237309503;
    static final double L1 = 0.3333333333333335;
    static final double L2 = 0.1999999999994969;
    static final double L3 = 0.14285714313015532;
    static final double L4 = 0.11111105562861405;
    static final double L5 = 0.09091444893095521;
    static final double L6 = 0.07665849816771929;
    static final double L7 = 0.07308360589930908;

    static final float LOG2_E_F = 1.442695f;
    static final float LN2_HIGH_F = 0.6931472f;
    static final float LN2_LOW_F = -1.9046542e-09f;
    static final float ROUND_F = 0x1.8p23f;
    static final float ROUND_BIASED_F = 0x1.8p23f + 127;
    static final float EXP_MAX_F = 89;
    static final float EXP_MIN_F = -104;
    static final float E2_F = 0.5f;
    static final float E3_F = 0.16666576f;
    static final float E4_F = 0.041666552f;
    static final float E5_F = 0.008363233f;
    static final float E6_F = 0.001392625f;
    static final float SQRT2_MINUS_1_F = 0.41421357f;
    static final float L1_F = 0.33333343f;
    static final float L2_F = 0.19994389f;
    static final float L3_F = 0.14790079f;

    private Functions() {}

    /// Returns eˣ: 0 below −745.14, infinite above 709.79, NaN for NaN.
    public static double exp(double x) {
        if (x > EXP_MAX) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < EXP_MIN) {
            return 0;
        }
        double n = Math.fma(x, LOG2_E, ROUND) - ROUND;
        double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        double q = Math.fma(E11, r, E10);
        q = Math.fma(q, r, E9);
        q = Math.fma(q, r, E8);
        q = Math.fma(q, r, E7);
        q = Math.fma(q, r, E6);
        q = Math.fma(q, r, E5);
        q = Math.fma(q, r, E4);
        q = Math.fma(q, r, E3);
        q = Math.fma(q, r, E2);
        double p = Math.fma(Math.fma(q, r, 1), r, 1);
        double half = Math.fma(n, 0.5, ROUND_BIASED);
        double rest = n - (half - ROUND_BIASED) + ROUND_BIASED;
        return p * powerOfTwo(half) * powerOfTwo(rest);
    }

    /// Returns log(1 + eˣ) without overflow or cancellation.
    public static double log1pExp(double x) {
        double u = exp(-Math.abs(x));
        boolean shift = u > SQRT2_MINUS_1;
        double s = (shift ? u - 1 : u) / (u + (shift ? 3 : 2));
        double z = s * s;
        double q = Math.fma(L7, z, L6);
        q = Math.fma(q, z, L5);
        q = Math.fma(q, z, L4);
        q = Math.fma(q, z, L3);
        q = Math.fma(q, z, L2);
        q = Math.fma(q, z, L1);
        double twice = s + s;
        double log = Math.fma(twice * z, q, twice) + (shift ? LN2_HIGH : 0);
        return log + (x > 0 ? x : 0);
    }

    /// Returns 1 / (1 + e⁻ˣ) without overflow; for −x the complement to 1 ulp of 1.
    public static double sigmoid(double x) {
        double u = exp(-Math.abs(x));
        return (x < 0 ? u : 1) / (1 + u);
    }

    private static double powerOfTwo(double biased) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(biased) << 52);
    }

    /// Returns eˣ in `float`: 0 below −103.98, infinite above 88.73, NaN for NaN.
    public static float exp(float x) {
        if (x > EXP_MAX_F) {
            return Float.POSITIVE_INFINITY;
        }
        if (x < EXP_MIN_F) {
            return 0;
        }
        float n = Math.fma(x, LOG2_E_F, ROUND_F) - ROUND_F;
        float r = Math.fma(n, -LN2_LOW_F, Math.fma(n, -LN2_HIGH_F, x));
        float q = Math.fma(E6_F, r, E5_F);
        q = Math.fma(q, r, E4_F);
        q = Math.fma(q, r, E3_F);
        q = Math.fma(q, r, E2_F);
        float p = Math.fma(Math.fma(q, r, 1), r, 1);
        float half = Math.fma(n, 0.5f, ROUND_BIASED_F);
        float rest = n - (half - ROUND_BIASED_F) + ROUND_BIASED_F;
        return p * powerOfTwo(half) * powerOfTwo(rest);
    }

    /// Returns log(1 + eˣ) in `float` without overflow or cancellation.
    public static float log1pExp(float x) {
        float u = exp(-Math.abs(x));
        boolean shift = u > SQRT2_MINUS_1_F;
        float s = (shift ? u - 1 : u) / (u + (shift ? 3 : 2));
        float z = s * s;
        float q = Math.fma(Math.fma(L3_F, z, L2_F), z, L1_F);
        float twice = s + s;
        float log = Math.fma(twice * z, q, twice) + (shift ? LN2_HIGH_F : 0);
        return log + (x > 0 ? x : 0);
    }

    /// Returns 1 / (1 + e⁻ˣ) in `float` without overflow; for −x the complement to 1 ulp of 1.
    public static float sigmoid(float x) {
        float u = exp(-Math.abs(x));
        return (x < 0 ? u : 1) / (1 + u);
    }

    private static float powerOfTwo(float biased) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(biased) << 23);
    }
}
