package org.tandemml.boosting;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [BoostedRanker].
public final class BoostedRankerCodec implements ModelCodec<BoostedRanker> {
    @Override
    public String type() {
        return "boosted-ranker";
    }

    @Override
    public Class<BoostedRanker> modelClass() {
        return BoostedRanker.class;
    }

    @Override
    public void write(BoostedRanker model, Fields.Writer out) {
        out.text("target", model.target());
        out.text("query", model.query().orElse(""));
        EnsembleFields.write(model.ensemble(), out);
        model.history().write(out);
    }

    @Override
    public BoostedRanker read(Fields.Reader in) {
        return new BoostedRanker(
                in.schema(),
                in.text("target"),
                EnsembleFields.read(in),
                in.text("query"),
                in.report(),
                in.provenance(),
                RoundHistory.read(in));
    }
}
