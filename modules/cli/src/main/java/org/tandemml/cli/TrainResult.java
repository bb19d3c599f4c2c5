package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.tandemml.boosting.Boosted;
import org.tandemml.boosting.RoundHistory;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Learner;
import org.tandemml.core.Model;
import org.tandemml.core.Settings;
import org.tandemml.core.Target;
import org.tandemml.data.Pipeline;
import org.tandemml.evaluation.Calibrated;
import org.tandemml.kernels.Kernels;

/// What `tandem train` answers.
///
/// @param learner the learner asked for
/// @param prepared the same, with the preprocessing that the data need
/// @param modelBytes the size of the model's file; empty for a model that cannot be kept in one
/// @param pictures files with pictures of the fit, if any were drawn
record TrainResult(
        Learner<?> learner,
        Learner<?> prepared,
        Dataset train,
        Optional<Dataset> test,
        SharedOptions shared,
        Model model,
        double[] fitSeconds,
        double predictSeconds,
        Metrics metrics,
        OptionalLong modelBytes,
        Optional<Path> modelFile,
        List<Path> pictures) {

    private List<String> steps() {
        Learner<?> inside = prepared instanceof Calibrated calibrated ? calibrated.learner() : prepared;
        List<Learner.OfTransform<?>> steps = switch (inside) {
            case Pipeline.OfClasses pipeline -> pipeline.steps().list();
            case Pipeline.OfNumbers pipeline -> pipeline.steps().list();
            default -> List.of();
        };
        return steps.stream().map(Settings::describe).toList();
    }

    ObjectNode json() {
        ObjectNode answer = Console.object();
        answer.put("learner", learner.name());
        ObjectNode settings = answer.putObject("settings");
        Settings.of(learner).forEach(entry -> put(settings, entry));
        ArrayNode preprocessing = answer.putArray("preprocessing");
        steps().forEach(preprocessing::add);
        answer.put("calibration", calibration().orElse(null));
        answer.put("data", train.name());
        answer.put("target", train.target().name());
        answer.put("rows", train.rows());
        answer.put("test_rows", test.map(Dataset::rows).orElse(0));
        answer.put("columns", train.columns());
        if (train.target() instanceof Target.Classes classes) {
            ArrayNode names = answer.putArray("classes");
            classes.names().forEach(names::add);
        } else {
            answer.putNull("classes");
        }
        answer.put("seed", shared.seed);
        answer.put("threads", shared.threads);
        answer.put("simd", Kernels.simd());
        ArrayNode seconds = answer.putArray("fit_seconds");
        Arrays.stream(fitSeconds).forEach(seconds::add);
        answer.set("report", json(model.report()));
        if (model instanceof Boosted boosted) {
            answer.set("rounds", json(boosted.history()));
        }
        ObjectNode parts = metrics.json();
        if (test.isEmpty()) {
            parts.putNull("test");
        }
        answer.set("metrics", parts);
        answer.put("predict_seconds", predictSeconds);
        answer.put("model_bytes", modelBytes.isPresent() ? (Long) modelBytes.getAsLong() : null);
        answer.put("model", modelFile.map(Path::toString).orElse(null));
        ArrayNode drawn = answer.putArray("pictures");
        pictures.forEach(file -> drawn.add(file.toString()));
        return answer;
    }

    private static void put(ObjectNode settings, Settings.Entry entry) {
        switch (entry.type()) {
            case "int" -> settings.put(entry.name(), Long.parseLong(entry.value()));
            case "true|false" -> settings.put(entry.name(), Boolean.parseBoolean(entry.value()));
            case "number" -> putNumber(settings, entry.name(), Double.parseDouble(entry.value()));
            default -> settings.put(entry.name(), entry.value());
        }
    }

    /// JSON has no `NaN` and no infinity: null stands for them.
    private static void putNumber(ObjectNode object, String name, double value) {
        if (Double.isFinite(value)) {
            object.put(name, value);
        } else {
            object.putNull(name);
        }
    }

    private static ObjectNode json(FitReport report) {
        ObjectNode object = Console.object();
        object.put("converged", report.converged());
        object.put("reason", report.reason());
        object.put("iterations", report.iterations());
        putNumber(object, "objective", report.objective());
        ObjectNode certificate = object.putObject("certificate");
        report.certificate().forEach((name, value) -> putNumber(certificate, name, value));
        ArrayNode notes = object.putArray("notes");
        report.notes().forEach(notes::add);
        return object;
    }

    /// What was measured after each round: `{"training": {"loss": […]}, "validation": {"loss": […]}}`.
    private static ObjectNode json(RoundHistory history) {
        ObjectNode object = Console.object();
        ObjectNode training = object.putObject("training");
        ObjectNode validation = object.putObject("validation");
        for (String name : history.names()) {
            numbers(training.putArray(name), history.training(name));
            if (history.hasValidation()) {
                numbers(validation.putArray(name), history.validation(name));
            }
        }
        return object;
    }

    private static void numbers(ArrayNode list, double[] values) {
        for (double value : values) {
            if (Double.isFinite(value)) {
                list.add(value);
            } else {
                list.addNull();
            }
        }
    }

    /// How probabilities were calibrated, if they were: `platt in 5 folds`.
    private Optional<String> calibration() {
        return prepared instanceof Calibrated calibrated
                ? Optional.of(calibrated.method().toString().toLowerCase(Locale.ROOT) + " in " + calibrated.folds()
                        + " folds")
                : Optional.empty();
    }

    void print(PrintStream out) {
        out.println(learner.name() + " on " + Text.cut(train.name(), 40) + ": " + train.rows() + " rows, "
                + train.columns() + " columns, target " + describedTarget());
        out.println();
        line(out, "settings", Settings.describe(learner));
        if (!steps().isEmpty()) {
            line(out, "prepared by", String.join(", then ", steps()));
        }
        calibration().ifPresent(method -> line(out, "calibrated by", method));
        line(out, "fitted", describedFit());
        line(out, "certificate", certificate());
        model.report().notes().forEach(note -> line(out, "note", note));
        pictures.forEach(file -> line(out, "picture", file.toString()));
        line(out, "predicted", test.orElse(train).rows() + " rows in " + Text.seconds(predictSeconds));
        line(
                out,
                "model",
                modelBytes.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "%,d bytes%s",
                                modelBytes.getAsLong(),
                                modelFile.map(f -> " in " + f).orElse(" (--model FILE keeps it)"))
                        : "of another library, cannot be kept in a file");
        out.println();
        metrics.print(out);
        if (test.isEmpty()) {
            out.println();
            out.println("On the rows it was fitted on a model looks better than it is: give --test FILE, or use");
            out.println("tandem compare, which judges by cross-validation.");
        }
    }

    private String describedTarget() {
        if (!(train.target() instanceof Target.Classes classes)) {
            return train.target().name();
        }
        int[] counts = classes.counts();
        StringBuilder list = new StringBuilder();
        for (int k = 0; k < counts.length; k++) {
            list.append(k == 0 ? "" : ", ")
                    .append(classes.names().get(k))
                    .append(' ')
                    .append(counts[k]);
        }
        return Text.cut(classes.name() + " (" + list + ")", 200);
    }

    private String describedFit() {
        double[] sorted = fitSeconds.clone();
        Arrays.sort(sorted);
        String time = Text.seconds(sorted[sorted.length / 2])
                + (sorted.length > 1 ? " (median of " + sorted.length + ")" : "");
        return time + ", " + model.report();
    }

    private String certificate() {
        StringBuilder text = new StringBuilder();
        if (!Double.isNaN(model.report().objective())) {
            text.append(
                    String.format(Locale.ROOT, "objective %.10g", model.report().objective()));
        }
        model.report()
                .certificate()
                .forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                        .append(String.format(Locale.ROOT, "%s %.3g", name.replace('_', ' '), value)));
        return text.toString();
    }

    private static void line(PrintStream out, String name, String text) {
        Text.print(out, 16, "  " + name, text);
    }
}
