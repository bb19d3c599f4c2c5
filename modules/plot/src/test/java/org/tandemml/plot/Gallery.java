package org.tandemml.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// One picture of every kind, with fixed contents, some of them as awkward as they come.
final class Gallery {
    static final String AWKWARD =
            "a \"very\" <long> & 'awkward' name of a class that nobody would choose but somebody has";

    private Gallery() {}

    static Map<String, Picture> pictures() {
        Map<String, Picture> all = new LinkedHashMap<>();
        all.put("curves", curves());
        all.put("bands", bands());
        all.put("reliability", reliability());
        all.put("histogram", histogram());
        all.put("bars", bars());
        all.put("grouped-bars", groupedBars());
        all.put("rows", rows());
        all.put("scatter", scatter(60));
        all.put("cloud", scatter(5_000));
        all.put("regions", regions());
        all.put(
                "confusion",
                HeatMap.confusion(
                        "Confusion matrix of logistic on iris",
                        List.of("setosa", "versicolor", "virginica"),
                        new double[][] {{50, 0, 0}, {0, 47, 3}, {0, 1, 49}}));
        all.put("confusion-awkward", HeatMap.confusion(AWKWARD, List.of(AWKWARD, "no rows", "ok"), new double[][] {
            {12_345_678, 0.5, 0}, {0, 0, 0}, {3, 4, 5}
        }));
        all.put("confusion-many", many());
        all.put("heat-map", heatMap());
        all.put("logarithmic", logarithmic());
        all.put("awkward", awkward());
        all.put("empty", Chart.wide("", Axis.unit(""), Axis.unit("")).picture("Nothing."));
        return all;
    }

    static Picture curves() {
        Chart chart = Chart.square("ROC curves", Axis.unit("false-positive rate"), Axis.unit("true-positive rate"))
                .diagonal("chance");
        for (int s = 0; s < 8; s++) {
            double power = 0.08 + 0.09 * s;
            double[] x =
                    IntStream.rangeClosed(0, 100).mapToDouble(i -> i / 100.0).toArray();
            double[] y = IntStream.rangeClosed(0, 100)
                    .mapToDouble(i -> Math.pow(i / 100.0, power))
                    .toArray();
            chart.line(new Series(s, "model " + s), x, y);
        }
        return chart.picture("Eight curves above the diagonal.");
    }

    static Picture bands() {
        double[] x = IntStream.range(0, 60).mapToDouble(i -> i).toArray();
        Chart chart = Chart.wide("Loss over epochs", Axis.linear("epoch", 0, 59), Axis.linear("log loss", 0.2, 1));
        for (int s = 0; s < 2; s++) {
            double rate = 0.05 + 0.05 * s;
            double[] y = IntStream.range(0, 60)
                    .mapToDouble(i -> 0.25 + 0.7 * Math.exp(-rate * i))
                    .toArray();
            double[] low = IntStream.range(0, 60).mapToDouble(i -> y[i] - 0.05).toArray();
            double[] high = IntStream.range(0, 60).mapToDouble(i -> y[i] + 0.05).toArray();
            Series series = new Series(s, s == 0 ? "training" : "validation");
            chart.band(series, x, low, high).line(series, x, y);
        }
        return chart.vertical("stopped", 42).picture("Both losses fall.");
    }

    static Picture reliability() {
        double[] x = {0.05, 0.16, 0.24, 0.36, 0.45, 0.55, 0.66, 0.75, 0.86, 0.96};
        double[] y = {0.02, 0.1, 0.3, 0.3, 0.5, 0.6, 0.6, 0.8, 0.9, 0.99};
        Series series = new Series(0, "logistic");
        return Chart.square("Reliability", Axis.unit("mean predicted probability"), Axis.unit("observed share"))
                .diagonal("perfectly calibrated")
                .line(series, x, y)
                .points(series, x, y)
                .picture("Close to the diagonal.");
    }

    static Picture histogram() {
        double[] edges = IntStream.rangeClosed(0, 20).mapToDouble(i -> i / 20.0).toArray();
        double[] no = IntStream.range(0, 20)
                .mapToDouble(i -> Math.rint(90 * Math.exp(-i / 4.0)))
                .toArray();
        double[] yes = IntStream.range(0, 20)
                .mapToDouble(i -> Math.rint(60 * Math.exp((i - 19) / 5.0)))
                .toArray();
        return Chart.wide("Scores by class", Axis.unit("probability of yes"), Axis.counts("rows", 90))
                .histogram(new Series(0, "no"), edges, no)
                .histogram(new Series(1, "yes"), edges, yes)
                .vertical("threshold", 0.5)
                .picture("The classes are apart.");
    }

    static Picture bars() {
        List<String> names = List.of("logistic", "baseline", "boosting", "mlp");
        return Chart.wide("AUC of each learner", Axis.categories("learner", names), Axis.fromZero("AUC", 1))
                .bars(
                        new Series(0, ""),
                        new double[] {0.9, 0.5, 0.94, 0.91},
                        new double[] {0.88, 0.5, 0.93, 0.87},
                        new double[] {0.92, 0.5, 0.95, 0.95})
                .picture("Boosting has the highest AUC.");
    }

    static Picture groupedBars() {
        List<String> names = List.of("precision", "recall", "F1", "specificity of a longer name");
        return Chart.wide("Metrics", Axis.categories("", names), Axis.linear("difference", -0.4, 1))
                .groupedBars(
                        List.of(new Series(0, "logistic"), new Series(1, "boosting"), new Series(2, "mlp")),
                        new double[][] {{0.9, 0.8, 0.85, -0.2}, {0.95, 0.7, 0.8, 0.9}, {0.7, 0.6, Double.NaN, -0.3}})
                .picture("Three learners, four metrics.");
    }

    static Picture rows() {
        List<String> names = List.of("age", "hours_per_week", "marital_status", AWKWARD, "x");
        return Chart.rows("Permutation importance", Axis.linear("loss of AUC", -0.01, 0.1), Axis.categories("", names))
                .bars(
                        new Series(2, ""),
                        new double[] {0.01, 0.03, 0.05, 0.09, -0.005},
                        new double[] {0.008, 0.02, 0.04, 0.08, -0.01},
                        new double[] {0.013, 0.04, 0.06, 0.1, 0.001})
                .picture("The awkward column matters most.");
    }

    static Picture scatter(int points) {
        Random random = new Random(1);
        Chart chart = Chart.square(
                        "Predicted against actual", Axis.linear("actual", -3, 3), Axis.linear("predicted", -3, 3))
                .diagonal("equal");
        for (int s = 0; s < 6; s++) {
            double shift = 0.4 * s - 1;
            double[] x = random.doubles(points / 6 * 6 / (points > 1000 ? 1 : 6))
                    .map(u -> 4 * u - 2)
                    .toArray();
            double[] y = IntStream.range(0, x.length)
                    .mapToDouble(i -> x[i] + shift + 0.2 * random.nextGaussian())
                    .toArray();
            chart.points(new Series(s, "group " + s), x, y);
        }
        return chart.picture("Six parallel clouds.");
    }

    static Picture regions() {
        int[][] codes = new int[100][100];
        for (int r = 0; r < 100; r++) {
            for (int c = 0; c < 100; c++) {
                codes[r][c] = Math.hypot(r - 50, c - 50) < 30 ? 1 : r + c > 120 ? 2 : 0;
            }
        }
        List<Series> classes = List.of(new Series(0, "red"), new Series(1, "green"), new Series(2, "blue"));
        Chart chart = Chart.square("Where each class is predicted", Axis.linear("x1", -1, 1), Axis.linear("x2", -1, 1))
                .regions(classes, codes);
        Random random = new Random(2);
        for (int s = 0; s < 3; s++) {
            double centre = new double[] {-0.8, 0, 0.7}[s];
            double[] x = random.doubles(20).map(u -> centre + 0.5 * u - 0.25).toArray();
            double[] y = random.doubles(20).map(u -> centre + 0.5 * u - 0.25).toArray();
            chart.points(classes.get(s), x, y);
        }
        return chart.picture("A disc of green between red and blue.");
    }

    static Picture many() {
        List<String> names = IntStream.range(0, 26)
                .mapToObj(i -> "letter " + (char) ('A' + i))
                .toList();
        double[][] counts = new double[26][26];
        for (int i = 0; i < 26; i++) {
            counts[i][i] = 700;
            counts[i][(i * 7 + 3) % 26] += 90;
        }
        return HeatMap.confusion("Confusion matrix of letters", names, counts);
    }

    static Picture heatMap() {
        double[][] values = {{0.1, 0.4, 0.9}, {0.2, Double.NaN, 1.2}};
        return new HeatMap("Validation loss", "depth", List.of("2", "4"), "rate", List.of("0.01", "0.1", "1"), values)
                .withTexts(new String[][] {{"0.10", "0.40", "0.90"}, {"0.20", "failed", "1.20"}})
                .withRange(0, 1.2, "log loss")
                .picture("Best at depth 2 and rate 0.01.");
    }

    static Picture logarithmic() {
        return Chart.square("AUC against time", Axis.seconds("time of a fit", 2e-6, 40), Axis.linear("AUC", 0.8, 0.95))
                .interval(new Series(0, "logistic"), 0.01, 0.9, 0.88, 0.92)
                .interval(new Series(1, "boosting"), 3, 0.94, 0.93, 0.95)
                .interval(new Series(2, "baseline"), 2e-6, 0.5, 0.5, 0.5)
                .beyond(2e-6, 0.5, "0.50")
                .picture("Boosting is slower and better.");
    }

    static Picture awkward() {
        double huge = Double.MAX_VALUE;
        double[] x = {-huge, 0, Double.NaN, 1e9, Double.POSITIVE_INFINITY, huge};
        double[] y = {1e-300, 1, 2, 1e300, 5, huge};
        Series series = new Series(3, AWKWARD);
        return Chart.wide(
                        AWKWARD + " " + AWKWARD,
                        Axis.linear(AWKWARD, -huge, huge),
                        Axis.logarithmic(AWKWARD, 1e-300, huge))
                .line(series, x, y)
                .points(series, x, y)
                .note(huge, 1, AWKWARD)
                .horizontal(AWKWARD, 1e10)
                .picture(AWKWARD);
    }
}
