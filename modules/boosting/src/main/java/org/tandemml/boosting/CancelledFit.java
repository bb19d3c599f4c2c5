package org.tandemml.boosting;

import java.util.concurrent.CancellationException;

/// Ends a cancelled fit; holds the model of the rounds that were complete.
public final class CancelledFit extends CancellationException {
    private static final long serialVersionUID = 1L;
    private final transient Boosted model;

    CancelledFit(Boosted model) {
        super("cancelled after " + model.rounds() + " rounds");
        this.model = model;
    }

    /// The model so far.
    public Boosted model() {
        return model;
    }
}
