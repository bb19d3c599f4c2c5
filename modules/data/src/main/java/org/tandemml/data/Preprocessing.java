package org.tandemml.data;

import java.util.List;
import org.tandemml.core.Learner;
import org.tandemml.core.LearnerProvider;

/// Makes the preprocessing steps of this module known by name.
public final class Preprocessing implements LearnerProvider {
    @Override
    public List<Learner<?>> learners() {
        return List.of(
                new Impute(),
                new MaxAbs(),
                new MinMax(),
                new Normalize(),
                new OneHot(),
                new Ordinal(),
                new Pca(),
                new Polynomial(),
                new Power(),
                new Quantile(),
                new Robust(),
                new Select(),
                new Standardize(),
                new TargetEncode(),
                new TextHash(),
                new TfIdf());
    }
}
