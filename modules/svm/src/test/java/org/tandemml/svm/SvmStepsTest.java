package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.testing.Samples;

class SvmStepsTest {
    private static final Dataset DATA = Samples.classes(120, 3, 2, 4);

    @Test
    void eachStepLowersTheObjectiveAndTheLastIsTheFit() {
        Svm learner = new Svm().withTolerance(1e-9).withCost(3);
        SvmSteps steps = new SvmSteps(learner, DATA);
        double objective = steps.objective();
        assertEquals(0, objective);
        for (Optional<SvmSteps.Step> step = steps.step(); step.isPresent(); step = steps.step()) {
            assertTrue(step.get().amount() > 0, step.toString());
            assertTrue(steps.objective() <= objective + 1e-9, "the objective rose in step " + steps.steps());
            objective = steps.objective();
        }
        SvmClassifier model = learner.fit(DATA);
        assertEquals(model.report().objective(), objective, 1e-7);
        assertArrayEquals(model.decisions(DATA.features(), Parallel.SEQUENTIAL).values(), steps.decisions(), 1e-6);
        double[] duals = steps.duals();
        SvmMachine machine = model.machines().getFirst();
        int[] rows = model.supportRows();
        for (int i = 0; i < rows.length; i++) {
            assertEquals(machine.duals()[i], duals[rows[i]], 1e-5);
        }
        assertArrayEquals(
                model.kernelRow(Samples.dense(DATA.features().select(new int[] {7}))),
                Arrays.stream(rows).mapToDouble(r -> steps.kernelRow(7)[r]).toArray(),
                1e-12);
    }

    @Test
    void runGoesToTheEnd() {
        SvmSteps steps = new SvmSteps(new Svm(), DATA);
        long done = steps.run(Fitting.defaults());
        assertTrue(done > 0 && steps.step().isEmpty());
        for (double slack : steps.slacks()) {
            assertTrue(slack >= 0);
        }
    }

    @Test
    void refusesMoreThanTwoClasses() {
        Dataset three = Samples.classes(30, 3, 3, 4);
        assertTrue(assertThrows(InputException.class, () -> new SvmSteps(new Svm(), three))
                .getMessage()
                .contains("two classes"));
    }
}
