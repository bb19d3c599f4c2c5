package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Traits;

/// Brings every numeric column to mean 0 and standard deviation 1: `z = (x − mean) / sd`.
///
/// `mean = Σwx/Σw`, `sd² = Σw(x − mean)²/Σw` over the rows in which the column is not missing: divisor n, as in glmnet
/// and scikit-learn. A constant column is centred and keeps scale 1. Missing values stay missing; categories pass.
///
/// Columns of sparse data are scaled and **not** centred, so zeros stay zeros and the data stay sparse; the report says
/// so. **Numerics**: two passes with the correction of Chan, Golub and LeVeque, "Algorithms for computing the sample
/// variance", American Statistician 1983, (1.7), so that a column with mean 10⁹ and deviation 1 is right.
///
/// **Cost**: two passes, O(n p) dense, O(nnz) sparse. **Determinism**: sums run in row order, whatever the threads.
/// **Errors**: [InputException] for infinite values and for values whose sums exceed a `double`.
public record Standardize() implements Learner.OfTransform<Standardization> {
    @Override
    public String name() {
        return "standardize";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public Standardization fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        how.cancellation().check();
        int p = data.columns();
        ColumnMoments moments = switch (data.features()) {
            case DenseMatrix dense -> ColumnMoments.of(dense, data);
            case SparseMatrix sparse -> ColumnMoments.of(sparse, data);
        };
        boolean centred = data.features() instanceof DenseMatrix;
        double[] means = new double[p];
        double[] scales = new double[p];
        List<String> notes = new ArrayList<>();
        for (int j = 0; j < p; j++) {
            scales[j] = 1;
            if (data.schema().column(j) instanceof Column.Categorical) {
                continue;
            }
            double mean = moments.mean(j);
            double deviation = moments.deviation(j);
            if (!Double.isFinite(mean) || !Double.isFinite(deviation)) {
                throw new InputException("column \"" + data.schema().column(j).name()
                        + "\" holds numbers too large to standardize (their sum exceeds 1.8e308): rescale it");
            }
            means[j] = centred ? mean : 0;
            scales[j] = deviation > 0 ? deviation : 1;
        }
        if (!centred) {
            notes.add("the data are sparse: columns are scaled and not centred, so that zeros stay zeros");
        }
        FitReport report = FittedStep.report("means and standard deviations computed", notes);
        return new Standardization(FittedStep.Origin.of(this, data, how, report), means, scales);
    }
}
