package org.tandemml.boosting;

import java.util.Arrays;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// Draws the rows of a round, see [RowSampling]. Each block of rows has a seed of its own.
final class RowSampler {
    private static final int BLOCK = 4096;

    private final double share;
    private final RowSampling how;
    private final double lambda;

    RowSampler(BoostingSettings settings) {
        share = settings.draw().subsample();
        how = settings.draw().sampling();
        lambda = settings.shape().lambda();
    }

    boolean isActive() {
        return share < 1;
    }

    /// Whether the draw depends on the derivatives, and changes them.
    boolean byGradient() {
        return isActive() && how == RowSampling.GRADIENT;
    }

    boolean[] uniform(int rows, Seed seed, Parallel loop) {
        boolean[] drawn = new boolean[rows];
        loop.forWork(5.0 * rows).run((rows + BLOCK - 1) / BLOCK, b -> {
            Seed.Stream random = seed.child(b).stream();
            for (int i = b * BLOCK; i < Math.min(rows, (b + 1) * BLOCK); i++) {
                drawn[i] = random.nextDouble() < share;
            }
        });
        keepOne(drawn, rows, seed);
        return drawn;
    }

    private static void keepOne(boolean[] drawn, int rows, Seed seed) {
        for (boolean d : drawn) {
            if (d) {
                return;
            }
        }
        drawn[seed.stream().nextInt(rows)] = true;
    }

    /// Draws rows by their derivatives in all outputs and divides those of the drawn ones by their probability.
    boolean[] byGradient(double[] gradient, double[] hessian, int rows, Seed seed, Parallel loop) {
        double[] size = new double[rows];
        int blocks = (rows + BLOCK - 1) / BLOCK;
        loop.forWork(20.0 * gradient.length).run(blocks, b -> {
            for (int at = 0; at < gradient.length; at += rows) {
                for (int i = b * BLOCK; i < Math.min(rows, (b + 1) * BLOCK); i++) {
                    double h = hessian[at + i];
                    size[i] += gradient[at + i] * gradient[at + i] + lambda * h * h;
                }
            }
            for (int i = b * BLOCK; i < Math.min(rows, (b + 1) * BLOCK); i++) {
                size[i] = Math.sqrt(size[i]);
            }
        });
        double limit = limit(size, share * rows);
        boolean[] drawn = new boolean[rows];
        loop.forWork(10.0 * rows).run(blocks, b -> {
            Seed.Stream random = seed.child(b).stream();
            for (int i = b * BLOCK; i < Math.min(rows, (b + 1) * BLOCK); i++) {
                double p = limit > 0 ? Math.min(1, size[i] / limit) : share;
                drawn[i] = random.nextDouble() < p;
                if (drawn[i] && p < 1) {
                    for (int at = i; at < gradient.length; at += rows) {
                        gradient[at] /= p;
                        hessian[at] /= p;
                    }
                }
            }
        });
        keepOne(drawn, rows, seed);
        return drawn;
    }

    /// The number m with Σ min(1, size/m) = `wanted`.
    private static double limit(double[] size, double wanted) {
        double[] sorted = size.clone();
        Arrays.sort(sorted);
        double below = 0;
        for (double s : sorted) {
            below += s;
        }
        int above = 0;
        for (int i = sorted.length - 1; i >= 0; i--) {
            // The rows from i + 1 on are taken for sure.
            double m = below / (wanted - above);
            if (above >= wanted || m >= sorted[i]) {
                return above >= wanted ? sorted[Math.min(i + 1, sorted.length - 1)] : m;
            }
            below -= sorted[i];
            above++;
        }
        return 0;
    }
}
