package org.tandemml.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Provenance;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;
import org.tandemml.kernels.Kernels;

/// One fit of a [Perceptron].
final class PerceptronFit {
    private final Perceptron settings;
    private final Dataset data;
    private final Fitting how;
    private final Target.Classes target;
    private final List<String> notes = new ArrayList<>();
    private final int[] classOf;
    private final int[] present;
    private final double[] weights;
    private final Standardization scaling;
    private final Standardization original;
    private final ScaledRows rows;

    PerceptronFit(Perceptron settings, Dataset data, Fitting how) {
        this.settings = settings;
        this.data = data;
        this.how = how;
        target = data.classes();
        KeptRows kept = KeptRows.of(data);
        int n = kept.count();
        classOf = Arrays.stream(kept.positions()).map(i -> target.codes()[i]).toArray();
        int[] counts = new int[target.names().size()];
        weights = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            counts[classOf[i]]++;
            weights[i] = data.weight(kept.positions()[i]);
            sum += weights[i];
        }
        present = IntStream.range(0, counts.length).filter(k -> counts[k] > 0).toArray();
        if (present.length < 2) {
            throw new InputException("labels contain 1 class (\""
                    + target.names().get(present[0]) + "\"): a classifier needs at least 2");
        }
        if (present.length < counts.length) {
            notes.add("classes without rows are never predicted: "
                    + String.join(
                            ", ",
                            IntStream.range(0, counts.length)
                                    .filter(k -> counts[k] == 0)
                                    .mapToObj(target.names()::get)
                                    .toList()));
        }
        KeptRows.checkedSum(sum);
        for (int i = 0; i < n; i++) {
            weights[i] /= sum;
        }
        Recentred recentred =
                Recentred.of(kept.features(), data.schema(), weights, settings.standardize(), true, how.parallel());
        scaling = recentred.scaling();
        original = recentred.original();
        double[] unit = scaling.inverseScale;
        if (!settings.standardize()) {
            unit = new double[scaling.columns];
            Arrays.setAll(unit, j -> scaling.inverseScale[j] == 0 ? 0 : 1);
        }
        rows = ScaledRows.of(recentred.design(), scaling.centre, unit, 1);
    }

    PerceptronModel run() {
        int vectors = target.names().size() == 2 ? 1 : target.names().size();
        List<Score> scores = new ArrayList<>();
        // The score of two classes is that of the second.
        int[] learned = vectors == 1 ? new int[] {1} : present;
        for (int k : learned) {
            scores.add(new Score(k));
        }
        double[] trace = new double[settings.epochs()];
        Seed.Stream random = new Seed(how.seed()).child("perceptron").stream();
        int[] order = new int[rows.rows()];
        Arrays.setAll(order, i -> i);
        int epoch = 0;
        long mistakes = 1;
        while (epoch < settings.epochs() && mistakes > 0) {
            how.cancellation().check();
            random.shuffle(order);
            mistakes = 0;
            for (Score score : scores) {
                mistakes += score.epoch(order);
            }
            trace[epoch++] = (double) mistakes / ((double) order.length * scores.size());
            how.progress().step("perceptron", epoch, settings.epochs(), trace[epoch - 1]);
        }
        return model(scores, vectors, mistakes, Arrays.copyOf(trace, epoch));
    }

    private PerceptronModel model(List<Score> scores, int vectors, long mistakes, double[] trace) {
        int p = rows.columns();
        double[] coefficients = new double[vectors * p];
        double[] intercepts = new double[vectors];
        Arrays.fill(intercepts, LogisticModel.ABSENT);
        for (Score score : scores) {
            int at = vectors == 1 ? 0 : score.positive;
            intercepts[at] = score.result(coefficients, at * p);
        }
        boolean converged = mistakes == 0;
        String reason = converged
                ? "epoch " + trace.length + " made no mistake"
                : "epoch " + trace.length + " of " + settings.epochs() + " still made " + mistakes
                        + (scores.size() == 1 ? " mistakes" : " mistakes in " + scores.size() + " scores") + " on "
                        + rows.rows()
                        + " rows: either no plane separates the classes, then no number of epochs will do, or more"
                        + " epochs are needed";
        Map<String, Double> certificate = new LinkedHashMap<>();
        certificate.put("mistakes", (double) mistakes);
        FitReport report =
                new FitReport(converged, reason, trace.length, trace[trace.length - 1], trace, certificate, notes);
        return new PerceptronModel(
                data.schema(),
                target.name(),
                target.names(),
                coefficients,
                intercepts,
                report,
                Provenance.of(settings, data, how));
    }

    /// One score on its way. Rows that are sparse lack the subtraction of the centres; as v is a sum of rows, it is
    /// `direct − pulls·shift` with the pulls counted beside, so that a correction costs the stored cells only.
    private final class Score {
        private final int positive;
        private final double[] direct = new double[rows.columns()];
        private final double[] directLate = new double[rows.columns()];
        private final double[] shift = rows.shift();
        private final boolean shifted = Arrays.stream(shift).anyMatch(s -> s != 0);
        private final double shiftSquared = Kernels.doubles().dot(shift, 0, shift, 0, shift.length);
        private double pulls;
        private double pullsLate;
        private double directShift;
        private double intercept;
        private double interceptLate;
        private double visited;
        private boolean done;

        Score(int positive) {
            this.positive = positive;
        }

        long epoch(int[] order) {
            if (done) {
                visited += order.length;
                return 0;
            }
            long mistakes = 0;
            for (int i : order) {
                double side = classOf[i] == positive ? 1 : -1;
                double along = shifted ? rows.dot(i, shift, 0) : 0;
                double score = rows.dot(i, direct, 0) + intercept;
                if (shifted) {
                    score += pulls * (shiftSquared - along) - directShift;
                }
                if (!(side * score > 0)) {
                    mistakes++;
                    double step = settings.learningRate() * side * weights[i] * rows.rows();
                    rows.add(i, step, direct, 0);
                    rows.add(i, step * visited, directLate, 0);
                    directShift += step * along;
                    pulls += step;
                    pullsLate += step * visited;
                    intercept += step;
                    interceptLate += step * visited;
                }
                visited++;
            }
            done = mistakes == 0;
            return mistakes;
        }

        /// Writes the coefficients of the original columns and returns their intercept. A step made after t of T rows
        /// is part of `1 − t/T` of all sums, which `late` takes away from the last one.
        double result(double[] coefficients, int at) {
            double late = settings.averaged() ? 1 / visited : 0;
            double offset = intercept - late * interceptLate;
            double allPulls = pulls - late * pullsLate;
            for (int j = 0; j < direct.length; j++) {
                double unit = settings.standardize() ? scaling.inverseScale[j] : scaling.inverseScale[j] == 0 ? 0 : 1;
                double v = direct[j] - late * directLate[j] - allPulls * shift[j];
                coefficients[at + j] = v * unit;
                offset -= v * unit * original.centre[j];
            }
            return offset;
        }
    }
}
