package org.tandemml.svm;

import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.evaluation.PairScores;

/// Classes by the sides of separating surfaces: what [Svm] and [NuSvm] learn.
///
/// Two classes: the score of the second is the decision value f(x), that of the first −f(x). More, one against one:
/// each machine votes for the class on whose side a row lies, and the score of a class is its votes plus a part of less
/// than ⅓ that grows with the sum of the decision values in its favour, so that votes decide and equal votes are
/// decided by how clear they were; names and order of classes do not matter. One against the rest: the score is the
/// decision value. Scores are no probabilities: a calibrator makes them such.
///
/// **Cost** of a row: see the blocked evaluation, 2·s·p operations for s support vectors, whatever the number of
/// classes.
public final class SvmClassifier implements PairScores {
    /// Score of a class that had no row in training, one against the rest.
    private static final double ABSENT = -1e9;

    private final Schema schema;
    private final String target;
    private final List<String> classes;
    private final Multiclass scheme;
    private final List<SvmMachine> machines;
    private final int[] trainingRows;
    private final KernelExpansion expansion;
    private final FitReport report;
    private final Provenance provenance;
    private final boolean[] present;

    SvmClassifier(
            Schema schema,
            String target,
            List<String> classes,
            Multiclass scheme,
            List<SvmMachine> machines,
            int[] trainingRows,
            KernelExpansion expansion,
            FitReport report,
            Provenance provenance) {
        this.schema = schema;
        this.target = target;
        this.classes = List.copyOf(classes);
        this.scheme = scheme;
        this.machines = List.copyOf(machines);
        this.trainingRows = trainingRows;
        this.expansion = expansion;
        this.report = report;
        this.provenance = provenance;
        Check.length("machines", machines.size(), expansion.functions());
        present = new boolean[classes.size()];
        for (SvmMachine machine : machines) {
            present[machine.positive()] = true;
            if (machine.negative() >= 0) {
                present[machine.negative()] = true;
            }
        }
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

    /// The machines, one for two classes.
    public List<SvmMachine> machines() {
        return machines;
    }

    /// How more than two classes are told apart.
    public Multiclass scheme() {
        return scheme;
    }

    /// The support vectors of all machines, a row each, in the order of the training rows.
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

    /// The weight vectors of a linear kernel, machines × p row-major; empty for other kernels.
    public double[] weights() {
        return expansion.weights().clone();
    }

    KernelExpansion expansion() {
        return expansion;
    }

    /// The decision value of each machine for each row.
    public DenseMatrix decisions(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        return new DenseMatrix(rows.rows(), machines.size(), expansion.values(rows, loop));
    }

    /// The classes of each machine of one-vs-one; empty for two classes and one-vs-rest.
    @Override
    public int[][] pairs() {
        return classes.size() == 2 || machines.getFirst().negative() < 0
                ? new int[0][]
                : machines.stream()
                        .map(m -> new int[] {m.positive(), m.negative()})
                        .toArray(int[][]::new);
    }

    @Override
    public void pairScores(double[] row, double[] out) {
        checkWidth(row.length);
        expansion.values(row, out);
    }

    @Override
    public DenseMatrix pairScores(Matrix rows, Parallel loop) {
        return decisions(rows, loop);
    }

    /// How many machines vote for each class, n × classes.
    public DenseMatrix votes(Matrix rows, Parallel loop) {
        double[] decisions = decisions(rows, loop).values();
        int k = classes.size();
        double[] votes = DenseMatrix.allocate(rows.rows(), k);
        for (int i = 0; i < rows.rows(); i++) {
            for (int m = 0; m < machines.size(); m++) {
                double f = decisions[i * machines.size() + m];
                SvmMachine machine = machines.get(m);
                if (f > 0) {
                    votes[i * k + machine.positive()]++;
                } else if (machine.negative() >= 0) {
                    votes[i * k + machine.negative()]++;
                }
            }
        }
        return new DenseMatrix(rows.rows(), k, votes);
    }

    @Override
    public void scores(double[] row, double[] out) {
        checkWidth(row.length);
        double[] decisions = new double[machines.size()];
        expansion.values(row, decisions);
        toScores(decisions, 0, out, 0);
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        double[] decisions = decisions(rows, loop).values();
        int k = classes.size();
        double[] out = DenseMatrix.allocate(rows.rows(), k);
        for (int i = 0; i < rows.rows(); i++) {
            toScores(decisions, i * machines.size(), out, i * k);
        }
        return new DenseMatrix(rows.rows(), k, out);
    }

    private void toScores(double[] decisions, int from, double[] out, int at) {
        int k = classes.size();
        if (k == 2) {
            double f = decisions[from];
            double toSecond = machines.getFirst().positive() == 1 ? f : -f;
            out[at] = -toSecond;
            out[at + 1] = toSecond;
            return;
        }
        boolean rest = machines.getFirst().negative() < 0;
        if (rest) {
            Arrays.fill(out, at, at + k, ABSENT);
            for (int m = 0; m < machines.size(); m++) {
                out[at + machines.get(m).positive()] = decisions[from + m];
            }
            return;
        }
        double[] votes = new double[k];
        Arrays.fill(out, at, at + k, 0);
        for (int m = 0; m < machines.size(); m++) {
            SvmMachine machine = machines.get(m);
            double f = decisions[from + m];
            votes[f > 0 ? machine.positive() : machine.negative()]++;
            out[at + machine.positive()] += f;
            out[at + machine.negative()] -= f;
        }
        for (int c = 0; c < k; c++) {
            double clarity = out[at + c] / (3 * (Math.abs(out[at + c]) + 1));
            out[at + c] = present[c] ? votes[c] + clarity : -1;
        }
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        throw noProbabilities();
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        throw noProbabilities();
    }

    private static UnsupportedOperationException noProbabilities() {
        return new UnsupportedOperationException(
                "a support vector machine gives scores: calibrate it for probabilities");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SvmClassifier that
                && schema.equals(that.schema)
                && target.equals(that.target)
                && classes.equals(that.classes)
                && scheme == that.scheme
                && machines.equals(that.machines)
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
        return "SvmClassifier[" + expansion.function.kernel() + ", " + trainingRows.length
                + " support vectors, classes " + classes + ", " + report + "]";
    }
}
