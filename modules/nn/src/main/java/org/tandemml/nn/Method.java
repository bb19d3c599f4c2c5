package org.tandemml.nn;

import org.tandemml.optimization.AdaDelta;
import org.tandemml.optimization.AdaGrad;
import org.tandemml.optimization.Adam;
import org.tandemml.optimization.AdamW;
import org.tandemml.optimization.NAdam;
import org.tandemml.optimization.Optimizer;
import org.tandemml.optimization.RAdam;
import org.tandemml.optimization.RmsProp;
import org.tandemml.optimization.Sgd;

/// The optimisers that learners of nets offer by name, each with its usual settings.
public enum Method {
    /// Adam with decay apart from the gradient.
    ADAMW,
    /// Adam; the decay is an L2 penalty.
    ADAM,
    /// Adam with Nesterov's look-ahead.
    NADAM,
    /// Rectified Adam.
    RADAM,
    /// Descent with Nesterov momentum 0.9.
    SGD,
    /// RMSProp.
    RMSPROP,
    /// AdaGrad.
    ADAGRAD,
    /// AdaDelta.
    ADADELTA;

    Optimizer rule(double rate, double decay) {
        return switch (this) {
            case ADAMW -> new AdamW(rate, 0.9, 0.999, 1e-8, decay, false);
            case ADAM -> new Adam(rate, 0.9, 0.999, 1e-8, decay, false);
            case NADAM -> new NAdam(rate, 0.9, 0.999, 1e-8, decay, 0.004);
            case RADAM -> new RAdam(rate, 0.9, 0.999, 1e-8, decay);
            case SGD -> new Sgd(rate, 0.9, 0, true, decay);
            case RMSPROP -> new RmsProp(rate, 0.99, 1e-8, decay, 0, false);
            case ADAGRAD -> new AdaGrad(rate, 0, decay, 0, 1e-10);
            case ADADELTA -> new AdaDelta(rate, 0.9, 1e-6, decay);
        };
    }
}
