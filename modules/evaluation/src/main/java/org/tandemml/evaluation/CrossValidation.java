package org.tandemml.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.tandemml.core.Cancellation;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fold;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Model;
import org.tandemml.core.Resampling;
import org.tandemml.core.Seed;

/// Cross-validation of any learner of classes or numbers, pipelines and searches included: everything a learner learns,
/// preprocessing and settings too, it learns inside the fold. A search as learner ([Search#tuning]) makes it nested.
///
/// The rows are divided by a [Resampling] rule, stratified k-fold unless told otherwise, from target, groups and seed
/// alone: the folds are the same for every learner, and so is the seed of each fit. Metrics are computed fold by fold
/// and averaged ([MetricSummary]); [CrossValidated#pooled] judges the out-of-fold predictions of a whole division.
///
/// A learner that fails does not end the work: the failure becomes part of its result, with the reason. This includes
/// refused data, any exception, an exhausted heap, and time-out. A fit that does not converge is a note, not a failure.
///
/// **Time-out**: wall-clock time for all folds of one learner, warm-up included. Each learner runs on a thread of its
/// own and is asked to stop through its [Cancellation] when the time is over; a learner that does not listen within a
/// second is abandoned: its daemon thread goes on burning a CPU until it ends by itself or the program does, which the
/// failure says, since times measured beside it suffer.
///
/// **Determinism**: everything but the seconds is the same for the same data, learner and seed, whatever the number of
/// threads. Folds run one after the other so that the seconds mean something.
///
/// **Interruption**: [Listener#finished] hears of each fold as it ends, and [#run(Learner, Dataset, Finished)] goes on
/// after folds that were kept.
///
/// @param resampling how rows are divided
/// @param seed of divisions and fits
/// @param threads for each fit and prediction
/// @param timeout for all folds of one learner
/// @param warmUp how long the first fold is fitted and predicted untimed (once if that takes longer, not at all if
///     zero), so that no learner pays for a cold JVM
/// @param listener hears of each fold
/// @param cancellation ends the whole work with `CancellationException`
public record CrossValidation(
        Resampling resampling,
        long seed,
        int threads,
        Duration timeout,
        Duration warmUp,
        Listener listener,
        Cancellation cancellation) {
    /// Hears of the progress; called on the thread of the learner.
    @FunctionalInterface
    public interface Listener {
        /// A listener that hears nothing.
        Listener NONE = (learner, fold, folds) -> {};

        /// The model of a fold, after it was judged and outside of what is timed; for a closer look at it.
        default void fitted(Fold fold, Model model) {}

        /// A model of the first fold from the untimed fits of the warm-up: the bits of the timed one.
        default void warmed(Fold fold, Model model) {}

        /// A fold is finished, `spent` after the learner began: for keeping it, so that [Finished] can take it over.
        /// Never called once the learner was given up.
        default void finished(FoldResult result, Duration spent) {}

        /// `learner` begins fold `fold` (from 1) of `folds`; after the last fold `fold` is `folds + 1`.
        void fold(String learner, int fold, int folds);
    }

    public CrossValidation {
        Check.atLeast("threads", threads, 1);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new InputException("timeout must be > 0, was " + timeout);
        }
    }

    /// `repeats` divisions into `folds` stratified folds, otherwise as [#CrossValidation(Resampling)].
    public CrossValidation(int folds, int repeats) {
        this(Resampling.kFold(folds, repeats));
    }

    /// With seed 42, all CPUs, an hour for each learner, no warm-up, silent.
    public CrossValidation(Resampling resampling) {
        this(
                resampling,
                42,
                Runtime.getRuntime().availableProcessors(),
                Duration.ofHours(1),
                Duration.ZERO,
                Listener.NONE,
                Cancellation.NEVER);
    }

    public CrossValidation withSeed(long newSeed) {
        return new CrossValidation(resampling, newSeed, threads, timeout, warmUp, listener, cancellation);
    }

    public CrossValidation withThreads(int newThreads) {
        return new CrossValidation(resampling, seed, newThreads, timeout, warmUp, listener, cancellation);
    }

    public CrossValidation withTimeout(Duration newTimeout) {
        return new CrossValidation(resampling, seed, threads, newTimeout, warmUp, listener, cancellation);
    }

    public CrossValidation withWarmUp(Duration newWarmUp) {
        return new CrossValidation(resampling, seed, threads, timeout, newWarmUp, listener, cancellation);
    }

    public CrossValidation withListener(Listener newListener) {
        return new CrossValidation(resampling, seed, threads, timeout, warmUp, newListener, cancellation);
    }

    public CrossValidation withCancellation(Cancellation newCancellation) {
        return new CrossValidation(resampling, seed, threads, timeout, warmUp, listener, newCancellation);
    }

    /// The result of each learner, in order. Throws [InputException] for data that cannot be divided so.
    public List<CrossValidated> run(List<? extends Learner<?>> learners, Dataset data) {
        List<CrossValidated> results = new ArrayList<>();
        for (Learner<?> learner : learners) {
            results.add(run(learner, data));
        }
        return results;
    }

    /// The result of one learner. Throws [InputException] for data that cannot be divided so, `CancellationException`
    /// when cancelled; what goes wrong in the learner is part of the result.
    public CrossValidated run(Learner<?> learner, Dataset data) {
        return run(learner, data, Finished.NONE);
    }

    /// The result of one learner whose first folds an earlier run has finished: only the others are fitted, and the
    /// result is that of a run without interruption. Throws [InputException] also for finished folds that are not the
    /// first ones of this division.
    public CrossValidated run(Learner<?> learner, Dataset data, Finished earlier) {
        List<Part> parts = parts(data);
        earlier.check(parts);
        FoldWork work = new FoldWork(this, learner, data, parts, earlier);
        Thread thread = new Thread(work, "tandem-cross-validation " + learner.name());
        // An abandoned learner must not keep the program alive.
        thread.setDaemon(true);
        thread.start();
        return work.awaited(thread);
    }

    private List<Part> parts(Dataset data) {
        List<Part> parts = new ArrayList<>();
        for (Fold fold : resampling.folds(data, seed)) {
            parts.add(new Part(
                    fold, new Seed(seed).child("fit").child(parts.size()).value()));
        }
        return parts;
    }

    /// The first folds of a learner, finished by a run that was interrupted.
    ///
    /// @param folds in order
    /// @param spent how long they took, warm-up included: it counts against the time-out
    public record Finished(List<FoldResult> folds, Duration spent) {
        /// Nothing is finished.
        public static final Finished NONE = new Finished(List.of(), Duration.ZERO);

        public Finished {
            folds = List.copyOf(folds);
        }

        private void check(List<Part> parts) {
            if (folds.size() > parts.size()) {
                throw new InputException(
                        folds.size() + " folds were finished, there are only " + parts.size() + ": begin anew");
            }
            for (int i = 0; i < folds.size(); i++) {
                Fold fold = parts.get(i).fold();
                FoldResult kept = folds.get(i);
                if (kept.repeat() != fold.repeat()
                        || kept.fold() != fold.number()
                        || kept.trainRows() != fold.train().length
                        || !Arrays.equals(kept.outOfFold().rows(), fold.test())) {
                    throw new InputException("the finished fold " + (i + 1)
                            + " is not that of this division (data, seed or protocol differ): begin anew");
                }
            }
        }
    }

    /// One fold and the seed of its fit.
    record Part(Fold fold, long fitSeed) {}

    /// Throws if the caller has asked to end.
    void checkCancelled() {
        if (cancellation.isRequested()) {
            throw new CancellationException("cross-validation was cancelled");
        }
    }
}
