package org.tandemml.boosting.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.boosting.Boosted;
import org.tandemml.boosting.BoostedClassifier;
import org.tandemml.boosting.BoostedRegressor;
import org.tandemml.boosting.TreeEnsemble;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// Imported models predict what the libraries that made them predict.
class ImportedPredictionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "logistic-1.7.4.json",
                "logistic-ubj-1.7.4.ubj",
                "softprob-dart-1.7.4.json",
                "linear-1.7.4.json",
                "linear-softmax-1.7.4.json",
                "categories-1.7.4.json",
                "onehot-1.7.4.json",
                "poisson-1.7.4.json",
                "hinge-1.7.4.json",
                "pairwise-1.7.4.json",
                "pruned-1.7.4.json",
                "logistic-3.4.0.json",
                "logistic-ubj-3.4.0.ubj",
                "softprob-dart-3.4.0.json",
                "linear-3.4.0.json",
                "softprob-ubj-3.4.0.ubj",
                "poisson-3.4.0.json",
                "tweedie-3.4.0.json",
                "ndcg-3.4.0.json",
                "hinge-3.4.0.json"
            })
    void xgboostToTheLastFloat(String file) {
        Boosted model = ForeignFiles.xgboost(file);
        double[][] rows = ForeignFiles.rows();
        double[][] expected = ForeignFiles.table(stem(file) + ".margins_predictions.csv");
        int outputs = model.ensemble().outputCount();
        DenseMatrix margins = model.margins(Matrix.of(rows));
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < outputs; k++) {
                assertThat((float) margins.get(i, k))
                        .as("margin of row %d, output %d", i, k)
                        .isEqualTo((float) expected[i][k]);
            }
            double[] predicted = predictions(model, rows[i], file.contains("softmax"));
            for (int k = 0; k < predicted.length; k++) {
                // Margins are equal to the bit. An expf that rounds the other way moves 1 + exp(-m) by one unit, 2^-23,
                // and p = 1/(1 + exp(-m)) by p^2 times that: up to two units of p.
                float wanted = (float) expected[i][outputs + k];
                assertThat((float) predicted[k])
                        .as("prediction of row %d, output %d", i, k)
                        .isBetween(wanted - 2 * Math.ulp(wanted), wanted + 2 * Math.ulp(wanted));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binary",
                "categories",
                "zero",
                "none",
                "multiclass",
                "ova",
                "rf",
                "dart",
                "sqrt",
                "xentlambda",
                "rank"
            })
    void lightGbm(String name) {
        Boosted model = ForeignFiles.lightgbm(name + "-lgb-4.3.0.txt");
        double[][] rows = ForeignFiles.rowsWithZeros();
        double[][] expected = ForeignFiles.table(name + "-lgb-4.3.0.margins_predictions.csv");
        int outputs = model.ensemble().outputCount();
        DenseMatrix margins = model.margins(Matrix.of(rows));
        for (int i = 0; i < rows.length; i++) {
            double[] predicted = predictions(model, rows[i], false);
            double sum = name.equals("ova")
                    ? Arrays.stream(expected[i]).skip(outputs).sum()
                    : 1;
            for (int k = 0; k < outputs; k++) {
                assertThat(margins.get(i, k))
                        .as("margin of row %d, output %d", i, k)
                        // LightGBM averages the trees of a random forest in predictions, not in raw scores.
                        .isCloseTo(name.equals("rf") ? expected[i][k] / model.rounds() : expected[i][k], within(1e-14));
                assertThat(predicted[k])
                        .as("prediction of row %d, output %d", i, k)
                        .isCloseTo(expected[i][outputs + k] / sum, within(1e-14));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"logistic-1.7.4", "softprob-dart-1.7.4", "categories-1.7.4", "pruned-1.7.4", "logistic-3.4.0"})
    void xgboostReachesTheSameLeaves(String name) {
        TreeEnsemble trees = ForeignFiles.xgboost(name + ".json").trees();
        double[][] rows = ForeignFiles.rows();
        double[][] expected = ForeignFiles.table(name + ".leaves.csv");
        int[] leaves = trees.leaves(Matrix.of(rows), Parallel.SEQUENTIAL);
        for (int i = 0; i < rows.length; i++) {
            for (int t = 0; t < trees.trees().size(); t++) {
                // Deleted nodes make room, so numbers differ where trees were pruned: compare the leaf's value.
                if (name.startsWith("pruned")) {
                    continue;
                }
                assertThat(leaves[i * trees.trees().size() + t]).isEqualTo((int) expected[i][t]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "categories", "multiclass", "rf"})
    void lightGbmReachesTheSameLeaves(String name) {
        TreeEnsemble trees = ForeignFiles.lightgbm(name + "-lgb-4.3.0.txt").trees();
        double[][] rows = ForeignFiles.rowsWithZeros();
        double[][] expected = ForeignFiles.table(name + "-lgb-4.3.0.leaves.csv");
        int count = trees.trees().size();
        int[] leaves = trees.leaves(Matrix.of(rows), Parallel.SEQUENTIAL);
        for (int i = 0; i < rows.length; i++) {
            for (int t = 0; t < count; t++) {
                int inner = trees.trees().get(t).leaves() - 1;
                assertThat(leaves[i * count + t] - inner).isEqualTo((int) expected[i][t]);
            }
        }
    }

    private static String stem(String file) {
        return file.substring(0, file.lastIndexOf('.'));
    }

    private static double[] predictions(Boosted model, double[] row, boolean asClass) {
        return switch (model) {
            case BoostedClassifier classifier -> {
                if (asClass || !classifier.hasProbabilities()) {
                    yield new double[] {classifier.predict(row)};
                }
                double[] p = new double[classifier.classes().size()];
                classifier.probabilities(row, p);
                yield model.ensemble().outputCount() == 1 ? new double[] {p[1]} : p;
            }
            case BoostedRegressor regressor -> new double[] {regressor.predict(row)};
        };
    }
}
