package org.tandemml.testing;

import org.tandemml.core.Learner;

/// The right learner passes everything.
class ReferenceRegressorTest implements RegressorContract<MarginalLine.Fitted> {
    @Override
    public Learner.OfNumbers<MarginalLine.Fitted> learner() {
        return new MarginalLine(Fault.NONE);
    }
}
