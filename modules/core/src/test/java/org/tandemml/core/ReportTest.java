package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/// Fit reports, traits, and how to fit.
class ReportTest {
    private static FitReport report(double... trace) {
        Map<String, Double> certificate = new LinkedHashMap<>();
        certificate.put("gradient_norm", 1e-9);
        return new FitReport(false, "100 iterations", 100, 0.25, trace, certificate, List.of("note"));
    }

    @Test
    void reportsShareNothingWithTheirMaker() {
        double[] trace = {2, 1};
        FitReport report = report(trace);
        trace[0] = 9;
        report.trace()[1] = 9;
        assertThat(report.trace()).containsExactly(2, 1);
        assertThatThrownBy(() -> report.certificate().put("a", 1.0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void reportsAreEqualByContents() {
        assertThat(report(2, Double.NaN)).isEqualTo(report(2, Double.NaN)).hasSameHashCodeAs(report(2, Double.NaN));
        assertThat(report(2, 1)).isNotEqualTo(report(2, 1.5));
        assertThat(FitReport.direct("closed form")).isEqualTo(FitReport.direct("closed form"));
    }

    @Test
    void failureToConvergeIsVisible() {
        assertThat(report()).hasToString("NOT CONVERGED after 100 iterations: 100 iterations");
        assertThat(FitReport.direct("closed form").converged()).isTrue();
    }

    @Test
    void traitsRefuseWhatALearnerCannotTake() {
        Schema schema = new Schema(List.of(new Column.Numeric("age"), new Column.Categorical("city", List.of("a"))));
        Dataset data = Dataset.of("d", schema, Matrix.of(new double[] {1, 0}), new Target.None());
        assertThatThrownBy(() -> Traits.NUMERIC_ONLY.require("knn", data))
                .hasMessage(
                        "column \"city\" holds categories, which knn cannot take: put OneHot before it in a Pipeline");
        Traits.ANYTHING.require("tree", data);
        assertThatThrownBy(() -> Traits.ANYTHING.require("tree", data.select()))
                .hasMessage("tree needs at least 1 row, the data have none");
        assertThatThrownBy(() -> Traits.ANYTHING.require("tree", data.without("age", "city")))
                .hasMessage("tree needs at least 1 feature column, the data have none");
    }

    @Test
    void traitsRefuseMissingAndInfiniteValuesByPlace() {
        Dataset missing = Dataset.numbers(Matrix.of(new double[] {1, 2}, new double[] {3, Double.NaN}), 1, 2);
        assertThatThrownBy(() -> Traits.NUMERIC_ONLY.require("knn", missing))
                .hasMessage("column \"x2\", row 2: a value is missing, which knn cannot take: "
                        + "put Impute before it in a Pipeline");
        Traits.ANYTHING.require("tree", missing);
        Dataset infinite = Dataset.numbers(
                Matrix.of(new double[] {Double.NaN, 2}, new double[] {Double.NEGATIVE_INFINITY, 1}), 1, 2);
        assertThatThrownBy(() -> Traits.ANYTHING.require("tree", infinite))
                .hasMessage("column \"x1\", row 2 must be a finite number, was -Infinity");
    }

    @Test
    void fittingIsChangedByWithers() {
        Fitting how = Fitting.defaults();
        assertThat(how.seed()).isEqualTo(42);
        assertThat(how.withSeed(7).withThreads(3).seed()).isEqualTo(7);
        assertThat(how.withThreads(3).parallel().threads()).isEqualTo(3);
        assertThatThrownBy(() -> how.withThreads(0)).hasMessage("threads must be at least 1, was 0");
    }

    @Test
    void cancellationFiresOnRequestOrAfterItsTime() {
        Cancellation.NEVER.check();
        Cancellation now = () -> true;
        assertThatThrownBy(now::check).isInstanceOf(CancellationException.class);
        assertThat(Cancellation.NEVER.orAfter(0).isRequested()).isTrue();
        assertThat(Cancellation.NEVER.orAfter(Long.MAX_VALUE).isRequested()).isFalse();
        assertThat(now.orAfter(Long.MAX_VALUE).isRequested()).isTrue();
    }

    @Test
    void largestIsTheFirstOnTies() {
        double[] values = {9, 1, 3, 3, 2};
        assertThat(Classifier.indexOfLargest(values, 1, 4)).isEqualTo(1);
        assertThat(Classifier.indexOfLargest(values, 0, 5)).isZero();
    }
}
