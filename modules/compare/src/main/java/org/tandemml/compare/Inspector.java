package org.tandemml.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fold;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Resampling;
import org.tandemml.core.Seed;
import org.tandemml.data.Preparation;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.CrossValidation;
import org.tandemml.evaluation.Evaluation;
import org.tandemml.evaluation.FoldResult;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.PermutationImportance;
import org.tandemml.evaluation.Score;
import org.tandemml.formats.ModelFile;

/// Looks closer at a learner than its folds do: keeps the model of the first fold, and fits some more.
///
/// After an interruption the model of the first fold is that of the warm-up, or of another fit where there was none:
/// the same data and seed give the same model.
///
/// What is done depends on sizes alone, so that equal runs give equal pictures; only what takes longer than the time
/// allowed is left out, and said to be.
final class Inspector implements CrossValidation.Listener {
    /// Shares of the training rows that the learning curve is drawn at, beside all of them.
    private static final double[] SHARES = {0.1, 0.2, 0.4, 0.7};

    private static final int CURVE_FOLDS = 3;
    private static final int LEAST_ROWS = 10;
    private static final int MOST_TRAIN_ROWS_JUDGED = 2_000;
    private static final int SHUFFLES = 5;
    private static final long MOST_ROWS_PREDICTED = 60_000;
    private static final int LEAST_ROWS_SHUFFLED = 50;
    private static final int MOST_COLUMNS_SHUFFLED = 300;
    private static final long IMPORTANCE_NANOS = Duration.ofSeconds(15).toNanos();

    private final Learner<?> learner;
    private final Division division;
    private final Comparison settings;
    private final CrossValidation.Listener progress;
    private final Metric metric;
    private final Parallel loop;
    private final List<String> omissions = new ArrayList<>();
    private final List<Double> trainScores = new ArrayList<>();
    private final List<String> tuned = new ArrayList<>();
    private final CrossValidation.Finished earlier;
    private final Consumer<WorkFile.KeptFold> kept;
    private double lastTrainScore = Double.NaN;
    private @Nullable Model first;
    private @Nullable InputException unkept;

    /// @param learner as it stands in the folds
    /// @param metric what the learning curve and the importance are measured by
    /// @param earlier folds that an interrupted run has finished
    /// @param kept takes each fold that this one finishes
    Inspector(
            Learner<?> learner,
            Division division,
            Comparison settings,
            Metric metric,
            CrossValidation.Listener progress,
            List<WorkFile.KeptFold> earlier,
            Consumer<WorkFile.KeptFold> kept) {
        this.learner = learner;
        this.division = division;
        this.settings = settings;
        this.metric = metric;
        this.progress = progress;
        this.kept = kept;
        this.earlier = earlier.isEmpty()
                ? CrossValidation.Finished.NONE
                : new CrossValidation.Finished(
                        earlier.stream().map(WorkFile.KeptFold::result).toList(),
                        earlier.getLast().spent());
        loop = new Parallel(settings.threads());
        for (WorkFile.KeptFold fold : earlier) {
            if (searches()) {
                tuned.add(fold.tuned());
            }
            if (isTrainScored()) {
                trainScores.add(fold.trainScore());
            }
        }
    }

    /// What an interrupted run has finished.
    CrossValidation.Finished earlier() {
        return earlier;
    }

    private boolean searches() {
        return settings.protocol().tuning().isPresent();
    }

    private boolean isTrainScored() {
        return settings.closerLook() && trainScores.size() < curveFolds();
    }

    @Override
    public void fold(String name, int fold, int folds) {
        progress.fold(name, fold, folds);
    }

    /// Called in the thread of the folds, one after the other.
    @Override
    public void fitted(Fold fold, Model model) {
        if (first == null && earlier.folds().isEmpty()) {
            first = model;
        }
        if (searches()) {
            tuned.add(model.provenance().learner());
        }
        lastTrainScore = Double.NaN;
        if (isTrainScored()) {
            lastTrainScore = trainScore(fold, model);
            trainScores.add(lastTrainScore);
        }
    }

    @Override
    public void warmed(Fold fold, Model model) {
        if (!earlier.folds().isEmpty()) {
            first = model;
        }
    }

    @Override
    public void finished(FoldResult result, Duration spent) {
        try {
            kept.accept(new WorkFile.KeptFold(result, spent, lastTrainScore, searches() ? tuned.getLast() : ""));
        } catch (InputException full) {
            // A full disk is no failure of the learner.
            unkept = full;
        }
    }

    /// Throws what went wrong when folds were kept.
    void checkKept() {
        InputException full = unkept;
        if (full != null) {
            throw full;
        }
    }

    /// The model of the first fold once more, where all folds were finished or there was no warm-up.
    private void fitAgain() {
        extra(List.of(division.folds().getFirst()))
                .withListener(new CrossValidation.Listener() {
                    @Override
                    public void fold(String name, int fold, int of) {
                        progress.fold(name + " once more for the pictures", -1, of);
                    }

                    @Override
                    public void fitted(Fold fold, Model model) {
                        first = model;
                    }
                })
                .run(learner, division.data())
                .failure()
                .ifPresent(why -> omissions.add("pictures of the first fold's model: " + why));
    }

    private int curveFolds() {
        return settings.protocol().tests() ? CURVE_FOLDS : 1;
    }

    private double trainScore(Fold fold, Model model) {
        int[] rows = StratifiedOrder.of(division.data().target(), fold.train(), settings.seed());
        Dataset judged = division.data().select(Arrays.copyOf(rows, Math.min(rows.length, MOST_TRAIN_ROWS_JUDGED)));
        Score score = Evaluation.of(model, judged, loop).metrics().get(metric.key());
        return score == null ? Double.NaN : score.orNaN();
    }

    /// What there is to see after the folds; `plain` is the learner without a search of settings.
    Inspection inspected(CrossValidated judged, Learner<?> plain, Optional<Scene> scene) {
        if (judged.failure().isPresent()) {
            return Inspection.NONE;
        }
        if (first == null) {
            fitAgain();
        }
        Model model = first;
        if (model == null) {
            return Inspection.NONE;
        }
        if (!settings.closerLook()) {
            return new Inspection(
                    model.parameters().orElse(-1) < 0
                            ? Double.NaN
                            : model.parameters().getAsLong(),
                    bytes(model),
                    Optional.empty(),
                    Optional.empty(),
                    new double[0],
                    new double[0],
                    List.of(),
                    new int[0][],
                    Double.NaN,
                    List.of(),
                    chosen(),
                    Optional.empty(),
                    omissions);
        }
        Dataset test = division.data().select(division.folds().getFirst().test());
        Stopwatch watch = new Stopwatch(model, test, loop);
        List<Inspection.Importance> importance = importance(model, test);
        int[][] region = new int[0][];
        double planeScore = Double.NaN;
        if (scene.isPresent()) {
            Plane plane = new Plane(scene.get());
            region = plane.region(plain);
            planeScore = plane.score;
        }
        return new Inspection(
                model.parameters().isPresent() ? model.parameters().getAsLong() : Double.NaN,
                bytes(model),
                watch.oneRow(),
                watch.manyRows(),
                model.report().trace(),
                model.validationTrace(),
                importance,
                region,
                planeScore,
                curve(judged, plain),
                chosen(),
                Optional.empty(),
                omissions);
    }

    /// The distinct settings with the number of folds that chose them.
    private List<String> chosen() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        tuned.forEach(text -> counts.merge(text, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(e -> e.getKey() + " in " + e.getValue() + (e.getValue() == 1 ? " fold" : " folds"))
                .toList();
    }

    private double bytes(Model model) {
        try {
            return ModelFile.toBytes(model).length;
        } catch (RuntimeException notKept) {
            return Double.NaN;
        }
    }

    private List<Inspection.Importance> importance(Model model, Dataset test) {
        int columns = test.columns();
        if (columns > MOST_COLUMNS_SHUFFLED) {
            omissions.add("importance: " + columns + " columns are too many to shuffle one by one");
            return List.of();
        }
        int[] order = StratifiedOrder.of(
                test.target(), IntStream.range(0, test.rows()).toArray(), settings.seed());
        long most = Math.max(LEAST_ROWS_SHUFFLED, MOST_ROWS_PREDICTED / ((long) columns * SHUFFLES));
        Dataset rows = test.select(Arrays.copyOf(order, (int) Math.min(order.length, most)));
        long end = System.nanoTime() + IMPORTANCE_NANOS;
        try {
            return PermutationImportance.of(
                            model,
                            rows,
                            evaluation -> {
                                if (System.nanoTime() - end > 0
                                        || settings.cancellation().isRequested()) {
                                    throw new CancellationException();
                                }
                                Score score = evaluation.metrics().get(metric.key());
                                return score == null ? Score.undefined(metric, "not measured") : score;
                            },
                            SHUFFLES,
                            settings.seed(),
                            loop)
                    .ranked()
                    .stream()
                    .map(c -> new Inspection.Importance(c.name(), c.mean(), c.sd()))
                    .toList();
        } catch (InputException undefined) {
            omissions.add("importance: " + undefined.getMessage());
        } catch (CancellationException late) {
            omissions.add("importance: it took longer than " + IMPORTANCE_NANOS / 1_000_000_000L + " s");
        }
        return List.of();
    }

    /// The mean scores by number of training rows, the whole training rows last.
    private List<Inspection.CurvePoint> curve(CrossValidated judged, Learner<?> plain) {
        List<Fold> folds = division.folds()
                .subList(0, Math.min(curveFolds(), division.folds().size()));
        List<Inspection.CurvePoint> points = new ArrayList<>();
        for (double share : SHARES) {
            int rows = (int) Math.round(share * folds.getFirst().train().length);
            if (rows < LEAST_ROWS) {
                continue;
            }
            List<Double> train = new ArrayList<>();
            CrossValidated part = extra(
                            folds.stream().map(f -> shortened(f, share)).toList())
                    .withListener(new CrossValidation.Listener() {
                        @Override
                        public void fold(String name, int fold, int of) {
                            progress.fold(name + " on " + rows + " rows", -1, of);
                        }

                        @Override
                        public void fitted(Fold fold, Model model) {
                            train.add(trainScore(fold, model));
                        }
                    })
                    .run(plain, division.data());
            if (part.failure().isPresent()) {
                omissions.add(
                        "learning curve at " + rows + " rows: " + part.failure().get());
            } else {
                points.add(new Inspection.CurvePoint(rows, scores(part.folds()), train));
            }
        }
        List<FoldResult> whole = judged.folds().subList(0, folds.size());
        points.add(new Inspection.CurvePoint(folds.getFirst().train().length, scores(whole), trainScores));
        return points;
    }

    private List<Double> scores(List<FoldResult> folds) {
        return folds.stream().map(f -> f.score(metric).orNaN()).toList();
    }

    private Fold shortened(Fold fold, double share) {
        int count = (int) Math.round(share * fold.train().length);
        int[] rows = fold.train();
        int[] kept = settings.protocol().time().isPresent()
                ? Arrays.copyOfRange(rows, rows.length - count, rows.length)
                : Arrays.copyOf(
                        StratifiedOrder.of(
                                division.data().target(),
                                rows,
                                new Seed(settings.seed()).child("curve").value()),
                        count);
        Arrays.sort(kept);
        return new Fold(fold.repeat(), fold.number(), kept, fold.test());
    }

    private CrossValidation extra(List<Fold> folds) {
        return new CrossValidation(new Resampling.Given(folds))
                .withSeed(settings.seed())
                .withThreads(settings.threads())
                .withTimeout(settings.timeout())
                .withCancellation(settings.cancellation());
    }

    /// The fit on the plane of the boundaries.
    private final class Plane {
        private final Scene scene;
        private int[][] codes = new int[0][];
        private double score = Double.NaN;

        Plane(Scene scene) {
            this.scene = scene;
        }

        int[][] region(Learner<?> plain) {
            int[] all = IntStream.range(0, scene.rows().rows()).toArray();
            Learner<?> onPlane = Preparation.wrap(Bare.of(plain), scene.rows());
            CrossValidated fitted = extra(List.of(new Fold(0, 0, all, all)))
                    .withListener(new CrossValidation.Listener() {
                        @Override
                        public void fold(String name, int fold, int of) {
                            progress.fold(name + " on the plane", -1, of);
                        }

                        @Override
                        public void fitted(Fold fold, Model model) {
                            codes = predicted((Classifier) model);
                        }
                    })
                    .run(onPlane, scene.rows());
            fitted.failure().ifPresent(why -> omissions.add("boundary: " + why));
            score = fitted.folds().isEmpty()
                    ? Double.NaN
                    : fitted.folds().getFirst().score(Metric.ACCURACY).orNaN();
            return codes;
        }

        private int[][] predicted(Classifier model) {
            DenseMatrix scores = model.scores(scene.cells(), loop);
            List<String> names = scene.rows().classes().names();
            int[][] region = new int[Scene.CELLS][Scene.CELLS];
            for (int i = 0; i < Scene.CELLS * Scene.CELLS; i++) {
                int code = Classifier.indexOfLargest(scores.values(), scores.offset(i), scores.columns());
                region[i / Scene.CELLS][i % Scene.CELLS] =
                        Math.max(0, names.indexOf(model.classes().get(code)));
            }
            return region;
        }
    }
}
