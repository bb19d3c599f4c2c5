package org.tandemml.compare;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.tandemml.core.WholeFile;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.FoldCost;
import org.tandemml.evaluation.FoldResult;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.Score;

/// Every fold of every learner on every data set as a CSV file: what a reader needs to compute other statistics.
///
/// Numbers have all their digits; cells are empty where a metric is undefined or a cost was not measured.
public final class FoldTable {
    private FoldTable() {}

    /// The text, with a header.
    public static String of(ComparisonResult result) {
        Set<Metric> metrics = new LinkedHashSet<>();
        result.datasets()
                .forEach(d -> d.learners()
                        .forEach(l -> l.folds()
                                .forEach(f ->
                                        f.scores().stream().map(Score::metric).forEach(metrics::add))));
        StringBuilder csv = new StringBuilder("dataset,learner,repeat,fold,train_rows,test_rows");
        metrics.forEach(m -> csv.append(',').append(m.key()));
        csv.append(",fit_seconds,predict_seconds,cpu_seconds,allocated_bytes,peak_bytes,joules,converged\n");
        for (DatasetResult data : result.datasets()) {
            for (CrossValidated learner : data.learners()) {
                for (FoldResult fold : learner.folds()) {
                    csv.append(cell(data.facts().name())).append(',').append(cell(learner.name()));
                    csv.append(
                            "," + fold.repeat() + "," + fold.fold() + "," + fold.trainRows() + "," + fold.testRows());
                    metrics.forEach(m -> number(csv, fold.score(m).orNaN()));
                    FoldCost cost = fold.cost();
                    number(csv, cost.fitSeconds());
                    number(csv, cost.predictSeconds());
                    number(csv, cost.cpuSeconds());
                    number(csv, cost.allocatedBytes());
                    number(csv, cost.peakBytes());
                    number(csv, cost.joules());
                    csv.append(',').append(fold.converged()).append('\n');
                }
            }
        }
        return csv.toString();
    }

    /// Writes the table whole or not at all.
    public static void write(ComparisonResult result, Path file) {
        byte[] bytes = of(result).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(bytes));
    }

    private static void number(StringBuilder csv, double value) {
        csv.append(',').append(Double.isFinite(value) ? Double.toString(value) : "");
    }

    private static String cell(String text) {
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
