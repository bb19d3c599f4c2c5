package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Parallel;

/// Exact solutions of scikit-learn 1.2.1, polished to the KKT point in float64: see `sklearn-svm.properties`.
class SvmReferenceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "linear_C1",
                "rbf_C1_g0.5",
                "rbf_C10_g1",
                "poly3_C1",
                "poly2_homogeneous",
                "sigmoid_C1_not_psd",
                "rbf_class_weight",
                "rbf_sample_weight"
            })
    void equalsTheExactSolution(String run) {
        Dataset data = Golden.classes();
        if (Golden.has(run + ".weights")) {
            data = data.withWeights(Golden.numbers(run + ".weights"));
        }
        Svm learner = new Svm()
                .withKernel(Kernel.parse(Golden.text(run + ".kernel")))
                .withCost(Golden.number(run + ".C"))
                .withGamma(Golden.number(run + ".gamma"))
                .withDegree((int) Golden.number(run + ".degree"))
                .withCoef0(Golden.number(run + ".coef0"))
                .withTolerance(1e-10);
        if (Golden.has(run + ".class_weights")) {
            learner = learner.withClassWeights(ClassWeights.parse(Golden.text(run + ".class_weights")));
        }
        SvmClassifier model = learner.fit(data);
        SvmMachine machine = model.machines().getFirst();
        assertTrue(model.report().converged(), model.report().reason());
        assertEquals(Golden.number(run + ".dual_objective_min"), model.report().objective(), 1e-9);
        assertEquals(Golden.number(run + ".intercept"), machine.intercept(), 1e-8);
        if (!run.startsWith("linear")) {
            // The dual variables of a linear kernel need not be unique.
            double[] duals = new double[data.rows()];
            int[] rows = model.supportRows();
            for (int i = 0; i < rows.length; i++) {
                duals[rows[i]] = machine.coefficients()[i];
            }
            assertArrayEquals(Golden.numbers(run + ".duals"), duals, 1e-7);
        } else {
            assertArrayEquals(Golden.numbers(run + ".w"), model.weights(), 1e-8);
        }
        for (String part : new String[] {"train", "test"}) {
            DenseMatrix rows = Golden.matrix(part.equals("train") ? "x" : "x_test");
            double[] decisions = model.decisions(rows, Parallel.SEQUENTIAL).values();
            assertArrayEquals(Golden.numbers(run + ".decision_" + part), decisions, 1e-8);
        }
        double[] decisions = Golden.numbers(run + ".decision_train");
        double[] y = Golden.numbers("y");
        double[] slacks = machine.slacks();
        for (int i = 0; i < slacks.length; i++) {
            int row = model.supportRows()[i];
            assertEquals(Math.max(0, 1 - y[row] * decisions[row]), slacks[i], 1e-8, "slack of row " + row);
        }
    }
}
