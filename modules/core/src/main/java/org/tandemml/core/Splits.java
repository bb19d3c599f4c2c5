package org.tandemml.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Reproducible ways to divide rows for judging: hold-out and k folds, stratified by class where there are classes;
/// folds by group or by content, expanding windows, bootstrap samples. [Resampling] names them as rules.
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
        return byFold(0, fold, folds).stream()
                .map(f -> new Split(data.select(f.train()), data.select(f.test())))
                .toList();
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

    /// The fold `0..folds-1` of every row such that no group is in two folds: groups in order of falling size, equal
    /// ones shuffled, go to the fold with the fewest rows so far, so fold sizes differ by at most the largest group.
    /// Throws [InputException] for fewer groups than folds.
    public static int[] foldOfGroup(int[] groups, int folds, long seed) {
        Check.atLeast("folds", folds, 2);
        int[] ids = Arrays.stream(groups).sorted().distinct().toArray();
        if (folds > ids.length) {
            throw new InputException(folds + " folds need at least " + folds + " groups, the data have " + ids.length);
        }
        int[] group =
                Arrays.stream(groups).map(g -> Arrays.binarySearch(ids, g)).toArray();
        int[] size = new int[ids.length];
        Arrays.stream(group).forEach(g -> size[g]++);
        int[] shuffled = IntStream.range(0, ids.length).toArray();
        new Seed(seed).child("groups").stream().shuffle(shuffled);
        int[] foldOf = new int[ids.length];
        int[] filled = new int[folds];
        Arrays.stream(shuffled)
                .boxed()
                .sorted(Comparator.comparingInt((Integer g) -> size[g]).reversed())
                .forEach(g -> {
                    int emptiest = 0;
                    for (int f = 1; f < folds; f++) {
                        emptiest = filled[f] < filled[emptiest] ? f : emptiest;
                    }
                    foldOf[g] = emptiest;
                    filled[emptiest] += size[g];
                });
        return Arrays.stream(group).map(g -> foldOf[g]).toArray();
    }

    /// The fold `0..folds-1` of every row, found from what the row holds and not from where it stands: rows with equal
    /// features share a fold, and the order of rows does not matter. Distinct rows are dealt in turn class by class (in
    /// order of the classes' names), so the numbers of distinct rows in the folds differ by at most one, also those of
    /// a class unless another class has equal rows. A fit that is cross-fitted so takes a row of weight 2 for two rows.
    /// O(np + n log n).
    public static int[] foldOfContent(Dataset data, int folds, long seed) {
        Check.atLeast("folds", folds, 2);
        int n = data.rows();
        long[] hash = Fingerprint.ofRows(data.features(), new Seed(seed).child("content"));
        int[] rank = new int[n];
        if (data.target() instanceof Target.Classes classes) {
            List<String> sorted = classes.names().stream().sorted().toList();
            int[] rankOfClass =
                    classes.names().stream().mapToInt(sorted::indexOf).toArray();
            Arrays.setAll(rank, i -> rankOfClass[classes.codes()[i]]);
        }
        Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.<Integer>comparingInt(i -> rank[i]).thenComparingLong(i -> hash[i]));
        Map<Long, Integer> dealt = new HashMap<>();
        int[] fold = new int[n];
        for (int i : order) {
            Integer known = dealt.putIfAbsent(hash[i], dealt.size() % folds);
            fold[i] = known == null ? (dealt.size() - 1) % folds : known;
        }
        if (folds > dealt.size()) {
            throw new InputException(
                    folds + " folds need at least " + folds + " different rows, the data have " + dealt.size());
        }
        return fold;
    }

    /// The folds of an expanding window: rows in order of `time` are cut into `folds + 1` blocks whose sizes differ by
    /// at most one row; fold f tests block f + 1 and trains on all rows that are strictly earlier than its first row.
    /// Throws [InputException] where no row is earlier.
    public static List<Fold> expandingWindow(double[] time, int folds) {
        Check.atLeast("folds", folds, 2);
        int n = time.length;
        if (folds + 1 > n) {
            throw new InputException(
                    folds + " folds in order of time need at least " + (folds + 1) + " rows, the data have " + n);
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> time[i]))
                .mapToInt(i -> i)
                .toArray();
        List<Fold> all = new ArrayList<>();
        for (int f = 0; f < folds; f++) {
            int from = (int) ((long) n * (f + 1) / (folds + 1));
            int to = (int) ((long) n * (f + 2) / (folds + 1));
            double first = time[order[from]];
            int[] train =
                    Arrays.stream(order, 0, from).filter(i -> time[i] < first).toArray();
            if (train.length == 0) {
                throw new InputException(
                        "fold " + (f + 1) + " has no row before time " + first + ": use fewer folds or a finer time");
            }
            all.add(new Fold(
                    0, f, train, Arrays.stream(order, from, to).sorted().toArray()));
        }
        return all;
    }

    /// `samples` samples of n of the n rows with replacement; fold b tests the rows that sample b does not hold. A
    /// sample that holds every row is drawn again.
    public static List<Fold> bootstrap(int rows, int samples, long seed) {
        Check.atLeast("rows", rows, 2);
        List<Fold> all = new ArrayList<>(samples);
        for (int b = 0; b < samples; b++) {
            Seed.Stream random = new Seed(seed).child("bootstrap").child(b).stream();
            int[] test = {};
            int[] train = {};
            while (test.length == 0) {
                boolean[] drawn = new boolean[rows];
                train = IntStream.generate(() -> random.nextInt(rows))
                        .limit(rows)
                        .toArray();
                Arrays.stream(train).forEach(i -> drawn[i] = true);
                test = IntStream.range(0, rows).filter(i -> !drawn[i]).toArray();
            }
            all.add(new Fold(b, 0, train, test));
        }
        return all;
    }

    /// Train and test rows of each fold of one division.
    static List<Fold> byFold(int repeat, int[] foldOfRow, int folds) {
        List<Fold> all = new ArrayList<>(folds);
        for (int f = 0; f < folds; f++) {
            int test = f;
            all.add(new Fold(
                    repeat,
                    f,
                    IntStream.range(0, foldOfRow.length)
                            .filter(i -> foldOfRow[i] != test)
                            .toArray(),
                    IntStream.range(0, foldOfRow.length)
                            .filter(i -> foldOfRow[i] == test)
                            .toArray()));
        }
        return all;
    }

    /// The cells of a feature column, none of which may be missing, since each is `what` of its row.
    static double[] column(Dataset data, String name, String what) {
        int position = data.schema().require(name);
        double[] values = new double[data.rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.features().get(i, position) + 0.0;
            if (Double.isNaN(values[i])) {
                throw new InputException("column \"" + name + "\", row " + (i + 1) + ": " + what
                        + " may not be missing: remove such rows with withoutMissing(\"" + name + "\")");
            }
        }
        return values;
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
