package org.tandemml.data;

import java.util.List;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Divides every row by its norm: `x / Σ|xⱼ|`, `x / √Σxⱼ²` or `x / max|xⱼ|`.
///
/// A row of zeros stays. Nothing is learned but the columns. Sparse data stay sparse. Categories and missing values are
/// refused. **Cost**: O(n p) dense, O(nnz) sparse.
public record Normalize(
        @Setting("the norm that every row gets") Norm norm) implements Learner.OfTransform<RowNormalization> {
    /// The norm of a row.
    public enum Norm {
        /// Sum of absolute values.
        L1,
        /// Euclidean length.
        L2,
        /// Largest absolute value.
        MAX;

        double of(double[] values, int from, int to) {
            double sum = 0;
            for (int k = from; k < to; k++) {
                double size = Math.abs(values[k]);
                sum = switch (this) {
                    case L1 -> sum + size;
                    case L2 -> sum + size * size;
                    case MAX -> Math.max(sum, size);
                };
            }
            return this == L2 ? Math.sqrt(sum) : sum;
        }
    }

    /// Euclidean length 1.
    public Normalize() {
        this(Norm.L2);
    }

    public Normalize withNorm(Norm value) {
        return new Normalize(value);
    }

    @Override
    public String name() {
        return "normalize";
    }

    @Override
    public Traits traits() {
        return Traits.NUMERIC_ONLY;
    }

    @Override
    public RowNormalization fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        how.cancellation().check();
        return new RowNormalization(
                FittedStep.Origin.of(this, data, how, FittedStep.report("nothing to learn", List.of())), norm);
    }
}
