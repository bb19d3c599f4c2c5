package org.tandemml.boosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

class ObjectiveTest {
    private static final int ROWS = 40;

    static Stream<String> smooth() {
        return Stream.of(
                "squared", "huber:0.7", "poisson", "gamma", "tweedie:1.3", "logistic", "logistic:2.5", "softmax");
    }

    static Stream<String> all() {
        return Stream.concat(smooth(), Stream.of("absolute", "quantile:0.9", "hinge"));
    }

    private static Labels labels(Objective objective, long seed) {
        Seed.Stream random = new Seed(seed).stream();
        double[] values = new double[ROWS];
        double[] weights = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            values[i] = switch (objective.name()) {
                case "logistic" -> i % 5 == 4 ? random.nextDouble() : random.nextInt(2);
                case "hinge" -> random.nextInt(2);
                case "softmax" -> random.nextInt(3);
                case "poisson", "tweedie" -> random.nextInt(4);
                case "gamma" -> 0.1 + 3 * random.nextDouble();
                default -> 3 * random.nextGaussian();
            };
            weights[i] = 0.5 + random.nextDouble();
        }
        int classes = switch (objective.name()) {
            case "softmax" -> 3;
            case "hinge" -> 2;
            default -> 0;
        };
        return new Labels(values, weights, new int[0], classes);
    }

    private static double[] margins(int outputs, long seed) {
        Seed.Stream random = new Seed(seed).child("margins").stream();
        double[] margins = new double[ROWS * outputs];
        Arrays.setAll(margins, i -> 1.5 * random.nextGaussian());
        return margins;
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradientIsTheSlopeOfTheLoss(String text) {
        Objective objective = Objective.parse(text);
        Labels labels = labels(objective, 7);
        int outputs = objective.outputs(labels.classes());
        double[] f = margins(outputs, 7);
        double[] g = new double[f.length];
        double[] h = new double[f.length];
        objective.derivatives(labels, f, g, h, 0, ROWS);
        double step = 1e-6;
        for (int at = 0; at < f.length; at++) {
            double kept = f[at];
            f[at] = kept + step;
            double up = objective.loss(labels, f, at % ROWS, at % ROWS + 1);
            f[at] = kept - step;
            double down = objective.loss(labels, f, at % ROWS, at % ROWS + 1);
            f[at] = kept;
            assertEquals((up - down) / (2 * step), g[at], 2e-8 * (1 + Math.abs(g[at])), text + " at " + at);
        }
    }

    /// The Hessian is the slope of the gradient times the factor that each objective documents.
    @ParameterizedTest
    @MethodSource("smooth")
    void hessianIsTheSlopeOfTheGradient(String text) {
        Objective objective = Objective.parse(text);
        double factor = switch (objective.name()) {
            case "poisson" -> Math.exp(0.7);
            case "softmax" -> 2;
            default -> 1;
        };
        Labels labels = labels(objective, 8);
        int outputs = objective.outputs(labels.classes());
        double[] f = margins(outputs, 8);
        double[] g = new double[f.length];
        double[] h = new double[f.length];
        double[] up = new double[f.length];
        double[] down = new double[f.length];
        double[] spare = new double[f.length];
        objective.derivatives(labels, f, g, h, 0, ROWS);
        double step = 1e-6;
        for (int at = 0; at < f.length; at++) {
            if (objective.name().equals("huber") && Math.abs(f[at] - labels.values()[at]) > 0.7 - step) {
                assertEquals(labels.weight(at), h[at], "1 beyond δ, as documented");
                continue;
            }
            double kept = f[at];
            f[at] = kept + step;
            objective.derivatives(labels, f, up, spare, 0, ROWS);
            f[at] = kept - step;
            objective.derivatives(labels, f, down, spare, 0, ROWS);
            f[at] = kept;
            double slope = factor * (up[at] - down[at]) / (2 * step);
            assertEquals(slope, h[at], 2e-8 * (1 + Math.abs(h[at])), text + " at " + at);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void partsOfTheRowsGiveTheSameBitsAsAllRows(String text) {
        Objective objective = Objective.parse(text);
        Labels labels = labels(objective, 9);
        int outputs = objective.outputs(labels.classes());
        double[] f = margins(outputs, 9);
        double[][] whole = {new double[f.length], new double[f.length]};
        double[][] parts = {new double[f.length], new double[f.length]};
        objective.derivatives(labels, f, whole[0], whole[1], 0, ROWS);
        for (int from = 0; from < ROWS; from += 7) {
            objective.derivatives(labels, f, parts[0], parts[1], from, Math.min(ROWS, from + 7));
        }
        assertTrue(Arrays.equals(whole[0], parts[0]));
        assertTrue(Arrays.equals(whole[1], parts[1]));
    }

    /// No constant beats the base score (hinge starts elsewhere on purpose).
    @ParameterizedTest
    @ValueSource(
            strings = {
                "squared",
                "absolute",
                "huber:0.7",
                "quantile:0.9",
                "poisson",
                "gamma",
                "tweedie:1.3",
                "logistic:2.5",
                "softmax"
            })
    void baseScoreIsTheBestConstant(String text) {
        Objective objective = Objective.parse(text);
        Labels labels = labels(objective, 10);
        double[] base = objective.baseScore(labels);
        double best = lossOf(objective, labels, base);
        for (int k = 0; k < base.length; k++) {
            for (double step : new double[] {-1, -1e-2, -1e-4, 1e-4, 1e-2, 1}) {
                double[] other = base.clone();
                other[k] += step;
                assertTrue(lossOf(objective, labels, other) >= best - 1e-12 * Math.abs(best), text + " " + step);
            }
        }
    }

    private static double lossOf(Objective objective, Labels labels, double[] base) {
        double[] f = new double[ROWS * base.length];
        for (int k = 0; k < base.length; k++) {
            Arrays.fill(f, k * ROWS, (k + 1) * ROWS, base[k]);
        }
        return objective.loss(labels, f, 0, ROWS);
    }

    /// A weight of 3 is three rows.
    @ParameterizedTest
    @MethodSource("all")
    void weightMeansRepetition(String text) {
        Objective objective = Objective.parse(text);
        Labels labels = labels(objective, 11);
        double[] three = new double[ROWS];
        Arrays.fill(three, 1);
        three[4] = 3;
        double[] repeated = Arrays.copyOf(labels.values(), ROWS + 2);
        repeated[ROWS] = repeated[4];
        repeated[ROWS + 1] = repeated[4];
        double[] weighted = objective.baseScore(new Labels(labels.values(), three, new int[0], labels.classes()));
        double[] plain = objective.baseScore(new Labels(repeated, new double[0], new int[0], labels.classes()));
        for (int k = 0; k < plain.length; k++) {
            assertEquals(plain[k], weighted[k], 1e-12 * (1 + Math.abs(plain[k])));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "logistic, -1",
        "logistic, 1.5",
        "hinge, 0.5",
        "poisson, -0.1",
        "gamma, 0",
        "tweedie:1.5, -2",
        "squared, NaN",
        "absolute, Infinity",
        "huber:1, NaN",
        "quantile:0.2, NaN",
        "ndcg, 0.5",
        "ndcg, 32",
        "softmax, 3"
    })
    void labelsOutsideTheDomainNameRowValueAndDomain(String text, double bad) {
        Objective objective = Objective.parse(text);
        Labels labels = new Labels(new double[] {1, 1, bad}, new double[0], new int[] {3}, 3);
        String message = assertThrows(InputException.class, () -> objective.check(labels))
                .getMessage();
        assertTrue(
                message.startsWith("row 3: label " + bad + " is outside the domain of the " + objective.name()),
                message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "squared",
                "absolute",
                "huber:2.5",
                "quantile:0.9",
                "poisson",
                "poisson:0.1",
                "gamma",
                "tweedie:1.7",
                "logistic",
                "logistic:3.0",
                "hinge",
                "softmax",
                "ndcg",
                "ndcg:10"
            })
    void textFormIsReadBack(String text) {
        assertEquals(text, Objective.parse(text).toString());
        assertEquals(
                Objective.parse(text), Objective.parse(Objective.parse(text).toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "reg:squarederror, squared",
        "reg:absoluteerror, absolute",
        "count:poisson, poisson",
        "binary:logistic, logistic",
        "multi:softprob, softmax",
        "rank:ndcg, ndcg",
        "lambdarank, ndcg",
        "regression_l1, absolute",
        "reg:gamma, gamma",
        "reg:tweedie, tweedie:1.5",
        "reg:quantileerror, quantile:0.5",
        "binary:hinge, hinge"
    })
    void namesOfXgboostAndLightgbmAreUnderstood(String theirs, String ours) {
        assertEquals(Objective.parse(ours), Objective.parse(theirs));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reg:pseudohubererror",
                "survival:cox",
                "sqaured",
                "gamma:2",
                "quantile:1",
                "quantile:x",
                "tweedie:2"
            })
    void otherNamesAndParametersAreRefused(String text) {
        assertThrows(InputException.class, () -> Objective.parse(text));
    }

    @Test
    void classesAndNumbersAreNotMixedUp() {
        assertThrows(InputException.class, () -> Objective.squared().outputs(2));
        assertThrows(InputException.class, () -> Objective.logistic().outputs(3));
        assertThrows(InputException.class, () -> Objective.softmax().outputs(0));
        assertThrows(InputException.class, () -> Objective.ndcg().outputs(2));
        assertEquals(3, Objective.softmax().outputs(3));
    }

    /// A Huber location by brute force: the loss over a fine grid has no lower value.
    @Test
    void huberLocationMinimisesTheLoss() {
        Seed.Stream random = new Seed(3).stream();
        for (int trial = 0; trial < 200; trial++) {
            int n = 1 + random.nextInt(9);
            double[] r = new double[n];
            double[] w = new double[n];
            Arrays.setAll(r, i -> Math.rint(4 * random.nextGaussian()));
            Arrays.setAll(w, i -> 1.0 + random.nextInt(3));
            double delta = 0.25 + random.nextInt(4);
            HuberObjective objective = new HuberObjective(delta);
            double c = objective.leafLocation().of(r.clone(), w.clone(), n);
            Labels labels = new Labels(r, w, new int[0], 0);
            double[] at = new double[n];
            Arrays.fill(at, c);
            double best = objective.loss(labels, at, 0, n);
            for (double other = -12; other <= 12; other += 0.125) {
                Arrays.fill(at, other);
                assertTrue(objective.loss(labels, at, 0, n) >= best - 1e-9, Arrays.toString(r) + " " + c);
            }
        }
    }

    @Test
    void customDerivativesThatLeaveTheNumbersNameRoundAndRow() {
        Labels labels = Labels.of(1, 2, 3);
        double[] margins = {0, 0, 0.5};
        List<Objective> bad = List.of(
                Objective.custom("mine", (y, f) -> y == 3 ? Double.NaN : 0, (y, f) -> 1),
                Objective.custom("mine", (y, f) -> 0, (y, f) -> y == 3 ? -0.5 : 1),
                Objective.custom("mine", (y, f) -> 0, (y, f) -> y == 3 ? Double.POSITIVE_INFINITY : 1));
        for (Objective objective : bad) {
            String message = assertThrows(
                            InputException.class,
                            () -> DerivativePass.fill(
                                    objective, labels, margins, new double[3], new double[3], 4, Parallel.SEQUENTIAL))
                    .getMessage();
            assertTrue(message.startsWith("round 4, row 3: the mine objective gave gradient "), message);
        }
    }
}
