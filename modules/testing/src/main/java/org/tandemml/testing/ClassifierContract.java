package org.tandemml.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Target;

/// The tests that every learner of classes must pass; its test class implements this and supplies [#learner()].
///
/// @param <M> the kind of model
public interface ClassifierContract<M extends Classifier> extends LearnerContract<M> {
    @Override
    Learner.OfClasses<M> learner();

    /// 60 rows, 4 columns, 3 overlapping classes.
    @Override
    default Dataset data() {
        return Samples.classes(60, 4, 3, 1);
    }

    /// 6,000 rows, 20 columns, 3 overlapping classes.
    @Override
    default Dataset largeData() {
        return Samples.classes(6_000, 20, 3, 2);
    }

    /// Whether the learner makes a model of data that hold a single class; most need two.
    default boolean acceptsOneClass() {
        return false;
    }

    @Override
    default double[] outputs(M model, Matrix rows, Parallel loop) {
        DenseMatrix scores = model.scores(rows, loop);
        if (!model.hasProbabilities()) {
            return Samples.dense(scores);
        }
        DenseMatrix probabilities = model.probabilities(rows, loop);
        int k = model.classes().size();
        double[] all = new double[2 * k * rows.rows()];
        for (int i = 0; i < rows.rows(); i++) {
            scores.copyRow(i, all, 2 * k * i);
            probabilities.copyRow(i, all, 2 * k * i + k);
        }
        return all;
    }

    @Override
    default double[] outputs(M model, double[] row) {
        int k = model.classes().size();
        double[] scores = new double[k];
        model.scores(row, scores);
        if (!model.hasProbabilities()) {
            return scores;
        }
        double[] probabilities = new double[k];
        model.probabilities(row, probabilities);
        return IntStream.range(0, 2 * k)
                .mapToDouble(c -> c < k ? scores[c] : probabilities[c - k])
                .toArray();
    }

    @Override
    default double[] outputs(M model, Dataset data) {
        return model.predict(data).stream()
                .mapToDouble(name -> model.classes().indexOf(name))
                .toArray();
    }

    /// Probabilities lie in 0..1, sum to 1 and put the classes in the order of the scores.
    @Test
    default void probabilitiesSumToOneAndAgreeWithScores() {
        M model = fitted(data());
        if (!model.hasProbabilities()) {
            return;
        }
        DenseMatrix scores = model.scores(data().features());
        DenseMatrix probabilities = model.probabilities(data().features());
        Classifier.Outputs both = model.outputs(data().features(), Parallel.SEQUENTIAL);
        Expect.that(
                both.scores().equals(scores) && both.probabilities().equals(Optional.of(probabilities)),
                "scores and probabilities asked for together differ from those asked for alone");
        int k = model.classes().size();
        for (int i = 0; i < data().rows(); i++) {
            double sum = 0;
            for (int c = 0; c < k; c++) {
                double p = probabilities.get(i, c);
                sum += p;
                Expect.that(p >= 0 && p <= 1, "row " + i + ": a probability was " + p);
                for (int d = 0; d < k; d++) {
                    Expect.that(
                            !(scores.get(i, c) > scores.get(i, d)) || p >= probabilities.get(i, d),
                            "row " + i + ": class " + c + " has the larger score and the smaller probability than "
                                    + d);
                }
            }
            Expect.that(Math.abs(sum - 1) <= 1e-12, "row " + i + ": the probabilities sum to " + sum);
        }
    }

    /// The prediction is the class of the largest score, by index, by name, one by one and all together.
    @Test
    default void predictionIsTheClassOfTheLargestScore() {
        M model = fitted(data());
        int[] indices = model.predict(data().features());
        List<String> names = model.predict(data());
        double[] scores = new double[model.classes().size()];
        double[] row = new double[data().columns()];
        for (int i = 0; i < data().rows(); i++) {
            data().features().copyRow(i, row, 0);
            model.scores(row, scores);
            int best = Classifier.indexOfLargest(scores, 0, scores.length);
            String name = model.classes().get(best);
            Expect.that(
                    indices[i] == best && model.predict(row) == best,
                    "row " + i + ": predicted " + indices[i] + " in a batch, " + model.predict(row)
                            + " alone; the largest score is that of " + best);
            Expect.that(
                    names.get(i).equals(name) && model.predictName(row).equals(name),
                    "row " + i + ": predicted the name " + names.get(i) + ", expected " + name);
        }
    }

    /// With two classes the score of the second is the decision value, that of the first its negative.
    @Test
    default void scoresOfTwoClassesAreOpposite() {
        Dataset two = Samples.classes(40, data().columns(), 2, 3);
        double[] scores = Samples.dense(fitted(two).scores(two.features()));
        for (int i = 0; i < two.rows(); i++) {
            Expect.that(
                    scores[2 * i] == -scores[2 * i + 1],
                    "row " + i + ": the scores of two classes were " + scores[2 * i] + " and " + scores[2 * i + 1]);
        }
    }

    /// Class names of any kind go in and come out, in their order, through a file too; so does the target's name.
    @Test
    default void classNamesSurvive() {
        List<String> names = List.of("two words", "ünï 🙂", "01", "1", ",\"\n\t<b>");
        Dataset data = Samples.classes(50, data().columns(), 5, 4);
        data = data.withTarget(
                new Target.Classes("what is it?", names, data.classes().codes()));
        M model = fitted(data);
        for (M each : List.of(model, savedAndLoaded(model))) {
            Expect.that(each.classes().equals(names), "the classes were " + each.classes() + ", expected " + names);
            Expect.that(each.target().equals("what is it?"), "the target was \"" + each.target() + '"');
            Expect.that(names.containsAll(each.predict(data)), "predicted a name that is no class");
        }
    }

    /// Pitfall 43: a class that has a name but no row in training.
    @Test
    default void classWithoutRowsIsKeptAndNeverPredicted() {
        Target.Classes classes = data().classes();
        List<String> names = List.of(
                "absent", classes.names().get(0), "gone", classes.names().get(1), "never");
        int[] two = IntStream.range(0, data().rows())
                .filter(i -> classes.codes()[i] < 2)
                .toArray();
        int[] codes = Arrays.stream(two).map(i -> 1 + 2 * classes.codes()[i]).toArray();
        Dataset data = data().select(two).withTarget(new Target.Classes("class", names, codes));
        M model = fitted(data);
        Expect.that(model.classes().equals(names), "the classes were " + model.classes() + ", expected " + names);
        Expect.noNaN(outputs(model, data.features()), "a class without rows");
        for (int predicted : model.predict(data.features())) {
            Expect.that(predicted % 2 == 1, "predicted \"" + names.get(predicted) + "\", a class without rows");
        }
    }

    /// Pitfall 4: the result depended on which class came last.
    @Test
    default void permutingClassesPermutesTheResult() {
        Target.Classes classes = data().classes();
        int k = classes.names().size();
        int[] codes = Arrays.stream(classes.codes()).map(c -> (c + 1) % k).toArray();
        List<String> names = IntStream.range(0, k)
                .mapToObj(c -> classes.names().get((c + k - 1) % k))
                .toList();
        M first = fitted(data());
        M second = fitted(data().withTarget(new Target.Classes(classes.name(), names, codes)));
        double[] before = outputs(first, data().features());
        double[] after = outputs(second, data().features());
        double[] back = new double[after.length];
        for (int i = 0; i < back.length; i += k) {
            for (int c = 0; c < k; c++) {
                back[i + c] = after[i + (c + 1) % k];
            }
        }
        Expect.close(before, back, tolerance(), "the fit with classes in another order");
    }

    /// One class is refused by name, unless [#acceptsOneClass()].
    @Test
    default void refusesOneClass() {
        Target.Classes classes = data().classes();
        int[] rows = IntStream.range(0, data().rows())
                .filter(i -> classes.codes()[i] == 1)
                .toArray();
        String name = classes.names().get(1);
        Dataset one = data().select(rows);
        Dataset alone = one.withTarget(new Target.Classes("class", List.of(name), new int[rows.length]));
        for (Dataset data : List.of(one, alone)) {
            if (acceptsOneClass()) {
                Expect.that(
                        fitted(data).predict(data).stream().allMatch(name::equals),
                        "a model of the one class \"" + name + "\" predicted another");
            } else {
                Expect.refusal("data of one class", () -> fitted(data), "1 class", '"' + name + '"');
            }
        }
    }

    /// A numeric target, and none, are refused with the cure.
    @Test
    default void refusesATargetThatHoldsNoClasses() {
        Dataset numeric = data().withTarget(new Target.Numbers("price", new double[data().rows()]));
        Expect.refusal("a numeric target", () -> fitted(numeric), "\"price\"", "class");
        Expect.refusal("data without a target", () -> fitted(data().withTarget(new Target.None())), "target");
    }
}
