package org.tandemml.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tandemml.core.Target;
import org.tandemml.evaluation.ClassifierEvaluation;
import org.tandemml.evaluation.ConfusionMatrix;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.plot.Axis;
import org.tandemml.plot.Chart;
import org.tandemml.plot.HeatMap;
import org.tandemml.plot.Picture;
import org.tandemml.plot.Series;

/// One small picture for each learner: learning curve, loss, boundary, confusion; and the importance of columns for all
/// of them in one.
record LearnerPictures(DatasetResult result, SeriesOrder order) {
    private static final int MOST_COLUMNS = 15;
    private static final int MOST_CLASSES = 12;
    private static final int MOST_POINTS = 250;

    private List<CrossValidated> finished() {
        return result.ranked();
    }

    /// Scores by number of training rows, with one standard deviation of the folds.
    List<Picture> learningCurves() {
        List<Picture> pictures = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        double most = 0;
        for (CrossValidated learner : finished()) {
            for (Inspection.CurvePoint point : result.inspection(learner.name()).curve()) {
                scores.add(mean(point.test()));
                scores.add(mean(point.train()));
                most = Math.max(most, point.rows());
            }
        }
        double[] sorted = scores.stream()
                .mapToDouble(d -> d)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return pictures;
        }
        Axis y = inView(sorted);
        for (CrossValidated learner : finished()) {
            List<Inspection.CurvePoint> curve =
                    result.inspection(learner.name()).curve();
            if (curve.size() > 1) {
                pictures.add(learningCurve(learner.name(), curve, Axis.linear("training rows", 0, most), y));
            }
        }
        return pictures;
    }

    /// The scores of the learners that are no worse than most: the worst quarter is drawn at the edge where it would
    /// squeeze all others.
    private Axis inView(double[] sorted) {
        boolean higher = !result.facts().isRegression();
        int n = sorted.length;
        double low = sorted[0];
        double high = sorted[n - 1];
        double inner = higher ? high - sorted[n / 4] : sorted[n - 1 - n / 4] - low;
        if (inner < (high - low) / 3) {
            low = higher ? sorted[n / 4] : low;
            high = higher ? high : sorted[n - 1 - n / 4];
        }
        return Axis.linear(higher ? "AUC" : "RMSE", low, high);
    }

    private static Picture learningCurve(String name, List<Inspection.CurvePoint> curve, Axis x, Axis y) {
        double[] rows = curve.stream().mapToDouble(Inspection.CurvePoint::rows).toArray();
        double[] test = curve.stream().mapToDouble(p -> mean(p.test())).toArray();
        double[] train = curve.stream().mapToDouble(p -> mean(p.train())).toArray();
        double[] sd = curve.stream().mapToDouble(p -> sd(p.test())).toArray();
        return Chart.small(name, x, y)
                .withoutLegend()
                .band(new Series(0, ""), rows, shifted(test, sd, -1), shifted(test, sd, 1))
                .line(new Series(0, "rows to judge, ± 1 standard deviation of the folds"), rows, test)
                .line(new Series(1, "rows learned from"), rows, train)
                .picture(String.format(
                        Locale.ROOT,
                        "%s on rows to judge: %.3f from %d rows, %.3f from %d rows; on rows learned from %.3f and %.3f.",
                        y.label(),
                        test[0],
                        curve.getFirst().rows(),
                        test[test.length - 1],
                        curve.getLast().rows(),
                        train[0],
                        train[train.length - 1]));
    }

    private static double mean(List<Double> scores) {
        return scores.stream()
                .mapToDouble(d -> d)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static double sd(List<Double> scores) {
        double mean = mean(scores);
        double[] finite =
                scores.stream().mapToDouble(d -> d).filter(Double::isFinite).toArray();
        double squares = Arrays.stream(finite).map(d -> (d - mean) * (d - mean)).sum();
        return finite.length < 2 ? 0 : Math.sqrt(squares / (finite.length - 1));
    }

    private static double[] shifted(double[] values, double[] by, int sign) {
        double[] shifted = new double[values.length];
        // A band cannot have a gap.
        Arrays.setAll(shifted, i -> Double.isFinite(values[i]) ? values[i] + sign * by[i] : 0);
        return shifted;
    }

    /// The objective of the first fold's fit after each iteration, with the loss on rows held out inside the fit.
    List<Picture> losses() {
        List<Picture> pictures = new ArrayList<>();
        for (CrossValidated learner : finished()) {
            Inspection inspection = result.inspection(learner.name());
            double[] trace = inspection.trace();
            double[] validation = inspection.validation();
            double[] finite = IntStream.range(0, 2)
                    .mapToObj(i -> i == 0 ? trace : validation)
                    .flatMapToDouble(Arrays::stream)
                    .filter(Double::isFinite)
                    .toArray();
            if (trace.length < 2 || finite.length < 2) {
                continue;
            }
            Chart chart = Chart.small(
                            learner.name(),
                            Axis.linear("iteration", 0, Math.max(trace.length, validation.length) - 1.0),
                            Axis.linear(
                                    "objective",
                                    Arrays.stream(finite).min().orElse(0),
                                    Arrays.stream(finite).max().orElse(1)))
                    .withoutLegend();
            chart.line(new Series(0, "objective on the rows learned from"), iterations(trace.length), trace);
            String stop = "";
            if (validation.length > 1) {
                chart.line(
                        new Series(1, "loss on rows held out inside the fit"),
                        iterations(validation.length),
                        validation);
                int best = least(validation);
                chart.vertical("least held-out loss", best);
                stop = "; least on rows held out after " + best + " iterations: "
                        + String.format(Locale.ROOT, "%.3g", validation[best]);
            }
            pictures.add(chart.picture(String.format(
                    Locale.ROOT,
                    "From %.3g to %.3g in %d iterations%s.",
                    trace[0],
                    trace[trace.length - 1],
                    trace.length - 1,
                    stop)));
        }
        return pictures;
    }

    private static int least(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (Double.isNaN(values[best]) || values[i] < values[best]) {
                best = i;
            }
        }
        return best;
    }

    private static double[] iterations(int count) {
        return IntStream.range(0, count).asDoubleStream().toArray();
    }

    /// What is predicted where on the plane, under some of its rows.
    List<Picture> boundaries() {
        List<Picture> pictures = new ArrayList<>();
        if (result.scene().isEmpty()) {
            return pictures;
        }
        Scene scene = result.scene().get();
        Target.Classes target = scene.rows().classes();
        List<Series> classes = IntStream.range(0, target.names().size())
                .mapToObj(k -> new Series(k, target.names().get(k)))
                .toList();
        int shown = Math.min(MOST_POINTS, scene.rows().rows());
        for (CrossValidated learner : finished()) {
            Inspection inspection = result.inspection(learner.name());
            if (inspection.region().length == 0) {
                continue;
            }
            Chart chart = Chart.small(
                    learner.name() + ", accuracy " + Wording.plain(inspection.planeScore(), 2),
                    axis(scene, 0),
                    axis(scene, 1));
            chart.regions(classes, inspection.region());
            for (int k = 0; k < classes.size(); k++) {
                int code = k;
                int[] rows = IntStream.range(0, shown)
                        .filter(i -> target.codes()[i] == code)
                        .toArray();
                chart.points(classes.get(k), cells(scene, rows, 0), cells(scene, rows, 1));
            }
            chart.withoutLegend();
            pictures.add(chart.picture("Shares of the plane: " + shares(inspection.region(), target.names()) + "."));
        }
        return pictures;
    }

    private static double[] cells(Scene scene, int[] rows, int column) {
        return Arrays.stream(rows)
                .mapToDouble(i -> scene.rows().features().get(i, column))
                .toArray();
    }

    /// Exactly the plane, without the room that a linear axis leaves.
    private static Axis axis(Scene scene, int j) {
        Axis wide = Axis.linear(scene.axes().get(j), scene.low()[j], scene.high()[j]);
        return new Axis(
                wide.label(),
                scene.low()[j],
                scene.high()[j],
                Axis.Scale.LINEAR,
                wide.ticks().stream()
                        .filter(t -> t.value() >= scene.low()[j] && t.value() <= scene.high()[j])
                        .toList());
    }

    private static String shares(int[][] region, List<String> names) {
        int[] counts = new int[names.size()];
        Arrays.stream(region).flatMapToInt(Arrays::stream).forEach(code -> counts[code]++);
        int all = Arrays.stream(counts).sum();
        List<String> parts = new ArrayList<>();
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] > 0) {
                parts.add(names.get(k) + " " + Wording.plain(100.0 * counts[k] / all, 0) + " %");
            }
        }
        return String.join(", ", parts);
    }

    /// The classes of the plane, for a legend.
    List<Series> planeClasses() {
        List<String> names = result.scene().orElseThrow().rows().classes().names();
        return IntStream.range(0, names.size())
                .mapToObj(k -> new Series(k, names.get(k)))
                .toList();
    }

    /// True against predicted classes, from the rows of the first division.
    List<Picture> confusions() {
        List<Picture> pictures = new ArrayList<>();
        if (result.facts().isRegression() || result.facts().classes().size() > MOST_CLASSES) {
            return pictures;
        }
        for (CrossValidated learner : finished()) {
            CurvePictures.pooled(learner)
                    .map(ClassifierEvaluation::confusion)
                    .ifPresent(matrix ->
                            pictures.add(HeatMap.confusion(learner.name(), matrix.classes(), weights(matrix))));
        }
        return pictures;
    }

    private static double[][] weights(ConfusionMatrix matrix) {
        int k = matrix.classes().size();
        double[][] weights = new double[k][k];
        for (int t = 0; t < k; t++) {
            for (int p = 0; p < k; p++) {
                weights[t][p] = matrix.weight(t, p);
            }
        }
        return weights;
    }

    /// By how much the score of each learner drops when a column is shuffled: the columns that matter most to any.
    Optional<Picture> importance() {
        Map<String, Double> greatest = new LinkedHashMap<>();
        List<String> learners = new ArrayList<>();
        for (CrossValidated learner : finished()) {
            List<Inspection.Importance> own = result.inspection(learner.name()).importance();
            if (!own.isEmpty()) {
                learners.add(learner.name());
                own.forEach(c -> greatest.merge(c.column(), c.mean(), Math::max));
            }
        }
        if (learners.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = greatest.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(MOST_COLUMNS)
                .map(Map.Entry::getKey)
                .toList();
        double[][] drops = new double[columns.size()][learners.size()];
        String[][] texts = new String[columns.size()][learners.size()];
        StringBuilder description = new StringBuilder();
        for (int l = 0; l < learners.size(); l++) {
            Map<String, Double> own = new LinkedHashMap<>();
            result.inspection(learners.get(l)).importance().forEach(c -> own.put(c.column(), c.mean()));
            for (int j = 0; j < columns.size(); j++) {
                drops[j][l] = Math.max(0, own.getOrDefault(columns.get(j), Double.NaN));
                texts[j][l] = digits(own.getOrDefault(columns.get(j), Double.NaN));
            }
            description
                    .append(learners.get(l))
                    .append(" needs most: ")
                    .append(String.join(
                            ", ",
                            result.inspection(learners.get(l)).importance().stream()
                                    .limit(3)
                                    .map(Inspection.Importance::column)
                                    .toList()))
                    .append(". ");
        }
        String metric = result.facts().isRegression() ? "RMSE" : "AUC";
        String change = result.facts().isRegression() ? "Rise of " : "Drop of ";
        double most = Arrays.stream(drops)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        return Optional.of(HeatMap.wide(
                        change + metric + " when a column is shuffled", "column", columns, "learner", learners, drops)
                .withTexts(texts)
                .withRange(0, Math.max(1e-6, most), "")
                .picture(description.toString().strip()));
    }

    private static String digits(double drop) {
        if (Double.isNaN(drop)) {
            return "";
        }
        double size = Math.abs(drop);
        return size < 0.0005
                ? "0"
                : size < 0.1
                        ? Wording.plain(drop, 3).replace("0.", ".")
                        : size < 100 ? Wording.plain(drop, 2) : Wording.plain(drop, 0);
    }
}
