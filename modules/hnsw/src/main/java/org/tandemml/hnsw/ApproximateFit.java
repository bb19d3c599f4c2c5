package org.tandemml.hnsw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Matrix;
import org.tandemml.core.Seed;
import org.tandemml.knn.NeighborWeights;

/// What classification and regression have in common: the rows kept, their graph and its recall.
record ApproximateFit(ApproximateIndex index, NeighborWeights weights, FitReport report) {
    private static final int ROWS_OF_STEP = 512;
    private static final int SAMPLE = 200;
    private static final double LOW_RECALL = 0.9;

    static ApproximateFit of(String name, Dataset data, int[] kept, int k, Hnsw settings, Fitting how) {
        how.cancellation().check();
        Matrix rows =
                kept.length == data.rows() ? data.features() : data.features().select(kept);
        NeighborWeights weights = NeighborWeights.of(data, kept);
        weights.require(k);
        ApproximateIndex index = settings.build(rows, (stage, done, total) -> {
            if (!stage.isEmpty() || done % ROWS_OF_STEP == 0) {
                told(how, stage.isEmpty() ? name : name + " " + stage, done, total);
            }
        });
        how.cancellation().check();
        how.progress().step(name, kept.length, kept.length, Double.NaN);
        Map<String, Double> certificate = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        String reason = "all " + kept.length + " rows are measured, since no more than searchBreadth "
                + settings.searchBreadth() + " differ: the neighbours are exact";
        if (index.approximate()) {
            int[] sample = sample(kept.length, how.seed());
            int asked = Math.min(k, kept.length - 1);
            ApproximateIndex.Recall recall = index.recallOfOthers(
                    sample, asked, how.parallel(), done -> told(how, name + " recall", done, sample.length));
            certificate.put("recall", recall.recall());
            certificate.put("worst_recall", recall.worst());
            reason = String.format(
                    Locale.ROOT,
                    "recall %.4f of the exact %d nearest, measured on %d training rows, each left out",
                    recall.recall(),
                    asked,
                    sample.length);
            if (recall.recall() < LOW_RECALL) {
                notes.add("the graph finds few of the exact neighbours: raise searchBreadth, or use knn");
            }
        }
        settings.metric().drowned(rows, data.schema()).ifPresent(notes::add);
        FitReport report = new FitReport(true, reason, 0, Double.NaN, new double[0], certificate, notes);
        return new ApproximateFit(index, weights, report);
    }

    private static void told(Fitting how, String stage, int done, int total) {
        how.cancellation().check();
        how.progress().step(stage, done, total, Double.NaN);
    }

    /// Some rows, in ascending order.
    private static int[] sample(int rows, long seed) {
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        new Seed(seed).child("recall").stream().shuffle(order);
        int[] some = Arrays.copyOf(order, Math.min(rows, SAMPLE));
        Arrays.sort(some);
        return some;
    }
}
