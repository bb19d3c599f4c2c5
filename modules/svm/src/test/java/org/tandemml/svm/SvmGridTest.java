package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Split;
import org.tandemml.core.Splits;
import org.tandemml.testing.Samples;

class SvmGridTest {
    private static final double[] COSTS = {100, 0.1, 1, 10};
    private static final double[] GAMMAS = {0.05, 0.5};

    @Test
    void modelsAlongCostsAreThoseFittedAlone() {
        for (int rows : new int[] {150, 1_500}) {
            Dataset data = Samples.classes(rows, 4, 3, 6);
            Svm learner = new Svm().withGamma(0.3).withTolerance(1e-6);
            List<SvmClassifier> along = learner.alongCosts(data, new double[] {0.5, 5, 50}, Fitting.defaults());
            for (int k = 0; k < 3; k++) {
                SvmClassifier alone = learner.withCost(0.5 * Math.pow(10, k)).fit(data);
                double objective = alone.report().objective();
                assertTrue(along.get(k).report().converged());
                assertEquals(objective, along.get(k).report().objective(), 1e-6 * Math.abs(objective));
                assertEquals(
                        alone.provenance().learner(), along.get(k).provenance().learner());
            }
        }
    }

    @Test
    void accuraciesAreThoseOfSingleFits() {
        Dataset data = Samples.classes(200, 3, 2, 6);
        Svm learner = new Svm().withTolerance(1e-6);
        SvmGrid grid = SvmGrid.search(learner, data, COSTS, GAMMAS, 4, Fitting.defaults());
        assertEquals(8, grid.points().size());
        for (SvmGrid.Point point : grid.points()) {
            double right = 0;
            for (Split split : Splits.kFold(data, 4, 42)) {
                SvmClassifier model =
                        learner.withCost(point.cost()).withGamma(point.gamma()).fit(split.train());
                List<String> predicted = model.predict(split.test());
                for (int i = 0; i < predicted.size(); i++) {
                    int code = split.test().classes().codes()[i];
                    right += predicted.get(i).equals(data.classes().names().get(code)) ? 1 : 0;
                }
            }
            assertEquals(right / 200, point.accuracy(), 1e-12, point.toString());
        }
        assertTrue(
                grid.points().stream().allMatch(p -> p.accuracy() <= grid.best().accuracy()));
    }

    @Test
    void threadsChangeNothing() {
        Dataset data = Samples.classes(200, 3, 2, 6);
        SvmGrid one = SvmGrid.search(
                new Svm(), data, COSTS, GAMMAS, 3, Fitting.defaults().withThreads(1));
        SvmGrid seven = SvmGrid.search(
                new Svm(), data, COSTS, GAMMAS, 3, Fitting.defaults().withThreads(7));
        assertEquals(one, seven);
    }
}
