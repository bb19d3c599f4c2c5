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
import org.tandemml.compare.HtmlReport;
import org.tandemml.compare.ResultTree;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tandem compare`: which learner is best on some data, and at what cost.
@Command(
        name = "compare",
        description = "Compares learners by cross-validation, prints a table and writes an HTML report.")
final class CompareCommand implements Runnable {
    private static final List<String> DEFAULT_DATA = List.of("iris", "wdbc", "titanic");

    private final Console console;

    @Mixin
    Common common = new Common();

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
                    + " tabular-transformer, which take long).")
    List<String> learners = new ArrayList<>();

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "LIBRARY",
            description = "Libraries whose version of these learners takes part, or none (default: all there are).")
    List<String> peers = new ArrayList<>();

    @Option(names = "--folds", paramLabel = "K", description = "Folds (default: ${DEFAULT-VALUE}).")
    int folds = 5;

    @Option(names = "--repeats", paramLabel = "R", description = "Divisions into folds (default: 3, 1 with --quick).")
    @Nullable
    Integer repeats;

    @Option(names = "--quick", description = "One division only, without a claim of significance.")
    boolean quick;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "For each learner on each data set (default: ${DEFAULT-VALUE}).")
    int timeout = 600;

    @Option(names = "--report", paramLabel = "FILE", description = "The HTML report (default: ${DEFAULT-VALUE}).")
    Path report = Path.of("report.html");

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Comparison comparison = Comparison.standard()
                .withFolds(Check.atLeast("--folds", folds, 2), repetitions())
                .withTimeout(Duration.ofSeconds(Check.atLeast("--timeout", timeout, 1)))
                .withSeed(common.seed)
                .withThreads(common.checkedThreads());
        DataInput.checkOut(report, data.toArray(String[]::new));
        List<Learner<?>> chosen = Contestants.of(learners, peers, console);
        List<Dataset> sets = load();
        ComparisonResult result;
        try (ProgressBar bar = new ProgressBar(console)) {
            Steps steps = new Steps(bar, pairs(sets, chosen));
            result = comparison.withListener(steps).run(sets, chosen);
        }
        HtmlReport.write(result, report);
        if (common.json) {
            console.print(ResultTree.of(result));
            console.note("the report is in " + report);
        } else {
            console.out().print(ConsoleTable.of(result));
            console.out().println();
            console.out().println("The report with curves and pictures: " + report);
        }
    }

    private int repetitions() {
        return repeats == null ? (quick ? 1 : 3) : Check.atLeast("--repeats", repeats, 1);
    }

    private List<Dataset> load() {
        Map<String, Dataset> sets = new LinkedHashMap<>();
        for (String name : data.isEmpty() ? DEFAULT_DATA : data) {
            DataInput.Loaded loaded = input.load(name, Optional.empty(), common, console);
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

    private static int pairs(List<Dataset> sets, List<Learner<?>> learners) {
        return sets.stream()
                .mapToInt(set -> (int) learners.stream()
                        .filter(l -> set.target() instanceof Target.Classes
                                ? l instanceof Learner.OfClasses<?>
                                : l instanceof Learner.OfNumbers<?>)
                        .count())
                .sum();
    }

    /// Folds of one learner after the other as steps of one bar.
    private static final class Steps implements Comparison.Listener {
        private final ProgressBar bar;
        private final int pairs;
        private String current = "";
        private int begun;

        Steps(ProgressBar bar, int pairs) {
            this.bar = bar;
            this.pairs = pairs;
        }

        @Override
        public synchronized void fold(String data, String learner, int fold, int folds) {
            String pair = data + ": " + learner;
            if (!pair.equals(current)) {
                current = pair;
                begun++;
            }
            bar.step(pair, (begun - 1) * folds + fold - 1, pairs * folds, Double.NaN);
        }
    }
}
