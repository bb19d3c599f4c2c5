package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplingTest {
    /// `rows` rows, every third of class `b`; the columns `group` (row / 3, so groups of 3) and `time` (falling).
    private static Dataset data(int rows) {
        double[] values = new double[2 * rows];
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            values[2 * i] = i / 3;
            values[2 * i + 1] = -i;
            codes[i] = i % 3 == 0 ? 1 : 0;
        }
        return Dataset.of(
                "data",
                Schema.numeric("group", "time"),
                new DenseMatrix(rows, 2, values),
                new Target.Classes("class", List.of("a", "b"), codes));
    }

    private static void assertEachRowTestedOnce(List<Fold> folds, int rows) {
        int[] tested = new int[rows];
        for (Fold fold : folds) {
            Arrays.stream(fold.test()).forEach(i -> tested[i]++);
            assertThat(fold.train().length + fold.test().length).isEqualTo(rows);
            assertThat(fold.test()).isSorted().doesNotContain(fold.train());
        }
        assertThat(tested).containsOnly(1);
    }

    /// Pitfall 42: folds of 1 and 10, with a remainder.
    @ParameterizedTest
    @ValueSource(ints = {2, 7, 10, 19})
    void foldsOfEveryCountCoverAllRowsInSizesThatDifferByOne(int folds) {
        for (boolean stratified : new boolean[] {true, false}) {
            List<Fold> all = new Resampling.KFold(folds, 1, stratified).folds(data(19), 1);
            assertThat(all).hasSize(folds);
            assertEachRowTestedOnce(all, 19);
            int[] sizes = all.stream().mapToInt(f -> f.test().length).sorted().toArray();
            assertThat(sizes[folds - 1] - sizes[0]).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void oneFoldIsRefusedByEveryRule() {
        for (Runnable rule : new Runnable[] {
            () -> Resampling.kFold(1),
            () -> Resampling.grouped(1, "group"),
            () -> Resampling.timeOrdered(1),
            () -> Splits.foldOfContent(data(9), 1, 1)
        }) {
            assertThatThrownBy(rule::run)
                    .isInstanceOf(InputException.class)
                    .hasMessage("folds must be at least 2, was 1");
        }
        assertThatThrownBy(() -> new Resampling.Bootstrap(0)).hasMessage("samples must be at least 1, was 0");
    }

    @Test
    void stratificationCanBeTurnedOff() {
        long[] rare = new Resampling.KFold(10, 1, true)
                .folds(data(30), 1).stream()
                        .mapToLong(f ->
                                Arrays.stream(f.test()).filter(i -> i % 3 == 0).count())
                        .toArray();
        assertThat(rare).containsOnly(1);
        long[] any = new Resampling.KFold(10, 1, false)
                .folds(data(30), 1).stream()
                        .mapToLong(f ->
                                Arrays.stream(f.test()).filter(i -> i % 3 == 0).count())
                        .toArray();
        assertThat(any).contains(0);
    }

    @Test
    void repeatsAreNumberedAndDiffer() {
        List<Fold> folds = Resampling.kFold(4, 3).folds(data(40), 5);
        assertThat(folds).hasSize(12);
        assertThat(folds.get(5).repeat()).isEqualTo(1);
        assertThat(folds.get(5).number()).isEqualTo(1);
        assertThat(folds.get(0).test()).isNotEqualTo(folds.get(4).test());
        assertEachRowTestedOnce(folds.subList(8, 12), 40);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10})
    void noGroupIsInTwoFolds(int folds) {
        int[] groups = IntStream.range(0, 100).map(i -> i * i % 37 - 5).toArray();
        Dataset data = data(100);
        List<Fold> all = new Resampling.Grouped(new Resampling.Groups.Given(groups), folds, 2).folds(data, 3);
        assertEachRowTestedOnce(all.subList(0, folds), 100);
        assertThat(all.get(0)).isNotEqualTo(all.get(folds));
        for (Fold fold : all) {
            int[] tested = Arrays.stream(fold.test()).map(i -> groups[i]).toArray();
            assertThat(Arrays.stream(fold.train()).map(i -> groups[i]))
                    .doesNotContainAnyElementsOf(Arrays.stream(tested).boxed().toList());
        }
    }

    @Test
    void groupsOfEqualSizeGiveFoldsThatDifferByAGroup() {
        for (Fold fold : Resampling.grouped(7, "group").folds(data(66), 1)) {
            assertThat(fold.test().length).isIn(9, 12);
        }
        int[] each = IntStream.range(0, 19).toArray();
        for (Fold fold : Resampling.grouped(10, each).folds(data(19), 1)) {
            assertThat(fold.test().length).isIn(1, 2);
        }
    }

    @Test
    void groupsMustBeEnoughAndKnown() {
        assertThatThrownBy(() -> Resampling.grouped(5, "group").folds(data(12), 1))
                .hasMessage("5 folds need at least 5 groups, the data have 4");
        assertThatThrownBy(() -> Resampling.grouped(2, "grup").folds(data(12), 1))
                .hasMessageContaining("did you mean \"group\"?");
        assertThatThrownBy(() -> Resampling.grouped(2, 1, 2, 3).folds(data(12), 1))
                .hasMessage("groups must have length 12, had 3");
        Dataset gap = Dataset.of(
                "gap", Schema.numeric("g"), Matrix.of(new double[] {1}, new double[] {Double.NaN}), new Target.None());
        assertThatThrownBy(() -> Resampling.grouped(2, "g").folds(gap, 1))
                .hasMessageStartingWith("column \"g\", row 2: a group may not be missing");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 9, 18})
    void noFutureRowIsInTraining(int folds) {
        Dataset data = data(19);
        for (List<Fold> all : List.of(
                Resampling.timeOrdered(folds).folds(data, 1),
                Resampling.timeOrdered(folds, "time").folds(data, 1))) {
            boolean falling = all.get(0).test()[0] > all.get(folds - 1).test()[0];
            assertThat(all).hasSize(folds);
            int before = 0;
            for (Fold fold : all) {
                for (int test : fold.test()) {
                    assertThat(Arrays.stream(fold.train())).allMatch(train -> falling ? train > test : train < test);
                }
                assertThat(fold.train().length).isGreaterThan(before);
                before = fold.train().length;
                assertThat(fold.test().length).isBetween(19 / (folds + 1), 19 / (folds + 1) + 1);
            }
        }
        assertThat(Resampling.timeOrdered(folds, "time").folds(data, 1).get(0).test()[0])
                .isGreaterThan(Resampling.timeOrdered(folds, "time")
                        .folds(data, 1)
                        .get(folds - 1)
                        .test()[0]);
    }

    @Test
    void rowsOfTheSameTimeAreNeverOnBothSides() {
        double[] time = {0, 0, 1, 1, 1, 1, 2, 2, 3, 3};
        for (Fold fold : Splits.expandingWindow(time, 4)) {
            double first =
                    Arrays.stream(fold.test()).mapToDouble(i -> time[i]).min().orElseThrow();
            assertThat(Arrays.stream(fold.train())).isNotEmpty().allMatch(i -> time[i] < first);
        }
        assertThatThrownBy(() -> Splits.expandingWindow(new double[6], 2))
                .hasMessage("fold 1 has no row before time 0.0: use fewer folds or a finer time");
        assertThatThrownBy(() -> Splits.expandingWindow(new double[3], 3))
                .hasMessage("3 folds in order of time need at least 4 rows, the data have 3");
    }

    @Test
    void leaveOneOutJudgesEachRowByAllOthers() {
        List<Fold> folds = new Resampling.LeaveOneOut().folds(data(7), 1);
        assertThat(folds).hasSize(7).allMatch(f -> f.test().length == 1);
        assertEachRowTestedOnce(folds, 7);
    }

    @Test
    void bootstrapTestsTheRowsThatTheSampleMissed() {
        List<Fold> folds = new Resampling.Bootstrap(200).folds(data(50), 8);
        double tested = 0;
        for (Fold fold : folds) {
            assertThat(fold.train()).hasSize(50).doesNotContain(fold.test());
            assertThat(Arrays.stream(fold.train()).distinct().count()).isEqualTo(50 - fold.test().length);
            tested += fold.test().length;
        }
        // (1 - 1/50)^50 = 0.364; the standard error over 200 samples is below 0.004.
        assertThat(tested / (200 * 50)).isBetween(0.35, 0.38);
        assertThat(new Resampling.Bootstrap(50).folds(data(2), 1)).allMatch(f -> f.test().length == 1);
        assertThat(folds).isEqualTo(new Resampling.Bootstrap(200).folds(data(50), 8));
        assertThat(folds).isNotEqualTo(new Resampling.Bootstrap(200).folds(data(50), 9));
    }

    @Test
    void foldsOfContentKeepEqualRowsTogetherInAnyOrderAndStorage() {
        double[][] rows = new double[40][];
        int[] codes = new int[40];
        for (int i = 0; i < 40; i++) {
            rows[i] = new double[] {i / 2, i % 3 == 0 ? 0 : 1};
            rows[i][1] = rows[i - i % 2][1];
            codes[i] = i / 2 % 2;
        }
        Dataset data = Dataset.of(
                "twins", Schema.numeric(2), Matrix.of(rows), new Target.Classes("c", List.of("x", "y"), codes));
        int[] fold = Splits.foldOfContent(data, 5, 1);
        int[] sizes = new int[10];
        for (int i = 0; i < 40; i++) {
            assertThat(fold[i]).isEqualTo(fold[i - i % 2]);
            sizes[2 * fold[i] + codes[i]]++;
        }
        assertThat(sizes).containsOnly(4);
        int[] backwards = IntStream.range(0, 40).map(i -> 39 - i).toArray();
        int[] again = Splits.foldOfContent(data.select(backwards), 5, 1);
        assertThat(again).isEqualTo(Arrays.stream(backwards).map(i -> fold[i]).toArray());
        assertThat(Splits.foldOfContent(data, 5, 2)).isNotEqualTo(fold);
        Dataset renamed = data.withTarget(new Target.Classes(
                "c", List.of("y", "x"), Arrays.stream(codes).map(c -> 1 - c).toArray()));
        assertThat(Splits.foldOfContent(renamed, 5, 1)).isEqualTo(fold);
        assertThatThrownBy(() -> Splits.foldOfContent(data, 21, 1))
                .hasMessage("21 folds need at least 21 different rows, the data have 20");
    }
}
