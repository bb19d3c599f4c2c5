package org.tandemml.core;

/// Hears of the steps of long work. Called on the fitting thread, at most once per iteration; must return quickly.
@FunctionalInterface
public interface Progress {
    /// A listener that hears nothing.
    Progress NONE = (stage, done, total, objective) -> {};

    /// `done` of `total` steps of `stage` are complete (`total` 0 when unknown in advance); `objective` is the value of
    /// what is being minimised, `NaN` when there is none.
    void step(String stage, int done, int total, double objective);
}
