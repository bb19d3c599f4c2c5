package org.tandemml.peers;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Traits;

/// Multi-layer perceptron of PyTorch through DJL 0.32 (Apache-2.0, PyTorch BSD-3-Clause), for comparison only; classes
/// by cross-entropy.
///
/// Shape and training are those of Tandem's `mlp` as far as DJL's interface goes, see [DjlNet]. Where they differ: one
/// output a class with two classes too, and categories come one-hot encoded. **PyTorch is not on the class path of the
/// command line**, for it unpacks about 450 MB: where it is missing the fit fails with an `InputException` that says
/// how to get it. **Shapes**: dense rows, best standardised; row weights are refused. **Determinism**: the seed decides
/// on one and the same machine; sums of PyTorch may depend on the number of threads, which the first fit of a process
/// sets.
///
/// @param net shape and training
public record DjlMlp(DjlNet net) implements Learner.OfClasses<PeerClassifier> {
    /// The settings of Tandem's `mlp`.
    public DjlMlp() {
        this(new DjlNet());
    }

    public DjlMlp withNet(DjlNet newNet) {
        return new DjlMlp(newNet);
    }

    @Override
    public String name() {
        return "djl-mlp";
    }

    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    @Override
    public PeerClassifier fit(Dataset data, Fitting how) {
        PresentClasses present = PresentClasses.of(name(), data.classes());
        traits().require(name(), data);
        Rows.refuseWeights(name(), data);
        float[] x = Rows.floats(Rows.flat(name(), data));
        // Nothing outside of this call may name a class of DJL, which need not be there.
        DjlRun run = PeerLibrary.DJL.call(name(), () -> DjlRun.fit(net, x, data.columns(), present, how));
        PeerClassifier.BlockAnswer answer = run::probabilities;
        return new PeerClassifier(data, present, run.report(), Provenance.of(this, data, how), answer);
    }
}
