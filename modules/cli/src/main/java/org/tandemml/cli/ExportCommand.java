package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.tandemml.core.Model;
import org.tandemml.formats.ForeignModels;
import org.tandemml.formats.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tandem export`: a Tandem model becomes a model file of another library.
@Command(name = "export", description = "Writes a Tandem model as a model file of another library.")
final class ExportCommand implements Runnable {
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
            names = "--to",
            required = true,
            paramLabel = "FORMAT",
            description = "The library: xgboost (JSON, for boosted trees and linear boosters).")
    String format = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Write here.")
    Path out = Path.of("");

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        DataInput.checkOut(out, modelFile.toString());
        Model model = ModelFile.read(modelFile);
        long bytes = ForeignModels.write(format, model, out);
        if (shared.json) {
            ObjectNode answer = Console.object();
            answer.put("to", format);
            answer.put("out", out.toString());
            answer.put("bytes", bytes);
            console.print(answer);
        } else {
            console.out().println(bytes + " bytes in " + out);
        }
    }
}
