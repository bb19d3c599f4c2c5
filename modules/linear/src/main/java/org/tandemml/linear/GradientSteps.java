package org.tandemml.linear;

import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Setting;
import org.tandemml.optimization.Schedule;

/// How the plain gradient descents step: learning rate, its schedule, rows of a mini-batch, and momentum.
///
/// A learning rate of 0 leaves it to the method: on all rows it is searched for in each step, on some rows it follows
/// the objective, so it never diverges. Any other rate is taken as given, times the factor of the schedule at that step
/// (a step is one pass over all rows, or one mini-batch), with `b ← momentum·b + gradient`, `v ← v − rate·b`; a rate
/// that diverges ends the fit with an error that names the step and the loss before it. Rates are those for columns
/// centred and divided by their standard deviation, and for the mean loss.
///
/// Written as text `rate/schedule/rows/momentum`: `0.1/constant/32/0.9`.
///
/// @param learningRate the size of a step; 0 lets the method find it
/// @param schedule what the learning rate is multiplied by from step to step
/// @param batchSize rows of a mini-batch
/// @param momentum share of the step before that is gone again, in [0, 1)
public record GradientSteps(
        @Setting("size of a step of the gradient descents; 0 lets the method find it")
        double learningRate,

        @Setting("how the learning rate changes from step to step: constant, step:30:0.1, cosine:100, …")
        Schedule schedule,

        @Setting("rows of a mini-batch") int batchSize,

        @Setting("share of the step before that is gone again, from 0 to less than 1")
        double momentum) {
    /// Checks the settings.
    public GradientSteps {
        Check.notNegative("learningRate", learningRate);
        Check.atLeast("batchSize", batchSize, 1);
        if (!(momentum >= 0 && momentum < 1)) {
            throw new InputException("momentum must be at least 0 and less than 1, was " + momentum);
        }
    }

    /// The method finds its rate; 32 rows in a mini-batch, no momentum.
    public GradientSteps() {
        this(0, new Schedule.Constant(), 32, 0);
    }

    /// Throws [InputException] where schedule or momentum have no rate to act on.
    void require(Solver solver) {
        boolean set = !equals(new GradientSteps());
        boolean descends = solver == Solver.GRADIENT_DESCENT
                || solver == Solver.STOCHASTIC_GRADIENT_DESCENT
                || solver == Solver.MINI_BATCH_GRADIENT_DESCENT;
        if (set && !descends) {
            throw new InputException("learning-rate, schedule, batch-size and momentum steer gradient-descent,"
                    + " stochastic-gradient-descent and mini-batch-gradient-descent, not solver " + solver.text()
                    + ": set solver to one of them, or leave these settings out");
        }
        if (learningRate == 0 && (momentum > 0 || !(schedule instanceof Schedule.Constant))) {
            throw new InputException("schedule and momentum need a learning rate: set learning-rate, such as 0.1");
        }
    }

    public GradientSteps withLearningRate(double newLearningRate) {
        return new GradientSteps(newLearningRate, schedule, batchSize, momentum);
    }

    public GradientSteps withSchedule(Schedule newSchedule) {
        return new GradientSteps(learningRate, newSchedule, batchSize, momentum);
    }

    public GradientSteps withBatchSize(int newBatchSize) {
        return new GradientSteps(learningRate, schedule, newBatchSize, momentum);
    }

    public GradientSteps withMomentum(double newMomentum) {
        return new GradientSteps(learningRate, schedule, batchSize, newMomentum);
    }

    /// The steps of a text; throws [InputException] with the form otherwise.
    public static GradientSteps parse(String text) {
        String[] parts = text.strip().split("/", -1);
        try {
            if (parts.length == 4) {
                return new GradientSteps(
                        Double.parseDouble(parts[0]),
                        Schedule.parse(parts[1]),
                        Integer.parseInt(parts[2]),
                        Double.parseDouble(parts[3]));
            }
        } catch (NumberFormatException e) {
            throw new InputException(form(text), e);
        }
        throw new InputException(form(text));
    }

    private static String form(String text) {
        return "steps \"" + text + "\" must be written rate/schedule/rows/momentum, such as 0.1/constant/32/0.9;"
                + " learning-rate, schedule, batch-size and momentum can be set alone as well";
    }

    /// The text that [#parse] reads.
    @Override
    public String toString() {
        return learningRate + "/" + schedule + "/" + batchSize + "/" + momentum;
    }
}
