package org.tandemml.nn;

import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.optimization.Schedule;

/// What all learners of nets have in common, checked once.
record NetSettings(
        FirstOrder optimizer,
        int batch,
        int epochs,
        double warmUp,
        Decline decline,
        double clip,
        double validation,
        int patience) {
    /// Rows below which a held-out part says too little to stop by.
    private static final int FEWEST_HELD = 50;

    NetSettings {
        Check.atLeast("batch", batch, 0);
        Check.atLeast("epochs", epochs, 1);
        Check.within("warmUp", warmUp, 0, 1);
        Check.notNegative("clip", clip);
        if (!(validation >= 0 && validation <= 0.9)) {
            throw new InputException("validation must be between 0 and 0.9, was " + validation);
        }
        Check.atLeast("patience", patience, 1);
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

    Trainer.Plan plan(int rows) {
        int size = batchFor(rows);
        long all = (long) ((rows + size - 1) / size) * epochs;
        int steps = (int) Math.min(Integer.MAX_VALUE, all);
        int rise = (int) Math.round(steps * warmUp);
        Schedule fall = decline.schedule(Math.max(1, steps - rise));
        return new Trainer.Plan(
                optimizer,
                rise == 0 ? fall : new Schedule.WarmUp(rise, 1.0 / rise, fall),
                size,
                epochs,
                clip == 0 ? Double.POSITIVE_INFINITY : clip,
                patience);
    }
}
