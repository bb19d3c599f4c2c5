package org.tandemml.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Cancellation;
import org.tandemml.core.Dataset;
import org.tandemml.core.Environment;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Resampling;
import org.tandemml.core.Settings;
import org.tandemml.core.Target;
import org.tandemml.data.Pipeline;
import org.tandemml.data.Preparation;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.CrossValidation;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.Range;
import org.tandemml.evaluation.Search;
import org.tandemml.evaluation.Strategy;

/// Compares learners on data sets by cross-validation as a [Protocol] says: the same folds for all, preprocessing
/// inside the fold.
///
/// Each learner is wrapped by [Preparation#wrap] in the steps that its traits need for the data: imputing, one-hot
/// encoding, standardising. Peers get the same steps as Tandem's learners. The time of these steps counts as time of
/// the fit. An untimed warm-up precedes each learner's folds. With [Protocol#tuning] every learner for which a space is
/// known is searched at random for that time inside each fold, its given settings first.
///
/// **Interruption**: with a work file, each fold is kept as it ends, and so is each finished part (one learner on one
/// data set with its pictures); a later run with the same data, settings and seed repeats none of them, and its result
/// is that of a run without interruption but for times. When cancelled, [#run] returns the finished parts, and the
/// result says that it is partial.
///
/// **Determinism**: all but seconds, bytes and joules, and what is said about them, is the same for the same seed,
/// unless learners are tuned: then the number of trials depends on the machine. **Errors**: [InputException] for data
/// without target or that cannot be divided; what goes wrong in a learner is a row of the result.
///
/// @param protocol how rows are divided
/// @param seed of divisions and fits
/// @param threads for each fit
/// @param timeout for all folds of one learner on one data set
/// @param warmUp how long each learner fits untimed before its folds: a compiler that works in the background needs
///     half a second to make small fits fast
/// @param closerLook whether the pictures beyond curves are made: learning curves, importance, boundaries, latency
/// @param plane the two columns of the pictures of boundaries; empty for principal components
/// @param workFile where finished folds and parts are kept; empty to keep none
/// @param listener hears of each fold
/// @param cancellation ends the work
public record Comparison(
        Protocol protocol,
        long seed,
        int threads,
        Duration timeout,
        Duration warmUp,
        boolean closerLook,
        List<String> plane,
        Optional<Path> workFile,
        Listener listener,
        Cancellation cancellation) {
    /// More trials than any budget allows.
    private static final int MOST_TRIALS = 10_000;

    private static final int SEARCH_FOLDS = 3;

    /// Hears of the progress.
    @FunctionalInterface
    public interface Listener {
        /// A listener that hears nothing.
        Listener NONE = (data, learner, fold, folds) -> {};

        /// `learner` begins fold `fold` (from 1) of `folds` on `data`; after the last fold `fold` is `folds + 1`. Work
        /// beyond the folds has −1.
        void fold(String data, String learner, int fold, int folds);

        /// The first `folds` folds of `learner` on `data` are taken over from an earlier run.
        default void resumed(String data, String learner, int folds) {}

        /// `learner` is done on `data`; `kept` if an earlier run had done it.
        default void done(String data, String learner, boolean kept) {}
    }

    public Comparison {
        plane = List.copyOf(plane);
        // The cross-validation judges threads and time-out, once.
        new CrossValidation(2, 1).withThreads(threads).withTimeout(timeout);
    }

    /// The default protocol: 5 × 3 folds, seed 42, all CPUs, ten minutes for each learner, silent, with all pictures.
    public static Comparison standard() {
        return new Comparison(
                Protocol.standard(),
                42,
                Runtime.getRuntime().availableProcessors(),
                Duration.ofMinutes(10),
                Duration.ofMillis(500),
                true,
                List.of(),
                Optional.empty(),
                Listener.NONE,
                Cancellation.NEVER);
    }

    /// The quick protocol: 5 folds once, no claims of significance.
    public static Comparison quick() {
        return standard().withProtocol(Protocol.quick());
    }

    public Comparison withProtocol(Protocol newProtocol) {
        return new Comparison(
                newProtocol, seed, threads, timeout, warmUp, closerLook, plane, workFile, listener, cancellation);
    }

    public Comparison withFolds(int newFolds, int newRepeats) {
        return withProtocol(protocol.withFolds(newFolds, newRepeats));
    }

    public Comparison withSeed(long newSeed) {
        return new Comparison(
                protocol, newSeed, threads, timeout, warmUp, closerLook, plane, workFile, listener, cancellation);
    }

    public Comparison withThreads(int newThreads) {
        return new Comparison(
                protocol, seed, newThreads, timeout, warmUp, closerLook, plane, workFile, listener, cancellation);
    }

    public Comparison withTimeout(Duration newTimeout) {
        return new Comparison(
                protocol, seed, threads, newTimeout, warmUp, closerLook, plane, workFile, listener, cancellation);
    }

    public Comparison withWarmUp(Duration newWarmUp) {
        return new Comparison(
                protocol, seed, threads, timeout, newWarmUp, closerLook, plane, workFile, listener, cancellation);
    }

    public Comparison withCloserLook(boolean look) {
        return new Comparison(protocol, seed, threads, timeout, warmUp, look, plane, workFile, listener, cancellation);
    }

    /// Boundaries over these two columns.
    public Comparison withPlane(String first, String second) {
        return new Comparison(
                protocol,
                seed,
                threads,
                timeout,
                warmUp,
                closerLook,
                List.of(first, second),
                workFile,
                listener,
                cancellation);
    }

    public Comparison withWorkFile(Path file) {
        return new Comparison(
                protocol, seed, threads, timeout, warmUp, closerLook, plane, Optional.of(file), listener, cancellation);
    }

    public Comparison withListener(Listener newListener) {
        return new Comparison(
                protocol, seed, threads, timeout, warmUp, closerLook, plane, workFile, newListener, cancellation);
    }

    public Comparison withCancellation(Cancellation newCancellation) {
        return new Comparison(
                protocol, seed, threads, timeout, warmUp, closerLook, plane, workFile, listener, newCancellation);
    }

    /// Judges on each data set the learners that learn its kind of target; a learner of the other kind is left out, and
    /// the result names it unless a learner of the same name takes its place.
    public ComparisonResult run(List<Dataset> datasets, List<? extends Learner<?>> learners) {
        List<Division> divisions = new ArrayList<>();
        for (Dataset data : datasets) {
            // Before any work: what cannot be divided is told at once.
            Division division = Division.of(data, protocol, seed);
            Scene.check(division.data(), plane);
            divisions.add(division);
        }
        @Nullable WorkFile kept = workFile.map(WorkFile::at).orElse(null);
        List<DatasetResult> results = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Map<String, Integer> reused = new HashMap<>();
        for (int d = 0; d < datasets.size(); d++) {
            DatasetResult result = judged(divisions.get(d), datasets.get(d), learners, kept, missing, reused);
            if (!result.learners().isEmpty() || result.leftOut().size() == learners.size()) {
                results.add(result);
            }
        }
        return new ComparisonResult(
                seed,
                protocol,
                results,
                Environment.current(threads),
                missing,
                reused.values().stream().mapToInt(n -> n).sum());
    }

    /// Removes the work file: the result was written where it belongs.
    public void discardWork() {
        workFile.map(WorkFile::at).ifPresent(WorkFile::delete);
    }

    private DatasetResult judged(
            Division division,
            Dataset data,
            List<? extends Learner<?>> learners,
            @Nullable WorkFile kept,
            List<String> missing,
            Map<String, Integer> reused) {
        List<CrossValidated> judged = new ArrayList<>();
        List<Inspection> inspections = new ArrayList<>();
        List<String> unfinished = new ArrayList<>();
        Optional<Scene> scene = closerLook
                ? Scene.of(division.data(), division.folds().getFirst().train(), plane, seed)
                : Optional.empty();
        for (Learner<?> learner : learners) {
            if (!fits(learner, data.target())) {
                continue;
            }
            Learner<?> plain = Preparation.wrap(learner, division.data());
            String key = key(division, plain);
            Optional<WorkFile.Part> earlier = kept == null ? Optional.empty() : kept.find(key, division.data());
            if (earlier.isEmpty() && cancellation.isRequested()) {
                unfinished.add(learner.name());
                continue;
            }
            try {
                WorkFile.Part part = earlier.isPresent() ? earlier.get() : part(division, plain, scene, key, kept);
                judged.add(part.judged());
                inspections.add(part.inspection());
                if (earlier.isPresent()) {
                    reused.merge(data.name(), 1, Integer::sum);
                } else if (kept != null) {
                    kept.add(key, part);
                }
                listener.done(data.name(), learner.name(), earlier.isPresent());
            } catch (CancellationException stopped) {
                if (!cancellation.isRequested()) {
                    throw stopped;
                }
                unfinished.add(learner.name());
            }
        }
        unfinished.forEach(name -> missing.add(data.name() + ": " + name));
        List<String> taken =
                new ArrayList<>(judged.stream().map(CrossValidated::name).toList());
        taken.addAll(unfinished);
        List<String> leftOut = learners.stream()
                .map(Learner::name)
                .filter(name -> !taken.contains(name))
                .distinct()
                .toList();
        return DatasetResult.of(
                DatasetFacts.of(data), judged, leftOut, protocol.tests(), inspections, scene, division.hash());
    }

    /// One learner on one data set.
    private WorkFile.Part part(
            Division division, Learner<?> plain, Optional<Scene> scene, String key, @Nullable WorkFile kept) {
        Learner<?> learner =
                protocol.tuning().isPresent() ? tuning(plain, protocol.tuning().get(), division) : plain;
        CrossValidation.Listener heard =
                (name, fold, of) -> listener.fold(division.data().name(), plain.name(), fold, of);
        Metric metric = division.data().target() instanceof Target.Classes ? Metric.AUC : Metric.RMSE;
        List<WorkFile.KeptFold> earlier = kept == null ? List.of() : kept.folds(key, division.data());
        if (!earlier.isEmpty()) {
            listener.resumed(division.data().name(), plain.name(), earlier.size());
        }
        AtomicInteger number = new AtomicInteger(earlier.size());
        Inspector inspector = new Inspector(learner, division, this, metric, heard, earlier, fold -> {
            if (kept != null) {
                kept.add(key, number.getAndIncrement(), fold);
            }
        });
        CrossValidation folds = new CrossValidation(new Resampling.Given(division.folds()))
                .withSeed(seed)
                .withThreads(threads)
                .withTimeout(timeout)
                .withCancellation(cancellation);
        CrossValidated judged = named(
                folds.withWarmUp(protocol.tuning().isPresent() ? Duration.ZERO : warmUp)
                        .withListener(inspector)
                        .run(learner, division.data(), inspector.earlier()),
                plain.name());
        inspector.checkKept();
        Inspection inspection = inspector.inspected(judged, plain, scene);
        if (division.holdOut().isPresent() && judged.failure().isEmpty()) {
            CrossValidated aside = new CrossValidation(
                            new Resampling.Given(List.of(division.holdOut().get())))
                    .withSeed(seed)
                    .withThreads(threads)
                    .withTimeout(timeout)
                    .withCancellation(cancellation)
                    .run(learner, division.data());
            inspection = inspection.withHoldOut(Optional.of(named(aside, plain.name())));
        }
        return new WorkFile.Part(judged, inspection);
    }

    private static CrossValidated named(CrossValidated result, String name) {
        return new CrossValidated(
                name,
                result.settings(),
                result.folds(),
                result.metrics(),
                result.failure(),
                result.warnings(),
                result.notes());
    }

    /// `plain` behind a search of settings, or as it is where no space is known.
    private Learner<?> tuning(Learner<?> plain, Duration time, Division division) {
        boolean pipeline = plain instanceof Pipeline.OfClasses || plain instanceof Pipeline.OfNumbers;
        Map<String, Range> space = SearchSpaces.of(Bare.of(plain), pipeline ? "learner." : "");
        if (space.isEmpty()) {
            return plain;
        }
        Metric metric = division.data().target() instanceof Target.Classes ? Metric.AUC : Metric.RMSE;
        Search search = new Search(space, new Strategy.Random(MOST_TRIALS), metric, Resampling.kFold(SEARCH_FOLDS))
                .withBudget(time);
        return switch (plain) {
            case Learner.OfClasses<?> classes -> search.tuning(classes);
            case Learner.OfNumbers<?> numbers -> search.tuning(numbers);
            default -> plain;
        };
    }

    /// Everything that the numbers of a part depend on.
    private String key(Division division, Learner<?> plain) {
        return String.join(
                "|",
                Provenance.VERSION,
                division.data().fingerprint(),
                division.hash(),
                protocol.summary(),
                Settings.describe(plain),
                plain.name(),
                Long.toString(seed),
                Integer.toString(threads),
                timeout.toString(),
                warmUp.toString(),
                Boolean.toString(closerLook),
                plane.toString());
    }

    private static boolean fits(Learner<?> learner, Target target) {
        return target instanceof Target.Classes
                ? learner instanceof Learner.OfClasses<?>
                : learner instanceof Learner.OfNumbers<?>;
    }
}
