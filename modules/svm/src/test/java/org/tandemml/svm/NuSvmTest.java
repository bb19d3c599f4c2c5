package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.testing.ClassifierContract;
import org.tandemml.testing.Samples;

class NuSvmTest {
    @Nested
    class Contract implements ClassifierContract<SvmClassifier> {
        @Override
        public Learner.OfClasses<SvmClassifier> learner() {
            return new NuSvm().withTolerance(1e-8).withNu(0.4);
        }

        @Override
        public Dataset largeData() {
            return Samples.classes(2_000, 10, 2, 2);
        }
    }

    @Test
    void infeasibleNuIsRefusedWithTheLargestFeasible() {
        Dataset data = Samples.classes(90, 3, 3, 5);
        int[] codes = data.classes().codes();
        // 10 rows of the first class, 30 of the second: 2 * 10 / 40.
        int[] rows = java.util.stream.IntStream.range(0, 90)
                .filter(i -> codes[i] == 1 || codes[i] == 0 && i < 30)
                .toArray();
        Dataset uneven = data.select(rows);
        InputException refused =
                assertThrows(InputException.class, () -> new NuSvm().withNu(0.6).fit(uneven));
        assertTrue(refused.getMessage().contains("the largest that is, is 0.5"), refused.getMessage());
        new NuSvm().withNu(0.4999).fit(uneven);
    }

    @Test
    void nuBoundsTheShareOfMarginErrorsAndOfSupportVectors() {
        Dataset data = Samples.classes(400, 3, 2, 8);
        SvmClassifier model = new NuSvm().withNu(0.3).fit(data);
        SvmMachine machine = model.machines().getFirst();
        assertTrue(machine.coefficients().length >= 0.3 * 400, machine.toString());
        assertTrue(machine.bounded() <= 0.3 * 400 + 1e-9, machine.toString());
        // The solution is that of the soft margin with the cost 1/rho, the bound of its duals.
        SvmClassifier soft =
                new Svm().withCost(machine.bounds()[0]).withTolerance(1e-8).fit(data);
        assertEquals(soft.machines().getFirst().squaredNorm(), machine.squaredNorm(), 2e-2 * machine.squaredNorm());
    }
}
