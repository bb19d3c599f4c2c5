package org.tandemml.core;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.tandemml.kernels.BlockLoop;

/// Loops over blocks `0..count-1` on a fixed number of threads, the caller's among them.
///
/// Blocks are handed out dynamically, so the loop is deterministic exactly when blocks write to disjoint places;
/// partial sums go to one slot a block and are added in block order afterwards. How the work is cut must depend on the
/// data only, never on [#threads()]. An exception in a block stops the hand-out and reaches the caller unchanged.
public final class Parallel implements BlockLoop {
    /// Everything on the calling thread.
    public static final Parallel SEQUENTIAL = new Parallel(1);

    /// Waking threads costs about 10–50 µs: below this many floating-point operations it cannot pay.
    private static final double WORTHWHILE = 1e6;

    private final int threads;

    /// A loop on at most this many threads.
    public Parallel(int threads) {
        this.threads = Check.atLeast("threads", threads, 1);
    }

    /// The most threads a loop uses.
    public int threads() {
        return threads;
    }

    /// This loop if `operations` floating-point operations are worth several threads, else the sequential one.
    public Parallel forWork(double operations) {
        return operations < WORTHWHILE ? SEQUENTIAL : this;
    }

    @Override
    public void run(int count, IntConsumer block) {
        int helpers = Math.min(threads, count) - 1;
        if (helpers <= 0) {
            BlockLoop.SEQUENTIAL.run(count, block);
            return;
        }
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable share = () -> drain(next, count, block, failure);
        Worker[] hired = new Worker[helpers];
        int began = 0;
        try {
            try {
                while (began < helpers) {
                    hired[began] = Worker.hire(share);
                    began++;
                }
            } catch (OutOfMemoryError noMoreThreads) {
                // The caller and the workers there are do the same blocks, only later.
            }
            share.run();
        } finally {
            // Workers still write to the caller's arrays, so the caller may not leave before they have ended. One that
            // has not begun by now has nothing left to do.
            for (int t = 0; t < began; t++) {
                if (!hired[t].takeBack(share)) {
                    hired[t].await();
                }
            }
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw rethrown(thrown);
        }
    }

    private static void drain(AtomicInteger next, int count, IntConsumer block, AtomicReference<Throwable> failure) {
        try {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                block.accept(i);
            }
        } catch (Throwable thrown) {
            failure.compareAndSet(null, thrown);
            next.set(count);
        }
    }

    private static RuntimeException rethrown(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        // Other languages throw checked exceptions undeclared; a block that ended so must not pass for done.
        return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
    }
}
