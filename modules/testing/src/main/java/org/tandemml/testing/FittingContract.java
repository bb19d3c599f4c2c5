package org.tandemml.testing;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Model;
import org.tandemml.core.Provenance;
import org.tandemml.core.Settings;
import org.tandemml.core.Target;

/// What must hold of every fit: the same bits again and on any number of threads, weights that mean repetition,
/// untouched settings and data, cancellation, a report and a provenance.
///
/// @param <M> the kind of model
public interface FittingContract<M extends Model> extends Subject<M> {
    /// Pitfall 59: a second call on the same trainer gave a different model.
    @Test
    default void sameFitTwiceGivesTheSameBits() {
        M first = fitted(data());
        M second = fitted(data());
        Expect.sameBits(
                outputs(first, data().features()), outputs(second, data().features()), "the second of two equal fits");
        Expect.that(
                first.report().equals(second.report()),
                "two equal fits gave different reports: " + first.report() + " and " + second.report());
        Expect.that(
                first.provenance().equals(second.provenance()),
                "two equal fits gave different provenances: " + first.provenance() + " and " + second.provenance());
    }

    /// Pitfalls 19 and 35: results that depend on the number of threads.
    @Test
    default void threadsDoNotChangeTheFit() {
        Dataset data = largeData();
        M one = learner().fit(data, Fitting.defaults().withThreads(1));
        for (int threads : new int[] {2, 7}) {
            M several = learner().fit(data, Fitting.defaults().withThreads(threads));
            Expect.sameBits(
                    outputs(one, data.features()),
                    outputs(several, data.features()),
                    "the fit on " + threads + " threads");
            Expect.that(one.report().equals(several.report()), "the report depends on the number of threads");
        }
    }

    /// A row of weight 3 counts as three rows. The weights differ within each class.
    @Test
    default void weightsEqualRepetition() {
        Dataset data = data();
        double[] weights =
                IntStream.range(0, data.rows()).mapToDouble(i -> 1 + i / 2 % 3).toArray();
        int[] repeated = IntStream.range(0, data.rows())
                .flatMap(i -> IntStream.generate(() -> i).limit(1 + i / 2 % 3))
                .toArray();
        M weighted = fitted(data.withWeights(weights));
        M plain = fitted(data.select(repeated));
        Expect.close(
                outputs(plain, data.features()),
                outputs(weighted, data.features()),
                tolerance(),
                "the fit with weights 1, 2, 3 against repeated rows");
    }

    /// A row of weight 0 counts for nothing, and weights of 1 change nothing.
    @Test
    default void weightZeroEqualsRemoval() {
        Dataset data = data();
        double[] weights = new double[data.rows()];
        Arrays.setAll(weights, i -> i / 2 % 4 == 1 ? 0 : 1);
        int[] kept = IntStream.range(0, data.rows()).filter(i -> weights[i] > 0).toArray();
        Expect.close(
                outputs(fitted(data.select(kept)), data.features()),
                outputs(fitted(data.withWeights(weights)), data.features()),
                tolerance(),
                "the fit with weights 0 and 1 against removed rows");
        Arrays.fill(weights, 1);
        Expect.close(
                outputs(fitted(data), data.features()),
                outputs(fitted(data.withWeights(weights)), data.features()),
                tolerance(),
                "the fit with weights of 1 against none");
    }

    /// Neither the settings nor any cell, target or weight of the data is written to.
    @Test
    default void fittingChangesNeitherLearnerNorData() {
        double[] weights = new double[data().rows()];
        Arrays.setAll(weights, i -> 1 + i % 2);
        Dataset data = data().withWeights(weights);
        Learner<M> learner = learner();
        String settings = Settings.describe(learner) + learner;
        String before = contents(data);
        M model = learner.fit(data, Fitting.defaults().withThreads(2));
        outputs(model, data.features());
        Expect.that((Settings.describe(learner) + learner).equals(settings), "fitting changed the settings");
        Expect.that(contents(data).equals(before), "fitting or predicting changed the data");
    }

    private static String contents(Dataset data) {
        String target = switch (data.target()) {
            case Target.Classes classes -> Arrays.toString(classes.codes());
            case Target.Numbers numbers -> Arrays.toString(numbers.values());
            case Target.None none -> "";
        };
        return data.schema()
                + Arrays.toString(Samples.dense(data.features()))
                + target
                + Arrays.toString(data.weights());
    }

    /// A cancelled fit ends in a `CancellationException`, at once and in the middle.
    @Test
    default void cancellationStops() {
        AtomicInteger asked = new AtomicInteger();
        learner().fit(data(), Fitting.defaults().withCancellation(() -> asked.incrementAndGet() < 0));
        Expect.that(asked.get() > 0, "the fit never asked whether it should stop");
        for (int stopAt : new int[] {1, (asked.get() + 1) / 2}) {
            AtomicInteger count = new AtomicInteger();
            try {
                learner().fit(data(), Fitting.defaults().withCancellation(() -> count.incrementAndGet() >= stopAt));
            } catch (CancellationException e) {
                continue;
            }
            throw new AssertionError(
                    "the fit went on although it was cancelled when it asked for time " + stopAt + " of " + asked);
        }
    }

    /// Watching a fit does not change it, and iterations are seen.
    @Test
    default void progressIsToldAndChangesNothing() {
        AtomicInteger steps = new AtomicInteger();
        M watched = learner()
                .fit(data(), Fitting.defaults().withThreads(2).withProgress((stage, done, total, value) -> {
                    steps.incrementAndGet();
                    Expect.that(!stage.isBlank(), "a step of progress has no stage");
                    Expect.that(done >= 0 && (total == 0 || done <= total), "progress is at " + done + " of " + total);
                }));
        Expect.sameBits(
                outputs(fitted(data()), data().features()),
                outputs(watched, data().features()),
                "the fit that was watched");
        Expect.that(
                steps.get() > 0 || watched.report().iterations() < 2,
                watched.report().iterations() + " iterations were done and none was told to the progress listener");
    }

    /// The report says why the fit ended; the provenance says how to do it again.
    @Test
    default void reportAndProvenanceAreFilledIn() {
        Fitting how = Fitting.defaults().withSeed(7);
        M model = learner().fit(data(), how);
        Expect.that(!model.report().reason().isBlank(), "the report gives no reason for the end of the fit");
        Provenance expected = Provenance.of(learner(), data(), how);
        Expect.that(
                model.provenance().equals(expected),
                "the provenance was " + model.provenance() + ", expected " + expected);
        Expect.that(
                model.schema().equals(data().schema()),
                "the model's schema was " + model.schema() + ", expected " + data().schema());
    }

    /// Pitfall 11: constant, duplicated and zero columns made `NaN`.
    @Test
    default void constantAndDuplicateColumnsGiveNoNaN() {
        Dataset data = data();
        double[] constant = new double[data.rows()];
        Arrays.fill(constant, 3.25);
        Dataset odd = Samples.withColumn(data, new Column.Numeric("constant"), constant);
        odd = Samples.withColumn(odd, new Column.Numeric("zero"), new double[data.rows()]);
        odd = Samples.withColumn(odd, new Column.Numeric("constant again"), constant);
        Expect.noNaN(outputs(fitted(odd), odd.features()), "constant and duplicate columns");
    }

    /// Sparse storage of the same cells gives the same model, or is refused.
    @Test
    default void sparseDataGiveTheSameModel() {
        Dataset sparse = Samples.sparse(data());
        M model;
        try {
            model = fitted(sparse);
        } catch (InputException e) {
            return;
        }
        Expect.close(
                outputs(fitted(data()), data().features()),
                outputs(model, sparse.features()),
                tolerance(),
                "fit and prediction on sparse data");
    }

    /// The smallest data give a model or a clear error.
    @Test
    default void oneRowAndOneColumnEndInAModelOrAClearError() {
        int[] all = IntStream.range(1, data().columns()).toArray();
        String[] others = Arrays.stream(all)
                .mapToObj(j -> data().schema().column(j).name())
                .toArray(String[]::new);
        for (Dataset small : new Dataset[] {
            data().select(0), data().without(others), data().without(others).select(0), data().select(0, 1)
        }) {
            Expect.refusalOrEmpty("a fit on " + small, () -> {
                M model = fitted(small);
                Expect.noNaN(outputs(model, small.features()), "prediction after a fit on " + small);
            });
        }
    }
}
