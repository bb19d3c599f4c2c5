package org.tandemml.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Fold;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Progress;
import org.tandemml.core.Regressor;
import org.tandemml.core.Settings;

/// The folds of one learner as work for one thread, and the wait for it on another.
final class FoldWork implements Runnable {
    private static final long POLL_MILLIS = 20;
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_NOTES = 6;

    private final CrossValidation protocol;
    private final Learner<?> learner;
    private final Dataset data;
    private final List<CrossValidation.Part> parts;
    private final int kept;
    private final long spentBefore;
    private final long begun = System.nanoTime();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    // Guarded by this object: after a time-out both threads live.
    private final List<FoldResult> done = new ArrayList<>();
    private @Nullable Throwable failure;

    FoldWork(
            CrossValidation protocol,
            Learner<?> learner,
            Dataset data,
            List<CrossValidation.Part> parts,
            CrossValidation.Finished earlier) {
        this.protocol = protocol;
        this.learner = learner;
        this.data = data;
        this.parts = parts;
        kept = earlier.folds().size();
        spentBefore = earlier.spent().toNanos();
        done.addAll(earlier.folds());
    }

    @Override
    public void run() {
        try {
            if (protocol.warmUp().isPositive() && kept < parts.size()) {
                warmUp();
            }
            for (int i = kept; i < parts.size(); i++) {
                if (shouldStop()) {
                    return;
                }
                protocol.listener().fold(learner.name(), i + 1, parts.size());
                FoldResult result = judged(parts.get(i), protocol.listener());
                synchronized (this) {
                    if (stop.get()) {
                        return;
                    }
                    done.add(result);
                    protocol.listener().finished(result, Duration.ofNanos(spent()));
                }
            }
            protocol.listener().fold(learner.name(), parts.size() + 1, parts.size());
        } catch (Throwable thrown) {
            // Whatever a learner does, out of memory included, is a finding about this learner and must not end the
            // rest.
            synchronized (this) {
                failure = thrown;
            }
        } finally {
            ended.countDown();
        }
    }

    /// One fit tells a compiler that works in the background little: on small data the first fold would be timed
    /// interpreted.
    private void warmUp() {
        long end = System.nanoTime() + protocol.warmUp().toNanos();
        CrossValidation.Listener warming = new CrossValidation.Listener() {
            @Override
            public void fold(String name, int fold, int folds) {}

            @Override
            public void fitted(Fold fold, Model model) {
                protocol.listener().warmed(fold, model);
            }
        };
        do {
            judged(parts.getFirst(), warming);
        } while (System.nanoTime() < end && !shouldStop());
    }

    private FoldResult judged(CrossValidation.Part part, CrossValidation.Listener listener) {
        Dataset train = data.select(part.fold().train());
        Dataset test = data.select(part.fold().test());
        Fitting how = new Fitting(part.fitSeed(), protocol.threads(), Progress.NONE, this::shouldStop);
        CostMeter meter = CostMeter.begun();
        Model model = learner.fit(train, how);
        FoldCost cost = meter.fitted();
        long fitted = System.nanoTime();
        Parallel loop = how.parallel();
        DenseMatrix outputs = predicted(model, test, loop);
        double predictSeconds = (System.nanoTime() - fitted) / 1e9;
        FitReport report = model.report();
        Evaluation evaluation = Evaluation.of(model, test, loop);
        FoldResult result = new FoldResult(
                part.fold().repeat(),
                part.fold().number(),
                part.fold().train().length,
                List.copyOf(evaluation.metrics().values()),
                new FoldCost(
                        cost.fitSeconds(),
                        predictSeconds,
                        cost.cpuSeconds(),
                        cost.allocatedBytes(),
                        cost.peakBytes(),
                        cost.joules()),
                report.converged(),
                report.reason(),
                report.notes(),
                new OutOfFold(part.fold().test(), outputs, evaluation));
        listener.fitted(part.fold(), model);
        return result;
    }

    private static DenseMatrix predicted(Model model, Dataset test, Parallel loop) {
        Matrix rows = model.align(test);
        return switch (model) {
            case Classifier c -> c.hasProbabilities() ? c.probabilities(rows, loop) : c.scores(rows, loop);
            case Regressor r -> new DenseMatrix(rows.rows(), 1, r.predict(rows, loop));
            default -> throw new InputException("a model of this kind predicts neither classes nor numbers");
        };
    }

    /// Nanoseconds since the learner began, in earlier runs too.
    private long spent() {
        return spentBefore + System.nanoTime() - begun;
    }

    private boolean shouldStop() {
        return stop.get() || protocol.cancellation().isRequested();
    }

    /// Waits for the folds to end, for the time-out, or for cancellation, whichever comes first.
    CrossValidated awaited(Thread thread) {
        long limit = Math.max(0, protocol.timeout().toNanos() - spentBefore);
        boolean inTime = await(begun, limit);
        if (!inTime) {
            giveUp();
            thread.interrupt();
            boolean obeyed = await(System.nanoTime(), GRACE_NANOS);
            return timedOut(obeyed);
        }
        synchronized (this) {
            Throwable thrown = failure;
            if (thrown == null) {
                return result(Optional.empty());
            }
            return result(Optional.of(
                    done.isEmpty()
                            ? reason(thrown)
                            : reason(thrown) + " (in fold " + (done.size() + 1) + " of " + parts.size() + ")"));
        }
    }

    private boolean await(long start, long limit) {
        try {
            while (!ended.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (!stop.get()) {
                    checkCancelled();
                }
                if (System.nanoTime() - start >= limit) {
                    return false;
                }
            }
            checkCancelled();
            return true;
        } catch (InterruptedException e) {
            giveUp();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private void checkCancelled() {
        try {
            protocol.checkCancelled();
        } catch (CancellationException asked) {
            giveUp();
            throw asked;
        }
    }

    /// From here on the listener hears of no fold, whatever the learner's thread still does.
    private synchronized void giveUp() {
        stop.set(true);
    }

    private synchronized CrossValidated timedOut(boolean obeyed) {
        String place = "timed out after " + seconds() + " s in fold " + Math.min(done.size() + 1, parts.size()) + " of "
                + parts.size();
        return result(Optional.of(
                obeyed ? place : place + "; it did not stop when asked and still uses a CPU, so later times suffer"));
    }

    private String seconds() {
        double seconds = protocol.timeout().toNanos() / 1e9;
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }

    private static String reason(Throwable thrown) {
        String message = thrown.getMessage();
        return switch (thrown) {
            case InputException refused -> String.valueOf(refused.getMessage());
            case OutOfMemoryError full ->
                "out of memory (" + full.getMessage() + "): the heap is "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MB, raise it with -Xmx";
            default -> thrown.getClass().getSimpleName() + (message == null || message.isBlank() ? "" : ": " + message);
        };
    }

    private synchronized CrossValidated result(Optional<String> why) {
        List<FoldResult> folds = List.copyOf(done);
        List<MetricSummary> metrics = why.isPresent()
                ? List.of()
                : folds.getFirst().scores().stream()
                        .map(s -> MetricSummary.of(s.metric(), folds))
                        .toList();
        return new CrossValidated(
                learner.name(),
                Settings.describe(learner),
                folds,
                metrics,
                why,
                warnings(folds, metrics),
                notes(folds));
    }

    private static List<String> warnings(List<FoldResult> folds, List<MetricSummary> metrics) {
        List<String> warnings = new ArrayList<>();
        List<FoldResult> unfinished = folds.stream().filter(f -> !f.converged()).toList();
        if (!unfinished.isEmpty()) {
            warnings.add("did not converge in " + unfinished.size() + " of " + folds.size() + " folds ("
                    + unfinished.getFirst().reason() + ")");
        }
        for (MetricSummary metric : metrics) {
            if (metric.undefinedFolds() > 0) {
                warnings.add(metric.metric() + " is undefined in " + metric.undefinedFolds() + " of " + folds.size()
                        + " folds (" + metric.reason() + ")");
            }
        }
        return warnings;
    }

    /// The fits' notes without those that repeat another fold's with other numbers.
    private static List<String> notes(List<FoldResult> folds) {
        Map<String, String> byWording = new LinkedHashMap<>();
        folds.stream()
                .flatMap(f -> f.notes().stream())
                .forEach(note -> byWording.putIfAbsent(note.replaceAll("[0-9.eE+-]+", "#"), note));
        return byWording.values().stream().limit(MOST_NOTES).toList();
    }
}
