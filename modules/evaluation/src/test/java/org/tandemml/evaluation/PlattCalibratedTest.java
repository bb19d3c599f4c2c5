package org.tandemml.evaluation;

import org.tandemml.core.Learner;

class PlattCalibratedTest implements WrapperContract<CalibratedClassifier> {
    @Override
    public Learner.OfClasses<CalibratedClassifier> learner() {
        return new Calibrated(WrapperContract.inner(), Calibrated.Method.PLATT, 3);
    }
}
