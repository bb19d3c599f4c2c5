package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {
    /// Computed by a separate Python program after the published C code of xoshiro256++ 1.0 and SplitMix64; the program
    /// reproduces the published outputs for the state 1, 2, 3, 4 (41943041, 58720359, 3588806011781223, …).
    @Test
    void streamIsXoshiro256PlusPlusSeededBySplitMix64() {
        assertThat(longs(0))
                .containsExactly(
                        0x53175d61490b23dfL,
                        0x61da6f3dc380d507L,
                        0x5c0fdf91ec9a7bfcL,
                        0x02eebf8c3bbe5e1aL,
                        0x7eca04ebaf4a5eeaL);
        assertThat(longs(42))
                .containsExactly(
                        0xd0764d4f4476689fL,
                        0x519e4174576f3791L,
                        0xfbe07cfb0c24ed8cL,
                        0xb37d9f600cd835b8L,
                        0xcb231c3874846a73L);
        assertThat(longs(-1))
                .containsExactly(
                        0x56ccf8ce948e27b2L,
                        0xe68588432e5a5b90L,
                        0xe3e9b5a48119ca8bL,
                        0x460f19495532ae73L,
                        0xa7d62040ea9263e1L);
    }

    private static long[] longs(long seed) {
        Seed.Stream stream = new Seed(seed).stream();
        return new long[] {stream.nextLong(), stream.nextLong(), stream.nextLong(), stream.nextLong(), stream.nextLong()
        };
    }

    @Test
    void doublesAreTheUpper53BitsOfTheStream() {
        // 0xd0764d4f4476689f >>> 11, times 2^-53; see the test above.
        assertThat(new Seed(42).stream().nextDouble()).isEqualTo(0x1.a0ec9a9e88ecdp-1);
        Seed.Stream stream = new Seed(1).stream();
        for (int i = 0; i < 100_000; i++) {
            assertThat(stream.nextDouble()).isGreaterThanOrEqualTo(0).isLessThan(1);
        }
    }

    /// Chi-square of 70,000 draws; 0.9999 quantiles of SciPy 1.17.1, `chi2.ppf`: 27.86 (6), 33.72 (9), 193.75 (126).
    @Test
    void boundedIntegersAreUniform() {
        assertThat(chiSquare(7, 70_000)).isLessThan(27.86);
        assertThat(chiSquare(10, 70_000)).isLessThan(33.72);
        assertThat(chiSquare(127, 70_000)).isLessThan(193.75);
    }

    private static double chiSquare(int bound, int draws) {
        Seed.Stream stream = new Seed(5).stream();
        int[] counts = new int[bound];
        for (int i = 0; i < draws; i++) {
            counts[stream.nextInt(bound)]++;
        }
        double expected = (double) draws / bound;
        return Arrays.stream(counts)
                .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                .sum();
    }

    /// A bound of 3·2²⁹ is where taking a remainder or a product without rejection is most uneven: thirds become
    /// 1/4, 1/4, 1/2 for the remainder.
    @Test
    void largeBoundsAreUnbiased() {
        Seed.Stream stream = new Seed(6).stream();
        int bound = 3 << 29;
        int[] thirds = new int[3];
        for (int i = 0; i < 30_000; i++) {
            thirds[stream.nextInt(bound) / (1 << 29)]++;
        }
        // Standard deviation of each count: sqrt(30000·2/9) = 82.
        for (int count : thirds) {
            assertThat(count).isCloseTo(10_000, within(330));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, Integer.MAX_VALUE})
    void boundedIntegersStayInBounds(int bound) {
        Seed.Stream stream = new Seed(7).stream();
        for (int i = 0; i < 1000; i++) {
            assertThat(stream.nextInt(bound)).isGreaterThanOrEqualTo(0).isLessThan(bound);
        }
        assertThatThrownBy(() -> stream.nextInt(0)).isInstanceOf(InputException.class);
    }

    @Test
    void gaussiansHaveTheMomentsOfTheNormalDistribution() {
        Seed.Stream stream = new Seed(8).stream();
        int n = 200_000;
        double[] moments = new double[5];
        for (int i = 0; i < n; i++) {
            double value = stream.nextGaussian();
            for (int k = 1; k <= 4; k++) {
                moments[k] += Math.pow(value, k) / n;
            }
        }
        // Four standard errors: sqrt(1/n), sqrt(2/n), sqrt(15/n), sqrt(96/n).
        assertThat(moments[1]).isCloseTo(0, within(4 * Math.sqrt(1.0 / n)));
        assertThat(moments[2]).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
        assertThat(moments[3]).isCloseTo(0, within(4 * Math.sqrt(15.0 / n)));
        assertThat(moments[4]).isCloseTo(3, within(4 * Math.sqrt(96.0 / n)));
    }

    @Test
    void everyOrderOfAShuffleIsEquallyLikely() {
        Seed.Stream stream = new Seed(9).stream();
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 24_000; i++) {
            int[] values = {0, 1, 2, 3};
            stream.shuffle(values);
            counts.merge(Arrays.toString(values), 1, Integer::sum);
        }
        assertThat(counts).hasSize(24);
        double chiSquare = counts.values().stream()
                .mapToDouble(c -> (c - 1000.0) * (c - 1000.0) / 1000)
                .sum();
        // SciPy 1.17.1: chi2.ppf(0.9999, 23) = 57.07.
        assertThat(chiSquare).isLessThan(57.07);
    }

    @Test
    void childrenDependOnTheirPathAlone() {
        assertThat(new Seed(3).child("splits").child(2))
                .isEqualTo(new Seed(3).child("splits").child(2));
        Set<Seed> all = new HashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            Seed parent = new Seed(seed);
            IntStream.range(0, 1000).forEach(i -> all.add(parent.child(i)));
            all.add(parent);
            all.add(parent.child("a"));
            all.add(parent.child("b"));
            all.add(parent.child("a").child("b"));
        }
        assertThat(all).hasSize(10 * 1004);
    }
}
