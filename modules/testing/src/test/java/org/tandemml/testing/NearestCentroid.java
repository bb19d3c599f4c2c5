package org.tandemml.testing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fields;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.ModelCodec;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.Setting;
import org.tandemml.core.Target;

/// Reference for the classifier contract: the score of a class is minus half the squared distance to its mean,
/// probabilities are their softmax.
public record NearestCentroid(
        @Setting("factor of distances") Scale scale,
        @Setting("what is wrong with it") Fault fault) implements Learner.OfClasses<NearestCentroid.Fitted> {

    /// A setting of a type of its own; mutable, so that a fault can show.
    public static final class Scale {
        double value;

        Scale(double value) {
            this.value = value;
        }

        public static Scale parse(String text) {
            return new Scale(Double.parseDouble(text));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Scale that && value == that.value;
        }

        @Override
        public int hashCode() {
            return Double.hashCode(value);
        }

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    public NearestCentroid(Fault fault) {
        this(new Scale(0.5), fault);
    }

    @Override
    public String name() {
        return fault == Fault.HAS_ODD_NAME ? "Nearest Centroid" : "nearest-centroid";
    }

    @Override
    public Fitted fit(Dataset data, Fitting how) {
        Means.judge(this, data, fault);
        Target.Classes classes = (fault == Fault.TAKES_NUMBERS_FOR_CLASSES ? data.targetAsClasses() : data).classes();
        int k = classes.names().size();
        List<String> seen = IntStream.range(0, k)
                .filter(c -> classes.counts()[c] > 0)
                .mapToObj(classes.names()::get)
                .toList();
        if (seen.size() < 2 && fault != Fault.ACCEPTS_ONE_CLASS && data.rows() > 0) {
            throw new InputException(
                    "the target contains 1 class (\"" + seen.get(0) + "\"): a classifier needs at least 2");
        }
        double[] means = Means.of(data, classes.codes(), k, how, fault);
        if (fault == Fault.WRITES_TO_SETTINGS) {
            scale.value *= 2;
        }
        List<String> names = switch (fault) {
            case FORGETS_CLASS_NAMES ->
                IntStream.range(0, k).mapToObj(Integer::toString).toList();
            case ASCII_ONLY ->
                classes.names().stream()
                        .map(n -> n.replaceAll("[^\\x00-\\x7F]", "?"))
                        .collect(Collectors.toList());
            default -> classes.names();
        };
        double factor = fault == Fault.WRITES_TO_SETTINGS ? 0.5 : scale.value;
        return new Fitted(
                data.schema(),
                Means.report(k, fault),
                Means.provenance(this, data, how, fault),
                names,
                classes.name(),
                means,
                factor,
                fault,
                new double[k]);
    }

    public record Fitted(
            Schema schema,
            FitReport report,
            Provenance provenance,
            List<String> classes,
            String target,
            double[] means,
            double scale,
            Fault fault,
            double[] buffer)
            implements Classifier {
        @Override
        public Matrix align(Dataset data) {
            return Means.align(schema, data, fault);
        }

        @Override
        public void scores(double[] row, double[] out) {
            if (fault != Fault.IGNORES_WIDTH) {
                checkWidth(row.length);
            }
            int k = classes.size();
            // Spared: the threads of one batch, where whether they meet is a matter of luck.
            boolean shared = fault == Fault.SHARES_A_BUFFER
                    && !Thread.currentThread().getName().equals("tandem-worker");
            double[] work = shared ? buffer : out;
            for (int c = 0; c < k; c++) {
                work[c] = score(row, c);
            }
            if (shared) {
                Thread.yield();
                System.arraycopy(work, 0, out, 0, k);
            }
            if (k == 2 && fault != Fault.SCORES_NOT_OPPOSITE) {
                out[1] = (out[1] - out[0]) / 2;
                out[0] = -out[1];
            }
            if (k > 2 && fault == Fault.PREFERS_LAST_CLASS) {
                out[k - 1] += 0.1;
            }
        }

        private double score(double[] row, int c) {
            int at = c * (1 + schema.size());
            if (means[at] == 0 && fault != Fault.LOSES_EMPTY_CLASS) {
                return Double.NEGATIVE_INFINITY;
            }
            double sum = 0;
            for (int j = 0; j < Math.min(row.length, schema.size()); j++) {
                double difference = row[j] - means[at + 1 + j];
                sum -= scale * difference * difference;
            }
            return sum;
        }

        @Override
        public void probabilities(double[] row, double[] out) {
            scores(row, out);
            softmax(out);
        }

        private void softmax(double[] out) {
            double largest = Arrays.stream(out).max().orElseThrow();
            double sum = 0;
            for (int c = 0; c < out.length; c++) {
                out[c] = Math.exp(out[c] - largest);
                sum += out[c];
            }
            for (int c = 0; c < out.length; c++) {
                out[c] = switch (fault) {
                    case PROBABILITIES_SUM_TO_MORE -> out[c] / sum * (1 + 1e-10);
                    case PROBABILITIES_REVERSED -> (1 - out[c] / sum) / (out.length - 1);
                    default -> out[c] / sum;
                };
            }
        }

        @Override
        public DenseMatrix scores(Matrix rows, Parallel loop) {
            return batch(rows, loop, this::scores);
        }

        @Override
        public DenseMatrix probabilities(Matrix rows, Parallel loop) {
            return batch(rows, loop, this::probabilities);
        }

        private interface ByRow {
            void write(double[] row, double[] out);
        }

        private DenseMatrix batch(Matrix rows, Parallel loop, ByRow byRow) {
            if (fault != Fault.IGNORES_WIDTH) {
                checkWidth(rows.columns());
            }
            Means.batchError(0, rows.rows(), loop, fault);
            int k = classes.size();
            double[] all = new double[rows.rows() * k];
            Means.blocks(rows.rows(), loop, i -> {
                double[] row = new double[rows.columns()];
                double[] out = new double[k];
                rows.copyRow(i, row, 0);
                byRow.write(row, out);
                double error = Means.batchError(i, rows.rows(), loop, fault);
                for (int c = 0; c < k; c++) {
                    // Within the 1e-12 that probabilities may be off, so that only the batch shows.
                    all[i * k + c] = error == 0 ? out[c] : out[c] * (1 - error * 1e-6);
                }
            });
            return new DenseMatrix(rows.rows(), k, all);
        }

        @Override
        public int predict(double[] row) {
            double[] scores = new double[classes.size()];
            scores(row, scores);
            if (fault == Fault.PREDICTS_SMALLEST) {
                Arrays.setAll(scores, c -> -scores[c]);
            }
            return Classifier.indexOfLargest(scores, 0, scores.length);
        }
    }

    public static final class Codec implements ModelCodec<Fitted> {
        @Override
        public String type() {
            return "test-nearest-centroid";
        }

        @Override
        public Class<Fitted> modelClass() {
            return Fitted.class;
        }

        @Override
        public void write(Fitted model, Fields.Writer out) {
            out.texts("classes", model.classes);
            out.text("target", model.target);
            double[] means = model.means.clone();
            if (model.fault == Fault.ROUNDS_IN_FILE) {
                Arrays.setAll(means, i -> (float) means[i]);
            }
            out.numbers("means", means);
            out.number("scale", model.scale);
            out.text("fault", model.fault.name());
            out.integer("depth", 3);
            if (model.fault == Fault.WRITES_ANOTHER_FIELD) {
                out.flag("other", true);
            }
        }

        @Override
        public Fitted read(Fields.Reader in) {
            Fault fault = Fault.valueOf(in.text("fault"));
            List<String> classes = in.texts("classes");
            Check.atLeast("classes", classes.size(), 1);
            if (fault == Fault.TRUSTS_FILES) {
                Means.deep(in.integer("depth"));
            }
            return new Fitted(
                    in.schema(),
                    fault == Fault.FORGETS_REPORT_IN_FILE ? FitReport.direct("loaded") : in.report(),
                    in.provenance(),
                    classes,
                    in.text("target"),
                    in.numbers("means", classes.size() * (1 + in.schema().size())),
                    in.number("scale"),
                    fault,
                    new double[classes.size()]);
        }
    }
}
