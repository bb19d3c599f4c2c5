package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.boosting.Boosted;
import org.tandemml.boosting.BoostedClassifier;
import org.tandemml.boosting.Contributions;
import org.tandemml.boosting.Importance;
import org.tandemml.boosting.Tree;
import org.tandemml.boosting.TreeEnsemble;
import org.tandemml.boosting.TreeText;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.WholeFile;
import org.tandemml.data.PipelineClassifier;
import org.tandemml.data.PipelineRegressor;
import org.tandemml.data.PipelineTransformer;
import org.tandemml.evaluation.CalibratedClassifier;
import org.tandemml.evaluation.ThresholdedClassifier;
import org.tandemml.formats.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tandem explain`: why a boosted model predicts what it predicts.
@Command(
        name = "explain",
        description = {
            "Says why a boosted model predicts what it predicts: the importance of each column, the contribution of each"
                    + " column to the prediction of one row (exact Shapley values), or one of its trees."
        })
final class ExplainCommand implements Runnable {
    private static final int MOST_PAIRS = 10;

    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "A model file of a boosted model, as tandem train or tandem import writes it.")
    Path modelFile = Path.of("");

    @Option(names = "--data", paramLabel = "DATA", description = "A bundled data set or a file that holds the row.")
    @Nullable
    String data;

    @Mixin
    DataInput input = new DataInput();

    @Option(names = "--row", paramLabel = "N", description = "Explain the prediction of this row, the first being 1.")
    @Nullable
    Integer row;

    @Option(names = "--tree", paramLabel = "N", description = "Show this tree, the first being 1.")
    @Nullable
    Integer tree;

    @Option(names = "--picture", paramLabel = "FILE.svg", description = "With --tree: draw it into this file.")
    @Nullable
    Path picture;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Model read = ModelFile.read(modelFile);
        Explained explained = Explained.of(read);
        Boosted model = explained.model();
        if (row != null && data == null) {
            throw new InputException("--row needs the data it stands in: give --data");
        }
        if (picture != null && tree == null) {
            throw new InputException("--picture draws one tree: say which with --tree");
        }
        ObjectNode answer = Console.object();
        if (tree != null) {
            tree(model, tree, answer);
        } else if (row != null && data != null) {
            row(explained, input.features(data, explained.outer().schema(), shared, console), row, answer);
        } else {
            importance(model, answer);
        }
        if (shared.json) {
            console.print(answer);
        }
    }

    /// A boosted model and what stands around it: calibration, preprocessing.
    ///
    /// @param outer the whole model, which takes raw rows
    private record Explained(Model outer, List<PipelineTransformer> preparations, Boosted model, boolean isCalibrated) {
        static Explained of(Model outer) {
            List<PipelineTransformer> preparations = new ArrayList<>();
            boolean calibrated = false;
            Model inner = outer;
            while (true) {
                switch (inner) {
                    case Boosted boosted -> {
                        return new Explained(outer, preparations, boosted, calibrated);
                    }
                    case PipelineClassifier pipeline -> {
                        preparations.add(pipeline.preparation());
                        inner = pipeline.last();
                    }
                    case PipelineRegressor pipeline -> {
                        preparations.add(pipeline.preparation());
                        inner = pipeline.last();
                    }
                    case CalibratedClassifier around -> {
                        calibrated = true;
                        inner = around.inner();
                    }
                    case ThresholdedClassifier around -> inner = around.inner();
                    default ->
                        throw new InputException("a " + inner.getClass().getSimpleName()
                                + " has no trees to explain: give a model of the learner boosting or boosting-linear");
                }
            }
        }

        /// One row as the booster sees it.
        Matrix prepared(Dataset rows, int row) {
            Matrix raw = outer.align(rows).select(new int[] {row});
            for (PipelineTransformer preparation : preparations) {
                raw = preparation.transform(raw);
            }
            // A single row passes through a pipeline dense, and so it does here.
            return !preparations.isEmpty() && raw instanceof SparseMatrix sparse ? sparse.dense() : raw;
        }
    }

    private static void within(String name, int number, int count) {
        if (number < 1 || number > count) {
            throw new InputException(name + " must be between 1 and " + count + ", was " + number);
        }
    }

    private void tree(Boosted model, int number, ObjectNode answer) {
        TreeEnsemble ensemble = model.trees();
        within("--tree", number, ensemble.trees().size());
        Tree chosen = ensemble.trees().get(number - 1);
        String text = TreeText.of(chosen, model.schema());
        answer.put("tree", number);
        answer.put("trees", ensemble.trees().size());
        answer.put("leaves", chosen.leaves());
        answer.put("text", text);
        if (!shared.json) {
            console.out().print(text);
        }
        if (picture != null) {
            DataInput.checkOut(picture, modelFile.toString());
            byte[] svg = TreeText.picture(
                            "Tree " + number + " of " + ensemble.trees().size(), chosen, model.schema())
                    .svg()
                    .getBytes(StandardCharsets.UTF_8);
            WholeFile.write(picture, out -> out.write(svg));
            answer.put("picture", picture.toString());
        }
    }

    private void importance(Boosted model, ObjectNode answer) {
        List<String> names = model.schema().names();
        double[] gain = model.importance(Importance.GAIN);
        double[] cover = model.importance(Importance.COVER);
        double[] weight = model.importance(Importance.WEIGHT);
        double[] total = model.importance(Importance.TOTAL_GAIN);
        double[] totalCover = model.importance(Importance.TOTAL_COVER);
        int[] order = descending(total);
        ArrayNode list = answer.putArray("importance");
        if (!shared.json) {
            console.out()
                    .printf(
                            Locale.ROOT,
                            "%-24s %12s %12s %12s %8s%n",
                            "column",
                            "total gain",
                            "gain",
                            "cover",
                            "splits");
        }
        for (int j : order) {
            ObjectNode entry = list.addObject();
            entry.put("column", names.get(j));
            entry.put("gain", gain[j]);
            entry.put("cover", cover[j]);
            entry.put("weight", weight[j]);
            entry.put("total_gain", total[j]);
            entry.put("total_cover", totalCover[j]);
            if (!shared.json && weight[j] > 0) {
                console.out()
                        .printf(
                                Locale.ROOT,
                                "%-24s %12.5g %12.5g %12.5g %8.0f%n",
                                Text.cut(names.get(j), 24),
                                total[j],
                                gain[j],
                                cover[j],
                                weight[j]);
            }
        }
    }

    private static int[] descending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(Math.abs(values[b]), Math.abs(values[a])))
                .mapToInt(j -> j)
                .toArray();
    }

    private void row(Explained explained, Dataset rows, int number, ObjectNode answer) {
        within("--row", number, rows.rows());
        Boosted model = explained.model();
        Matrix aligned = explained.prepared(rows, number - 1);
        if (explained.isCalibrated() && !shared.json) {
            console.note("the margins below are those of the booster, before its probabilities are calibrated");
        }
        Contributions contributions = model.contributions();
        DenseMatrix found = contributions.of(aligned, shared.loop());
        DenseMatrix margins = model.margins(aligned);
        int p = model.schema().size();
        answer.put("row", number);
        if (model instanceof BoostedClassifier classifier) {
            answer.put("prediction", classifier.classes().get(classifier.predict(aligned)[0]));
        }
        ArrayNode outputs = answer.putArray("outputs");
        for (int k = 0; k < model.ensemble().outputCount(); k++) {
            double[] phi = new double[p + 1];
            for (int j = 0; j <= p; j++) {
                phi[j] = found.get(0, k * (p + 1) + j);
            }
            output(model, k, aligned, phi, margins.get(0, k), outputs.addObject());
        }
    }

    private void output(Boosted model, int k, Matrix row, double[] phi, double margin, ObjectNode answer) {
        Schema schema = model.schema();
        int p = schema.size();
        String of = model instanceof BoostedClassifier classifier
                ? "class " + classifier.classes().get(classifier.ensemble().outputCount() == 1 ? 1 : k)
                : model.target();
        answer.put("output", of);
        answer.put("expected", phi[p]);
        answer.put("margin", margin);
        if (!shared.json) {
            console.out().printf(Locale.ROOT, "margin of %s: %.6g = %.6g expected", of, margin, phi[p]);
            console.out().println(" + the contributions of");
        }
        ArrayNode list = answer.putArray("contributions");
        double[] ofColumns = Arrays.copyOf(phi, p);
        for (int j : descending(ofColumns)) {
            String value = value(schema.column(j), row.get(0, j));
            ObjectNode entry = list.addObject();
            entry.put("column", schema.column(j).name());
            entry.put("value", value);
            entry.put("contribution", phi[j]);
            if (!shared.json && phi[j] != 0) {
                console.out()
                        .printf(
                                Locale.ROOT,
                                "  %+12.6f  %s = %s%n",
                                phi[j],
                                Text.cut(schema.column(j).name(), 40),
                                Text.cut(value, 24));
            }
        }
        double[] values = new double[p];
        row.copyRow(0, values, 0);
        pairs(model, k, values, answer.putArray("interactions"));
    }

    private void pairs(Boosted model, int output, double[] values, ArrayNode list) {
        int p = model.schema().size();
        // The square of the columns is held: beyond this many it would not fit.
        if (p > 2000) {
            return;
        }
        double[] all = model.contributions().interactions(values, output);
        double[] upper = new double[p * p];
        for (int i = 0; i < p; i++) {
            for (int j = i + 1; j < p; j++) {
                upper[i * p + j] = 2 * all[i * (p + 1) + j];
            }
        }
        int shown = 0;
        for (int at : descending(upper)) {
            if (upper[at] == 0 || shown++ == MOST_PAIRS) {
                break;
            }
            ObjectNode entry = list.addObject();
            entry.put("first", model.schema().column(at / p).name());
            entry.put("second", model.schema().column(at % p).name());
            entry.put("interaction", upper[at]);
        }
    }

    private static String value(Column column, double x) {
        if (Double.isNaN(x)) {
            return "missing";
        }
        return column instanceof Column.Categorical categorical
                        && x >= 0
                        && x < categorical.levels().size()
                ? categorical.levels().get((int) x)
                : Double.toString(x);
    }
}
