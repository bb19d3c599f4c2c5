package org.tandemml.benchmarks.kernels;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.tandemml.kernels.BlockLoop;

/// The calling thread and one helper that share the blocks; nothing but the kernels is measured with it.
final class PairLoop implements BlockLoop, AutoCloseable {
    private final ExecutorService helper = Executors.newSingleThreadExecutor();

    @Override
    public void run(int count, IntConsumer block) {
        AtomicInteger next = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        helper.execute(() -> {
            try {
                work(count, next, block);
            } finally {
                done.countDown();
            }
        });
        work(count, next, block);
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private static void work(int count, AtomicInteger next, IntConsumer block) {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            block.accept(i);
        }
    }

    @Override
    public void close() {
        helper.close();
    }
}
