package org.tandemml.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Reproducible ways to divide rows for judging: hold-out and k folds, stratified by class where there are classes.
///
/// Fold sizes differ by at most one row, and so do the rows of each class in the folds, whatever the remainder: rows
/// are shuffled within each class, the classes are laid end to end, and the rows are dealt to the folds in turn. A
/// class with fewer rows than folds is simply absent from some folds. The same data and seed give the same parts.
public final class Splits {
    private Splits() {}

    /// Train and test parts with about `trainShare` of the rows, and of each class, in train; both keep the order of
    /// the data. Each part gets at least one row. Throws [InputException] unless `0 < trainShare < 1` and n ≥ 2.
    public static Split holdOut(Dataset data, double trainShare, long seed) {
        if (!(trainShare > 0 && trainShare < 1)) {
            throw new InputException("train share must be between 0 and 1, was " + trainShare);
        }
        int n = data.rows();
        if (n < 2) {
            throw new InputException("a split needs at least 2 rows, the data have " + n);
        }
        int wanted = (int) Math.min(n - 1L, Math.max(1, Math.round(trainShare * n)));
        int[] order = stratifiedOrder(data.target(), n, new Seed(seed).child("hold-out"));
        // Dealing the ordered rows at an even pace keeps every class within one row of its share.
        boolean[] inTrain = new boolean[n];
        for (int i = 0; i < n; i++) {
            inTrain[order[i]] = (long) (i + 1) * wanted / n > (long) i * wanted / n;
        }
        return new Split(
                data.select(IntStream.range(0, n).filter(i -> inTrain[i]).toArray()),
                data.select(IntStream.range(0, n).filter(i -> !inTrain[i]).toArray()));
    }

    /// The fold `0..folds-1` of every row. Throws [InputException] unless `2 ≤ folds ≤ n`.
    public static int[] foldOfRow(Target target, int rows, int folds, long seed) {
        Check.atLeast("folds", folds, 2);
        if (folds > rows) {
            throw new InputException(folds + " folds need at least " + folds + " rows, the data have " + rows);
        }
        int[] order = stratifiedOrder(target, rows, new Seed(seed).child("folds"));
        int[] fold = new int[rows];
        for (int i = 0; i < rows; i++) {
            fold[order[i]] = i % folds;
        }
        return fold;
    }

    /// The k train/test pairs of one k-fold division: every row is in exactly one test part.
    public static List<Split> kFold(Dataset data, int folds, long seed) {
        int[] fold = foldOfRow(data.target(), data.rows(), folds, seed);
        List<Split> splits = new ArrayList<>(folds);
        for (int f = 0; f < folds; f++) {
            int test = f;
            splits.add(new Split(
                    data.select(IntStream.range(0, data.rows())
                            .filter(i -> fold[i] != test)
                            .toArray()),
                    data.select(IntStream.range(0, data.rows())
                            .filter(i -> fold[i] == test)
                            .toArray())));
        }
        return splits;
    }

    /// `repeats` independent k-fold divisions one after the other; repeat r uses the sub-seed r.
    public static List<Split> repeatedKFold(Dataset data, int folds, int repeats, long seed) {
        Check.atLeast("repeats", repeats, 1);
        List<Split> splits = new ArrayList<>();
        for (int r = 0; r < repeats; r++) {
            splits.addAll(kFold(data, folds, new Seed(seed).child(r).value()));
        }
        return splits;
    }

    private static int[] stratifiedOrder(Target target, int rows, Seed seed) {
        int[] shuffled = IntStream.range(0, rows).toArray();
        seed.stream().shuffle(shuffled);
        if (!(target instanceof Target.Classes classes)) {
            return shuffled;
        }
        int[] counts = classes.counts();
        int[] next = new int[counts.length];
        for (int c = 1; c < counts.length; c++) {
            next[c] = next[c - 1] + counts[c - 1];
        }
        int[] order = new int[rows];
        Arrays.stream(shuffled).forEach(row -> order[next[classes.codes()[row]]++] = row);
        return order;
    }
}
