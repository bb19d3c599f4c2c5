package org.tandemml.testing;

import org.tandemml.core.Learner;

/// The right learner passes everything.
class ReferenceClassifierTest implements ClassifierContract<NearestCentroid.Fitted> {
    @Override
    public Learner.OfClasses<NearestCentroid.Fitted> learner() {
        return new NearestCentroid(Fault.NONE);
    }
}
