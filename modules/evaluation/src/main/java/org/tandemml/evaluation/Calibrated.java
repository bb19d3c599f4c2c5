package org.tandemml.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Any classifier with probabilities that mean frequencies: of the rows given 0.8, about 80 % are of that class.
///
/// The learner is fitted on all rows. Beside that it is fitted `folds` times without one fold, and the scores of the
/// rows left out teach the map from score to probability; scores of training rows would look too sure. Two classes use
/// the score of the second; with more, each class against the others uses the logit of its probability (the score of a
/// classifier without probabilities), and the results are divided by their sum. Temperature divides all logarithms of
/// probabilities by one number. A classifier that decides between each two classes ([PairScores]) gets a map a pair
/// instead, and the probabilities of the pairs are coupled ([PairwiseCoupling]); not for temperature.
///
/// | method | learns | suits |
/// |---|---|---|
/// | Platt | two numbers a class ([PlattScaling]) | scores without probabilities, few rows |
/// | isotonic | any rising curve ([IsotonicRegression]) | 1,000 rows and more |
/// | temperature | one number | models that are too sure or too unsure, many classes |
///
/// Put preprocessing inside, `new Calibrated(pipeline)`, so that folds do not share it. With more than two classes the
/// scores of the model are its probabilities; with two they are the logit, for isotonic p₂ − p₁.
///
/// **Source**: Platt 1999; Zadrozny, Elkan, KDD 2002; Guo et al., ICML 2017; cross-fitting with one model as in
/// scikit-learn's `CalibratedClassifierCV(ensemble=False)`. **Cost**: `folds` + 1 fits. **Determinism**: folds follow
/// from seed and contents ([org.tandemml.core.Splits#foldOfContent]): row order does not matter, weights count as
/// repetitions, any number of threads gives the same bits. **Errors**: what the learner refuses, and a class with
/// fewer than two different rows.
///
/// @param learner what to calibrate
/// @param method the kind of map
/// @param folds fits that leave a part out
public record Calibrated(
        @Setting("what to calibrate") Learner.OfClasses<?> learner,
        @Setting("the map from score to probability") Method method,
        @Setting("fits that leave a part out") int folds)
        implements Learner.OfClasses<CalibratedClassifier> {
    /// The kind of map from score to probability.
    public enum Method {
        PLATT,
        ISOTONIC,
        TEMPERATURE;

        /// The method of this name, in any case; throws [org.tandemml.core.InputException] for another.
        public static Method parse(String name) {
            for (Method method : values()) {
                if (method.name().equalsIgnoreCase(name.strip())) {
                    return method;
                }
            }
            throw Check.unknown("calibration", name, List.of("platt", "isotonic", "temperature"));
        }
    }

    public Calibrated {
        Check.atLeast("folds", folds, 2);
    }

    /// Platt scaling in 5 folds.
    public Calibrated(Learner.OfClasses<?> learner) {
        this(learner, Method.PLATT, 5);
    }

    public Calibrated withMethod(Method newMethod) {
        return new Calibrated(learner, newMethod, folds);
    }

    public Calibrated withFolds(int newFolds) {
        return new Calibrated(learner, method, newFolds);
    }

    @Override
    public String name() {
        return "calibrated-" + learner.name();
    }

    @Override
    public Traits traits() {
        return learner.traits();
    }

    @Override
    public CalibratedClassifier fit(Dataset data, Fitting how) {
        return fitAs(this, data, how);
    }

    /// [#fit] for a learner that calibrates itself by a setting of its own: the model's provenance names `asked`.
    public CalibratedClassifier fitAs(Learner<?> asked, Dataset data, Fitting how) {
        CrossFit fitted = CrossFit.of(learner, data, folds, how, method != Method.TEMPERATURE);
        boolean two = fitted.present().length == 2;
        Classifier model = fitted.model();
        Provenance provenance = Provenance.of(asked, data, how);
        if (method == Method.TEMPERATURE) {
            DenseMatrix z = two ? withZeros(fitted.evidence()) : fitted.evidence();
            double inverse = Temperature.inverse(z, fitted.rows().classes().codes(), fitted.weights());
            return two
                    ? new CalibratedClassifier(
                            model, List.of(new PlattScaling(-inverse, 0)), 1, fitted.report(), provenance)
                    : new CalibratedClassifier(model, absent(fitted.present()), inverse, fitted.report(), provenance);
        }
        List<ScoreMap> maps = new ArrayList<>();
        if (method != Method.TEMPERATURE && CrossFit.isPaired(model)) {
            int[][] pairs = ((PairScores) model).pairs();
            for (int pair = 0; pair < pairs.length; pair++) {
                maps.add(pairMap(fitted, pair, pairs[pair][0], pairs[pair][1]));
            }
            return new CalibratedClassifier(model, maps, 0, true, fitted.report(), provenance);
        }
        if (two) {
            maps.add(map(fitted, 0, 1));
        } else {
            for (int c = 0; c < fitted.present().length; c++) {
                maps.add(fitted.present()[c] ? map(fitted, c, c) : IsotonicRegression.constant(0));
            }
        }
        return new CalibratedClassifier(model, maps, 0, fitted.report(), provenance);
    }

    /// The map of the score of a pair to the probability of `first`, from the rows of the two classes.
    private ScoreMap pairMap(CrossFit fitted, int column, int first, int second) {
        int[] codes = fitted.rows().classes().codes();
        double[] weights = fitted.weights();
        int[] of = Rows.where(codes.length, i -> codes[i] == first || codes[i] == second);
        double[] scores = new double[of.length];
        boolean[] positive = new boolean[of.length];
        double[] truth = new double[of.length];
        double[] some = new double[of.length];
        for (int i = 0; i < of.length; i++) {
            scores[i] = fitted.evidence().get(of[i], column);
            positive[i] = codes[of[i]] == first;
            truth[i] = positive[i] ? 1 : 0;
            some[i] = weights[of[i]];
        }
        return method == Method.PLATT
                ? PlattScaling.fit(scores, positive, some)
                : IsotonicRegression.fit(scores, truth, some);
    }

    private ScoreMap map(CrossFit fitted, int column, int code) {
        int n = fitted.rows().rows();
        double[] scores = new double[n];
        boolean[] positive = new boolean[n];
        boolean logits = fitted.evidence().columns() > 1 && fitted.model().hasProbabilities();
        for (int i = 0; i < n; i++) {
            double z = fitted.evidence().get(i, column);
            scores[i] = logits ? CrossFit.logit(z) : z;
            positive[i] = fitted.rows().classes().codes()[i] == code;
        }
        if (method == Method.PLATT) {
            return PlattScaling.fit(scores, positive, fitted.weights());
        }
        double[] truth = new double[n];
        for (int i = 0; i < n; i++) {
            truth[i] = positive[i] ? 1 : 0;
        }
        return IsotonicRegression.fit(scores, truth, fitted.weights());
    }

    private static DenseMatrix withZeros(DenseMatrix scores) {
        double[] values = DenseMatrix.allocate(scores.rows(), 2);
        for (int i = 0; i < scores.rows(); i++) {
            values[2 * i + 1] = scores.get(i, 0);
        }
        return new DenseMatrix(scores.rows(), 2, values);
    }

    /// Marks classes without rows by the constant 0 and the others by the constant 1.
    private static List<ScoreMap> absent(boolean[] present) {
        List<ScoreMap> maps = new ArrayList<>();
        for (boolean here : present) {
            maps.add(IsotonicRegression.constant(here ? 1 : 0));
        }
        return maps;
    }
}
