package org.tandemml.nn;

import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// How a forward pass is run: for training or not, where dropout gets its randomness, on how many threads.
///
/// @param training whether dropout drops and batch normalisation uses the batch
/// @param random numbers for dropout
/// @param loop where large products run; it changes no bit
public record Pass(boolean training, Seed.Stream random, Parallel loop) {
    /// A pass that predicts.
    public static Pass inference() {
        return new Pass(false, new Seed(0).stream(), Parallel.SEQUENTIAL);
    }

    /// A pass that trains.
    public static Pass training(Seed seed) {
        return new Pass(true, seed.stream(), Parallel.SEQUENTIAL);
    }
}
