package org.tandemml.kmeans;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Provenance;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;

/// One fit of k-means: the runs, the best of them, and what to tell of it.
final class KMeansFit {
    /// An observer who does not look.
    static final Consumer<KMeansStep> UNWATCHED = step -> {};

    private static final double DROWNING = 100;

    private final KMeans settings;
    private final Dataset data;
    private final Fitting how;
    private final Consumer<KMeansStep> observer;
    private final Rows rows;
    /// The rows of positive weight; empty for all.
    private final int[] kept;
    private final Rows.Spread spread;
    private final Acceleration.Choice acceleration;
    private final List<String> notes = new ArrayList<>();

    KMeansFit(KMeans settings, Dataset data, Fitting how, Consumer<KMeansStep> observer) {
        this.settings = settings;
        this.data = data;
        this.how = how;
        this.observer = observer;
        kept = kept(data);
        boolean gaps = settings.missing() && data.features().firstNonFinite().exists();
        if (gaps && data.features() instanceof SparseMatrix) {
            throw new InputException("missing values are taken in dense rows only, these are sparse: make them dense,"
                    + " or put Impute before k-means in a Pipeline");
        }
        rows = Rows.of(data, kept, settings.spherical(), gaps);
        rows.requireValues();
        if (rows.n < settings.k()) {
            throw new InputException(
                    "k is " + settings.k() + ", but the data have only " + rows.n + " rows: choose a smaller k");
        }
        spread = rows.spread();
        acceleration = Acceleration.choose(settings.acceleration(), rows, settings.k());
        noteScales();
    }

    private static int[] kept(Dataset data) {
        if (!data.isWeighted()) {
            return new int[0];
        }
        int[] kept =
                IntStream.range(0, data.rows()).filter(i -> data.weight(i) > 0).toArray();
        if (kept.length == 0) {
            throw new InputException("all rows have weight 0: give at least one a positive weight");
        }
        return kept.length == data.rows() ? new int[0] : kept;
    }

    /// Says so when one column has most of the variance.
    private void noteScales() {
        if (settings.spherical() || rows.p < 2) {
            return;
        }
        int widest = 0;
        double sum = 0;
        for (int j = 0; j < rows.p; j++) {
            widest = spread.squares()[j] > spread.squares()[widest] ? j : widest;
            sum += spread.squares()[j];
        }
        if (spread.squares()[widest] > DROWNING * (sum - spread.squares()[widest])) {
            notes.add(
                    "column \"" + data.schema().column(widest).name() + "\" spreads so much wider than all others that"
                            + " it alone decides: put Standardize before k-means if the units differ");
        }
    }

    KMeansModel seeded() {
        Seed seed = new Seed(how.seed()).child("kmeans");
        Lloyd.Outcome best = null;
        int bestRun = 0;
        for (int run = 0; run < settings.runs(); run++) {
            Seed own = seed.child(run);
            double[] start = new Seeding(rows, spread.means(), settings.k(), own, how).draw(settings.initialization());
            Lloyd.Outcome outcome = lloyd(start, own);
            if (best == null || outcome.total() < best.total()) {
                best = outcome;
                bestRun = run;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no run");
        }
        if (settings.runs() > 1) {
            notes.add("run " + (bestRun + 1) + " of " + settings.runs() + " had the least inertia");
        }
        return model(best, byFirstRow(best.labels()));
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

    private Lloyd.Outcome lloyd(double[] start, Seed seed) {
        double[] from = start;
        int most = settings.maxIterations();
        Acceleration by = acceleration.acceleration();
        if (settings.miniBatch()) {
            from = MiniBatch.run(rows, spread.means(), start, settings.k(), most, seed.child("batches"), how);
            most = 0;
            by = Acceleration.NONE;
        }
        return new Lloyd(settings, rows, from, spread, most, how, by, observer).run();
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

    private KMeansModel model(Lloyd.Outcome run, int[] number) {
        int k = settings.k();
        int p = rows.p;
        double[] centroids = new double[k * p];
        int[] sizes = new int[k];
        double[] inertia = new double[k];
        for (int c = 0; c < k; c++) {
            System.arraycopy(run.centroids(), c * p, centroids, number[c] * p, p);
            inertia[number[c]] = run.inertia()[c];
            sizes[number[c]] = run.sizes()[c];
        }
        int[] labels = run.labels();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = number[labels[i]];
        }
        if (kept.length > 0) {
            labels = new int[data.rows()];
            Arrays.fill(labels, -1);
            for (int i = 0; i < kept.length; i++) {
                labels[kept[i]] = run.labels()[i];
            }
        }
        return new KMeansModel(
                data.schema(),
                centroids,
                sizes,
                inertia,
                labels,
                settings.spherical(),
                settings.missing(),
                report(run),
                Provenance.of(settings, data, how));
    }

    private FitReport report(Lloyd.Outcome run) {
        if (settings.miniBatch()) {
            return new FitReport(
                    true,
                    settings.maxIterations() + " batches were learned from",
                    settings.maxIterations(),
                    run.total(),
                    run.trace(),
                    Map.of("inertia", run.total()),
                    notes);
        }
        String share = acceleration.acceleration() == Acceleration.NONE
                ? ""
                : String.format(Locale.ROOT, "; %.2g%% of the rows were measured in a pass", 100 * run.measured());
        notes.add(acceleration.reason() + share);
        return new FitReport(
                run.converged(),
                run.reason(),
                run.iterations(),
                run.total(),
                run.trace(),
                Map.of("inertia", run.total()),
                notes);
    }
}
