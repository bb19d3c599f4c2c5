package org.tandemml.core;

/// A source of reproducible randomness: the same seed gives the same numbers on every machine and JVM.
///
/// The generator is xoshiro256++ (Blackman, Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 2021),
/// its state filled by SplitMix64. Sub-streams are derived, never shared: `seed.child("splits").child(3)` depends on
/// nothing but its path, so work may be done in any order on any number of threads.
public record Seed(long value) {
    /// The increment of SplitMix64: 2⁶⁴ divided by the golden ratio, made odd.
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /// The sub-seed of this number.
    public Seed child(long index) {
        return new Seed(finalised(value * GOLDEN_GAMMA + finalised(index + 0x632BE59BD9B4E019L)));
    }

    /// The sub-seed of this name.
    public Seed child(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return child(hash);
    }

    /// A new generator at the start of this seed's stream; not thread-safe.
    public Stream stream() {
        return new Stream(value);
    }

    private static long finalised(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }

    /// A running xoshiro256++ generator.
    public static final class Stream {
        private long s0;
        private long s1;
        private long s2;
        private long s3;
        private double spareGaussian = Double.NaN;

        private Stream(long seed) {
            long state = seed;
            s0 = finalised(state += GOLDEN_GAMMA);
            s1 = finalised(state += GOLDEN_GAMMA);
            s2 = finalised(state += GOLDEN_GAMMA);
            s3 = finalised(state + GOLDEN_GAMMA);
        }

        /// 64 random bits.
        public long nextLong() {
            long result = Long.rotateLeft(s0 + s3, 23) + s0;
            long t = s1 << 17;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= t;
            s3 = Long.rotateLeft(s3, 45);
            return result;
        }

        /// Uniform in `[0, 1)`, a multiple of 2⁻⁵³.
        public double nextDouble() {
            return (nextLong() >>> 11) * 0x1.0p-53;
        }

        /// Uniform in `0..bound-1` without bias: Lemire, "Fast random integer generation in an interval", ACM TOMACS
        /// 2019.
        public int nextInt(int bound) {
            Check.atLeast("bound", bound, 1);
            long product = (nextLong() >>> 32) * bound;
            if ((product & 0xFFFFFFFFL) < bound) {
                long threshold = (0x100000000L - bound) % bound;
                while ((product & 0xFFFFFFFFL) < threshold) {
                    product = (nextLong() >>> 32) * bound;
                }
            }
            return (int) (product >>> 32);
        }

        /// Standard normal, by Marsaglia's polar method with `StrictMath`, so that bits agree everywhere.
        public double nextGaussian() {
            if (!Double.isNaN(spareGaussian)) {
                double value = spareGaussian;
                spareGaussian = Double.NaN;
                return value;
            }
            while (true) {
                double u = 2 * nextDouble() - 1;
                double v = 2 * nextDouble() - 1;
                double s = u * u + v * v;
                if (s > 0 && s < 1) {
                    double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
                    spareGaussian = v * scale;
                    return u * scale;
                }
            }
        }

        /// Shuffles `values` in place: Fisher and Yates, every order equally likely.
        public void shuffle(int[] values) {
            for (int i = values.length - 1; i > 0; i--) {
                int j = nextInt(i + 1);
                int kept = values[i];
                values[i] = values[j];
                values[j] = kept;
            }
        }
    }
}
