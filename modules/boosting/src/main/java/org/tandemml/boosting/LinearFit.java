package org.tandemml.boosting;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tandemml.core.CancelledFit;
import org.tandemml.core.Check;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Provenance;
import org.tandemml.core.Target;

/// One fit of the linear booster: labels and weights of the rows that count, the run, the model.
final class LinearFit {
    private final Learner<?> learner;
    private final int rounds;
    private final double learningRate;
    private final double lambda;
    private final double alpha;
    private final String baseScore;
    private final double tolerance;
    private final Dataset data;
    private final Fitting how;
    private final int[] kept;

    LinearFit(
            Learner<?> learner,
            int rounds,
            double learningRate,
            double lambda,
            double alpha,
            String baseScore,
            double tolerance,
            Dataset data,
            Fitting how) {
        learner.traits().require(learner.name(), data);
        this.learner = learner;
        this.rounds = rounds;
        this.learningRate = learningRate;
        this.lambda = lambda;
        this.alpha = alpha;
        this.baseScore = baseScore;
        this.tolerance = tolerance;
        this.data = data;
        this.how = how;
        kept = IntStream.range(0, data.rows()).filter(i -> data.weight(i) > 0).toArray();
    }

    /// Judges the settings that both learners have.
    static void check(
            int rounds, double learningRate, double lambda, double alpha, String baseScore, double tolerance) {
        Check.atLeast("rounds", rounds, 1);
        Check.positive("learningRate", learningRate);
        if (learningRate > 1) {
            throw new InputException("learningRate must be at most 1, was " + learningRate
                    + ": coordinate steps longer than to the minimum need not end");
        }
        Check.notNegative("lambda", lambda);
        Check.notNegative("alpha", alpha);
        Check.notNegative("tolerance", tolerance);
        if (!baseScore.equals("auto")) {
            BoostingSettings.base(baseScore);
        }
    }

    BoostedClassifier classifier(LossChoice choice, ClassWeights classWeights) {
        Target.Classes target = data.classes();
        int classes = target.names().size();
        int[] counts = new int[classes];
        double[] values = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            values[i] = target.codes()[kept[i]];
            counts[(int) values[i]]++;
        }
        if (IntStream.of(counts).filter(c -> c > 0).count() < 2) {
            throw new InputException("labels contain 1 class (\""
                    + target.names().get((int) values[0]) + "\"): a classifier needs at least 2");
        }
        double[] ofClass = classWeights.of(target, counts);
        double[] weights = weights();
        if (Arrays.stream(ofClass).anyMatch(w -> w != 1)) {
            if (weights.length == 0) {
                weights = new double[kept.length];
                Arrays.fill(weights, 1);
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= ofClass[(int) values[i]];
            }
        }
        Objective objective = choice.of(classes);
        LinearRun.Outcome outcome = run(objective, new Labels(values, weights, new int[0], classes));
        BoostedClassifier model = new BoostedClassifier(
                data.schema(),
                target.name(),
                target.names(),
                outcome.ensemble(),
                objective.response(),
                report(outcome),
                Provenance.of(learner, data, how));
        return finished(model, outcome);
    }

    BoostedRegressor regressor(LossChoice choice) {
        double[] numbers = data.numbers();
        double[] values = Arrays.stream(kept).mapToDouble(i -> numbers[i]).toArray();
        Objective objective = choice.of(0);
        LinearRun.Outcome outcome = run(objective, new Labels(values, weights(), new int[0], 0));
        BoostedRegressor model = new BoostedRegressor(
                data.schema(),
                data.target().name(),
                outcome.ensemble(),
                objective.response(),
                report(outcome),
                Provenance.of(learner, data, how));
        return finished(model, outcome);
    }

    private static <M extends Boosted> M finished(M model, LinearRun.Outcome outcome) {
        if (outcome.cancelled()) {
            throw new CancelledFit(model);
        }
        return model;
    }

    private double[] weights() {
        return data.isWeighted() ? Arrays.stream(kept).mapToDouble(data::weight).toArray() : new double[0];
    }

    private LinearRun.Outcome run(Objective objective, Labels labels) {
        int outputs = objective.outputs(labels.classes());
        if (objective instanceof QuantileObjective || objective instanceof NdcgObjective) {
            throw new InputException("the linear booster needs a loss with curvature, and " + objective.name()
                    + " has none for it: use huber, squared, or the learner boosting");
        }
        objective.check(labels);
        double[] base = objective.baseScore(labels);
        if (!baseScore.equals("auto")) {
            base = new double[outputs];
            Arrays.fill(base, BoostingSettings.baseMargin(baseScore, objective.response()::margin));
        }
        Matrix features =
                kept.length == data.rows() ? data.features() : data.features().select(kept);
        return new LinearRun(objective, labels, FeatureColumns.of(features), base, learningRate, lambda, alpha, how)
                .run(learner.name(), rounds, tolerance);
    }

    private FitReport report(LinearRun.Outcome outcome) {
        double[] trace = outcome.trace();
        String reason = outcome.cancelled()
                ? "cancelled after " + outcome.rounds() + " of " + rounds + " rounds"
                : outcome.converged()
                        ? "violation of optimality " + outcome.violation() + " <= " + tolerance
                                + " of that at the start"
                        : outcome.rounds() + " rounds, violation of optimality still " + outcome.violation()
                                + ": more rounds, or learningRate=1, go further";
        return new FitReport(
                outcome.converged(),
                reason,
                outcome.rounds(),
                trace[trace.length - 1],
                trace,
                Map.of("kkt_violation", outcome.violation()),
                List.of());
    }
}
