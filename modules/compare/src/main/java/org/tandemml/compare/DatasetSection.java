package org.tandemml.compare;

import java.util.List;
import java.util.Optional;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.evaluation.ResampledMean;
import org.tandemml.plot.Markup;

/// The part of the report about one data set: facts, verdict, table, pictures, tests, settings.
///
/// @param id unique in the page
record DatasetSection(String id, DatasetResult result, SeriesOrder order) {
    String html() {
        StringBuilder html = new StringBuilder();
        html.append("<section>\n<h2>" + Markup.escaped(result.facts().name()) + "</h2>\n");
        html.append("<p class=\"soft\">" + Markup.escaped(result.facts().summary()) + ".</p>\n");
        html.append("<p class=\"verdict\">" + Markup.escaped(result.verdict().text()) + "</p>\n");
        html.append(table());
        if (!result.leftOut().isEmpty()) {
            html.append("<p class=\"soft\">Left out, since they cannot learn this kind of target: "
                    + Markup.escaped(String.join(", ", result.leftOut())) + ".</p>\n");
        }
        html.append(pictures()).append(pairs()).append(settings());
        return html.append("</section>\n").toString();
    }

    private String table() {
        List<Metric> metrics = ConsoleTable.metrics(result.facts());
        StringBuilder html = new StringBuilder("<p class=\"soft\">");
        html.append("Mean over folds ± half of the 95 % interval; seconds are medians of a fold</p>\n");
        html.append("<div class=\"wide\"><table class=\"sortable\" aria-label=\"Results of the learners\">\n");
        html.append("<thead><tr><th scope=\"col\">learner</th>");
        metrics.forEach(m -> html.append("<th scope=\"col\">" + Wording.name(m) + (m.higherIsBetter() ? " ↑" : " ↓"))
                .append("</th>"));
        html.append("<th scope=\"col\">fit s</th><th scope=\"col\">predict s</th>");
        html.append("<th scope=\"col\" class=\"note\">note</th></tr></thead>\n<tbody>\n");
        result.learners().forEach(learner -> html.append(row(learner, metrics)));
        return html.append("</tbody></table></div>\n").toString();
    }

    private String row(CrossValidated learner, List<Metric> metrics) {
        String name = Markup.escaped(learner.name());
        StringBuilder row = new StringBuilder();
        row.append(result.verdict().best().contains(learner.name()) ? "<tr class=\"best\">" : "<tr>");
        row.append("<td data-v=\"" + name + "\">" + name + "</td>");
        if (learner.failure().isPresent()) {
            // A cell for each column, or sorting would read the reason as a number.
            row.append("<td data-v=\"\">–</td>".repeat(metrics.size() + 2));
            row.append("<td class=\"note bad\">failed: "
                    + Markup.escaped(learner.failure().get()) + "</td></tr>\n");
            return row.toString();
        }
        for (Metric metric : metrics) {
            Optional<ResampledMean> average = learner.metric(metric).flatMap(MetricSummary::average);
            row.append("<td data-v=\""
                    + average.map(a -> Double.toString(a.mean())).orElse("") + "\">"
                    + ConsoleTable.cell(learner.metric(metric)) + "</td>");
        }
        for (double seconds : new double[] {learner.fitSeconds(), learner.predictSeconds()}) {
            row.append("<td data-v=\"" + seconds + "\">" + Wording.seconds(seconds) + "</td>");
        }
        row.append("<td class=\"note\">" + Markup.escaped(String.join("; ", learner.warnings())) + "</td></tr>\n");
        return row.toString();
    }

    private String pictures() {
        StringBuilder html = new StringBuilder();
        RocPicture.of(result, order)
                .ifPresent(picture -> html.append(Page.figure(
                        picture, id + "roc", "Mean over folds; band: one standard deviation; dotted: chance.")));
        TimePicture.of(result, order)
                .ifPresent(picture -> html.append(Page.figure(picture, id + "time", "Bars: 95 % interval.")));
        if (html.isEmpty()) {
            return "";
        }
        StringBuilder legend = new StringBuilder("<ul class=\"legend\">\n");
        for (CrossValidated learner : result.learners()) {
            if (learner.failure().isEmpty()) {
                String value = result.facts().isRegression() ? "" : ", " + RocPicture.auc(learner);
                legend.append("<li>" + order.of(learner.name()).swatch() + "<span>"
                        + Markup.escaped(learner.name() + value) + "</span></li>\n");
            }
        }
        return legend.append("</ul>\n<div class=\"pictures\">\n")
                .append(html)
                .append("</div>\n")
                .toString();
    }

    private String pairs() {
        List<Verdict.Pair> pairs = result.verdict().pairs();
        if (pairs.isEmpty()) {
            return "";
        }
        String metric = Wording.name(result.verdict().metric());
        StringBuilder html = new StringBuilder("<h3>Pair by pair</h3>\n<p class=\"soft\">");
        html.append("Difference of " + metric)
                .append(", first minus second, ± half of its 95 % interval; p after Holm's adjustment</p>\n")
                .append("<div class=\"wide\"><table aria-label=\"Differences of pairs of learners\">\n<thead><tr>")
                .append("<th scope=\"col\">first</th><th scope=\"col\" class=\"name\">second</th>")
                .append("<th scope=\"col\">difference</th><th scope=\"col\">p</th></tr></thead>\n<tbody>\n");
        for (Verdict.Pair pair : pairs) {
            html.append("<tr><td>" + Markup.escaped(pair.first()) + "</td><td class=\"name\">"
                    + Markup.escaped(pair.second())
                    + "</td><td>" + Wording.mean(pair.difference()) + "</td><td>"
                    + Markup.escaped(Wording.pValue(pair.adjustedP())) + "</td></tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private String settings() {
        StringBuilder html = new StringBuilder("<h3>Settings and notes</h3>\n<ul>\n");
        for (CrossValidated learner : result.learners()) {
            html.append("<li><code>" + Markup.escaped(learner.settings()) + "</code>");
            if (!learner.notes().isEmpty()) {
                html.append(
                        "<br><span class=\"soft\">" + Markup.escaped(String.join("; ", learner.notes())) + "</span>");
            }
            html.append("</li>\n");
        }
        return html.append("</ul>\n").toString();
    }
}
