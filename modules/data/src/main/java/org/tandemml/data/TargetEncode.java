package org.tandemml.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Splits;
import org.tandemml.core.Traits;

/// Replaces each level of a column of categories by the mean target of its training rows, shrunk towards the overall
/// mean: for columns with too many levels for [OneHot].
///
/// With n, m the weight and mean of a level, M, V mean and variance of the target: `s = (n·m + smoothing·M)/(n +
/// smoothing)`, or under `auto` the empirical Bayes estimate `λ·m + (1 − λ)·M` with `λ = V·n/(V·n + v)`, v the variance
/// within the level. The target is a number, the share of the second of two classes, or the share of each of more
/// classes in a column `name=class` of its own. A missing value is a level of its own; levels without training rows
/// become M. Numeric columns pass.
///
/// **Cross-fitting**: [#prepare], which pipelines use, encodes each training row with what the other folds say;
/// otherwise the learner behind would read each row's own answer from its encoding. New rows get the encoding of all
/// training rows. **Source**: Micci-Barreca, "A preprocessing scheme for high-cardinality categorical attributes", ACM
/// SIGKDD Explorations 3(1), 2001; the defaults are those of scikit-learn's `TargetEncoder`. **Cost**: O(n p) a fold.
/// **Determinism**: folds follow from the seed. **Errors**: [InputException] for data without a target, and for a
/// chosen column of numbers.
public record TargetEncode(
        @Setting("columns to encode: names, or type:categorical")
        ColumnChoice columns,

        @Setting("how many rows' worth of the overall mean a level is given, or auto")
        Smoothing smoothing,

        @Setting("folds of the cross-fitting, at least 2") int folds)
        implements Learner.OfTransform<TargetEncoding> {
    /// How strongly levels are drawn to the overall mean.
    ///
    /// @param rows that many rows of the overall mean are added; NaN lets each level's variance decide
    public record Smoothing(double rows) {
        /// Each level's variance decides.
        public static final Smoothing AUTO = new Smoothing(Double.NaN);

        public Smoothing {
            if (!Double.isNaN(rows)) {
                Check.notNegative("smoothing", rows);
            }
        }

        /// `auto` or a number.
        public static Smoothing parse(String text) {
            try {
                return text.strip().equals("auto") ? AUTO : new Smoothing(Double.parseDouble(text.strip()));
            } catch (NumberFormatException e) {
                throw new InputException("smoothing must be auto or a number, was \"" + text + "\"", e);
            }
        }

        @Override
        public String toString() {
            return Double.isNaN(rows) ? "auto" : Double.toString(rows);
        }
    }

    public TargetEncode {
        Check.atLeast("folds", folds, 2);
    }

    /// Every column of categories, smoothing by variance, 5 folds.
    public TargetEncode() {
        this(ColumnChoice.CATEGORICAL, Smoothing.AUTO, 5);
    }

    public TargetEncode withColumns(ColumnChoice value) {
        return new TargetEncode(value, smoothing, folds);
    }

    public TargetEncode withSmoothing(Smoothing value) {
        return new TargetEncode(columns, value, folds);
    }

    public TargetEncode withFolds(int value) {
        return new TargetEncode(columns, smoothing, value);
    }

    @Override
    public String name() {
        return "target-encode";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public TargetEncoding fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        how.cancellation().check();
        int[] encoded = encoded(data);
        LevelMeans means = LevelMeans.of(data, encoded, smoothing, i -> true);
        return new TargetEncoding(
                FittedStep.Origin.of(this, data, how, FittedStep.report("means of the levels found", List.of())),
                encoded,
                means.outputs(),
                means.encodings());
    }

    private int[] encoded(Dataset data) {
        boolean[] chosen = columns.in(data.schema());
        int[] encoded = IntStream.range(0, chosen.length).filter(j -> chosen[j]).toArray();
        for (int j : encoded) {
            if (!(data.schema().column(j) instanceof Column.Categorical)) {
                throw new InputException("column \"" + data.schema().column(j).name()
                        + "\" holds numbers, target-encode takes categories: leave it out of columns");
            }
        }
        return encoded;
    }

    @Override
    public Learner.Prepared<TargetEncoding> prepare(Dataset data, Fitting how) {
        TargetEncoding all = fit(data, how);
        if (data.rows() < 2) {
            throw new InputException("target-encode needs at least 2 rows to learn each from others, the data have 1");
        }
        int[] fold = Splits.foldOfRow(data.target(), data.rows(), Math.min(folds, data.rows()), how.seed());
        int[] encoded = encoded(data);
        int q = all.output().size();
        double[] values = DenseMatrix.allocate(data.rows(), q);
        double[] row = new double[data.columns()];
        for (int f = 0; f <= Arrays.stream(fold).max().orElse(0); f++) {
            how.cancellation().check();
            int own = f;
            LevelMeans means = LevelMeans.of(data, encoded, smoothing, i -> fold[i] != own);
            for (int i = 0; i < data.rows(); i++) {
                if (fold[i] == own) {
                    data.features().copyRow(i, row, 0);
                    all.encode(row, means.encodings(), values, i * q, i);
                }
            }
        }
        return new Learner.Prepared<>(all, data.withFeatures(all.output(), new DenseMatrix(data.rows(), q, values)));
    }
}
