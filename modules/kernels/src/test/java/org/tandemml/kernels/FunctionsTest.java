package org.tandemml.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Accuracy against sums of the defining series in 60-digit decimal arithmetic.
class FunctionsTest {
    private static final MathContext DIGITS = new MathContext(60);
    /// log 2 to 62 digits (mpmath 1.3.0).
    private static final BigDecimal LN2 =
            new BigDecimal("0.69314718055994530941723212145817656807550013436025525412068001");

    @Test
    void expIsWithinOneAndAHalfUlpOverItsWholeRange() {
        Random random = new Random(1);
        double worst = 0;
        for (int i = 0; i < 6000; i++) {
            double x =
                    i % 3 == 0 ? random.nextDouble() * 1454.78 - 745 : random.nextGaussian() * (i % 3 == 1 ? 1 : 1e-3);
            worst = Math.max(worst, ulps(Functions.exp(x), exactExp(x)));
        }
        for (double x : new double[] {709.78, 709.782712893384, -708.3, -708.4, -744.4, -745.0, -745.13, 0.34657359}) {
            worst = Math.max(worst, ulps(Functions.exp(x), exactExp(x)));
        }
        assertThat(worst).isLessThan(1.5);
    }

    @Test
    void expOverflowsUnderflowsAndPassesNaN() {
        // exp(709.782712893384) is finite, the next double's is not (IEEE 754, Java SE specification of Math.exp).
        assertEquals(Double.POSITIVE_INFINITY, Functions.exp(709.7827128933841));
        assertEquals(Double.POSITIVE_INFINITY, Functions.exp(Double.MAX_VALUE));
        assertEquals(Double.POSITIVE_INFINITY, Functions.exp(Double.POSITIVE_INFINITY));
        assertEquals(Double.MIN_VALUE, Functions.exp(-745.13));
        assertEquals(0, Functions.exp(-745.14));
        assertEquals(0, Functions.exp(Double.NEGATIVE_INFINITY));
        assertEquals(Double.NaN, Functions.exp(Double.NaN));
        assertEquals(1, Functions.exp(0));
        assertEquals(1, Functions.exp(-0.0));
    }

    @Test
    void log1pExpIsAccurateTo1e15RelativeOverItsWholeRange() {
        Random random = new Random(2);
        for (int i = 0; i < 3000; i++) {
            double x = i % 2 == 0 ? random.nextDouble() * 1490 - 745 : random.nextGaussian() * 20;
            check(x);
        }
        // x > 15 is where a well-known shortcut returns x itself: log(1 + e^16) − 16 = 1.1e-7.
        for (double x : new double[] {0, -0.0, 15.5, 16, 33, 36.7, 37, -37, 745, -745, -0.8813735870195429, 1e-17}) {
            check(x);
        }
    }

    private static void check(double x) {
        BigDecimal exact = exactLog1pExp(x);
        double error =
                exact.subtract(new BigDecimal(Functions.log1pExp(x))).abs().doubleValue();
        assertThat(error)
                .as("log1pExp(%s)", x)
                .isLessThanOrEqualTo(Math.max(1e-15 * exact.doubleValue(), Double.MIN_VALUE));
    }

    @Test
    void log1pExpTakesInfinitiesAndNaN() {
        assertEquals(Double.POSITIVE_INFINITY, Functions.log1pExp(Double.POSITIVE_INFINITY));
        assertEquals(0, Functions.log1pExp(Double.NEGATIVE_INFINITY));
        assertEquals(Double.NaN, Functions.log1pExp(Double.NaN));
        assertEquals(1e300, Functions.log1pExp(1e300));
    }

    @Test
    void sigmoidIsAccurateAndItsComplementSumsToOne() {
        Random random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            double x = i % 2 == 0 ? random.nextDouble() * 1490 - 745 : random.nextGaussian() * 5;
            assertEquals(1, Functions.sigmoid(x) + Functions.sigmoid(-x), Math.ulp(1.0));
            if (i < 2000 && x > -700) {
                BigDecimal e = exactExp(-Math.abs(x));
                BigDecimal exact = (x < 0 ? e : BigDecimal.ONE).divide(BigDecimal.ONE.add(e), DIGITS);
                double error = exact.subtract(new BigDecimal(Functions.sigmoid(x)))
                        .abs()
                        .doubleValue();
                assertThat(error).as("sigmoid(%s)", x).isLessThanOrEqualTo(1e-15 * exact.doubleValue());
            }
        }
        assertEquals(0.5, Functions.sigmoid(0));
        assertEquals(1, Functions.sigmoid(Double.POSITIVE_INFINITY));
        assertEquals(0, Functions.sigmoid(Double.NEGATIVE_INFINITY));
        assertEquals(Double.NaN, Functions.sigmoid(Double.NaN));
    }

    @Test
    void floatFormsAreWithinTwoUlpOfTheDoubleForms() {
        Random random = new Random(4);
        for (int i = 0; i < 200_000; i++) {
            float x = i % 2 == 0 ? random.nextFloat() * 190 - 102 : (float) random.nextGaussian() * 5;
            float exp = (float) Functions.exp((double) x);
            if (exp < Float.POSITIVE_INFINITY) {
                assertEquals(Functions.exp((double) x), Functions.exp(x), 1.5 * Math.ulp(exp));
            }
            double log = Functions.log1pExp((double) x);
            assertEquals(log, Functions.log1pExp(x), 4 * Math.ulp((float) log));
            double sigmoid = Functions.sigmoid((double) x);
            assertEquals(sigmoid, Functions.sigmoid(x), 3 * Math.ulp((float) sigmoid));
            assertEquals(1, Functions.sigmoid(x) + Functions.sigmoid(-x), Math.ulp(1f));
        }
        assertEquals(Float.POSITIVE_INFINITY, Functions.exp(88.73f));
        assertEquals(0f, Functions.exp(-104f));
        assertEquals(Float.NaN, Functions.exp(Float.NaN));
    }

    private static double ulps(double actual, BigDecimal exact) {
        return exact.subtract(new BigDecimal(actual))
                .abs()
                .divide(new BigDecimal(Math.ulp(actual)), DIGITS)
                .doubleValue();
    }

    /// e^x by argument halving and the Taylor series.
    private static BigDecimal exactExp(double x) {
        MathContext working = new MathContext(90);
        int halvings = 0;
        BigDecimal r = new BigDecimal(x);
        while (r.abs().doubleValue() > 0.01) {
            r = r.divide(BigDecimal.TWO, working);
            halvings++;
        }
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int i = 1; i < 40; i++) {
            term = term.multiply(r, working).divide(BigDecimal.valueOf(i), working);
            sum = sum.add(term, working);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, working);
        }
        return sum;
    }

    /// log(1 + e^x) = max(x, 0) + 2·artanh(u / (2 + u)), u = e^−|x|; 1 + u above 1.5 is halved first.
    private static BigDecimal exactLog1pExp(double x) {
        BigDecimal u = exactExp(-Math.abs(x));
        BigDecimal base = x > 0 ? new BigDecimal(x) : BigDecimal.ZERO;
        if (u.doubleValue() > 0.5) {
            u = u.subtract(BigDecimal.ONE).divide(BigDecimal.TWO, DIGITS);
            base = base.add(LN2);
        }
        BigDecimal s = u.divide(u.add(BigDecimal.TWO), DIGITS);
        BigDecimal z = s.multiply(s, DIGITS);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal power = s;
        for (int i = 1; i < 90; i += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(i), DIGITS));
            power = power.multiply(z, DIGITS);
        }
        return base.add(sum.multiply(BigDecimal.TWO));
    }
}
