package org.tandemml.data;

import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Replaces every number by its rank among the training rows, spread evenly over 0..1 or as standard normal values:
/// `z = F(x)` or `z = Φ⁻¹(F(x))` with the empirical distribution F of the column.
///
/// F is linear between `quantiles` quantiles of the column (fewer if it has fewer values), and among equal values it
/// takes the middle of their ranks; no rows are left out for speed. Values beyond the training range get its ends,
/// which for normal output lie at ±5.199, `Φ⁻¹(10⁻⁷)`. Weights count repetitions. Missing values stay missing,
/// categories pass; sparse data become dense unless zero stays zero. This is the `QuantileTransformer` of scikit-learn
/// without its subsampling. **Cost**: O(n p log n). **Determinism**: exact, any number of threads. **Errors**:
/// [org.tandemml.core.InputException] for infinite values.
public record Quantile(
        @Setting("distribution of the result") Output output,

        @Setting("most quantiles that describe a column") int quantiles)
        implements Learner.OfTransform<QuantileMapping> {
    /// What the result is distributed like.
    public enum Output {
        UNIFORM,
        NORMAL
    }

    public Quantile {
        Check.atLeast("quantiles", quantiles, 1);
    }

    /// Uniform, from 1,000 quantiles.
    public Quantile() {
        this(Output.UNIFORM, 1000);
    }

    public Quantile withOutput(Output value) {
        return new Quantile(value, quantiles);
    }

    public Quantile withQuantiles(int value) {
        return new Quantile(output, value);
    }

    @Override
    public String name() {
        return "quantile";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public QuantileMapping fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        double[][] known = new double[data.columns()][];
        Arrays.fill(known, new double[0]);
        ColumnCursor cursor = new ColumnCursor(data.features());
        how.parallel().forWork(50.0 * data.rows() * data.columns()).run(known.length, j -> {
            how.cancellation().check();
            if (data.schema().column(j) instanceof Column.Numeric) {
                double[] cells = new double[data.rows()];
                cursor.read(j, cells);
                SortedColumn sorted = SortedColumn.of(cells, data);
                known[j] = sorted.quantiles(
                        sorted.isEmpty() ? 0 : (int) Math.clamp(Math.rint(sorted.size()), 1, quantiles));
            }
        });
        return new QuantileMapping(
                FittedStep.Origin.of(this, data, how, FittedStep.report("quantiles found", List.of())), output, known);
    }
}
