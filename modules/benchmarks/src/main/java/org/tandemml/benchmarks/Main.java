package org.tandemml.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.InputException;
import org.tandemml.core.WholeFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tandem bench`: side-by-side timing against other libraries.
@Command(
        name = "tandem bench",
        description =
                "Times Tandem beside other libraries: same data, same threads, equal quality, warmed up, medians.",
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    @Option(names = "--filter", description = "Run the contests whose name contains this text (default: all).")
    String filter = "";

    @Option(names = "--runs", description = "Counted runs of each entrant, at least 5 (default: ${DEFAULT-VALUE}).")
    int runs = 5;

    @Option(
            names = "--entrants",
            split = ",",
            description = "Only entrants whose name contains one of these texts, such as tandem-2,xgboost4j-2.")
    List<String> entrants = List.of();

    @Option(names = "--list", description = "Only list the contests.")
    boolean listOnly;

    @Option(names = "--json", description = "Print one JSON object on standard output.")
    boolean json;

    @Option(
            names = "--save",
            paramLabel = "FILE.json",
            description = "Put the results into this file, in place of earlier ones of the same contests,"
                    + " and draw all that it holds as FILE.svg.")
    @Nullable
    Path save;

    @Option(
            names = "--readme",
            paramLabel = "FILE.md",
            description = "Also write the table of all results between the marks of this text.")
    @Nullable
    Path readme;

    @Option(names = "--worker", hidden = true)
    boolean worker;

    @Parameters(hidden = true)
    List<String> workerArguments = List.of();

    private int exit;

    public static void main(String[] arguments) {
        Main main = new Main();
        CommandLine command = new CommandLine(main);
        command.setParameterExceptionHandler((problem, args) -> {
            System.err.println("tandem: "
                    + String.valueOf(problem.getMessage()).lines().findFirst().orElse(""));
            return 2;
        });
        command.setExecutionExceptionHandler((problem, line, parsed) -> {
            if (!(problem instanceof InputException)) {
                throw problem;
            }
            System.err.println("tandem: " + problem.getMessage());
            return 2;
        });
        int code = command.execute(arguments);
        System.exit(code != 0 ? code : main.exit);
    }

    @Override
    public void run() {
        if (worker) {
            exit = serve();
            return;
        }
        List<Contest> chosen =
                Contests.all().stream().filter(c -> c.name().contains(filter)).toList();
        if (chosen.isEmpty()) {
            System.err.println("tandem: no contest's name contains \"" + filter + "\" (known: "
                    + String.join(
                            ", ", Contests.all().stream().map(Contest::name).toList()) + ")");
            exit = 2;
        } else if (listOnly) {
            chosen.forEach(c -> System.out.println(c.name() + ": " + c.task()));
        } else if (runs < 5) {
            System.err.println("tandem: --runs must be at least 5, was " + runs);
            exit = 2;
        } else if (readme != null && save == null) {
            System.err.println("tandem: --readme takes the table of the file that --save names: give both");
            exit = 2;
        } else if (save != null && !entrants.isEmpty()) {
            System.err.println(
                    "tandem: --save keeps whole contests, and --entrants leaves rivals out: give one of them");
            exit = 2;
        } else {
            checkPlaces();
            Bench bench = new Bench(runs, entrants, System.err);
            List<Standing> standings = new ArrayList<>();
            for (Contest contest : chosen) {
                List<Standing> fresh = bench.run(contest);
                standings.addAll(fresh);
                // After each contest: all of them take hours, and may be interrupted.
                if (save != null) {
                    keep(Results.of(List.of(contest), fresh), save);
                }
            }
            System.out.println(json ? Results.of(chosen, standings).json() : Table.of(chosen, standings));
            exit = standings.stream().allMatch(s -> s.failure().isEmpty()) ? 0 : 1;
        }
    }

    /// Before work that may take an hour: that what it yields can be written.
    private void checkPlaces() {
        if (save != null) {
            WholeFile.check(save);
            Results.read(save);
        }
        if (readme != null) {
            RatioTable.checkPlace(readme);
        }
    }

    private void keep(Results fresh, Path file) {
        Results all = Results.read(file).with(fresh);
        all.write(file);
        String name = String.valueOf(file.getFileName());
        Path picture = file.resolveSibling(name.replaceFirst("\\.json$", "") + ".svg");
        RatioChart.of(all)
                .ifPresent(p -> WholeFile.write(
                        picture, out -> out.write(p.svg().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        if (readme != null) {
            RatioTable.of(all).into(readme);
        }
        System.err.println("bench: " + all.size() + " contests in " + file + ", drawn in " + picture);
    }

    private int serve() {
        // Libraries print what they like; only the harness may speak on the real standard output.
        PrintStream answers = System.out;
        System.setOut(System.err);
        try {
            return Worker.serve(workerArguments.get(0), workerArguments.get(1), answers);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// The standings as text of at most 100 columns.
    static final class Table {
        private Table() {}

        static String of(List<Contest> contests, List<Standing> standings) {
            StringBuilder text = new StringBuilder();
            for (Contest contest : contests) {
                text.append(String.format("%n%s: %s%n", contest.name(), contest.task()));
                text.append(String.format(
                        Locale.ROOT,
                        "  %-26s %7s %12s %10s %8s %8s %9s %10s%n",
                        "",
                        "threads",
                        "median s",
                        "first s",
                        "peak MB",
                        "GFLOP/s",
                        "ratio",
                        "quality"));
                standings.stream()
                        .filter(s -> s.contest().equals(contest.name()))
                        .forEach(s -> text.append(row(s)));
                contest.entrants().stream()
                        .filter(e -> !e.aside().isEmpty())
                        .forEach(e -> text.append(String.format("  %s sets no ratio: %s%n", e.name(), e.aside())));
                text.append(String.format(
                        Locale.ROOT,
                        "  quality: %s%s%n",
                        contest.qualityName(),
                        Double.isNaN(contest.target()) ? "" : "; target ratio <= " + contest.target()));
            }
            return text.toString();
        }

        private static String row(Standing s) {
            if (!s.failure().isEmpty()) {
                return String.format(Locale.ROOT, "  %-26s %7d failed: %s%n", s.entrant(), s.threads(), s.failure());
            }
            return String.format(
                    Locale.ROOT,
                    "  %-26s %7d %12.6f %10.3f %8d %8s %9s %10.6g%n",
                    s.entrant(),
                    s.threads(),
                    s.median(),
                    s.first(),
                    s.peakBytes() >> 20,
                    Double.isNaN(s.gigaflops()) ? "" : String.format(Locale.ROOT, "%.1f", s.gigaflops()),
                    Double.isNaN(s.ratio()) ? "" : String.format(Locale.ROOT, "%.2f", s.ratio()),
                    s.quality());
        }
    }
}
