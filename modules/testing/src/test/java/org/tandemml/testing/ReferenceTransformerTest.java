package org.tandemml.testing;

import org.tandemml.core.Learner;

/// The right learner passes everything.
class ReferenceTransformerTest implements TransformerContract<Centring.Fitted> {
    @Override
    public Learner.OfTransform<Centring.Fitted> learner() {
        return new Centring(Fault.NONE);
    }
}
