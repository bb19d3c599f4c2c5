package org.tandemml.boosting;

import java.util.List;
import java.util.Optional;
import org.tandemml.core.Classifier;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// Classes from boosted margins.
///
/// Two classes come from one margin m (scores `[−m, m]`) or, as K > 2 classes always do, from one margin a class
/// (scores of two: `[m₀ − m₁, m₁ − m₀]`). Probabilities are the [Response] of the margins; under [Response#IDENTITY]
/// and [Response#SIGN] there are none. Same bits for one row and for a batch, on any number of threads.
public final class BoostedClassifier implements Classifier, Boosted {
    private final Schema schema;
    private final String target;
    private final List<String> classes;
    private final Ensemble ensemble;
    private final Response response;
    private final FitReport report;
    private final Provenance provenance;
    private final RoundHistory history;

    /// @param ensemble one output for two classes, or one a class
    /// @param response [Response#SIGMOID], [Response#SOFTMAX], or, without probabilities, [Response#IDENTITY] or
    /// [Response#SIGN]
    public BoostedClassifier(
            Schema schema,
            String target,
            List<String> classes,
            Ensemble ensemble,
            Response response,
            FitReport report,
            Provenance provenance) {
        this(schema, target, classes, ensemble, response, report, provenance, RoundHistory.NONE);
    }

    BoostedClassifier(
            Schema schema,
            String target,
            List<String> classes,
            Ensemble ensemble,
            Response response,
            FitReport report,
            Provenance provenance,
            RoundHistory history) {
        this.schema = schema;
        this.target = target;
        this.classes = List.copyOf(classes);
        this.ensemble = ensemble;
        this.response = response;
        this.report = report;
        this.provenance = provenance;
        this.history = history;
        if (classes.size() < 2 || classes.stream().distinct().count() < classes.size()) {
            throw new InputException("a classifier needs at least 2 classes of different names, has " + classes);
        }
        boolean single = ensemble.outputCount() == 1 && classes.size() == 2;
        Boosted.check(schema, ensemble, single ? 1 : classes.size());
        boolean fits = switch (response) {
            case SIGMOID, IDENTITY, SIGN -> true;
            case SOFTMAX -> !single;
            case EXP, SOFTPLUS, SIGNED_SQUARE -> false;
        };
        if (!fits) {
            throw new InputException("a classifier of " + classes.size() + " classes and " + ensemble.outputCount()
                    + " outputs cannot have the response " + response);
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public FitReport report() {
        return report;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public RoundHistory history() {
        return history;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public Ensemble ensemble() {
        return ensemble;
    }

    @Override
    public Response response() {
        return response;
    }

    @Override
    public BoostedClassifier truncated(int rounds) {
        return new BoostedClassifier(
                schema, target, classes, ensemble.truncated(rounds), response, report, provenance, history);
    }

    @Override
    public boolean hasProbabilities() {
        return response == Response.SIGMOID || response == Response.SOFTMAX;
    }

    @Override
    public void scores(double[] row, double[] out) {
        margins(row, out);
        toScores(out, 0);
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        requireProbabilities();
        margins(row, out);
        toProbabilities(out, 0);
    }

    private void requireProbabilities() {
        if (!hasProbabilities()) {
            throw new UnsupportedOperationException(
                    "a model fitted with the hinge loss gives no probabilities: use scores, or calibrate");
        }
    }

    /// Margins to scores in place.
    private void toScores(double[] values, int at) {
        if (ensemble.outputCount() == 1) {
            values[at + 1] = values[at];
            values[at] = -values[at + 1];
        } else if (classes.size() == 2) {
            values[at + 1] -= values[at];
            values[at] = -values[at + 1];
        }
    }

    /// Margins to probabilities in place.
    private void toProbabilities(double[] values, int at) {
        TreeEnsemble.Arithmetic arithmetic = ensemble.arithmetic();
        if (ensemble.outputCount() > 1) {
            response.apply(values, at, classes.size(), arithmetic);
            return;
        }
        double margin = values[at];
        values[at + 1] = response.of(margin, arithmetic);
        // In double the small one of the two keeps its digits; in float XGBoost's users subtract.
        values[at] = arithmetic == TreeEnsemble.Arithmetic.FLOAT
                ? (float) (1 - values[at + 1])
                : response.of(-margin, arithmetic);
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        return scoresOf(margins(rows, loop));
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        requireProbabilities();
        return probabilitiesOf(margins(rows, loop));
    }

    @Override
    public Outputs outputs(Matrix rows, Parallel loop) {
        DenseMatrix margins = margins(rows, loop);
        return new Outputs(
                scoresOf(margins), hasProbabilities() ? Optional.of(probabilitiesOf(margins)) : Optional.empty());
    }

    /// The scores of rows whose margins are known, n × classes.
    public DenseMatrix scoresOf(DenseMatrix margins) {
        double[] out = spread(margins);
        for (int at = 0; at < out.length; at += classes.size()) {
            toScores(out, at);
        }
        return new DenseMatrix(margins.rows(), classes.size(), out);
    }

    /// The probabilities of rows whose margins are known, n × classes.
    public DenseMatrix probabilitiesOf(DenseMatrix margins) {
        double[] out = spread(margins);
        for (int at = 0; at < out.length; at += classes.size()) {
            toProbabilities(out, at);
        }
        return new DenseMatrix(margins.rows(), classes.size(), out);
    }

    private double[] spread(DenseMatrix margins) {
        int n = margins.rows();
        double[] out = DenseMatrix.allocate(n, classes.size());
        for (int i = 0; i < n; i++) {
            margins.copyRow(i, out, i * classes.size());
        }
        return out;
    }

    @Override
    public String toString() {
        return "BoostedClassifier[" + classes.size() + " classes, " + ensemble + "]";
    }
}
