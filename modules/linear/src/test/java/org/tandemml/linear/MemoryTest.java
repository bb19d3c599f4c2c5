package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Schema;
import org.tandemml.regularization.Penalty;

/// What a fit allocates, counted by the JVM for the one thread that works: garbage too, so an upper bound of what it
/// needs at once.
@Tag("slow")
class MemoryTest {
    private static final Fitting ONE = Fitting.defaults().withThreads(1);

    @ParameterizedTest
    @ValueSource(strings = {"l2:0.001", "l1:0.001", "elastic-net:0.001:0.5"})
    void aDenseFitAllocatesAtMostASmallPartOfTheMatrix(String penalty) {
        Dataset data = Fixtures.random(20_000, 100, 2, 7);
        double matrix = 8.0 * 20_000 * 100;
        LogisticRegression learner = new LogisticRegression().withPenalty(Penalty.parse(penalty));
        // Vectors are objects until the compiler has seen enough of a loop: the least of some fits counts.
        double least = IntStream.range(0, 60)
                .mapToDouble(i -> allocated(() -> learner.fit(data, ONE)))
                .min()
                .orElseThrow();
        assertThat(least).isLessThan(1.2 * matrix);
    }

    @Test
    void aBatchOfAStreamAllocatesTheSameHoweverManyRowsCameBefore() {
        Dataset data = Fixtures.random(500, 20, 2, 7);
        OnlineLogistic settings = new OnlineLogistic().withKeptCells(0);
        OnlineLogisticModel[] model = {
            settings.start(Schema.numeric(20), "class", data.classes().names())
        };
        model[0] = model[0].partialFit(data, ONE);
        double early = allocated(() -> model[0] = model[0].partialFit(data, ONE));
        IntStream.range(0, 100).forEach(i -> model[0] = model[0].partialFit(data, ONE));
        double late = allocated(() -> model[0] = model[0].partialFit(data, ONE));
        assertThat(late).isLessThan(1.1 * early + 10_000);
    }

    private static double allocated(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
