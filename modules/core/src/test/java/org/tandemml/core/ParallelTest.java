package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void everyBlockRunsOnce(int threads) {
        for (int count : new int[] {0, 1, 2, 63, 1000}) {
            AtomicIntegerArray visits = new AtomicIntegerArray(Math.max(1, count));
            new Parallel(threads).run(count, visits::incrementAndGet);
            for (int i = 0; i < count; i++) {
                assertThat(visits.get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void blocksRunOnAsManyThreadsAsAskedForAtOnce() throws InterruptedException {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(4);
        new Parallel(4).run(4, i -> {
            seen.add(Thread.currentThread());
            all.countDown();
            try {
                // No block ends before all four have begun: only four threads can do this.
                assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(seen).hasSize(4).contains(Thread.currentThread());
    }

    @Test
    void writesOfBlocksAreSeenByTheCaller() {
        int[] squares = new int[10_000];
        new Parallel(4).run(squares.length, i -> squares[i] = i * i);
        for (int i = 0; i < squares.length; i++) {
            assertThat(squares[i]).isEqualTo(i * i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void exceptionsReachTheCallerUnchangedAndStopTheRest(int threads) {
        InputException refused = new InputException("no");
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> new Parallel(threads).run(1_000_000, i -> {
                    begun.incrementAndGet();
                    throw refused;
                }))
                .isSameAs(refused);
        assertThat(begun.get()).isLessThanOrEqualTo(threads);
        AssertionError error = new AssertionError("bug");
        assertThatThrownBy(() -> new Parallel(threads).run(10, i -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void undeclaredCheckedExceptionsAreNotLost() {
        IOException thrown = new IOException("from another language");
        Thread caller = Thread.currentThread();
        CountDownLatch workerFailed = new CountDownLatch(1);
        assertThatThrownBy(() -> new Parallel(2).run(2, i -> {
                    try {
                        if (Thread.currentThread() == caller) {
                            workerFailed.await();
                        }
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    workerFailed.countDown();
                    ParallelTest.<RuntimeException>sneak(thrown);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCause(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void nestedLoopsDoNotWaitForEachOther() {
        AtomicInteger inner = new AtomicInteger();
        Parallel loop = new Parallel(4);
        loop.run(8, i -> loop.run(8, j -> loop.run(8, k -> inner.incrementAndGet())));
        assertThat(inner.get()).isEqualTo(512);
    }

    /// Most of these loops are over before the workers have begun, and callers change places in taking them.
    @Test
    void shortLoopsInQuickSuccessionRunEachBlockOnce() throws InterruptedException {
        Thread[] callers = new Thread[3];
        AtomicInteger wrong = new AtomicInteger();
        for (int c = 0; c < callers.length; c++) {
            callers[c] = new Thread(() -> {
                Parallel loop = new Parallel(3);
                for (int round = 0; round < 3_000; round++) {
                    AtomicIntegerArray visits = new AtomicIntegerArray(4);
                    loop.run(4, visits::incrementAndGet);
                    for (int i = 0; i < 4; i++) {
                        wrong.addAndGet(visits.get(i) == 1 ? 0 : 1);
                    }
                }
            });
            callers[c].start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(wrong.get()).isZero();
    }

    @Test
    void interruptedCallerFinishesAndStaysInterrupted() {
        AtomicInteger done = new AtomicInteger();
        Thread.currentThread().interrupt();
        new Parallel(3).run(100, i -> done.incrementAndGet());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done.get()).isEqualTo(100);
    }

    @Test
    void smallWorkStaysOnTheCallersThread() {
        Parallel loop = new Parallel(8);
        assertThat(loop.forWork(1e3)).isSameAs(Parallel.SEQUENTIAL);
        assertThat(loop.forWork(1e9)).isSameAs(loop);
        assertThatThrownBy(() -> new Parallel(0)).hasMessage("threads must be at least 1, was 0");
    }
}
