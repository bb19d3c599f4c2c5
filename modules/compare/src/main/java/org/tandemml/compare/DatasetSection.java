package org.tandemml.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.plot.Markup;
import org.tandemml.plot.Picture;
import org.tandemml.plot.Series;

/// The part of the report about one data set: facts, verdict, tables, pictures, settings.
///
/// @param id unique in the page
record DatasetSection(String id, DatasetResult result, SeriesOrder order) {
    String html() {
        Tables tables = new Tables(result, order);
        StringBuilder html = new StringBuilder();
        html.append("<section id=\"" + id + "\">\n<h2>"
                + Markup.escaped(result.facts().name()) + "</h2>\n");
        html.append("<p class=\"soft\">" + Markup.escaped(result.facts().summary()) + ".</p>\n");
        html.append(verdict());
        html.append(tables.leaders());
        if (!result.leftOut().isEmpty()) {
            html.append("<p class=\"soft\">Left out, since they cannot learn this kind of target: "
                    + Markup.escaped(String.join(", ", result.leftOut())) + ".</p>\n");
        }
        html.append(tables.pairs()).append(tables.holdOut());
        html.append(curves()).append(tables.costs()).append(trade());
        LearnerPictures learners = new LearnerPictures(result, order);
        html.append(importance(learners));
        html.append(boundaries(learners));
        html.append(many(
                "Learning curves",
                lines(
                        new Series(0, "rows to judge, ± 1 standard deviation of the folds"),
                        new Series(1, "rows learned from")),
                "curve",
                learners.learningCurves(),
                false));
        html.append(many(
                "Loss while fitting",
                lines(
                        new Series(0, "objective on the rows learned from"),
                        new Series(1, "loss on rows held out inside the fit")),
                "loss",
                learners.losses(),
                false));
        html.append(many(
                "Confusion matrices",
                "<p class=\"soft\">The rows of the first division, each predicted by the model that had not seen it.</p>\n",
                "confusion",
                learners.confusions(),
                true));
        return html.append(settings()).append("</section>\n").toString();
    }

    private String verdict() {
        List<String> sentences = result.verdict().sentences();
        StringBuilder html = new StringBuilder(
                "<div class=\"verdict\"><p><strong>" + Markup.escaped(sentences.getFirst()) + "</strong></p>\n");
        if (sentences.size() > 1) {
            html.append("<ul>\n");
            sentences.stream().skip(1).forEach(s -> html.append("<li>" + Markup.escaped(s) + "</li>\n"));
            html.append("</ul>\n");
        }
        return html.append("</div>\n").toString();
    }

    /// Curves of the best learners.
    private String curves() {
        CurvePictures curves = new CurvePictures(result, order);
        StringBuilder html = new StringBuilder();
        String selection = SeriesOrder.selection(result);
        curves.roc()
                .ifPresent(p -> html.append(Page.figure(
                        p, id + "roc", "Mean over folds; band: one standard deviation; dotted: chance." + selection)));
        curves.precisionRecall()
                .ifPresent(p -> html.append(Page.figure(
                        p, id + "pr", "Mean over folds; band: one standard deviation; dotted: chance." + selection)));
        curves.calibration()
                .ifPresent(p -> html.append(Page.figure(
                        p,
                        id + "calibration",
                        "First division, ten bins of equal size; dotted: perfect." + selection)));
        return html.isEmpty()
                ? ""
                : "<h3>Curves</h3>\n" + legend(SeriesOrder.drawn(result)) + "<div class=\"pictures\">\n" + html
                        + "</div>\n";
    }

    /// Score against time.
    private String trade() {
        StringBuilder html = new StringBuilder();
        TimePicture.ofFits(result, order)
                .ifPresent(p -> html.append(Page.figure(
                        p, id + "time", "Bars: 95 % interval; dotted: Pareto front, which no learner beats.")));
        TimePicture.ofPredictions(result, order)
                .ifPresent(p -> html.append(Page.figure(p, id + "latency", "The same by the time of one prediction.")));
        return html.isEmpty()
                ? ""
                : "<h3>Score against time</h3>\n" + legend(result.ranked()) + "<div class=\"pictures\">\n" + html
                        + "</div>\n";
    }

    private String legend(List<CrossValidated> learners) {
        return swatches(learners.stream().map(l -> order.of(l.name())).toList());
    }

    private static String swatches(List<Series> series) {
        StringBuilder legend = new StringBuilder("<ul class=\"legend\">\n");
        series.forEach(
                s -> legend.append("<li>" + s.swatch() + "<span>" + Markup.escaped(s.name()) + "</span></li>\n"));
        return legend.append("</ul>\n").toString();
    }

    private static String lines(Series... series) {
        return swatches(List.of(series));
    }

    private String importance(LearnerPictures learners) {
        Optional<Picture> picture = learners.importance();
        return picture.map(p -> "<h3>What the learners look at</h3>\n<div class=\"broad\">"
                        + Page.figure(
                                p,
                                id + "importance",
                                "By how much the score falls on rows not learned from when one column is shuffled, mean of"
                                        + " five; at most 15 columns. Columns that tell the same share their importance.")
                        + "</div>\n")
                .orElse("");
    }

    private String boundaries(LearnerPictures learners) {
        List<Picture> pictures = learners.boundaries();
        if (pictures.isEmpty()) {
            return "";
        }
        return many(
                "Decision boundaries",
                "<p class=\"soft\">"
                        + Markup.escaped(result.scene().orElseThrow().note())
                        + " The accuracy is that on the rows learned from.</p>\n"
                        + swatches(learners.planeClasses()),
                "plane",
                pictures,
                false);
    }

    private String many(String title, String head, String kind, List<Picture> pictures, boolean closed) {
        if (pictures.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder();
        html.append(closed ? "<details><summary>" + title + "</summary>\n" : "<h3>" + title + "</h3>\n");
        html.append(head).append("<div class=\"small\">\n");
        for (int i = 0; i < pictures.size(); i++) {
            html.append(Page.figure(pictures.get(i), id + kind + i, ""));
        }
        return html.append("</div>\n").append(closed ? "</details>\n" : "").toString();
    }

    private String settings() {
        StringBuilder html = new StringBuilder("<details><summary>Settings and notes</summary>\n");
        Published.of(result.facts()).ifPresent(p -> html.append(published(p)));
        html.append("<ul class=\"settings\">\n");
        for (CrossValidated learner : result.learners()) {
            Inspection look = result.inspection(learner.name());
            html.append("<li>" + settings(SettingsText.of(learner.settings())));
            List<String> notes = new ArrayList<>(learner.warnings());
            notes.addAll(learner.notes());
            look.tuned().forEach(t -> notes.add("chosen: " + chosen(t)));
            look.omissions().forEach(o -> notes.add("left out: " + o));
            if (!notes.isEmpty()) {
                html.append("<br><span class=\"soft\">" + Markup.escaped(Wording.brief(String.join("; ", notes)))
                        + "</span>");
            }
            html.append("</li>\n");
        }
        return html.append("</ul></details>\n").toString();
    }

    /// The check of honesty: each learner beside what others have published, and beside scikit-learn.
    private String published(Published known) {
        List<Published.Row> rows = known.rows(result.learners());
        if (rows.isEmpty()) {
            return "";
        }
        List<String> outside = known.outside(result.learners());
        StringBuilder html = new StringBuilder("<p>Published accuracies, as a check of honesty: "
                + Markup.escaped(known.general()) + ". "
                + (outside.isEmpty()
                        ? "All learners of the table are where they are expected."
                        : "<strong class=\"bad\">Not where expected: " + Markup.escaped(String.join(", ", outside))
                                + ".</strong>")
                + " Published figures are of other divisions, some of tuned settings. The expected bands are ours;"
                + " scikit-learn 1.2.1 beside them has default settings and folds like these.</p>\n"
                + "<div class=\"wide\"><table aria-label=\"Published accuracies\"><thead><tr>"
                + "<th scope=\"col\">learner</th><th scope=\"col\">here</th><th scope=\"col\">expected</th>"
                + "<th scope=\"col\">scikit-learn</th><th scope=\"col\" class=\"note\">published</th></tr></thead>\n"
                + "<tbody>\n");
        for (Published.Row row : rows) {
            Published.Figure figure = row.figure();
            html.append("<tr><td>" + Markup.escaped(row.learner()) + "</td><td"
                    + (figure.holds(row.accuracy()) ? ">" : " class=\"bad\">") + percent(row.accuracy()) + "</td><td>"
                    + percent(figure.low()) + " to " + percent(figure.high()) + "</td><td>" + percent(figure.scikit())
                    + "</td><td class=\"note\">"
                    + Markup.escaped(figure.published().isEmpty() ? "none found" : figure.published())
                    + "</td></tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : Wording.plain(100 * share, 1) + "\u202f%";
    }

    private static String settings(SettingsText text) {
        StringBuilder html = new StringBuilder("<strong>" + Markup.escaped(text.name()) + "</strong>");
        if (!text.steps().isEmpty()) {
            html.append(" after " + Markup.escaped(String.join(", ", text.steps())));
        }
        text.pairs().forEach(pair -> html.append(" <code>" + Markup.escaped(pair) + "</code>"));
        return html.toString();
    }

    /// `settings in 3 folds`, as [Inspection#tuned] has it, with the settings made readable.
    private static String chosen(String text) {
        int end = text.lastIndexOf(')') + 1;
        return SettingsText.of(text.substring(0, end)) + text.substring(end);
    }
}
