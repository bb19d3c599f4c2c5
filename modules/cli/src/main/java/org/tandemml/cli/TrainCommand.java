package org.tandemml.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tandemml.boosting.Boosted;
import org.tandemml.boosting.BoostedLearner;
import org.tandemml.boosting.CancelledFit;
import org.tandemml.boosting.GradientBoostingRegression;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Regressor;
import org.tandemml.data.Preparation;
import org.tandemml.evaluation.Calibrated;
import org.tandemml.evaluation.Evaluation;
import org.tandemml.formats.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tandem train`: fits one learner on one data set, judges the model, and keeps it in a file.
@Command(name = "train", description = "Fits a learner on data and shows how good the model is; --model keeps it.")
final class TrainCommand implements Runnable {
    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Option(
            names = "--learner",
            required = true,
            paramLabel = "NAME",
            description = "What to fit: tandem learners lists them.")
    String learnerName = "";

    @Option(names = "--data", required = true, paramLabel = "DATA", description = "A bundled data set or a file.")
    String data = "";

    @Mixin
    DataInput input = new DataInput();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the learner, as tandem learners NAME lists them; may be repeated.")
    List<String> settings = new ArrayList<>();

    @Option(
            names = "--calibrate",
            paramLabel = "METHOD",
            description = "Make the probabilities of a classifier mean frequencies: platt, isotonic or temperature,"
                    + " learned from the scores of rows held out in 5 folds; kept with the model.")
    @Nullable
    String calibrate;

    @Option(names = "--test", paramLabel = "FILE", description = "Judge the model on these data, too.")
    @Nullable
    String test;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Fit N times and show the time of each (default: ${DEFAULT-VALUE}).")
    int repeat = 1;

    @Option(names = "--model", paramLabel = "OUT", description = "Write the model to this file.")
    @Nullable
    Path modelFile;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Check.atLeast("--repeat", repeat, 1);
        if (modelFile != null) {
            DataInput.checkOut(modelFile, test == null ? new String[] {data} : new String[] {data, test});
        }
        // What can be judged without the data is judged before a large file is read.
        Choice choice = Choice.of(learnerName, settings);
        Optional<Calibrated.Method> calibration = Optional.ofNullable(calibrate).map(Calibrated.Method::parse);
        if (modelFile != null && choice.learners().stream().anyMatch(Contestants::isPeer)) {
            throw new InputException("the model of " + learnerName + " belongs to another library and cannot be kept in"
                    + " a file: leave out --model, or train one of Tandem's learners");
        }
        if (choice.ranks()) {
            input.withNumericLabels();
        }
        DataInput.Loaded loaded = input.load(data, Optional.ofNullable(test), shared, console, choice.needsTarget());
        Learner<?> learner = choice.forData(loaded.train(), loaded.task());
        Dataset train = learner instanceof Learner.OfClasses<?> ? loaded.train().targetAsClasses() : loaded.train();
        if (train != loaded.train()) {
            console.note("the target \"" + train.target().name() + "\" is numeric and " + learner.name()
                    + " learns classes: each of its " + train.classes().names().size() + " numbers is a class");
        }
        Learner<?> prepared = calibrated(Preparation.wrap(learner, train), calibration);
        double[] fitSeconds = new double[repeat];
        try (Interruption interruption = new Interruption(console)) {
            Model model = fit(prepared, train, fitSeconds, interruption);
            answer(choice, learner, prepared, train, loaded, model, fitSeconds);
        }
    }

    private void answer(
            Choice choice,
            Learner<?> learner,
            Learner<?> prepared,
            Dataset train,
            DataInput.Loaded loaded,
            Model model,
            double[] fitSeconds) {
        Parallel loop = shared.loop();
        Metrics metrics = new Metrics();
        judge(metrics, "train", choice, learner, model, train);
        loaded.test().ifPresent(rows -> judge(metrics, "test", choice, learner, model, rows));
        Dataset predicted = loaded.test().orElse(train);
        TrainResult result = new TrainResult(
                learner,
                prepared,
                train,
                loaded.test(),
                shared,
                model,
                fitSeconds,
                Predictions.seconds(model, predicted, loop),
                metrics,
                kept(model),
                Optional.ofNullable(modelFile),
                PathPictures.write(model, learnerName, Optional.ofNullable(modelFile)));
        if (shared.json) {
            console.print(result.json());
        } else {
            result.print(console.out());
        }
        if (!model.report().converged()) {
            console.note("NOT CONVERGED: " + model.report().reason());
        }
    }

    private void judge(Metrics metrics, String part, Choice choice, Learner<?> learner, Model model, Dataset rows) {
        Evaluation evaluation = Evaluation.of(model, rows, shared.loop());
        if (choice.ranks()
                && learner instanceof GradientBoostingRegression ranker
                && model instanceof Regressor regressor) {
            int column = rows.schema().require(ranker.queryColumn(rows.schema()));
            Map<Double, Integer> numbers = new HashMap<>();
            int[] queries = new int[rows.rows()];
            for (int i = 0; i < queries.length; i++) {
                Integer next = numbers.size();
                queries[i] = numbers.computeIfAbsent(rows.features().get(i, column), query -> next);
            }
            metrics.withRanking(part, evaluation, rows.numbers(), regressor.predict(rows), queries);
        } else {
            metrics.with(part, evaluation);
        }
    }

    /// Preprocessing goes inside, so that the folds of the calibration do not share it.
    private static Learner<?> calibrated(Learner<?> prepared, Optional<Calibrated.Method> method) {
        if (method.isEmpty()) {
            return prepared;
        }
        if (prepared instanceof Learner.OfClasses<?> classes) {
            return new Calibrated(classes).withMethod(method.get());
        }
        throw new InputException(
                "--calibrate is for classifiers, " + prepared.name() + " learns numbers: leave it out");
    }

    private Model fit(Learner<?> learner, Dataset train, double[] seconds, Interruption interruption) {
        try (ProgressBar bar = new ProgressBar(console)) {
            Fitting how = shared.fitting(bar).withCancellation(interruption);
            Model model = null;
            for (int r = 0; r < seconds.length; r++) {
                long start = System.nanoTime();
                model = fitted(learner, train, how);
                seconds[r] = (System.nanoTime() - start) * 1e-9;
            }
            return Objects.requireNonNull(model);
        }
    }

    /// The model, or where the fit was cancelled the rounds that were done.
    private Model fitted(Learner<?> learner, Dataset train, Fitting how) {
        try {
            return learner.fit(train, how);
        } catch (CancelledFit cancelled) {
            Boosted soFar = cancelled.model();
            if (!(learner instanceof BoostedLearner<?>) || soFar.rounds() == 0) {
                throw cancelled;
            }
            console.note("cancelled: the model of the " + soFar.rounds() + " rounds that were done is kept");
            return soFar;
        }
    }

    /// Bytes of the model's file, which is written if it was asked for; nothing for a model that cannot be kept.
    private OptionalLong kept(Model model) {
        if (modelFile != null) {
            return OptionalLong.of(ModelFile.write(model, modelFile));
        }
        try {
            return OptionalLong.of(ModelFile.toBytes(model).length);
        } catch (InputException notKept) {
            return OptionalLong.empty();
        }
    }
}
