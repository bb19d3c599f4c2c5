package org.tandemml.nn;

import java.util.List;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;

/// Data that several tests share.
final class NetFixtures {
    private NetFixtures() {}

    /// Two uniform numbers in −1..1; the class says whether their signs agree.
    static Dataset xor(int rows) {
        Seed.Stream random = new Seed(9).stream();
        double[] values = new double[2 * rows];
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            values[2 * i] = 2 * random.nextDouble() - 1;
            values[2 * i + 1] = 2 * random.nextDouble() - 1;
            codes[i] = values[2 * i] * values[2 * i + 1] > 0 ? 1 : 0;
        }
        return Dataset.of(
                "xor",
                Schema.numeric(2),
                new DenseMatrix(rows, 2, values),
                new Target.Classes("same", List.of("no", "yes"), codes));
    }
}
