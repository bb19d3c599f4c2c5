package org.tandemml.peers;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Traits;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// Logistic regression of Tribuo 4.3.2 (Apache-2.0), for comparison only.
///
/// Multinomial logistic loss, no penalty, minimised by a fixed number of epochs of AdaGrad. The defaults are those of
/// Tribuo's `LogisticRegressionTrainer`: 5 epochs, learning rate 1, batches of one row. They often stop far from the
/// optimum and depend on the scale of the columns; that is what its users get. The seed is that of the fitting.
///
/// **Determinism**: one thread, a fresh trainer for each fit (a used one would go on with other random numbers), so the
/// same seed gives the same model. **Errors**: what Tribuo throws comes out as `IllegalStateException` with its reason.
/// A running fit does not hear cancellation.
public record TribuoLogistic(
        @Setting("passes over the data") int epochs,

        @Setting("learning rate of AdaGrad before its scaling")
        double learningRate,

        @Setting("term that keeps AdaGrad from dividing by 0")
        double epsilon,

        @Setting("rows in a gradient step") int batch)
        implements Learner.OfClasses<PeerClassifier> {
    // A strong reference: java.util.logging forgets the levels of loggers that nobody holds.
    private static final Logger LOG = Logger.getLogger("org.tribuo");

    static {
        // Tribuo announces each training on standard error; whoever has set a level wants it otherwise.
        if (LOG.getLevel() == null) {
            LOG.setLevel(Level.WARNING);
        }
    }

    public TribuoLogistic {
        Check.atLeast("epochs", epochs, 1);
        Check.positive("learningRate", learningRate);
        Check.positive("epsilon", epsilon);
        Check.atLeast("batch", batch, 1);
    }

    /// Tribuo's defaults: 5 epochs, learning rate 1, ε 0.1, batches of one row.
    public TribuoLogistic() {
        this(5, 1.0, 0.1, 1);
    }

    public TribuoLogistic withEpochs(int newEpochs) {
        return new TribuoLogistic(newEpochs, learningRate, epsilon, batch);
    }

    public TribuoLogistic withLearningRate(double newLearningRate) {
        return new TribuoLogistic(epochs, newLearningRate, epsilon, batch);
    }

    public TribuoLogistic withEpsilon(double newEpsilon) {
        return new TribuoLogistic(epochs, learningRate, newEpsilon, batch);
    }

    public TribuoLogistic withBatch(int newBatch) {
        return new TribuoLogistic(epochs, learningRate, epsilon, newBatch);
    }

    @Override
    public String name() {
        return "tribuo-logistic";
    }

    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    @Override
    public PeerClassifier fit(Dataset data, Fitting how) {
        PresentClasses present = PresentClasses.of(name(), data.classes());
        traits().require(name(), data);
        how.cancellation().check();
        Rows rows = new Rows(names(data.columns()), data.features() instanceof SparseMatrix);
        LinearSGDModel model = fitted(data, present, rows, how.seed());
        FitReport report = new FitReport(
                true,
                epochs + " epochs done; Tribuo has no stopping rule",
                epochs,
                Double.NaN,
                new double[0],
                Map.of(),
                List.of());
        return new PeerClassifier(data, present, report, Provenance.of(this, data, how), row -> {
            Map<String, Label> scores =
                    model.predict(rows.example(LabelFactory.UNKNOWN_LABEL, row)).getOutputScores();
            double[] probabilities = new double[present.count()];
            for (int k = 0; k < probabilities.length; k++) {
                Label label = scores.get(Integer.toString(k));
                probabilities[k] = label == null ? 0 : label.getScore();
            }
            return probabilities;
        });
    }

    private LinearSGDModel fitted(Dataset data, PresentClasses present, Rows rows, long seed) {
        try {
            LabelFactory labels = new LabelFactory();
            MutableDataset<Label> examples =
                    new MutableDataset<>(new SimpleDataSourceProvenance("tandem", labels), labels);
            double[] row = new double[data.columns()];
            for (int i = 0; i < data.rows(); i++) {
                data.features().copyRow(i, row, 0);
                ArrayExample<Label> example = rows.example(new Label(Integer.toString(present.ofRow()[i])), row);
                example.setWeight((float) data.weight(i));
                examples.add(example);
            }
            AdaGrad optimiser = new AdaGrad(learningRate, epsilon);
            int never = -1;
            return new LinearSGDTrainer(new LogMulticlass(), optimiser, epochs, never, batch, seed).train(examples);
        } catch (RuntimeException e) {
            throw new IllegalStateException("Tribuo failed: " + e, e);
        }
    }

    /// Names of equal length, so that Tribuo's alphabetical order is the order of the columns.
    static String[] names(int columns) {
        String[] names = new String[columns];
        for (int j = 0; j < columns; j++) {
            names[j] = String.format("x%08d", j);
        }
        return names;
    }

    /// Makes Tribuo's examples of rows: all values of dense data, the non-zero ones of sparse data.
    private record Rows(String[] names, boolean sparse) {
        <T extends Output<T>> ArrayExample<T> example(T output, double[] row) {
            if (!sparse) {
                return new ArrayExample<>(output, names, row);
            }
            ArrayExample<T> example = new ArrayExample<>(output, Example.DEFAULT_WEIGHT);
            for (int j = 0; j < row.length; j++) {
                if (row[j] != 0) {
                    example.add(names[j], row[j]);
                }
            }
            if (example.size() == 0) {
                // Tribuo refuses rows without features; an explicit zero means the same.
                example.add(names[0], 0);
            }
            return example;
        }
    }
}
