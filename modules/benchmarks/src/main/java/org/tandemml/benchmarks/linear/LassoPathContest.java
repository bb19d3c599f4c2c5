package org.tandemml.benchmarks.linear;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;
import org.tandemml.linear.LinearRegression;
import org.tandemml.linear.PathSearch;
import org.tandemml.linear.RegularizationPath;
import org.tandemml.regularization.Penalty;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.slm.ElasticNetCDTrainer;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.regression.LASSO;

/// Ten values of λ for the lasso: our path, without folds, beside ten fits of Smile's LASSO and of Tribuo's elastic
/// net, which have no path.
///
/// Columns are drawn standard normal, so scaling them changes nothing to speak of. Smile's λ is on the sum of the
/// squared residuals, ours on half their mean: theirs is 2n times ours.
public final class LassoPathContest implements Contest {
    private static final int ROWS = 10_000;
    private static final int COLUMNS = 500;
    private static final LinearRegression LASSO_PATH = new LinearRegression()
            .withPenalty(Penalty.l1(1))
            .withPath(PathSearch.given().withPoints(10));

    @Override
    public String name() {
        return "lasso-path";
    }

    @Override
    public String task() {
        return "lasso on 10,000 x 500, 10 values of lambda";
    }

    @Override
    public String qualityName() {
        return "half the mean squared residual at the smallest lambda";
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
                new Entrant("smile", 1, LassoPathContest::smile),
                new Entrant("tribuo", 1, LassoPathContest::tribuo));
    }

    private static Trial ours(int threads) {
        Dataset data = data();
        Fitting how = Fitting.defaults().withThreads(threads);
        return new Trial() {
            @Override
            public Object run() {
                return LASSO_PATH.path(data, how);
            }

            @Override
            public double quality(Object result) {
                double smallest = ((RegularizationPath) result).lambdas()[9];
                double[] predicted = new double[ROWS];
                var model = LASSO_PATH
                        .withPath(PathSearch.none())
                        .withPenalty(Penalty.l1(smallest))
                        .fit(data);
                double[] row = new double[COLUMNS];
                for (int i = 0; i < ROWS; i++) {
                    data.features().copyRow(i, row, 0);
                    predicted[i] = model.predict(row);
                }
                return halfSquares(data, predicted);
            }
        };
    }

    private static Trial smile() {
        Dataset data = data();
        double[][] rows = new double[ROWS][COLUMNS + 1];
        String[] names = new String[COLUMNS + 1];
        Arrays.setAll(names, j -> j < COLUMNS ? "x" + j : "y");
        for (int i = 0; i < ROWS; i++) {
            data.features().copyRow(i, rows[i], 0);
            rows[i][COLUMNS] = y(data)[i];
        }
        DataFrame frame = DataFrame.of(rows, names);
        return new Fits(lambdas(data), lambda -> {
            var model = LASSO.fit(Formula.lhs("y"), frame, new LASSO.Options(2 * ROWS * lambda));
            return () -> halfSquares(data, model.predict(frame));
        });
    }

    /// Coordinate descent, `1/(2n)·‖y − Xw‖² + α·‖w‖₁` as ours.
    private static Trial tribuo() {
        Dataset data = data();
        RegressionFactory outputs = new RegressionFactory();
        var examples = new MutableDataset<Regressor>(new SimpleDataSourceProvenance("generated", outputs), outputs);
        String[] names = new String[COLUMNS];
        Arrays.setAll(names, j -> "x" + j);
        double[] row = new double[COLUMNS];
        for (int i = 0; i < ROWS; i++) {
            data.features().copyRow(i, row, 0);
            examples.add(new ArrayExample<>(new Regressor("y", y(data)[i]), names, row));
        }
        return new Fits(lambdas(data), lambda -> {
            Model<Regressor> model = new ElasticNetCDTrainer(lambda, 1, 1e-4, 500, false, 1).train(examples);
            return () -> {
                double[] predicted = new double[ROWS];
                for (int i = 0; i < ROWS; i++) {
                    predicted[i] =
                            model.predict(examples.getExample(i)).getOutput().getValues()[0];
                }
                return halfSquares(data, predicted);
            };
        });
    }

    private static double[] lambdas(Dataset data) {
        return LASSO_PATH.path(data, Fitting.defaults().withThreads(2)).lambdas();
    }

    private static double[] y(Dataset data) {
        return ((Target.Numbers) data.target()).values();
    }

    private static double halfSquares(Dataset data, double[] predicted) {
        double sum = 0;
        for (int i = 0; i < predicted.length; i++) {
            double r = y(data)[i] - predicted[i];
            sum += r * r;
        }
        return sum / 2 / predicted.length;
    }

    /// Scores of 20 columns that matter, with noise of a third of their deviation.
    private static Dataset data() {
        Seed.Stream random = new Seed(42).stream();
        double[] values = new double[ROWS * COLUMNS];
        double[] y = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                double value = random.nextGaussian();
                values[i * COLUMNS + j] = value;
                y[i] += j % 25 == 0 ? value : 0;
            }
            y[i] += 1.5 * random.nextGaussian();
        }
        return Dataset.of(
                "generated",
                Schema.numeric(COLUMNS),
                new DenseMatrix(ROWS, COLUMNS, values),
                new Target.Numbers("y", y));
    }

    /// The loss of a model, which is judged later.
    @FunctionalInterface
    private interface Loss {
        double get();
    }

    private record Fits(double[] lambdas, DoubleFunction<Loss> fit) implements Trial {
        @Override
        public Object run() {
            Loss last = () -> Double.NaN;
            for (double lambda : lambdas) {
                last = fit.apply(lambda);
            }
            return last;
        }

        @Override
        public double quality(Object result) {
            return ((Loss) result).get();
        }
    }
}
