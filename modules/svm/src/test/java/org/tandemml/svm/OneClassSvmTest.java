package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Target;
import org.tandemml.testing.LearnerContract;
import org.tandemml.testing.Samples;

class OneClassSvmTest {
    @Nested
    class Contract implements LearnerContract<NoveltyModel> {
        @Override
        public Learner<NoveltyModel> learner() {
            return new OneClassSvm().withTolerance(1e-9).withNu(0.2);
        }

        @Override
        public Dataset data() {
            return Samples.classes(60, 4, 1, 1).withTarget(new Target.None());
        }

        @Override
        public Dataset largeData() {
            return Samples.classes(2_000, 10, 1, 2).withTarget(new Target.None());
        }

        @Override
        public double[] outputs(NoveltyModel model, Matrix rows, Parallel loop) {
            return model.scores(rows, loop).values();
        }

        @Override
        public double[] outputs(NoveltyModel model, double[] row) {
            double[] out = new double[2];
            model.scores(row, out);
            return out;
        }

        @Override
        public double[] outputs(NoveltyModel model, Dataset data) {
            return model.predict(data).stream()
                    .mapToDouble(name -> model.classes().indexOf(name))
                    .toArray();
        }
    }

    @Test
    void nuBoundsTheShareOutside() {
        Dataset data = Samples.classes(500, 3, 1, 3).withTarget(new Target.None());
        NoveltyModel model = new OneClassSvm().withNu(0.1).fit(data);
        long outside = model.predict(data).stream().filter("outlier"::equals).count();
        assertTrue(outside <= 51, outside + " rows lie outside");
        assertTrue(model.supportRows().length >= 50, model.toString());
        assertEquals(List.of("outlier", "inlier"), model.classes());
    }

    @Test
    void rowsOfTheNormalClassMakeTheRegion() {
        Dataset data = Samples.classes(300, 3, 2, 4);
        NoveltyModel model = new OneClassSvm().withNormal("b").fit(data);
        assertEquals(List.of("a", "b"), model.classes());
        for (int row : model.supportRows()) {
            assertEquals(1, data.classes().codes()[row], "row " + row);
        }
        assertEquals("b", model.classes().get(model.normal()));
        InputException unknown = assertThrows(
                InputException.class, () -> new OneClassSvm().withNormal("c").fit(data));
        assertTrue(unknown.getMessage().contains("\"c\""), unknown.getMessage());
        assertThrows(InputException.class, () -> new OneClassSvm().fit(Samples.classes(60, 3, 3, 4)));
    }
}
