package org.tandemml.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;

class FirstOrderMinimizersTest {
    private static final Fitting HOW = Fitting.defaults();

    /// `½·Σ aⱼ(uⱼ − cⱼ)²`: beside a penalty the minimum is soft(aⱼcⱼ, l1ⱼ)/(aⱼ + l2ⱼ).
    private record Separable(double[] a, double[] c) implements Objective {
        @Override
        public int dimension() {
            return a.length;
        }

        @Override
        public double evaluate(double[] point, double[] gradient) {
            double sum = 0;
            for (int j = 0; j < a.length; j++) {
                double d = point[j] - c[j];
                gradient[j] = a[j] * d;
                sum += a[j] * d * d / 2;
            }
            return sum;
        }
    }

    private static final Separable BOWL =
            new Separable(new double[] {1, 10, 100, 0.5}, new double[] {1, -0.02, 0.3, 4});

    @Test
    void owlQnFindsTheMinimumBesideAPenalty() {
        CoordinatePenalty penalty = new CoordinatePenalty(new double[] {0.5, 0.5, 0.5, 0}, new double[] {0, 1, 1, 0});
        for (double[] start : new double[][] {new double[4], {-5, 5, -5, 5}}) {
            Optimum optimum = new OwlQn(1e-12, 200).minimize(BOWL, penalty, start, HOW);
            assertThat(optimum.converged()).as(optimum.toString()).isTrue();
            assertThat(optimum.gradientNorm()).isLessThanOrEqualTo(1e-12);
            assertThat(optimum.point())
                    .usingComparatorWithPrecision(1e-11)
                    .containsExactly(0.5, 0, (30 - 0.5) / 101, 4);
            assertEquals(0.0, optimum.point()[1]);
        }
    }

    @Test
    void owlQnWithoutL1IsLbfgs() {
        CoordinatePenalty none = new CoordinatePenalty(new double[2], new double[2]);
        Functions.Rosenbrock f = new Functions.Rosenbrock(2);
        Optimum optimum = new OwlQn(1e-9, 500).minimize(f, none, f.start(), HOW);
        assertThat(optimum.converged()).as(optimum.toString()).isTrue();
        assertThat(optimum.point()).usingComparatorWithPrecision(1e-8).containsExactly(1, 1);
    }

    @Test
    void gradientDescentConvergesWithASearchAndWithASmallRate() {
        for (GradientDescent method :
                new GradientDescent[] {new GradientDescent(1e-9, 10_000), new GradientDescent(0.015, 1e-9, 10_000)}) {
            Optimum optimum = method.minimize(BOWL, new double[4], HOW);
            assertThat(optimum.converged()).as(optimum.toString()).isTrue();
            assertThat(optimum.point()).usingComparatorWithPrecision(1e-8).containsExactly(BOWL.c());
            double[] trace = optimum.trace();
            for (int i = 1; i < trace.length; i++) {
                assertThat(trace[i]).isLessThanOrEqualTo(trace[i - 1] + 1e-15);
            }
        }
    }

    /// Above 2/100 the component of curvature 100 grows by |1 − 100η| a step.
    @Test
    void divergingLearningRateIsRefusedWithStepAndLossBeforeIt() {
        assertThatThrownBy(() -> new GradientDescent(0.1, 1e-9, 1000).minimize(BOWL, new double[4], HOW))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("learning rate 0.1 diverges: at step 10 the loss became ")
                .hasMessageContaining(" 9.001999999999999 before it began to rise at step 1")
                .hasMessageEndingWith("use a smaller learning rate");
        assertThatThrownBy(() -> new GradientDescent(-1, 1e-9, 1000)).hasMessage("learningRate must be >= 0, was -1.0");
    }

    @Test
    void epochsAreJudgedByTheObjective() {
        CoordinatePenalty none = new CoordinatePenalty(new double[4], new double[4]);
        EpochDescent judge = new EpochDescent("halving", 1e-9, 200);
        Optimum halved = judge.minimize(BOWL, none, new double[4], point -> half(point, BOWL.c()), HOW);
        assertThat(halved.converged()).isTrue();
        assertThat(halved.trace()).hasSize(halved.iterations() + 1);
        Optimum still = judge.minimize(BOWL, none, new double[4], double[]::clone, HOW);
        assertThat(still.converged()).isFalse();
        assertEquals(100, still.iterations());
        Optimum broken = judge.minimize(BOWL, none, new double[4], point -> new double[] {Double.NaN, 0, 0, 0}, HOW);
        assertThat(broken.converged()).isFalse();
        assertThat(broken.reason()).startsWith("epoch 1 made the objective NaN, it was 9.00");
    }

    private static double[] half(double[] point, double[] goal) {
        double[] next = new double[point.length];
        for (int j = 0; j < next.length; j++) {
            next[j] = (point[j] + goal[j]) / 2;
        }
        return next;
    }
}
