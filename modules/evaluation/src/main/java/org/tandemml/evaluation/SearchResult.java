package org.tandemml.evaluation;

import java.util.Comparator;
import java.util.List;
import org.tandemml.core.Learner;

/// What a [Search] found.
///
/// The score of the best trial is the best of many and therefore too good: what to expect of the tuned learner is the
/// result of a cross-validation of [Search#tuning].
///
/// @param trials all trials in the order in which they were made
/// @param best the trial of the best mean on all rows, the earlier one on ties
/// @param learner the learner with the settings of the best trial
/// @param <L> the kind of learner
public record SearchResult<L extends Learner<?>>(List<Trial> trials, Trial best, L learner) {
    public SearchResult {
        trials = List.copyOf(trials);
    }

    /// The trials, those on more rows first and the better ones before the others.
    public List<Trial> ranked() {
        return trials.stream()
                .sorted(Comparator.comparingInt(Trial::rows)
                        .reversed()
                        .thenComparing(Comparator.comparingDouble(Trial::merit).reversed()))
                .toList();
    }
}
