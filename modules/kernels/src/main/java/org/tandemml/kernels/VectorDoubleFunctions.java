package org.tandemml.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The exponential family over arrays: [Functions] operation by operation, a vector at a time.
final class VectorDoubleFunctions {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorDoubleFunctions() {}

    /// Sets `y = exp(x)`, or `y = exp(−|x|)` if `decaying`.
    static void exp(double[] x, int xOffset, double[] y, int yOffset, int n, boolean decaying) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector given = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            DoubleVector v = decaying ? given.abs().neg() : given;
            DoubleVector e = DoubleVector.broadcast(SPECIES, Functions.LOG2_E)
                    .fma(v, DoubleVector.broadcast(SPECIES, Functions.ROUND))
                    .sub(Functions.ROUND);
            DoubleVector r = e.fma(
                    DoubleVector.broadcast(SPECIES, -Functions.LN2_LOW),
                    e.fma(DoubleVector.broadcast(SPECIES, -Functions.LN2_HIGH), v));
            DoubleVector p = DoubleVector.broadcast(SPECIES, Functions.E11)
                    .fma(r, DoubleVector.broadcast(SPECIES, Functions.E10))
                    .fma(r, DoubleVector.broadcast(SPECIES, Functions.E9))
                    .fma(r, DoubleVector.broadcast(SPECIES, Functions.E8))
                    .fma(r, DoubleVector.broadcast(SPECIES, Functions.E7))
                    .fma(r, DoubleVector.broadcast(SPECIES, Functions.E6))
                    .fma(r, DoubleVector.broadcast(SPECIES, Functions.E5))
                    .fma(r, DoubleVector.broadcast(SPECIES, Functions.E4))
                    .fma(r, DoubleVector.broadcast(SPECIES, Functions.E3))
                    .fma(r, DoubleVector.broadcast(SPECIES, Functions.E2))
                    .fma(r, DoubleVector.broadcast(SPECIES, 1))
                    .fma(r, DoubleVector.broadcast(SPECIES, 1));
            DoubleVector biased = DoubleVector.broadcast(SPECIES, Functions.ROUND_BIASED);
            DoubleVector half = e.fma(DoubleVector.broadcast(SPECIES, 0.5), biased);
            DoubleVector rest = e.sub(half.sub(biased)).add(biased);
            LongVector halfPower = half.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
            LongVector restPower = rest.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
            DoubleVector scaled = p.mul(halfPower.reinterpretAsDoubles()).mul(restPower.reinterpretAsDoubles());
            VectorMask<Double> over = v.compare(VectorOperators.GT, Functions.EXP_MAX);
            VectorMask<Double> under = v.compare(VectorOperators.LT, Functions.EXP_MIN);
            scaled.blend(Double.POSITIVE_INFINITY, over).blend(0, under).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            double v = x[xOffset + i];
            y[yOffset + i] = Functions.exp(decaying ? -Math.abs(v) : v);
        }
    }

    /// Sets `y = log(1 + exp(x))` from `u = exp(−|x|)`.
    static void finishLog1pExp(double[] x, int xOffset, double[] u, double[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, u, i);
            VectorMask<Double> shift = v.compare(VectorOperators.GT, Functions.SQRT2_MINUS_1);
            DoubleVector s = v.blend(v.sub(1), shift).div(v.add(2).blend(v.add(3), shift));
            DoubleVector z = s.mul(s);
            DoubleVector q = DoubleVector.broadcast(SPECIES, Functions.L7)
                    .fma(z, DoubleVector.broadcast(SPECIES, Functions.L6))
                    .fma(z, DoubleVector.broadcast(SPECIES, Functions.L5))
                    .fma(z, DoubleVector.broadcast(SPECIES, Functions.L4))
                    .fma(z, DoubleVector.broadcast(SPECIES, Functions.L3))
                    .fma(z, DoubleVector.broadcast(SPECIES, Functions.L2))
                    .fma(z, DoubleVector.broadcast(SPECIES, Functions.L1));
            DoubleVector twice = s.add(s);
            DoubleVector base = DoubleVector.zero(SPECIES).blend(Functions.LN2_HIGH, shift);
            DoubleVector log = twice.mul(z).fma(q, twice).add(base);
            DoubleVector given = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            VectorMask<Double> positive = given.compare(VectorOperators.GT, 0);
            log.add(DoubleVector.zero(SPECIES).blend(given, positive)).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = Functions.log1pExp(x[xOffset + i]);
        }
    }

    /// Sets `y = 1 / (1 + exp(−x))` from `u = exp(−|x|)`.
    static void finishSigmoid(double[] x, int xOffset, double[] u, double[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, u, i);
            VectorMask<Double> negative =
                    DoubleVector.fromArray(SPECIES, x, xOffset + i).compare(VectorOperators.LT, 0);
            DoubleVector top = DoubleVector.broadcast(SPECIES, 1).blend(v, negative);
            top.div(v.add(1)).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = Functions.sigmoid(x[xOffset + i]);
        }
    }
}
