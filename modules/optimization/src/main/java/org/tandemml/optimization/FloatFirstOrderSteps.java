package org.tandemml.optimization;

import java.util.Arrays;
import org.tandemml.core.Check;

/// One training by a [FirstOrder] rule in single precision: [FirstOrderSteps] for parameters, gradients and kept
/// numbers in `float`, half the memory traffic and twice the numbers a vector.
///
/// What a whole step has in common (rates, corrections of the start at 0, products of momenta) is computed in double
/// precision by that class and rounded once. Each rule is one loop that chooses by no number of a parameter, which the
/// compiler turns into vectors; there are no sums over parameters, so a vector of any width gives the same bits as one
/// number at a time.
///
/// **Agreement**: after 50 steps within 1e-5 of the trajectories of PyTorch 1.13 in double precision. Changes below
/// 6e-8 of a parameter are lost to rounding, and a gradient whose square overflows, above 1.8e19, ends the steps of its
/// parameter in the adaptive rules. The running mean of the Adam family is rounded to a multiple of 6e-33: one that
/// fades out step by step would become subnormal, and such numbers are slow on many processors.
///
/// **Cost**: O(d) a step, no allocation; at most three numbers a parameter are kept. **Determinism**: same gradients,
/// same bits, in whatever ranges. **Errors**: `InputException` for lengths that do not fit.
public final class FloatFirstOrderSteps {
    /// Added and taken away again, which leaves a multiple of the unit in its last place, 6e-33.
    private static final float FADED = 1e-25f;

    private final FirstOrder rule;
    private final int d;
    /// Counts the steps and keeps what they have in common, for no parameters of its own.
    private final FirstOrderSteps common;
    private final float[][] kept;

    FloatFirstOrderSteps(FirstOrder rule, int parameters) {
        this.rule = rule;
        d = Check.atLeast("parameters", parameters, 0);
        common = new FirstOrderSteps(rule, 0);
        kept = new float[FirstOrderSteps.slots(rule)][parameters];
        if (rule instanceof FirstOrder.AdaGrad adaGrad) {
            Arrays.fill(kept[0], (float) adaGrad.accumulator());
        }
    }

    /// The rule.
    public FirstOrder rule() {
        return rule;
    }

    /// Steps begun.
    public long step() {
        return common.step();
    }

    /// One whole step with the rule's own rate times `factor`, that of a [Schedule] or 1.
    public void step(float[] w, float[] g, double factor) {
        Check.length("parameters", w.length, d);
        Check.length("gradient", g.length, d);
        next(factor);
        update(w, g, factor, 0, d);
    }

    /// Begins the next step.
    public void next(double factor) {
        common.next(factor);
    }

    /// The part of the step that concerns the parameters `from .. to-1`.
    public void update(float[] w, float[] g, double factor, int from, int to) {
        double rate = factor * rule.rate();
        switch (rule) {
            case FirstOrder.Sgd r -> sgd(r, (float) rate, w, g, from, to);
            case FirstOrder.AdaGrad r -> adaGrad(r, rate, w, g, from, to);
            case FirstOrder.RmsProp r -> rmsProp(r, (float) rate, w, g, from, to);
            case FirstOrder.AdaDelta r -> adaDelta(r, (float) rate, w, g, from, to);
            case FirstOrder.Adam r -> {
                int largest = r.amsgrad() ? 2 : 1;
                adam(r.beta1(), r.beta2(), r.epsilon(), largest, r.weightDecay(), 0, rate, w, g, from, to);
            }
            case FirstOrder.AdamW r -> {
                int largest = r.amsgrad() ? 2 : 1;
                adam(r.beta1(), r.beta2(), r.epsilon(), largest, 0, r.weightDecay(), rate, w, g, from, to);
            }
            case FirstOrder.NAdam r -> nadam(r, rate, w, g, from, to);
            case FirstOrder.RAdam r -> radam(r, rate, w, g, from, to);
            case FirstOrder.Asgd r -> asgd(r, w, g, from, to);
        }
    }

    /// An epsilon that keeps a division from 0/0 must not become 0 itself.
    private static float single(double epsilon) {
        return epsilon > 0 ? Math.max(Float.MIN_NORMAL, (float) epsilon) : 0;
    }

    /// The parameters that a model should use: the running mean of [FirstOrder.Asgd], w itself for all other rules;
    /// copied.
    public float[] result(float[] w) {
        return rule instanceof FirstOrder.Asgd && step() > 0 ? kept[0].clone() : w.clone();
    }

    /// The numbers of one kind that the rule keeps, one a parameter: of the Adam family, the first are running means.
    float[] kept(int kind) {
        return kept[kind];
    }

    private void sgd(FirstOrder.Sgd r, float rate, float[] w, float[] g, int from, int to) {
        float decay = (float) r.weightDecay();
        if (kept.length == 0) {
            for (int i = from; i < to; i++) {
                w[i] -= rate * (g[i] + decay * w[i]);
            }
            return;
        }
        // The first step fills the buffer; Nesterov's form steps by both the slope and the buffer.
        float momentum = (float) r.momentum();
        float old = step() == 1 ? 0 : momentum;
        float fresh = step() == 1 ? 1 : (float) (1 - r.dampening());
        float ofSlope = r.nesterov() ? rate : 0;
        float ofBuffer = r.nesterov() ? rate * momentum : rate;
        float[] buffer = kept[0];
        for (int i = from; i < to; i++) {
            float slope = g[i] + decay * w[i];
            float b = old * buffer[i] + fresh * slope;
            buffer[i] = b;
            w[i] -= ofSlope * slope + ofBuffer * b;
        }
    }

    private void adaGrad(FirstOrder.AdaGrad r, double rate, float[] w, float[] g, int from, int to) {
        float now = (float) (rate / (1 + (step() - 1) * r.rateDecay()));
        float decay = (float) r.weightDecay();
        float epsilon = single(r.epsilon());
        float[] sum = kept[0];
        for (int i = from; i < to; i++) {
            float slope = g[i] + decay * w[i];
            float s = sum[i] + slope * slope;
            sum[i] = s;
            w[i] -= now * slope / ((float) Math.sqrt(s) + epsilon);
        }
    }

    private void rmsProp(FirstOrder.RmsProp r, float rate, float[] w, float[] g, int from, int to) {
        float alpha = (float) r.alpha();
        float fresh = (float) (1 - r.alpha());
        float decay = (float) r.weightDecay();
        float epsilon = single(r.epsilon());
        float momentum = (float) r.momentum();
        float[] square = kept[0];
        for (int i = from; i < to; i++) {
            float slope = g[i] + decay * w[i];
            float s = alpha * square[i] + fresh * slope * slope;
            square[i] = s;
            float spread = s;
            if (r.centered()) {
                float[] mean = kept[1];
                float m = alpha * mean[i] + fresh * slope;
                mean[i] = m;
                // Of a gradient that hardly changes, the variance is rounding and may come out below 0.
                spread = Math.max(0, s - m * m);
            }
            float move = slope / ((float) Math.sqrt(spread) + epsilon);
            if (r.momentum() > 0) {
                float[] buffer = kept[kept.length - 1];
                move += momentum * buffer[i];
                buffer[i] = move;
            }
            w[i] -= rate * move;
        }
    }

    private void adaDelta(FirstOrder.AdaDelta r, float rate, float[] w, float[] g, int from, int to) {
        float rho = (float) r.rho();
        float fresh = (float) (1 - r.rho());
        float decay = (float) r.weightDecay();
        float epsilon = single(r.epsilon());
        float[] square = kept[0];
        float[] moved = kept[1];
        for (int i = from; i < to; i++) {
            float slope = g[i] + decay * w[i];
            float s = rho * square[i] + fresh * slope * slope;
            float a = moved[i];
            float move = (float) Math.sqrt(a + epsilon) / (float) Math.sqrt(s + epsilon) * slope;
            square[i] = s;
            w[i] -= rate * move;
            moved[i] = rho * a + fresh * move * move;
        }
    }

    private void adam(
            double beta1,
            double beta2,
            double epsilon,
            int largest,
            double coupled,
            double decoupled,
            double rate,
            float[] w,
            float[] g,
            int from,
            int to) {
        float scale = (float) (rate / (1 - Math.pow(beta1, step())));
        float unbias = (float) (1 / Math.sqrt(1 - Math.pow(beta2, step())));
        float shrink = (float) (1 - rate * decoupled);
        float decay = (float) coupled;
        float ofMean = (float) beta1;
        float ofSquare = (float) beta2;
        float freshMean = (float) (1 - beta1);
        float freshSquare = (float) (1 - beta2);
        float least = single(epsilon);
        float[] mean = kept[0];
        float[] square = kept[1];
        if (largest == 1) {
            for (int i = from; i < to; i++) {
                float start = w[i] * shrink;
                float slope = g[i] + decay * start;
                float m = ofMean * mean[i] + freshMean * slope + FADED - FADED;
                float v = ofSquare * square[i] + freshSquare * slope * slope;
                mean[i] = m;
                square[i] = v;
                w[i] = start - scale * m / ((float) Math.sqrt(v) * unbias + least);
            }
            return;
        }
        float[] most = kept[largest];
        for (int i = from; i < to; i++) {
            float start = w[i] * shrink;
            float slope = g[i] + decay * start;
            float m = ofMean * mean[i] + freshMean * slope + FADED - FADED;
            float v = ofSquare * square[i] + freshSquare * slope * slope;
            float top = Math.max(most[i], v);
            mean[i] = m;
            square[i] = v;
            most[i] = top;
            w[i] = start - scale * m / ((float) Math.sqrt(top) * unbias + least);
        }
    }

    private void nadam(FirstOrder.NAdam r, double rate, float[] w, float[] g, int from, int to) {
        float unbias = (float) (1 / Math.sqrt(1 - Math.pow(r.beta2(), step())));
        double now = FirstOrderSteps.momentum(r, step());
        double then = FirstOrderSteps.momentum(r, step() + 1);
        double product = common.product();
        float ofSlope = (float) (rate * (1 - now) / (1 - product));
        float ofMean = (float) (rate * then / (1 - product * then));
        float beta1 = (float) r.beta1();
        float beta2 = (float) r.beta2();
        float freshMean = (float) (1 - r.beta1());
        float freshSquare = (float) (1 - r.beta2());
        float decay = (float) r.weightDecay();
        float epsilon = single(r.epsilon());
        float[] mean = kept[0];
        float[] square = kept[1];
        for (int i = from; i < to; i++) {
            float slope = g[i] + decay * w[i];
            float m = beta1 * mean[i] + freshMean * slope + FADED - FADED;
            float v = beta2 * square[i] + freshSquare * slope * slope;
            mean[i] = m;
            square[i] = v;
            w[i] -= (ofSlope * slope + ofMean * m) / ((float) Math.sqrt(v) * unbias + epsilon);
        }
    }

    private void radam(FirstOrder.RAdam r, double rate, float[] w, float[] g, int from, int to) {
        double rectified = FirstOrderSteps.rectified(r, step());
        boolean adaptive = rectified > 0;
        float scale = (float) (rate / (1 - Math.pow(r.beta1(), step())) * (adaptive ? rectified : 1));
        // Without the adaptive factor the divisor is 1.
        float ofRoot = adaptive ? 1 : 0;
        float least = adaptive ? single(r.epsilon()) : 1;
        float beta1 = (float) r.beta1();
        float beta2 = (float) r.beta2();
        float freshMean = (float) (1 - r.beta1());
        float freshSquare = (float) (1 - r.beta2());
        float decay = (float) r.weightDecay();
        float[] mean = kept[0];
        float[] square = kept[1];
        for (int i = from; i < to; i++) {
            float slope = g[i] + decay * w[i];
            float m = beta1 * mean[i] + freshMean * slope + FADED - FADED;
            float v = beta2 * square[i] + freshSquare * slope * slope;
            mean[i] = m;
            square[i] = v;
            w[i] -= scale * m / (ofRoot * (float) Math.sqrt(v) + least);
        }
    }

    private void asgd(FirstOrder.Asgd r, float[] w, float[] g, int from, int to) {
        float rate = (float) common.averagedRate();
        float shrink = (float) (1 - r.lambda() * common.averagedRate());
        float share = (float) common.averagingShare();
        float decay = (float) r.weightDecay();
        float[] average = kept[0];
        for (int i = from; i < to; i++) {
            float slope = g[i] + decay * w[i];
            float now = w[i] * shrink - rate * slope;
            w[i] = now;
            float before = average[i];
            average[i] = share == 1 ? now : before + (now - before) * share;
        }
    }
}
