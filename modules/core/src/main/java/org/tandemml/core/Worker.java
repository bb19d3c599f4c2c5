package org.tandemml.core;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A daemon thread that runs one task after another for [Parallel].
///
/// Waking a sleeping thread takes some 50 µs, as long as a small matrix product. So a worker that has ended a task
/// looks out for the next one for 100 µs before it sleeps, and so does the caller that waits for a worker: loops in
/// quick succession never sleep. A caller that has done all the work before the worker woke takes its task back instead
/// of waiting for a thread that would find nothing to do; otherwise each would sleep while the other wakes, and a loop
/// of 10 µs take 200. Workers are hired last in, first out, so the one hired is the likeliest to be awake. Idle workers
/// end after a minute.
final class Worker implements Runnable {
    private static final ConcurrentLinkedDeque<Worker> IDLE = new ConcurrentLinkedDeque<>();
    private static final long SPIN_NANOS = 100_000;
    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /// More threads on the look-out than there are processors would keep the work itself waiting.
    private static final int MOST_LOOKING = Runtime.getRuntime().availableProcessors();

    private static final AtomicInteger LOOKING = new AtomicInteger();

    /// Stands for a task that has begun.
    private static final Runnable BEGUN = () -> {};

    private final Thread thread;
    /// The task at hand, [#BEGUN] once it runs, null while there is none.
    private final AtomicReference<@Nullable Runnable> task = new AtomicReference<>();

    private volatile boolean asleep;
    private volatile @Nullable Thread waiting;

    private Worker(Runnable first) {
        task.set(first);
        thread = new Thread(this, "tandem-worker");
        thread.setDaemon(true);
        // A worker outlives its first caller and must not keep that one's class loader alive.
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    }

    /// Gives a task, which must not throw, to an idle worker or a new one. Ends with [#takeBack] or [#await].
    static Worker hire(Runnable task) {
        Worker idle = IDLE.pollFirst();
        if (idle == null) {
            Worker fresh = new Worker(task);
            fresh.thread.start();
            return fresh;
        }
        idle.task.set(task);
        if (idle.asleep) {
            LockSupport.unpark(idle.thread);
        }
        return idle;
    }

    /// Takes back the task this worker was hired for unless it has begun; true if so, and the worker is free for
    /// others.
    boolean takeBack(Runnable given) {
        if (!task.compareAndSet(given, null)) {
            return false;
        }
        IDLE.addFirst(this);
        return true;
    }

    /// Waits until the task has ended and makes the worker free for others. An interrupt is kept for later.
    void await() {
        if (!spinUntil(() -> task.get() == null)) {
            boolean interrupted = false;
            waiting = Thread.currentThread();
            while (task.get() != null) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            waiting = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        IDLE.addFirst(this);
    }

    /// Looks out for the condition without giving up the processor; false if it has not come in time.
    private static boolean spinUntil(BooleanSupplier condition) {
        try {
            if (LOOKING.incrementAndGet() <= MOST_LOOKING) {
                long start = System.nanoTime();
                do {
                    if (condition.getAsBoolean()) {
                        return true;
                    }
                    Thread.onSpinWait();
                } while (System.nanoTime() - start < SPIN_NANOS);
            }
        } finally {
            LOOKING.decrementAndGet();
        }
        return condition.getAsBoolean();
    }

    @Override
    public void run() {
        while (true) {
            Runnable next = next();
            if (next == null) {
                return;
            }
            next.run();
            // An interrupt meant for this task must not reach the next one.
            Thread.interrupted();
            task.set(null);
            Thread caller = waiting;
            if (caller != null) {
                LockSupport.unpark(caller);
            }
        }
    }

    /// The next task, which has begun with that, or null after a minute without one.
    private @Nullable Runnable next() {
        long start = System.nanoTime();
        while (true) {
            // Also after each sleep: the task may have been taken back, and the next one come soon.
            Runnable found = spinUntil(() -> task.get() != null) ? begun() : null;
            if (found != null) {
                return found;
            }
            // Only who takes a worker out of the idle ones may use it or end it.
            if (System.nanoTime() - start > IDLE_NANOS && IDLE.remove(this)) {
                return null;
            }
            asleep = true;
            if (task.get() == null) {
                LockSupport.parkNanos(this, IDLE_NANOS);
            }
            asleep = false;
            // While the flag is set, parking returns at once.
            Thread.interrupted();
        }
    }

    /// The task at hand, which can no longer be taken back; null if there is none.
    private @Nullable Runnable begun() {
        Runnable found = task.get();
        return found != null && task.compareAndSet(found, BEGUN) ? found : null;
    }
}
