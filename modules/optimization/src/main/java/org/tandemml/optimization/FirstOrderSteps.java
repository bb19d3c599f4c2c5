package org.tandemml.optimization;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// One training by a [FirstOrder] rule: the number of steps done and the numbers the rule keeps for each parameter.
/// [FloatFirstOrderSteps] does the same in single precision.
///
/// A step may be done in ranges, also on several threads: [#next] once, then [#update] for disjoint ranges that cover
/// the parameters. [#state] and [#resume] carry a training over exactly. Not for several trainings at once.
///
/// **Cost**: O(d) a step; at most three numbers a parameter are kept.
public final class FirstOrderSteps {
    private final FirstOrder rule;
    private final int d;
    private final double[][] kept;
    /// Rate and averaging weight of [FirstOrder.Asgd]; product of momenta of [FirstOrder.NAdam].
    private final double[] scalars;
    private long step;

    FirstOrderSteps(FirstOrder rule, int parameters) {
        this.rule = rule;
        d = Check.atLeast("parameters", parameters, 0);
        kept = new double[slots(rule)][parameters];
        scalars = switch (rule) {
            case FirstOrder.Asgd asgd -> new double[] {asgd.rate(), 1, asgd.rate(), 1};
            case FirstOrder.NAdam nadam -> new double[] {1};
            default -> new double[0];
        };
        if (rule instanceof FirstOrder.AdaGrad adaGrad) {
            Arrays.fill(kept[0], adaGrad.accumulator());
        }
    }

    /// Numbers that a rule keeps for each parameter.
    static int slots(FirstOrder rule) {
        return switch (rule) {
            case FirstOrder.Sgd sgd -> sgd.momentum() == 0 ? 0 : 1;
            case FirstOrder.AdaGrad adaGrad -> 1;
            case FirstOrder.RmsProp p -> 1 + (p.centered() ? 1 : 0) + (p.momentum() > 0 ? 1 : 0);
            case FirstOrder.AdaDelta adaDelta -> 2;
            case FirstOrder.Adam adam -> adam.amsgrad() ? 3 : 2;
            case FirstOrder.AdamW adam -> adam.amsgrad() ? 3 : 2;
            case FirstOrder.NAdam nadam -> 2;
            case FirstOrder.RAdam radam -> 2;
            case FirstOrder.Asgd asgd -> 1;
        };
    }

    /// The rule.
    public FirstOrder rule() {
        return rule;
    }

    /// Steps begun.
    public long step() {
        return step;
    }

    /// One whole step with the rule's own rate times `factor`, that of a [Schedule] or 1.
    public void step(double[] w, double[] g, double factor) {
        Check.length("parameters", w.length, d);
        Check.length("gradient", g.length, d);
        next(factor);
        update(w, g, factor, 0, d);
    }

    /// Begins the next step.
    public void next(double factor) {
        step++;
        switch (rule) {
            case FirstOrder.Asgd asgd -> {
                scalars[0] = scalars[2];
                scalars[1] = scalars[3];
                double rate = factor * asgd.rate();
                scalars[2] = rate / Math.pow(1 + asgd.lambda() * rate * step, asgd.alpha());
                scalars[3] = 1 / Math.max(1, step - asgd.averageFrom());
            }
            case FirstOrder.NAdam nadam -> scalars[0] *= momentum(nadam, step);
            default -> {}
        }
    }

    /// The part of the step that concerns the parameters `from .. to-1`.
    public void update(double[] w, double[] g, double factor, int from, int to) {
        double rate = factor * rule.rate();
        switch (rule) {
            case FirstOrder.Sgd r -> sgd(r, rate, w, g, from, to);
            case FirstOrder.AdaGrad r -> adaGrad(r, rate, w, g, from, to);
            case FirstOrder.RmsProp r -> rmsProp(r, rate, w, g, from, to);
            case FirstOrder.AdaDelta r -> adaDelta(r, rate, w, g, from, to);
            case FirstOrder.Adam r ->
                adam(r.beta1(), r.beta2(), r.epsilon(), r.amsgrad(), r.weightDecay(), 0, rate, w, g, from, to);
            case FirstOrder.AdamW r ->
                adam(r.beta1(), r.beta2(), r.epsilon(), r.amsgrad(), 0, r.weightDecay(), rate, w, g, from, to);
            case FirstOrder.NAdam r -> nadam(r, rate, w, g, from, to);
            case FirstOrder.RAdam r -> radam(r, rate, w, g, from, to);
            case FirstOrder.Asgd r -> asgd(r, w, g, from, to);
        }
    }

    /// The product of the momenta of [FirstOrder.NAdam] so far.
    double product() {
        return scalars[0];
    }

    /// The rate of the step of [FirstOrder.Asgd].
    double averagedRate() {
        return scalars[0];
    }

    /// What the running mean of [FirstOrder.Asgd] moves towards the parameters, of their distance.
    double averagingShare() {
        return scalars[1];
    }

    /// How far the step just done moves parameter i per unit of its smoothed gradient: the step length that a proximal
    /// operator after the step must use for this parameter.
    public double stepLength(int i, double factor) {
        double rate = factor * rule.rate();
        return switch (rule) {
            case FirstOrder.Sgd r -> rate;
            case FirstOrder.AdaGrad r ->
                rate / (1 + (step - 1) * r.rateDecay()) / (Math.sqrt(kept[0][i]) + r.epsilon());
            case FirstOrder.RmsProp r -> {
                double mean = r.centered() ? kept[1][i] : 0;
                yield rate / (Math.sqrt(kept[0][i] - mean * mean) + r.epsilon());
            }
            case FirstOrder.AdaDelta r ->
                rate * Math.sqrt(kept[1][i] + r.epsilon()) / Math.sqrt(kept[0][i] + r.epsilon());
            case FirstOrder.Adam r -> adamLength(rate, r.beta2(), r.epsilon(), kept[r.amsgrad() ? 2 : 1][i]);
            case FirstOrder.AdamW r -> adamLength(rate, r.beta2(), r.epsilon(), kept[r.amsgrad() ? 2 : 1][i]);
            case FirstOrder.NAdam r -> adamLength(rate, r.beta2(), r.epsilon(), kept[1][i]);
            case FirstOrder.RAdam r -> adamLength(rate, r.beta2(), r.epsilon(), kept[1][i]);
            case FirstOrder.Asgd r -> scalars[0];
        };
    }

    private double adamLength(double rate, double beta2, double epsilon, double square) {
        return rate / (Math.sqrt(square / (1 - Math.pow(beta2, step))) + epsilon);
    }

    /// The parameters that a model should use: the running mean of [FirstOrder.Asgd], w itself for all other rules.
    public double[] result(double[] w) {
        return rule instanceof FirstOrder.Asgd && step > 0 ? kept[0].clone() : w.clone();
    }

    /// All that must be kept to go on later, as numbers.
    public double[] state() {
        double[] state = new double[1 + scalars.length + kept.length * d];
        state[0] = step;
        System.arraycopy(scalars, 0, state, 1, scalars.length);
        for (int s = 0; s < kept.length; s++) {
            System.arraycopy(kept[s], 0, state, 1 + scalars.length + s * d, d);
        }
        return state;
    }

    /// Goes on from a [#state] of the same rule and number of parameters; throws [InputException] for another length.
    public void resume(double[] state) {
        Check.length("state of the optimizer " + rule, state.length, 1 + scalars.length + kept.length * d);
        if (!(state[0] >= 0 && state[0] == Math.rint(state[0]))) {
            throw new InputException("the step of a saved optimizer must be a whole number, was " + state[0]);
        }
        step = (long) state[0];
        System.arraycopy(state, 1, scalars, 0, scalars.length);
        for (int s = 0; s < kept.length; s++) {
            System.arraycopy(state, 1 + scalars.length + s * d, kept[s], 0, d);
        }
    }

    private void sgd(FirstOrder.Sgd r, double rate, double[] w, double[] g, int from, int to) {
        for (int i = from; i < to; i++) {
            double move = g[i] + r.weightDecay() * w[i];
            if (kept.length > 0) {
                double[] buffer = kept[0];
                buffer[i] = step == 1 ? move : r.momentum() * buffer[i] + (1 - r.dampening()) * move;
                move = r.nesterov() ? move + r.momentum() * buffer[i] : buffer[i];
            }
            w[i] -= rate * move;
        }
    }

    private void adaGrad(FirstOrder.AdaGrad r, double rate, double[] w, double[] g, int from, int to) {
        double now = rate / (1 + (step - 1) * r.rateDecay());
        double[] sum = kept[0];
        for (int i = from; i < to; i++) {
            double slope = g[i] + r.weightDecay() * w[i];
            sum[i] += slope * slope;
            w[i] -= now * slope / (Math.sqrt(sum[i]) + r.epsilon());
        }
    }

    private void rmsProp(FirstOrder.RmsProp r, double rate, double[] w, double[] g, int from, int to) {
        double[] square = kept[0];
        for (int i = from; i < to; i++) {
            double slope = g[i] + r.weightDecay() * w[i];
            square[i] = r.alpha() * square[i] + (1 - r.alpha()) * slope * slope;
            double spread = square[i];
            if (r.centered()) {
                double[] mean = kept[1];
                mean[i] = r.alpha() * mean[i] + (1 - r.alpha()) * slope;
                spread -= mean[i] * mean[i];
            }
            double move = slope / (Math.sqrt(spread) + r.epsilon());
            if (r.momentum() > 0) {
                double[] buffer = kept[kept.length - 1];
                buffer[i] = r.momentum() * buffer[i] + move;
                move = buffer[i];
            }
            w[i] -= rate * move;
        }
    }

    private void adaDelta(FirstOrder.AdaDelta r, double rate, double[] w, double[] g, int from, int to) {
        double[] square = kept[0];
        double[] moved = kept[1];
        for (int i = from; i < to; i++) {
            double slope = g[i] + r.weightDecay() * w[i];
            square[i] = r.rho() * square[i] + (1 - r.rho()) * slope * slope;
            double move = Math.sqrt(moved[i] + r.epsilon()) / Math.sqrt(square[i] + r.epsilon()) * slope;
            w[i] -= rate * move;
            moved[i] = r.rho() * moved[i] + (1 - r.rho()) * move * move;
        }
    }

    private void adam(
            double beta1,
            double beta2,
            double epsilon,
            boolean amsgrad,
            double coupled,
            double decoupled,
            double rate,
            double[] w,
            double[] g,
            int from,
            int to) {
        double scale = rate / (1 - Math.pow(beta1, step));
        double unbias = 1 / Math.sqrt(1 - Math.pow(beta2, step));
        double shrink = 1 - rate * decoupled;
        double[] mean = kept[0];
        double[] square = kept[1];
        // Without a choice inside, which the compiler turns into vectors.
        if (!amsgrad) {
            for (int i = from; i < to; i++) {
                double start = w[i] * shrink;
                double slope = g[i] + coupled * start;
                double m = beta1 * mean[i] + (1 - beta1) * slope;
                double v = beta2 * square[i] + (1 - beta2) * slope * slope;
                mean[i] = m;
                square[i] = v;
                w[i] = start - scale * m / (Math.sqrt(v) * unbias + epsilon);
            }
            return;
        }
        double[] largest = kept[2];
        for (int i = from; i < to; i++) {
            double start = w[i] * shrink;
            double slope = g[i] + coupled * start;
            mean[i] = beta1 * mean[i] + (1 - beta1) * slope;
            square[i] = beta2 * square[i] + (1 - beta2) * slope * slope;
            largest[i] = Math.max(largest[i], square[i]);
            w[i] = start - scale * mean[i] / (Math.sqrt(largest[i]) * unbias + epsilon);
        }
    }

    /// The momentum of a step.
    static double momentum(FirstOrder.NAdam r, long step) {
        return r.beta1() * (1 - 0.5 * Math.pow(0.96, step * r.momentumDecay()));
    }

    private void nadam(FirstOrder.NAdam r, double rate, double[] w, double[] g, int from, int to) {
        double correction = 1 - Math.pow(r.beta2(), step);
        double now = momentum(r, step);
        double then = momentum(r, step + 1);
        double ofSlope = rate * (1 - now) / (1 - scalars[0]);
        double ofMean = rate * then / (1 - scalars[0] * then);
        double[] mean = kept[0];
        double[] square = kept[1];
        for (int i = from; i < to; i++) {
            double slope = g[i] + r.weightDecay() * w[i];
            mean[i] = r.beta1() * mean[i] + (1 - r.beta1()) * slope;
            square[i] = r.beta2() * square[i] + (1 - r.beta2()) * slope * slope;
            double spread = Math.sqrt(square[i] / correction) + r.epsilon();
            w[i] -= ofSlope * slope / spread;
            w[i] -= ofMean * mean[i] / spread;
        }
    }

    /// What the adaptive step is multiplied by, the correction of v included; 0 while v rests on too few steps.
    static double rectified(FirstOrder.RAdam r, long step) {
        double power = Math.pow(r.beta2(), step);
        double most = 2 / (1 - r.beta2()) - 1;
        double length = most - 2 * step * power / (1 - power);
        if (!(length > 5)) {
            return 0;
        }
        return Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length))
                * Math.sqrt(1 - power);
    }

    private void radam(FirstOrder.RAdam r, double rate, double[] w, double[] g, int from, int to) {
        double correction1 = 1 - Math.pow(r.beta1(), step);
        double rectified = rectified(r, step);
        boolean adaptive = rectified > 0;
        double[] mean = kept[0];
        double[] square = kept[1];
        for (int i = from; i < to; i++) {
            double slope = g[i] + r.weightDecay() * w[i];
            mean[i] = r.beta1() * mean[i] + (1 - r.beta1()) * slope;
            square[i] = r.beta2() * square[i] + (1 - r.beta2()) * slope * slope;
            double move = rate * mean[i] / correction1;
            w[i] -= adaptive ? move * rectified / (Math.sqrt(square[i]) + r.epsilon()) : move;
        }
    }

    private void asgd(FirstOrder.Asgd r, double[] w, double[] g, int from, int to) {
        double rate = scalars[0];
        double share = scalars[1];
        double[] average = kept[0];
        for (int i = from; i < to; i++) {
            double slope = g[i] + r.weightDecay() * w[i];
            w[i] = w[i] * (1 - r.lambda() * rate) - rate * slope;
            average[i] = share == 1 ? w[i] : average[i] + (w[i] - average[i]) * share;
        }
    }
}
