package org.tandemml.peers;

import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// A classifier fitted by another library, which predicts through that library's own interface, row by row.
///
/// Probabilities are the peer's; classes that had no rows in training get 0. The score of a class is the logarithm of
/// its probability, and with two classes the log-odds of the second: exact ties appear where the peer's probabilities
/// round to 0 or 1. Machines that give no probabilities answer with scores as they are, and a class that had no rows
/// gets one below all others. Unlike Tandem's own models the peers allocate on each prediction, and such a model cannot
/// be saved.
///
/// **Errors**: a probability that is `NaN` becomes an `IllegalStateException`, for no metric may average it.
/// **Cost**: one call of the peer a row, or a block of rows for native peers; batches are spread over threads in blocks
/// of 256 rows.
public final class PeerClassifier implements Classifier {
    private static final int BLOCK = 256;

    /// How a peer answers for one row; called from several threads at once.
    @FunctionalInterface
    interface Answer {
        /// The probability, or score, of each class that had rows in training, in ascending order of their codes.
        double[] probabilities(double[] row);

        /// The same for `n` rows that lie one after the other; native peers answer for all in one call.
        default double[] probabilities(double[] rows, int n) {
            int width = rows.length / n;
            double[] out = new double[0];
            for (int i = 0; i < n; i++) {
                double[] known = probabilities(Arrays.copyOfRange(rows, i * width, (i + 1) * width));
                if (i == 0) {
                    out = new double[n * known.length];
                }
                System.arraycopy(known, 0, out, i * known.length, known.length);
            }
            return out;
        }
    }

    /// How a native peer answers: for many rows at once.
    @FunctionalInterface
    interface BlockAnswer extends Answer {
        @Override
        double[] probabilities(double[] rows, int n);

        @Override
        default double[] probabilities(double[] row) {
            return probabilities(row, 1);
        }
    }

    private final Schema schema;
    private final List<String> classes;
    private final String target;
    private final PresentClasses present;
    private final boolean takesMissing;
    private final boolean soft;
    private final FitReport report;
    private final Provenance provenance;
    private final Answer answer;

    PeerClassifier(Dataset data, PresentClasses present, FitReport report, Provenance provenance, Answer answer) {
        this(data, present, false, report, provenance, answer);
    }

    /// A classifier whose answers are scores, not probabilities.
    static PeerClassifier ofScores(
            Dataset data, PresentClasses present, FitReport report, Provenance provenance, Answer answer) {
        return new PeerClassifier(data, present, false, false, report, provenance, answer);
    }

    PeerClassifier(
            Dataset data,
            PresentClasses present,
            boolean takesMissing,
            FitReport report,
            Provenance provenance,
            Answer answer) {
        this(data, present, takesMissing, true, report, provenance, answer);
    }

    private PeerClassifier(
            Dataset data,
            PresentClasses present,
            boolean takesMissing,
            boolean soft,
            FitReport report,
            Provenance provenance,
            Answer answer) {
        this.takesMissing = takesMissing;
        this.soft = soft;
        this.schema = data.schema();
        this.classes = data.classes().names();
        this.target = data.target().name();
        this.present = present;
        this.report = report;
        this.provenance = provenance;
        this.answer = answer;
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
    public boolean takesMissing() {
        return takesMissing;
    }

    @Override
    public boolean hasProbabilities() {
        return soft;
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        requireProbabilities();
        answered(row, out);
    }

    @Override
    public void scores(double[] row, double[] out) {
        answered(row, out);
        if (soft) {
            toScores(out, 0);
        }
    }

    private void answered(double[] row, double[] out) {
        checkWidth(row.length);
        checkClasses(out);
        fill(answer.probabilities(row), 0, out, 0);
    }

    private void requireProbabilities() {
        if (!soft) {
            throw new UnsupportedOperationException(provenance.learner() + " gives no probabilities");
        }
    }

    private void checkClasses(double[] out) {
        if (out.length < classes.size()) {
            Check.length("out", out.length, classes.size());
        }
    }

    @Override
    public DenseMatrix probabilities(Matrix rows, Parallel loop) {
        requireProbabilities();
        return batch(rows, loop, false);
    }

    @Override
    public DenseMatrix scores(Matrix rows, Parallel loop) {
        return batch(rows, loop, soft);
    }

    private DenseMatrix batch(Matrix rows, Parallel loop, boolean scores) {
        checkWidth(rows.columns());
        int n = rows.rows();
        int k = classes.size();
        double[] out = DenseMatrix.allocate(n, k);
        loop.run((n + BLOCK - 1) / BLOCK, block -> {
            int from = block * BLOCK;
            int count = Math.min(n - from, BLOCK);
            double[] known = answer.probabilities(Rows.flat(rows, from, count), count);
            for (int i = 0; i < count; i++) {
                fill(known, i * present.count(), out, (from + i) * k);
                if (scores) {
                    toScores(out, (from + i) * k);
                }
            }
        });
        return new DenseMatrix(n, k, out);
    }

    private void fill(double[] known, int start, double[] out, int offset) {
        double least = 0;
        for (int k = 0; !soft && k < present.count(); k++) {
            least = Math.min(least, known[start + k] - 1);
        }
        Arrays.fill(out, offset, offset + classes.size(), least);
        for (int k = 0; k < present.count(); k++) {
            if (Double.isNaN(known[start + k])) {
                throw new IllegalStateException(provenance.learner() + " gave the "
                        + (soft ? "probability" : "score") + " NaN for class \""
                        + classes.get(present.codes()[k]) + "\": its fit failed without saying so");
            }
            out[offset + present.codes()[k]] = known[start + k];
        }
    }

    private void toScores(double[] out, int offset) {
        int count = classes.size();
        for (int k = offset; k < offset + count; k++) {
            out[k] = Math.log(Math.max(out[k], Double.MIN_NORMAL));
        }
        if (count == 2) {
            double odds = out[offset + 1] - out[offset];
            out[offset] = -odds;
            out[offset + 1] = odds;
        }
    }
}
