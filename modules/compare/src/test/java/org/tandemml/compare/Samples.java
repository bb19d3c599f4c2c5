package org.tandemml.compare;

import java.util.List;
import org.tandemml.core.Dataset;
import org.tandemml.core.Environment;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;
import org.tandemml.evaluation.CrossValidated;

/// Data and results for the tests of this module.
final class Samples {
    private Samples() {}

    /// Class i mod K; column k leans towards class k by 1.5, four columns of noise follow.
    static Dataset clouds(String name, int rows, long seed, String... classes) {
        Seed.Stream random = new Seed(seed).stream();
        int columns = classes.length + 4;
        double[][] x = new double[rows][columns];
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            codes[i] = i % classes.length;
            for (int j = 0; j < columns; j++) {
                x[i][j] = random.nextGaussian() + (j == codes[i] ? 1.5 : 0);
            }
        }
        return Dataset.of(
                name, Schema.numeric(columns), Matrix.of(x), new Target.Classes("class", List.of(classes), codes));
    }

    /// The columns of the class, columns of noise, and one that always fails.
    static List<Learner<?>> learners(int classes) {
        return List.of(
                new ColumnScorer("signal", 0),
                new ColumnScorer("noise", classes),
                new ColumnScorer("broken", 0, org.tandemml.core.Traits.NUMERIC_ONLY, data -> {
                    throw new ArithmeticException("<b>lost</b> & gone");
                }));
    }

    /// The result on a machine of no importance, every time 0.
    static ComparisonResult timeless(ComparisonResult result) {
        List<DatasetResult> datasets = result.datasets().stream()
                .map(d -> DatasetResult.of(
                        d.facts(),
                        d.learners().stream().map(Samples::timeless).toList(),
                        d.leftOut(),
                        result.repeats() > 1,
                        d.inspections().stream().map(Inspection::withoutTimes).toList(),
                        d.scene(),
                        d.splits()))
                .toList();
        return new ComparisonResult(
                result.seed(),
                result.protocol(),
                datasets,
                new Environment("1.2.3", "Test VM 25", "Test OS", "Test CPU", 2, 1, "scalar", 1L << 30),
                result.missing(),
                0);
    }

    // The settings of the test learner hold a lambda, whose name differs from run to run.
    private static CrossValidated timeless(CrossValidated l) {
        return new CrossValidated(
                l.name(), l.name() + "()", l.withoutTimes().folds(), l.metrics(), l.failure(), l.warnings(), l.notes());
    }
}
