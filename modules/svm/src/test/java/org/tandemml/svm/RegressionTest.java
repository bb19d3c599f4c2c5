package org.tandemml.svm;

import org.junit.jupiter.api.Nested;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learner;
import org.tandemml.testing.RegressorContract;
import org.tandemml.testing.Samples;

class RegressionTest {
    @Nested
    class Epsilon implements RegressorContract<SvmRegressor> {
        @Override
        public Learner.OfNumbers<SvmRegressor> learner() {
            return new Svr().withTolerance(1e-8).withEpsilon(0.3);
        }

        @Override
        public Dataset largeData() {
            return Samples.numbers(1_600, 10, 2);
        }
    }

    @Nested
    class Nu implements RegressorContract<SvmRegressor> {
        @Override
        public Learner.OfNumbers<SvmRegressor> learner() {
            return new NuSvr().withTolerance(1e-8).withNu(0.3);
        }

        @Override
        public Dataset largeData() {
            return Samples.numbers(1_600, 10, 2);
        }
    }

    @Nested
    class Linear implements RegressorContract<SvmRegressor> {
        @Override
        public Learner.OfNumbers<SvmRegressor> learner() {
            return new Svr()
                    .withKernel(Kernel.Named.LINEAR)
                    .withTolerance(1e-7)
                    .withEpsilon(0.2)
                    .withCost(0.1);
        }

        @Override
        public Dataset largeData() {
            return Samples.numbers(1_600, 10, 2);
        }

        @Override
        public double tolerance() {
            return 1e-5;
        }
    }
}
