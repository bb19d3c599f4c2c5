package org.tandemml.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;

/// Contributions are Shapley values: they add up, and they are those of the definition.
class ContributionsTest {
    private static final int FEATURES = 5;

    private static double[] row(Seed.Stream random) {
        double[] row = new double[FEATURES];
        for (int j = 0; j < FEATURES; j++) {
            row[j] = RandomEnsembles.cell(random);
        }
        return row;
    }

    @Test
    void contributionsAndInteractionsSumToTheMargin() {
        Seed.Stream random = new Seed(3).stream();
        for (int trial = 0; trial < 20; trial++) {
            TreeEnsemble ensemble = RandomEnsembles.of(
                    trial, FEATURES, 2, 10, 40, RandomEnsembles.Nodes.ALL, TreeEnsemble.Arithmetic.DOUBLE);
            Contributions contributions = new Contributions(ensemble, FEATURES);
            double[] margins = new double[2];
            for (int i = 0; i < 20; i++) {
                double[] row = row(random);
                ensemble.margins(row, margins);
                double[] all = contributions.of(row);
                for (int k = 0; k < 2; k++) {
                    double sum = 0;
                    double[] pairs = contributions.interactions(row, k);
                    for (int j = 0; j <= FEATURES; j++) {
                        double ofRow = 0;
                        for (int l = 0; l <= FEATURES; l++) {
                            ofRow += pairs[j * (FEATURES + 1) + l];
                            assertThat(pairs[j * (FEATURES + 1) + l])
                                    .isCloseTo(pairs[l * (FEATURES + 1) + j], within(1e-9));
                        }
                        assertThat(ofRow).isCloseTo(all[k * (FEATURES + 1) + j], within(1e-9));
                        sum += all[k * (FEATURES + 1) + j];
                    }
                    assertThat(sum).isCloseTo(margins[k], within(1e-9));
                }
            }
        }
    }

    /// The definition: φ_j = Σ_S |S|!(p−|S|−1)!/p! · (v(S ∪ j) − v(S)) over the sets S without j.
    @Test
    void contributionsAreThoseOfTheDefinition() {
        Seed.Stream random = new Seed(4).stream();
        for (int trial = 0; trial < 100; trial++) {
            Tree tree = RandomEnsembles.tree(
                    random, FEATURES, 12, RandomEnsembles.Nodes.ALL, TreeEnsemble.Arithmetic.DOUBLE);
            double[] row = row(random);
            double[] phi = new double[FEATURES];
            new TreeShap(tree, TreeEnsemble.Arithmetic.DOUBLE, TreeShap.depth(tree)).add(row, 1, phi);
            double[] factorial = {1, 1, 2, 6, 24, 120};
            for (int j = 0; j < FEATURES; j++) {
                double expected = 0;
                for (int set = 0; set < 1 << FEATURES; set++) {
                    if ((set >> j & 1) == 0) {
                        int size = Integer.bitCount(set);
                        expected += factorial[size]
                                * factorial[FEATURES - size - 1]
                                / factorial[FEATURES]
                                * (known(tree, row, set | 1 << j, 0) - known(tree, row, set, 0));
                    }
                }
                assertThat(phi[j]).isCloseTo(expected, within(1e-12));
            }
            assertThat(TreeShap.expected(tree)).isCloseTo(known(tree, row, 0, 0), within(1e-12));
        }
    }

    /// The mean value below a node if only the features in `set` are known.
    private static double known(Tree tree, double[] row, int set, int node) {
        if (tree.isLeaf(node)) {
            return tree.value(node);
        }
        int left = tree.left(node);
        int right = tree.right(node);
        int f = tree.feature(node);
        if ((set >> f & 1) != 0) {
            return known(tree, row, set, tree.goesLeft(node, row[f]) ? left : right);
        }
        return (tree.cover(left) * known(tree, row, set, left) + tree.cover(right) * known(tree, row, set, right))
                / (tree.cover(left) + tree.cover(right));
    }

    @Test
    void aModelWithoutCoversIsRefused() {
        Tree tree = Tree.numeric(
                new int[] {1, 0, 0},
                new int[] {2, 0, 0},
                new int[] {0, -1, -1},
                new double[3],
                new boolean[3],
                new double[3],
                new double[3]);
        TreeEnsemble ensemble = new TreeEnsemble(
                List.of(tree),
                new int[1],
                new double[] {1},
                new double[1],
                new int[] {1},
                TreeEnsemble.Arithmetic.DOUBLE);
        assertThatThrownBy(() -> new Contributions(ensemble, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no covers");
    }
}
