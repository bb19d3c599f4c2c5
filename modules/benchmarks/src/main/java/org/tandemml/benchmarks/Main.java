package org.tandemml.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.tandemml.kernels.Kernels;
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

    @Option(names = "--list", description = "Only list the contests.")
    boolean listOnly;

    @Option(names = "--json", description = "Print one JSON object on standard output.")
    boolean json;

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
        } else {
            List<Standing> standings = new Bench(runs, System.err).run(chosen);
            System.out.println(json ? json(chosen, standings) : Table.of(chosen, standings));
            exit = standings.stream().allMatch(s -> s.failure().isEmpty()) ? 0 : 1;
        }
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

    private static String json(List<Contest> contests, List<Standing> standings) {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        root.put("simd", Kernels.description());
        root.put("jvm", System.getProperty("java.vm.version"));
        root.put("cpus", Runtime.getRuntime().availableProcessors());
        var rows = root.putArray("contests");
        for (Contest contest : contests) {
            ObjectNode row = rows.addObject();
            row.put("name", contest.name());
            row.put("task", contest.task());
            row.put("quality", contest.qualityName());
            putFinite(row, "target_ratio", contest.target());
            var entrants = row.putArray("entrants");
            standings.stream().filter(s -> s.contest().equals(contest.name())).forEach(s -> {
                ObjectNode entrant = entrants.addObject();
                entrant.put("name", s.entrant());
                entrant.put("threads", s.threads());
                putFinite(entrant, "median_seconds", s.median());
                var seconds = entrant.putArray("seconds");
                s.seconds().forEach(seconds::add);
                putFinite(entrant, "quality", s.quality());
                entrant.put("allocated_bytes", s.allocatedBytes());
                putFinite(entrant, "gigaflops", s.gigaflops());
                putFinite(entrant, "ratio", s.ratio());
                if (!s.failure().isEmpty()) {
                    entrant.put("failure", s.failure());
                }
            });
        }
        try {
            return mapper.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void putFinite(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
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
                        "  %-30s %7s %12s %10s %9s %10s%n",
                        "",
                        "threads",
                        "median s",
                        "GFLOP/s",
                        "ratio",
                        "quality"));
                standings.stream()
                        .filter(s -> s.contest().equals(contest.name()))
                        .forEach(s -> text.append(row(s)));
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
                return String.format(Locale.ROOT, "  %-30s %7d failed: %s%n", s.entrant(), s.threads(), s.failure());
            }
            return String.format(
                    Locale.ROOT,
                    "  %-30s %7d %12.6f %10s %9s %10.3g%n",
                    s.entrant(),
                    s.threads(),
                    s.median(),
                    Double.isNaN(s.gigaflops()) ? "" : String.format(Locale.ROOT, "%.1f", s.gigaflops()),
                    Double.isNaN(s.ratio()) ? "" : String.format(Locale.ROOT, "%.2f", s.ratio()),
                    s.quality());
        }
    }
}
