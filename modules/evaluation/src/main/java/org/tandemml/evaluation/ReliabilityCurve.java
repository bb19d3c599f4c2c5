package org.tandemml.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.plot.Picture;

/// Whether predicted probabilities mean what they say: for the rows of each bin of probabilities, the mean
/// probability and the share that turned out positive.
///
/// With `W_b` the weight of bin b, `p̄_b` its mean probability, `ō_b` its share of positive rows:
///
/// | number | definition |
/// |---|---|
/// | expected calibration error | Σ (W_b / W)·\|ō_b − p̄_b\| |
/// | maximum calibration error | max \|ō_b − p̄_b\| |
///
/// Both depend on the binning and are biased upwards by small bins: compare models by Brier score or log loss, and
/// look at the curve.
///
/// **Source**: A. H. Murphy and R. L. Winkler, Reliability of subjective probability forecasts, Applied Statistics 26
/// (1977); M. P. Naeini, G. F. Cooper and M. Hauskrecht, Obtaining well calibrated probabilities using Bayesian
/// binning, AAAI 2015 (ECE, MCE). **Cost**: O(n log n). Immutable; the bits do not depend on the order of the rows up
/// to ties. **Errors**: [org.tandemml.core.InputException] for a probability outside 0..1, naming the row.
public final class ReliabilityCurve {
    /// The rows of one bin.
    ///
    /// @param meanPredicted their mean probability
    /// @param observed the share of them that is positive
    /// @param weight their weight: their number, without weights
    public record Bin(double meanPredicted, double observed, double weight) {}

    private final List<Bin> bins;
    private final BrierDecomposition decomposition;

    private ReliabilityCurve(List<Bin> bins, BrierDecomposition decomposition) {
        this.bins = bins;
        this.decomposition = decomposition;
    }

    /// The curve of rows of weight 1 that are positive or not, with the probability predicted for positive.
    public static ReliabilityCurve of(boolean[] positive, double[] probabilities, Binning binning) {
        return of(positive, probabilities, null, binning);
    }

    /// The curve of weighted rows; rows of weight 0 are left out.
    public static ReliabilityCurve of(
            boolean[] positive, double[] probabilities, double @Nullable [] weights, Binning binning) {
        int n = probabilities.length;
        Check.length("positive", positive.length, n);
        Rows.checkWeights(weights, n);
        for (int i = 0; i < n; i++) {
            Check.within("the probability of row " + (i + 1), probabilities[i], 0, 1);
        }
        int[] rows = Rows.where(n, i -> weights == null || weights[i] > 0);
        Sorted sorted = Sorted.of(rows, positive, probabilities, weights);
        List<Bin> bins = new ArrayList<>();
        BrierDecomposition.Sums sums = new BrierDecomposition.Sums(sorted.baseRate());
        int from = 0;
        for (int to : sorted.ends(binning)) {
            if (to > from) {
                bins.add(sorted.bin(from, to, sums));
                from = to;
            }
        }
        return new ReliabilityCurve(List.copyOf(bins), sums.decomposition());
    }

    /// Rows in the order of their probabilities.
    private record Sorted(double[] p, double[] y, double[] w, double[] cumulative) {
        static Sorted of(int[] rows, boolean[] positive, double[] probabilities, double @Nullable [] weights) {
            double[] p = Arrays.stream(rows).mapToDouble(i -> probabilities[i]).toArray();
            double[] order = new double[p.length];
            Arrays.setAll(order, i -> i);
            ScoreSort.sort(p, order);
            double[] y = new double[p.length];
            double[] w = new double[p.length];
            double[] cumulative = new double[p.length];
            double sum = 0;
            for (int i = 0; i < p.length; i++) {
                int row = rows[(int) order[i]];
                y[i] = positive[row] ? 1 : 0;
                w[i] = weights == null ? 1 : weights[row];
                sum += w[i];
                cumulative[i] = sum;
            }
            return new Sorted(p, y, w, cumulative);
        }

        private int size() {
            return p.length;
        }

        double baseRate() {
            double sum = 0;
            for (int i = 0; i < size(); i++) {
                sum += w[i] * y[i];
            }
            return size() == 0 ? 0 : sum / cumulative[size() - 1];
        }

        /// Where each bin ends, ascending; equal ends mean empty bins.
        int[] ends(Binning binning) {
            return switch (binning) {
                case Binning.Uniform uniform -> {
                    int[] ends = new int[uniform.bins()];
                    Arrays.setAll(ends, b -> Cumulative.upperBound(p, (b + 1.0) / uniform.bins()));
                    yield ends;
                }
                case Binning.Quantile quantile -> {
                    int[] ends = new int[quantile.bins()];
                    Arrays.setAll(ends, b -> quantileEnd(b + 1, quantile.bins()));
                    yield ends;
                }
                case Binning.Distinct distinct ->
                    Rows.where(size() + 1, i -> i == size() || (i > 0 && p[i] != p[i - 1]));
            };
        }

        private int quantileEnd(int numerator, int denominator) {
            int i = 0;
            if (numerator == denominator) {
                return size();
            }
            int high = size();
            while (i < high) {
                int middle = (i + high) >>> 1;
                if (cumulative[middle] * denominator < cumulative[size() - 1] * numerator) {
                    i = middle + 1;
                } else {
                    high = middle;
                }
            }
            return i == size() ? i : Cumulative.upperBound(p, p[i]);
        }

        Bin bin(int from, int to, BrierDecomposition.Sums sums) {
            double weight = 0;
            double predicted = 0;
            double observed = 0;
            for (int i = from; i < to; i++) {
                weight += w[i];
                predicted += w[i] * p[i];
                observed += w[i] * y[i];
            }
            Bin bin = new Bin(predicted / weight, observed / weight, weight);
            double within = 0;
            for (int i = from; i < to; i++) {
                double dp = p[i] - bin.meanPredicted;
                within += w[i] * dp * (dp - 2 * (y[i] - bin.observed));
            }
            sums.add(bin, within);
            return bin;
        }
    }

    /// The bins that hold rows, in ascending order of probability; unmodifiable.
    public List<Bin> bins() {
        return bins;
    }

    /// Σ (W_b / W)·|ō_b − p̄_b|; undefined without rows.
    public Score expectedCalibrationError() {
        double total = bins.stream().mapToDouble(Bin::weight).sum();
        double sum = bins.stream()
                .mapToDouble(b -> b.weight() * Math.abs(b.observed() - b.meanPredicted()))
                .sum();
        return bins.isEmpty()
                ? Score.undefined(Metric.CALIBRATION_ERROR, "no row")
                : Score.of(Metric.CALIBRATION_ERROR, sum / total);
    }

    /// max |ō_b − p̄_b|; undefined without rows.
    public Score maximumCalibrationError() {
        double max = bins.stream()
                .mapToDouble(b -> Math.abs(b.observed() - b.meanPredicted()))
                .max()
                .orElse(0);
        return bins.isEmpty()
                ? Score.undefined(Metric.MAX_CALIBRATION_ERROR, "no row")
                : Score.of(Metric.MAX_CALIBRATION_ERROR, max);
    }

    /// The parts of the Brier score; all 0 without rows.
    public BrierDecomposition brierDecomposition() {
        return decomposition;
    }

    /// The observed shares over the mean probabilities of the bins, beside the diagonal of perfect calibration, with
    /// the share of the rows that each bin holds.
    public Picture picture() {
        return picture("Reliability curve");
    }

    Picture picture(String title) {
        return CurvePictures.reliability(
                title,
                "expected calibration error " + CurvePictures.shown(expectedCalibrationError()),
                bins.stream().mapToDouble(Bin::meanPredicted).toArray(),
                bins.stream().mapToDouble(Bin::observed).toArray(),
                bins.stream().mapToDouble(Bin::weight).toArray());
    }

    /// Writes [#picture()] as an SVG file, whole or not at all. Throws [org.tandemml.core.InputException] if it cannot
    /// be written.
    public void plot(Path file) {
        CurvePictures.write(picture(), file);
    }

    @Override
    public String toString() {
        return "ReliabilityCurve[" + bins.size() + " bins, ece " + expectedCalibrationError() + "]";
    }
}
