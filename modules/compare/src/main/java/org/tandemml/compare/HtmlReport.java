package org.tandemml.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.tandemml.core.InputException;

/// A comparison as one HTML file that needs nothing else: no network, no other file; the script only sorts tables.
///
/// It is readable in light and dark, prints, and has a text alternative for each picture. **Determinism**: equal
/// results
/// give equal bytes; two runs with the same seed differ in their seconds only. Text from outside is escaped.
public final class HtmlReport {
    private static final String CSS = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    private HtmlReport() {}

    /// The file's contents.
    public static String of(ComparisonResult result) {
        StringBuilder page = new StringBuilder();
        List<String> names =
                result.datasets().stream().map(d -> d.facts().name()).toList();
        String title = "Tandem comparison: " + String.join(", ", names);
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>" + Markup.escaped(title) + "</title>\n<style>\n" + CSS + "</style>\n</head>\n<body>\n")
                .append("<h1>" + Markup.escaped(title) + "</h1>\n");
        page.append("<p class=\"soft\">" + protocol(result) + "</p>\n");
        SeriesOrder order = SeriesOrder.of(result);
        for (int i = 0; i < result.datasets().size(); i++) {
            page.append(new DatasetSection("d" + i, result.datasets().get(i), order).html());
        }
        page.append(method(result)).append(environment(result));
        return page.append("<script>\n" + SCRIPT + "</script>\n</body>\n</html>\n")
                .toString();
    }

    /// Writes the report beside `file` and moves it into place, so that `file` is never half a report. Throws
    /// [InputException] if it cannot be written.
    public static void write(ComparisonResult result, Path file) {
        Path place = file.toAbsolutePath();
        Path parent = place.getParent();
        if (parent == null || Files.isDirectory(place)) {
            throw new InputException("cannot write the report to " + file + ": it is a directory");
        }
        if (!Files.isDirectory(parent)) {
            throw new InputException("cannot write the report to " + file + ": the directory " + parent
                    + " does not exist, create it first");
        }
        try {
            // Not a temporary file of the JDK: those are unreadable for others, and the report would stay so.
            Path beside = parent.resolve(
                    "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            try {
                Files.writeString(beside, of(result));
                Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new InputException("cannot write the report to " + file + ": " + e, e);
        }
    }

    private static String protocol(ComparisonResult result) {
        return result.folds() + "-fold stratified cross-validation, "
                + (result.repeats() == 1 ? "once" : "repeated " + result.repeats() + " times") + ", seed "
                + result.seed() + ", the same folds for all learners.";
    }

    private static String method(ComparisonResult result) {
        String test = result.repeats() > 1
                ? " Differences are tested by the corrected resampled t-test (Nadeau and Bengio 2003) with Holm's"
                        + " adjustment over all pairs of learners."
                : " With one repeat no differences are tested.";
        return """
                <h2>How to read this</h2>
                <p>Each metric is the mean of its values in the folds, ± half of the 95 % interval of the corrected
                resampled t, which allows for the overlap of the training rows. It is not the metric of the pooled rows.
                Preprocessing is learned inside each fold: missing values are imputed, categories one-hot encoded and,
                for learners that mind the scale of columns, numbers standardised; peers get the same. Seconds are
                medians over the folds after an untimed warm-up and include preprocessing.""" + test + "</p>\n";
    }

    private static String environment(ComparisonResult result) {
        Environment where = result.environment();
        StringBuilder list = new StringBuilder("<h2>Where this comes from</h2>\n<dl>\n");
        entry(list, "Tandem", where.version());
        entry(list, "Java", where.jvm());
        entry(list, "System", where.system());
        entry(list, "CPUs", where.cpus() + " usable, " + where.threads() + " threads for each fit");
        entry(list, "Kernels", where.simd());
        entry(list, "Seed", Long.toString(result.seed()));
        for (DatasetResult data : result.datasets()) {
            entry(list, "Fingerprint of " + data.facts().name(), data.facts().fingerprint());
        }
        return list.append("</dl>\n").toString();
    }

    private static void entry(StringBuilder list, String name, String value) {
        list.append("<dt>" + Markup.escaped(name) + "</dt><dd>" + Markup.escaped(value) + "</dd>\n");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar of tandem-compare");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
