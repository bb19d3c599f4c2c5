package org.tandemml.linear;

import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// The perceptron: a linear score for two classes, corrected by every row on whose wrong side it lies.
///
/// Rows are visited in a new random order each epoch. With y = ±1 and `z = v·x + b`, a row with `y·z ≤ 0` is a mistake
/// and moves `v ← v + η·w·y·x`, `b ← b + η·w·y` (w the row's weight, divided by the mean weight). More than two classes
/// learn one score each, that class against all others. With `averaged` the model is the mean of v and b over all rows
/// visited, which keeps most of what the last mistakes would undo; without it is the last v and b.
///
/// If a plane separates the classes, the number of mistakes is bounded by (R/γ)² (Novikoff), so some epoch makes none:
/// the fit has converged. If none does, as for XOR, every epoch makes mistakes; the report says how many the last made.
/// Starting from 0, the learning rate scales v and b and changes no mistake and no prediction.
///
/// **Source**: Rosenblatt, *The perceptron: a probabilistic model for information storage and organization in the
/// brain*, Psychological Review 65(6), 1958; Freund and Schapire, *Large margin classification using the perceptron
/// algorithm*, Machine Learning 37(3), 1999 (averaging). **Shapes**: features n × p, dense or sparse. **Cost**:
/// O(stored cells · K) an epoch, one copy of the cells. **Determinism**: sequential; the same seed gives the same bits.
/// **Errors**: `InputException` for a target without classes, fewer than 2 classes with rows, categories, and missing
/// or infinite features.
///
/// @param averaged whether the model is the mean over all rows visited, or the last one
/// @param epochs most passes over the rows
/// @param learningRate the size η of a correction
/// @param standardize whether columns are centred and divided by their standard deviation inside
public record Perceptron(
        @Setting("whether the model is the mean over all rows visited, or the last one")
        boolean averaged,

        @Setting("most passes over the rows") int epochs,

        @Setting("size of a correction") double learningRate,

        @Setting("whether columns are centred and divided by their standard deviation inside")
        boolean standardize)
        implements Learner.OfClasses<PerceptronModel> {
    /// Checks the settings.
    public Perceptron {
        Check.atLeast("epochs", epochs, 1);
        Check.positive("learningRate", learningRate);
    }

    /// Averaged, 100 epochs, learning rate 1, on standardised columns.
    public Perceptron() {
        this(true, 100, 1, true);
    }

    public Perceptron withAveraged(boolean newAveraged) {
        return new Perceptron(newAveraged, epochs, learningRate, standardize);
    }

    public Perceptron withEpochs(int newEpochs) {
        return new Perceptron(averaged, newEpochs, learningRate, standardize);
    }

    public Perceptron withLearningRate(double newLearningRate) {
        return new Perceptron(averaged, epochs, newLearningRate, standardize);
    }

    public Perceptron withStandardize(boolean newStandardize) {
        return new Perceptron(averaged, epochs, learningRate, newStandardize);
    }

    @Override
    public boolean givesProbabilities() {
        return false;
    }

    @Override
    public String name() {
        return "perceptron";
    }

    /// Numbers without gaps; scaling is done inside.
    @Override
    public Traits traits() {
        return Traits.NUMERIC_ONLY;
    }

    @Override
    public PerceptronModel fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        return new PerceptronFit(this, data, how).run();
    }
}
