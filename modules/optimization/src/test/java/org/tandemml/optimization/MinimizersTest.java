package org.tandemml.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tandemml.core.Fitting;

class MinimizersTest {
    private static final Fitting HOW = Fitting.defaults();

    enum Method {
        LBFGS,
        NEWTON_CHOLESKY,
        NEWTON_CG;

        <O extends Objective.WithHessian & Objective.WithHessianProduct> Optimum minimize(
                O objective, double[] start, double tolerance, int most, Fitting how) {
            return switch (this) {
                case LBFGS -> new Lbfgs(tolerance, most).minimize(objective, start, how);
                case NEWTON_CHOLESKY -> new NewtonCholesky(tolerance, most).minimize(objective, start, how);
                case NEWTON_CG -> new NewtonCg(tolerance, most).minimize(objective, start, how);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsTheMinimumOfRosenbrocksFunction(Method method) {
        for (int d : new int[] {2, 10, 100}) {
            Functions.Rosenbrock f = new Functions.Rosenbrock(d);
            Optimum optimum = method.minimize(f, f.start(), 1e-9, 500, HOW);
            assertThat(optimum.converged()).as(optimum.toString()).isTrue();
            assertThat(optimum.gradientNorm()).isLessThanOrEqualTo(1e-9);
            for (double x : optimum.point()) {
                assertEquals(1, x, 1e-8);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsTheMinimumOfAQuadraticOfCondition1e10(Method method) {
        double[] scale = new double[5];
        Arrays.setAll(scale, i -> Math.pow(10, 2.5 * i - 5));
        Functions.Quadratic f = new Functions.Quadratic(scale);
        Optimum optimum = method.minimize(f, new double[5], 1e-12, 1000, HOW);
        assertThat(optimum.converged()).as(optimum.toString()).isTrue();
        for (double x : optimum.point()) {
            assertEquals(1, x, 1e-6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnASmallLogisticRegression(Method method) {
        Optimum optimum = method.minimize(new Functions.Logistic(), new double[2], 1e-10, 100, HOW);
        assertThat(optimum.converged()).isTrue();
        // Newton's method in NumPy 2.4.6, until the gradient was below 1e-15.
        assertThat(optimum.point())
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(1.6616347229327848, -0.09089396755366695);
        assertEquals(1.7505471628765925, optimum.value(), 1e-12);
    }

    @ParameterizedTest
    @EnumSource
    void traceFallsFromTheStartToTheValueReached(Method method) {
        Functions.Rosenbrock f = new Functions.Rosenbrock(4);
        List<Integer> steps = new ArrayList<>();
        Optimum optimum = method.minimize(
                f, f.start(), 1e-8, 200, HOW.withProgress((stage, done, total, value) -> steps.add(done)));
        double[] trace = optimum.trace();
        assertEquals(optimum.iterations() + 1, trace.length);
        assertEquals(f.evaluate(f.start(), new double[4]), trace[0]);
        assertEquals(optimum.value(), trace[trace.length - 1]);
        for (int i = 1; i < trace.length; i++) {
            assertThat(trace[i]).isLessThanOrEqualTo(trace[i - 1]);
        }
        assertEquals(optimum.iterations(), steps.size());
        assertThat(optimum.reason()).startsWith("gradient norm").contains("<= 1.0e-08");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheIterationLimitWasReached(Method method) {
        Functions.Rosenbrock f = new Functions.Rosenbrock(10);
        Optimum optimum = method.minimize(f, f.start(), 1e-9, 3, HOW);
        assertThat(optimum.converged()).isFalse();
        assertEquals(3, optimum.iterations());
        assertThat(optimum.reason()).contains("limit of 3 iterations").contains("gradient norm");
    }

    @ParameterizedTest
    @EnumSource
    void stopsWhenCancelled(Method method) {
        Functions.Rosenbrock f = new Functions.Rosenbrock(10);
        int[] asked = {0};
        assertThatThrownBy(() -> method.minimize(f, f.start(), 1e-9, 500, HOW.withCancellation(() -> ++asked[0] > 5)))
                .isInstanceOf(CancellationException.class);
        assertEquals(6, asked[0]);
    }

    @ParameterizedTest
    @EnumSource
    void startAtTheOptimumTakesNoStep(Method method) {
        Functions.Quadratic f = new Functions.Quadratic(new double[] {1, 2});
        Optimum optimum = method.minimize(f, new double[] {1, 1}, 1e-9, 10, HOW);
        assertThat(optimum.converged()).isTrue();
        assertEquals(0, optimum.iterations());
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenTheObjectiveHasAReasonToStop(Method method) {
        class Bounded extends Functions.Bowl {
            @Override
            public Optional<String> reasonToStop() {
                return Optional.of("enough");
            }
        }
        Optimum optimum = method.minimize(new Bounded(), new double[] {5, 5}, 1e-9, 10, HOW);
        assertThat(optimum.converged()).isFalse();
        assertEquals("enough", optimum.reason());
    }

    @Test
    void lbfgsStepsBackFromPointsOutsideTheDomain() {
        // x − log x, minimum at 1, undefined for x ≤ 0; the first step from 0.01 is long.
        Objective f = new Objective() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] x, double[] gradient) {
                gradient[0] = 1 - 1 / x[0];
                return x[0] > 0 ? x[0] - Math.log(x[0]) : Double.NaN;
            }
        };
        for (double start : new double[] {0.01, 50}) {
            Optimum optimum = new Lbfgs(1e-10, 100).minimize(f, new double[] {start}, HOW);
            assertThat(optimum.converged()).as(optimum.toString()).isTrue();
            assertEquals(1, optimum.point()[0], 1e-9);
        }
    }

    @Test
    void newtonCholeskyNotesAnIndefiniteHessianAndStillConverges() {
        // cos x + x²/20: the Hessian is −0.9 at 0.1, the nearest minimum near 2.85 solves sin x = x/10.
        Objective.WithHessian f = new Objective.WithHessian() {
            private double latest;

            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] x, double[] gradient) {
                latest = x[0];
                gradient[0] = -Math.sin(x[0]) + x[0] / 10;
                return Math.cos(x[0]) + x[0] * x[0] / 20;
            }

            @Override
            public void hessian(int level, double[] into) {
                into[0] = -Math.cos(latest) + 0.1;
            }
        };
        Optimum optimum = new NewtonCholesky(1e-10, 100).minimize(f, new double[] {0.1}, HOW);
        assertThat(optimum.converged()).as(optimum.toString()).isTrue();
        assertEquals(optimum.point()[0] / 10, Math.sin(optimum.point()[0]), 1e-9);
        assertThat(-Math.cos(optimum.point()[0]) + 0.1).isPositive();
        assertThat(optimum.notes()).isNotEmpty();
        assertThat(optimum.notes().getFirst()).containsAnyOf("Hessian", "L-BFGS");
    }

    @Test
    void newtonCholeskyReachesTheOptimumFromRoughHessians() {
        // The lower level claims half of the true curvature, so its steps overshoot and never converge.
        class Rough extends Functions.Bowl {
            @Override
            public int hessianLevels() {
                return 2;
            }

            @Override
            public void hessian(int level, double[] into) {
                super.hessian(1, into);
                for (int i = 0; i < into.length && level == 0; i++) {
                    into[i] *= 0.55;
                }
            }
        }
        Optimum optimum = new NewtonCholesky(1e-10, 100).minimize(new Rough(), new double[] {9, -9}, HOW);
        assertThat(optimum.converged()).as(optimum.toString()).isTrue();
        assertThat(optimum.iterations()).isLessThan(10);
    }

    @Test
    void refusesAStartWithoutAFiniteValue() {
        Functions.Quadratic f = new Functions.Quadratic(new double[] {1});
        assertThatThrownBy(() -> new Lbfgs(1e-9, 10).minimize(f, new double[] {Double.NaN}, HOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite, was NaN");
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new Lbfgs(0, 10)).hasMessage("tolerance must be > 0, was 0.0");
        assertThatThrownBy(() -> new Lbfgs(1e-8, 10, 0)).hasMessage("memory must be at least 1, was 0");
        assertThatThrownBy(() -> new NewtonCholesky(-1, 10)).hasMessage("tolerance must be > 0, was -1.0");
        assertThatThrownBy(() -> new NewtonCg(1e-8, -1)).hasMessage("maxIterations must be at least 0, was -1");
    }
}
