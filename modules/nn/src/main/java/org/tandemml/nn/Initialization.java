package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.Seed;

/// How weights begin. `fanIn` and `fanOut` count the numbers that go into and come out of one unit.
///
/// **Source**: Xavier: Glorot and Bengio, AISTATS 2010; He: He et al., ICCV 2015; orthogonal: Saxe, McClelland and
/// Ganguli, ICLR 2014.
public sealed interface Initialization {
    /// Fills weights of `fanOut` rows and `fanIn` columns.
    void fill(double[] weights, int fanOut, int fanIn, Seed.Stream random);

    /// Every weight the same.
    record Constant(double value) implements Initialization {
        @Override
        public void fill(double[] weights, int fanOut, int fanIn, Seed.Stream random) {
            Arrays.fill(weights, value);
        }
    }

    /// Normal with a fixed standard deviation.
    record Normal(double deviation) implements Initialization {
        public Normal {
            Check.notNegative("deviation", deviation);
        }

        @Override
        public void fill(double[] weights, int fanOut, int fanIn, Seed.Stream random) {
            Arrays.setAll(weights, i -> deviation * random.nextGaussian());
        }
    }

    /// Uniform between −bound and bound.
    record Uniform(double bound) implements Initialization {
        public Uniform {
            Check.notNegative("bound", bound);
        }

        @Override
        public void fill(double[] weights, int fanOut, int fanIn, Seed.Stream random) {
            Arrays.setAll(weights, i -> bound * (2 * random.nextDouble() - 1));
        }
    }

    /// Standard deviation `gain·√(2/(fanIn + fanOut))`, normal or uniform.
    record Xavier(double gain, boolean uniform) implements Initialization {
        public Xavier {
            Check.positive("gain", gain);
        }

        /// The standard deviation for these fans.
        public double deviation(int fanOut, int fanIn) {
            return gain * Math.sqrt(2.0 / (fanIn + fanOut));
        }

        @Override
        public void fill(double[] weights, int fanOut, int fanIn, Seed.Stream random) {
            spread(deviation(fanOut, fanIn), uniform).fill(weights, fanOut, fanIn, random);
        }
    }

    /// Standard deviation `gain/√fan` with the fan in or the fan out, normal or uniform; gain √2 suits ReLU.
    record He(double gain, boolean byFanOut, boolean uniform) implements Initialization {
        public He {
            Check.positive("gain", gain);
        }

        /// Gain √2 by the fan in, normal.
        public He() {
            this(Math.sqrt(2), false, false);
        }

        /// The standard deviation for these fans.
        public double deviation(int fanOut, int fanIn) {
            return gain / Math.sqrt(byFanOut ? fanOut : fanIn);
        }

        @Override
        public void fill(double[] weights, int fanOut, int fanIn, Seed.Stream random) {
            spread(deviation(fanOut, fanIn), uniform).fill(weights, fanOut, fanIn, random);
        }
    }

    /// Orthonormal rows (or columns, where there are fewer of them) times `gain`.
    record Orthogonal(double gain) implements Initialization {
        public Orthogonal {
            Check.positive("gain", gain);
        }

        @Override
        public void fill(double[] weights, int fanOut, int fanIn, Seed.Stream random) {
            int count = Math.min(fanOut, fanIn);
            int length = Math.max(fanOut, fanIn);
            double[][] vectors = new double[count][length];
            for (int v = 0; v < count; v++) {
                double[] vector = vectors[v];
                Arrays.setAll(vector, i -> random.nextGaussian());
                // Twice is enough (Giraud, Langou and Rozložník, 2005).
                for (int round = 0; round < 2; round++) {
                    for (int u = 0; u < v; u++) {
                        subtract(vector, vectors[u], dot(vector, vectors[u]));
                    }
                }
                double norm = Math.sqrt(dot(vector, vector));
                Arrays.setAll(vector, i -> vector[i] / norm);
            }
            for (int r = 0; r < fanOut; r++) {
                for (int c = 0; c < fanIn; c++) {
                    weights[r * fanIn + c] = gain * (fanOut <= fanIn ? vectors[r][c] : vectors[c][r]);
                }
            }
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }

        private static void subtract(double[] a, double[] b, double factor) {
            for (int i = 0; i < a.length; i++) {
                a[i] -= factor * b[i];
            }
        }
    }

    private static Initialization spread(double deviation, boolean uniform) {
        return uniform ? new Uniform(Math.sqrt(3) * deviation) : new Normal(deviation);
    }
}
