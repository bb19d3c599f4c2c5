package org.tandemml.benchmarks;

import java.util.Arrays;
import java.util.List;

/// What one entrant did in one contest.
///
/// @param contest the contest's name
/// @param entrant who
/// @param threads threads used
/// @param first seconds of the first run in the fresh process, which is not counted
/// @param seconds each counted run
/// @param quality the quality of the last run
/// @param allocatedBytes bytes allocated per run by the calling thread
/// @param peakBytes the most memory that the process has held, its data included; 0 if unknown
/// @param operations floating-point operations of one run, 0 when that says nothing
/// @param ratio our median divided by the best rival's on no fewer threads, `NaN` for rivals
/// @param failure why there is no result, empty if there is one
public record Standing(
        String contest,
        String entrant,
        int threads,
        double first,
        List<Double> seconds,
        double quality,
        long allocatedBytes,
        long peakBytes,
        double operations,
        double ratio,
        String failure) {
    public Standing {
        seconds = List.copyOf(seconds);
    }

    /// The median of the counted runs, `NaN` without any.
    public double median() {
        double[] sorted = seconds.stream().mapToDouble(s -> s).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// 10⁹ floating-point operations per second at the median, `NaN` when operations are not counted.
    public double gigaflops() {
        return operations > 0 ? operations / median() / 1e9 : Double.NaN;
    }

    /// The fastest counted run.
    public double fastest() {
        return seconds.stream().mapToDouble(s -> s).min().orElse(Double.NaN);
    }

    Standing withRatio(double newRatio) {
        return new Standing(
                contest,
                entrant,
                threads,
                first,
                seconds,
                quality,
                allocatedBytes,
                peakBytes,
                operations,
                newRatio,
                failure);
    }

    /// Fills in the ratio of each of ours to the best rival **with at least as many threads**: using fewer threads than
    /// the rival is no advantage, using more would be.
    static List<Standing> ranked(List<Standing> standings) {
        return standings.stream()
                .map(s -> s.entrant().startsWith("tandem") ? s.withRatio(s.median() / bestRival(standings, s)) : s)
                .toList();
    }

    private static double bestRival(List<Standing> standings, Standing ours) {
        double[] times = standings.stream()
                .filter(s -> !s.entrant().startsWith("tandem") && s.failure().isEmpty())
                .filter(s -> s.threads() >= ours.threads())
                .mapToDouble(Standing::median)
                .toArray();
        return Arrays.stream(times).min().orElse(Double.NaN);
    }
}
