package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.testing.Samples;

class HardMarginTest {
    @Test
    void findsTheWidestMargin() {
        // The hulls of {(0,0), (0,2)} and {(4,1), (6,1)} are 4 apart: half of that on each side.
        Dataset data = Dataset.classes(
                Matrix.of(new double[] {0, 0}, new double[] {0, 2}, new double[] {4, 1}, new double[] {6, 1}),
                "left",
                "left",
                "right",
                "right");
        SvmClassifier model = new Svm()
                .withKernel(Kernel.Named.LINEAR)
                .withHardMargin(true)
                .withTolerance(1e-10)
                .fit(data);
        SvmMachine machine = model.machines().getFirst();
        assertEquals(2, machine.margin(), 1e-9);
        assertEquals(0.5, model.weights()[0], 1e-9);
        assertEquals(0, model.weights()[1], 1e-9);
        assertEquals(-1, machine.intercept(), 1e-9);
        assertTrue(model.report().converged());
        assertEquals(0, machine.bounded());
    }

    @Test
    void everyRowIsOnItsSideOfTheMargin() {
        Dataset data = Samples.classes(150, 3, 2, 12);
        SvmClassifier model =
                new Svm().withGamma(2).withHardMargin(true).withTolerance(1e-6).fit(data);
        assertTrue(model.report().converged(), model.report().reason());
        double[] f = model.decisions(data.features(), Parallel.SEQUENTIAL).values();
        for (int i = 0; i < f.length; i++) {
            double y = data.classes().codes()[i] == 1 ? 1 : -1;
            assertTrue(y * f[i] >= 1 - 1e-5, "row " + i + " has " + y * f[i]);
        }
    }

    /// Hulls that overlap touch within thousands of steps, which is looked for while the problem is being solved: each
    /// step of progress is 2,000 of the solver, which would end after 10 million.
    @Test
    void saysSoonThatManyRowsAreNotSeparable() {
        Dataset overlapping = Samples.classes(200, 2, 2, 12);
        for (Kernel.Named kernel : List.of(Kernel.Named.LINEAR, Kernel.Named.POLYNOMIAL)) {
            AtomicInteger rounds = new AtomicInteger();
            Fitting how = Fitting.defaults().withProgress((stage, done, total, value) -> rounds.incrementAndGet());
            InputException refused = assertThrows(
                    InputException.class,
                    () -> new Svm().withKernel(kernel).withHardMargin(true).fit(overlapping, how));
            assertTrue(refused.getMessage().contains("not separable in the feature space"), refused.getMessage());
            assertTrue(rounds.get() <= 50, kernel + ": " + rounds + " rounds");
        }
    }

    @Test
    void saysThatClassesAreNotSeparable() {
        Dataset overlapping = Samples.classes(60, 2, 2, 12);
        InputException refused = assertThrows(
                InputException.class,
                () -> new Svm()
                        .withKernel(Kernel.Named.LINEAR)
                        .withHardMargin(true)
                        .fit(overlapping));
        assertTrue(refused.getMessage().contains("not separable in the feature space"), refused.getMessage());
        Dataset twins = Dataset.classes(
                Matrix.of(new double[] {1, 1}, new double[] {1, 1}, new double[] {2, 3}, new double[] {0, 0}),
                "a",
                "b",
                "a",
                "b");
        assertThrows(InputException.class, () -> new Svm().withHardMargin(true).fit(twins));
        assertTrue(new Svm().fit(twins).report().converged());
    }
}
