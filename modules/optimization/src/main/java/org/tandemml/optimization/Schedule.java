package org.tandemml.optimization;

import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// How the learning rate changes over the steps of a training: what it is multiplied by at step t = 0, 1, 2, …
///
/// Written as text, and read back by [#parse]: the name, then the values in the order of the components as far as they
/// differ from the defaults: `constant`, `step:30:0.1`, `multi-step:4,10,20:0.3`, `cosine:100`,
/// `warm-up:10:0.1:cosine:90:0.01`.
///
/// Formulas are those of PyTorch 1.13, rates of which are these factors times the rate of the optimiser.
/// **Errors**: `InputException` for values outside their range.
public sealed interface Schedule {
    /// The factor at a step, counted from 0.
    double factor(long step);

    /// The name in texts.
    String name();

    /// The schedule of a text; throws [InputException] with the names allowed otherwise.
    static Schedule parse(String text) {
        return RecordText.parse("schedule", text, DEFAULTS, Schedule::name, Schedule::parse);
    }

    /// One schedule of each kind with usual settings.
    List<Schedule> DEFAULTS = List.of(
            new Constant(),
            new Step(30, 0.1),
            new MultiStep(List.of(30, 60), 0.1),
            new Exponential(0.95),
            new NaturalExponential(0.05),
            new Cosine(100, 0),
            new CosineRestarts(10, 2, 0),
            new Cyclic(10, 10, 0.1, Cyclic.Shape.TRIANGULAR, 1),
            new OneCycle(100, 0.3, OneCycle.Anneal.COSINE, 25, 1e4, false),
            new Polynomial(100, 1),
            new Linear(100, 1, 0),
            new WarmUp(10, 0.1, new Constant()));

    private static String text(Schedule schedule) {
        Record defaults = (Record) DEFAULTS.stream()
                .filter(d -> d.getClass() == schedule.getClass())
                .findFirst()
                .orElseThrow();
        return RecordText.write(schedule.name(), (Record) schedule, defaults);
    }

    private static double halfCosine(double share) {
        return (1 + Math.cos(Math.PI * share)) / 2;
    }

    /// 1 throughout.
    record Constant() implements Schedule {
        @Override
        public double factor(long step) {
            return 1;
        }

        @Override
        public String name() {
            return "constant";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// Times `gamma` every `every` steps.
    record Step(int every, double gamma) implements Schedule {
        public Step {
            Check.atLeast("every", every, 1);
            Check.positive("gamma", gamma);
        }

        @Override
        public double factor(long step) {
            return Math.pow(gamma, Math.floorDiv(step, every));
        }

        @Override
        public String name() {
            return "step";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// Times `gamma` at each milestone.
    record MultiStep(List<Integer> milestones, double gamma) implements Schedule {
        public MultiStep {
            milestones = List.copyOf(milestones);
            Check.positive("gamma", gamma);
            for (int i = 1; i < milestones.size(); i++) {
                if (milestones.get(i) <= milestones.get(i - 1)) {
                    throw new InputException("milestones must ascend, were " + milestones);
                }
            }
        }

        @Override
        public double factor(long step) {
            return Math.pow(gamma, milestones.stream().filter(m -> m <= step).count());
        }

        @Override
        public String name() {
            return "multi-step";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// `gamma^t`.
    record Exponential(double gamma) implements Schedule {
        public Exponential {
            Check.positive("gamma", gamma);
        }

        @Override
        public double factor(long step) {
            return Math.pow(gamma, step);
        }

        @Override
        public String name() {
            return "exponential";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// `e^(−decay·t)`.
    record NaturalExponential(double decay) implements Schedule {
        public NaturalExponential {
            Check.notNegative("decay", decay);
        }

        @Override
        public double factor(long step) {
            return Math.exp(-decay * step);
        }

        @Override
        public String name() {
            return "natural-exponential";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// Half a cosine from 1 to `least` over `period` steps, and back over the next.
    ///
    /// **Source**: Loshchilov and Hutter, *SGDR*, ICLR 2017, equation 5, without restarts.
    record Cosine(int period, double least) implements Schedule {
        public Cosine {
            Check.atLeast("period", period, 1);
            Check.notNegative("least", least);
        }

        @Override
        public double factor(long step) {
            return least + (1 - least) * halfCosine((double) step / period);
        }

        @Override
        public String name() {
            return "cosine";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// Half a cosine from 1 to `least` over `period` steps, then again from 1, each time over `multiplier` times as
    /// many.
    ///
    /// **Source**: Loshchilov and Hutter, *SGDR: stochastic gradient descent with warm restarts*, ICLR 2017.
    record CosineRestarts(int period, int multiplier, double least) implements Schedule {
        public CosineRestarts {
            Check.atLeast("period", period, 1);
            Check.atLeast("multiplier", multiplier, 1);
            Check.notNegative("least", least);
        }

        @Override
        public double factor(long step) {
            long at = step;
            long length = period;
            if (multiplier == 1) {
                at %= period;
            }
            while (at >= length) {
                at -= length;
                length *= multiplier;
            }
            return least + (1 - least) * halfCosine((double) at / length);
        }

        @Override
        public String name() {
            return "cosine-restarts";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// From `low` up to 1 in `up` steps and down again in `down`, over and over; the height above `low` stays, is
    /// halved every cycle, or falls as `gamma^t`.
    ///
    /// **Source**: Smith, *Cyclical learning rates for training neural networks*, WACV 2017.
    record Cyclic(int up, int down, double low, Shape shape, double gamma) implements Schedule {
        /// How the height changes.
        public enum Shape {
            /// It stays.
            TRIANGULAR,
            /// It is halved every cycle.
            TRIANGULAR2,
            /// It falls as `gamma^t`.
            EXPONENTIAL
        }

        public Cyclic {
            Check.atLeast("up", up, 1);
            Check.atLeast("down", down, 1);
            Check.within("low", low, 0, 1);
            Check.positive("gamma", gamma);
        }

        @Override
        public double factor(long step) {
            long length = (long) up + down;
            long cycle = step / length;
            long at = step % length;
            double height = at <= up ? (double) at / up : (double) (length - at) / down;
            double scale = switch (shape) {
                case TRIANGULAR -> 1;
                case TRIANGULAR2 -> Math.pow(0.5, cycle);
                case EXPONENTIAL -> Math.pow(gamma, step);
            };
            return low + (1 - low) * height * scale;
        }

        @Override
        public String name() {
            return "cyclic";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// Up from `1/divisor` to 1 in the first `rising` share of `total` steps, then down to `1/(divisor·lastDivisor)`;
    /// in three phases, first as far down as it came up, then to the end. Steps beyond stay at the end.
    ///
    /// **Source**: Smith and Topin, *Super-convergence*, 2018.
    record OneCycle(int total, double rising, Anneal anneal, double divisor, double lastDivisor, boolean threePhases)
            implements Schedule {
        /// The form of the flanks.
        public enum Anneal {
            /// Half a cosine.
            COSINE,
            /// A straight line.
            LINEAR
        }

        public OneCycle {
            Check.atLeast("total", total, 2);
            Check.within("rising", rising, 0, 1);
            Check.positive("divisor", divisor);
            Check.positive("lastDivisor", lastDivisor);
        }

        @Override
        public double factor(long step) {
            double start = 1 / divisor;
            double end = start / lastDivisor;
            double top = rising * total - 1;
            double last = total - 1.0;
            double at = Math.min(step, last);
            if (at <= top) {
                return between(start, 1, at / top);
            }
            if (!threePhases) {
                return between(1, end, (at - top) / (last - top));
            }
            double back = 2 * rising * total - 2;
            return at <= back
                    ? between(1, start, (at - top) / (back - top))
                    : between(start, end, (at - back) / (last - back));
        }

        private double between(double from, double to, double share) {
            return anneal == Anneal.COSINE ? to + (from - to) * halfCosine(share) : from + (to - from) * share;
        }

        @Override
        public String name() {
            return "one-cycle";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// `(1 − t/total)^power`, then 0.
    record Polynomial(int total, double power) implements Schedule {
        public Polynomial {
            Check.atLeast("total", total, 1);
            Check.positive("power", power);
        }

        @Override
        public double factor(long step) {
            return Math.pow(1 - (double) Math.min(step, total) / total, power);
        }

        @Override
        public String name() {
            return "polynomial";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// A straight line from `first` to `last` over `total` steps, then `last`.
    record Linear(int total, double first, double last) implements Schedule {
        public Linear {
            Check.atLeast("total", total, 1);
            Check.notNegative("first", first);
            Check.notNegative("last", last);
        }

        @Override
        public double factor(long step) {
            return first + (last - first) * Math.min(step, total) / total;
        }

        @Override
        public String name() {
            return "linear";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// A straight line from `first` to 1 over `steps` steps, then another schedule from its beginning.
    ///
    /// **Source**: Goyal et al., *Accurate, large minibatch SGD*, 2017, section 2.2.
    record WarmUp(int steps, double first, Schedule then) implements Schedule {
        public WarmUp {
            Check.atLeast("steps", steps, 1);
            Check.within("first", first, 0, 1);
        }

        @Override
        public double factor(long step) {
            return step < steps ? first + (1 - first) * step / steps : then.factor(step - steps);
        }

        @Override
        public String name() {
            return "warm-up";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }
}
