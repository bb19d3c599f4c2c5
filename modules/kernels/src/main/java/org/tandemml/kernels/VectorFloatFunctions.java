package org.tandemml.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The exponential family over arrays: [Functions] operation by operation, a vector at a time.
final class VectorFloatFunctions {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorFloatFunctions() {}

    /// Sets `y = exp(x)`, or `y = exp(−|x|)` if `decaying`.
    static void exp(float[] x, int xOffset, float[] y, int yOffset, int n, boolean decaying) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector given = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector v = decaying ? given.abs().neg() : given;
            FloatVector e = FloatVector.broadcast(SPECIES, Functions.LOG2_E_F)
                    .fma(v, FloatVector.broadcast(SPECIES, Functions.ROUND_F))
                    .sub(Functions.ROUND_F);
            FloatVector r = e.fma(
                    FloatVector.broadcast(SPECIES, -Functions.LN2_LOW_F),
                    e.fma(FloatVector.broadcast(SPECIES, -Functions.LN2_HIGH_F), v));
            FloatVector p = FloatVector.broadcast(SPECIES, Functions.E6_F)
                    .fma(r, FloatVector.broadcast(SPECIES, Functions.E5_F))
                    .fma(r, FloatVector.broadcast(SPECIES, Functions.E4_F))
                    .fma(r, FloatVector.broadcast(SPECIES, Functions.E3_F))
                    .fma(r, FloatVector.broadcast(SPECIES, Functions.E2_F))
                    .fma(r, FloatVector.broadcast(SPECIES, 1))
                    .fma(r, FloatVector.broadcast(SPECIES, 1));
            FloatVector biased = FloatVector.broadcast(SPECIES, Functions.ROUND_BIASED_F);
            FloatVector half = e.fma(FloatVector.broadcast(SPECIES, 0.5f), biased);
            FloatVector rest = e.sub(half.sub(biased)).add(biased);
            IntVector halfPower = half.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            IntVector restPower = rest.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector scaled = p.mul(halfPower.reinterpretAsFloats()).mul(restPower.reinterpretAsFloats());
            VectorMask<Float> over = v.compare(VectorOperators.GT, Functions.EXP_MAX_F);
            VectorMask<Float> under = v.compare(VectorOperators.LT, Functions.EXP_MIN_F);
            scaled.blend(Float.POSITIVE_INFINITY, over).blend(0, under).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            float v = x[xOffset + i];
            y[yOffset + i] = Functions.exp(decaying ? -Math.abs(v) : v);
        }
    }

    /// Sets `y = log(1 + exp(x))` from `u = exp(−|x|)`.
    static void finishLog1pExp(float[] x, int xOffset, float[] u, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, u, i);
            VectorMask<Float> shift = v.compare(VectorOperators.GT, Functions.SQRT2_MINUS_1_F);
            FloatVector s = v.blend(v.sub(1), shift).div(v.add(2).blend(v.add(3), shift));
            FloatVector z = s.mul(s);
            FloatVector q = FloatVector.broadcast(SPECIES, Functions.L3_F)
                    .fma(z, FloatVector.broadcast(SPECIES, Functions.L2_F))
                    .fma(z, FloatVector.broadcast(SPECIES, Functions.L1_F));
            FloatVector twice = s.add(s);
            FloatVector base = FloatVector.zero(SPECIES).blend(Functions.LN2_HIGH_F, shift);
            FloatVector log = twice.mul(z).fma(q, twice).add(base);
            FloatVector given = FloatVector.fromArray(SPECIES, x, xOffset + i);
            VectorMask<Float> positive = given.compare(VectorOperators.GT, 0);
            log.add(FloatVector.zero(SPECIES).blend(given, positive)).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = Functions.log1pExp(x[xOffset + i]);
        }
    }

    /// Sets `y = 1 / (1 + exp(−x))` from `u = exp(−|x|)`.
    static void finishSigmoid(float[] x, int xOffset, float[] u, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, u, i);
            VectorMask<Float> negative =
                    FloatVector.fromArray(SPECIES, x, xOffset + i).compare(VectorOperators.LT, 0);
            FloatVector top = FloatVector.broadcast(SPECIES, 1).blend(v, negative);
            top.div(v.add(1)).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = Functions.sigmoid(x[xOffset + i]);
        }
    }
}
