package org.tandemml.optimization;

import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// A rule that moves parameters w by their gradient g, one step a call: the optimisers of stochastic training, shared
/// by online linear models and neural nets.
///
/// A rule is settings; [#start] yields the state of one training, which can be saved and resumed exactly. Rules with a
/// `weightDecay` add `weightDecay·w` to the gradient (coupled decay, an L2 penalty), except for [AdamW], where it
/// shrinks w by `rate·weightDecay` beside the step.
///
/// Written as text, and read back by [#parse]: the name, then the values in the order of the components as far as they
/// differ from the defaults: `sgd`, `sgd:0.05:0.9`, `adamw:0.001:0.9:0.999:1.0E-8:0.1`.
///
/// **Determinism**: element by element; same gradients, same bits. Steps and constants are those of PyTorch 1.13, with
/// which the trajectories agree to 1e-12, in single precision to 1e-5. **Errors**: `InputException` for values outside
/// their range.
public sealed interface FirstOrder {
    /// The learning rate of a step, before any [Schedule].
    double rate();

    /// The name in texts.
    String name();

    /// The state of a training of this many parameters.
    default FirstOrderSteps start(int parameters) {
        return new FirstOrderSteps(this, parameters);
    }

    /// The state of a training of this many parameters in single precision.
    default FloatFirstOrderSteps startSingle(int parameters) {
        return new FloatFirstOrderSteps(this, parameters);
    }

    /// The rule of a text; throws [InputException] with the names allowed otherwise.
    static FirstOrder parse(String text) {
        return RecordText.parse("optimizer", text, DEFAULTS, FirstOrder::name, FirstOrder::parse);
    }

    /// One rule of each kind with its usual settings.
    List<FirstOrder> DEFAULTS = List.of(
            new Sgd(0.1, 0, 0, false, 0),
            new AdaGrad(0.01, 0, 1e-10, 0, 0),
            new RmsProp(0.01, 0.99, 1e-8, false, 0, 0),
            new AdaDelta(1, 0.9, 1e-6, 0),
            new Adam(1e-3, 0.9, 0.999, 1e-8, 0, false),
            new AdamW(1e-3, 0.9, 0.999, 1e-8, 0.01, false),
            new NAdam(2e-3, 0.9, 0.999, 1e-8, 0, 4e-3),
            new RAdam(1e-3, 0.9, 0.999, 1e-8, 0),
            new Asgd(0.01, 1e-4, 0.75, 1e6, 0));

    private static String text(FirstOrder rule) {
        Record defaults = (Record) DEFAULTS.stream()
                .filter(d -> d.getClass() == rule.getClass())
                .findFirst()
                .orElseThrow();
        return RecordText.write(rule.name(), (Record) rule, defaults);
    }

    private static void check(double rate, double weightDecay) {
        Check.positive("rate", rate);
        Check.notNegative("weightDecay", weightDecay);
    }

    private static void checkBetas(double beta1, double beta2, double epsilon) {
        checkShare("beta1", beta1);
        checkShare("beta2", beta2);
        Check.notNegative("epsilon", epsilon);
    }

    private static void checkShare(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new InputException(name + " must be at least 0 and less than 1, was " + value);
        }
    }

    /// Gradient descent with momentum: `b ← m·b + (1−dampening)·g` (`b = g` in the first step), `w ← w − rate·b`; with
    /// Nesterov's form `w ← w − rate·(g + m·b)`.
    ///
    /// **Source**: Polyak, *Some methods of speeding up the convergence of iteration methods*, 1964; Sutskever et al.,
    /// *On the importance of initialization and momentum in deep learning*, ICML 2013.
    record Sgd(double rate, double momentum, double dampening, boolean nesterov, double weightDecay)
            implements FirstOrder {
        public Sgd {
            check(rate, weightDecay);
            Check.notNegative("momentum", momentum);
            Check.within("dampening", dampening, 0, 1);
            if (nesterov && (momentum == 0 || dampening != 0)) {
                throw new InputException("nesterov needs a momentum above 0 and no dampening, had momentum " + momentum
                        + " and dampening " + dampening);
            }
        }

        @Override
        public String name() {
            return "sgd";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// `s ← s + g²`, `w ← w − rate/(1 + (t−1)·rateDecay)·g/(√s + ε)`; s begins at `accumulator`.
    ///
    /// **Source**: Duchi, Hazan and Singer, *Adaptive subgradient methods for online learning*, JMLR 12, 2011.
    record AdaGrad(double rate, double rateDecay, double epsilon, double accumulator, double weightDecay)
            implements FirstOrder {
        public AdaGrad {
            check(rate, weightDecay);
            Check.notNegative("rateDecay", rateDecay);
            Check.notNegative("epsilon", epsilon);
            Check.notNegative("accumulator", accumulator);
        }

        @Override
        public String name() {
            return "adagrad";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// `s ← αs + (1−α)g²`, step `g/(√s + ε)`, or `g/(√(s − ḡ²) + ε)` with ḡ the running mean of g when centered; with
    /// momentum the steps are summed in a buffer.
    ///
    /// **Source**: Tieleman and Hinton, lecture 6.5 of *Neural networks for machine learning*, 2012; centered: Graves,
    /// *Generating sequences with recurrent neural networks*, 2013, equations 38–45.
    record RmsProp(double rate, double alpha, double epsilon, boolean centered, double momentum, double weightDecay)
            implements FirstOrder {
        public RmsProp {
            check(rate, weightDecay);
            checkShare("alpha", alpha);
            Check.notNegative("epsilon", epsilon);
            Check.notNegative("momentum", momentum);
        }

        @Override
        public String name() {
            return "rmsprop";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// `s ← ρs + (1−ρ)g²`, `δ = √(a + ε)/√(s + ε)·g`, `w ← w − rate·δ`, `a ← ρa + (1−ρ)δ²`.
    ///
    /// **Source**: Zeiler, *ADADELTA: an adaptive learning rate method*, 2012, algorithm 1.
    record AdaDelta(double rate, double rho, double epsilon, double weightDecay) implements FirstOrder {
        public AdaDelta {
            check(rate, weightDecay);
            checkShare("rho", rho);
            Check.positive("epsilon", epsilon);
        }

        @Override
        public String name() {
            return "adadelta";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// Running means m of g and v of g², both corrected for their start at 0: `w ← w − rate·m̂/(√v̂ + ε)`; with AMSGrad
    /// v is replaced by the largest so far.
    ///
    /// **Source**: Kingma and Ba, *Adam*, ICLR 2015, algorithm 1; Reddi, Kale and Kumar, *On the convergence of Adam
    /// and beyond*, ICLR 2018.
    record Adam(double rate, double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad)
            implements FirstOrder {
        public Adam {
            check(rate, weightDecay);
            checkBetas(beta1, beta2, epsilon);
        }

        @Override
        public String name() {
            return "adam";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// [Adam] with `w ← (1 − rate·weightDecay)·w` before each step instead of decay in the gradient.
    ///
    /// **Source**: Loshchilov and Hutter, *Decoupled weight decay regularization*, ICLR 2019, algorithm 2.
    record AdamW(double rate, double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad)
            implements FirstOrder {
        public AdamW {
            check(rate, weightDecay);
            checkBetas(beta1, beta2, epsilon);
        }

        @Override
        public String name() {
            return "adamw";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// [Adam] with Nesterov's momentum, whose size follows `μₜ = β₁·(1 − ½·0.96^(t·momentumDecay))`.
    ///
    /// **Source**: Dozat, *Incorporating Nesterov momentum into Adam*, 2016.
    record NAdam(double rate, double beta1, double beta2, double epsilon, double weightDecay, double momentumDecay)
            implements FirstOrder {
        public NAdam {
            check(rate, weightDecay);
            checkBetas(beta1, beta2, epsilon);
            Check.notNegative("momentumDecay", momentumDecay);
        }

        @Override
        public String name() {
            return "nadam";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// [Adam] whose adaptive factor is rectified while v rests on few steps, and left out while it rests on hardly any.
    ///
    /// **Source**: Liu et al., *On the variance of the adaptive learning rate and beyond*, ICLR 2020, algorithm 2.
    record RAdam(double rate, double beta1, double beta2, double epsilon, double weightDecay) implements FirstOrder {
        public RAdam {
            check(rate, weightDecay);
            checkBetas(beta1, beta2, epsilon);
        }

        @Override
        public String name() {
            return "radam";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// Averaged gradient descent: rate `η = rate/(1 + λ·rate·t)^α`, decay λ, and from step t₀ on a running mean of w.
    ///
    /// **Source**: Polyak and Juditsky, *Acceleration of stochastic approximation by averaging*, SIAM J. Control Optim.
    /// 30(4), 1992; the schedule: Bottou, *Stochastic gradient descent tricks*, 2012, section 4.
    record Asgd(double rate, double lambda, double alpha, double averageFrom, double weightDecay)
            implements FirstOrder {
        public Asgd {
            check(rate, weightDecay);
            Check.notNegative("lambda", lambda);
            Check.notNegative("alpha", alpha);
            Check.notNegative("averageFrom", averageFrom);
        }

        @Override
        public String name() {
            return "asgd";
        }

        @Override
        public String toString() {
            return text(this);
        }
    }
}
