package org.tandemml.boosting.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.boosting.Boosted;
import org.tandemml.boosting.BoostedRegressor;
import org.tandemml.boosting.LinearEnsemble;
import org.tandemml.boosting.Response;
import org.tandemml.boosting.Tree;
import org.tandemml.boosting.TreeEnsemble;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.ModelImporter;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// What is written reads back with the same predictions.
class XGBoostExportTest {
    private static Boosted roundTrip(Boosted model) {
        return new XGBoostImporter().read(new XGBoostExporter().write(model), ModelImporter.Names.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logistic-1.7.4.json",
                "softprob-dart-1.7.4.json",
                "linear-1.7.4.json",
                "linear-softmax-1.7.4.json",
                "categories-1.7.4.json",
                "poisson-1.7.4.json",
                "hinge-1.7.4.json",
                "pairwise-1.7.4.json",
                "logistic-3.4.0.json",
                "softprob-dart-3.4.0.json",
                "tweedie-3.4.0.json"
            })
    void aModelOfXGBoostKeepsItsMargins(String file) {
        Boosted model = ForeignFiles.xgboost(file);
        Boosted again = roundTrip(model);
        Matrix rows = Matrix.of(ForeignFiles.rows());
        assertThat(again.margins(rows)).isEqualTo(model.margins(rows));
        assertThat(again.schema()).isEqualTo(model.schema());
        assertThat(again.getClass()).isEqualTo(model.getClass());
    }

    /// Margins in double come back as floats.
    @ParameterizedTest
    @ValueSource(strings = {"binary", "categories", "none", "multiclass", "rf", "dart"})
    void aModelOfLightGbmKeepsItsMarginsToFloat(String name) {
        Boosted model = ForeignFiles.lightgbm(name + "-lgb-4.3.0.txt");
        Matrix rows = Matrix.of(ForeignFiles.rowsWithZeros());
        DenseMatrix expected = model.margins(rows);
        DenseMatrix found = roundTrip(model).margins(rows);
        for (int at = 0; at < expected.values().length; at++) {
            assertThat(Math.abs(found.values()[at] - expected.values()[at])).isLessThan(2e-6);
        }
    }

    /// XGBoost looks for a right child at the number after the left one.
    @ParameterizedTest
    @ValueSource(strings = {"binary", "categories"})
    void childrenStandBesideEachOther(String name) {
        Boosted model = roundTrip(ForeignFiles.lightgbm(name + "-lgb-4.3.0.txt"));
        for (Tree tree : model.trees().trees()) {
            for (int i = 0; i < tree.nodes(); i++) {
                assertThat(tree.isLeaf(i) || tree.right(i) == tree.left(i) + 1).isTrue();
            }
        }
    }

    @Test
    void whatXGBoostCannotSayIsRefused() {
        Boosted zeros = ForeignFiles.lightgbm("zero-lgb-4.3.0.txt");
        assertThatThrownBy(() -> new XGBoostExporter().write(zeros))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("takes zeros for missing");
        Boosted root = new BoostedRegressor(
                Schema.numeric(1),
                "y",
                new LinearEnsemble(1, new double[1], new double[1], new double[1], 1, TreeEnsemble.Arithmetic.DOUBLE),
                Response.SIGNED_SQUARE,
                FitReport.direct("none"),
                new Provenance("", "", 0, "", 0, ""));
        assertThatThrownBy(() -> new XGBoostExporter().write(root))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("SIGNED_SQUARE");
    }

    /// A start value between the logits that a float base score has is written as trees of one leaf.
    @Test
    void everyStartValueSurvives() {
        TreeEnsemble trees = ForeignFiles.xgboost("logistic-1.7.4.json").trees();
        for (float base : List.of(0f, 0.1f, -3.3f, 7.77f, 19.5f, -40f)) {
            Boosted model = new BoostedRegressor(
                    Schema.numeric(6),
                    "y",
                    new TreeEnsemble(
                            trees.trees(),
                            trees.outputs(),
                            trees.weights(),
                            new double[] {base},
                            trees.roundEnds(),
                            TreeEnsemble.Arithmetic.FLOAT),
                    Response.SIGMOID,
                    FitReport.direct("none"),
                    new Provenance("", "", 0, "", 0, ""));
            Matrix rows = Matrix.of(ForeignFiles.rows());
            assertThat(roundTrip(model).margins(rows)).isEqualTo(model.margins(rows));
        }
    }
}
