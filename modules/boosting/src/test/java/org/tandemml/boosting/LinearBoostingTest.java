package org.tandemml.boosting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.CancelledFit;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Seed;
import org.tandemml.testing.ClassifierContract;

class LinearBoostingTest implements ClassifierContract<BoostedClassifier> {
    @Override
    public LinearBoosting learner() {
        return new LinearBoosting().withRounds(20).withLambda(0.01);
    }

    private static Dataset standardized(Dataset data) {
        Matrix x = data.features();
        int n = x.rows();
        int p = x.columns();
        double[] values = new double[n * p];
        for (int j = 0; j < p; j++) {
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                mean += x.get(i, j) / n;
            }
            for (int i = 0; i < n; i++) {
                squares += (x.get(i, j) - mean) * (x.get(i, j) - mean) / n;
            }
            for (int i = 0; i < n; i++) {
                values[i * p + j] = (x.get(i, j) - mean) / Math.sqrt(squares);
            }
        }
        return data.withFeatures(data.schema(), new DenseMatrix(n, p, values));
    }

    /// Log loss on the test rows after 1 to 4 rounds, XGBoost 1.7.4, `gblinear`, `coord_descent`, cyclic, lambda 1,
    /// alpha 1e-4, base_score 0.5; printed to six digits.
    @Test
    void followsXgboostRoundByRound() {
        Dataset train = BundledData.libsvm("agaricus/agaricus.txt.train.gz", 127, true);
        Dataset test = BundledData.libsvm("agaricus/agaricus.txt.test", 127, true);
        double[][] expected = {{0.571320, 0.529956, 0.514304, 0.508115}, {0.487105, 0.504417, 0.503886, 0.503867}};
        double[] rates = {0.5, 1};
        for (int e = 0; e < 2; e++) {
            for (int rounds = 1; rounds <= 4; rounds++) {
                BoostedClassifier model = new LinearBoosting()
                        .withRounds(rounds)
                        .withLearningRate(rates[e])
                        .withLambda(1)
                        .withAlpha(1e-4)
                        .withBaseScore("0.5")
                        .fit(train);
                DenseMatrix p = model.probabilities(test.features());
                double loss = 0;
                for (int i = 0; i < test.rows(); i++) {
                    loss -= Math.log(p.get(i, test.classes().codes()[i])) / test.rows();
                }
                assertEquals(expected[e][rounds - 1], loss, 1.5e-6, "eta " + rates[e] + ", round " + rounds);
            }
        }
    }

    /// scikit-learn 1.2.1, LogisticRegression on wdbc standardised, polished: C = 1 with L2, and C = 0.1 with L1 (8
    /// coefficients not zero). Its objective is C·Σ loss + penalty; ours divides it by C·n. Its class 1 is "benign".
    @Test
    void endsAtPenalisedLogisticRegression() {
        Dataset data = standardized(BundledData.classes("wdbc"));
        int n = data.rows();
        LinearBoosting exact =
                new LinearBoosting().withRounds(20_000).withLearningRate(1).withTolerance(1e-10);
        BoostedClassifier ridge = exact.withLambda(1.0 / n).fit(data);
        assertTrue(ridge.report().converged(), ridge.report().reason());
        assertEquals(37.7589459619, ridge.report().objective() * n, 1e-8);
        LinearEnsemble linear = (LinearEnsemble) ridge.ensemble();
        assertEquals(-0.21450272, linear.base()[0] + linear.bias()[0], 1e-7);
        assertEquals(0.36309253, linear.weight(0, 0), 1e-7);
        assertEquals(0.38767544, linear.weight(0, 1), 1e-7);
        assertEquals(0.35106212, linear.weight(0, 2), 1e-7);
        BoostedClassifier lasso = exact.withAlpha(1 / (0.1 * n)).fit(data);
        assertEquals(11.645002048, lasso.report().objective() * 0.1 * n, 1e-8);
        double[] weights = ((LinearEnsemble) lasso.ensemble()).weights();
        assertEquals(8, Arrays.stream(weights).filter(w -> w != 0).count());
    }

    /// The gradient of the elastic net vanishes, computed from the predictions alone.
    @Test
    void endsAtElasticNetRegression() {
        Dataset data = BundledData.numbers("diabetes");
        double lambda = 0.3;
        double alpha = 2;
        BoostedRegressor model = new LinearBoostingRegression()
                .withRounds(100_000)
                .withLearningRate(1)
                .withLambda(lambda)
                .withAlpha(alpha)
                .withTolerance(1e-9)
                .fit(data);
        assertTrue(model.report().converged(), model.report().reason());
        double[] predicted = model.predict(data);
        double[] y = data.numbers();
        int n = data.rows();
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += (predicted[i] - y[i]) / n;
        }
        assertEquals(0, mean, 1e-5);
        LinearEnsemble linear = (LinearEnsemble) model.ensemble();
        for (int j = 0; j < data.columns(); j++) {
            double slope = lambda * linear.weight(0, j);
            for (int i = 0; i < n; i++) {
                slope += (predicted[i] - y[i]) * data.features().get(i, j) / n;
            }
            double w = linear.weight(0, j);
            double least = w == 0 ? Math.max(0, Math.abs(slope) - alpha) : Math.abs(slope + Math.copySign(alpha, w));
            assertEquals(0, least, 1e-4, "column " + j);
        }
    }

    @Test
    void everyHyperParameterChangesTheResult() {
        Dataset data = standardized(BundledData.classes("wdbc"));
        LinearBoosting learner = new LinearBoosting().withRounds(3);
        Ensemble plain = learner.fit(data).ensemble();
        assertNotEquals(plain, learner.withRounds(4).fit(data).ensemble());
        assertNotEquals(plain, learner.withLearningRate(0.4).fit(data).ensemble());
        assertNotEquals(plain, learner.withLambda(0.1).fit(data).ensemble());
        assertNotEquals(plain, learner.withAlpha(0.1).fit(data).ensemble());
        assertNotEquals(plain, learner.withBaseScore("0.5").fit(data).ensemble());
        assertNotEquals(
                plain, learner.withObjective(Objective.hinge()).fit(data).ensemble());
        assertFalse(learner.fit(data).report().converged());
        assertTrue(learner.withTolerance(0.9).withRounds(50).fit(data).report().converged());
    }

    @Test
    void threeClassesHaveAWeightVectorEach() {
        Dataset iris = BundledData.classes("iris");
        BoostedClassifier model =
                new LinearBoosting().withLambda(1e-3).withRounds(200).fit(iris);
        int right = 0;
        List<String> predicted = model.predict(iris);
        for (int i = 0; i < iris.rows(); i++) {
            String actual = iris.classes().names().get(iris.classes().codes()[i]);
            right += predicted.get(i).equals(actual) ? 1 : 0;
        }
        assertTrue(right >= 144, right + " of 150");
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        Seed.Stream random = new Seed(1).stream();
        int n = 150_000;
        double[] x = new double[2 * n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[2 * i] = random.nextGaussian();
            x[2 * i + 1] = random.nextGaussian();
            y[i] = x[2 * i] - x[2 * i + 1] + random.nextGaussian();
        }
        Dataset data = Dataset.numbers(new DenseMatrix(n, 2, x), y);
        LinearBoostingRegression learner = new LinearBoostingRegression().withRounds(3);
        Ensemble one = learner.fit(data, Fitting.defaults().withThreads(1)).ensemble();
        for (int threads : new int[] {2, 7}) {
            assertEquals(
                    one,
                    learner.fit(data, Fitting.defaults().withThreads(threads)).ensemble());
        }
    }

    /// A count model at its optimum predicts the mean exactly, and the gradient vanishes.
    @Test
    void poissonRegressionEndsAtItsOptimum() {
        Dataset data = standardized(BundledData.numbers("diabetes"));
        BoostedRegressor model = new LinearBoostingRegression()
                .withObjective(Objective.poisson())
                .withRounds(5000)
                .withLearningRate(1)
                .withTolerance(1e-9)
                .fit(data);
        assertTrue(model.report().converged(), model.report().reason());
        double[] predicted = model.predict(data);
        assertEquals(
                Arrays.stream(data.numbers()).sum(), Arrays.stream(predicted).sum(), 1e-4);
    }

    @Test
    void lossesWithoutCurvatureAndBadSettingsAreRefused() {
        Dataset data = BundledData.numbers("diabetes");
        LinearBoostingRegression learner = new LinearBoostingRegression();
        assertThrows(
                InputException.class,
                () -> learner.withObjective(Objective.absolute()).fit(data));
        assertThrows(InputException.class, () -> learner.withLearningRate(1.5));
        assertThrows(InputException.class, () -> learner.withLambda(-1));
        assertThrows(InputException.class, () -> learner.withBaseScore("half"));
    }

    @Test
    void cancelledFitsReturnTheRoundsDone() {
        Dataset data = BundledData.numbers("diabetes");
        int[] steps = new int[1];
        Fitting how = Fitting.defaults().withProgress((stage, done, total, loss) -> steps[0] = done);
        how = how.withCancellation(() -> steps[0] >= 3);
        Fitting cancelled = how;
        CancelledFit stopped =
                assertThrows(CancelledFit.class, () -> new LinearBoostingRegression().fit(data, cancelled));
        assertEquals(3, ((Boosted) stopped.model()).rounds());
        double[] after = ((BoostedRegressor) stopped.model()).predict(data);
        assertArrayEquals(new LinearBoostingRegression().withRounds(3).fit(data).predict(data), after);
    }
}
