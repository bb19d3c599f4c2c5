package org.tandemml.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.FoldCost;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.evaluation.ResampledMean;
import org.tandemml.evaluation.ScoreInterval;
import org.tandemml.plot.Markup;

/// The tables of one data set: scores, costs, pairs and the hold-out.
record Tables(DatasetResult result, SeriesOrder order) {
    String leaders() {
        List<Metric> metrics = ConsoleTable.metrics(result.facts());
        StringBuilder html = new StringBuilder("<p class=\"soft\">");
        html.append("Mean over folds ± half of the 95 % interval; bold: cannot be told apart from the best; seconds are"
                + " medians of a fold.</p>\n");
        html.append("<div class=\"wide\"><table class=\"sortable\" aria-label=\"Results of the learners\">\n");
        html.append("<thead><tr><th scope=\"col\">learner</th>");
        metrics.forEach(m -> html.append("<th scope=\"col\">" + Wording.name(m) + (m.higherIsBetter() ? " ↑" : " ↓"))
                .append("</th>"));
        html.append("<th scope=\"col\">fit s</th><th scope=\"col\">predict s</th>");
        html.append("<th scope=\"col\" class=\"note\">note</th></tr></thead>\n<tbody>\n");
        result.ranked().forEach(learner -> html.append(row(learner, metrics)));
        result.learners().stream()
                .filter(learner -> !result.ranked().contains(learner))
                .forEach(learner -> html.append(row(learner, metrics)));
        return html.append("</tbody></table></div>\n").toString();
    }

    private String row(CrossValidated learner, List<Metric> metrics) {
        StringBuilder row = new StringBuilder();
        row.append(result.verdict().best().contains(learner.name()) ? "<tr class=\"best\">" : "<tr>");
        row.append(nameCell(learner.name()));
        if (learner.failure().isPresent()) {
            // A cell for each column, or sorting would read the reason as a number.
            row.append("<td data-v=\"\">–</td>".repeat(metrics.size() + 2));
            row.append("<td class=\"note bad\">failed: "
                    + Markup.escaped(learner.failure().get()) + "</td></tr>\n");
            return row.toString();
        }
        for (Metric metric : metrics) {
            Optional<ResampledMean> average = learner.metric(metric).flatMap(MetricSummary::average);
            row.append(cell(
                    average.map(ResampledMean::mean).orElse(Double.NaN), ConsoleTable.cell(learner.metric(metric))));
        }
        row.append(cell(learner.fitSeconds(), Wording.seconds(learner.fitSeconds())));
        row.append(cell(learner.predictSeconds(), Wording.seconds(learner.predictSeconds())));
        row.append("<td class=\"note\">" + Markup.escaped(brief(learner.warnings())) + "</td></tr>\n");
        return row.toString();
    }

    /// Warnings without what stands in brackets; the whole of them stands under the settings.
    private static String brief(List<String> warnings) {
        return String.join(
                "; ",
                warnings.stream()
                        .map(w -> w.replaceAll(" \\(.*\\)", "").replace('_', ' '))
                        .toList());
    }

    /// The learner with the line and marker it has in the pictures.
    private String nameCell(String name) {
        return "<td data-v=\"" + Markup.escaped(name) + "\"><span class=\"learner\">"
                + order.of(name).swatch() + "<span>" + Markup.escaped(name) + "</span></span></td>";
    }

    private static String cell(double value, String text) {
        return "<td data-v=\"" + (Double.isNaN(value) ? "" : Double.toString(value)) + "\">" + Markup.escaped(text)
                + "</td>";
    }

    /// What each learner costs; columns that nobody measured are left out.
    String costs() {
        List<CrossValidated> finished = result.ranked();
        if (finished.isEmpty()) {
            return "";
        }
        boolean timed = finished.stream()
                .anyMatch(l -> result.inspection(l.name()).oneRow().isPresent());
        boolean energy = finished.stream().anyMatch(l -> !Double.isNaN(l.cost(FoldCost::joules)));
        StringBuilder html = new StringBuilder("<h3>What it costs</h3>\n<p class=\"soft\">Of the whole "
                + "process during one fit, compiler and garbage collector included: medians over the folds, the mean of"
                + " CPU time, the largest peak, which counts garbage not yet collected and grows in steps of some"
                + " megabytes."
                + (timed ? " Predictions: half of the calls / 99 % of them take no longer." : "")
                + (energy ? "" : " This machine does not tell its energy.") + "</p>\n");
        html.append("<div class=\"wide\"><table class=\"sortable\" aria-label=\"Costs of the learners\">\n<thead><tr>");
        html.append("<th scope=\"col\">learner</th><th scope=\"col\">fit, wall</th><th scope=\"col\">fit, CPU</th>"
                + "<th scope=\"col\">allocated</th><th scope=\"col\">peak</th>");
        if (timed) {
            html.append("<th scope=\"col\">predict 1 row</th><th scope=\"col\">predict 1000</th>");
        }
        html.append("<th scope=\"col\">model</th><th scope=\"col\">parameters</th>");
        html.append(energy ? "<th scope=\"col\">energy J</th>" : "").append("</tr></thead>\n<tbody>\n");
        for (CrossValidated learner : finished) {
            html.append(costs(learner, timed, energy));
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    /// Over the folds: clocks of processor time tick too slowly for a median.
    private static double mean(CrossValidated learner, ToDoubleFunction<FoldCost> cost) {
        return learner.folds().stream()
                .mapToDouble(f -> cost.applyAsDouble(f.cost()))
                .average()
                .orElse(Double.NaN);
    }

    private String costs(CrossValidated learner, boolean timed, boolean energy) {
        Inspection look = result.inspection(learner.name());
        StringBuilder row = new StringBuilder("<tr>" + nameCell(learner.name()));
        double cpu = mean(learner, FoldCost::cpuSeconds);
        row.append(cell(learner.fitSeconds(), Wording.duration(learner.fitSeconds())));
        row.append(cell(cpu, cpu == 0 ? "0" : Wording.duration(cpu)));
        double peak = learner.folds().stream()
                .mapToDouble(f -> f.cost().peakBytes())
                .max()
                .orElse(Double.NaN);
        for (double bytes : new double[] {learner.cost(FoldCost::allocatedBytes), peak}) {
            row.append(cell(bytes, Wording.bytes(bytes)));
        }
        if (timed) {
            for (Optional<Inspection.Latency> latency : List.of(look.oneRow(), look.manyRows())) {
                double median = latency.map(Inspection.Latency::median).orElse(Double.NaN);
                double slow = latency.map(Inspection.Latency::slow).orElse(Double.NaN);
                row.append(cell(median, Wording.duration(median) + " / " + Wording.duration(slow)));
            }
        }
        row.append(cell(look.modelBytes(), Wording.bytes(look.modelBytes())));
        row.append(cell(look.parameters(), Wording.count(look.parameters())));
        if (energy) {
            double joules = learner.cost(FoldCost::joules);
            row.append(cell(joules, Double.isNaN(joules) ? "–" : Wording.plain(joules, 2)));
        }
        return row.append("</tr>\n").toString();
    }

    String pairs() {
        List<Verdict.Pair> pairs = result.verdict().pairs();
        if (pairs.isEmpty()) {
            return "";
        }
        String metric = Wording.name(result.verdict().metric());
        StringBuilder html = new StringBuilder("<details><summary>Pair by pair: " + pairs.size()
                + (pairs.size() == 1 ? " difference" : " differences") + "</summary>\n<p class=\"soft\">");
        html.append("Difference of " + metric)
                .append(", first minus second, ± half of its 95 % interval; p after Holm's adjustment; the last three"
                        + " columns are the probabilities that the first is better, that both are practically equal")
                .append(pairs.getFirst()
                        .bayes()
                        .map(b -> " (within " + Wording.region(result.verdict().metric(), b) + ")")
                        .orElse(""))
                .append(", and that the second is better</p>\n")
                .append(
                        "<div class=\"wide\"><table class=\"sortable\" aria-label=\"Differences of pairs of learners\">\n")
                .append("<thead><tr><th scope=\"col\">first</th><th scope=\"col\" class=\"name\">second</th>")
                .append("<th scope=\"col\">difference</th><th scope=\"col\">p</th><th scope=\"col\">first better</th>")
                .append("<th scope=\"col\">equal</th><th scope=\"col\">second better</th></tr></thead>\n<tbody>\n");
        boolean higher = result.verdict().metric().higherIsBetter();
        for (Verdict.Pair pair : pairs) {
            html.append("<tr><td data-v=\"" + Markup.escaped(pair.first()) + "\">" + Markup.escaped(pair.first())
                    + "</td><td class=\"name\" data-v=\"" + Markup.escaped(pair.second()) + "\">"
                    + Markup.escaped(pair.second()) + "</td>"
                    + cell(pair.difference().mean(), Wording.mean(pair.difference()))
                    + cell(pair.adjustedP(), Wording.pValue(pair.adjustedP())));
            double above = pair.bayes().map(b -> higher ? b.above() : b.below()).orElse(Double.NaN);
            double within = pair.bayes().map(b -> b.within()).orElse(Double.NaN);
            double below = pair.bayes().map(b -> higher ? b.below() : b.above()).orElse(Double.NaN);
            for (double probability : new double[] {above, within, below}) {
                html.append(cell(probability, Double.isNaN(probability) ? "–" : Wording.plain(probability, 2)));
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div></details>\n").toString();
    }

    String holdOut() {
        if (result.holdOut().isEmpty()) {
            return "";
        }
        HoldOut holdOut = result.holdOut().get();
        boolean classes = holdOut.entries().stream().anyMatch(e -> e.accuracy().isPresent());
        boolean tested = holdOut.entries().stream().anyMatch(e -> !Double.isNaN(e.againstBest()));
        StringBuilder html =
                new StringBuilder("<h3>Hold-out of " + holdOut.rows() + " rows</h3>\n<p class=\"soft\">Each "
                        + "learner fitted once on all other rows. 95 % intervals allow for the choice of the rows judged, not of"
                        + " the rows learned from."
                        + (tested ? " p: paired test of DeLong against the first, Holm's adjustment." : "") + "</p>\n");
        html.append("<div class=\"wide\"><table class=\"sortable\" aria-label=\"Hold-out\">\n<thead><tr>"
                + "<th scope=\"col\">learner</th><th scope=\"col\">" + Wording.name(holdOut.metric())
                + "</th><th scope=\"col\" class=\"name\">interval by</th>"
                + (classes ? "<th scope=\"col\">accuracy</th>" : "")
                + (tested ? "<th scope=\"col\">p</th>" : "") + "</tr></thead>\n<tbody>\n");
        for (HoldOut.Entry entry : holdOut.entries()) {
            html.append("<tr>" + nameCell(entry.learner()) + interval(entry.primary()) + "<td class=\"name\">"
                    + entry.method() + "</td>"
                    + entry.accuracy().map(Tables::interval).orElse(""));
            if (tested) {
                html.append(cell(
                        entry.againstBest(),
                        Double.isNaN(entry.againstBest()) ? "–" : Wording.pValue(entry.againstBest())));
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String interval(ScoreInterval interval) {
        String text = Wording.plain(interval.score().orNaN(), 3);
        if (HoldOut.saysSomething(interval)) {
            text += " (" + Wording.plain(interval.low().value(), 3) + " to "
                    + Wording.plain(interval.high().value(), 3) + ")";
        } else {
            text += interval.isDefined() ? " (no interval: all resamples agree)" : " (no interval)";
        }
        return cell(interval.score().orNaN(), text);
    }
}
