package org.tandemml.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A rule by which rows are divided, once or several times, into rows to fit on and rows to judge on.
///
/// | rule | each fold judges | for |
/// |---|---|---|
/// | [KFold] | one of k parts of equal size, classes spread evenly | independent rows |
/// | [Grouped] | one of k parts that no group crosses | several rows of one patient, user, document |
/// | [TimeOrdered] | the block after all rows it was fitted on | forecasts |
/// | [LeaveOneOut] | one row | very few rows |
/// | [Given] | what the caller says | folds found elsewhere |
/// | [Bootstrap] | the rows that a sample with replacement missed | small data, the .632+ estimate |
///
/// The same data and seed give the same folds; [Splits] holds the methods. Folds are found from target, groups and
/// times alone, so they are the same for every learner.
public sealed interface Resampling {
    /// The folds of `data`, division after division. Throws [InputException] where the data cannot be divided so.
    List<Fold> folds(Dataset data, long seed);

    /// `folds` parts whose sizes differ by at most one row, and by at most one row of each class if `stratified`;
    /// `repeats` independent divisions.
    record KFold(int folds, int repeats, boolean stratified) implements Resampling {
        public KFold {
            Check.atLeast("folds", folds, 2);
            Check.atLeast("repeats", repeats, 1);
        }

        @Override
        public List<Fold> folds(Dataset data, long seed) {
            Target target = stratified ? data.target() : new Target.None();
            return repeated(folds, repeats, seed, (f, s) -> Splits.foldOfRow(target, data.rows(), f, s));
        }
    }

    /// `folds` parts of about equal size such that all rows of a group are in the same part; `repeats` divisions.
    record Grouped(Groups groups, int folds, int repeats) implements Resampling {
        public Grouped {
            Check.atLeast("folds", folds, 2);
            Check.atLeast("repeats", repeats, 1);
        }

        @Override
        public List<Fold> folds(Dataset data, long seed) {
            int[] ids = groups.of(data);
            return repeated(folds, repeats, seed, (f, s) -> Splits.foldOfGroup(ids, f, s));
        }
    }

    /// Rows in order of time are cut into `folds + 1` blocks; fold f judges block f + 1 and is fitted on the rows
    /// before it, an expanding window. Time is the feature column named, or the order of the rows.
    record TimeOrdered(int folds, Optional<String> column) implements Resampling {
        public TimeOrdered {
            Check.atLeast("folds", folds, 2);
        }

        @Override
        public List<Fold> folds(Dataset data, long seed) {
            double[] time = column.map(name -> Splits.column(data, name, "a time"))
                    .orElseGet(() ->
                            IntStream.range(0, data.rows()).asDoubleStream().toArray());
            return Splits.expandingWindow(time, folds);
        }
    }

    /// As many folds as rows.
    record LeaveOneOut() implements Resampling {
        @Override
        public List<Fold> folds(Dataset data, long seed) {
            int[] each = IntStream.range(0, data.rows()).toArray();
            return Splits.byFold(0, each, Check.atLeast("rows", data.rows(), 2));
        }
    }

    /// `samples` samples of n rows with replacement, each judged on the rows it missed (36.8 % of them on average).
    record Bootstrap(int samples) implements Resampling {
        public Bootstrap {
            Check.atLeast("samples", samples, 1);
        }

        @Override
        public List<Fold> folds(Dataset data, long seed) {
            return Splits.bootstrap(data.rows(), samples, seed);
        }
    }

    /// These folds, found elsewhere: for the same rows in other columns, or for a part of a division.
    record Given(List<Fold> folds) implements Resampling {
        public Given {
            folds = List.copyOf(folds);
            Check.atLeast("folds", folds.size(), 1);
        }

        /// The folds as they are. Throws [InputException] for a row that `data` do not have.
        @Override
        public List<Fold> folds(Dataset data, long seed) {
            for (Fold fold : folds) {
                for (int[] part : List.of(fold.train(), fold.test())) {
                    for (int row : part) {
                        if (row < 0 || row >= data.rows()) {
                            throw new InputException("a fold names row " + (row + 1) + ", the data have " + data.rows()
                                    + " rows: the folds belong to other data");
                        }
                    }
                }
            }
            return folds;
        }
    }

    /// Stratified k folds, once.
    static KFold kFold(int folds) {
        return new KFold(folds, 1, true);
    }

    /// Stratified k folds, several times.
    static KFold kFold(int folds, int repeats) {
        return new KFold(folds, repeats, true);
    }

    /// k folds by the feature column that names the group of a row.
    static Grouped grouped(int folds, String column) {
        return new Grouped(new Groups.ByColumn(column), folds, 1);
    }

    /// k folds by the group of each row.
    static Grouped grouped(int folds, int... groups) {
        return new Grouped(new Groups.Given(groups), folds, 1);
    }

    /// An expanding window over rows that are in order of time already.
    static TimeOrdered timeOrdered(int folds) {
        return new TimeOrdered(folds, Optional.empty());
    }

    /// An expanding window over rows in order of a feature column.
    static TimeOrdered timeOrdered(int folds, String column) {
        return new TimeOrdered(folds, Optional.of(column));
    }

    /// Which rows belong together.
    sealed interface Groups {
        /// The group of each row, as any number.
        int[] of(Dataset data);

        /// Rows with the same value of a feature column are a group; it may not be missing.
        record ByColumn(String name) implements Groups {
            @Override
            public int[] of(Dataset data) {
                double[] values = Splits.column(data, name, "a group");
                double[] distinct = Arrays.stream(values).sorted().distinct().toArray();
                return Arrays.stream(values)
                        .mapToInt(v -> Arrays.binarySearch(distinct, v))
                        .toArray();
            }
        }

        /// The group of each row in the order of the data.
        record Given(int[] ids) implements Groups {
            public Given {
                ids = ids.clone();
            }

            @Override
            public int[] of(Dataset data) {
                Check.length("groups", ids.length, data.rows());
                return ids;
            }

            @Override
            public boolean equals(Object other) {
                return other instanceof Given that && Arrays.equals(ids, that.ids);
            }

            @Override
            public int hashCode() {
                return Arrays.hashCode(ids);
            }

            @Override
            public String toString() {
                return "Given[" + ids.length + " rows]";
            }
        }
    }

    private static List<Fold> repeated(int folds, int repeats, long seed, Division division) {
        List<Fold> all = new ArrayList<>();
        for (int r = 0; r < repeats; r++) {
            all.addAll(Splits.byFold(
                    r, division.foldOfRow(folds, new Seed(seed).child(r).value()), folds));
        }
        return all;
    }

    /// Assigns each row to a fold.
    @FunctionalInterface
    interface Division {
        int[] foldOfRow(int folds, long seed);
    }
}
