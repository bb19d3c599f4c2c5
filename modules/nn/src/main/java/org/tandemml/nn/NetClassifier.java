package org.tandemml.nn;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tandemml.core.Classifier;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.kernels.Functions;

/// Class probabilities from a net over the columns of a table: what [MlpClassifier] and its kin learn.
///
/// Two classes have one output z: scores `[−z, z]`, probabilities `1/(1 + exp(±z))`. More have one output each:
/// probabilities proportional to its exponential. Products are `float`; a row has the same bits alone and in a batch.
public final class NetClassifier implements Classifier {
    /// The score of a class that had no row in training: its probability is 0.
    public static final double ABSENT = -1e9;

    private final Schema schema;
    private final String target;
    private final List<String> classes;
    private final int[] present;
    private final TableNet net;
    private final TrainingTrace trace;
    private final FitReport report;
    private final Provenance provenance;

    NetClassifier(
            Schema schema,
            String target,
            List<String> classes,
            int[] present,
            TableNet net,
            TrainingTrace trace,
            FitReport report,
            Provenance provenance) {
        int outputs = present.length == 2 ? 1 : present.length;
        if (present.length < 2 || net.outputs() != outputs) {
            throw new InputException(
                    "a net of " + net.outputs() + " outputs does not fit " + present.length + " classes with rows");
        }
        for (int k = 0; k < present.length; k++) {
            if (present[k] >= classes.size() || present[k] <= (k == 0 ? -1 : present[k - 1])) {
                throw new InputException("classes with rows must ascend within 0.." + (classes.size() - 1) + ", number "
                        + (k + 1) + " is " + present[k]);
            }
        }
        this.schema = schema;
        this.target = target;
        this.classes = List.copyOf(classes);
        this.present = present;
        this.net = net;
        this.trace = trace;
        this.report = report;
        this.provenance = provenance;
    }

    /// How training went.
    public TrainingTrace trace() {
        return trace;
    }

    TableNet net() {
        return net;
    }

    int[] present() {
        return present;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong parameters() {
        return OptionalLong.of(net.parameterCount());
    }

    @Override
    public double[] validationTrace() {
        return trace.validation();
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
    public boolean takesMissing() {
        return true;
    }

    @Override
    public void scores(double[] row, double[] out) {
        checkWidth(row.length);
        net.outputs(row, out);
        toScores(out, 0);
    }

    /// Outputs at the start of `values[at ..]` to scores of all classes, in place.
    private void toScores(double[] values, int at) {
        int count = classes.size();
        if (present.length == count && count > 2) {
            return;
        }
        if (present.length == 2) {
            double z = values[at];
            double half = count == 2 ? z : z / 2;
            for (int k = 0; k < count; k++) {
                values[at + k] = ABSENT;
            }
            values[at + present[0]] = -half;
            values[at + present[1]] = half;
            return;
        }
        int from = present.length - 1;
        for (int k = count - 1; k >= 0; k--) {
            boolean has = from >= 0 && present[from] == k;
            values[at + k] = has ? values[at + from] : ABSENT;
            from -= has ? 1 : 0;
        }
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        scores(row, out);
        toProbabilities(out, 0);
    }

    private void toProbabilities(double[] values, int at) {
        int count = classes.size();
        if (count == 2) {
            double z = values[at + 1];
            values[at] = Functions.sigmoid(-z);
            values[at + 1] = Functions.sigmoid(z);
            return;
        }
        double max = values[at];
        for (int k = 1; k < count; k++) {
            max = Math.max(max, values[at + k]);
        }
        double sum = 0;
        for (int k = 0; k < count; k++) {
            values[at + k] = Functions.exp(values[at + k] - max);
            sum += values[at + k];
        }
        for (int k = 0; k < count; k++) {
            values[at + k] /= sum;
        }
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        int n = rows.rows();
        int count = classes.size();
        double[] outputs = net.outputs(rows, loop);
        double[] scores = DenseMatrix.allocate(n, count);
        for (int i = 0; i < n; i++) {
            System.arraycopy(outputs, i * net.outputs(), scores, i * count, net.outputs());
            toScores(scores, i * count);
        }
        return new DenseMatrix(n, count, scores);
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        return toProbabilities(scores(rows, loop));
    }

    private DenseMatrix toProbabilities(DenseMatrix scores) {
        double[] values = scores.values().clone();
        for (int at = 0; at < values.length; at += classes.size()) {
            toProbabilities(values, at);
        }
        return new DenseMatrix(scores.rows(), classes.size(), values);
    }

    @Override
    public Outputs outputs(Matrix rows, Parallel loop) {
        DenseMatrix scores = scores(rows, loop);
        return new Outputs(scores, Optional.of(toProbabilities(scores)));
    }

    @Override
    public String toString() {
        return "NetClassifier[" + schema.size() + " columns, classes " + classes + ", " + report + "]";
    }
}
