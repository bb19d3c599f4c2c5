package org.tandemml.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.compare.Comparison;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learner;
import org.tandemml.core.Target;

/// The folds of one learner after the other as steps of one bar, with the time left.
///
/// The time of a learner on data to come is guessed from its times on data done, by rows × columns, or from those of
/// the others where it has none yet.
final class Steps implements Comparison.Listener {
    /// Part of a learner's time does not depend on the size of the data: warming up, timing of predictions.
    private static final double FIXED_CELLS = 20_000;

    private final ProgressBar bar;
    private final Map<String, Double> cells = new HashMap<>();
    private final Map<String, Integer> learnersOf = new HashMap<>();
    private final int pairs;
    private final double allWork;
    private final long start = System.nanoTime();
    private String current = "";
    private long begun = System.nanoTime();
    private int done;
    private double workDone;
    private double workTimed;
    private double secondsDone;
    private int foldsResumed;

    Steps(ProgressBar bar, List<Dataset> sets, List<Learner<?>> learners) {
        this.bar = bar;
        pairs = pairs(sets, learners);
        double all = 0;
        for (Dataset set : sets) {
            double size = FIXED_CELLS + (double) set.rows() * set.columns();
            cells.put(set.name(), size);
            learnersOf.put(set.name(), pairs(List.of(set), learners));
            all += size * pairs(List.of(set), learners);
        }
        allWork = all;
    }

    /// Learners and data sets that fit together.
    static int pairs(List<Dataset> sets, List<Learner<?>> learners) {
        return sets.stream()
                .mapToInt(set -> (int) learners.stream()
                        .filter(l -> set.target() instanceof Target.Classes
                                ? l instanceof Learner.OfClasses<?>
                                : l instanceof Learner.OfNumbers<?>)
                        .count())
                .sum();
    }

    @Override
    public synchronized void fold(String data, String learner, int fold, int folds) {
        String pair = data + ": " + learner;
        if (fold >= 0 && !pair.equals(current)) {
            current = pair;
            begun = System.nanoTime();
        }
        bar.step(pair + left(data), done, pairs, Double.NaN);
    }

    @Override
    public synchronized void resumed(String data, String learner, int folds) {
        foldsResumed += folds;
    }

    /// Folds of parts that an earlier run had begun.
    synchronized int foldsResumed() {
        return foldsResumed;
    }

    @Override
    public synchronized void done(String data, String learner, boolean kept) {
        done++;
        workDone += cells.getOrDefault(data, 0.0);
        if (!kept) {
            workTimed += cells.getOrDefault(data, 0.0);
            secondsDone += (System.nanoTime() - begun) / 1e9;
        }
        begun = System.nanoTime();
    }

    /// `, about 40 s left`; nothing before there is anything to guess from.
    private String left(String data) {
        double elapsed = (System.nanoTime() - start) / 1e9;
        if (done == 0 || secondsDone <= 0 || elapsed < 2) {
            return "";
        }
        double now = (System.nanoTime() - begun) / 1e9;
        double work = cells.getOrDefault(data, 0.0);
        double rest = (allWork - workDone - work) * secondsDone / workTimed;
        double own = Math.max(0, work * secondsDone / workTimed - now);
        double seconds = Math.max(0, rest) + own;
        return seconds < 90
                ? ", about " + Math.round(seconds) + " s left"
                : ", about " + Math.round(seconds / 60) + " min left";
    }
}
