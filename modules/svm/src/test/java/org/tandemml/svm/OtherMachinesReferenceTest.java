package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Target;

/// Raw output of scikit-learn 1.2.1 at tolerance 1e-10 with γ = 0.5, C = 1, ε = 0.1; LIBSVM keeps kernels as float,
/// hence the tolerance 1e-5.
class OtherMachinesReferenceTest {
    @ParameterizedTest
    @ValueSource(strings = {"epsilon_svr_rbf", "epsilon_svr_linear"})
    void epsilonRegression(String run) {
        Svr learner = new Svr()
                .withKernel(run.endsWith("linear") ? Kernel.Named.LINEAR : Kernel.Named.RBF)
                .withGamma(0.5)
                .withTolerance(1e-10);
        SvmRegressor model = learner.fit(Golden.numbersOf(run + ".target"));
        assertEquals(Golden.number(run + ".intercept"), model.machine().intercept(), 1e-5);
        assertArrayEquals(Golden.numbers(run + ".predict_test"), model.predict((Matrix) Golden.matrix("x_test")), 1e-5);
        if (run.endsWith("rbf")) {
            assertArrayEquals(Golden.numbers(run + ".support"), asDoubles(model.supportRows()), 0);
            assertArrayEquals(
                    Golden.numbers(run + ".dual_coef"), model.machine().coefficients(), 1e-5);
        }
    }

    @Test
    void nuClassification() {
        String run = "nu_svc_rbf_0.4";
        SvmClassifier model =
                new NuSvm().withNu(0.4).withGamma(0.5).withTolerance(1e-10).fit(Golden.classes());
        SvmMachine machine = model.machines().getFirst();
        assertEquals(Golden.number(run + ".intercept"), machine.intercept(), 1e-5);
        assertArrayEquals(Golden.numbers(run + ".support"), asDoubles(model.supportRows()), 0);
        assertArrayEquals(Golden.numbers(run + ".dual_coef"), machine.coefficients(), 1e-4);
        assertArrayEquals(
                Golden.numbers(run + ".decision_test"),
                model.decisions(Golden.matrix("x_test"), Parallel.SEQUENTIAL).values(),
                1e-5);
    }

    @Test
    void oneClass() {
        String run = "one_class_rbf_0.3";
        Dataset data = Golden.classes().withTarget(new Target.None());
        NoveltyModel model = new OneClassSvm()
                .withNu(0.3)
                .withGamma(0.5)
                .withTolerance(1e-10)
                .fit(data);
        assertEquals(Golden.number(run + ".intercept"), model.machine().intercept(), 1e-5);
        assertArrayEquals(Golden.numbers(run + ".support"), asDoubles(model.supportRows()), 0);
        assertArrayEquals(Golden.numbers(run + ".dual_coef"), model.machine().coefficients(), 1e-5);
        assertArrayEquals(
                Golden.numbers(run + ".decision_test"),
                model.decisions(Golden.matrix("x_test"), Parallel.SEQUENTIAL),
                1e-5);
    }

    private static double[] asDoubles(int[] values) {
        return java.util.Arrays.stream(values).asDoubleStream().toArray();
    }
}
