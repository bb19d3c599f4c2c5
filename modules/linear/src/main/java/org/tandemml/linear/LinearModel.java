package org.tandemml.linear;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;
import org.tandemml.kernels.Kernels;

/// A fitted linear regression: `ŷ = β·x + intercept`.
///
/// **Shapes**: one coefficient a column. **Cost**: 2·p operations a row; a row alone allocates nothing.
/// **Determinism**: the same bits for any number of threads.
public final class LinearModel implements Regressor {
    private final Schema schema;
    private final String target;
    private final double[] coefficients;
    private final double intercept;
    private final double residualVariance;
    private final double degreesOfFreedom;
    private final double[] standardErrors;
    private final @Nullable RegularizationPath path;
    private final FitReport report;
    private final Provenance provenance;

    LinearModel(
            Schema schema,
            String target,
            double[] coefficients,
            double intercept,
            double residualVariance,
            double degreesOfFreedom,
            double[] standardErrors,
            @Nullable RegularizationPath path,
            FitReport report,
            Provenance provenance) {
        this.schema = schema;
        this.target = target;
        this.coefficients = coefficients;
        this.intercept = intercept;
        this.residualVariance = residualVariance;
        this.degreesOfFreedom = degreesOfFreedom;
        this.standardErrors = standardErrors;
        this.path = path;
        this.report = report;
        this.provenance = provenance;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong parameters() {
        return OptionalLong.of(coefficients.length + 1L);
    }

    @Override
    public FitReport report() {
        return report;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public String target() {
        return target;
    }

    /// The coefficients in the units of the columns, as a copy.
    public double[] coefficients() {
        return coefficients.clone();
    }

    /// The constant term.
    public double intercept() {
        return intercept;
    }

    /// `Σ wᵢ·rᵢ²/degreesOfFreedom` over the training rows; `NaN` where there are no degrees of freedom.
    public double residualVariance() {
        return residualVariance;
    }

    /// Σw less the number of coefficients that are not 0 and of the intercept; weights count as repetitions.
    public double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /// Standard errors, t-tests and intervals; present for unpenalised least squares with degrees of freedom.
    public Optional<WaldInference> inference() {
        return standardErrors.length == 0
                ? Optional.empty()
                : Optional.of(new WaldInference(estimates(), standardErrors, degreesOfFreedom));
    }

    /// The path along which λ was chosen, if it was.
    public Optional<RegularizationPath> path() {
        return Optional.ofNullable(path);
    }

    double[] storedStandardErrors() {
        return standardErrors;
    }

    private double[] estimates() {
        double[] estimates = Arrays.copyOf(coefficients, coefficients.length + 1);
        estimates[coefficients.length] = intercept;
        return estimates;
    }

    /// The coefficients as a text table, one line a term, with standard errors, t, p-values and 95 % intervals where
    /// there are any.
    public String coefficientTable() {
        StringBuilder table = new StringBuilder();
        new CoefficientTable(schema, inference(), "t").append(table, estimates(), 0);
        return table.toString();
    }

    @Override
    public double predict(double[] row) {
        checkWidth(row.length);
        return Kernels.doubles().dot(coefficients, 0, row, 0, row.length) + intercept;
    }

    @Override
    public double[] predict(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        int n = rows.rows();
        double[] out = DenseMatrix.allocate(n, 1);
        Design design = Design.of(rows);
        int blockRows = design.blockRows();
        loop.forWork(2.0 * design.stored()).run((n + blockRows - 1) / blockRows, block -> {
            int from = block * blockRows;
            int count = Math.min(blockRows, n - from);
            design.scores(from, count, coefficients, 0, out, from);
            for (int i = from; i < from + count; i++) {
                out[i] += intercept;
            }
        });
        return out;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearModel that
                && schema.equals(that.schema)
                && target.equals(that.target)
                && Arrays.equals(coefficients, that.coefficients)
                && Double.compare(intercept, that.intercept) == 0
                && Double.compare(residualVariance, that.residualVariance) == 0
                && Double.compare(degreesOfFreedom, that.degreesOfFreedom) == 0
                && Arrays.equals(standardErrors, that.standardErrors)
                && Objects.equals(path, that.path)
                && report.equals(that.report)
                && provenance.equals(that.provenance);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(coefficients) + Double.hashCode(intercept);
    }

    @Override
    public String toString() {
        return "LinearModel[" + coefficients.length + " columns, " + report + "]";
    }
}
