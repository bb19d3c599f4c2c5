package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learners;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.testing.RegressorContract;
import org.tandemml.testing.Samples;

class MlpRegressorTest implements RegressorContract<NetRegressor> {
    /// All rows in one batch, so that weights can equal repetition.
    @Override
    public MlpRegressor learner() {
        return new MlpRegressor()
                .withHidden(Widths.of(9, 5))
                .withActivation(Activation.TANH)
                .withOptimizer(new FirstOrder.Sgd(0.05, 0.9, 0, true, 0))
                .withBatch(4096)
                .withEpochs(12);
    }

    /// Sums in `float` round to 1e-7; descent, unlike Adam, does not divide by gradients that are noise.
    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Test
    void isFoundByName() {
        assertEquals(new MlpRegressor(), Learners.regressor("mlp"));
    }

    /// The target is the mean of a category plus a number that is missing in every fifth row, where it counts 3.
    @Test
    void learnsFromCategoriesAndGaps() {
        int n = 1000;
        Seed.Stream random = new Seed(1).stream();
        double[] values = new double[2 * n];
        double[] target = new double[n];
        for (int i = 0; i < n; i++) {
            int level = random.nextInt(3);
            double x = random.nextGaussian();
            values[2 * i] = level;
            values[2 * i + 1] = i % 5 == 0 ? Double.NaN : x;
            target[i] = 10 * level + (i % 5 == 0 ? 3 : x);
        }
        Schema schema =
                new Schema(List.of(new Column.Categorical("kind", List.of("a", "b", "c")), new Column.Numeric("x")));
        Dataset data = Dataset.of("gaps", schema, new DenseMatrix(n, 2, values), new Target.Numbers("y", target));
        NetRegressor model = new MlpRegressor().withHidden(Widths.of(32)).fit(data);
        double[] predicted = model.predict(data.features());
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (predicted[i] - target[i]) * (predicted[i] - target[i]);
        }
        assertThat(Math.sqrt(sum / n)).isLessThan(0.3);
    }

    /// Products here are large enough to be spread over threads.
    @Test
    void threadsChangeNoBitOfAWideNet() {
        Dataset data = Samples.numbers(3_000, 30, 5);
        MlpRegressor wide = new MlpRegressor()
                .withHidden(Widths.of(256, 64))
                .withBatch(1024)
                .withDropout(0.1)
                .withEpochs(3);
        double[] one = wide.fit(data, Fitting.defaults().withThreads(1)).predict(data);
        for (int threads : new int[] {2, 7}) {
            assertArrayEquals(
                    one, wide.fit(data, Fitting.defaults().withThreads(threads)).predict(data));
        }
    }

    /// The blocked product cuts sums at 384 terms, the product of one row must do the same.
    @Test
    void aRowOfManyColumnsHasTheSameBitsAlone() {
        Dataset wide = Samples.numbers(40, 1000, 5);
        NetRegressor model =
                new MlpRegressor().withHidden(Widths.of(400, 7)).withEpochs(2).fit(wide);
        double[] batch = model.predict(wide.features());
        double[] alone = new double[40];
        double[] row = new double[1000];
        for (int i = 0; i < 40; i++) {
            wide.features().copyRow(i, row, 0);
            alone[i] = model.predict(row);
        }
        assertArrayEquals(batch, alone);
    }
}
