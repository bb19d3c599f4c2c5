package org.tandemml.boosting.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.boosting.Boosted;
import org.tandemml.boosting.Contributions;
import org.tandemml.boosting.Importance;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// Contributions, interactions and importances beside those of the libraries that made the models.
class ImportedExplanationTest {
    /// XGBoost 1.7.4 and 3.4.0 compute them in float, LightGBM in double.
    @ParameterizedTest
    @CsvSource({
        "logistic-1.7.4, 2e-6",
        "softprob-dart-1.7.4, 2e-6",
        "categories-1.7.4, 2e-6",
        "poisson-1.7.4, 2e-6",
        "pruned-1.7.4, 4e-6",
        "logistic-3.4.0, 2e-6",
        "softprob-dart-3.4.0, 2e-6",
        "binary-lgb-4.3.0, 1e-12",
        "categories-lgb-4.3.0, 1e-12",
        "multiclass-lgb-4.3.0, 1e-12"
    })
    void contributions(String name, double tolerance) {
        boolean lightgbm = name.contains("lgb");
        Boosted model = lightgbm ? ForeignFiles.lightgbm(name + ".txt") : ForeignFiles.xgboost(name + ".json");
        double[][] rows = lightgbm ? ForeignFiles.rowsWithZeros() : ForeignFiles.rows();
        double[][] expected = ForeignFiles.table(name + ".contribs.csv");
        DenseMatrix found = model.contributions().of(Matrix.of(rows), new Parallel(2));
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
                assertThat(found.get(i, j)).as("row %d, number %d", i, j).isCloseTo(expected[i][j], within(tolerance));
            }
        }
    }

    @Test
    void interactionsAreThoseOfXGBoost() {
        Boosted model = ForeignFiles.xgboost("logistic-1.7.4.json");
        double[][] rows = ForeignFiles.rows();
        double[][] expected = ForeignFiles.table("logistic-1.7.4.interactions.csv");
        Contributions contributions = model.contributions();
        for (int i = 0; i < rows.length; i++) {
            double[] found = contributions.interactions(rows[i], 0);
            for (int j = 0; j < found.length; j++) {
                assertThat(found[j]).as("row %d, number %d", i, j).isCloseTo(expected[i][j], within(4e-6));
            }
        }
    }

    /// Of XGBoost 1.7.4, `get_score`.
    @Test
    void importancesAreThoseOfXGBoost() {
        Boosted model = ForeignFiles.xgboost("logistic-1.7.4.json");
        double[] weight = {14, 10, 7, 3, 4, 2};
        double[] gain = {
            17.763254165649414,
            2.936643123626709,
            4.303991794586182,
            4.581984996795654,
            4.855950355529785,
            4.8672943115234375
        };
        double[] totalCover = {
            932.0817260742188,
            173.95928955078125,
            127.59788513183594,
            109.20703125,
            164.02886962890625,
            111.57183074951172
        };
        assertThat(model.importance(Importance.WEIGHT)).containsExactly(weight);
        for (int j = 0; j < 6; j++) {
            assertThat((float) model.importance(Importance.GAIN)[j]).isCloseTo((float) gain[j], within(2e-6f));
            assertThat(model.importance(Importance.TOTAL_GAIN)[j]).isCloseTo(gain[j] * weight[j], within(5e-5));
            assertThat(model.importance(Importance.TOTAL_COVER)[j]).isCloseTo(totalCover[j], within(1e-4));
            assertThat(model.importance(Importance.COVER)[j]).isCloseTo(totalCover[j] / weight[j], within(1e-5));
        }
    }
}
