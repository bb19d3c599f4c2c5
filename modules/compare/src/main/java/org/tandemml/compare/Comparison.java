package org.tandemml.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Cancellation;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Target;
import org.tandemml.data.Preparation;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.CrossValidation;

/// Compares learners on data sets by repeated stratified cross-validation: the same folds for all, preprocessing inside
/// the fold.
///
/// Each learner is wrapped by [Preparation#wrap] in the steps that its traits need for the data: imputing, one-hot
/// encoding, standardising. Peers get the same steps as Tandem's learners; those that mind scale, among them Smile's
/// and
/// Tribuo's logistic regression, get standardised columns. The time of these steps counts as time of the fit. An
/// untimed
/// warm-up precedes each learner's folds.
///
/// **Determinism**: all but the seconds, and what is said about them, is the same for the same seed. **Errors**:
/// [InputException] for data without target or with more folds than rows; what goes wrong in a learner is a row of the
/// result.
///
/// @param folds k of the k-fold divisions
/// @param repeats divisions; with 1 no significance is claimed
/// @param seed of divisions and fits
/// @param threads for each fit
/// @param timeout for all folds of one learner on one data set
/// @param warmUp how long each learner fits untimed before its folds: a compiler that works in the background needs
/// half a
///     second to make small fits fast
/// @param listener hears of each fold
/// @param cancellation ends the work with `CancellationException`
public record Comparison(
        int folds,
        int repeats,
        long seed,
        int threads,
        Duration timeout,
        Duration warmUp,
        Listener listener,
        Cancellation cancellation) {
    /// Hears of the progress.
    @FunctionalInterface
    public interface Listener {
        /// A listener that hears nothing.
        Listener NONE = (data, learner, fold, folds) -> {};

        /// `learner` begins fold `fold` (from 1) of `folds` on `data`; after the last fold `fold` is `folds + 1`.
        void fold(String data, String learner, int fold, int folds);
    }

    public Comparison {
        // The cross-validation judges folds, repeats, threads and time-out, once.
        new CrossValidation(folds, repeats).withThreads(threads).withTimeout(timeout);
    }

    /// The default protocol: 5 × 3 folds, seed 42, all CPUs, ten minutes for each learner, silent.
    public static Comparison standard() {
        return new Comparison(
                5,
                3,
                42,
                Runtime.getRuntime().availableProcessors(),
                Duration.ofMinutes(10),
                Duration.ofMillis(500),
                Listener.NONE,
                Cancellation.NEVER);
    }

    /// The quick protocol: 5 folds once, no claims of significance.
    public static Comparison quick() {
        return standard().withFolds(5, 1);
    }

    public Comparison withFolds(int newFolds, int newRepeats) {
        return new Comparison(newFolds, newRepeats, seed, threads, timeout, warmUp, listener, cancellation);
    }

    public Comparison withSeed(long newSeed) {
        return new Comparison(folds, repeats, newSeed, threads, timeout, warmUp, listener, cancellation);
    }

    public Comparison withThreads(int newThreads) {
        return new Comparison(folds, repeats, seed, newThreads, timeout, warmUp, listener, cancellation);
    }

    public Comparison withTimeout(Duration newTimeout) {
        return new Comparison(folds, repeats, seed, threads, newTimeout, warmUp, listener, cancellation);
    }

    public Comparison withWarmUp(Duration newWarmUp) {
        return new Comparison(folds, repeats, seed, threads, timeout, newWarmUp, listener, cancellation);
    }

    public Comparison withListener(Listener newListener) {
        return new Comparison(folds, repeats, seed, threads, timeout, warmUp, newListener, cancellation);
    }

    public Comparison withCancellation(Cancellation newCancellation) {
        return new Comparison(folds, repeats, seed, threads, timeout, warmUp, listener, newCancellation);
    }

    /// Judges on each data set the learners that learn its kind of target; a learner of the other kind is left out, and
    /// the result names it unless a learner of the same name takes its place.
    public ComparisonResult run(List<Dataset> datasets, List<? extends Learner<?>> learners) {
        List<DatasetResult> results = new ArrayList<>();
        for (Dataset data : datasets) {
            results.add(judged(data, learners));
        }
        return new ComparisonResult(seed, folds, repeats, results, Environment.current(threads));
    }

    private DatasetResult judged(Dataset data, List<? extends Learner<?>> learners) {
        CrossValidation protocol = new CrossValidation(folds, repeats)
                .withSeed(seed)
                .withThreads(threads)
                .withTimeout(timeout)
                .withWarmUp(warmUp)
                .withCancellation(cancellation);
        List<CrossValidated> judged = new ArrayList<>();
        for (Learner<?> learner : learners) {
            if (fits(learner, data.target())) {
                CrossValidation heard =
                        protocol.withListener((name, fold, of) -> listener.fold(data.name(), name, fold, of));
                judged.add(heard.run(Preparation.wrap(learner, data), data));
            }
        }
        List<String> taken = judged.stream().map(CrossValidated::name).toList();
        List<String> leftOut = learners.stream()
                .map(Learner::name)
                .filter(name -> !taken.contains(name))
                .distinct()
                .toList();
        return DatasetResult.of(DatasetFacts.of(data), judged, leftOut, repeats > 1);
    }

    private static boolean fits(Learner<?> learner, Target target) {
        return switch (target) {
            case Target.Classes classes -> learner instanceof Learner.OfClasses<?>;
            case Target.Numbers numbers -> learner instanceof Learner.OfNumbers<?>;
            case Target.None none ->
                throw new InputException("the data have no target: name one with target(\"column\") or --target");
        };
    }
}
