package org.tandemml.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;

/// A comparison as text for a terminal of 100 columns: a table for each data set and the verdict below it.
///
/// Each metric is the mean over the folds ± half of the corrected 95 % interval, with no more digits than that allows;
/// seconds are medians of a fold. A learner that failed keeps its row, with the reason in place of the numbers.
public final class ConsoleTable {
    private static final int WIDTH = 100;
    private static final int WIDEST_NAME = 26;
    private static final int MOST_REASON_LINES = 4;
    private static final String GAP = "  ";

    private ConsoleTable() {}

    /// The text, each line ended by a line feed.
    public static String of(ComparisonResult result) {
        StringBuilder out = new StringBuilder();
        for (DatasetResult data : result.datasets()) {
            if (!out.isEmpty()) {
                out.append('\n');
            }
            append(out, result, data);
        }
        result.across().ifPresent(across -> {
            out.append('\n');
            wrapped(printable(across.text()), WIDTH)
                    .forEach(line -> out.append(line).append('\n'));
        });
        if (!result.complete()) {
            String text = "Partial: stopped before " + String.join(", ", result.missing())
                    + ". The same command goes on where it stopped.";
            wrapped(printable(text), WIDTH).forEach(line -> out.append(line).append('\n'));
        }
        return out.toString();
    }

    private static void append(StringBuilder out, ComparisonResult result, DatasetResult data) {
        String head = printable(data.facts().name() + ": " + data.facts().summary() + "; "
                + result.protocol().summary() + ", seed " + result.seed());
        wrapped(head, WIDTH).forEach(line -> out.append(line).append('\n'));
        List<Metric> metrics = metrics(data.facts());
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("learner"));
        metrics.forEach(m -> header.add(Wording.name(m)));
        header.addAll(List.of("fit s", "predict s"));
        rows.add(header);
        data.learners().forEach(l -> rows.add(cells(l, metrics)));
        int[] widths = new int[header.size()];
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        int used = GAP.length();
        for (int width : widths) {
            used += width + GAP.length();
        }
        int noteWidth = WIDTH - used;
        line(out, header, widths, "note");
        out.append("-".repeat(WIDTH)).append('\n');
        for (int i = 0; i < data.learners().size(); i++) {
            learner(out, data.learners().get(i), rows.get(i + 1), widths, noteWidth);
        }
        if (!data.leftOut().isEmpty()) {
            String kind = data.facts().isRegression() ? "numbers" : "classes";
            wrapped("Left out, cannot learn " + kind + ": " + String.join(", ", data.leftOut()), WIDTH)
                    .forEach(line -> out.append(printable(line)).append('\n'));
        }
        wrapped(printable(data.verdict().text()), WIDTH)
                .forEach(line -> out.append(line).append('\n'));
    }

    /// The columns of the table for this kind of target.
    static List<Metric> metrics(DatasetFacts facts) {
        return facts.isRegression()
                ? List.of(Metric.RMSE, Metric.MAE, Metric.R2)
                : List.of(Metric.ACCURACY, Metric.AUC, Metric.LOG_LOSS);
    }

    private static List<String> cells(CrossValidated learner, List<Metric> metrics) {
        List<String> cells = new ArrayList<>(List.of(abbreviated(printable(learner.name()), WIDEST_NAME)));
        if (learner.failure().isPresent()) {
            return cells;
        }
        metrics.forEach(m -> cells.add(cell(learner.metric(m))));
        cells.add(Wording.seconds(learner.fitSeconds()));
        cells.add(Wording.seconds(learner.predictSeconds()));
        return cells;
    }

    static String cell(Optional<MetricSummary> summary) {
        return summary.flatMap(MetricSummary::average).map(Wording::mean).orElse("undefined");
    }

    private static void learner(
            StringBuilder out, CrossValidated learner, List<String> cells, int[] widths, int noteWidth) {
        if (learner.failure().isPresent()) {
            String reason = "failed: " + printable(learner.failure().get());
            int indent = widths[0] + 2 * GAP.length();
            indented(out, padded(cells.getFirst(), widths[0]), reason, indent, MOST_REASON_LINES);
            return;
        }
        String note = printable(Wording.brief(String.join("; ", learner.warnings())));
        if (note.length() <= noteWidth) {
            line(out, cells, widths, note);
        } else {
            line(out, cells, widths, "");
            indented(out, "", note, widths[0] + 2 * GAP.length(), 2);
        }
    }

    private static void indented(StringBuilder out, String first, String text, int indent, int mostLines) {
        List<String> lines = wrapped(text, WIDTH - indent);
        for (int i = 0; i < Math.min(lines.size(), mostLines); i++) {
            boolean cut = i == mostLines - 1 && lines.size() > mostLines;
            String line = cut ? abbreviated(lines.get(i) + " …", WIDTH - indent) : lines.get(i);
            out.append((GAP + padded(i == 0 ? first : "", indent - GAP.length()) + line).stripTrailing())
                    .append('\n');
        }
    }

    private static void line(StringBuilder out, List<String> cells, int[] widths, String note) {
        StringBuilder line = new StringBuilder(GAP);
        for (int c = 0; c < cells.size(); c++) {
            String cell = cells.get(c);
            // Names to the left, numbers to the right.
            line.append(c == 0 ? padded(cell, widths[c]) : " ".repeat(widths[c] - cell.length()) + cell)
                    .append(GAP);
        }
        out.append(line.append(note).toString().stripTrailing()).append('\n');
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String abbreviated(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    /// Names come from files: a control character in one must not move the cursor of a terminal.
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars().forEach(c -> out.append(Character.isISOControl(c) ? ' ' : (char) c));
        return out.toString();
    }

    /// `text` in lines of at most `width` characters, broken at spaces where there are any.
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > width / 3 ? space : width;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
