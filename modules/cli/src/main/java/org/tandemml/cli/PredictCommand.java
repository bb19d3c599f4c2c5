package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Model;
import org.tandemml.core.WholeFile;
import org.tandemml.formats.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tandem predict`: the prediction of a kept model for each row, as CSV.
@Command(
        name = "predict",
        description =
                "Writes the predictions of a model for each row of the data as CSV, to a file or standard output.")
final class PredictCommand implements Runnable {
    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "A model file, as tandem train --model writes it.")
    Path modelFile = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DATA",
            description = "A bundled data set or a file; it may hold the target or not.")
    String data = "";

    @Mixin
    DataInput input = new DataInput();

    @Option(names = "--out", paramLabel = "FILE.csv", description = "Write here instead of to standard output.")
    @Nullable
    Path out;

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (shared.json && out == null) {
            throw new InputException(
                    "--json prints an object and the predictions are CSV: give them a file with --out");
        }
        if (out != null) {
            DataInput.checkOut(out, data, modelFile.toString());
        }
        Model model = ModelFile.read(modelFile);
        Dataset rows = input.features(data, model.schema(), shared, console);
        long start = System.nanoTime();
        Predictions predictions = Predictions.of(model, rows, shared.loop());
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (out == null) {
            try {
                predictions.writeTo(console.out());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return;
        }
        WholeFile.write(out, bytes -> {
            BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
            predictions.writeTo(writer);
            writer.flush();
        });
        if (shared.json) {
            console.print(json(model, rows, predictions, out, seconds));
        } else {
            console.out().println(predictions.rows() + " predictions in " + out + " (" + Text.seconds(seconds) + ")");
        }
    }

    private static ObjectNode json(Model model, Dataset rows, Predictions predictions, Path out, double seconds) {
        ObjectNode answer = Console.object();
        answer.put("data", rows.name());
        answer.put("rows", predictions.rows());
        answer.put("predict_seconds", seconds);
        if (model instanceof Classifier classifier) {
            ObjectNode counts = answer.putObject("predicted");
            for (int k = 0; k < classifier.classes().size(); k++) {
                counts.put(classifier.classes().get(k), predictions.counts()[k]);
            }
        }
        answer.put("out", out.toString());
        return answer;
    }
}
