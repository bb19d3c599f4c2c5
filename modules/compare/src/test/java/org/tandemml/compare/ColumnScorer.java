package org.tandemml.compare;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.Traits;

/// Takes column k as the score of class k, by softmax: a classifier whose results follow from the data alone, so that
/// tests of the report hold no numbers of a real learner. `before` sees the training data first. Public for Settings.
public record ColumnScorer(String name, int firstColumn, Traits traits, Consumer<Dataset> before)
        implements Learner.OfClasses<ColumnScorer.Fitted> {
    ColumnScorer(String name, int firstColumn) {
        this(name, firstColumn, Traits.NUMERIC_ONLY, data -> {});
    }

    @Override
    public Fitted fit(Dataset data, Fitting how) {
        before.accept(data);
        FitReport report = new FitReport(
                true, "nothing to fit", 0, Double.NaN, new double[0], Map.of(), List.of("scores are column values"));
        return new Fitted(
                data.schema(),
                data.classes().names(),
                report,
                new Provenance("", "", data.rows(), name, how.seed(), ""),
                firstColumn);
    }

    /// The fitted scorer.
    public record Fitted(Schema schema, List<String> classes, FitReport report, Provenance provenance, int firstColumn)
            implements Classifier {
        @Override
        public String target() {
            return "class";
        }

        @Override
        public void scores(double[] row, double[] out) {
            for (int k = 0; k < classes.size(); k++) {
                out[k] = row[(firstColumn + k) % row.length];
            }
            if (classes.size() == 2) {
                out[1] = out[1] - out[0];
                out[0] = -out[1];
            }
        }

        @Override
        public void probabilities(double[] row, double[] out) {
            scores(row, out);
            double sum = 0;
            for (int k = 0; k < classes.size(); k++) {
                out[k] = Math.exp(classes.size() == 2 ? out[k] / 2 : out[k]);
                sum += out[k];
            }
            for (int k = 0; k < classes.size(); k++) {
                out[k] /= sum;
            }
        }

        @Override
        public DenseMatrix scores(Matrix rows, Parallel loop) {
            return batch(rows, this::scores);
        }

        @Override
        public DenseMatrix probabilities(Matrix rows, Parallel loop) {
            return batch(rows, this::probabilities);
        }

        private DenseMatrix batch(Matrix rows, java.util.function.BiConsumer<double[], double[]> one) {
            double[][] all = new double[rows.rows()][classes.size()];
            double[] row = new double[rows.columns()];
            for (int i = 0; i < all.length; i++) {
                rows.copyRow(i, row, 0);
                one.accept(row, all[i]);
            }
            return Matrix.of(all);
        }
    }
}
