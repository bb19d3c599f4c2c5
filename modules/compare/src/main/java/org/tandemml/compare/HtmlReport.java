package org.tandemml.compare;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tandemml.core.WholeFile;

/// A comparison as one HTML file that needs nothing else: no network, no other file; the script only sorts tables.
///
/// It is readable in light and dark, prints, and has a text alternative for each picture. **Determinism**: equal
/// results
/// give equal bytes; two runs with the same seed differ in their seconds only. Text from outside is escaped.
public final class HtmlReport {
    private HtmlReport() {}

    /// The file's contents.
    public static String of(ComparisonResult result) {
        List<String> names =
                result.datasets().stream().map(d -> d.facts().name()).toList();
        StringBuilder body = new StringBuilder("<p class=\"soft\">" + protocol(result) + "</p>\n");
        SeriesOrder order = SeriesOrder.of(result);
        for (int i = 0; i < result.datasets().size(); i++) {
            body.append(new DatasetSection("d" + i, result.datasets().get(i), order).html());
        }
        body.append(method(result)).append(environment(result));
        return Page.of("Tandem comparison: " + String.join(", ", names), body.toString());
    }

    /// Writes the report whole or not at all. Throws [org.tandemml.core.InputException] if it cannot be written.
    public static void write(ComparisonResult result, Path file) {
        byte[] page = of(result).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(page));
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
        Page.entry(list, "Tandem", where.version());
        Page.entry(list, "Java", where.jvm());
        Page.entry(list, "System", where.system());
        Page.entry(list, "CPUs", where.cpus() + " usable, " + where.threads() + " threads for each fit");
        Page.entry(list, "Kernels", where.simd());
        Page.entry(list, "Seed", Long.toString(result.seed()));
        for (DatasetResult data : result.datasets()) {
            Page.entry(
                    list, "Fingerprint of " + data.facts().name(), data.facts().fingerprint());
        }
        return list.append("</dl>\n").toString();
    }
}
