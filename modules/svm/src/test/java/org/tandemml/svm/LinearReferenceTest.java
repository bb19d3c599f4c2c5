package org.tandemml.svm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.regularization.Penalty;

/// Objectives and coefficients of others: scikit-learn 1.2.1's LinearSVC, LinearSVR, SVC and SVR on [LinearSamples],
/// and LIBLINEAR 2.3 on heart_scale. Objectives are in LIBLINEAR's scale, `½‖w‖² + C·Σ loss`, which is `C·n` times
/// ours.
class LinearReferenceTest {
    private static final Fitting HOW = Fitting.defaults();

    private static LinearSvm liblinear(double cost, int rows) {
        return new LinearSvm()
                .withPenalty(Penalty.l2(1 / (cost * rows)))
                .withStandardize(false)
                .withTolerance(1e-12);
    }

    private static void close(double[] expected, double[] actual, double tolerance) {
        assertArrayEquals(expected, actual, tolerance);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, PENALIZED, HINGE, 13.495309545430247, 1.273079008, -1.042586769, 0.925104958, 0.715959733, -0.107301172",
        "0.5, PENALIZED, SQUARED_HINGE, 13.11979576232914, 1.107446661, -0.920868991, 0.636045329, 0.37777801,"
                + " -0.077804643",
        "0.5, NONE, HINGE, 13.610290276944879, 1.211240669, -0.906098967, 0.876587929, 0.606593085, 0",
        "0.5, NONE, SQUARED_HINGE, 13.231503614107165, 1.089641602, -0.898417189, 0.618771198, 0.387518263, 0",
        // LinearSVC stops at 366.394; this is plain dual descent in NumPy, to a relative gap of 1e-10
        "20, PENALIZED, HINGE, 365.7180358245081, 3.22971246, -2.89018304, 1.61998889, 1.16559459, -0.02638477",
        "20, PENALIZED, SQUARED_HINGE, 420.70244707922774, 2.638551516, -2.764463445, 1.800575599, 0.154466353,"
                + " -0.088273379",
        "20, NONE, HINGE, 366.56115235740606, 3.181335164, -2.871383222, 1.609343302, 1.156082525, 0",
        "20, NONE, SQUARED_HINGE, 425.3317040034685, 2.707203999, -2.850513219, 1.865227562, 0.139569612, 0",
        // SVC(kernel="linear"), tol = 1e-10: the intercept is free
        "0.5, FREE, HINGE, 13.488881673839302, 1.268646852, -1.056111, 0.924236969, 0.7497093, -0.119811233"
    })
    void classifiesAsLiblinear(
            double cost,
            LinearIntercept intercept,
            LinearLoss loss,
            double objective,
            double w1,
            double w2,
            double w3,
            double w4,
            double b) {
        LinearSvm base = liblinear(cost, 60).withIntercept(intercept).withLoss(loss);
        LinearSvmModel newton = base.withSolver(LinearSolver.PRIMAL_NEWTON).fitScores(LinearSamples.two(), HOW);
        assertThat(newton.report().converged()).as("%s", newton.report()).isTrue();
        assertEquals(objective, newton.report().objective() * cost * 60, 1e-8 * objective);
        close(new double[] {w1, w2, w3, w4}, newton.coefficients(), 2e-5);
        assertEquals(b, newton.intercepts()[0], 2e-5);
        LinearSvmModel dual = base.withSolver(LinearSolver.DUAL_COORDINATE_DESCENT)
                .withTolerance(1e-6)
                .withMaxIterations(100_000)
                .fitScores(LinearSamples.two(), HOW);
        assertEquals(objective, dual.report().objective() * cost * 60, 1e-6 * objective);
    }

    /// `-s 5`: LinearSVC(penalty="l1", loss="squared_hinge", dual=False).
    @ParameterizedTest
    @CsvSource({
        "0.5, PENALIZED, 14.897337514571927, 1.055638406, -0.86582264, 0.607246946, 0.343413606",
        "0.5, NONE, 14.944208837335335, 1.037289427, -0.845260821, 0.597268526, 0.346186662",
        "20, PENALIZED, 417.8426267910923, 3.14679237, -3.424370648, 2.272209775, 0"
    })
    void selectsAsLiblinear(
            double cost, LinearIntercept intercept, double objective, double w1, double w2, double w3, double w4) {
        LinearSvmModel model = liblinear(cost, 60)
                .withPenalty(Penalty.l1(1 / (cost * 60)))
                .withLoss(LinearLoss.SQUARED_HINGE)
                .withIntercept(intercept)
                .withTolerance(1e-9)
                .fitScores(LinearSamples.two(), HOW);
        assertThat(model.report().converged()).as("%s", model.report()).isTrue();
        assertEquals(objective, model.report().objective() * cost * 60, 1e-8 * objective);
        close(new double[] {w1, w2, w3, w4}, model.coefficients(), 2e-4);
    }

    /// The hinge with an L1 penalty is a linear program; LIBLINEAR has none for it. Optima of HiGHS by SciPy 1.17.1,
    /// `linprog(method="highs")`, in our scale.
    @ParameterizedTest
    @CsvSource({
        "0.5, FREE, 0.512542767222871, 1.26094854, -0.8893695, 0.80056756, 0.5071414, -0.10686024766830604",
        "0.5, NONE, 0.5142357392181156, 1.21465352, -0.69707976, 0.71897637, 0.43751192, 0",
        "1, FREE, 0.4294462626674089, 2.71164102, -2.5157722, 1.44035284, 0.99537226, -0.059953878990846254",
        "1, NONE, 0.43077383195033897, 2.65140223, -2.4459858, 1.32849359, 1.02849979, 0",
        "20, FREE, 0.29488010327414244, 8.3892706, -9.71972618, 6.92189351, -0.76798238, -0.23935028893778132",
        "20, NONE, 0.29666706154839295, 6.30600322, -6.94035106, 4.63067422, 0, 0"
    })
    void hingeWithL1SolvesTheLinearProgram(
            double cost,
            LinearIntercept intercept,
            double objective,
            double w1,
            double w2,
            double w3,
            double w4,
            double b) {
        LinearSvmModel model = new LinearSvm()
                .withPenalty(Penalty.l1(1 / (cost * 60)))
                .withStandardize(false)
                .withIntercept(intercept)
                .withTolerance(1e-9)
                .fitScores(LinearSamples.two(), HOW);
        assertThat(model.report().converged()).as("%s", model.report()).isTrue();
        assertEquals(objective, model.report().objective(), 1e-9 * objective);
        close(new double[] {w1, w2, w3, w4}, model.coefficients(), 1e-6);
        assertEquals(b, model.intercepts()[0], 1e-6);
    }

    /// LinearSVC stops a little short here: ours is certified and lower.
    @Test
    void selectsNoWorseThanLiblinearWhereThatStopsShort() {
        LinearSvmModel model = liblinear(20, 60)
                .withPenalty(Penalty.l1(1.0 / (20 * 60)))
                .withLoss(LinearLoss.SQUARED_HINGE)
                .withIntercept(LinearIntercept.NONE)
                .withTolerance(1e-9)
                .fitScores(LinearSamples.two(), HOW);
        assertThat(model.report().converged()).as("%s", model.report()).isTrue();
        assertThat(model.report().objective() * 20 * 60).isBetween(422.050189250378 * (1 - 1e-5), 422.050189250378);
    }

    /// LinearSVC(multi_class="crammer_singer", C=1, fit_intercept=False).
    @Test
    void crammerSingerAsLiblinear() {
        LinearSvmModel model = liblinear(1, 60)
                .withStrategy(LinearStrategy.CRAMMER_SINGER)
                .withIntercept(LinearIntercept.NONE)
                .withTolerance(1e-8)
                .withMaxIterations(100_000)
                .fitScores(LinearSamples.three(), HOW);
        assertThat(model.report().converged()).as("%s", model.report()).isTrue();
        assertEquals(41.093355933041174, model.report().objective() * 60, 1e-6 * 41);
        close(
                new double[] {
                    -0.88234917,
                    0.552158967,
                    -0.321954142,
                    -0.147206462,
                    0.098930384,
                    0.150475287,
                    0.011426193,
                    -0.216146771,
                    0.783418786,
                    -0.702634254,
                    0.310527948,
                    0.363353232
                },
                model.coefficients(),
                1e-3);
    }

    /// Three classes with the hinge and C = 1: the sum of three objectives, by plain dual descent in NumPy to a
    /// relative gap of 1e-10 (LinearSVC stops at 87.493).
    @Test
    void oneVersusRestAsLiblinear() {
        LinearSvmModel model =
                liblinear(1, 60).withIntercept(LinearIntercept.PENALIZED).fitScores(LinearSamples.three(), HOW);
        assertEquals(87.49203535290388, model.report().objective() * 60, 1e-7 * 87);
        close(new double[] {-1.05784615, -0.82684893, -1.15251103}, model.intercepts(), 1e-4);
    }

    /// LinearSVR(C=1, epsilon=0.1), and SVR(kernel="linear") for the free intercept, which keeps kernels in float32.
    @ParameterizedTest
    @CsvSource({
        "PENALIZED, HINGE, 19.341338536082418, 0.715343704, -0.659237638, 0.407393564, 0.164788082, 1.979104018",
        "PENALIZED, SQUARED_HINGE, 9.59948971851134, 0.97049788, -0.781558174, 0.48266817, 0.30085374, 1.976818042",
        "FREE, HINGE, 17.368598203174912, 0.710804116, -0.637357559, 0.421654317, 0.169060903, 1.99546566"
    })
    void regressesAsLiblinear(
            LinearIntercept intercept,
            LinearLoss loss,
            double objective,
            double w1,
            double w2,
            double w3,
            double w4,
            double b) {
        LinearSvrModel model = new LinearSvr()
                .withPenalty(Penalty.l2(1.0 / 60))
                .withStandardize(false)
                .withIntercept(intercept)
                .withLoss(loss)
                .withTolerance(1e-12)
                .fit(LinearSamples.numbers(), HOW);
        assertThat(model.report().converged()).as("%s", model.report()).isTrue();
        assertEquals(objective, model.report().objective() * 60, 5e-8 * objective);
        close(new double[] {w1, w2, w3, w4}, model.coefficients(), 2e-5);
        assertEquals(b, model.intercept(), 2e-5);
    }

    /// LIBLINEAR 2.3 with `-e 1e-8` and no bias. `-s 3` had not converged after 1000 iterations: its dual value
    /// 96.498056 is a lower bound of the optimum.
    @Test
    void heartScaleAsLiblinear() throws IOException {
        Dataset data = heartScale();
        LinearSvm base = liblinear(1, data.rows()).withIntercept(LinearIntercept.NONE);
        LinearSvmModel squared = base.withLoss(LinearLoss.SQUARED_HINGE).fitScores(data, HOW);
        assertEquals(121.134724, squared.report().objective() * data.rows(), 1e-6);
        assertEquals(0.09766467, squared.coefficients()[0], 1e-6);
        LinearSvmModel hinge = base.fitScores(data, HOW);
        assertThat(hinge.report().converged()).as("%s", hinge.report()).isTrue();
        assertThat(hinge.report().objective() * data.rows()).isBetween(96.498056, 96.4990);
        LinearSvmModel sparse = base.withLoss(LinearLoss.SQUARED_HINGE)
                .withTolerance(1e-9)
                .withPenalty(Penalty.l1(1.0 / data.rows()))
                .fitScores(data, HOW);
        assertEquals(123.365632, sparse.report().objective() * data.rows(), 1e-5);
        assertEquals(
                12,
                java.util.Arrays.stream(sparse.coefficients())
                        .filter(v -> v != 0)
                        .count());
    }

    private static Dataset heartScale() throws IOException {
        String home = System.getenv("TANDEM_DATA");
        Path folder = Path.of(home == null ? "" : home, "heart_scale");
        assumeTrue(home != null && Files.isDirectory(folder), "heart_scale is not shipped");
        Path file;
        try (var files = Files.list(folder)) {
            file = files.filter(f -> f.getFileName().toString().startsWith("heart_scale"))
                    .findFirst()
                    .orElseThrow();
        }
        List<String> lines = Files.readAllLines(file);
        double[] values = new double[lines.size() * 13];
        int[] codes = new int[lines.size()];
        for (int i = 0; i < codes.length; i++) {
            String[] parts = lines.get(i).trim().split("\\s+");
            codes[i] = Double.parseDouble(parts[0]) > 0 ? 1 : 0;
            for (int k = 1; k < parts.length; k++) {
                String[] cell = parts[k].split(":");
                values[i * 13 + Integer.parseInt(cell[0]) - 1] = Double.parseDouble(cell[1]);
            }
        }
        return Dataset.of(
                "heart_scale",
                Schema.numeric(13),
                new DenseMatrix(codes.length, 13, values),
                new Target.Classes("y", List.of("-1", "1"), codes));
    }
}
