package org.tandemml.compare;

import org.tandemml.core.Learner;
import org.tandemml.data.Pipeline;

/// A learner without the steps before it, which belong to the columns of other data.
final class Bare {
    private Bare() {}

    static Learner<?> of(Learner<?> learner) {
        return switch (learner) {
            case Pipeline.OfClasses pipeline -> of(pipeline.learner());
            case Pipeline.OfNumbers pipeline -> of(pipeline.learner());
            default -> learner;
        };
    }
}
