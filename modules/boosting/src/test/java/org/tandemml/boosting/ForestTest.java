package org.tandemml.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.Kernels;

/// Every way to predict gives the bits of the plain walk from the root.
class ForestTest {
    private static final int FEATURES = 7;

    private static DenseMatrix rows(int n, long seed) {
        Seed.Stream random = new Seed(seed).stream();
        double[] values = new double[n * FEATURES];
        Arrays.setAll(values, i -> RandomEnsembles.cell(random));
        return new DenseMatrix(n, FEATURES, values);
    }

    /// The readable reference.
    private static double margin(TreeEnsemble ensemble, double[] row, int output) {
        boolean inFloat = ensemble.arithmetic() == TreeEnsemble.Arithmetic.FLOAT;
        double sum = inFloat ? (float) ensemble.base()[output] : ensemble.base()[output];
        for (int t = 0; t < ensemble.trees().size(); t++) {
            if (ensemble.outputs()[t] == output) {
                Tree tree = ensemble.trees().get(t);
                double leaf = tree.value(inFloat ? tree.leafOfFloats(row) : tree.leaf(row));
                double weight = ensemble.weights()[t];
                sum = inFloat ? (float) sum + (float) leaf * (float) weight : sum + leaf * weight;
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(RandomEnsembles.Nodes.class)
    void rowsAndBlocksGiveTheBitsOfThePlainWalk(RandomEnsembles.Nodes nodes) {
        for (TreeEnsemble.Arithmetic arithmetic : TreeEnsemble.Arithmetic.values()) {
            for (int outputs : new int[] {1, 3}) {
                TreeEnsemble ensemble = RandomEnsembles.of(5, FEATURES, outputs, 23, 40, nodes, arithmetic);
                for (int n : new int[] {1, 63, 64, 2048, 5000}) {
                    DenseMatrix rows = rows(n, n);
                    double[] batch = ensemble.margins(rows, new Parallel(2)).values();
                    double[] row = new double[FEATURES];
                    double[] out = new double[outputs];
                    for (int i = 0; i < n; i++) {
                        rows.copyRow(i, row, 0);
                        ensemble.margins(row, out);
                        for (int k = 0; k < outputs; k++) {
                            double expected = margin(ensemble, row, k);
                            assertThat(out[k]).isEqualTo(expected);
                            assertThat(ensemble.margin(row, k)).isEqualTo(expected);
                            assertThat(batch[i * outputs + k]).isEqualTo(expected);
                        }
                    }
                }
            }
        }
    }

    /// Strips of rows in vectors, whole and cut short, with missing values; thresholds that no float equals, too.
    @Test
    void vectorsGiveTheBitsOfThePlainWalk() {
        assumeTrue(Kernels.simd());
        Dataset data = BundledData.classes("wdbc");
        DenseMatrix cells = ((DenseMatrix) data.features()).contiguous();
        double[] gaps = cells.values().clone();
        for (int i = 0; i < gaps.length; i += 11) {
            gaps[i] = Double.NaN;
        }
        Dataset gapped = data.withFeatures(data.schema(), new DenseMatrix(data.rows(), data.columns(), gaps));
        TreeEnsemble fitted = new GradientBoosting()
                .withRounds(40)
                .withMinChildWeight(0.01)
                .fit(gapped)
                .trees();
        agree(fitted, new DenseMatrix(data.rows(), data.columns(), gaps), 0);
        for (TreeEnsemble.Arithmetic arithmetic : TreeEnsemble.Arithmetic.values()) {
            for (RandomEnsembles.Nodes nodes : List.of(RandomEnsembles.Nodes.NUMERIC, RandomEnsembles.Nodes.FINE)) {
                for (int outputs : new int[] {1, 3}) {
                    TreeEnsemble drawn = RandomEnsembles.of(11, FEATURES, outputs, 6, 30, nodes, arithmetic);
                    for (int n : new int[] {1, 31, 64, 300}) {
                        agree(drawn, rows(n, n), 1);
                    }
                }
            }
        }
    }

    private static void agree(TreeEnsemble ensemble, DenseMatrix rows, int at) {
        Forest forest = new Forest(ensemble);
        RankedSplits splits = Objects.requireNonNull(forest.splits());
        int outputs = ensemble.outputCount();
        double[] out = new double[at + rows.rows() * outputs];
        new VectorBlock(forest, splits).margins(rows.values(), 0, rows.columns(), rows.rows(), out, at);
        double[] row = new double[rows.columns()];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            for (int k = 0; k < outputs; k++) {
                assertThat(out[at + i * outputs + k]).isEqualTo(margin(ensemble, row, k));
            }
        }
    }

    /// Models of numbers alone take the walk over ranks, whose common steps depend on the covers: both the fitted ones
    /// and none at all.
    @Test
    void ranksLeadToTheLeavesOfThePlainWalk() {
        Dataset data = BundledData.classes("wdbc");
        TreeEnsemble fitted = new GradientBoosting()
                .withRounds(60)
                .withMinChildWeight(0.1)
                .fit(data)
                .trees();
        assertThat(fitted.parameters())
                .isEqualTo(fitted.trees().stream().mapToLong(Tree::nodes).sum())
                .isGreaterThan(120);
        Forest forest = new Forest(fitted);
        assertThat(RankedWalk.of(forest, KeyRanks.of(forest), fitted)).isNotNull();
        double[] row = new double[data.columns()];
        int[] leaves = new int[fitted.trees().size()];
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, row, 0);
            row[i % row.length] = Double.NaN;
            forest.leaves(row, leaves, 0);
            for (int t = 0; t < leaves.length; t++) {
                assertThat(leaves[t]).isEqualTo(fitted.trees().get(t).leaf(row));
            }
        }
        TreeEnsemble categories =
                RandomEnsembles.of(5, FEATURES, 1, 9, 20, RandomEnsembles.Nodes.ALL, TreeEnsemble.Arithmetic.DOUBLE);
        assertThat(KeyRanks.of(new Forest(categories))).isNull();
    }

    @Test
    void leavesAreThoseOfThePlainWalk() {
        TreeEnsemble ensemble =
                RandomEnsembles.of(6, FEATURES, 2, 20, 30, RandomEnsembles.Nodes.ALL, TreeEnsemble.Arithmetic.DOUBLE);
        DenseMatrix rows = rows(500, 1);
        int[] leaves = ensemble.leaves(rows, new Parallel(2));
        double[] row = new double[FEATURES];
        for (int i = 0; i < 500; i++) {
            rows.copyRow(i, row, 0);
            for (int t = 0; t < 40; t++) {
                assertThat(leaves[i * 40 + t]).isEqualTo(ensemble.trees().get(t).leaf(row));
            }
        }
    }

    /// Values beside every threshold, doubles between floats among them.
    @Test
    void comparisonsAreExactBesideThresholds() {
        for (RandomEnsembles.Nodes nodes : RandomEnsembles.Nodes.values()) {
            for (TreeEnsemble.Arithmetic arithmetic : TreeEnsemble.Arithmetic.values()) {
                TreeEnsemble ensemble = RandomEnsembles.of(9, 1, 1, 8, 20, nodes, arithmetic);
                double[] values = ensemble.trees().stream()
                        .flatMapToDouble(
                                tree -> IntStream.range(0, tree.nodes()).mapToDouble(tree::value))
                        .flatMap(t -> DoubleStream.of(
                                t,
                                Math.nextUp(t),
                                Math.nextDown(t),
                                Math.nextUp((float) t),
                                Math.nextDown((float) t),
                                t * (1 + 1e-9),
                                t * (1 - 1e-9)))
                        .toArray();
                double[] batch = ensemble.margins(new DenseMatrix(values.length, 1, values), Parallel.SEQUENTIAL)
                        .values();
                for (int i = 0; i < values.length; i++) {
                    assertThat(batch[i]).isEqualTo(margin(ensemble, new double[] {values[i]}, 0));
                }
            }
        }
    }

    /// Views of rows, sparse rows with absent cells as zeros or as missing.
    @Test
    void everyKindOfMatrixIsRead() {
        DenseMatrix rows = rows(300, 4);
        int[] chosen = IntStream.range(0, 300).map(i -> 299 - i).toArray();
        TreeEnsemble zeros =
                RandomEnsembles.of(6, FEATURES, 1, 20, 30, RandomEnsembles.Nodes.ALL, TreeEnsemble.Arithmetic.DOUBLE);
        TreeEnsemble missing = new TreeEnsemble(
                zeros.trees(),
                zeros.outputs(),
                zeros.weights(),
                zeros.base(),
                zeros.roundEnds(),
                TreeEnsemble.Arithmetic.DOUBLE,
                TreeEnsemble.Absent.MISSING);
        double[] all = zeros.margins(rows, Parallel.SEQUENTIAL).values();
        double[] reversed =
                zeros.margins(rows.select(chosen), Parallel.SEQUENTIAL).values();
        for (int i = 0; i < 300; i++) {
            assertThat(reversed[i]).isEqualTo(all[299 - i]);
        }
        int[] starts = new int[301];
        int[] indices = new int[600];
        double[] values = new double[600];
        for (int i = 0; i < 300; i++) {
            starts[i + 1] = 2 * (i + 1);
            indices[2 * i] = i % 3;
            indices[2 * i + 1] = 3 + i % 4;
            values[2 * i] = rows.get(i, 0);
            values[2 * i + 1] = rows.get(i, 1);
        }
        Matrix sparse = new SparseMatrix(FEATURES, starts, indices, values);
        double[] asZeros = zeros.margins(sparse, Parallel.SEQUENTIAL).values();
        double[] asMissing = missing.margins(sparse, Parallel.SEQUENTIAL).values();
        for (int i = 0; i < 300; i++) {
            double[] row = new double[FEATURES];
            double[] gaps = new double[FEATURES];
            Arrays.fill(gaps, Double.NaN);
            for (int k = 2 * i; k < 2 * i + 2; k++) {
                row[indices[k]] = values[k];
                gaps[indices[k]] = values[k];
            }
            assertThat(asZeros[i]).isEqualTo(margin(zeros, row, 0));
            assertThat(asMissing[i]).isEqualTo(margin(zeros, gaps, 0));
        }
    }

    /// The model after r rounds is the sum of the first r rounds; after all, the model.
    @Test
    void stagesEndInTheModel() {
        TreeEnsemble ensemble =
                RandomEnsembles.of(6, FEATURES, 2, 12, 30, RandomEnsembles.Nodes.ALL, TreeEnsemble.Arithmetic.DOUBLE);
        DenseMatrix rows = rows(100, 2);
        assertThat(ensemble.truncated(0).margins(rows, Parallel.SEQUENTIAL).get(3, 1))
                .isEqualTo(ensemble.base()[1]);
        assertThat(ensemble.truncated(12)).isEqualTo(ensemble);
        double[] row = new double[FEATURES];
        rows.copyRow(7, row, 0);
        double[] margins = ensemble.base();
        for (int r = 1; r <= 12; r++) {
            for (int t = 2 * (r - 1); t < 2 * r; t++) {
                Tree tree = ensemble.trees().get(t);
                margins[ensemble.outputs()[t]] += tree.value(tree.leaf(row)) * ensemble.weights()[t];
            }
            double[] staged = new double[2];
            ensemble.truncated(r).margins(row, staged);
            assertThat(staged).isEqualTo(margins);
        }
    }
}
