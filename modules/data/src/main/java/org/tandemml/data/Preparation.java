package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learner;
import org.tandemml.core.Schema;
import org.tandemml.core.Traits;

/// Chooses the preprocessing that a learner's [Traits] ask for on given data.
///
/// In this order, each only if needed: [Impute] (mean, most frequent level) for a learner that takes no missing values
/// if some are missing; [Standardize] for one that is harmed by scale; [OneHot] for one that takes no categories if
/// there are some. Columns of 0 and 1 are thus not standardised. `OneHot` treats a level that the training rows do not
/// hold as missing, because rare levels fall out of some folds. A choice looks at the schema and at whether anything is
/// missing, never at values; the values are learned when the pipeline is fitted.
public final class Preparation {
    private Preparation() {}

    /// `learner` behind the steps that it needs for `data`, or itself if it needs none.
    public static Learner.OfClasses<?> wrap(Learner.OfClasses<?> learner, Dataset data) {
        List<Learner.OfTransform<?>> steps = steps(learner.traits(), data);
        return steps.isEmpty() ? learner : new Pipeline(new Pipeline.Steps(steps)).then(learner);
    }

    /// `learner` behind the steps that it needs for `data`, or itself if it needs none.
    public static Learner.OfNumbers<?> wrap(Learner.OfNumbers<?> learner, Dataset data) {
        List<Learner.OfTransform<?>> steps = steps(learner.traits(), data);
        return steps.isEmpty() ? learner : new Pipeline(new Pipeline.Steps(steps)).then(learner);
    }

    /// `learner` behind the steps that it needs for `data`; steps and other kinds of learners stay as they are.
    public static Learner<?> wrap(Learner<?> learner, Dataset data) {
        return switch (learner) {
            case Learner.OfClasses<?> classes -> wrap(classes, data);
            case Learner.OfNumbers<?> numbers -> wrap(numbers, data);
            default -> learner;
        };
    }

    private static List<Learner.OfTransform<?>> steps(Traits traits, Dataset data) {
        List<Learner.OfTransform<?>> steps = new ArrayList<>();
        if (!traits.missing() && data.hasMissing()) {
            steps.add(new Impute());
        }
        if (traits.scaleSensitive()) {
            steps.add(new Standardize());
        }
        if (!traits.categories() && data.schema().hasCategories()) {
            steps.add(new OneHot().withUnseen(Schema.Unseen.MISSING));
        }
        return steps;
    }
}
