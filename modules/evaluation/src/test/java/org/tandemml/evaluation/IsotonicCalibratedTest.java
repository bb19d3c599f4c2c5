package org.tandemml.evaluation;

import org.tandemml.core.Learner;

class IsotonicCalibratedTest implements WrapperContract<CalibratedClassifier> {
    @Override
    public Learner.OfClasses<CalibratedClassifier> learner() {
        return new Calibrated(WrapperContract.inner(), Calibrated.Method.ISOTONIC, 3);
    }
}
