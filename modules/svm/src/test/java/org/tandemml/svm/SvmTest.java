package org.tandemml.svm;

import org.junit.jupiter.api.Nested;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learner;
import org.tandemml.testing.ClassifierContract;
import org.tandemml.testing.Samples;

class SvmTest {
    @Nested
    class OneVsOne implements ClassifierContract<SvmClassifier> {
        @Override
        public Learner.OfClasses<SvmClassifier> learner() {
            return new Svm().withTolerance(1e-8);
        }

        @Override
        public Dataset largeData() {
            return Samples.classes(2_000, 10, 3, 2);
        }
    }

    @Nested
    class OneVsRest implements ClassifierContract<SvmClassifier> {
        @Override
        public Learner.OfClasses<SvmClassifier> learner() {
            return new Svm().withTolerance(1e-8).withMulticlass(Multiclass.ONE_VS_REST);
        }

        @Override
        public Dataset largeData() {
            return Samples.classes(2_000, 10, 3, 2);
        }
    }

    @Nested
    class Linear implements ClassifierContract<SvmClassifier> {
        @Override
        public Learner.OfClasses<SvmClassifier> learner() {
            return new Svm().withTolerance(1e-8).withKernel(Kernel.Named.LINEAR);
        }

        @Override
        public Dataset largeData() {
            return Samples.classes(2_000, 10, 3, 2);
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

        @Override
        public Dataset largeData() {
            return Samples.classes(2_000, 10, 3, 2);
        }
    }
}
