package org.tandemml.kmeans;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Progress;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;
import org.tandemml.evaluation.ClusterQuality;
import org.tandemml.plot.Axis;
import org.tandemml.plot.Chart;
import org.tandemml.plot.Picture;
import org.tandemml.plot.Series;

/// How well each number of clusters suits the data: the evidence for choosing k.
///
/// For each k the inertia (the elbow of its curve is where more clusters stop paying), the mean silhouette, the
/// Davies-Bouldin index (low is good), the Calinski-Harabasz index (high is good), and the gap statistic: by how much
/// the logarithm of the inertia is below that of rows spread evenly over the range of each column.
///
/// Above 10,000 rows the three indices are computed on 5,000 rows drawn by the seed.
///
/// **Source**: Rousseeuw, *Silhouettes*, J. Comput. Appl. Math. 20, 1987; Davies and Bouldin, IEEE TPAMI 1(2), 1979;
/// Caliński and Harabasz, *A dendrite method for cluster analysis*, 1974; Tibshirani, Walther and Hastie, *Estimating
/// the number of clusters in a data set via the gap statistic*, JRSS B 63(2), 2001. **Cost**: for each k a fit, and one
/// for each set of even rows; n² distances for the silhouette, or 5,000².
///
/// @param rows one a number of clusters, ascending
public record ClusterCounts(List<Row> rows) {
    private static final int REFERENCES = 10;
    private static final int MOST_EXACT = 10_000;
    private static final int SAMPLE = 5_000;

    /// The evidence for one k; NaN where an index is not defined.
    ///
    /// @param gap the gap statistic
    /// @param gapError its standard error, with the factor for the finite number of references
    public record Row(
            int k,
            double inertia,
            double silhouette,
            double daviesBouldin,
            double calinskiHarabasz,
            double gap,
            double gapError) {}

    public ClusterCounts {
        rows = List.copyOf(rows);
    }

    /// Fits `learner` with each k from `low` to `high`. Throws [InputException] for a range that the rows cannot fill.
    public static ClusterCounts of(KMeans learner, Dataset data, int low, int high, Fitting how) {
        Check.atLeast("smallest k", low, 1);
        if (high < low || high >= data.rows()) {
            throw new InputException("k must range from " + low + " to at most " + (data.rows() - 1) + ", one less than"
                    + " the rows, was " + low + ".." + high);
        }
        if (learner.missing() && data.features().firstNonFinite().exists()) {
            throw new InputException("choosing the number of clusters needs rows without gaps, for its indices measure"
                    + " rows against each other: put Impute before it");
        }
        Fitting silent = how.withProgress(Progress.NONE);
        Dataset[] references = references(data, new Seed(how.seed()).child("gap"));
        int[] sample = sample(data.rows(), new Seed(how.seed()).child("sample"));
        List<Row> rows = new ArrayList<>();
        for (int k = low; k <= high; k++) {
            KMeans own = learner.withK(k);
            KMeansModel model = own.fit(data, silent);
            double[] logs = new double[REFERENCES];
            for (int r = 0; r < REFERENCES; r++) {
                logs[r] = Math.log(own.withRuns(1).fit(references[r], silent).inertia());
            }
            double mean = Arrays.stream(logs).average().orElseThrow();
            double square =
                    Arrays.stream(logs).map(v -> (v - mean) * (v - mean)).sum() / REFERENCES;
            int[] labels = new int[sample.length];
            Arrays.setAll(labels, i -> model.labels()[sample[i]]);
            boolean several = Arrays.stream(labels).distinct().count() > 1;
            ClusterQuality quality = ClusterQuality.of(data.select(sample).features(), labels);
            rows.add(new Row(
                    k,
                    model.inertia(),
                    several ? quality.silhouette(how.parallel()).value() : Double.NaN,
                    several ? quality.daviesBouldin().value() : Double.NaN,
                    several ? quality.calinskiHarabasz().value() : Double.NaN,
                    mean - Math.log(model.inertia()),
                    Math.sqrt(square * (1 + 1.0 / REFERENCES))));
            how.progress().step("clusters", k - low + 1, high - low + 1, model.inertia());
        }
        return new ClusterCounts(rows);
    }

    private static int[] sample(int n, Seed seed) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        if (n <= MOST_EXACT) {
            return order;
        }
        seed.stream().shuffle(order);
        int[] sample = Arrays.copyOf(order, SAMPLE);
        Arrays.sort(sample);
        return sample;
    }

    /// Rows spread evenly over the range of each column.
    private static Dataset[] references(Dataset data, Seed seed) {
        int n = Math.min(data.rows(), MOST_EXACT);
        int p = data.columns();
        double[] low = new double[p];
        double[] high = new double[p];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        double[] row = new double[p];
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, row, 0);
            for (int j = 0; j < p; j++) {
                low[j] = Math.min(low[j], row[j]);
                high[j] = Math.max(high[j], row[j]);
            }
        }
        Dataset[] references = new Dataset[REFERENCES];
        // The inertia of fewer even rows is brought to that of as many as the data have by their weight.
        double weight = (double) data.rows() / n;
        for (int r = 0; r < REFERENCES; r++) {
            Seed.Stream stream = seed.child(r).stream();
            double[] values = DenseMatrix.allocate(n, p);
            for (int i = 0; i < values.length; i++) {
                int j = i % p;
                values[i] = low[j] + (high[j] - low[j]) * stream.nextDouble();
            }
            double[] weights = new double[n];
            Arrays.fill(weights, weight);
            references[r] = Dataset.of("even", data.schema(), new DenseMatrix(n, p, values), new Target.None())
                    .withWeights(weights);
        }
        return references;
    }

    /// The k of the largest silhouette; the smallest k where none is defined.
    public int bySilhouette() {
        int best = 0;
        for (int i = 1; i < rows.size(); i++) {
            double own = rows.get(i).silhouette();
            double least = rows.get(best).silhouette();
            best = own > least || (Double.isNaN(least) && !Double.isNaN(own)) ? i : best;
        }
        return rows.get(best).k();
    }

    /// The smallest k whose gap is within one standard error of the next one's; the largest k if there is none.
    public int byGap() {
        for (int i = 0; i + 1 < rows.size(); i++) {
            if (rows.get(i).gap() >= rows.get(i + 1).gap() - rows.get(i + 1).gapError()) {
                return rows.get(i).k();
            }
        }
        return rows.getLast().k();
    }

    private double[] ks() {
        return rows.stream().mapToDouble(Row::k).toArray();
    }

    /// Inertia over k.
    public Picture elbow() {
        double[] inertia = rows.stream().mapToDouble(Row::inertia).toArray();
        double most = Arrays.stream(inertia).max().orElse(1);
        return Chart.wide("Inertia by number of clusters", axis(), Axis.fromZero("inertia", most > 0 ? most : 1))
                .line(new Series(0, ""), ks(), inertia)
                .points(new Series(0, "inertia"), ks(), inertia)
                .picture("More clusters always leave less inertia; the bend is where they stop paying.");
    }

    /// The mean silhouette over k.
    public Picture silhouette() {
        double[] silhouettes = rows.stream().mapToDouble(Row::silhouette).toArray();
        double least =
                Arrays.stream(silhouettes).filter(v -> !Double.isNaN(v)).min().orElse(0);
        double most =
                Arrays.stream(silhouettes).filter(v -> !Double.isNaN(v)).max().orElse(1);
        return Chart.wide(
                        "Mean silhouette by number of clusters",
                        axis(),
                        Axis.linear("mean silhouette", Math.min(0, least), Math.max(most, least + 0.1)))
                .line(new Series(0, ""), ks(), silhouettes)
                .points(new Series(0, "mean silhouette"), ks(), silhouettes)
                .vertical("largest, k = " + bySilhouette(), bySilhouette())
                .picture(String.format(Locale.ROOT, "The silhouette is largest for %d clusters.", bySilhouette()));
    }

    private Axis axis() {
        double low = rows.getFirst().k();
        double high = rows.getLast().k();
        return Axis.linear("clusters k", low, high > low ? high : low + 1);
    }
}
