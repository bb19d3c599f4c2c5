package org.tandemml.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static Standing of(String who, int threads, Double... seconds) {
        return new Standing("c", who, threads, "", 0, List.of(seconds), 0, 0, 0, 2e9, Double.NaN, "");
    }

    @Test
    void medianIsTheMiddleOrTheMeanOfTheTwoMiddleRuns() {
        assertThat(of("tandem", 1, 5.0, 1.0, 3.0).median()).isEqualTo(3);
        assertThat(of("tandem", 1, 4.0, 1.0, 2.0, 9.0).median()).isEqualTo(3);
        assertThat(of("tandem", 1).median()).isNaN();
    }

    @Test
    void ratioIsToTheBestRivalOnAsManyThreads() {
        List<Standing> ranked = Standing.ranked(
                List.of(of("tandem", 1, 1.0), of("tandem 2", 2, 0.5), of("rival a", 1, 4.0), of("rival b", 2, 2.0)));
        assertThat(ranked.get(0).ratio()).isEqualTo(0.25);
        assertThat(ranked.get(1).ratio()).isEqualTo(0.25);
        assertThat(ranked.get(2).ratio()).isNaN();
    }

    @Test
    void aRivalOnMoreThreadsCountsWhereNoneIsOnAsMany() {
        List<Standing> ranked = Standing.ranked(
                List.of(of("tandem", 1, 1.0), of("tandem 4", 4, 0.5), of("rival b", 2, 2.0), of("rival c", 3, 1.0)));
        assertThat(ranked.get(0).ratio()).isEqualTo(1);
        assertThat(ranked.get(1).ratio()).isNaN();
    }

    @Test
    void aRivalAsideSetsNoRatio() {
        Standing half = new Standing("c", "half", 1, "does half", 0, List.of(0.1), 0, 0, 0, 0, Double.NaN, "");
        assertThat(Standing.ranked(List.of(of("tandem", 1, 1.0), half, of("whole", 1, 2.0)))
                        .get(0)
                        .ratio())
                .isEqualTo(0.5);
    }

    @Test
    void ratioIsUndefinedWithoutAComparableRival() {
        Standing failed = new Standing("c", "rival", 1, "", 0, List.of(), 0, 0, 0, 0, Double.NaN, "crashed");
        assertThat(Standing.ranked(List.of(of("tandem", 1, 1.0), failed)).get(0).ratio())
                .isNaN();
    }

    @Test
    void gigaflopsCountOperationsAtTheMedian() {
        assertThat(of("tandem", 1, 2.0).gigaflops()).isEqualTo(1);
    }
}
