package org.tandemml.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// The fresh process of one entrant: prepares, warms up and answers `ready` and the seconds of the very first run; then
/// runs once for each line on standard input and answers `seconds quality allocated-bytes peak-memory`.
///
/// A first run of more than a minute is the answer to the first line: what was compiled and loaded in its beginning
/// does not matter, and nobody waits for it twice.
///
/// Short work is repeated inside one measurement until it fills 100 ms, so that neither the clock's grain
/// nor the waking of threads matters.
final class Worker {
    /// Begins each line meant for the process that asked: libraries write lines of their own to standard output.
    static final String ANSWER = "bench-answer ";

    static final String READY = "ready";

    private static final double SHORTEST_MEASUREMENT = 0.1;
    private static final double WARM_UP_SECONDS = 2;
    private static final int WARM_UP_RUNS = 3;
    /// After so much work everything hot has been compiled, be it one run.
    private static final double MOST_WARM_UP_SECONDS = 6;
    private static final int MOST_WARM_UP_RUNS = 20_000;

    /// Rivals tell of every iteration; kept here, since a logger that nobody holds forgets its level.
    private static final Logger CHATTER = Logger.getLogger("org.tribuo");

    private Worker() {}

    static int serve(String contestName, String entrantName, PrintStream out) throws Exception {
        CHATTER.setLevel(Level.WARNING);
        Contest.Entrant entrant = find(Contests.all(), contestName, entrantName);
        Contest.Trial trial = entrant.preparation().prepare();
        WarmUp warmUp = warmUp(trial);
        int repeats = warmUp.repeats();
        out.println(ANSWER + READY + " " + warmUp.firstSeconds());
        out.flush();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (warmUp.firstSeconds() > Bench.LONGEST_SECONDS && nextCommand(commands)) {
            out.println(ANSWER + warmUp.firstSeconds() + " " + warmUp.quality() + " " + warmUp.bytes() + " "
                    + peakMemory());
            out.flush();
        }
        while (nextCommand(commands)) {
            long allocatedBefore = allocated();
            long start = System.nanoTime();
            Object result = trial.run();
            for (int i = 1; i < repeats; i++) {
                result = trial.run();
            }
            double seconds = (System.nanoTime() - start) / 1e9 / repeats;
            long bytes = (allocated() - allocatedBefore) / repeats;
            out.println(ANSWER + seconds + " " + trial.quality(result) + " " + bytes + " " + peakMemory());
            out.flush();
        }
        return 0;
    }

    private static boolean nextCommand(BufferedReader commands) throws IOException {
        String line = commands.readLine();
        return line != null && line.equals("run");
    }

    private static Contest.Entrant find(List<Contest> contests, String contestName, String entrantName) {
        return contests.stream()
                .filter(c -> c.name().equals(contestName))
                .flatMap(c -> c.entrants().stream())
                .filter(e -> e.name().equals(entrantName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + entrantName + " in " + contestName));
    }

    /// What the warm-up showed.
    ///
    /// @param firstSeconds the first run in the process, compilation and class loading included
    /// @param repeats how often to repeat a measurement
    /// @param bytes allocated by the calling thread in the last run
    /// @param quality of the first run, if it counts, else `NaN`
    private record WarmUp(double firstSeconds, int repeats, long bytes, double quality) {}

    /// Runs untimed for two seconds or three runs, whichever is longer, but not far beyond six seconds.
    private static WarmUp warmUp(Contest.Trial trial) throws Exception {
        long begin = System.nanoTime();
        double first = Double.NaN;
        double last = 0;
        double quality = Double.NaN;
        long bytes = 0;
        for (int i = 0; i < MOST_WARM_UP_RUNS; i++) {
            long allocatedBefore = allocated();
            long start = System.nanoTime();
            Object result = trial.run();
            long now = System.nanoTime();
            last = (now - start) / 1e9;
            bytes = allocated() - allocatedBefore;
            if (i == 0) {
                first = last;
                quality = first > Bench.LONGEST_SECONDS ? trial.quality(result) : Double.NaN;
            }
            double spent = (now - begin) / 1e9;
            if (spent > MOST_WARM_UP_SECONDS || (i + 1 >= WARM_UP_RUNS && spent > WARM_UP_SECONDS)) {
                break;
            }
        }
        int repeats = (int) Math.max(1, Math.ceil(SHORTEST_MEASUREMENT / Math.max(last, 1e-9)));
        return new WarmUp(first, repeats, bytes, quality);
    }

    /// The most memory this process ever held, heap, native code and data included, in bytes; 0 where the system does
    /// not tell.
    private static long peakMemory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /// Bytes this thread has allocated since it began: a vector that spills to the heap shows here.
    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
