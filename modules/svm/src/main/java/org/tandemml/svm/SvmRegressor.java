package org.tandemml.svm;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;

/// Numbers by a function in the feature space of a kernel: what [Svr] and [NuSvr] learn.
///
/// `f(x) = Σ βᵢ·K(xᵢ, x) + intercept` over the support vectors, the training rows on or outside the tube.
public final class SvmRegressor implements Regressor {
    private final Schema schema;
    private final String target;
    private final SvmMachine machine;
    private final double epsilon;
    private final int[] trainingRows;
    private final KernelExpansion expansion;
    private final FitReport report;
    private final Provenance provenance;

    SvmRegressor(
            Schema schema,
            String target,
            SvmMachine machine,
            double epsilon,
            int[] trainingRows,
            KernelExpansion expansion,
            FitReport report,
            Provenance provenance) {
        this.schema = schema;
        this.target = target;
        this.machine = machine;
        this.epsilon = Check.finite("epsilon", epsilon);
        this.trainingRows = trainingRows;
        this.expansion = expansion;
        this.report = report;
        this.provenance = provenance;
        Check.length("machines", expansion.functions(), 1);
    }

    @Override
    public Schema schema() {
        return schema;
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

    /// The support vectors with their dual variables and slacks.
    public SvmMachine machine() {
        return machine;
    }

    /// Half the width of the tube: as set, or as ν made it.
    public double epsilon() {
        return epsilon;
    }

    /// The support vectors, a row each, in the order of the training rows.
    public Matrix supportVectors() {
        return expansion.support;
    }

    /// Which training rows the support vectors are.
    public int[] supportRows() {
        return trainingRows.clone();
    }

    /// The kernels of a row with all support vectors.
    public double[] kernelRow(double[] row) {
        checkWidth(row.length);
        double[] out = new double[trainingRows.length];
        expansion.kernelRow(new DenseMatrix(1, row.length, row), 0, out);
        return out;
    }

    /// γ as it was resolved from `scale` or `auto`.
    public double gamma() {
        return expansion.function.gamma();
    }

    /// The weights of a linear kernel, one a column; empty for other kernels.
    public double[] weights() {
        return expansion.weights().clone();
    }

    KernelExpansion expansion() {
        return expansion;
    }

    @Override
    public double predict(double[] row) {
        checkWidth(row.length);
        double[] out = new double[1];
        expansion.values(row, out);
        return out[0];
    }

    @Override
    public double[] predict(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        return expansion.values(rows, loop);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SvmRegressor that
                && schema.equals(that.schema)
                && target.equals(that.target)
                && machine.equals(that.machine)
                && epsilon == that.epsilon
                && Arrays.equals(trainingRows, that.trainingRows)
                && expansion.equals(that.expansion)
                && report.equals(that.report)
                && provenance.equals(that.provenance);
    }

    @Override
    public int hashCode() {
        return expansion.hashCode();
    }

    @Override
    public String toString() {
        return "SvmRegressor[" + expansion.function.kernel() + ", " + trainingRows.length + " support vectors, "
                + report + "]";
    }
}
