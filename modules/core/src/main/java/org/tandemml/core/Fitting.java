package org.tandemml.core;

/// How to fit, as opposed to what: seed, threads, progress and cancellation. There is no global state beside it.
///
/// The result of a fit never depends on the number of threads.
public record Fitting(long seed, int threads, Progress progress, Cancellation cancellation) {
    public Fitting {
        Check.atLeast("threads", threads, 1);
    }

    /// Seed 42, the CPUs this process may use (container limits respected), silent, never cancelled.
    public static Fitting defaults() {
        return new Fitting(42, Runtime.getRuntime().availableProcessors(), Progress.NONE, Cancellation.NEVER);
    }

    public Fitting withSeed(long newSeed) {
        return new Fitting(newSeed, threads, progress, cancellation);
    }

    public Fitting withThreads(int newThreads) {
        return new Fitting(seed, newThreads, progress, cancellation);
    }

    public Fitting withProgress(Progress newProgress) {
        return new Fitting(seed, threads, newProgress, cancellation);
    }

    public Fitting withCancellation(Cancellation newCancellation) {
        return new Fitting(seed, threads, progress, newCancellation);
    }

    /// Loops over blocks on this many threads.
    public Parallel parallel() {
        return new Parallel(threads);
    }
}
