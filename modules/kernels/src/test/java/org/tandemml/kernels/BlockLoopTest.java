package org.tandemml.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockLoopTest {
    @Test
    void sequentialLoopVisitsEveryBlockInOrder() {
        List<Integer> seen = new ArrayList<>();
        BlockLoop.SEQUENTIAL.run(4, seen::add);
        assertEquals(List.of(0, 1, 2, 3), seen);
    }
}
