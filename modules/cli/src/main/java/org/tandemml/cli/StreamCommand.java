package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Schema;
import org.tandemml.data.Datasets;
import org.tandemml.data.Impute;
import org.tandemml.data.OneHot;
import org.tandemml.data.Pipeline;
import org.tandemml.data.PipelineClassifier;
import org.tandemml.data.PipelineTransformer;
import org.tandemml.data.RowBlocks;
import org.tandemml.formats.ModelFile;
import org.tandemml.linear.OnlineLogistic;
import org.tandemml.linear.OnlineLogisticModel;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.optimization.Schedule;
import org.tandemml.regularization.Penalty;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tandem stream`: logistic regression over a file that need not fit in memory, block by block, from the beginning or
/// going on with a saved model.
@Command(
        name = "stream",
        description = "Learns logistic regression from a file block by block, in memory that does not grow with it.")
final class StreamCommand implements Runnable {
    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "A CSV or LIBSVM file.")
    Path data = Path.of("");

    @Mixin
    DataInput input = new DataInput();

    @Option(
            names = "--classes",
            split = ",",
            paramLabel = "A,B",
            description = "The classes of the target (default: those of the first 100,000 rows, if it holds names).")
    List<String> classes = new ArrayList<>();

    @Option(
            names = "--continue",
            paramLabel = "MODEL",
            description = "Go on with this model, with its columns, classes and settings.")
    @Nullable
    Path start;

    @Option(
            names = "--passes",
            paramLabel = "N",
            description = "Read the file N times, or until the model is the exact optimum (default: ${DEFAULT-VALUE}).")
    int passes = 1;

    @Option(names = "--block", paramLabel = "ROWS", description = "Rows in memory at once (default: ${DEFAULT-VALUE}).")
    int blockRows = 10_000;

    @Option(names = "--penalty", description = "none, l1:λ, l2:λ or elastic-net:λ:ρ (default: l2:0.001).")
    @Nullable
    String penalty;

    @Option(
            names = "--optimizer",
            description = "sgd, adagrad, rmsprop, adadelta, adam, adamw, nadam, radam or asgd, with :rate:… after it"
                    + " (default: adagrad:0.2).")
    @Nullable
    String optimizer;

    @Option(names = "--schedule", description = "How the rate changes: constant, step:30:0.1, cosine:100, …")
    @Nullable
    String schedule;

    @Option(
            names = "--impute",
            description =
                    "Fill gaps with what the first block says, even if it has none itself (default: only if it has"
                            + " gaps or categories).")
    boolean impute;

    @Option(names = "--model", required = true, paramLabel = "OUT", description = "Write the model to this file.")
    Path out = Path.of("");

    StreamCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Check.atLeast("--passes", passes, 1);
        Check.atLeast("--block", blockRows, 1);
        DataInput.checkOut(out, data.toString());
        OnlineLogisticModel model = null;
        @Nullable PipelineTransformer preparation = null;
        if (start != null) {
            Model read = ModelFile.read(start);
            preparation = read instanceof PipelineClassifier pipeline ? pipeline.preparation() : null;
            model = online(read instanceof PipelineClassifier pipeline ? pipeline.last() : read, start);
        }
        OnlineLogistic settings = settings();
        long began = System.nanoTime();
        int made = 0;
        try (ProgressBar bar = new ProgressBar(console)) {
            Fitting how = shared.fitting(bar);
            while (made < passes && !(made > 0 && model != null && model.isExact())) {
                made++;
                try (RowBlocks blocks = Datasets.stream(data, input.options(), blockRows)) {
                    int block = 0;
                    while (blocks.hasNext()) {
                        Dataset rows = targeted(blocks.next());
                        if (model == null) {
                            preparation = preparation(rows, how);
                        }
                        block++;
                        rows = preparation == null ? complete(rows, block) : prepared(rows, preparation);
                        model = model == null ? begun(settings, rows) : model;
                        model = model.partialFit(rows, how);
                        bar.step("pass " + made, block, 0, model.progressiveLoss());
                    }
                }
                OnlineLogisticModel last = model == null ? null : model.caughtUp(how);
                model = last != null && last.isExact() ? last : model;
            }
        }
        if (model == null) {
            throw new InputException(data + " holds no rows");
        }
        double seconds = (System.nanoTime() - began) * 1e-9;
        long bytes = ModelFile.write(preparation == null ? model : preparation.then(model), out);
        answer(model, made, seconds, bytes);
    }

    private static OnlineLogisticModel online(Model model, Path file) {
        if (model instanceof OnlineLogisticModel online) {
            return online;
        }
        throw new InputException(file + " holds a " + model.getClass().getSimpleName()
                + ", which cannot go on learning: --continue takes a model that tandem stream wrote");
    }

    /// What turns gaps and categories into numbers, by the first block; nothing if it has none.
    private @Nullable PipelineTransformer preparation(Dataset first, Fitting how) {
        boolean categories = first.schema().hasCategories();
        if (!categories && !impute && !first.hasMissing()) {
            return null;
        }
        Pipeline steps = categories
                ? Pipeline.of(new Impute(), new OneHot().withUnseen(Schema.Unseen.MISSING))
                : Pipeline.of(new Impute());
        return steps.fit(first, how);
    }

    /// The rows, if none has a gap that the first block did not lead to expect.
    private Dataset complete(Dataset rows, int block) {
        Matrix.Place gap = rows.hasMissing() ? rows.features().firstNonFinite() : Matrix.Place.NONE;
        // An infinite value is for the model to refuse: --impute would not cure it.
        if (gap.exists() && Double.isNaN(gap.value())) {
            throw new InputException("batch " + block + ": column \""
                    + rows.schema().column(gap.column()).name() + "\", row " + (gap.row() + 1)
                    + ": the value is missing"
                    + (start == null
                            ? ", as none is in the first batch: give --impute to fill such gaps, or leave out the row"
                            : ", and the model to go on with fills no gaps: leave out the row"));
        }
        return rows;
    }

    private static Dataset prepared(Dataset rows, PipelineTransformer preparation) {
        return rows.withFeatures(preparation.output(), preparation.transform(preparation.align(rows)));
    }

    private OnlineLogistic settings() {
        if (start != null && (penalty != null || optimizer != null || schedule != null || !classes.isEmpty())) {
            throw new InputException("--penalty, --optimizer, --schedule and --classes belong to the beginning of a"
                    + " stream: leave them out beside --continue");
        }
        OnlineLogistic settings = new OnlineLogistic();
        if (penalty != null) {
            settings = settings.withPenalty(Penalty.parse(penalty));
        }
        if (optimizer != null) {
            settings = settings.withOptimizer(FirstOrder.parse(optimizer));
        }
        return schedule == null ? settings : settings.withSchedule(Schedule.parse(schedule));
    }

    /// The rows with classes as their target.
    private Dataset targeted(Dataset block) {
        Dataset rows = input.weighted(block, data.toString());
        String column = input.target;
        if (column != null) {
            return rows.target(column).targetAsClasses();
        }
        if (rows.target() instanceof org.tandemml.core.Target.None) {
            throw new InputException("which column of " + data + " is to be predicted? Give --target");
        }
        return rows.targetAsClasses();
    }

    private OnlineLogisticModel begun(OnlineLogistic settings, Dataset rows) {
        List<String> declared = classes.isEmpty() ? rows.classes().names() : classes;
        Schema schema = rows.schema();
        return settings.start(schema, rows.target().name(), declared);
    }

    private void answer(OnlineLogisticModel model, int made, double seconds, long bytes) {
        if (shared.json) {
            ObjectNode answer = Console.object();
            answer.put("learner", "online-logistic");
            answer.put("settings", model.settings().toString());
            answer.put("rows_seen", model.rowsSeen());
            answer.put("passes", made);
            answer.put("exact", model.isExact());
            answer.put("columns", model.schema().size());
            model.classes().forEach(answer.putArray("classes")::add);
            answer.put("progressive_loss", model.progressiveLoss());
            answer.put("seconds", seconds);
            answer.put("model_bytes", bytes);
            answer.put("model", out.toString());
            console.print(answer);
            return;
        }
        console.out()
                .printf(
                        Locale.ROOT,
                        "logistic regression on a stream: %,d rows seen, %d columns, classes %s%n",
                        model.rowsSeen(),
                        model.schema().size(),
                        String.join(", ", model.classes()));
        if (model.isExact()) {
            console.out()
                    .printf(
                            Locale.ROOT,
                            "  all rows are kept and the model is their optimum after %d of %d passes: more would change"
                                    + " nothing%n",
                            made,
                            passes);
        }
        console.out()
                .printf(
                        Locale.ROOT,
                        "  mean loss of rows before they were learned from  %.6g%n",
                        model.progressiveLoss());
        console.out()
                .printf(
                        Locale.ROOT,
                        "  largest coefficient in size                      %.6g%n",
                        Arrays.stream(model.current().coefficients())
                                .map(Math::abs)
                                .max()
                                .orElse(0));
        console.out()
                .printf(Locale.ROOT, "  time, reading included                           %s%n", Text.seconds(seconds));
        console.out()
                .printf(
                        Locale.ROOT,
                        "  model                                            %,d bytes in %s%n",
                        bytes,
                        out);
    }
}
