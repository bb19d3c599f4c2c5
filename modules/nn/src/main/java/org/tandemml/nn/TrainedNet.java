package org.tandemml.nn;

import java.util.List;
import org.tandemml.core.Seed;

/// What [Trainer] needs of a net and its training rows: its parameters, and the loss and its gradient on any rows. All
/// in single precision, in arrays that the net and the trainer share.
interface TrainedNet {
    /// The parameters, which the trainer moves.
    float[] parameters();

    /// What the last [#gradient] computed, which the trainer may clip.
    float[] gradients();

    /// The mean weighted loss of the rows `rows[from .. from+count-1]` in training at [#parameters]; its gradient is
    /// then in [#gradients].
    double gradient(int[] rows, int from, int count, Seed.Stream random);

    /// The weighted mean loss of these rows in prediction, at a point of any parameters.
    double loss(float[] point, int[] rows);

    /// The layer of each parameter by name and its end, for messages and norms.
    List<Part> parts();

    /// The weight matrices of linear layers: what penalties and bounds on norms concern.
    List<Weights> weights();

    /// The layers whose outputs [#activity] tells about.
    List<String> activeLayers();

    /// What came out of each of [#activeLayers] in the last [#gradient].
    List<TrainingTrace.Activity> activity();

    /// A matrix among the parameters, row-major from `start`.
    ///
    /// @param unitsAreRows whether a row, and not a column, holds what comes into one unit
    record Weights(int start, int rows, int columns, boolean unitsAreRows) {
        int end() {
            return start + rows * columns;
        }
    }

    /// Parameters `start .. end-1` and whose they are.
    record Part(String name, int start, int end) {}
}
