package org.tandemml.kmeans;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [KMeansModel].
public final class KMeansModelCodec implements ModelCodec<KMeansModel> {
    @Override
    public String type() {
        return "kmeans";
    }

    @Override
    public Class<KMeansModel> modelClass() {
        return KMeansModel.class;
    }

    @Override
    public void write(KMeansModel model, Fields.Writer out) {
        out.numbers("centroids", model.centroids().values());
        out.integers("sizes", model.sizes());
        out.numbers("inertia", model.inertiaOfClusters());
        out.integers("labels", model.labels());
        out.flag("spherical", model.spherical());
        out.flag("missing", model.missing());
    }

    @Override
    public KMeansModel read(Fields.Reader in) {
        return new KMeansModel(
                in.schema(),
                in.numbers("centroids"),
                in.integers("sizes"),
                in.numbers("inertia"),
                in.integers("labels"),
                in.flag("spherical"),
                in.flag("missing"),
                in.report(),
                in.provenance());
    }
}
