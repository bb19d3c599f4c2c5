package org.tandemml.svm;

import java.util.List;
import org.tandemml.core.Learner;
import org.tandemml.core.LearnerProvider;

/// The learners of this module by name: `svm`, `nu-svm`, `one-class-svm`, `svr`, `nu-svr`; `linear-svm`, `linear-svr`.
public final class SvmLearners implements LearnerProvider {
    @Override
    public List<Learner<?>> learners() {
        return List.of(
                new Svm(), new NuSvm(), new OneClassSvm(), new Svr(), new NuSvr(), new LinearSvm(), new LinearSvr());
    }
}
