package org.tandemml.evaluation;

/// What one fold cost. `NaN` stands for what this machine does not tell, never for nothing.
///
/// Processor time, allocation and energy are those of the whole process while the learner fitted: compiler and garbage
/// collector are included, and so is what other threads of the program did meanwhile. The peak counts garbage that was
/// not collected yet, so it is an upper bound of what the fit needs.
///
/// @param fitSeconds wall-clock seconds of fitting, preprocessing included
/// @param predictSeconds wall-clock seconds of predicting the test rows, preprocessing included
/// @param cpuSeconds processor seconds of fitting, over all threads
/// @param allocatedBytes bytes allocated on the heap while fitting
/// @param peakBytes by how much the heap in use rose at most while fitting
/// @param joules energy of the processor package while fitting, from the powercap interface of Linux
public record FoldCost(
        double fitSeconds,
        double predictSeconds,
        double cpuSeconds,
        double allocatedBytes,
        double peakBytes,
        double joules) {
    /// Costs nothing, so that equal runs are equal.
    static final FoldCost ZERO = new FoldCost(0, 0, 0, 0, 0, Double.NaN);
}
