package org.tandemml.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.tandemml.core.DenseMatrix;
import org.tandemml.plot.Picture;

/// The pictures of the evaluation of a classifier.
///
/// Two classes: the second is the positive one. More: each class against the others, and what is drawn of probabilities
/// is that of the predicted class.
record ClassifierPictures(ClassifierEvaluation evaluation) {
    /// More curves in one frame cannot be told apart.
    private static final int MOST_CURVES = 8;

    private static final int BINS = 10;

    List<Picture> all() {
        List<Picture> pictures = new ArrayList<>();
        List<String> shown = shown();
        String subject = subject(shown);
        List<CurvePictures.Curve> roc = shown.stream()
                .filter(name -> evaluation.roc(name).isDefined())
                .map(this::roc)
                .toList();
        if (!roc.isEmpty()) {
            pictures.add(CurvePictures.roc("ROC curve" + subject, roc));
        }
        List<PrCurve> pr = shown.stream().map(evaluation::pr).toList();
        List<CurvePictures.Curve> steps = IntStream.range(0, shown.size())
                .filter(i -> pr.get(i).isDefined())
                .mapToObj(
                        i -> pr.get(i).drawn(label(shown.get(i), "AP", pr.get(i).averagePrecision())))
                .toList();
        if (!steps.isEmpty()) {
            double chance = isBinary() ? pr.getFirst().shareOfPositives() : Double.NaN;
            pictures.add(CurvePictures.precisionRecall("Precision-recall curve" + subject, steps, chance));
        }
        if (evaluation.probabilities != null && evaluation.rows() > 0) {
            pictures.add(reliability(evaluation.probabilities));
        }
        pictures.add(evaluation.confusion().picture());
        List<CurvePictures.Curve> gain = shown.stream()
                .filter(name -> evaluation.gain(name).isDefined())
                .map(name -> evaluation.gain(name).drawn(isBinary() ? "gain" : name))
                .toList();
        if (!gain.isEmpty()) {
            pictures.add(CurvePictures.gain("Cumulative gain" + subject, gain));
        }
        if (evaluation.rows() > 0) {
            pictures.add(histogram());
        }
        return List.copyOf(pictures);
    }

    private boolean isBinary() {
        return evaluation.classes().size() == 2;
    }

    /// The classes whose curves are drawn: the positive one of two, or those with the most rows.
    private List<String> shown() {
        List<String> classes = evaluation.classes();
        if (isBinary()) {
            return classes.subList(1, 2);
        }
        return IntStream.range(0, classes.size())
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -evaluation.confusion().ofClass(k)))
                .limit(MOST_CURVES)
                .sorted()
                .map(classes::get)
                .toList();
    }

    private String subject(List<String> shown) {
        return isBinary()
                ? ", positive class " + shown.getFirst()
                : evaluation.classes().size() > MOST_CURVES
                        ? ", each of the " + MOST_CURVES + " largest classes against the others"
                        : ", each class against the others";
    }

    private CurvePictures.Curve roc(String name) {
        RocCurve curve = evaluation.roc(name);
        ScoreInterval interval = evaluation.aucInterval();
        return curve.drawn(
                isBinary() && interval.isDefined()
                        ? label(name, "AUC", curve.auc()) + " [" + CurvePictures.shown(interval.low()) + ", "
                                + CurvePictures.shown(interval.high()) + "]"
                        : label(name, "AUC", curve.auc()));
    }

    private String label(String name, String area, Score score) {
        return (isBinary() ? "" : name + ", ") + area + " " + CurvePictures.shown(score);
    }

    private Picture reliability(DenseMatrix probability) {
        if (isBinary()) {
            return evaluation
                    .reliability(new Binning.Uniform(BINS))
                    .picture("Reliability of the probability of "
                            + evaluation.classes().get(1));
        }
        int[] truth = evaluation.truth;
        int[] predicted = evaluation.predicted;
        boolean[] right = new boolean[truth.length];
        double[] confidence = new double[truth.length];
        for (int i = 0; i < truth.length; i++) {
            right[i] = truth[i] == predicted[i];
            confidence[i] = probability.get(i, predicted[i]);
        }
        return ReliabilityCurve.of(right, confidence, evaluation.weights, new Binning.Uniform(BINS))
                .picture("Reliability of the probability of the predicted class");
    }

    private Picture histogram() {
        int[] truth = evaluation.truth;
        int[] predicted = evaluation.predicted;
        boolean hasProbabilities = evaluation.probabilities != null;
        String what = hasProbabilities ? "probability" : "score";
        boolean binary = isBinary();
        List<Distributions.Group> groups = binary
                ? List.of(
                        group(evaluation.classes().get(0), i -> truth[i] == 0, i -> 1),
                        group(evaluation.classes().get(1), i -> truth[i] == 1, i -> 1))
                : List.of(
                        group("right", i -> truth[i] == predicted[i], i -> predicted[i]),
                        group("wrong", i -> truth[i] != predicted[i], i -> predicted[i]));
        return Distributions.scores(
                binary ? "Predictions by true class" : "Right and wrong predictions",
                what + " of " + (binary ? evaluation.classes().get(1) : "the predicted class"),
                hasProbabilities,
                groups);
    }

    /// The rows that belong to a group, each with its value in the given column.
    private Distributions.Group group(String name, IntPredicate belongs, IntUnaryOperator column) {
        DenseMatrix values = evaluation.probabilities == null ? evaluation.scores : evaluation.probabilities;
        int[] rows = IntStream.range(0, evaluation.rows()).filter(belongs).toArray();
        double[] picked = new double[rows.length];
        double[] weight = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values.get(rows[i], column.applyAsInt(rows[i]));
            weight[i] = evaluation.weights == null ? 1 : evaluation.weights[rows[i]];
        }
        return new Distributions.Group(name, picked, weight);
    }
}
