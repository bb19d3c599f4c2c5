package org.tandemml.cli;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tandemml.core.Cancellation;

/// Control-C and the ends that the system asks for: the work is told to stop, and the program ends only when what is
/// done so far was written, or after half a minute.
final class Interruption implements Cancellation, AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    /// Says that the work was stopped from outside.
    static final class Stopped extends CancellationException {
        private static final long serialVersionUID = 1;

        Stopped(String message) {
            super(message);
        }
    }

    Interruption(Console console) {
        hook = new Thread(
                () -> {
                    requested = true;
                    console.note("stopping: what is done so far will be written");
                    try {
                        written.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "tandem-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public boolean isRequested() {
        return requested;
    }

    /// What is done was written.
    @Override
    public void close() {
        written.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                // The program is ending: the hook runs and waits for nothing.
                return;
            }
        }
    }
}
