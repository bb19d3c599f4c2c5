package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

class ClassifierEvaluationTest {
    private static final List<String> NO_YES = List.of("no", "yes");
    private static final List<String> ABC = List.of("a", "b", "c");

    /// Takes its one column as the score of "yes", and the logistic function of it as its probability.
    private record Threshold(boolean hasProbabilities) implements Classifier {
        @Override
        public List<String> classes() {
            return NO_YES;
        }

        @Override
        public String target() {
            return "bought";
        }

        @Override
        public Schema schema() {
            return Schema.numeric("margin");
        }

        @Override
        public void scores(double[] row, double[] out) {
            out[0] = -row[0];
            out[1] = row[0];
        }

        @Override
        public void probabilities(double[] row, double[] out) {
            out[1] = 1 / (1 + Math.exp(-row[0]));
            out[0] = 1 - out[1];
        }

        @Override
        public DenseMatrix scores(Matrix rows, Parallel loop) {
            return table(rows, false);
        }

        @Override
        public DenseMatrix probabilities(Matrix rows, Parallel loop) {
            if (!hasProbabilities) {
                throw new UnsupportedOperationException("no probabilities");
            }
            return table(rows, true);
        }

        private DenseMatrix table(Matrix rows, boolean probabilities) {
            double[] values = new double[2 * rows.rows()];
            double[] row = new double[1];
            double[] out = new double[2];
            for (int i = 0; i < rows.rows(); i++) {
                rows.copyRow(i, row, 0);
                if (probabilities) {
                    probabilities(row, out);
                } else {
                    scores(row, out);
                }
                System.arraycopy(out, 0, values, 2 * i, 2);
            }
            return new DenseMatrix(rows.rows(), 2, values);
        }

        @Override
        public FitReport report() {
            return FitReport.direct("fixed");
        }

        @Override
        public Provenance provenance() {
            return new Provenance("none", "", 0, "threshold", 0, Provenance.VERSION);
        }
    }

    /// Predicts its one column.
    private record Echo() implements Regressor {
        @Override
        public String target() {
            return "y";
        }

        @Override
        public Schema schema() {
            return Schema.numeric("margin");
        }

        @Override
        public double predict(double[] row) {
            return row[0];
        }

        @Override
        public double[] predict(Matrix rows, Parallel loop) {
            return IntStream.range(0, rows.rows())
                    .mapToDouble(i -> rows.get(i, 0))
                    .toArray();
        }

        @Override
        public FitReport report() {
            return FitReport.direct("fixed");
        }

        @Override
        public Provenance provenance() {
            return new Provenance("none", "", 0, "echo", 0, Provenance.VERSION);
        }
    }

    private static Dataset data(List<String> classes, int[] codes, double... margins) {
        double[][] rows = new double[margins.length][];
        for (int i = 0; i < margins.length; i++) {
            rows[i] = new double[] {7, margins[i]};
        }
        return Dataset.of(
                "data",
                Schema.numeric("other", "margin"),
                Matrix.of(rows),
                new Target.Classes("bought", classes, codes));
    }

    @Nested
    class OfModels {
        @Test
        void findsClassesAndColumnsByName() {
            // The data list the classes the other way round, one of them that no row has, and a column more.
            Dataset data = data(List.of("yes", "perhaps", "no"), new int[] {0, 0, 2, 2}, 2, -1, -3, -2);
            ClassifierEvaluation e = Evaluation.of(new Threshold(true), data);
            assertThat(e.classes()).isEqualTo(NO_YES);
            assertThat(e.accuracy().value()).isEqualTo(0.75);
            assertThat(e.auc().value()).isEqualTo(1);
            assertThat(e.confusion().weight(1, 0)).isEqualTo(1);
            assertThat(e.metrics().keySet())
                    .containsExactly(
                            "accuracy", "balanced_accuracy", "mcc", "auc", "average_precision", "log_loss", "brier");
        }

        @Test
        void refusesAClassTheModelDoesNotKnow() {
            Dataset data = data(List.of("no", "perhaps"), new int[] {0, 1}, 1, 2);
            assertThatThrownBy(() -> Evaluation.of(new Threshold(true), data))
                    .isInstanceOf(InputException.class)
                    .hasMessage("target \"bought\", row 2: the model does not know the class \"perhaps\" (known: no,"
                            + " yes): remove its rows, or fit on data that have it");
        }

        @Test
        void dataOfOneClassLeaveAreasUndefined() {
            Dataset data = data(List.of("no"), new int[] {0, 0}, -1, 1);
            ClassifierEvaluation e = Evaluation.of(new Threshold(true), data);
            assertThat(e.auc()).hasToString("undefined: no row of class \"yes\"");
            assertThat(e.roc().auc()).isEqualTo(e.auc());
            assertThat(e.auc("no")).hasToString("undefined: no row of class \"yes\"");
            assertThat(e.accuracy().value()).isEqualTo(0.5);
            assertThat(e.balancedAccuracy().value()).isEqualTo(0.5);
            assertThat(e.logLoss().isDefined()).isTrue();
        }

        @Test
        void withoutProbabilitiesTheirMetricsAreUndefined() {
            ClassifierEvaluation e = Evaluation.of(new Threshold(false), data(NO_YES, new int[] {0, 1}, -1, 1));
            assertThat(e.auc().value()).isEqualTo(1);
            assertThat(e.logLoss()).hasToString("undefined: there are scores and no probabilities");
            assertThat(e.brier()).hasToString("undefined: there are scores and no probabilities");
        }

        @Test
        void twoClassesAreRankedByScoreWhereProbabilitiesRoundToOne() {
            ClassifierEvaluation e = Evaluation.of(new Threshold(true), data(NO_YES, new int[] {0, 1}, 50, 60));
            assertThat(e.auc().value()).isEqualTo(1);
        }

        @Test
        void rowWeightsOfTheDataCount() {
            Dataset data = data(NO_YES, new int[] {0, 1, 1}, -1, 1, -1).withWeights(1, 1, 2);
            ClassifierEvaluation e = Evaluation.of(new Threshold(true), data);
            assertThat(e.accuracy().value()).isEqualTo(0.5);
            assertThat(e.balancedAccuracy().value()).isEqualTo((1 + 1.0 / 3) / 2);
            assertThat(e.auc().value()).isEqualTo((1 + 2 * 0.5) / 3);
        }

        @Test
        void dataWithoutRowsLeaveEverythingUndefined() {
            ClassifierEvaluation e = Evaluation.of(
                    new Threshold(true), data(NO_YES, new int[] {0, 1}, -1, 1).select());
            assertThat(e.metrics().values()).hasSize(7).noneMatch(Score::isDefined);
        }

        @Test
        void kindOfModelIsFoundOut() {
            Model regressor = new Echo();
            Dataset numbers =
                    data(NO_YES, new int[] {0, 1}, 1, 3).withTarget(new Target.Numbers("y", new double[] {1, 2}));
            Evaluation e = Evaluation.of(regressor, numbers, Parallel.SEQUENTIAL);
            assertThat(e).isInstanceOf(RegressorEvaluation.class);
            assertThat(e.metrics().get("mae").value()).isEqualTo(0.5);
            Model classifier = new Threshold(true);
            assertThat(Evaluation.of(classifier, data(NO_YES, new int[] {0, 1}, 1, 3), Parallel.SEQUENTIAL))
                    .isInstanceOf(ClassifierEvaluation.class);
        }

        @Test
        void targetOfTheWrongKindIsAnError() {
            Dataset fractions =
                    data(NO_YES, new int[] {0, 1}, 1, 3).withTarget(new Target.Numbers("y", new double[] {1, 2.5}));
            assertThatThrownBy(() -> Evaluation.of(new Threshold(true), fractions))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("2.5, which is no class");
            assertThatThrownBy(() -> Evaluation.of(new Echo(), data(NO_YES, new int[] {0, 1}, 1, 3)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("holds classes [no, yes] and numbers are needed");
        }
    }

    @Nested
    class OfArrays {
        private final DenseMatrix three =
                Matrix.of(new double[] {0.6, 0.3, 0.1}, new double[] {0.2, 0.5, 0.3}, new double[] {0.4, 0.5, 0.1});

        @Test
        void anAbsentClassOfThreeLeavesAveragesUndefinedAndTheOthersDefined() {
            ClassifierEvaluation e = ClassifierEvaluation.ofProbabilities(ABC, new int[] {0, 1, 0}, three);
            assertThat(e.auc()).hasToString("undefined: no row of class \"c\"");
            assertThat(e.aucOneVsOne(Average.MACRO)).hasToString("undefined: no row of class \"c\"");
            assertThat(e.auc("c")).hasToString("undefined: no row of class \"c\"");
            assertThat(e.auc("a").value()).isEqualTo(1);
            assertThat(e.roc("b").auc().value()).isEqualTo(0.75);
        }

        @Test
        void aSingleClassHasNoArea() {
            ClassifierEvaluation e = ClassifierEvaluation.ofScores(
                    List.of("only"), new int[] {0, 0}, Matrix.of(new double[] {1}, new double[] {2}));
            assertThat(e.auc()).hasToString("undefined: there is 1 class (\"only\") and 2 are needed");
            assertThat(e.auc("only")).hasToString("undefined: no row of a class other than \"only\"");
            assertThat(e.accuracy().value()).isEqualTo(1);
        }

        @Test
        void scoresOfAViewAreReadInItsOrder() {
            DenseMatrix view = three.select(new int[] {1, 0});
            ClassifierEvaluation e = ClassifierEvaluation.ofProbabilities(ABC, new int[] {1, 0}, view);
            assertThat(e.accuracy().value()).isEqualTo(1);
            assertThat(e.logLoss().value()).isEqualTo((-Math.log(0.5) - Math.log(0.6)) / 2);
        }

        @Test
        void weightsCountAsRepetitions() {
            ClassifierEvaluation weighted =
                    ClassifierEvaluation.ofProbabilities(ABC, new int[] {0, 1, 2}, three, new double[] {1, 3, 2});
            ClassifierEvaluation repeated = ClassifierEvaluation.ofProbabilities(
                    ABC, new int[] {0, 1, 1, 1, 2, 2}, three.select(new int[] {0, 1, 1, 1, 2, 2}));
            for (String name : weighted.metrics().keySet()) {
                assertThat(weighted.metrics().get(name).value())
                        .as(name)
                        .isEqualTo(repeated.metrics().get(name).value(), within(1e-15));
            }
            assertThat(weighted.aucOneVsOne(Average.WEIGHTED).value())
                    .isEqualTo(repeated.aucOneVsOne(Average.WEIGHTED).value());
        }

        @Test
        void aCurveOfSeveralClassesNeedsAName() {
            ClassifierEvaluation e = ClassifierEvaluation.ofProbabilities(ABC, new int[] {0, 1, 2}, three);
            assertThatThrownBy(e::roc)
                    .isInstanceOf(InputException.class)
                    .hasMessage("a ROC curve needs 2 classes, there are 3: use roc(\"a\") for one class against the"
                            + " others");
            assertThatThrownBy(() -> e.roc("A")).hasMessageContaining("did you mean \"a\"?");
        }

        @Test
        void refusesWhatIsNoProbability() {
            int[] truth = {1};
            assertThatThrownBy(() ->
                            ClassifierEvaluation.ofProbabilities(NO_YES, truth, Matrix.of(new double[] {-0.5, 1.5})))
                    .isInstanceOf(InputException.class)
                    .hasMessage("the probability of row 1 for class \"no\" must be between 0.0 and 1.0, was -0.5");
            assertThatThrownBy(() ->
                            ClassifierEvaluation.ofProbabilities(NO_YES, truth, Matrix.of(new double[] {0.5, 0.25})))
                    .isInstanceOf(InputException.class)
                    .hasMessage("the probabilities of row 1 must sum to 1, they sum to 0.75: use ofScores for other"
                            + " scores");
        }

        @Test
        void refusesShapesCodesAndNaNNamingThePlace() {
            assertThatThrownBy(() -> ClassifierEvaluation.ofScores(NO_YES, new int[] {0, 1, 0}, three))
                    .isInstanceOf(InputException.class)
                    .hasMessage("scores must be 3 x 2 (one column for each class), were 3 x 3");
            assertThatThrownBy(() -> ClassifierEvaluation.ofScores(ABC, new int[] {0, 3, 0}, three))
                    .isInstanceOf(InputException.class)
                    .hasMessage("true class of row 2 must be a class code in 0..2, was 3");
            DenseMatrix broken = Matrix.of(new double[] {0, 1}, new double[] {0, Double.NaN});
            assertThatThrownBy(() -> ClassifierEvaluation.ofScores(NO_YES, new int[] {0, 1}, broken))
                    .isInstanceOf(InputException.class)
                    .hasMessage("the score of row 2 for class \"yes\" is NaN: it cannot be ranked");
        }
    }

    @Test
    void confusionMatrixPrintsAsATable() {
        ConfusionMatrix matrix = ConfusionMatrix.of(
                List.of("setosa", "virginica"), new int[] {0, 0, 1}, new int[] {0, 1, 1}, new double[] {10, 2.5, 3});
        assertThat(matrix.toString().lines())
                .containsExactly(
                        "truth      setosa  virginica",
                        "setosa         10       2.50",
                        "virginica       0" + "          3");
        assertThat(matrix.recall("setosa").value()).isEqualTo(0.8);
    }
}
