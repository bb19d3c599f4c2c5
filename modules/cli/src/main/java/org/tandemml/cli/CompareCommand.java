package org.tandemml.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.compare.Comparison;
import org.tandemml.compare.ComparisonResult;
import org.tandemml.compare.ConsoleTable;
import org.tandemml.compare.FoldTable;
import org.tandemml.compare.HtmlReport;
import org.tandemml.compare.Protocol;
import org.tandemml.compare.ReplayReport;
import org.tandemml.compare.ResultTree;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Target;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tandem compare`: which learner is best on some data, how sure that is, and at what cost.
@Command(
        name = "compare",
        description = "Compares learners by cross-validation, prints a table and writes an HTML report.")
final class CompareCommand implements Runnable {
    private static final List<String> DEFAULT_DATA = List.of("iris", "wdbc", "titanic");

    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "DATA",
            description = "Bundled data sets or files (default: iris wdbc titanic).")
    List<String> data = new ArrayList<>();

    @Mixin
    DataInput input = new DataInput();

    @Option(
            names = "--learners",
            split = ",",
            paramLabel = "NAME",
            description = "Learners, separated by commas (default: all of Tandem's but resnet-mlp and"
                    + " tabular-transformer, which take long, nu-svm, nu-svr and one-class-svm).")
    List<String> learners = new ArrayList<>();

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "LIBRARY",
            description = "Libraries whose version of these learners takes part, or none (default: all there are).")
    List<String> peers = new ArrayList<>();

    @Mixin
    ProtocolOptions rules = new ProtocolOptions();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "For each learner on each data set (default: ${DEFAULT-VALUE}).")
    int timeout = 600;

    @Option(
            names = "--plane",
            split = ",",
            paramLabel = "COL",
            description = "Two columns of numbers to draw decision boundaries over (default: a projection).")
    List<String> plane = new ArrayList<>();

    @Option(
            names = "--no-pictures",
            description = "Leave out what needs more fits: learning curves, boundaries, importance, latency.")
    boolean noPictures;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The HTML report (default: ${DEFAULT-VALUE}); the results as JSON and every fold as CSV are"
                    + " written beside it.")
    Path report = Path.of("report.html");

    @Option(
            names = "--fresh",
            description = "Begin anew where an interrupted comparison left finished parts beside the report.")
    boolean fresh;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Repeat the comparison whose results this file holds, and say what differs.")
    @Nullable
    Path replay;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (replay != null) {
            replayed(new Replay(console, replay));
        } else {
            compared(Optional.empty());
        }
    }

    private void replayed(Replay earlier) {
        CompareCommand again = new CompareCommand(console);
        CommandLine line = new CommandLine(again);
        line.parseArgs(earlier.arguments().toArray(String[]::new));
        again.report = report;
        again.fresh = fresh;
        again.shared.json = shared.json;
        again.shared.threads = shared.threads;
        again.shared.dataDirectory = shared.dataDirectory == null ? again.shared.dataDirectory : shared.dataDirectory;
        again.compared(Optional.of(earlier));
    }

    private void compared(Optional<Replay> earlier) {
        ReportFiles files = new ReportFiles(report);
        files.check(data);
        Comparison comparison = comparison().withWorkFile(files.work());
        List<Learner<?>> chosen = Contestants.of(learners, peers, console);
        List<Dataset> sets = load();
        warn(sets, chosen, comparison.protocol());
        files.prepare(fresh, console);
        ComparisonResult result;
        Interruption interruption = new Interruption(console);
        try (interruption;
                ProgressBar bar = new ProgressBar(console)) {
            Steps steps = new Steps(bar, sets, chosen);
            result = comparison
                    .withListener(steps)
                    .withCancellation(interruption)
                    .run(sets, chosen);
            bar.close();
            int folds = steps.foldsResumed();
            if (result.reused() > 0 || folds > 0) {
                console.note("taken over from an earlier run that was interrupted: " + result.reused() + " of "
                        + Steps.pairs(sets, chosen) + " parts"
                        + (folds == 0 ? "" : " and " + folds + (folds == 1 ? " fold" : " folds") + " of others")
                        + " (--fresh begins anew)");
            }
            Optional<ReplayReport> difference = earlier.map(e -> ReplayReport.of(e.results(), ResultTree.of(result)));
            write(result, files, arguments(chosen), difference);
            if (result.complete()) {
                comparison.discardWork();
            }
            console.out().flush();
        }
        if (!result.complete()) {
            throw new Interruption.Stopped(
                    "stopped: the report " + report + " is partial; the same command goes on where it stopped");
        }
    }

    private void write(
            ComparisonResult result, ReportFiles files, List<String> arguments, Optional<ReplayReport> difference) {
        HtmlReport.write(result, report);
        FoldTable.write(result, files.folds());
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(ResultTree.of(result));
        tree.put("arguments", arguments);
        difference.ifPresent(d -> tree.put("replay", Replay.tree(d)));
        files.writeResults(console, tree);
        if (shared.json) {
            console.print(tree);
            console.note("the report is in " + report);
        } else {
            console.out().print(ConsoleTable.of(result));
            console.out().println();
            difference.ifPresent(d -> Replay.print(d, console.out()));
            console.out().println("The report with curves and pictures: " + report);
            console.out()
                    .println("Beside it, results and every fold: "
                            + files.results().getFileName() + ", "
                            + files.folds().getFileName());
        }
    }

    private Comparison comparison() {
        Comparison comparison = Comparison.standard()
                .withProtocol(rules.protocol())
                .withTimeout(Duration.ofSeconds(Check.atLeast("--timeout", timeout, 1)))
                .withSeed(shared.seed)
                .withThreads(shared.checkedThreads())
                .withCloserLook(!noPictures);
        if (plane.isEmpty()) {
            return comparison;
        }
        if (plane.size() != 2) {
            throw new InputException("--plane needs two columns, as in --plane age,fare; got " + plane.size());
        }
        return comparison.withPlane(plane.get(0), plane.get(1));
    }

    /// The command line that gives these results again, whatever becomes of defaults.
    private List<String> arguments(List<Learner<?>> chosen) {
        List<String> arguments = new ArrayList<>(data.isEmpty() ? DEFAULT_DATA : data);
        arguments.addAll(List.of(
                "--learners",
                String.join(",", chosen.stream().map(Learner::name).distinct().toList()),
                "--peers",
                "none",
                "--seed",
                Long.toString(shared.seed),
                "--timeout",
                Integer.toString(timeout)));
        rules.addTo(arguments);
        input.addTo(arguments);
        if (!plane.isEmpty()) {
            arguments.addAll(List.of("--plane", String.join(",", plane)));
        }
        if (noPictures) {
            arguments.add("--no-pictures");
        }
        return arguments;
    }

    /// What weakens the result and is known before.
    private void warn(List<Dataset> sets, List<Learner<?>> chosen, Protocol protocol) {
        boolean bothKinds =
                sets.stream().map(s -> s.target().getClass()).distinct().count() > 1;
        if (bothKinds) {
            console.note("some data sets have classes and some numbers to predict: each learner takes part where it"
                    + " can, and nothing is compared over all of them");
        }
        for (Dataset set : sets) {
            if (set.target() instanceof Target.Classes classes
                    && protocol.group().isEmpty()
                    && protocol.time().isEmpty()) {
                int[] counts = classes.counts();
                for (int k = 0; k < counts.length; k++) {
                    if (counts[k] > 0 && counts[k] < protocol.folds()) {
                        console.note(set.name() + ": class \"" + classes.names().get(k) + "\" has " + counts[k]
                                + (counts[k] == 1 ? " row" : " rows") + ", fewer than the " + protocol.folds()
                                + " folds: some folds judge none of it and leave AUC undefined; use fewer --folds");
                    }
                }
            }
        }
        if (Steps.pairs(sets, chosen) == sets.size() && protocol.tests()) {
            console.note("one learner takes part: there is nothing to compare it with, add some to --learners");
        }
        if (Steps.pairs(sets, chosen) == 0) {
            throw new InputException("none of the learners "
                    + String.join(", ", chosen.stream().map(Learner::name).toList())
                    + " can learn the targets of the data: choose others with --learners");
        }
    }

    private List<Dataset> load() {
        Map<String, Dataset> sets = new LinkedHashMap<>();
        for (String name : data.isEmpty() ? DEFAULT_DATA : data) {
            DataInput.Loaded loaded = input.load(name, Optional.empty(), shared, console);
            Dataset rows = loaded.train();
            if (loaded.test().isPresent()) {
                console.note(rows.name() + ": compared on its training file; its test file is left for train --test");
            }
            boolean classes = Choice.wantsClasses(rows, loaded.task());
            if (rows.target() instanceof Target.Numbers numbers && loaded.task().isEmpty()) {
                console.note(rows.name() + ": the target \"" + numbers.name() + "\" is numeric, taken for "
                        + (classes ? "classes (few whole numbers)" : "a quantity to predict"));
            }
            sets.put(name, distinguishable(classes ? rows.targetAsClasses() : rows));
        }
        return List.copyOf(sets.values());
    }

    private static Dataset distinguishable(Dataset rows) {
        if (rows.target() instanceof Target.Classes classes) {
            List<String> present = new ArrayList<>();
            int[] counts = classes.counts();
            for (int k = 0; k < counts.length; k++) {
                if (counts[k] > 0) {
                    present.add("\"" + classes.names().get(k) + "\"");
                }
            }
            if (present.size() < 2) {
                throw new InputException(rows.name() + ": the target \"" + classes.name() + "\" contains "
                        + present.size() + " class" + (present.isEmpty() ? "es" : " (" + present.getFirst() + ")")
                        + ": a comparison needs at least 2, choose another target");
            }
        }
        return rows;
    }
}
