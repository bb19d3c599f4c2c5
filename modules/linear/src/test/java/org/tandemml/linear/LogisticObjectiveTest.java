package org.tandemml.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;
import org.tandemml.regularization.Penalty;

/// Gradient, Hessian and Hessian products against central differences, for both objectives in all their shapes.
class LogisticObjectiveTest {
    record Shape(int classes, boolean sparse, boolean intercept, boolean standardize) {}

    static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            shapes.add(new Shape(i % 2 == 0 ? 2 : 3, (i & 2) != 0, (i & 4) != 0, (i & 8) != 0));
        }
        return shapes;
    }

    private static LogisticObjective objective(Shape shape) {
        Dataset data = Fixtures.random(57, 3, shape.classes, 21);
        double[] weights = Fixtures.cyclicWeights(57);
        double sum = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        Design design = Design.of(shape.sparse ? Fixtures.sparse(data.features()) : data.features());
        Standardization scaling = Standardization.of(
                design, data.schema(), weights, shape.intercept, shape.standardize, Parallel.SEQUENTIAL);
        int[] codes = data.classes().codes();
        return shape.classes == 2
                ? new BinaryObjective(
                        design, scaling, codes, weights, new double[0], Penalty.l2(0.3), Parallel.SEQUENTIAL)
                : new SoftmaxObjective(design, scaling, 3, codes, weights, Penalty.l2(0.3), Parallel.SEQUENTIAL);
    }

    private static double[] point(int d) {
        Seed.Stream random = new Seed(4).stream();
        double[] point = new double[d];
        Arrays.setAll(point, i -> random.nextGaussian());
        return point;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gradientMatchesFiniteDifferences(Shape shape) {
        LogisticObjective objective = objective(shape);
        int d = objective.dimension();
        double[] gradient = new double[d];
        double[] ignored = new double[d];
        objective.evaluate(point(d), gradient);
        double h = 1e-5;
        for (int j = 0; j < d; j++) {
            double[] up = point(d);
            double[] down = point(d);
            up[j] += h;
            down[j] -= h;
            double slope = (objective.evaluate(up, ignored) - objective.evaluate(down, ignored)) / (2 * h);
            assertEquals(slope, gradient[j], 1e-8);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void hessianAndItsProductsMatchDifferencesOfTheGradient(Shape shape) {
        LogisticObjective objective = objective(shape);
        int d = objective.dimension();
        double[] direction = point(2 * d);
        double[] v = Arrays.copyOfRange(direction, d, 2 * d);
        if (shape.classes == 3) {
            centre(v, d / 3);
        }
        double[] product = new double[d];
        double[] hessian = new double[d * d];
        objective.evaluate(point(d), new double[d]);
        objective.hessianTimes(v, product);
        objective.hessian(objective.hessianLevels() - 1, hessian);
        double h = 1e-5;
        double[] up = point(d);
        double[] down = point(d);
        for (int j = 0; j < d; j++) {
            up[j] += h * v[j];
            down[j] -= h * v[j];
        }
        double[] gradientUp = new double[d];
        double[] gradientDown = new double[d];
        objective.evaluate(up, gradientUp);
        objective.evaluate(down, gradientDown);
        for (int j = 0; j < d; j++) {
            double expected = (gradientUp[j] - gradientDown[j]) / (2 * h);
            double byMatrix = 0;
            for (int k = 0; k < d; k++) {
                byMatrix += hessian[Math.min(j, k) * d + Math.max(j, k)] * v[k];
            }
            assertEquals(expected, product[j], 1e-8);
            assertEquals(expected, byMatrix, 1e-8);
        }
    }

    /// In directions that add one vector to all classes the matrix holds curvature that the objective lacks.
    private static void centre(double[] v, int width) {
        for (int j = 0; j < width; j++) {
            double mean = (v[j] + v[width + j] + v[2 * width + j]) / 3;
            for (int k = 0; k < 3; k++) {
                v[k * width + j] -= mean;
            }
        }
    }
}
