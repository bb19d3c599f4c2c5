package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.tandemml.core.Classifier;
import org.tandemml.core.Model;
import org.tandemml.core.ModelImporter;
import org.tandemml.formats.ForeignModels;
import org.tandemml.formats.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tandem import`: a model of another library becomes a Tandem model file.
@Command(
        name = "import",
        description = "Reads a model file of another library and writes it as a Tandem model, which predicts the same.")
final class ImportCommand implements Runnable {
    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FORMAT",
            description = "The library: xgboost (JSON or UBJ) or lightgbm (text).")
    String format = "";

    @Parameters(index = "0", paramLabel = "FILE", description = "The model file of the other library.")
    Path file = Path.of("");

    @Option(names = "--model", required = true, paramLabel = "OUT", description = "Write the Tandem model file here.")
    Path out = Path.of("");

    @Option(
            names = "--target",
            paramLabel = "COL",
            description = "The name of the target column, which such files do not hold (default: ${DEFAULT-VALUE}).")
    String target = ModelImporter.Names.UNKNOWN.target();

    @Option(
            names = "--classes",
            split = ",",
            paramLabel = "NAME",
            description = "The names of the classes in the order of their numbers (default: 0,1,2,…).")
    List<String> classes = List.of();

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        DataInput.checkOut(out, file.toString());
        Model model = ForeignModels.read(format, file, new ModelImporter.Names(target, classes));
        long bytes = ModelFile.write(model, out);
        if (shared.json) {
            ObjectNode answer = Console.object();
            answer.put("from", format);
            answer.put("learner", model.provenance().learner());
            answer.put("columns", model.schema().size());
            if (model instanceof Classifier classifier) {
                classifier.classes().forEach(answer.putArray("classes")::add);
            }
            answer.put("iterations", model.report().iterations());
            model.report().notes().forEach(answer.putArray("notes")::add);
            answer.put("model", out.toString());
            answer.put("model_bytes", bytes);
            console.print(answer);
            return;
        }
        console.out()
                .println(model.provenance().learner() + ", " + model.schema().size() + " columns, "
                        + model.report().iterations() + " rounds");
        model.report().notes().forEach(note -> console.out().println("  " + note));
        console.out().println(bytes + " bytes in " + out);
    }
}
