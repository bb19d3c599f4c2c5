package org.tandemml.core;

/// Where a model came from; enough to fit it again. Holds no time and no thread count, so equal fits are equal.
///
/// @param data name of the data set
/// @param fingerprint [Dataset#fingerprint()] of what it was fitted on
/// @param rows rows it was fitted on
/// @param learner the learner with all settings as [Settings#describe] prints them
/// @param seed the seed
/// @param version the version of Tandem
public record Provenance(String data, String fingerprint, long rows, String learner, long seed, String version) {
    /// The version of Tandem that is running.
    public static final String VERSION = "0.1.0";

    /// The provenance of fitting `learner` on `data` in the way `how`.
    public static Provenance of(Learner<?> learner, Dataset data, Fitting how) {
        return new Provenance(
                data.name(), data.fingerprint(), data.rows(), Settings.describe(learner), how.seed(), VERSION);
    }
}
