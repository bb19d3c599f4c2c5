package org.tandemml.kernels;

import java.util.function.IntConsumer;

/// Runs the blocks `0..count-1` of one numeric operation, in any order and on any number of threads.
///
/// A kernel cuts its work into blocks by the size of its data alone and hands them to a loop; blocks write to disjoint
/// places, so the result has the same bits whatever the loop does. `core` supplies the multi-threaded loop.
@FunctionalInterface
public interface BlockLoop {
    /// Every block on the calling thread, in ascending order.
    BlockLoop SEQUENTIAL = (count, block) -> {
        for (int i = 0; i < count; i++) {
            block.accept(i);
        }
    };

    /// Calls `block` once for each of `0..count-1` and returns when all calls have returned.
    void run(int count, IntConsumer block);
}
