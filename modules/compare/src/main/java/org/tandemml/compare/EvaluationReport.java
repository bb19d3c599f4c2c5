package org.tandemml.compare;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.tandemml.core.Dataset;
import org.tandemml.core.Model;
import org.tandemml.core.Provenance;
import org.tandemml.core.WholeFile;
import org.tandemml.evaluation.ClassifierEvaluation;
import org.tandemml.evaluation.ConfusionMatrix;
import org.tandemml.evaluation.Evaluation;
import org.tandemml.evaluation.Score;
import org.tandemml.evaluation.ScoreInterval;
import org.tandemml.plot.Markup;
import org.tandemml.plot.Picture;

/// How well one model predicts one data set, as one HTML file that needs nothing else: metrics, a table of the classes,
/// and the pictures of [Evaluation#pictures()].
///
/// **Determinism**: equal models and data give equal bytes. Text from outside is escaped.
public final class EvaluationReport {
    /// A table of more classes is no longer read.
    private static final int MOST_CLASSES = 50;

    private EvaluationReport() {}

    /// The file's contents: what `evaluation` found for `model` on `data`.
    public static String of(Model model, Dataset data, Evaluation evaluation) {
        StringBuilder body = new StringBuilder("<p class=\"soft\"><code>"
                + Markup.escaped(model.provenance().learner()) + "</code>, fitted on "
                + Markup.escaped(model.provenance().data()) + ", judged on " + evaluation.rows() + " rows of "
                + Markup.escaped(data.name()) + ", target "
                + Markup.escaped(data.target().name())
                + (data.isWeighted() ? ", rows weighted" : "") + ".</p>\n");
        if (model.provenance().fingerprint().equals(data.fingerprint())) {
            body.append("<p class=\"verdict\">These are the rows that the model was fitted on: it looks better on them"
                    + " than it is on others.</p>\n");
        }
        body.append("<h2>Metrics</h2>\n").append(metrics(evaluation));
        if (evaluation instanceof ClassifierEvaluation classifier) {
            interval(body, classifier);
            if (classifier.classes().size() <= MOST_CLASSES) {
                body.append("<h2>Classes</h2>\n").append(classes(classifier.confusion()));
            }
        }
        body.append("<h2>Pictures</h2>\n<div class=\"pictures\">\n");
        List<Picture> pictures = evaluation.pictures();
        for (int i = 0; i < pictures.size(); i++) {
            body.append(Page.figure(pictures.get(i), "p" + i, ""));
        }
        body.append("</div>\n<h2>Where this comes from</h2>\n<dl>\n");
        Provenance from = model.provenance();
        Page.entry(body, "Tandem", from.version());
        Page.entry(body, "Seed", Long.toString(from.seed()));
        Page.entry(body, "Fitted on", from.data() + ", " + from.rows() + " rows, fingerprint " + from.fingerprint());
        Page.entry(body, "Judged on", data.name() + ", " + data.rows() + " rows, fingerprint " + data.fingerprint());
        return Page.of(
                "Tandem evaluation: " + data.name(), body.append("</dl>\n").toString());
    }

    /// Writes the report whole or not at all. Throws [org.tandemml.core.InputException] if it cannot be written.
    public static void write(Model model, Dataset data, Evaluation evaluation, Path file) {
        byte[] page = of(model, data, evaluation).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(page));
    }

    private static String metrics(Evaluation evaluation) {
        boolean allDefined = evaluation.metrics().values().stream().allMatch(Score::isDefined);
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table aria-label=\"Metrics\">\n<thead><tr>"
                + "<th scope=\"col\">metric</th><th scope=\"col\">value</th>"
                + (allDefined ? "" : "<th scope=\"col\" class=\"note\">note</th>") + "</tr></thead>\n<tbody>\n");
        for (Score score : evaluation.metrics().values()) {
            html.append("<tr><td>" + Markup.escaped(Wording.name(score.metric()))
                    + (score.metric().higherIsBetter() ? " ↑" : " ↓") + "</td><td>"
                    + (score.isDefined() ? number(score.value()) : "–") + "</td>"
                    + (allDefined ? "" : "<td class=\"note\">" + reason(score) + "</td>") + "</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String reason(Score score) {
        return score.isDefined() ? "" : "undefined: " + Markup.escaped(score.reason());
    }

    private static void interval(StringBuilder body, ClassifierEvaluation evaluation) {
        ScoreInterval interval = evaluation.aucInterval();
        if (interval.isDefined()) {
            body.append("<p class=\"soft\">The 95 % interval of the AUC is "
                    + number(interval.low().value()) + " to "
                    + number(interval.high().value()) + " (DeLong); it allows for the choice of the judged rows, not"
                    + " of the rows fitted on.</p>\n");
        }
    }

    private static String classes(ConfusionMatrix confusion) {
        StringBuilder html = new StringBuilder(
                "<div class=\"wide\"><table class=\"sortable\" aria-label=\"Metrics of each class\">\n<thead><tr>"
                        + "<th scope=\"col\">class</th><th scope=\"col\">rows</th><th scope=\"col\">precision</th>"
                        + "<th scope=\"col\">recall</th><th scope=\"col\">F1</th></tr></thead>\n<tbody>\n");
        for (int k = 0; k < confusion.classes().size(); k++) {
            String name = confusion.classes().get(k);
            double rows = 0;
            for (int j = 0; j < confusion.classes().size(); j++) {
                rows += confusion.weight(k, j);
            }
            html.append("<tr><td data-v=\"" + Markup.escaped(name) + "\">" + Markup.escaped(name) + "</td><td data-v=\""
                    + rows + "\">" + Wording.plain(rows, rows == Math.rint(rows) ? 0 : 1) + "</td>"
                    + cell(confusion.precision(name)) + cell(confusion.recall(name)) + cell(confusion.f1(name))
                    + "</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String cell(Score score) {
        return score.isDefined()
                ? "<td data-v=\"" + score.value() + "\">" + number(score.value()) + "</td>"
                : "<td data-v=\"\" title=\"" + Markup.escaped(score.reason()) + "\">–</td>";
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, value == 0 || (size >= 1e-3 && size < 1e6) ? "%.4f" : "%.3e", value);
    }
}
