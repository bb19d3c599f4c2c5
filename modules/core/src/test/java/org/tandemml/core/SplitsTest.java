package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitsTest {
    /// Class c has `sizes[c]` rows, the classes mixed; the one feature is the row's number.
    private static Dataset data(int... sizes) {
        int[] codes = IntStream.range(0, sizes.length)
                .flatMap(c -> IntStream.generate(() -> c).limit(sizes[c]))
                .toArray();
        new Seed(1).stream().shuffle(codes);
        double[] numbers = IntStream.range(0, codes.length).asDoubleStream().toArray();
        List<String> names =
                IntStream.range(0, sizes.length).mapToObj(c -> "class " + c).toList();
        return Dataset.of(
                "data",
                Schema.numeric("row"),
                new DenseMatrix(codes.length, 1, numbers),
                new Target.Classes("class", names, codes));
    }

    private static int[] rows(Dataset part) {
        return IntStream.range(0, part.rows())
                .map(i -> (int) part.features().get(i, 0))
                .toArray();
    }

    private static void assertSpreadAtMostOne(int[] counts, String what) {
        int low = Arrays.stream(counts).min().orElseThrow();
        int high = Arrays.stream(counts).max().orElseThrow();
        assertThat(high - low).as(what + " " + Arrays.toString(counts)).isLessThanOrEqualTo(1);
    }

    /// Pitfall 42: Smile 6.3.0 makes nine folds of 1 and one of 10 of n = 19; nine of 2 and one of 20 of 19 + 19.
    @ParameterizedTest
    @CsvSource({"19, 0, 0", "19, 19, 0", "50, 3, 1", "33, 33, 34", "101, 11, 7", "10, 0, 0"})
    void foldSizesDifferByAtMostOneAlsoPerClass(int a, int b, int c) {
        Dataset data = data(a, b, c);
        int folds = 10;
        int[] fold = Splits.foldOfRow(data.target(), data.rows(), folds, 3);
        int[][] counts = new int[4][folds];
        for (int i = 0; i < data.rows(); i++) {
            counts[3][fold[i]]++;
            counts[data.classes().codes()[i]][fold[i]]++;
        }
        for (int[] each : counts) {
            assertSpreadAtMostOne(each, "rows per fold");
        }
    }

    @Test
    void foldsOfANumericTargetDifferByAtMostOne() {
        Dataset data = Dataset.numbers(new DenseMatrix(19, 0, new double[0]), new double[19]);
        int[] sizes = new int[10];
        for (int fold : Splits.foldOfRow(data.target(), 19, 10, 1)) {
            sizes[fold]++;
        }
        assertSpreadAtMostOne(sizes, "rows per fold");
    }

    /// Pitfall 43: cross-validation crashed when a fold lacked a class.
    @Test
    void classOfThreeRowsInTenFoldsIsInThreeTestParts() {
        List<Split> splits = Splits.kFold(data(60, 3), 10, 5);
        long withIt =
                splits.stream().filter(s -> s.test().classes().counts()[1] > 0).count();
        assertThat(withIt).isEqualTo(3);
        for (Split split : splits) {
            assertThat(split.test().classes().names()).containsExactly("class 0", "class 1");
            assertThat(split.train().classes().counts()[1]).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void everyRowIsInOneTestPartAndTheOthersTrain() {
        Dataset data = data(23, 14);
        TreeSet<Integer> tested = new TreeSet<>();
        for (Split split : Splits.kFold(data, 5, 2)) {
            TreeSet<Integer> all = new TreeSet<>();
            for (int row : rows(split.test())) {
                assertThat(tested.add(row)).isTrue();
                all.add(row);
            }
            for (int row : rows(split.train())) {
                assertThat(all.add(row)).isTrue();
            }
            assertThat(all).hasSize(37);
            assertThat(rows(split.train())).isSorted();
        }
        assertThat(tested).hasSize(37);
    }

    @Test
    void leaveOneOutIsAFoldPerRow() {
        assertThat(Splits.kFold(data(3, 2), 5, 1)).allMatch(s -> s.test().rows() == 1);
    }

    @Test
    void sameSeedSamePartsAndOtherSeedOthers() {
        Dataset data = data(40, 40);
        assertThat(Splits.foldOfRow(data.target(), 80, 5, 9)).isEqualTo(Splits.foldOfRow(data.target(), 80, 5, 9));
        assertThat(Splits.foldOfRow(data.target(), 80, 5, 9)).isNotEqualTo(Splits.foldOfRow(data.target(), 80, 5, 10));
        assertThat(rows(data.split(0.5, 9).train()))
                .isEqualTo(rows(data.split(0.5, 9).train()));
        assertThat(rows(data.split(0.5, 9).train()))
                .isNotEqualTo(rows(data.split(0.5, 10).train()));
    }

    @Test
    void repeatsAreIndependentDivisions() {
        Dataset data = data(20, 20);
        List<Split> splits = Splits.repeatedKFold(data, 4, 3, 1);
        assertThat(splits).hasSize(12);
        assertThat(rows(splits.get(0).test())).isNotEqualTo(rows(splits.get(4).test()));
        assertThat(rows(splits.get(0).test()))
                .isEqualTo(rows(Splits.repeatedKFold(data, 4, 1, 1).get(0).test()));
    }

    /// Pitfall 47: splits that are not stratified.
    @ParameterizedTest
    @CsvSource({"0.8, 50, 50, 50", "0.5, 31, 7, 2", "0.67, 100, 10, 1", "0.01, 5, 5, 5", "0.99, 5, 5, 5"})
    void holdOutKeepsTheSharesOfClasses(double share, int a, int b, int c) {
        Dataset data = data(a, b, c);
        Split split = data.split(share, 4);
        assertThat(split.train().rows() + split.test().rows()).isEqualTo(a + b + c);
        assertThat(split.train().rows()).isBetween(1, a + b + c - 1);
        double actual = (double) split.train().rows() / data.rows();
        assertThat(Math.abs(actual - share) * data.rows()).isLessThanOrEqualTo(1);
        for (int k = 0; k < 3; k++) {
            double expected = actual * data.classes().counts()[k];
            assertThat((double) split.train().classes().counts()[k]).isBetween(expected - 1, expected + 1);
        }
    }

    @Test
    void refusesWhatCannotBeDivided() {
        Dataset data = data(3, 2);
        assertThatThrownBy(() -> Splits.kFold(data, 6, 1)).hasMessage("6 folds need at least 6 rows, the data have 5");
        assertThatThrownBy(() -> Splits.kFold(data, 1, 1)).hasMessage("folds must be at least 2, was 1");
        assertThatThrownBy(() -> Splits.repeatedKFold(data, 2, 0, 1)).hasMessage("repeats must be at least 1, was 0");
        assertThatThrownBy(() -> data.split(1, 1)).hasMessage("train share must be between 0 and 1, was 1.0");
        assertThatThrownBy(() -> data.split(Double.NaN, 1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> data.select(0).split(0.5, 1))
                .hasMessage("a split needs at least 2 rows, the data have 1");
    }
}
