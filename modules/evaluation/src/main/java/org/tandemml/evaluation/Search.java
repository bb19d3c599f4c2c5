package org.tandemml.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.tandemml.core.Cancellation;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Progress;
import org.tandemml.core.Regressor;
import org.tandemml.core.Resampling;
import org.tandemml.core.Seed;
import org.tandemml.core.Setting;
import org.tandemml.core.Settings;
import org.tandemml.core.Splits;
import org.tandemml.core.Traits;

/// Looks for the settings of a learner that do best in cross-validation.
///
/// Settings are named as [Settings] names them: `tolerance`, `penalty.lambda`, in a pipeline `learner.tolerance` and
/// `steps.impute.numeric`. All trials are judged on the same folds. A trial that fails is kept with its reason.
///
/// ```java
/// var search = new Search(Map.of("penalty", Range.parse("l2:1e-4..1:log", false)), new Strategy.Random(20));
/// Learner<?> best = search.run(learner, data, Fitting.defaults()).learner();
/// CrossValidated honest = new CrossValidation(5, 1).run(search.tuning(learner), data);   // nested
/// ```
///
/// With a time budget, the learner as it is is the first trial, and no trial begins after the time is over; one that
/// has begun is stopped then and does not count. How many trials there are, and so what is found, depends on the
/// machine.
///
/// **Cost**: trials × folds fits. **Determinism**: the same data, space and seed give the same trials and scores, for
/// any number of threads, unless there is a time budget. **Errors**: [InputException] for an unknown setting (the
/// nearest is suggested), a metric that
/// no trial defines, and when all trials failed.
///
/// @param space where to look, by name of the setting
/// @param strategy what to try
/// @param metric what is to be good
/// @param resampling how each trial is judged
/// @param budget the time for all trials of one search, if it is limited
public record Search(
        Map<String, Range> space, Strategy strategy, Metric metric, Resampling resampling, Optional<Duration> budget) {
    /// Halving does not begin on fewer rows.
    private static final int LEAST_ROWS = 60;

    public Search {
        space = Collections.unmodifiableMap(new LinkedHashMap<>(space));
        Check.atLeast("settings to search", space.size(), 1);
    }

    /// Without a limit of time.
    public Search(Map<String, Range> space, Strategy strategy, Metric metric, Resampling resampling) {
        this(space, strategy, metric, resampling, Optional.empty());
    }

    /// By log loss in 5 folds.
    public Search(Map<String, Range> space, Strategy strategy) {
        this(space, strategy, Metric.LOG_LOSS, Resampling.kFold(5));
    }

    public Search withStrategy(Strategy newStrategy) {
        return new Search(space, newStrategy, metric, resampling, budget);
    }

    public Search withMetric(Metric newMetric) {
        return new Search(space, strategy, newMetric, resampling, budget);
    }

    public Search withResampling(Resampling newResampling) {
        return new Search(space, strategy, metric, newResampling, budget);
    }

    public Search withBudget(Duration newBudget) {
        return new Search(space, strategy, metric, resampling, Optional.of(newBudget));
    }

    /// Tries the settings on `data`.
    public <L extends Learner<?>> SearchResult<L> run(L learner, Dataset data, Fitting how) {
        space.keySet().forEach(key -> Settings.entry(learner, key));
        long start = System.nanoTime();
        List<Map<String, String>> left = new ArrayList<>(strategy.candidates(space, how.seed()));
        if (budget.isPresent()) {
            left.addFirst(Map.of());
        }
        int rounds = strategy instanceof Strategy.Halving halving ? halving.rounds(data.rows(), LEAST_ROWS) : 1;
        int factor = strategy instanceof Strategy.Halving halving ? halving.factor() : 1;
        int total = 0;
        for (int r = 0, size = left.size(); r < rounds; r++, size = survivors(size, factor)) {
            total += size;
        }
        List<Trial> all = new ArrayList<>();
        List<Trial> round = List.of();
        for (int r = 0; r < rounds; r++) {
            Dataset part = part(data, Math.pow(factor, r - rounds + 1), how.seed());
            round = new ArrayList<>();
            for (Map<String, String> settings : left) {
                // The first trial is judged whatever it takes: without it there would be no answer.
                boolean mayStop = !all.isEmpty();
                Cancellation timeIsOver = () -> mayStop && isOver(start);
                if (timeIsOver.isRequested()) {
                    break;
                }
                Trial trial = judged(learner, settings, part, how, timeIsOver);
                if (timeIsOver.isRequested() && trial.failure().isPresent()) {
                    break;
                }
                round.add(trial);
                all.add(trial);
                how.progress().step("search", all.size(), total, Double.NaN);
            }
            left = round.stream()
                    .sorted(Comparator.comparingDouble(Trial::merit).reversed())
                    .limit(survivors(left.size(), factor))
                    .map(Trial::settings)
                    .toList();
        }
        Trial best = round.stream()
                .filter(t -> t.merit() > Double.NEGATIVE_INFINITY)
                .reduce((a, b) -> b.merit() > a.merit() ? b : a)
                .orElseThrow(() -> nothingFound(all));
        return new SearchResult<>(all, best, with(learner, best.settings()));
    }

    private boolean isOver(long start) {
        return budget.isPresent() && System.nanoTime() - start >= budget.get().toNanos();
    }

    private static int survivors(int candidates, int factor) {
        return Math.max(1, candidates / factor);
    }

    private static Dataset part(Dataset data, double share, long seed) {
        return share >= 1 ? data : Splits.holdOut(data, share, seed).train();
    }

    private InputException nothingFound(List<Trial> trials) {
        Trial first = trials.getLast();
        String reason = first.failure()
                .orElseGet(() -> metric + " is undefined: "
                        + first.score().map(MetricSummary::reason).orElse(""));
        return new InputException(
                "none of the " + trials.size() + " trials could be judged; " + first.settings() + ": " + reason);
    }

    private Trial judged(
            Learner<?> learner, Map<String, String> settings, Dataset data, Fitting how, Cancellation timeIsOver) {
        how.cancellation().check();
        Learner<?> changed;
        try {
            changed = with(learner, settings);
        } catch (InputException refused) {
            return new Trial(
                    settings, data.rows(), Optional.empty(), Optional.of(String.valueOf(refused.getMessage())));
        }
        CrossValidated result;
        try {
            result = new CrossValidation(resampling)
                    .withSeed(new Seed(how.seed()).child("search").value())
                    .withThreads(how.threads())
                    .withCancellation(() -> how.cancellation().isRequested() || timeIsOver.isRequested())
                    .run(changed, data);
        } catch (CancellationException stopped) {
            how.cancellation().check();
            return new Trial(settings, data.rows(), Optional.empty(), Optional.of("the time of the search was over"));
        }
        if (result.failure().isPresent()) {
            return new Trial(settings, data.rows(), Optional.empty(), result.failure());
        }
        MetricSummary summary = result.metric(metric)
                .orElseThrow(() -> Check.unknown(
                        "metric for this target",
                        metric.key(),
                        result.metrics().stream().map(m -> m.metric().key()).toList()));
        return new Trial(settings, data.rows(), Optional.of(summary), Optional.empty());
    }

    private static <L extends Learner<?>> L with(L learner, Map<String, String> settings) {
        L changed = learner;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            changed = Settings.with(changed, setting.getKey(), setting.getValue());
        }
        return changed;
    }

    /// A learner that searches on the rows it is fitted on and fits the best settings on all of them. Its model is that
    /// of the learner; in a cross-validation it gives the nested score.
    public <M extends Classifier> OfClasses<M> tuning(Learner.OfClasses<M> learner) {
        return new OfClasses<>(learner, this);
    }

    /// The same for a learner of numbers.
    public <M extends Regressor> OfNumbers<M> tuning(Learner.OfNumbers<M> learner) {
        return new OfNumbers<>(learner, this);
    }

    /// A learner of classes whose settings are searched.
    ///
    /// @param learner the learner with the settings that are not searched
    /// @param search how to search
    /// @param <M> the kind of model
    public record OfClasses<M extends Classifier>(
            @Setting("what is tuned") Learner.OfClasses<M> learner,
            @Setting("how") Search search) implements Learner.OfClasses<M> {
        @Override
        public String name() {
            return "tuned-" + learner.name();
        }

        @Override
        public Traits traits() {
            return learner.traits();
        }

        @Override
        public M fit(Dataset data, Fitting how) {
            Learner.OfClasses<M> best = search.run(learner, data, how).learner();
            return best.fit(data, how.withProgress(Progress.NONE));
        }
    }

    /// A learner of numbers whose settings are searched.
    ///
    /// @param learner the learner with the settings that are not searched
    /// @param search how to search
    /// @param <M> the kind of model
    public record OfNumbers<M extends Regressor>(
            @Setting("what is tuned") Learner.OfNumbers<M> learner,
            @Setting("how") Search search) implements Learner.OfNumbers<M> {
        @Override
        public String name() {
            return "tuned-" + learner.name();
        }

        @Override
        public Traits traits() {
            return learner.traits();
        }

        @Override
        public M fit(Dataset data, Fitting how) {
            Learner.OfNumbers<M> best = search.run(learner, data, how).learner();
            return best.fit(data, how.withProgress(Progress.NONE));
        }
    }
}
