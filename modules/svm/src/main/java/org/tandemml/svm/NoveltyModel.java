package org.tandemml.svm;

import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// Whether a row lies where the training rows lie: what [OneClassSvm] learns.
///
/// The decision value `f(x) = Σ aᵢ·K(xᵢ, x) − ρ` is positive inside the region. There are two classes, the normal one
/// and the other; the score of the normal one is f, that of the other −f.
public final class NoveltyModel implements Classifier {
    private final Schema schema;
    private final String target;
    private final List<String> classes;
    private final int normal;
    private final SvmMachine machine;
    private final int[] trainingRows;
    private final KernelExpansion expansion;
    private final FitReport report;
    private final Provenance provenance;

    NoveltyModel(
            Schema schema,
            String target,
            List<String> classes,
            int normal,
            SvmMachine machine,
            int[] trainingRows,
            KernelExpansion expansion,
            FitReport report,
            Provenance provenance) {
        if (classes.size() != 2 || classes.get(0).equals(classes.get(1))) {
            throw new InputException("a model of novelty needs 2 classes of different names, has " + classes);
        }
        Check.length("machines", expansion.functions(), 1);
        this.schema = schema;
        this.target = target;
        this.classes = List.copyOf(classes);
        this.normal = normal;
        this.machine = machine;
        this.trainingRows = trainingRows;
        this.expansion = expansion;
        this.report = report;
        this.provenance = provenance;
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
    public List<String> classes() {
        return classes;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public boolean hasProbabilities() {
        return false;
    }

    /// The class of the region, as a position in [#classes()].
    public int normal() {
        return normal;
    }

    /// The support vectors with their dual variables and slacks; the intercept is −ρ.
    public SvmMachine machine() {
        return machine;
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

    KernelExpansion expansion() {
        return expansion;
    }

    /// The decision value of each row: positive inside the region.
    public double[] decisions(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        return expansion.values(rows, loop);
    }

    @Override
    public void scores(double[] row, double[] out) {
        checkWidth(row.length);
        double[] f = new double[1];
        expansion.values(row, f);
        out[normal] = f[0];
        out[1 - normal] = -f[0];
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        double[] f = decisions(rows, loop);
        double[] out = new double[2 * f.length];
        for (int i = 0; i < f.length; i++) {
            out[2 * i + normal] = f[i];
            out[2 * i + 1 - normal] = -f[i];
        }
        return new DenseMatrix(f.length, 2, out);
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        throw new UnsupportedOperationException("one class gives scores, no probabilities");
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        throw new UnsupportedOperationException("one class gives scores, no probabilities");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoveltyModel that
                && schema.equals(that.schema)
                && target.equals(that.target)
                && classes.equals(that.classes)
                && normal == that.normal
                && machine.equals(that.machine)
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
        return "NoveltyModel[" + expansion.function.kernel() + ", " + trainingRows.length + " support vectors, "
                + report + "]";
    }
}
