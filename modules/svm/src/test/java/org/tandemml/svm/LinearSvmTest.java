package org.tandemml.svm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learners;
import org.tandemml.core.Matrix;
import org.tandemml.core.Settings;
import org.tandemml.regularization.Penalty;
import org.tandemml.testing.ClassifierContract;
import org.tandemml.testing.Samples;

class LinearSvmTest implements ClassifierContract<Classifier> {
    /// A tolerance at which coefficients are as good as exact: the gap bounds their distance by its square root.
    @Override
    public LinearSvm learner() {
        return new LinearSvm().withTolerance(1e-14);
    }

    @Test
    void isFoundByNameAndSetByName() {
        LinearSvm found = (LinearSvm) Learners.classifier("linear-svm");
        assertEquals(new LinearSvm(), found);
        LinearSvm changed = Settings.with(found, "loss", "squared-hinge");
        changed = Settings.with(changed, "penalty", "l1:0.01");
        changed = Settings.with(changed, "class-weights", "yes:3,no:1");
        assertEquals(
                new LinearSvm()
                        .withLoss(LinearLoss.SQUARED_HINGE)
                        .withPenalty(Penalty.l1(0.01))
                        .withClassWeights(ClassWeights.parse("yes:3,no:1")),
                changed);
    }

    @Test
    void refusesSettingsThatExcludeEachOther() {
        assertThatThrownBy(() -> learner().withPenalty(Penalty.none()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("penalty none leaves no reason to prefer a wide margin");
        assertThatThrownBy(
                        () -> learner().withPenalty(Penalty.l1(0.1)).withSolver(LinearSolver.DUAL_COORDINATE_DESCENT))
                .hasMessageContaining("l1:0.1, which has an L1 part: primal-newton can");
        assertThatThrownBy(
                        () -> learner().withLoss(LinearLoss.SQUARED_HINGE).withStrategy(LinearStrategy.CRAMMER_SINGER))
                .hasMessageContaining("crammer-singer needs loss hinge");
        assertThatThrownBy(() -> learner().withTolerance(0)).hasMessage("tolerance must be > 0, was 0.0");
    }

    /// The certificate is recomputed here from the model alone: no objective below `objective − gap` exists, so
    /// every way to the optimum must agree within the gaps.
    @ParameterizedTest
    @CsvSource({
        "hinge, l2:0.01, free", "hinge, l2:0.01, penalized", "hinge, l2:0.01, none",
        "squared-hinge, l2:0.01, free", "squared-hinge, l2:0.01, penalized", "squared-hinge, l2:0.01, none"
    })
    void solversAgreeWithinTheirGaps(String loss, String penalty, String intercept) {
        LinearSvm base = (LinearSvm) Settings.with(
                Settings.with(Settings.with(new LinearSvm(), "loss", loss), "penalty", penalty),
                "intercept",
                intercept);
        for (Dataset data : List.of(LinearSamples.two(), LinearSamples.sparse(LinearSamples.two()))) {
            LinearSvmModel newton = base.withTolerance(1e-12)
                    .withSolver(LinearSolver.PRIMAL_NEWTON)
                    .fitScores(data, Fitting.defaults());
            LinearSvmModel dual = base.withTolerance(1e-7)
                    .withMaxIterations(20_000)
                    .withSolver(LinearSolver.DUAL_COORDINATE_DESCENT)
                    .fitScores(data, Fitting.defaults());
            assertThat(newton.report().converged()).as("%s", newton.report()).isTrue();
            assertThat(dual.report().converged()).as("%s", dual.report()).isTrue();
            double best = newton.report().objective();
            assertEquals(best, dual.report().objective(), 1e-7 * best);
            assertArrayEquals(newton.coefficients(), dual.coefficients(), 2e-3);
        }
    }

    @Test
    void ofElasticNetTheL2PartAloneIsTheL2Penalty() {
        Dataset data = LinearSamples.two();
        LinearSvmModel l2 = learner().withPenalty(Penalty.l2(0.01)).fitScores(data, Fitting.defaults());
        LinearSvmModel nearly = learner()
                .withTolerance(1e-9)
                .withPenalty(Penalty.elasticNet(0.01, 1e-9))
                .fitScores(data, Fitting.defaults());
        assertThat(nearly.report().converged()).as("%s", nearly.report()).isTrue();
        assertEquals(l2.report().objective(), nearly.report().objective(), 1e-8);
        assertArrayEquals(l2.coefficients(), nearly.coefficients(), 1e-3);
    }

    /// The hinge with an L1 penalty is a linear program, whose gap closes like any other.
    @ParameterizedTest
    @EnumSource(LinearLoss.class)
    void l1PenaltySetsCoefficientsToZeroAndIsCertified(LinearLoss loss) {
        Dataset data = Samples.classes(200, 30, 2, 5);
        LinearSvmModel model = new LinearSvm()
                .withLoss(loss)
                .withPenalty(Penalty.l1(0.05))
                .withTolerance(1e-9)
                .fitScores(data, Fitting.defaults());
        assertThat(model.report().converged()).as("%s", model.report()).isTrue();
        long zeros = Arrays.stream(model.coefficients()).filter(v -> v == 0).count();
        assertThat(zeros).isBetween(5L, 29L);
    }

    /// Peer pitfall: a column of another unit. Standardised inside, so nothing changes but the unit.
    @ParameterizedTest
    @EnumSource(LinearLoss.class)
    void unitsAndOriginsOfColumnsDoNotMatter(LinearLoss loss) {
        LinearSvm learner = learner().withLoss(loss);
        LinearSvmModel plain = learner.fitScores(LinearSamples.two(), Fitting.defaults());
        LinearSvmModel moved =
                learner.fitScores(LinearSamples.mapped(LinearSamples.two(), 2, 1e4, 5e4), Fitting.defaults());
        assertThat(moved.report().converged()).as("%s", moved.report()).isTrue();
        assertEquals(plain.report().objective(), moved.report().objective(), 1e-10);
        assertEquals(plain.coefficients()[2], 1e4 * moved.coefficients()[2], 1e-6);
    }

    @Test
    void namesBadlyScaledColumnsAndTheCureWhereThePenaltyIsOnRawOnes() {
        LinearSvmModel model = new LinearSvm()
                .withStandardize(false)
                .fitScores(LinearSamples.mapped(LinearSamples.two(), 2, 1e6, 0), Fitting.defaults());
        assertThat(model.report().notes().toString()).contains("set standardize to true", "x3");
    }

    @Test
    void saysWhichSolverAndWhy() {
        LinearSvmModel model = new LinearSvm().fitScores(LinearSamples.two(), Fitting.defaults());
        assertThat(model.report().notes())
                .contains("solver primal-newton: 5 coefficients <= 1500 (dense data of 60" + " rows)");
        assertThat(model.report().certificate()).containsKeys("duality_gap", "relative_duality_gap");
    }

    @Test
    void stoppedEarlyIsNotConverged() {
        LinearSvmModel model = new LinearSvm()
                .withSolver(LinearSolver.DUAL_COORDINATE_DESCENT)
                .withTolerance(1e-12)
                .withMaxIterations(2)
                .fitScores(LinearSamples.two(), Fitting.defaults());
        assertThat(model.report().converged()).isFalse();
        assertThat(model.report().reason()).startsWith("stopped after 2 epochs with a relative duality gap");
    }

    /// Equal rows of both classes: nothing separates them, every row costs 1, w = 0.
    @Test
    void duplicatePointsOfOppositeClassesGiveNoDirection() {
        Dataset data = Dataset.classes(
                Matrix.of(new double[] {1, 2}, new double[] {1, 2}, new double[] {3, 1}, new double[] {3, 1}),
                "a",
                "b",
                "a",
                "b");
        LinearSvmModel model = learner().fitScores(data, Fitting.defaults());
        assertThat(model.report().converged()).as("%s", model.report()).isTrue();
        assertArrayEquals(new double[2], model.coefficients(), 1e-9);
        assertEquals(1, model.report().objective(), 1e-9);
    }

    @Test
    void crammerSingerIsTheSameForEveryThreadCountAndCertified() {
        Dataset data = Samples.classes(400, 6, 4, 3);
        LinearSvm learner = new LinearSvm()
                .withStrategy(LinearStrategy.CRAMMER_SINGER)
                .withPenalty(Penalty.l2(0.01))
                .withTolerance(1e-4);
        LinearSvmModel one = learner.fitScores(data, Fitting.defaults().withThreads(1));
        assertThat(one.report().converged()).as("%s", one.report()).isTrue();
        for (int threads : new int[] {2, 7}) {
            assertArrayEquals(
                    one.coefficients(),
                    learner.fitScores(data, Fitting.defaults().withThreads(threads))
                            .coefficients());
        }
    }

    /// Digits, where the classes separate and the primal objective of the descent is the last to settle.
    @Test
    void crammerSingerClosesItsGapOnDigits() throws java.io.IOException {
        LinearSvmModel model = new LinearSvm()
                .withStrategy(LinearStrategy.CRAMMER_SINGER)
                .withTolerance(1e-4)
                .fitScores(BundledDataTest.digits(), Fitting.defaults());
        assertThat(model.report().converged()).as("%s", model.report()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(LinearLoss.class)
    void dualDescentIsTheSameForEveryThreadCount(LinearLoss loss) {
        Dataset data = Samples.sparse(Samples.classes(3_000, 12, 2, 3));
        LinearSvm learner = new LinearSvm()
                .withLoss(loss)
                .withSolver(LinearSolver.DUAL_COORDINATE_DESCENT)
                .withTolerance(1e-3);
        LinearSvmModel one = learner.fitScores(data, Fitting.defaults().withThreads(1));
        for (int threads : new int[] {2, 7}) {
            LinearSvmModel more = learner.fitScores(data, Fitting.defaults().withThreads(threads));
            assertEquals(one, more);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Probability.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void probabilitiesAreLearnedFromHeldOutRows(Probability probability) {
        Dataset data = Samples.classes(300, 4, 3, 9);
        LinearSvm learner = new LinearSvm().withProbability(probability);
        Classifier model = learner.fit(data, Fitting.defaults());
        assertThat(model.hasProbabilities()).isTrue();
        assertThat(model.provenance().learner()).startsWith("linear-svm(").contains("probability=");
        double[] p = new double[3];
        double[] row = new double[4];
        data.features().copyRow(0, row, 0);
        model.probabilities(row, p);
        assertEquals(1, p[0] + p[1] + p[2], 1e-12);
    }
}
