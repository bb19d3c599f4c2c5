package org.tandemml.nn;

import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Setting;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.optimization.Schedule;
import org.tandemml.regularization.Penalty;

/// How a net is trained: what all learners of nets have in common.
///
/// The penalty and the bound on norms concern the weights of linear layers; biases, embeddings and normalisation are
/// left out. The smooth part of the penalty joins the gradient (coupled decay); its L1 part is applied after each step
/// by its proximal operator with the learning rate as step, so that weights become exactly 0. The decay of `adamw` is
/// decoupled from both.
///
/// @param optimizer the rule of the steps; its rate is that after the warm-up
/// @param batch rows a step; 0 chooses 16 to 256 by the number of rows
/// @param epochs most passes over the rows
/// @param warmUp share of the steps over which the learning rate rises
/// @param decline how the rate goes down after the warm-up
/// @param clip largest norm of a gradient, 0 for no limit
/// @param clipValue largest size of each component of a gradient, 0 for no limit
/// @param penalty what is added to the loss for the size of the weights
/// @param maxNorm largest norm of the incoming weights of a unit, 0 for no limit
/// @param validation share of the rows held out to stop early by, 0 for none
/// @param patience epochs without a better validation loss before training stops
public record NetTraining(
        @Setting("rule of the steps, like adamw:0.002; its rate is that after the warm-up")
        FirstOrder optimizer,

        @Setting("rows a step; 0 chooses 16 to 256 by the number of rows")
        int batch,

        @Setting("most passes over the rows") int epochs,

        @Setting("share of the steps over which the learning rate rises")
        double warmUp,

        @Setting("how the learning rate goes down after the warm-up")
        Decline decline,

        @Setting("largest norm of a gradient, 0 for no limit")
        double clip,

        @Setting("largest size of each component of a gradient, 0 for no limit")
        double clipValue,

        @Setting("penalty on the weights: none, l1:λ, l2:λ or elastic-net:λ:ρ; biases and embeddings are free")
        Penalty penalty,

        @Setting("largest norm of the incoming weights of a unit, 0 for no limit")
        double maxNorm,

        @Setting("share of the rows held out to stop early by, 0 for none")
        double validation,

        @Setting("epochs without a better validation loss before training stops")
        int patience) {
    /// Rows below which a held-out part says too little to stop by.
    private static final int FEWEST_HELD = 50;

    public NetTraining {
        Check.atLeast("batch", batch, 0);
        Check.atLeast("epochs", epochs, 1);
        Check.within("warmUp", warmUp, 0, 1);
        Check.notNegative("clip", clip);
        Check.notNegative("clipValue", clipValue);
        Check.notNegative("maxNorm", maxNorm);
        if (!(validation >= 0 && validation <= 0.9)) {
            throw new InputException("validation must be between 0 and 0.9, was " + validation);
        }
        Check.atLeast("patience", patience, 1);
    }

    /// AdamW with decay 0.01, warm-up over a twentieth of the steps, then a cosine; gradients up to norm 1; a tenth of
    /// the rows held out.
    static NetTraining standard(double rate, int epochs, int patience) {
        FirstOrder rule = new FirstOrder.AdamW(rate, 0.9, 0.999, 1e-8, 0.01, false);
        return new NetTraining(rule, 0, epochs, 0.05, Decline.COSINE, 1, 0, Penalty.none(), 0, 0.1, patience);
    }

    public NetTraining withOptimizer(FirstOrder newOptimizer) {
        return new NetTraining(
                newOptimizer, batch, epochs, warmUp, decline, clip, clipValue, penalty, maxNorm, validation, patience);
    }

    public NetTraining withBatch(int newBatch) {
        return new NetTraining(
                optimizer, newBatch, epochs, warmUp, decline, clip, clipValue, penalty, maxNorm, validation, patience);
    }

    public NetTraining withEpochs(int newEpochs) {
        return new NetTraining(
                optimizer, batch, newEpochs, warmUp, decline, clip, clipValue, penalty, maxNorm, validation, patience);
    }

    public NetTraining withWarmUp(double newWarmUp) {
        return new NetTraining(
                optimizer, batch, epochs, newWarmUp, decline, clip, clipValue, penalty, maxNorm, validation, patience);
    }

    public NetTraining withDecline(Decline newDecline) {
        return new NetTraining(
                optimizer, batch, epochs, warmUp, newDecline, clip, clipValue, penalty, maxNorm, validation, patience);
    }

    public NetTraining withClip(double newClip) {
        return new NetTraining(
                optimizer, batch, epochs, warmUp, decline, newClip, clipValue, penalty, maxNorm, validation, patience);
    }

    public NetTraining withClipValue(double newClipValue) {
        return new NetTraining(
                optimizer, batch, epochs, warmUp, decline, clip, newClipValue, penalty, maxNorm, validation, patience);
    }

    public NetTraining withPenalty(Penalty newPenalty) {
        return new NetTraining(
                optimizer, batch, epochs, warmUp, decline, clip, clipValue, newPenalty, maxNorm, validation, patience);
    }

    public NetTraining withMaxNorm(double newMaxNorm) {
        return new NetTraining(
                optimizer, batch, epochs, warmUp, decline, clip, clipValue, penalty, newMaxNorm, validation, patience);
    }

    public NetTraining withValidation(double newValidation) {
        return new NetTraining(
                optimizer, batch, epochs, warmUp, decline, clip, clipValue, penalty, maxNorm, newValidation, patience);
    }

    public NetTraining withPatience(int newPatience) {
        return new NetTraining(
                optimizer, batch, epochs, warmUp, decline, clip, clipValue, penalty, maxNorm, validation, newPatience);
    }

    static double dropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new InputException("dropout must be at least 0 and below 1, was " + rate);
        }
        return rate;
    }

    /// Rows a step for this many training rows.
    int batchFor(int rows) {
        int chosen = batch > 0 ? batch : rows < 500 ? 16 : rows < 2_000 ? 32 : rows < 20_000 ? 64 : 256;
        return Math.min(chosen, rows);
    }

    boolean holdsOut(int rows) {
        return rows * validation >= FEWEST_HELD;
    }

    /// What the rate is multiplied by at each step.
    Schedule schedule(int rows) {
        int size = batchFor(rows);
        long all = (long) ((rows + size - 1) / size) * epochs;
        int steps = (int) Math.min(Integer.MAX_VALUE, all);
        int rise = (int) Math.round(steps * warmUp);
        Schedule fall = decline.schedule(Math.max(1, steps - rise));
        return rise == 0 ? fall : new Schedule.WarmUp(rise, 1.0 / rise, fall);
    }
}
