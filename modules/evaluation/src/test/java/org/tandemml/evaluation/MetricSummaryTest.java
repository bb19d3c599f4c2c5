package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricSummaryTest {
    @ParameterizedTest
    @CsvSource({
        "AUC, 0.9, 0.7, 1",
        "MCC, -0.9, -1, -0.7",
        "ACCURACY, 0.1, 0, 0.3",
        "R2, -5, -5.2, -4.8",
        "R2, 0.9, 0.7, 1",
        "LOG_LOSS, 7, 6.8, 7.2",
        "RMSE, 0.1, 0, 0.3"
    })
    void intervalsStayWithinTheRangeOfTheMetric(Metric metric, double mean, double low, double high) {
        ResampledMean average = new ResampledMean(mean, 0.1, 0.2, 0.5, 10);
        MetricSummary summary = new MetricSummary(metric, Optional.of(average), 0, "");
        assertThat(summary.low()).isCloseTo(low, within(1e-12));
        assertThat(summary.high()).isCloseTo(high, within(1e-12));
    }
}
