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

    /// What the rate is multiplied by over this many steps.
    Schedule schedule(int steps) {
        return switch (this) {
            case COSINE -> new Schedule.Cosine(steps, 0);
            case LINEAR -> new Schedule.Linear(steps, 1, 0);
            case CONSTANT -> new Schedule.Constant();
        };
    }
}
