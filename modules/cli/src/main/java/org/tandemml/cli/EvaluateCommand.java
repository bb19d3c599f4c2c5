package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tandemml.boosting.BoostedRanker;
import org.tandemml.compare.EvaluationReport;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Model;
import org.tandemml.core.Regressor;
import org.tandemml.evaluation.Evaluation;
import org.tandemml.formats.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tandem evaluate`: how well a kept model predicts the target of some data.
@Command(name = "evaluate", description = "Shows how well a model predicts data whose target is known.")
final class EvaluateCommand implements Runnable {
    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "A model file, as tandem train --model writes it.")
    Path modelFile = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "DATA", description = "A bundled data set or a file.")
    String data = "";

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write an HTML page with metrics, curves and other pictures.")
    @Nullable
    Path report;

    @Mixin
    DataInput input = new DataInput();

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (report != null) {
            DataInput.checkOut(report, data, modelFile.toString());
        }
        Model model = ModelFile.read(modelFile);
        String target = switch (model) {
            case Classifier classifier -> classifier.target();
            case Regressor regressor -> regressor.target();
            default ->
                throw new InputException(
                        modelFile + " holds a model that predicts no target: give a classifier or a regressor");
        };
        if (model instanceof Regressor) {
            input.withNumericLabels();
        }
        Dataset rows = input.labelled(data, model.schema(), target, shared, console);
        Evaluation evaluation = Evaluation.of(model, rows, shared.loop());
        Metrics metrics = new Metrics().with(rows.name(), evaluation, model, rows);
        if (model instanceof BoostedRanker ranker && ranker.queries(rows).isEmpty()) {
            console.note("the model ranks the rows of each query, and the data have no column \""
                    + ranker.query().orElse("qid") + "\" that tells queries apart: no NDCG");
        }
        if (report != null) {
            EvaluationReport.write(model, rows, evaluation, report);
        }
        if (shared.json) {
            ObjectNode answer = Console.object();
            answer.put("model", modelFile.toString());
            answer.put("learner", model.provenance().learner());
            answer.put("data", rows.name());
            answer.put("target", rows.target().name());
            answer.put("rows", rows.rows());
            answer.set("metrics", metrics.json().get(rows.name()));
            answer.put("report", report == null ? null : report.toString());
            console.print(answer);
        } else {
            console.out().println(Text.cut(model.provenance().learner(), Text.WIDTH));
            console.out().println("fitted on " + model.provenance().data() + ", judged on " + rows.rows() + " rows:");
            metrics.print(console.out());
            if (report != null) {
                console.out().println("The report with curves and pictures: " + report);
            }
        }
    }
}
