package org.tandemml.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.CancelledFit;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Settings;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;

/// What must hold of every fit of boosted trees, by seeded data of many kinds.
class TrainingTest {
    /// Rows with gaps, repeated values, a category of 12 levels, a constant column; two classes.
    static Dataset mixed(int rows, long seed) {
        Seed.Stream random = new Seed(seed).stream();
        List<String> levels = IntStream.range(0, 12).mapToObj(k -> "level" + k).toList();
        List<Column> columns = List.of(
                new Column.Numeric("a"),
                new Column.Numeric("b"),
                new Column.Categorical("c", levels),
                new Column.Numeric("constant"),
                new Column.Numeric("d"));
        double[] x = new double[5 * rows];
        int[] y = new int[rows];
        for (int i = 0; i < rows; i++) {
            x[5 * i] = random.nextGaussian();
            x[5 * i + 1] = random.nextInt(6);
            x[5 * i + 2] = random.nextInt(12);
            x[5 * i + 3] = 1;
            x[5 * i + 4] = random.nextGaussian();
            double f =
                    x[5 * i] + 0.5 * x[5 * i + 1] * x[5 * i + 4] + (x[5 * i + 2] % 3 - 1) + 0.3 * random.nextGaussian();
            if (random.nextDouble() < 0.2) {
                f += 1;
                x[5 * i + 4] = Double.NaN;
            }
            y[i] = f > 0.5 ? 1 : 0;
        }
        return Dataset.of(
                "mixed",
                new Schema(columns),
                new DenseMatrix(rows, 5, x),
                new Target.Classes("y", List.of("no", "yes"), y));
    }

    static Dataset numbers(int rows, int columns, long seed) {
        Seed.Stream random = new Seed(seed).stream();
        double[] x = new double[rows * columns];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                x[i * columns + j] = Math.round(random.nextGaussian() * 1e4) / 1e4;
            }
            y[i] = 3 * Math.sin(2 * x[i * columns]) + x[i * columns + 1] + 0.5 * random.nextGaussian();
        }
        return Dataset.numbers(new DenseMatrix(rows, columns, x), y);
    }

    private static int hash(Boosted model) {
        int hash = 1;
        TreeEnsemble trees = model.trees();
        for (Tree tree : trees.trees()) {
            for (int k = 0; k < tree.nodes(); k++) {
                hash = 31 * hash + tree.feature(k);
                hash = 31 * hash + Double.hashCode(tree.value(k));
                hash = 31 * hash + Boolean.hashCode(tree.defaultLeft(k));
                CategorySet set = tree.categories(k);
                hash = 31 * hash + (set == null ? 0 : set.hashCode());
            }
        }
        return 31 * hash + Arrays.hashCode(trees.base());
    }

    /// With three classes or more, each thread grows a tree of its own.
    @Test
    void treesOfClassesGrownSideBySideAreTheSame() {
        Seed.Stream random = new Seed(8).stream();
        int rows = 3000;
        double[] x = new double[6 * rows];
        String[] y = new String[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < 6; j++) {
                x[6 * i + j] = random.nextGaussian();
            }
            y[i] = "class" + (int) Math.clamp(2 + x[6 * i] + x[6 * i + 1] * x[6 * i + 2], 0, 4);
        }
        Dataset data = Dataset.classes(new DenseMatrix(rows, 6, x), y);
        for (RowSampling sampling : RowSampling.values()) {
            GradientBoosting learner = new GradientBoosting()
                    .withRounds(5)
                    .withSubsample(0.7)
                    .withSampling(sampling)
                    .withValidation(0.2);
            TreeEnsemble one =
                    learner.fit(data, Fitting.defaults().withThreads(1)).trees();
            for (int threads : new int[] {2, 7}) {
                BoostedClassifier model = learner.fit(data, Fitting.defaults().withThreads(threads));
                assertEquals(one, model.trees(), threads + " threads, " + sampling);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rounds=6",
                "growth=depth-wise,maxDepth=5,maxLeaves=0",
                "subsample=0.5,columnsByTree=0.6,columnsByLevel=0.8,columnsByNode=0.9",
                "subsample=0.3,sampling=gradient",
                "minRows=40",
                "maxBins=1000",
                "alpha=1,maxDeltaStep=0.5,gamma=0.5",
                "monotone=a:1",
                "interactions=a,b;c,d"
            })
    void threadsDoNotChangeTheModel(String settings) {
        // Enough rows for several lanes and for rounding that is unbiased.
        Dataset data = mixed(70_000, 5);
        GradientBoosting learner = new GradientBoosting().withRounds(5);
        for (String each : settings.replaceAll(",(?=\\w+=)", "&").split("&", -1)) {
            learner = Settings.with(learner, each.split("=")[0], each.split("=")[1]);
        }
        int one = hash(learner.fit(data, Fitting.defaults().withThreads(1)));
        for (int threads : new int[] {2, 7}) {
            assertEquals(one, hash(learner.fit(data, Fitting.defaults().withThreads(threads))), threads + " threads");
        }
    }

    @Test
    void rowsRearrangedByTheFirstTreeChangeNothingButTheirOrder() {
        Dataset data = mixed(140_000, 6);
        GradientBoosting learner = new GradientBoosting().withRounds(4);
        BoostedClassifier model = learner.fit(data, Fitting.defaults().withThreads(2));
        assertEquals(hash(model), hash(learner.fit(data, Fitting.defaults().withThreads(1))));
        // The margins of training, on rearranged rows, are those of the model: its loss is the reported one.
        DenseMatrix p = model.probabilities(data.features());
        double loss = 0;
        int[] y = data.classes().codes();
        for (int i = 0; i < y.length; i++) {
            loss -= Math.log(p.get(i, y[i]));
        }
        assertEquals(loss / y.length, model.report().objective(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"1, 1e-8", "2, 1e8", "3, 1e-8", "4, 1e8"})
    void scaledFeaturesGiveTheSameTrees(long seed, double scale) {
        Dataset data = numbers(500, 4, seed);
        double[] scaled = ((DenseMatrix) data.features()).values().clone();
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] *= scale;
        }
        GradientBoostingRegression learner = new GradientBoostingRegression().withRounds(20);
        BoostedRegressor a = learner.fit(data);
        BoostedRegressor b = learner.fit(Dataset.numbers(new DenseMatrix(500, 4, scaled), data.numbers()));
        assertArrayEquals(
                a.predict(data.features()), b.predict((Matrix) new DenseMatrix(500, 4, scaled)), 0, "predictions");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void monotoneConstraintsHoldOnRandomPairs(long seed) {
        Dataset data = numbers(2_000, 4, seed);
        BoostedRegressor model = Settings.with(
                        new GradientBoostingRegression().withRounds(60).withMonotone("x1:1,x2:-1"), "max-leaves", "31")
                .fit(data);
        Seed.Stream random = new Seed(seed).child("pairs").stream();
        double[] row = new double[4];
        for (int i = 0; i < 10_000; i++) {
            for (int j = 0; j < 4; j++) {
                row[j] = 2 * random.nextGaussian();
            }
            int column = i % 2;
            double before = model.predict(row);
            row[column] += Math.abs(random.nextGaussian());
            double after = model.predict(row);
            assertTrue(column == 0 ? after >= before : after <= before, "pair " + i);
        }
    }

    @Test
    void interactionsKeepToTheirGroups() {
        Dataset data = mixed(3_000, 8);
        BoostedClassifier model = new GradientBoosting()
                .withRounds(20)
                .withInteractions("a,b;c,d")
                .fit(data);
        for (Tree tree : model.trees().trees()) {
            check(tree, 0, 0);
        }
    }

    private static void check(Tree tree, int node, int path) {
        assertTrue((path & 0b00011) == 0 || (path & 0b11100) == 0, "path " + Integer.toBinaryString(path));
        if (!tree.isLeaf(node)) {
            check(tree, tree.left(node), path | 1 << tree.feature(node));
            check(tree, tree.right(node), path | 1 << tree.feature(node));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void trainingLossNeverRises(long seed) {
        double[] classes = new GradientBoosting()
                .withRounds(60)
                .withLearningRate(1)
                .fit(mixed(800, seed))
                .report()
                .trace();
        double[] numbers = new GradientBoostingRegression()
                .withRounds(60)
                .withLearningRate(1)
                .fit(numbers(800, 5, seed))
                .report()
                .trace();
        for (double[] trace : List.of(classes, numbers)) {
            for (int r = 1; r < trace.length; r++) {
                assertTrue(trace[r] <= trace[r - 1] + 1e-9, "round " + r + ": " + trace[r - 1] + " to " + trace[r]);
            }
        }
    }

    @Test
    void sparseRowsGiveTheTreesOfDenseOnes() {
        Seed.Stream random = new Seed(3).stream();
        int n = 2_000;
        int p = 300;
        int[] starts = new int[n + 1];
        int[] indices = new int[n * 12];
        double[] values = new double[n * 12];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            int k = starts[i];
            for (int j = 0; j < p && k < starts[i] + 12; j++) {
                if (random.nextInt(25) == 0) {
                    indices[k] = j;
                    values[k] = random.nextInt(20) == 0 ? Double.NaN : random.nextInt(9) - 4;
                    y[i] += j % 10 == 0 && !Double.isNaN(values[k]) ? values[k] : 0;
                    k++;
                }
            }
            starts[i + 1] = k;
        }
        SparseMatrix sparse = new SparseMatrix(p, starts, indices, values);
        GradientBoostingRegression learner =
                new GradientBoostingRegression().withRounds(15).withMinRows(3);
        BoostedRegressor a =
                learner.fit(Dataset.numbers(sparse, y), Fitting.defaults().withThreads(2));
        BoostedRegressor b = learner.fit(
                Dataset.numbers(sparse.dense(), y), Fitting.defaults().withThreads(2));
        assertEquals(hash(b), hash(a));
        assertThat(a.report().objective()).isLessThan(0.7 * a.report().trace()[0]);
        assertEquals(
                hash(a),
                hash(learner.fit(Dataset.numbers(sparse, y), Fitting.defaults().withThreads(7))));
    }

    @Test
    void manyBinsTellMoreValuesApart() {
        int n = 5_000;
        double[] x = IntStream.range(0, n).mapToDouble(i -> i).toArray();
        // A single value out of the ordinary, in the middle of thousands.
        double[] y =
                IntStream.range(0, n).mapToDouble(i -> i == 2_345 ? 100 : 0).toArray();
        Dataset data = Dataset.numbers(new DenseMatrix(n, 1, x), y);
        GradientBoostingRegression learner = new GradientBoostingRegression()
                .withRounds(20)
                .withLearningRate(1)
                .withLambda(0);
        assertEquals(100, learner.withMaxBins(65_535).fit(data).predict(new double[] {2_345}), 1e-3);
        assertTrue(learner.withMaxBins(16).fit(data).predict(new double[] {2_345}) < 10);
    }

    @Test
    void leavesKeepToTheFewestRows() {
        Dataset data = mixed(3_000, 9);
        BoostedClassifier model = new GradientBoosting()
                .withRounds(3)
                .withMinRows(100)
                .withMinChildWeight(0)
                .fit(data);
        for (Tree tree : model.trees().trees()) {
            int[] rows = new int[tree.nodes()];
            double[] row = new double[data.columns()];
            for (int i = 0; i < data.rows(); i++) {
                data.features().copyRow(i, row, 0);
                rows[tree.leaf(row)]++;
            }
            for (int k = 0; k < rows.length; k++) {
                assertTrue(!tree.isLeaf(k) || rows[k] >= 100, "a leaf of " + rows[k] + " rows");
            }
        }
    }

    @Test
    void stopsEarlyAndKeepsTheBestRound() {
        Dataset data = numbers(400, 6, 12);
        GradientBoostingRegression learner = new GradientBoostingRegression()
                .withRounds(2_000)
                .withLearningRate(0.3)
                .withValidation(0.25)
                .withPatience(10);
        BoostedRegressor model = learner.fit(data);
        assertThat(model.rounds()).isBetween(2, 1_000);
        assertThat(model.report().certificate().get("best_round")).isEqualTo(model.rounds());
        // The loss of the set that is held out, on the model that is kept, is the one reported.
        Dataset train = data.select(IntStream.range(0, 300).toArray());
        Dataset held = data.select(IntStream.range(300, 400).toArray());
        BoostedRegressor validated = learner.withValidation(0).fit(train, held, Fitting.defaults());
        double[] predicted = validated.predict(held.features());
        double loss = 0;
        for (int i = 0; i < predicted.length; i++) {
            loss += (predicted[i] - held.numbers()[i]) * (predicted[i] - held.numbers()[i]) / 2;
        }
        assertEquals(loss / predicted.length, validated.report().certificate().get("validation_loss"), 1e-9);
        double[] trace = validated.validationTrace();
        assertEquals(validated.report().trace().length, trace.length);
        assertEquals(loss / predicted.length, trace[validated.rounds()], 1e-9);
        for (double value : trace) {
            assertTrue(value >= trace[validated.rounds()], "less than in the best round: " + value);
        }
        assertEquals(0, learner.withValidation(0).withRounds(5).fit(data).validationTrace().length);
        assertThatThrownBy(() -> learner.fit(train, held.select(new int[0]), Fitting.defaults()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no rows");
    }

    @Test
    void goesOnFromAModel() {
        Dataset data = mixed(2_000, 13);
        GradientBoosting learner = new GradientBoosting().withRounds(10);
        BoostedClassifier ten = learner.fit(data);
        BoostedClassifier twenty = learner.resume(ten, data, Fitting.defaults());
        assertEquals(20, twenty.rounds());
        assertThat(twenty.report().objective()).isLessThan(ten.report().objective());
        Matrix x = data.features();
        assertArrayEquals(
                ten.margins(x).values(), twenty.truncated(10).margins(x).values(), 0);
        BoostedClassifier atOnce = learner.withRounds(20).fit(data);
        assertEquals(atOnce.report().objective(), twenty.report().objective(), 1e-6);
    }

    @Test
    void aCancelledFitHoldsTheModelSoFar() {
        Dataset data = mixed(1_000, 14);
        AtomicInteger asked = new AtomicInteger();
        Fitting how = Fitting.defaults().withCancellation(() -> asked.incrementAndGet() > 4);
        GradientBoosting learner = new GradientBoosting().withRounds(50);
        assertThatThrownBy(() -> learner.fit(data, how)).isInstanceOfSatisfying(CancelledFit.class, cancelled -> {
            assertEquals(4, ((Boosted) cancelled.model()).rounds());
            assertThat(cancelled.model().report().converged()).isFalse();
            assertThat(cancelled.model().report().reason()).startsWith("cancelled after 4 of ");
            assertEquals(hash(learner.withRounds(4).fit(data)), hash((Boosted) cancelled.model()));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "gamma, -1, gamma must be >= 0",
        "maxBins, 70000, maxBins must be between 2 and 65535",
        "subsample, 0, subsample must be above 0",
        "rounds, 0, rounds must be at least 1",
        "maxLeaves, 1, maxLeaves must be at least 2",
        "baseScore, high, baseScore must be auto or a number",
        "learningRate, 0, learningRate must be > 0"
    })
    void refusesSettings(String name, String value, String message) {
        assertThatThrownBy(() -> Settings.with(new GradientBoosting(), name, value))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesConstraintsOnUnknownColumns() {
        Dataset data = mixed(100, 15);
        GradientBoosting learner = new GradientBoosting().withRounds(1);
        for (GradientBoosting each : List.of(learner.withMonotone("aa:1"), learner.withInteractions("a,bb"))) {
            assertThatThrownBy(() -> each.fit(data))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("unknown column in");
        }
        assertThatThrownBy(() -> learner.withMonotone("c:1").fit(data))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds categories");
    }

    @Test
    void refusesDerivativesThatAreNoNumbersOrCurveTheWrongWay() {
        Dataset data = numbers(50, 2, 16);
        for (double bad : new double[] {Double.NaN, -1}) {
            Objective objective = new Objective() {
                @Override
                public String name() {
                    return "bad";
                }

                @Override
                public Response response() {
                    return Response.IDENTITY;
                }

                @Override
                public int outputs(int classes) {
                    return 1;
                }

                @Override
                public void check(Labels labels) {}

                @Override
                public double[] baseScore(Labels labels) {
                    return new double[1];
                }

                @Override
                public void derivatives(Labels labels, double[] margins, double[] g, double[] h, int from, int to) {
                    for (int i = from; i < to; i++) {
                        g[i] = 1;
                        h[i] = i == 7 ? bad : 1;
                    }
                }
            };
            assertThatThrownBy(() -> new GradientBoostingRegression()
                            .withObjective(objective)
                            .fit(data))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("round 1, row 8")
                    .hasMessageContaining("Hessian");
        }
    }
}
