package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Schema;
import org.tandemml.core.Setting;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.core.Traits;

/// Makes every numeric column as normal as a power can, by the transformation of Yeo and Johnson: skewed columns become
/// symmetric, negative values are welcome.
///
/// `ψ(x) = ((1 + x)^λ − 1)/λ` for x ≥ 0 and `−((1 − x)^(2−λ) − 1)/(2 − λ)` for x < 0, with the λ of each column that
/// makes the training rows most likely as a normal sample; then, with `standardize`, mean 0 and standard deviation 1
/// (sparse data are scaled and not centred). A column without spread keeps λ = 1. Missing values stay missing,
/// categories pass. **Source**: Yeo and Johnson, *Biometrika* 87(4), 2000. **Cost**: O(n p), some 20 passes.
/// **Determinism**: sums run in row order, whatever the threads. **Errors**: [InputException] for infinite values and
/// for values whose powers exceed a `double`.
public record Power(
        @Setting("brings the result to mean 0 and standard deviation 1")
        boolean standardize) implements Learner.OfTransform<PowerMapping> {
    /// Standardised.
    public Power() {
        this(true);
    }

    public Power withStandardize(boolean value) {
        return new Power(value);
    }

    @Override
    public String name() {
        return "power";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public PowerMapping fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        int p = data.columns();
        boolean centred = standardize && !(data.features() instanceof SparseMatrix);
        double[] lambdas = new double[p];
        double[] means = new double[p];
        double[] scales = new double[p];
        ColumnCursor cursor = new ColumnCursor(data.features());
        double[] weights = data.weights();
        how.parallel().forWork(1000.0 * data.rows() * p).run(p, j -> {
            how.cancellation().check();
            lambdas[j] = 1;
            scales[j] = 1;
            if (!(data.schema().column(j) instanceof Column.Numeric column)) {
                return;
            }
            double[] cells = new double[data.rows()];
            cursor.read(j, cells);
            lambdas[j] = YeoJohnson.fit(cells, weights);
            for (int i = 0; i < cells.length; i++) {
                cells[i] = YeoJohnson.apply(lambdas[j], cells[i]);
            }
            ColumnMoments moments = moments(cells, weights);
            if (!Double.isFinite(moments.mean(0)) || !Double.isFinite(moments.deviation(0))) {
                throw new InputException("column \"" + column.name()
                        + "\" holds numbers whose powers exceed 1.8e308: put Standardize or Robust before Power");
            }
            means[j] = centred ? moments.mean(0) : 0;
            scales[j] = standardize && moments.deviation(0) > 0 ? moments.deviation(0) : 1;
        });
        List<String> notes = new ArrayList<>();
        if (standardize && !centred) {
            notes.add("the data are sparse: columns are scaled and not centred, so that zeros stay zeros");
        }
        return new PowerMapping(
                FittedStep.Origin.of(this, data, how, FittedStep.report("most likely powers found", notes)),
                lambdas,
                means,
                scales);
    }

    private static ColumnMoments moments(double[] cells, double[] weights) {
        DenseMatrix one = new DenseMatrix(cells.length, 1, cells);
        return ColumnMoments.of(
                one, Dataset.of("", Schema.numeric(1), one, new Target.None()).withWeights(weights));
    }
}
