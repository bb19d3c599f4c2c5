package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.CancelledFit;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;

/// One fit of boosted trees: rows of positive weight, a part held out, the rounds, the model.
final class BoostingFit {
    /// The margin of a class without rows: its probability is 1e-304.
    private static final double NEVER = -700;

    private final Learner<?> learner;
    private final BoostingSettings settings;
    private final Dataset data;
    private final Fitting how;
    private final int[] kept;
    /// The query of each row kept, empty without queries.
    private final int[] queryOf;
    /// The row of the data as given that each row of `data` was; null where they are the same.
    private final int @Nullable [] rowOf;
    private final Matrix features;
    private final List<String> notes = new ArrayList<>();
    private @Nullable Dataset validation;
    private @Nullable Boosted start;

    BoostingFit(Learner<?> learner, BoostingSettings settings, Dataset data, Fitting how) {
        String group = settings.scheme().group();
        QueryGroups queries = group.isEmpty() ? null : QueryGroups.of(data, group);
        Dataset used = queries == null ? data : queries.data();
        learner.traits().require(learner.name(), used);
        this.learner = learner;
        this.settings = settings;
        this.data = used;
        this.how = how;
        kept = used.isWeighted()
                ? IntStream.range(0, used.rows())
                        .filter(i -> used.weight(i) > 0)
                        .toArray()
                : IntStream.range(0, used.rows()).toArray();
        queryOf = queries == null
                ? new int[0]
                : Arrays.stream(kept).map(queries::query).toArray();
        rowOf = queries == null ? null : queries.rows();
        if (kept.length == 0) {
            throw new InputException(learner.name() + " needs at least 1 row of positive weight, there is none");
        }
        features =
                kept.length == used.rows() ? used.features() : used.features().select(kept);
    }

    BoostingFit validatedBy(Dataset set) {
        if (set.rows() == 0) {
            throw new InputException("the validation set \"" + set.name() + "\" has no rows");
        }
        validation = set;
        return this;
    }

    BoostingFit startingFrom(Boosted model) {
        if (!model.schema().equals(data.schema())) {
            throw new InputException("the model to go on with was fitted on the columns "
                    + model.schema().names() + ", the data have "
                    + data.schema().names());
        }
        model.trees();
        start = model;
        return this;
    }

    private double[] weights() {
        return data.isWeighted() ? Arrays.stream(kept).mapToDouble(data::weight).toArray() : new double[0];
    }

    BoostedClassifier classifier(LossChoice choice, ClassWeights classWeights) {
        if (queryOf.length > 0) {
            throw new InputException(
                    "group is a setting for ranking, whose target is a number a row: give the target as"
                            + " numbers, with objective=ndcg");
        }
        Target.Classes target = data.classes();
        int all = target.names().size();
        int[] counts = new int[all];
        for (int i : kept) {
            counts[target.codes()[i]]++;
        }
        int[] present = IntStream.range(0, all)
                .filter(k -> counts[k] > 0 || start != null)
                .toArray();
        if (IntStream.of(counts).filter(c -> c > 0).count() < 2) {
            int only = IntStream.range(0, all)
                    .filter(k -> counts[k] > 0)
                    .findFirst()
                    .orElse(0);
            throw new InputException(
                    "labels contain 1 class (\"" + target.names().get(only) + "\"): a classifier needs at least 2");
        }
        int[] position = new int[all];
        for (int k = 0; k < present.length; k++) {
            position[present[k]] = k;
        }
        double[] values = new double[kept.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = position[target.codes()[kept[i]]];
        }
        double[] weights = weights();
        double[] ofClass = classWeights.of(target, counts);
        if (Arrays.stream(ofClass).anyMatch(w -> w != 1)) {
            weights = weights.length == 0 ? data.weights() : weights;
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= ofClass[target.codes()[kept[i]]];
            }
        }
        Objective objective = choice.of(present.length);
        Labels labels = new Labels(values, weights, new int[0], present.length);
        BoostingRun.Rows held = validation == null ? null : heldClasses(validation, target, position, counts);
        BoostingRun.Outcome outcome = run(objective, labels, held, target.codes());
        if (present.length < all) {
            notes.add(all - present.length + " classes have no rows: they are never predicted");
        }
        boolean single = objective.outputs(present.length) == 1;
        TreeEnsemble ensemble = outcome.ensemble();
        Response response = objective.response();
        if (all > 2 && present.length < all || single && all > 2) {
            ensemble = spread(ensemble, present, all, single);
            response = Response.SOFTMAX;
        }
        BoostedClassifier model = new BoostedClassifier(
                data.schema(),
                target.name(),
                target.names(),
                ensemble,
                response,
                report(outcome),
                Provenance.of(learner, data, how),
                outcome.history());
        return finished(model, outcome);
    }

    /// The outputs of the classes present, put at their places among all; one output becomes that of the second.
    private static TreeEnsemble spread(TreeEnsemble ensemble, int[] present, int all, boolean single) {
        double[] base = new double[all];
        Arrays.fill(base, NEVER);
        int shift = single ? 1 : 0;
        double[] known = ensemble.base();
        base[present[0]] = 0;
        for (int k = 0; k < known.length; k++) {
            base[present[k + shift]] = known[k];
        }
        int[] outputs =
                Arrays.stream(ensemble.outputs()).map(k -> present[k + shift]).toArray();
        return ensemble.withOutputs(outputs, base);
    }

    private BoostingRun.Rows heldClasses(Dataset set, Target.Classes target, int[] position, int[] counts) {
        Target.Classes other = set.classes();
        double[] values = new double[set.rows()];
        for (int i = 0; i < values.length; i++) {
            String name = other.names().get(other.codes()[i]);
            int k = target.names().indexOf(name);
            if (k < 0 || counts[k] == 0) {
                throw new InputException("the validation set \"" + set.name() + "\", row " + (i + 1) + ": the class \""
                        + name + "\" has no training rows");
            }
            values[i] = position[k];
        }
        int present =
                (int) IntStream.of(counts).filter(c -> c > 0 || start != null).count();
        return new BoostingRun.Rows(
                data.schema().align(set, Schema.Unseen.MISSING), new Labels(values, held(set), new int[0], present));
    }

    private static double[] held(Dataset set) {
        return set.isWeighted() ? set.weights() : new double[0];
    }

    /// A [BoostedRanker] where rows of one query are ranked against each other.
    BoostedRegressor regressor(LossChoice choice) {
        double[] numbers = data.numbers();
        double[] values = Arrays.stream(kept).mapToDouble(i -> numbers[i]).toArray();
        Objective objective = choice.of(0);
        Labels labels = new Labels(values, weights(), ends(queryOf), 0);
        check(objective, labels);
        BoostingRun.Rows held = null;
        if (validation != null) {
            String group = settings.scheme().group();
            QueryGroups queries = group.isEmpty() ? null : QueryGroups.of(validation, group);
            Dataset set = queries == null ? validation : queries.data();
            held = new BoostingRun.Rows(
                    data.schema().align(set, Schema.Unseen.MISSING),
                    new Labels(set.numbers(), held(set), queries == null ? new int[0] : queries.ends(), 0));
        }
        BoostingRun.Outcome outcome = run(objective, labels, held, new int[data.rows()]);
        String target = data.target().name();
        Provenance provenance = Provenance.of(learner, data, how);
        BoostedRegressor model = choice.ranks()
                ? new BoostedRanker(
                        data.schema(),
                        target,
                        outcome.ensemble(),
                        settings.scheme().group(),
                        report(outcome),
                        provenance,
                        outcome.history())
                : new BoostedRegressor(
                        data.schema(),
                        target,
                        outcome.ensemble(),
                        objective.response(),
                        report(outcome),
                        provenance,
                        outcome.history());
        return finished(model, outcome);
    }

    /// Refuses labels by the numbers that rows have in the data as given: those of no weight are left out of a fit,
    /// others held out of it, and those of a query put together.
    private void check(Objective objective, Labels labels) {
        double[] values = labels.values();
        int[] ends = labels.groupEnds().length == 0 ? new int[0] : new int[] {1};
        // Stands for the rows that are no part of the fit. Every objective of ours takes 1 (or, of ranking without
        // queries, nothing), so that labels are judged once; of those that one of the user's refuses, any that it takes
        // of the first.
        double taken = DoubleStream.concat(
                        DoubleStream.of(1), Arrays.stream(values).limit(1_000))
                .filter(label -> takes(objective, new Labels(new double[] {label}, new double[0], ends, 0)))
                .findFirst()
                .orElse(values[0]);
        double[] asGiven = new double[data.rows()];
        Arrays.fill(asGiven, taken);
        for (int i = 0; i < values.length; i++) {
            asGiven[rowOf == null ? kept[i] : rowOf[kept[i]]] = values[i];
        }
        int[] end = ends.length == 0 ? ends : new int[] {asGiven.length};
        objective.check(new Labels(asGiven, new double[0], end, 0));
    }

    private static boolean takes(Objective objective, Labels one) {
        try {
            objective.check(one);
            return true;
        } catch (InputException refused) {
            return false;
        }
    }

    private static <M extends Boosted> M finished(M model, BoostingRun.Outcome outcome) {
        if (outcome.cancelled()) {
            throw new CancelledFit(model);
        }
        return model;
    }

    /// @param strata a class for each row of the data: the part held out has the same share of each
    private BoostingRun.Outcome run(Objective objective, Labels labels, BoostingRun.@Nullable Rows held, int[] strata) {
        BoostingRun.Rows training = new BoostingRun.Rows(features, labels);
        if (held == null && settings.pace().validation() > 0) {
            int[] chosen = queryOf.length == 0 ? heldOut(strata) : heldQueries();
            if (chosen.length == 0) {
                throw new InputException("validation = " + settings.pace().validation() + " of " + kept.length
                        + " rows holds no row out: set validation=0, or give more rows");
            }
            boolean[] isHeld = new boolean[kept.length];
            for (int i : chosen) {
                isHeld[i] = true;
            }
            int[] rest = IntStream.range(0, kept.length).filter(i -> !isHeld[i]).toArray();
            held = part(training, chosen);
            training = part(training, rest);
            notes.add(rest.length + " rows trained on, " + chosen.length + " held out");
        }
        TreeEnsemble from = start == null ? null : start.trees();
        return new BoostingRun(settings, objective, data.schema(), training, held, from, how).run(learner.name());
    }

    /// Where the queries of rows end, given the query of each.
    private static int[] ends(int[] queries) {
        return IntStream.rangeClosed(1, queries.length)
                .filter(i -> i == queries.length || queries[i] != queries[i - 1])
                .toArray();
    }

    /// Whole queries, drawn until they hold the share of the rows; at least one is left.
    private int[] heldQueries() {
        int[] order = IntStream.range(0, 1 + queryOf[queryOf.length - 1]).toArray();
        new Seed(how.seed()).child("validation").stream().shuffle(order);
        int[] sizes = new int[order.length];
        for (int q : queryOf) {
            sizes[q]++;
        }
        boolean[] held = new boolean[order.length];
        double wanted = settings.pace().validation() * kept.length;
        for (int k = 0; k + 1 < order.length && wanted > 0; k++) {
            held[order[k]] = true;
            wanted -= sizes[order[k]];
        }
        return IntStream.range(0, kept.length).filter(i -> held[queryOf[i]]).toArray();
    }

    private BoostingRun.Rows part(BoostingRun.Rows rows, int[] chosen) {
        Labels labels = rows.labels();
        double[] values =
                Arrays.stream(chosen).mapToDouble(i -> labels.values()[i]).toArray();
        double[] weights = labels.weights().length == 0
                ? labels.weights()
                : Arrays.stream(chosen).mapToDouble(i -> labels.weights()[i]).toArray();
        int[] queries = queryOf.length == 0
                ? queryOf
                : Arrays.stream(chosen).map(i -> queryOf[i]).toArray();
        return new BoostingRun.Rows(
                rows.features().select(chosen), new Labels(values, weights, ends(queries), labels.classes()));
    }

    /// The same share of each class, at least one row of it left.
    private int[] heldOut(int[] strata) {
        int[] order = IntStream.range(0, kept.length).toArray();
        new Seed(how.seed()).child("validation").stream().shuffle(order);
        int[] sizes = new int[1 + IntStream.of(strata).max().orElse(0)];
        for (int i : kept) {
            sizes[strata[i]]++;
        }
        int[] wanted = Arrays.stream(sizes)
                .map(n -> (int) Math.min(Math.round(n * settings.pace().validation()), Math.max(0, n - 1)))
                .toArray();
        return Arrays.stream(order)
                .filter(i -> wanted[strata[kept[i]]]-- > 0)
                .sorted()
                .toArray();
    }

    private FitReport report(BoostingRun.Outcome outcome) {
        Map<String, Double> certificate = new LinkedHashMap<>();
        if (!Double.isNaN(outcome.bestValidation())) {
            certificate.put(outcome.stoppedBy(), outcome.bestValidation());
            certificate.put("best_round", (double) outcome.rounds());
        }
        certificate.putAll(outcome.lastMetrics());
        return new FitReport(
                !outcome.cancelled(),
                outcome.reason(),
                outcome.rounds(),
                outcome.loss(),
                outcome.trace(),
                certificate,
                notes);
    }
}
