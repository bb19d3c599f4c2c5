package org.tandemml.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.CancelledFit;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
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
        try (Interruption interruption = new Interruption(console)) {
            Fits fits = fit(prepared, train, interruption);
            answer(learner, prepared, train, loaded, fits);
        }
    }

    private void answer(Learner<?> learner, Learner<?> prepared, Dataset train, DataInput.Loaded loaded, Fits fits) {
        Model model = fits.model();
        Parallel loop = shared.loop();
        Metrics metrics = new Metrics();
        judge(metrics, "train", model, train);
        loaded.test().ifPresent(rows -> judge(metrics, "test", model, rows));
        Dataset predicted = loaded.test().orElse(train);
        TrainResult result = new TrainResult(
                learner,
                prepared,
                train,
                loaded.test(),
                shared,
                model,
                fits.seconds(),
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

    private void judge(Metrics metrics, String part, Model model, Dataset rows) {
        metrics.with(part, Evaluation.of(model, rows, shared.loop()), model, rows);
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

    /// What the fits gave and how long each took.
    @SuppressWarnings("ArrayRecordComponent")
    private record Fits(Model model, double[] seconds) {}

    /// One model, however often it is fitted. Cancelled, it is that of a fit which was complete, or else the iterations
    /// that were done.
    private Fits fit(Learner<?> learner, Dataset train, Interruption interruption) {
        double[] seconds = new double[repeat];
        try (ProgressBar bar = new ProgressBar(console)) {
            Fitting how = shared.fitting(bar).withCancellation(interruption);
            Model model = null;
            for (int r = 0; r < repeat; r++) {
                long start = System.nanoTime();
                try {
                    model = learner.fit(train, how);
                } catch (CancellationException cancelled) {
                    if (model != null) {
                        console.note("cancelled in repeat " + (r + 1) + ": the model of repeat " + r + " is kept");
                        return new Fits(model, Arrays.copyOf(seconds, r));
                    }
                    seconds[r] = (System.nanoTime() - start) * 1e-9;
                    return new Fits(soFar(cancelled), Arrays.copyOf(seconds, r + 1));
                }
                seconds[r] = (System.nanoTime() - start) * 1e-9;
            }
            return new Fits(Objects.requireNonNull(model), seconds);
        }
    }

    private Model soFar(CancellationException cancelled) {
        if (cancelled instanceof CancelledFit some && some.model().report().iterations() > 0) {
            console.note("cancelled: the model of the " + some.model().report().iterations()
                    + " iterations that were done is kept");
            return some.model();
        }
        throw cancelled;
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
