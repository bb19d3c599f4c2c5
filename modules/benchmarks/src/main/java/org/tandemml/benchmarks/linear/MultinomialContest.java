package org.tandemml.benchmarks.linear;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.data.Datasets;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.regularization.Penalty;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import smile.classification.LogisticRegression.Multinomial;

/// Logistic regression for ten classes on images, pixels scaled to at most 1, beside Smile and Tribuo.
///
/// Equal quality: before the clock runs, our tolerance is loosened as far as our mean log loss on the training rows
/// still is at most the rival's. Ours and Smile's have the penalty 0.1/2·‖w‖² beside the sum of the losses; Tribuo has
/// none and makes its usual 5 epochs of AdaGrad, after which its loss is larger: so each rival has a contest of its
/// own.
///
/// @param name the contest's name
/// @param task what is fitted
/// @param loss of the rival: ours must not be larger
/// @param rival smile or tribuo
/// @param theirIterations most iterations of Smile's BFGS
/// @param problem makes the data
public record MultinomialContest(
        String name, String task, double loss, String rival, int theirIterations, Supplier<Dataset> problem)
        implements Contest {
    private static final double LAMBDA = 0.1;
    private static final double LOOSEST = 1;
    private static final double STEP = 1.25;

    /// Digits and MNIST.
    public static List<Contest> all() {
        String digits = "logistic regression for 10 classes, digits 1,797 x 64, log loss at most ";
        String mnist = "logistic regression for 10 classes, MNIST 60,000 x 784, log loss at most ";
        return List.of(
                new MultinomialContest(
                        "multinomial-digits-smile", digits + "0.040", 0.040, "smile", 500, MultinomialContest::digits),
                new MultinomialContest(
                        "multinomial-digits-tribuo", digits + "0.066", 0.066, "tribuo", 0, MultinomialContest::digits),
                new MultinomialContest(
                        "multinomial-mnist-smile", mnist + "0.334", 0.334, "smile", 20, MultinomialContest::mnist),
                new MultinomialContest(
                        "multinomial-mnist-tribuo", mnist + "0.314", 0.314, "tribuo", 0, MultinomialContest::mnist));
    }

    @Override
    public String qualityName() {
        return "mean log loss on the training rows";
    }

    @Override
    public double target() {
        return 0.2;
    }

    @Override
    public List<Entrant> entrants() {
        return List.of(
                new Entrant("tandem", 1, () -> ours(1)),
                new Entrant("tandem, 2 threads", 2, () -> ours(2)),
                new Entrant(rival, 1, rival.equals("smile") ? this::smile : this::tribuo));
    }

    private Trial ours(int threads) {
        Dataset data = problem.get();
        LogisticRegression learner = new LogisticRegression()
                .withPenalty(Penalty.l2(LAMBDA / data.rows()))
                .withStandardize(false);
        Fitting how = Fitting.defaults().withThreads(threads);
        double[] out = new double[classes(data)];
        ToDoubleFunction<Object> reached = model -> loss(data, row -> {
            ((Classifier) model).probabilities(row, out);
            return out;
        });
        double tolerance = LOOSEST;
        while (reached.applyAsDouble(learner.withTolerance(tolerance).fit(data, how)) > loss && tolerance > 1e-8) {
            tolerance /= STEP;
        }
        LogisticRegression chosen = learner.withTolerance(tolerance);
        return new Trial() {
            @Override
            public Object run() {
                return chosen.fit(data, how);
            }

            @Override
            public double quality(Object result) {
                return reached.applyAsDouble(result);
            }
        };
    }

    private Trial smile() {
        Dataset data = problem.get();
        double[][] rows = new double[data.rows()][data.columns()];
        for (int i = 0; i < rows.length; i++) {
            data.features().copyRow(i, rows[i], 0);
        }
        int[] codes = data.classes().codes();
        var options = new smile.classification.LogisticRegression.Options(LAMBDA, 1e-5, theirIterations);
        return new Trial() {
            @Override
            public Object run() {
                return smile.classification.LogisticRegression.multinomial(rows, codes, options);
            }

            @Override
            public double quality(Object result) {
                double[] out = new double[classes(data)];
                return loss(data, row -> {
                    ((Multinomial) result).predict(row, out);
                    return out;
                });
            }
        };
    }

    private Trial tribuo() {
        Dataset data = problem.get();
        LabelFactory labels = new LabelFactory();
        var examples = new MutableDataset<Label>(new SimpleDataSourceProvenance("images", labels), labels);
        int[] codes = data.classes().codes();
        double[] row = new double[data.columns()];
        for (int i = 0; i < codes.length; i++) {
            data.features().copyRow(i, row, 0);
            examples.add(example(row, new Label(Integer.toString(codes[i]))));
        }
        return new Trial() {
            @Override
            public Object run() {
                return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(1, 0.1), 5, -1, 1, 1).train(examples);
            }

            @Override
            public double quality(Object result) {
                var model = (org.tribuo.Model<?>) result;
                double[] out = new double[classes(data)];
                return loss(data, values -> {
                    @SuppressWarnings("unchecked")
                    var scores = ((org.tribuo.Model<Label>) model)
                            .predict(example(values, LabelFactory.UNKNOWN_LABEL))
                            .getOutputScores();
                    for (int k = 0; k < out.length; k++) {
                        Label label = scores.get(Integer.toString(k));
                        out[k] = label == null ? 0 : label.getScore();
                    }
                    return out;
                });
            }
        };
    }

    /// Only what is not 0, as Tribuo likes it: images are half empty.
    private static ArrayExample<Label> example(double[] row, Label label) {
        ArrayExample<Label> example = new ArrayExample<>(label);
        for (int j = 0; j < row.length; j++) {
            if (row[j] != 0) {
                example.add("p" + j, row[j]);
            }
        }
        return example;
    }

    /// What a model says of one row.
    @FunctionalInterface
    private interface Probabilities {
        double[] of(double[] row);
    }

    private static double loss(Dataset data, Probabilities model) {
        double[] row = new double[data.columns()];
        int[] codes = data.classes().codes();
        double sum = 0;
        for (int i = 0; i < codes.length; i++) {
            data.features().copyRow(i, row, 0);
            sum -= Math.log(Math.max(Double.MIN_NORMAL, model.of(row)[codes[i]]));
        }
        return sum / codes.length;
    }

    private static int classes(Dataset data) {
        return data.classes().names().size();
    }

    private static Dataset digits() {
        return scaled(Datasets.named("digits").targetAsClasses());
    }

    private static Dataset mnist() {
        String home = System.getenv("TANDEM_DATA");
        Path file = Path.of(home == null ? "" : home, "mnist", "train-images-idx3-ubyte.gz");
        if (!Files.exists(file)) {
            throw new InputException("MNIST is not shipped: set TANDEM_DATA to the folder of fetched data sets");
        }
        return scaled(Datasets.read(file).targetAsClasses());
    }

    private static Dataset scaled(Dataset data) {
        int p = data.columns();
        double[] values = new double[data.rows() * p];
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, values, i * p);
        }
        double most = Arrays.stream(values).max().orElseThrow();
        for (int i = 0; i < values.length; i++) {
            values[i] /= most;
        }
        return data.withFeatures(data.schema(), new DenseMatrix(data.rows(), p, values));
    }
}
