package org.tandemml.svm;

import org.junit.jupiter.api.Nested;
import org.tandemml.core.Learner;
import org.tandemml.testing.ClassifierContract;

class SvmTest {
    @Nested
    class OneVsOne implements ClassifierContract<SvmClassifier> {
        @Override
        public Learner.OfClasses<SvmClassifier> learner() {
            return new Svm().withTolerance(1e-8);
        }
    }

    @Nested
    class OneVsRest implements ClassifierContract<SvmClassifier> {
        @Override
        public Learner.OfClasses<SvmClassifier> learner() {
            return new Svm().withTolerance(1e-8).withMulticlass(Multiclass.ONE_VS_REST);
        }
    }

    @Nested
    class Linear implements ClassifierContract<SvmClassifier> {
        @Override
        public Learner.OfClasses<SvmClassifier> learner() {
            return new Svm().withTolerance(1e-8).withKernel(Kernel.Named.LINEAR);
        }
    }

    @Nested
    class Laplacian implements ClassifierContract<SvmClassifier> {
        @Override
        public Learner.OfClasses<SvmClassifier> learner() {
            return new Svm()
                    .withTolerance(1e-8)
                    .withKernel(Kernel.Named.LAPLACIAN)
                    .withGamma(Gamma.AUTO);
        }
    }
}
