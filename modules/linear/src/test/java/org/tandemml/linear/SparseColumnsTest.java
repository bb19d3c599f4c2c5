package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.optimization.Objective;
import org.tandemml.regularization.Penalty;

class SparseColumnsTest {
    /// The walk along columns is the Hessian times the steps, centring included.
    @Test
    void slopesAreThoseOfTheHessian() {
        Dataset data = text(300, 20, 6, 3);
        double[] weights = new double[300];
        Arrays.setAll(weights, i -> (1 + i % 3) / 600.0);
        for (boolean intercept : new boolean[] {true, false}) {
            Fitting how = Fitting.defaults();
            Recentred rows = Recentred.of(data.features(), data.schema(), weights, intercept, true, how.parallel());
            BinaryObjective objective = new BinaryObjective(
                    rows.design(),
                    rows.scaling(),
                    data.classes().codes(),
                    weights,
                    new double[0],
                    Penalty.l1(1),
                    how.parallel());
            int d = objective.dimension();
            Seed.Stream random = new Seed(1).stream();
            double[] point = new double[d];
            Arrays.setAll(point, j -> random.nextGaussian() / 4);
            objective.evaluate(point, new double[d]);
            double[] hessian = new double[d * d];
            objective.hessian(objective.hessianLevels() - 1, hessian);
            Objective.ColumnModel model = objective.columnModel();
            double[] step = new double[d];
            for (int t = 0; t < 60; t++) {
                int j = random.nextInt(d);
                double by = random.nextGaussian();
                step[j] += by;
                model.move(j, by);
            }
            double energy = 0;
            for (int i = 0; i < d; i++) {
                double product = 0;
                for (int j = 0; j < d; j++) {
                    product += hessian[Math.min(i, j) * d + Math.max(i, j)] * step[j];
                }
                energy += product * step[i];
                assertEquals(product, model.slope(i), 1e-12);
                assertEquals(hessian[i * d + i], model.curvature(i), 1e-13);
            }
            assertEquals(energy, model.energy(), 1e-11);
        }
    }

    @ParameterizedTest
    @CsvSource({"l1:0.0001, true", "l1:0.0003, false", "elastic-net:0.0005:0.5, true"})
    void manySparseColumnsReachTheOptimumOfOwlQn(String penalty, boolean standardize) {
        Dataset data = text(500, 900, 12, 4);
        LogisticRegression learner = new LogisticRegression()
                .withPenalty(Penalty.parse(penalty))
                .withStandardize(standardize)
                .withMaxIterations(20_000);
        LogisticModel model = learner.fit(data);
        LogisticModel reference = learner.withSolver(Solver.OWL_QN).fit(data);
        assertThat(model.report().converged()).as(model.report().reason()).isTrue();
        assertEquals(reference.report().objective(), model.report().objective(), 1e-9);
        assertThat(model.report().certificate().get("duality_gap")).isLessThan(1e-6);
    }

    /// `perRow` cells a row in columns whose frequency falls.
    private static Dataset text(int rows, int columns, int perRow, long seed) {
        Seed.Stream random = new Seed(seed).stream();
        int[] starts = new int[rows + 1];
        int[] indices = new int[rows * perRow];
        double[] values = new double[rows * perRow];
        int[] codes = new int[rows];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            boolean[] used = new boolean[columns];
            int from = count;
            while (count < from + perRow) {
                double u = random.nextDouble();
                int j = (int) (columns * u * u);
                if (!used[j]) {
                    used[j] = true;
                    indices[count++] = j;
                }
            }
            Arrays.sort(indices, from, count);
            double score = 0;
            for (int k = from; k < count; k++) {
                values[k] = 0.5 + random.nextDouble();
                score += (indices[k] % 7 - 3) * values[k] * 0.3;
            }
            codes[i] = score + random.nextGaussian() > 0 ? 1 : 0;
            starts[i + 1] = count;
        }
        return Dataset.of(
                "text",
                Schema.numeric(columns),
                new SparseMatrix(columns, starts, indices, values),
                new Target.Classes("y", List.of("no", "yes"), codes));
    }
}
