package org.tandemml.evaluation;

import org.tandemml.core.Learner;

class TunedThresholdContractTest implements WrapperContract<ThresholdedClassifier> {
    @Override
    public Learner.OfClasses<ThresholdedClassifier> learner() {
        return new TunedThreshold(WrapperContract.inner(), new Goal.F1(), 3);
    }
}
