package org.tandemml.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Progress;
import org.tandemml.core.Resampling;
import org.tandemml.core.Settings;
import org.tandemml.core.Target;
import org.tandemml.data.Pipeline;
import org.tandemml.data.Preparation;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.CrossValidation;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.Range;
import org.tandemml.evaluation.Search;
import org.tandemml.evaluation.SearchResult;
import org.tandemml.evaluation.Strategy;
import org.tandemml.formats.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tandem tune`: looks for the settings of a learner that do best, and says how good the tuned learner really is.
@Command(
        name = "tune",
        description = "Searches the settings of a learner by cross-validation and shows its nested, honest score.")
final class TuneCommand implements Runnable {
    private static final int GRID_POINTS = 5;
    private static final int HALVING_FACTOR = 3;

    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Option(names = "--learner", required = true, paramLabel = "NAME", description = "What to tune.")
    String learnerName = "";

    @Option(names = "--data", required = true, paramLabel = "DATA", description = "A bundled data set or a file.")
    String data = "";

    @Mixin
    DataInput input = new DataInput();

    @Option(
            names = "--search",
            required = true,
            paramLabel = "KEY=RANGE",
            description = "A setting and where to look: 1..10, 1e-4..1:log, l2:1e-4..1:log or a,b,c; may be repeated."
                    + " Settings of the steps before the learner are named steps.impute.numeric and the like.")
    List<String> ranges = new ArrayList<>();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting that is not searched; may be repeated.")
    List<String> settings = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "random, grid (of a range 5 values) or halving (default: ${DEFAULT-VALUE}).")
    String strategy = "random";

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Settings to try; a grid tries all (default: ${DEFAULT-VALUE}).")
    int trials = 20;

    @Option(names = "--folds", paramLabel = "K", description = "Folds that judge a trial (default: ${DEFAULT-VALUE}).")
    int folds = 5;

    @Option(
            names = "--outer",
            paramLabel = "K",
            description =
                    "Folds that judge the tuned learner, each with a search of its own; 0 saves that time and says"
                            + " nothing honest (default: ${DEFAULT-VALUE}).")
    int outer = 5;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "What is to be good (default: log_loss for classes, accuracy where"
                    + " there are no probabilities, rmse for numbers).")
    @Nullable
    String metric;

    @Option(
            names = "--model",
            paramLabel = "OUT",
            description = "Fit the best settings and write the model to this file.")
    @Nullable
    Path modelFile;

    TuneCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Check.atLeast("--folds", folds, 2);
        if (outer != 0) {
            Check.atLeast("--outer", outer, 2);
        }
        if (modelFile != null) {
            DataInput.checkOut(modelFile, data);
        }
        Strategy chosen = strategy();
        Choice choice = Choice.of(learnerName, settings);
        if (modelFile != null && choice.learners().stream().anyMatch(Contestants::isPeer)) {
            throw new InputException("the model of " + learnerName + " belongs to another library and cannot be kept in"
                    + " a file: leave out --model, or tune one of Tandem's learners");
        }
        if (choice.learners().size() == 1) {
            // A mistyped setting is told before a large file is read.
            space(choice.learners().getFirst(), null, "");
        }
        DataInput.Loaded loaded = input.load(data, Optional.empty(), shared, console);
        Learner<?> learner = choice.forData(loaded.train(), loaded.task());
        Dataset rows = learner instanceof Learner.OfClasses<?> ? loaded.train().targetAsClasses() : loaded.train();
        Learner<?> prepared = Preparation.wrap(learner, rows);
        boolean inPipeline = prepared instanceof Pipeline.OfClasses || prepared instanceof Pipeline.OfNumbers;
        Search search = new Search(
                space(learner, prepared, inPipeline ? "learner." : ""),
                chosen,
                metric(rows, learner),
                Resampling.kFold(folds));
        TuneResult result;
        try (ProgressBar bar = new ProgressBar(console)) {
            SearchResult<Learner<?>> found = search.run(prepared, rows, shared.fitting(bar));
            Optional<CrossValidated> nested =
                    outer == 0 ? Optional.empty() : Optional.of(nested(search, prepared, rows, bar));
            OptionalLong bytes = OptionalLong.empty();
            Path out = modelFile;
            if (out != null) {
                bytes = OptionalLong.of(ModelFile.write(found.learner().fit(rows, shared.fitting(Progress.NONE)), out));
            }
            result = new TuneResult(
                    learner, prepared, rows, search, found, nested, shared, Optional.ofNullable(modelFile), bytes);
        }
        if (shared.json) {
            console.print(result.json());
        } else {
            result.print(console.out());
        }
    }

    private CrossValidated nested(Search search, Learner<?> learner, Dataset rows, ProgressBar bar) {
        Learner<?> tuning = switch (learner) {
            case Learner.OfClasses<?> classes -> search.tuning(classes);
            case Learner.OfNumbers<?> numbers -> search.tuning(numbers);
            default -> throw new IllegalStateException(learner + " predicts nothing");
        };
        CrossValidated judged = new CrossValidation(outer, 1)
                .withSeed(shared.seed)
                .withThreads(shared.checkedThreads())
                .withListener((name, fold, of) -> bar.step("nested search", fold - 1, of, Double.NaN))
                .run(tuning, rows);
        judged.failure().ifPresent(why -> console.note("no honest score: " + why));
        return judged;
    }

    private Strategy strategy() {
        return switch (strategy) {
            case "random" -> new Strategy.Random(Check.atLeast("--trials", trials, 1));
            case "grid" -> new Strategy.Grid(GRID_POINTS);
            case "halving" -> new Strategy.Halving(Check.atLeast("--trials", trials, 1), HALVING_FACTOR);
            default -> throw Check.unknown("strategy", strategy, List.of("random", "grid", "halving"));
        };
    }

    private Metric metric(Dataset rows, Learner<?> learner) {
        String wanted = metric;
        if (wanted == null && learner instanceof Learner.OfClasses<?> classes && !classes.givesProbabilities()) {
            return Metric.ACCURACY;
        }
        if (wanted == null) {
            return rows.target() instanceof Target.Classes ? Metric.LOG_LOSS : Metric.RMSE;
        }
        return Arrays.stream(Metric.values())
                .filter(m -> m.key().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Check.unknown(
                        "metric",
                        wanted,
                        Arrays.stream(Metric.values()).map(Metric::key).toList()));
    }

    /// The ranges by the name of their setting, behind `prefix`, where the learner stands in a pipeline. A setting of a
    /// step before it is named `steps.impute.numeric`; without a pipeline yet such names are not judged.
    private Map<String, Range> space(Learner<?> learner, @Nullable Learner<?> pipeline, String prefix) {
        Map<String, Range> space = new LinkedHashMap<>();
        for (String text : ranges) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new InputException("--search needs KEY=RANGE, was \"" + text + "\"");
            }
            String key = text.substring(0, equals).strip();
            boolean ofStep = key.startsWith("steps.");
            if (ofStep && pipeline == null) {
                continue;
            }
            if (ofStep && prefix.isEmpty()) {
                throw new InputException("--search " + key + ": the data need no step before " + learner.name()
                        + ", so there is none to tune");
            }
            Learner<?> owner = ofStep && pipeline != null ? pipeline : learner;
            Settings.Entry entry = Settings.entry(owner, key);
            Range range = Range.parse(text.substring(equals + 1), entry.type().equals("int"));
            // One value of each range is tried here, so that a wrong type is told at once.
            Settings.with(owner, key, range.grid(2).getFirst());
            if (space.put(ofStep ? key : prefix + key, range) != null) {
                throw new InputException("--search names \"" + key + "\" twice: give it one range");
            }
        }
        return space;
    }
}
