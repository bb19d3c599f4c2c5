package org.tandemml.compare;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.plot.Series;

/// Gives each learner of a comparison one colour, dash and marker on all pictures: its place by mean rank, so that the
/// best have colours of their own.
record SeriesOrder(List<String> names) {
    /// Lines in one chart that can still be followed; one for each colour.
    static final int MOST_LINES = 7;

    static SeriesOrder of(ComparisonResult result) {
        Map<String, double[]> ranks = new LinkedHashMap<>();
        for (DatasetResult data : result.datasets()) {
            List<String> ranked =
                    data.ranked().stream().map(CrossValidated::name).toList();
            for (CrossValidated learner : data.learners()) {
                double[] sum = ranks.computeIfAbsent(learner.name(), name -> new double[2]);
                int place = ranked.indexOf(learner.name());
                sum[0] += place < 0 ? data.learners().size() : place;
                sum[1]++;
            }
        }
        return new SeriesOrder(ranks.entrySet().stream()
                .sorted(Comparator.comparingDouble(e -> e.getValue()[0] / e.getValue()[1]))
                .map(Map.Entry::getKey)
                .toList());
    }

    Series of(String name) {
        return new Series(names.indexOf(name), name);
    }

    /// The learners of charts with many lines: the best of this data set.
    static List<CrossValidated> drawn(DatasetResult result) {
        List<CrossValidated> ranked = result.ranked();
        return ranked.subList(0, Math.min(MOST_LINES, ranked.size()));
    }

    /// Which learners a chart with many lines shows, where it does not show all.
    static String selection(DatasetResult result) {
        int all = result.ranked().size();
        return all > MOST_LINES ? " The " + MOST_LINES + " best of " + all + " learners." : "";
    }
}
