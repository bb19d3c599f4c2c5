package org.tandemml.evaluation;

import org.tandemml.core.Check;

/// A score with the interval that covers its true value with the given probability, or the reason why there is none.
///
/// @param score the value on the data at hand
/// @param low the lower end; undefined with the reason if there is no interval
/// @param high the upper end
/// @param level the share of data sets whose interval is meant to cover the true value, such as 0.95
public record ScoreInterval(Score score, Score low, Score high, double level) {
    /// The usual level.
    static final double LEVEL = 0.95;

    static double checkLevel(double level) {
        Check.positive("confidence level", level);
        if (level >= 1) {
            Check.within("confidence level", level, 0, Math.nextDown(1.0));
        }
        return level;
    }

    static ScoreInterval of(Score score, double low, double high, double level) {
        return new ScoreInterval(score, Score.of(score.metric(), low), Score.of(score.metric(), high), level);
    }

    static ScoreInterval undefined(Score score, String reason, double level) {
        Score none = Score.undefined(score.metric(), reason);
        return new ScoreInterval(score, none, none, level);
    }

    /// True if there is an interval.
    public boolean isDefined() {
        return low.isDefined();
    }

    /// `0.927 [0.901, 0.946]`, or the score and `no interval: ` with the reason.
    @Override
    public String toString() {
        return isDefined() ? score + " [" + low + ", " + high + "]" : score + " (no interval: " + low.reason() + ")";
    }
}
