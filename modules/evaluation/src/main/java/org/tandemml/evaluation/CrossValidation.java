package org.tandemml.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.tandemml.core.Cancellation;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Seed;
import org.tandemml.core.Splits;

/// Repeated stratified k-fold cross-validation of any learner, pipelines included: everything a learner learns,
/// preprocessing too, it learns inside the fold.
///
/// The rows are divided by [Splits#foldOfRow] with the sub-seed of the repeat, so the folds derive from target and seed
/// alone and are the same for every learner; so is the seed of each fit. Metrics are computed fold by fold and averaged
/// ([MetricSummary]).
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
/// @param folds k, at least 2
/// @param repeats independent divisions into k folds
/// @param seed of divisions and fits
/// @param threads for each fit and prediction
/// @param timeout for all folds of one learner
/// @param warmUp how long the first fold is fitted and predicted untimed (once if that takes longer, not at all if
///     zero), so that no learner pays for a cold JVM
/// @param listener hears of each fold
/// @param cancellation ends the whole work with `CancellationException`
public record CrossValidation(
        int folds,
        int repeats,
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

        /// `learner` begins fold `fold` (from 1) of `folds`; after the last fold `fold` is `folds + 1`.
        void fold(String learner, int fold, int folds);
    }

    public CrossValidation {
        Check.atLeast("folds", folds, 2);
        Check.atLeast("repeats", repeats, 1);
        Check.atLeast("threads", threads, 1);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new InputException("timeout must be > 0, was " + timeout);
        }
    }

    /// `folds` × `repeats` with seed 42, all CPUs, an hour for each learner, no warm-up, silent.
    public CrossValidation(int folds, int repeats) {
        this(
                folds,
                repeats,
                42,
                Runtime.getRuntime().availableProcessors(),
                Duration.ofHours(1),
                Duration.ZERO,
                Listener.NONE,
                Cancellation.NEVER);
    }

    public CrossValidation withSeed(long newSeed) {
        return new CrossValidation(folds, repeats, newSeed, threads, timeout, warmUp, listener, cancellation);
    }

    public CrossValidation withThreads(int newThreads) {
        return new CrossValidation(folds, repeats, seed, newThreads, timeout, warmUp, listener, cancellation);
    }

    public CrossValidation withTimeout(Duration newTimeout) {
        return new CrossValidation(folds, repeats, seed, threads, newTimeout, warmUp, listener, cancellation);
    }

    public CrossValidation withWarmUp(Duration newWarmUp) {
        return new CrossValidation(folds, repeats, seed, threads, timeout, newWarmUp, listener, cancellation);
    }

    public CrossValidation withListener(Listener newListener) {
        return new CrossValidation(folds, repeats, seed, threads, timeout, warmUp, newListener, cancellation);
    }

    public CrossValidation withCancellation(Cancellation newCancellation) {
        return new CrossValidation(folds, repeats, seed, threads, timeout, warmUp, listener, newCancellation);
    }

    /// The result of each learner, in order. Throws [InputException] for more folds than rows.
    public List<CrossValidated> run(List<? extends Learner<?>> learners, Dataset data) {
        List<CrossValidated> results = new ArrayList<>();
        for (Learner<?> learner : learners) {
            results.add(run(learner, data));
        }
        return results;
    }

    /// The result of one learner. Throws [InputException] for more folds than rows, `CancellationException` when
    /// cancelled; what goes wrong in the learner is part of the result.
    public CrossValidated run(Learner<?> learner, Dataset data) {
        List<Fold> parts = parts(data);
        FoldWork work = new FoldWork(this, learner, data, parts);
        Thread thread = new Thread(work, "tandem-cross-validation " + learner.name());
        // An abandoned learner must not keep the program alive.
        thread.setDaemon(true);
        thread.start();
        return work.awaited(thread);
    }

    private List<Fold> parts(Dataset data) {
        List<Fold> parts = new ArrayList<>();
        for (int r = 0; r < repeats; r++) {
            int[] foldOfRow = Splits.foldOfRow(
                    data.target(), data.rows(), folds, new Seed(seed).child(r).value());
            for (int f = 0; f < folds; f++) {
                int fold = f;
                parts.add(new Fold(
                        r,
                        f,
                        IntStream.range(0, foldOfRow.length)
                                .filter(i -> foldOfRow[i] != fold)
                                .toArray(),
                        IntStream.range(0, foldOfRow.length)
                                .filter(i -> foldOfRow[i] == fold)
                                .toArray(),
                        new Seed(seed).child("fit").child((long) r * folds + f).value()));
            }
        }
        return parts;
    }

    /// One division into rows to fit and rows to judge.
    record Fold(int repeat, int number, int[] train, int[] test, long fitSeed) {}

    /// Throws if the caller has asked to end.
    void checkCancelled() {
        if (cancellation.isRequested()) {
            throw new CancellationException("cross-validation was cancelled");
        }
    }
}
