package org.tandemml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tandemml.core.CancelledFit;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Setting;
import org.tandemml.core.Settings;
import org.tandemml.core.Traits;
import org.tandemml.core.Transformer;

/// Preprocessing steps one after the other, and with [#then] a learner at their end.
///
/// Each step is fitted on what the steps before made of the training rows, so nothing is learned from rows that are
/// kept for testing. The models take rows as they are in the file: their schema is that of the raw data. Where the
/// learner at the end is cancelled and gives what it has so far, the pipeline does too ([CancelledFit]).
///
/// ```java
/// var learner = Pipeline.of(new Impute(), new OneHot()).then(new LogisticRegression());
/// ```
///
/// @param steps the steps in order
public record Pipeline(@Setting("preprocessing, in order") Steps steps)
        implements Learner.OfTransform<PipelineTransformer> {
    /// The steps of a pipeline; prints as `impute(…) > one-hot(…)`.
    public record Steps(List<Learner.OfTransform<?>> list) {
        public Steps {
            list = List.copyOf(list);
            if (list.isEmpty()) {
                throw new InputException("a pipeline needs at least 1 step, has 0");
            }
        }

        @Override
        public String toString() {
            return list.stream().map(Settings::describe).collect(Collectors.joining(" > "));
        }

        /// What the whole takes, from the last step to the first: what a step takes and either cures or hands on.
        Traits traits(Traits last) {
            Traits whole = last;
            for (Learner.OfTransform<?> step : list.reversed()) {
                whole = switch (step) {
                    case Pipeline inner -> inner.steps().traits(whole);
                    default -> before(step, whole);
                };
            }
            return whole;
        }

        private static Traits before(Learner.OfTransform<?> step, Traits after) {
            boolean missing = step instanceof Impute;
            boolean categories = step instanceof TfIdf
                    || step instanceof TextHash
                    || step instanceof OneHot
                    || step instanceof Ordinal
                    || step instanceof TargetEncode;
            boolean scale = step instanceof Standardize
                    || step instanceof MinMax
                    || step instanceof MaxAbs
                    || step instanceof Robust
                    || step instanceof Quantile
                    || step instanceof Power;
            return new Traits(
                    step.traits().missing() && (missing || after.missing()),
                    step.traits().categories() && (categories || after.categories()),
                    after.scaleSensitive() && !scale);
        }

        Fitted fit(Dataset data, Fitting how) {
            List<Transformer> fitted = new ArrayList<>();
            Dataset current = data;
            for (Learner.OfTransform<?> step : list) {
                how.cancellation().check();
                Learner.Prepared<?> prepared = step.prepare(current, how);
                fitted.add(prepared.step());
                current = prepared.data();
            }
            return new Fitted(new FittedSteps(fitted), current);
        }
    }

    /// Fitted steps and what they made of the training data.
    record Fitted(FittedSteps steps, Dataset data) {}

    /// A pipeline of these steps.
    public static Pipeline of(Learner.OfTransform<?>... steps) {
        return new Pipeline(new Steps(Arrays.asList(steps)));
    }

    /// These steps before a learner of classes. It carries the name of that learner.
    public OfClasses then(Learner.OfClasses<?> learner) {
        return new OfClasses(steps, learner);
    }

    /// These steps before a learner of numbers. It carries the name of that learner.
    public OfNumbers then(Learner.OfNumbers<?> learner) {
        return new OfNumbers(steps, learner);
    }

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public Traits traits() {
        return steps.traits(Traits.ANYTHING);
    }

    @Override
    public PipelineTransformer fit(Dataset data, Fitting how) {
        return prepare(data, how).step();
    }

    @Override
    public Learner.Prepared<PipelineTransformer> prepare(Dataset data, Fitting how) {
        Fitted fitted = steps.fit(data, how);
        return new Learner.Prepared<>(
                new PipelineTransformer(data.schema(), fitted.steps(), Provenance.of(this, data, how)), fitted.data());
    }

    /// Steps and a learner of classes.
    ///
    /// @param steps the steps in order
    /// @param learner what learns from their result
    public record OfClasses(
            @Setting("preprocessing, in order") Steps steps,
            @Setting("what learns from its result") Learner.OfClasses<?> learner)
            implements Learner.OfClasses<PipelineClassifier> {
        @Override
        public String name() {
            return learner.name();
        }

        @Override
        public Traits traits() {
            return steps.traits(learner.traits());
        }

        @Override
        public PipelineClassifier fit(Dataset data, Fitting how) {
            Fitted fitted = steps.fit(data, how);
            try {
                return with(learner.fit(fitted.data(), how), fitted, data, how);
            } catch (CancelledFit cancelled) {
                throw new CancelledFit(with((Classifier) cancelled.model(), fitted, data, how));
            }
        }

        private PipelineClassifier with(Classifier last, Fitted fitted, Dataset data, Fitting how) {
            return new PipelineClassifier(data.schema(), fitted.steps(), last, Provenance.of(this, data, how));
        }
    }

    /// Steps and a learner of numbers.
    ///
    /// @param steps the steps in order
    /// @param learner what learns from their result
    public record OfNumbers(
            @Setting("preprocessing, in order") Steps steps,
            @Setting("what learns from its result") Learner.OfNumbers<?> learner)
            implements Learner.OfNumbers<PipelineRegressor> {
        @Override
        public String name() {
            return learner.name();
        }

        @Override
        public Traits traits() {
            return steps.traits(learner.traits());
        }

        @Override
        public PipelineRegressor fit(Dataset data, Fitting how) {
            Fitted fitted = steps.fit(data, how);
            try {
                return with(learner.fit(fitted.data(), how), fitted, data, how);
            } catch (CancelledFit cancelled) {
                throw new CancelledFit(with((Regressor) cancelled.model(), fitted, data, how));
            }
        }

        private PipelineRegressor with(Regressor last, Fitted fitted, Dataset data, Fitting how) {
            return new PipelineRegressor(data.schema(), fitted.steps(), last, Provenance.of(this, data, how));
        }
    }
}
