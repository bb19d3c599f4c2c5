package org.tandemml.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/// What one entrant did in one contest.
///
/// @param contest the contest's name
/// @param entrant who
/// @param threads threads used
/// @param aside why a rival sets no ratio, see [Contest.Entrant]
/// @param first seconds of the first run in the fresh process, which is not counted
/// @param seconds each counted run
/// @param quality the quality of the last run
/// @param allocatedBytes bytes allocated per run by the calling thread
/// @param peakBytes the most memory that the process has held, its data included; 0 if unknown
/// @param operations floating-point operations of one run, 0 when that says nothing
/// @param ratio our median divided by the best rival's on as many threads, `NaN` for rivals
/// @param failure why there is no result, empty if there is one
public record Standing(
        String contest,
        String entrant,
        int threads,
        String aside,
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
                aside,
                first,
                seconds,
                quality,
                allocatedBytes,
                peakBytes,
                operations,
                newRatio,
                failure);
    }

    /// Ours rather than a rival's.
    boolean isOurs() {
        return entrant.startsWith("tandem");
    }

    /// Fills in the ratio of each of ours to the best of its rivals, see [#rivals(List)].
    static List<Standing> ranked(List<Standing> standings) {
        return standings.stream()
                .map(s -> s.isOurs()
                        ? s.withRatio(
                                s.median() / least(s.rivals(standings).stream().map(Standing::median)))
                        : s)
                .toList();
    }

    /// Those that a standing of ours is measured by: the rivals that got a result **on as many threads**, or, if there
    /// is none, on more: using fewer threads than the rival is no advantage, using more would be.
    List<Standing> rivals(List<Standing> standings) {
        List<Standing> able = standings.stream()
                .filter(s -> !s.isOurs() && s.failure().isEmpty() && s.aside().isEmpty() && s.threads() >= threads)
                .toList();
        List<Standing> equal = able.stream().filter(s -> s.threads() == threads).toList();
        return equal.isEmpty() ? able : equal;
    }

    static double least(Stream<Double> times) {
        return times.mapToDouble(t -> t).min().orElse(Double.NaN);
    }
}
