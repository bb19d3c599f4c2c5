package org.tandemml.core;

import java.util.concurrent.CancellationException;

/// Ends a cancelled fit whose work so far is of use: holds the model that the same learner gives for fewer iterations,
/// whose report says that it was cancelled.
///
/// A learner that puts another one behind steps of its own throws one that holds its own kind of model; a learner that
/// fits several models to make one of them throws a plain `CancellationException`, since a part is not its model.
public final class CancelledFit extends CancellationException {
    private static final long serialVersionUID = 1L;
    private final transient Model model;

    /// @param model what was fitted before the fit was cancelled
    public CancelledFit(Model model) {
        super(model.report().reason());
        this.model = model;
    }

    /// The model so far.
    public Model model() {
        return model;
    }
}
