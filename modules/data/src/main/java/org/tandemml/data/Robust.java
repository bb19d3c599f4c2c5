package org.tandemml.data;

import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Traits;

/// Centres every numeric column at its median and divides it by the distance of two quantiles, so that a few wild
/// values change nothing: `z = (x − median) / (q(upper) − q(lower))`.
///
/// Quantiles are linear between neighbours (type 7 of Hyndman and Fan); weights count repetitions. A column whose
/// quantiles agree keeps scale 1. Missing values stay missing, categories pass. Columns of sparse data are scaled and
/// **not** centred, so that zeros stay zeros; the report says so. **Cost**: O(n p log n). **Determinism**: exact, any
/// number of threads. **Errors**: [InputException] for infinite values.
public record Robust(
        @Setting("share of the rows below the lower quantile")
        double lower,

        @Setting("share of the rows below the upper quantile")
        double upper)
        implements Learner.OfTransform<ColumnScaling> {
    private static final double CONSTANT = 10 * 0x1p-52;

    public Robust {
        Check.within("lower", lower, 0, 1);
        Check.within("upper", upper, 0, 1);
        if (!(lower < upper)) {
            throw new InputException("lower must be below upper, was " + lower + " and " + upper);
        }
    }

    /// The quartiles.
    public Robust() {
        this(0.25, 0.75);
    }

    public Robust withQuantiles(double newLower, double newUpper) {
        return new Robust(newLower, newUpper);
    }

    @Override
    public String name() {
        return "robust";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public ColumnScaling fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        boolean centred = !(data.features() instanceof SparseMatrix);
        double[] centres = new double[data.columns()];
        double[] scales = new double[data.columns()];
        ColumnCursor cursor = new ColumnCursor(data.features());
        how.parallel().forWork(50.0 * data.rows() * data.columns()).run(data.columns(), j -> {
            how.cancellation().check();
            scales[j] = 1;
            if (!(data.schema().column(j) instanceof Column.Numeric)) {
                return;
            }
            double[] cells = new double[data.rows()];
            cursor.read(j, cells);
            SortedColumn sorted = SortedColumn.of(cells, data);
            if (!sorted.isEmpty()) {
                centres[j] = centred ? sorted.quantile(0.5) : 0;
                double distance = sorted.quantile(upper) - sorted.quantile(lower);
                scales[j] = distance > CONSTANT && distance < Double.POSITIVE_INFINITY ? distance : 1;
            }
        });
        List<String> notes = centred
                ? List.of()
                : List.of("the data are sparse: columns are scaled and not centred, so that zeros stay zeros");
        return new ColumnScaling(
                FittedStep.Origin.of(this, data, how, FittedStep.report("quantiles found", notes)), centres, scales);
    }
}
