package org.tandemml.kmeans;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Provenance;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;

/// One fit of k-means: the runs, the best of them, and what to tell of it.
final class KMeansFit {
    private static final double DROWNING = 100;

    private final KMeans settings;
    private final Dataset data;
    private final Fitting how;
    private final Consumer<KMeansStep> observer;
    private final Rows rows;
    private final int[] kept;
    private final double[] means;
    private final double limit;
    private final List<String> notes = new ArrayList<>();

    KMeansFit(KMeans settings, Dataset data, Fitting how, Consumer<KMeansStep> observer) {
        this.settings = settings;
        this.data = data;
        this.how = how;
        this.observer = observer;
        kept = IntStream.range(0, data.rows()).filter(i -> data.weight(i) > 0).toArray();
        if (kept.length == 0) {
            throw new InputException("all rows have weight 0: give at least one a positive weight");
        }
        if (kept.length < settings.k()) {
            throw new InputException(
                    "k is " + settings.k() + ", but the data have only " + kept.length + " rows: choose a smaller k");
        }
        boolean all = kept.length == data.rows();
        Matrix features = switch (data.features()) {
            case DenseMatrix dense -> all ? dense : dense.select(kept);
            case SparseMatrix sparse -> all ? sparse : sparse.select(kept);
        };
        double[] weights = Arrays.stream(kept).mapToDouble(data::weight).toArray();
        rows = new Rows(features, weights, settings.spherical());
        means = rows.means();
        limit = settings.tolerance() * rows.meanVariance(means);
        noteScales();
    }

    /// Says so when one column has most of the variance.
    private void noteScales() {
        if (settings.spherical() || rows.p < 2) {
            return;
        }
        double[] variance = new double[rows.p];
        double[] row = new double[rows.p];
        for (int i = 0; i < rows.n; i++) {
            rows.copy(i, row, 0);
            for (int j = 0; j < rows.p; j++) {
                double d = row[j] - means[j];
                variance[j] += rows.weights[i] * d * d;
            }
        }
        int widest = 0;
        double sum = 0;
        for (int j = 0; j < rows.p; j++) {
            widest = variance[j] > variance[widest] ? j : widest;
            sum += variance[j];
        }
        if (variance[widest] > DROWNING * (sum - variance[widest])) {
            notes.add(
                    "column \"" + data.schema().column(widest).name() + "\" spreads so much wider than all others that"
                            + " it alone decides: put Standardize before k-means if the units differ");
        }
    }

    KMeansModel seeded() {
        Seed seed = new Seed(how.seed()).child("kmeans");
        Lloyd best = null;
        int bestRun = 0;
        for (int run = 0; run < settings.runs(); run++) {
            Seed own = seed.child(run);
            double[] start = new Seeding(rows, settings.k(), own, how).draw(settings.initialization());
            Lloyd lloyd = lloyd(start, own);
            if (best == null || lloyd.inertia() < best.inertia()) {
                best = lloyd;
                bestRun = run;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no run");
        }
        if (settings.runs() > 1) {
            notes.add("run " + (bestRun + 1) + " of " + settings.runs() + " had the least inertia");
        }
        return model(best, byFirstRow(best.labels));
    }

    KMeansModel from(double[] start) {
        if (settings.spherical()) {
            for (int c = 0; c < settings.k(); c++) {
                double scale = Rows.inverseLength(start, c * rows.p, rows.p, c);
                for (int j = c * rows.p; j < (c + 1) * rows.p; j++) {
                    start[j] *= scale;
                }
            }
        }
        return model(
                lloyd(start, new Seed(how.seed())),
                IntStream.range(0, settings.k()).toArray());
    }

    private Lloyd lloyd(double[] start, Seed seed) {
        double[] from = start;
        int most = settings.maxIterations();
        if (settings.miniBatch()) {
            from = MiniBatch.run(rows, start, settings.k(), settings.spherical(), most, seed.child("batches"), how);
            most = 0;
        }
        return new Lloyd(rows, from, settings.k(), settings.spherical(), means, limit, most, how, observer).run();
    }

    /// The new number of each cluster: in the order of their first rows.
    private int[] byFirstRow(int[] labels) {
        int[] number = new int[settings.k()];
        Arrays.fill(number, -1);
        int next = 0;
        for (int label : labels) {
            if (number[label] < 0) {
                number[label] = next++;
            }
        }
        return number;
    }

    private KMeansModel model(Lloyd run, int[] number) {
        int k = settings.k();
        int p = rows.p;
        double[] centroids = new double[k * p];
        int[] sizes = new int[k];
        double[] inertia = new double[k];
        double unit = settings.spherical() ? 0.5 : 1;
        for (int c = 0; c < k; c++) {
            System.arraycopy(run.centroids(), c * p, centroids, number[c] * p, p);
            inertia[number[c]] = unit * run.pass().inertia()[c];
        }
        int[] labels = new int[data.rows()];
        Arrays.fill(labels, -1);
        for (int i = 0; i < kept.length; i++) {
            labels[kept[i]] = number[run.labels[i]];
            sizes[number[run.labels[i]]]++;
        }
        Map<String, Double> certificate = new LinkedHashMap<>();
        certificate.put("inertia", run.inertia());
        FitReport report = new FitReport(
                settings.miniBatch() || run.converged(),
                settings.miniBatch() ? settings.maxIterations() + " batches were learned from" : run.reason(),
                settings.miniBatch() ? settings.maxIterations() : run.iterations(),
                run.inertia(),
                run.trace(),
                certificate,
                notes);
        return new KMeansModel(
                data.schema(),
                centroids,
                sizes,
                inertia,
                labels,
                settings.spherical(),
                report,
                Provenance.of(settings, data, how));
    }
}
