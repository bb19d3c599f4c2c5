package org.tandemml.core;

import java.util.concurrent.CancellationException;

/// Lets the caller stop long work: learners ask at each iteration.
@FunctionalInterface
public interface Cancellation {
    /// Work that nobody stops.
    Cancellation NEVER = () -> false;

    /// True once the work should stop.
    boolean isRequested();

    /// Throws `CancellationException` once the work should stop.
    default void check() {
        if (isRequested()) {
            throw new CancellationException("cancelled");
        }
    }

    /// A cancellation that also fires `nanos` from now.
    default Cancellation orAfter(long nanos) {
        long start = System.nanoTime();
        return () -> isRequested() || System.nanoTime() - start >= nanos;
    }
}
