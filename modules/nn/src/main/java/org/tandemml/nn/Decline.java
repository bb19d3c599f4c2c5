package org.tandemml.nn;

import org.tandemml.optimization.Schedule;

/// How the learning rate goes down after the warm-up, to the last step.
public enum Decline {
    /// Half a cosine, down to 0.
    COSINE,
    /// A straight line, down to 0.
    LINEAR,
    /// Not at all.
    CONSTANT;

    Schedule schedule(double rate, long steps) {
        return switch (this) {
            case COSINE -> new Schedule.Cosine(rate, 0, steps);
            case LINEAR -> new Schedule.Polynomial(rate, 0, steps, 1);
            case CONSTANT -> new Schedule.Constant(rate);
        };
    }
}
