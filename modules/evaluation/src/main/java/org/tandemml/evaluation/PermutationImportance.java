package org.tandemml.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;

/// How much worse a model gets when one column of the data is shuffled: what the model needs the column for.
///
/// For each column and repeat the column of the **raw** data is permuted among the rows, before any encoding inside a
/// pipeline, so all indicators of a category move together. The drop is the score on the data minus that on the
/// shuffled data, turned round for metrics where less is better: positive means that the column helps. On the rows of
/// the fit it shows what the model uses, on other rows what helps.
///
/// **Source**: Breiman, "Random forests", Machine Learning 45 (2001), section 10; Fisher, Rudin, Dominici, JMLR 20
/// (2019). **Shapes**: one entry a column, in the order of the model's schema. **Cost**: columns × repeats evaluations;
/// memory of one copy of the data a thread. **Determinism**: permutations depend on seed, repeat and the column's name,
/// so order of columns and number of threads do not matter. **Errors**: [InputException] where the score is undefined.
///
/// @param score the score on the data as they are
/// @param columns the drop for each column
public record PermutationImportance(Score score, List<Column> columns) {
    /// The drops of one column.
    ///
    /// @param name of the column
    /// @param mean of the drops
    /// @param sd their sample standard deviation, `NaN` for one repeat
    /// @param drops one a repeat
    public record Column(String name, double mean, double sd, List<Double> drops) {
        public Column {
            drops = List.copyOf(drops);
        }
    }

    public PermutationImportance {
        columns = List.copyOf(columns);
    }

    /// By a metric that evaluations of the model report.
    public static PermutationImportance of(
            Model model, Dataset data, Metric metric, int repeats, long seed, Parallel loop) {
        return of(model, data, evaluation -> reported(evaluation, metric), repeats, seed, loop);
    }

    private static Score reported(Evaluation evaluation, Metric metric) {
        Score score = evaluation.metrics().get(metric.key());
        if (score == null) {
            throw Check.unknown(
                    "metric for this model", metric.key(), evaluation.metrics().keySet());
        }
        return score;
    }

    /// By any score of an evaluation.
    public static PermutationImportance of(
            Model model, Dataset data, Function<Evaluation, Score> metric, int repeats, long seed, Parallel loop) {
        Check.atLeast("repeats", repeats, 1);
        Schema schema = model.schema();
        Dataset aligned = data.withFeatures(schema, model.align(data));
        Score score = defined(metric.apply(Evaluation.of(model, aligned, loop)), "the data");
        int p = schema.size();
        double[] drops = new double[p * repeats];
        loop.run(drops.length, task -> {
            int j = task / repeats;
            String name = schema.column(j).name();
            int[] order = IntStream.range(0, data.rows()).toArray();
            new Seed(seed).child(name).child(task % repeats).stream().shuffle(order);
            double[] shuffled = new double[order.length];
            for (int i = 0; i < order.length; i++) {
                shuffled[i] = aligned.features().get(order[i], j);
            }
            Matrix features = ColumnReplacement.of(aligned.features(), j, shuffled);
            Score worse =
                    metric.apply(Evaluation.of(model, aligned.withFeatures(schema, features), Parallel.SEQUENTIAL));
            double drop = score.value()
                    - defined(worse, "the data with \"" + name + "\" shuffled").value();
            drops[task] = score.higherIsBetter() ? drop : -drop;
        });
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < p; j++) {
            columns.add(column(schema.column(j).name(), drops, j * repeats, repeats));
        }
        return new PermutationImportance(score, columns);
    }

    private static Score defined(Score score, String where) {
        if (!score.isDefined()) {
            throw new InputException(score.name() + " is undefined for " + where + ": " + score.reason());
        }
        return score;
    }

    private static Column column(String name, double[] drops, int from, int repeats) {
        double sum = 0;
        List<Double> own = new ArrayList<>();
        for (int r = from; r < from + repeats; r++) {
            sum += drops[r];
            own.add(drops[r]);
        }
        double mean = sum / repeats;
        double squares = 0;
        for (double drop : own) {
            squares += (drop - mean) * (drop - mean);
        }
        return new Column(name, mean, repeats == 1 ? Double.NaN : Math.sqrt(squares / (repeats - 1)), own);
    }

    /// The columns from the most to the least important.
    public List<Column> ranked() {
        return columns.stream()
                .sorted(Comparator.comparingDouble(Column::mean).reversed())
                .toList();
    }
}
