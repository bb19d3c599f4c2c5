package org.tandemml.compare;

import java.time.Duration;
import java.util.Optional;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.evaluation.CrossValidation;

/// How a comparison divides the rows, and how much each learner may look for better settings.
///
/// | variant | folds | significance |
/// |---|---|---|
/// | neither group nor time | k stratified parts, `repeats` divisions | with two and more divisions |
/// | `group` | k parts that no group crosses, `repeats` divisions | with two and more divisions |
/// | `time` | k blocks, each judged by models of all earlier rows | none: the blocks cannot be drawn again |
///
/// The column of groups or times divides and is no feature. A hold-out is set aside before: of each class, of the
/// groups, or the latest rows; every learner is fitted once on the other rows and judged on it.
///
/// **Errors**: [InputException] for numbers out of range and for groups together with times.
///
/// @param folds k
/// @param repeats divisions; 1 for times
/// @param group the column whose rows of equal value belong together
/// @param time the column by which rows are ordered
/// @param holdOut share of the rows set aside, 0 for none
/// @param tuning the time for the search of settings inside each fold, the same for all learners; empty for none
public record Protocol(
        int folds,
        int repeats,
        Optional<String> group,
        Optional<String> time,
        double holdOut,
        Optional<Duration> tuning) {
    /// More would leave too little to learn from.
    private static final double LARGEST_HOLD_OUT = 0.9;

    public Protocol {
        // The cross-validation judges folds and repeats, once.
        new CrossValidation(folds, repeats);
        Check.within("hold-out", holdOut, 0, LARGEST_HOLD_OUT);
        if (group.isPresent() && time.isPresent()) {
            throw new InputException("rows are divided by groups or by time, not by both: give one of the two columns");
        }
        if (time.isPresent() && repeats > 1) {
            throw new InputException(
                    "rows in order of time are divided once, repeats were " + repeats + ": leave the repeats out");
        }
        if (tuning.isPresent() && (tuning.get().isNegative() || tuning.get().isZero())) {
            throw new InputException("the time for tuning must be > 0, was " + tuning.get());
        }
    }

    /// 5 folds, three times.
    public static Protocol standard() {
        return of(5, 3);
    }

    /// 5 folds once: no significance is claimed.
    public static Protocol quick() {
        return of(5, 1);
    }

    /// 10 folds, ten times.
    public static Protocol thorough() {
        return of(10, 10);
    }

    /// `folds` stratified folds, `repeats` times.
    public static Protocol of(int folds, int repeats) {
        return new Protocol(folds, repeats, Optional.empty(), Optional.empty(), 0, Optional.empty());
    }

    public Protocol withFolds(int newFolds, int newRepeats) {
        return new Protocol(newFolds, newRepeats, group, time, holdOut, tuning);
    }

    public Protocol withGroup(String column) {
        return new Protocol(folds, repeats, Optional.of(column), time, holdOut, tuning);
    }

    /// Rows in order of this column, divided once.
    public Protocol withTime(String column) {
        return new Protocol(folds, 1, group, Optional.of(column), holdOut, tuning);
    }

    public Protocol withHoldOut(double share) {
        return new Protocol(folds, repeats, group, time, share, tuning);
    }

    public Protocol withTuning(Duration time) {
        return new Protocol(folds, repeats, group, this.time, holdOut, Optional.of(time));
    }

    /// Whether differences are tested.
    public boolean tests() {
        return repeats > 1;
    }

    /// `5 folds x 3`, with groups, times and hold-out where there are some.
    public String summary() {
        return folds
                + (time.isPresent() ? " blocks in order of " + time.get() : " folds x " + repeats)
                + group.map(column -> " by groups of " + column).orElse("")
                + (holdOut > 0 ? ", hold-out of " + Wording.plain(100 * holdOut, 0) + " %" : "")
                + tuning.map(t -> ", tuned for " + Wording.seconds(t.toNanos() / 1e9) + " s in each fold")
                        .orElse("");
    }
}
