package org.tandemml.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fold;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

class DivisionTest {
    /// 60 rows of 12 patients, in an order of days that is not that of the rows.
    private static Dataset patients() {
        double[][] x = new double[60][3];
        int[] codes = new int[60];
        for (int i = 0; i < 60; i++) {
            x[i] = new double[] {i % 7, i % 12, (i * 37) % 60};
            codes[i] = i % 2;
        }
        return Dataset.of(
                "patients",
                Schema.numeric("value", "patient", "day"),
                Matrix.of(x),
                new Target.Classes("ill", List.of("no", "yes"), codes));
    }

    private static Set<Double> values(Dataset data, int[] rows, int column) {
        return Arrays.stream(rows)
                .mapToObj(i -> data.features().get(i, column))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void noFoldDividesAGroupAndTheGroupIsNoFeature() {
        Dataset data = patients();
        Division division =
                Division.of(data, Protocol.of(4, 2).withGroup("patient").withHoldOut(0.25), 42);
        assertThat(division.data().schema().names()).containsExactly("value", "day");
        assertThat(division.folds()).hasSize(8);
        Fold aside = division.holdOut().orElseThrow();
        assertThat(values(data, aside.train(), 1)).doesNotContainAnyElementsOf(values(data, aside.test(), 1));
        for (Fold fold : division.folds()) {
            assertThat(values(data, fold.train(), 1)).doesNotContainAnyElementsOf(values(data, fold.test(), 1));
            assertThat(fold.test()).doesNotContain(aside.test());
            assertThat(fold.train()).doesNotContain(aside.test());
        }
    }

    @Test
    void laterBlocksAreJudgedByEarlierRows() {
        Dataset data = patients();
        Division division =
                Division.of(data, Protocol.standard().withTime("day").withHoldOut(0.2), 42);
        assertThat(division.data().schema().names()).containsExactly("value", "patient");
        assertThat(division.folds()).hasSize(5);
        for (Fold fold : division.folds()) {
            double last = values(data, fold.train(), 2).stream()
                    .mapToDouble(d -> d)
                    .max()
                    .orElseThrow();
            assertThat(values(data, fold.test(), 2)).allMatch(day -> day > last);
        }
        // The latest fifth: days 48 to 59.
        assertThat(values(data, division.holdOut().orElseThrow().test(), 2))
                .hasSize(12)
                .allMatch(day -> day >= 48);
    }

    @Test
    void aHoldOutKeepsTheSharesOfTheClasses() {
        Division division = Division.of(patients(), Protocol.of(3, 1).withHoldOut(0.2), 7);
        int[] aside = division.holdOut().orElseThrow().test();
        assertThat(aside).hasSize(12);
        assertThat(Arrays.stream(aside).filter(i -> i % 2 == 0).count()).isEqualTo(6);
    }

    @Test
    void theHashIsThatOfTheRowsInTheFolds() {
        Protocol protocol = Protocol.of(3, 2);
        String hash = Division.of(patients(), protocol, 42).hash();
        assertThat(Division.of(patients(), protocol, 42).hash()).isEqualTo(hash).hasSize(16);
        assertThat(Division.of(patients(), protocol, 43).hash()).isNotEqualTo(hash);
        assertThat(Division.of(patients(), protocol.withHoldOut(0.1), 42).hash())
                .isNotEqualTo(hash);
    }

    @Test
    void contradictionsAndUnknownColumnsAreRefused() {
        assertThatThrownBy(() -> Protocol.standard().withTime("day").withGroup("patient"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not by both");
        assertThatThrownBy(() -> Protocol.standard().withHoldOut(1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Protocol.of(1, 1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Division.of(patients(), Protocol.standard().withGroup("pateint"), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("patient");
    }

    @Test
    void beginningsOfTheStratifiedOrderHoldTheClassesInTheirShares() {
        int[] codes = new int[100];
        Arrays.fill(codes, 80, 100, 1);
        Target target = new Target.Classes("y", List.of("a", "b"), codes);
        int[] rows = IntStream.range(0, 100).toArray();
        int[] order = StratifiedOrder.of(target, rows, 3);
        assertThat(order).containsExactlyInAnyOrder(rows);
        for (int length : new int[] {10, 25, 50, 75}) {
            long rare = Arrays.stream(order).limit(length).filter(i -> i >= 80).count();
            assertThat((double) rare).isBetween(length * 0.2 - 1, length * 0.2 + 1);
        }
    }
}
