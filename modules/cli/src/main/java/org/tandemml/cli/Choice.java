package org.tandemml.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tandemml.boosting.GradientBoostingRegression;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;
import org.tandemml.core.Settings;
import org.tandemml.core.Target;
import org.tandemml.data.DatasetInfo;

/// A learner named on the command line, with the settings given: of one kind, or one for classes and one for numbers.
record Choice(String name, List<Learner<?>> learners) {
    /// With more distinct numbers than this, a target is taken for a quantity.
    private static final int MOST_NUMERIC_CLASSES = 10;

    /// The learner of this name, changed by each `key=value`.
    static Choice of(String name, List<String> settings) {
        List<Learner<?>> changed = new ArrayList<>();
        for (Learner<?> learner : Learners.named(name)) {
            Learner<?> current = learner;
            for (String setting : settings) {
                int equals = setting.indexOf('=');
                if (equals < 1) {
                    throw new InputException("--set needs KEY=VALUE, was \"" + setting + "\"");
                }
                current = Settings.with(current, setting.substring(0, equals).strip(), setting.substring(equals + 1));
            }
            changed.add(current);
        }
        return new Choice(name, changed);
    }

    /// Whether the data must say what is to be predicted.
    boolean needsTarget() {
        return learners.stream().noneMatch(l -> l instanceof Learner.OfClasses<?> c && !c.needsClasses());
    }

    /// Whether rows are to be ranked: the labels are then grades, numbers even where they look like classes.
    boolean ranks() {
        return ranker().isPresent();
    }

    private Optional<Learner<?>> ranker() {
        return learners.stream()
                .filter(l -> l instanceof GradientBoostingRegression numbers && numbers.ranks())
                .findFirst();
    }

    /// The learner for these data.
    Learner<?> forData(Dataset data, Optional<DatasetInfo.Task> task) {
        if (ranks() && data.target() instanceof Target.Numbers) {
            return ranker().orElseThrow();
        }
        boolean wantsClasses = wantsClasses(data, task);
        Optional<Learner<?>> classifier = firstOf(Learners.Kind.CLASSIFIER);
        Optional<Learner<?>> regressor = firstOf(Learners.Kind.REGRESSOR);
        boolean numeric = data.target() instanceof Target.Numbers;
        if (classifier.isPresent() && (wantsClasses || (numeric && regressor.isEmpty()))) {
            return classifier.get();
        }
        if (regressor.isPresent() && numeric) {
            return regressor.get();
        }
        if (classifier.isEmpty() && regressor.isEmpty()) {
            throw new InputException("\"" + name + "\" predicts no target: choose a classifier or a regressor, as"
                    + " tandem learners lists them");
        }
        throw new InputException("\"" + name + "\" learns numbers and the target \""
                + data.target().name() + "\" holds classes: choose a classifier or another target");
    }

    private Optional<Learner<?>> firstOf(Learners.Kind kind) {
        return learners.stream().filter(l -> Learners.Kind.of(l) == kind).findFirst();
    }

    /// Whether a target holds classes: by its kind, by what the catalogue says, or because its numbers are few and
    /// whole.
    static boolean wantsClasses(Dataset data, Optional<DatasetInfo.Task> task) {
        if (!(data.target() instanceof Target.Numbers numbers)) {
            return true;
        }
        if (task.isPresent()) {
            return task.get() == DatasetInfo.Task.CLASSIFICATION;
        }
        double[] distinct = Arrays.stream(numbers.values())
                .distinct()
                .limit(MOST_NUMERIC_CLASSES + 1L)
                .toArray();
        return distinct.length <= MOST_NUMERIC_CLASSES
                && Arrays.stream(distinct).allMatch(v -> v == Math.rint(v));
    }
}
