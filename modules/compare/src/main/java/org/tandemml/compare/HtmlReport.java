package org.tandemml.compare;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tandemml.core.Environment;
import org.tandemml.core.WholeFile;
import org.tandemml.plot.CriticalDifference;
import org.tandemml.plot.Markup;

/// A comparison as one HTML file that needs nothing else: no network, no other file; the script only sorts tables and
/// fades lines that are not pointed at.
///
/// It is readable in light and dark, prints, and has a text alternative for each picture. **Determinism**: equal
/// results give equal bytes; two runs with the same seed differ in what was measured only: seconds, bytes, joules, and
/// what the verdict says about them. Text from outside is escaped.
public final class HtmlReport {
    private HtmlReport() {}

    /// The file's contents.
    public static String of(ComparisonResult result) {
        List<String> names =
                result.datasets().stream().map(d -> d.facts().name()).toList();
        StringBuilder body = new StringBuilder();
        if (!result.complete()) {
            body.append("<p class=\"verdict partial\"><strong>This report is partial:</strong> the work was stopped"
                    + " before these were done: " + Markup.escaped(String.join(", ", result.missing()))
                    + ". The same command goes on where it stopped.</p>\n");
        }
        body.append("<p class=\"soft\">" + Markup.escaped(protocol(result)) + "</p>\n");
        if (result.datasets().size() > 1) {
            body.append(contents(result));
        }
        SeriesOrder order = SeriesOrder.of(result);
        body.append(across(result));
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
        Protocol protocol = result.protocol();
        String rule = protocol.time()
                .map(column -> protocol.folds() + " blocks in order of " + column
                        + ", each judged by models of all earlier rows")
                .orElseGet(() -> protocol.folds() + "-fold "
                        + protocol.group()
                                .map(c -> "cross-validation by groups of " + c)
                                .orElse("stratified cross-validation")
                        + ", " + (protocol.repeats() == 1 ? "once" : "repeated " + protocol.repeats() + " times"));
        return Character.toUpperCase(rule.charAt(0)) + rule.substring(1) + ", seed " + result.seed()
                + ", the same folds for all learners."
                + (protocol.holdOut() > 0
                        ? " Before that, " + Wording.plain(100 * protocol.holdOut(), 0)
                                + " % of the rows were set aside."
                        : "")
                + protocol.tuning()
                        .map(t -> " Inside each fold every learner was tuned for "
                                + Wording.seconds(t.toNanos() / 1e9)
                                + " s by random search, its given settings first; how far that gets depends on the"
                                + " machine.")
                        .orElse("");
    }

    private static String contents(ComparisonResult result) {
        StringBuilder list = new StringBuilder("<nav aria-label=\"Data sets\"><ul class=\"contents\">\n");
        for (int i = 0; i < result.datasets().size(); i++) {
            DatasetResult data = result.datasets().get(i);
            list.append("<li><a href=\"#d" + i + "\">"
                    + Markup.escaped(data.facts().name()) + "</a>: " + Markup.escaped(best(data)) + "</li>\n");
        }
        return list.append("</ul></nav>\n").toString();
    }

    private static String best(DatasetResult data) {
        List<String> best = data.verdict().best();
        return switch (best.size()) {
            case 0 -> "no learner finished";
            case 1 -> best.getFirst() + " has the best mean";
            default -> best.getFirst() + " and " + (best.size() - 1) + " more cannot be told apart";
        };
    }

    private static String across(ComparisonResult result) {
        if (result.datasets().size() < 2) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section>\n<h2>Over all data sets</h2>\n");
        result.across()
                .ifPresentOrElse(
                        across -> {
                            html.append("<p class=\"verdict\">" + Markup.escaped(across.text()) + "</p>\n");
                            html.append(Page.figure(
                                    new CriticalDifference(
                                                    "Mean ranks by " + Wording.name(across.metric()) + " over "
                                                            + across.datasets() + " data sets",
                                                    across.learners(),
                                                    across.ranks().friedman().meanRanks(),
                                                    across.ranks().cliques(),
                                                    across.ranks().criticalDifference())
                                            .picture(),
                                    "ranks",
                                    "1 is best. Bars join learners that Wilcoxon's signed-rank test with Holm's adjustment"
                                            + " cannot tell apart. Nemenyi's critical difference is drawn for comparison:"
                                            + " what it says about two learners depends on the others."));
                        },
                        () -> html.append("<p class=\"soft\">No test over data sets: "
                                + Markup.escaped(AcrossDatasets.absence(result.datasets())
                                        .orElse("")) + ".</p>\n"));
        return html.append("</section>\n").toString();
    }

    private static String method(ComparisonResult result) {
        String test = result.protocol().tests()
                ? " Differences are tested by the corrected resampled t-test (Nadeau and Bengio 2003) with Holm's"
                        + " adjustment over all pairs of learners."
                : " With one division no differences are tested.";
        return """
                <section><h2>How to read this</h2>
                <p>Each metric is the mean of its values in the folds, ± half of the 95 % interval of the corrected
                resampled t, which allows for the overlap of the training rows. It is not the metric of the pooled rows.
                Preprocessing is learned inside each fold: missing values are imputed, categories one-hot encoded and,
                for learners that mind the scale of columns, numbers standardised; peers get the same. Seconds are
                medians over the folds after an untimed warm-up and include preprocessing.""" + test + "</p>\n"
                + "<p>Scores say what to expect of these settings on rows like these. They do not say which method is"
                + " better in general, and most learners gain by other settings.</p></section>\n";
    }

    private static String environment(ComparisonResult result) {
        Environment where = result.environment();
        StringBuilder list = new StringBuilder("<section><h2>Where this comes from</h2>\n<dl>\n");
        Page.entry(list, "Tandem", where.version());
        Page.entry(list, "Java", where.jvm());
        Page.entry(list, "System", where.system());
        Page.entry(list, "Processor", where.processor());
        Page.entry(
                list,
                "CPUs",
                where.cpus() + " usable, " + where.threads() + " threads for each fit, heap of at most "
                        + Wording.bytes(where.memory()));
        Page.entry(list, "Kernels", where.simd());
        Page.entry(list, "Seed", Long.toString(result.seed()));
        for (DatasetResult data : result.datasets()) {
            Page.entry(
                    list, "Fingerprint of " + data.facts().name(), data.facts().fingerprint());
            Page.entry(list, "Splits of " + data.facts().name(), data.splits());
        }
        return list.append("</dl></section>\n").toString();
    }
}
