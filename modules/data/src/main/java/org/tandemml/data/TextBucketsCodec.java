package org.tandemml.data;

import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Writes and reads [TextBuckets].
public final class TextBucketsCodec implements ModelCodec<TextBuckets> {
    @Override
    public String type() {
        return "text-hash";
    }

    @Override
    public Class<TextBuckets> modelClass() {
        return TextBuckets.class;
    }

    @Override
    public void write(TextBuckets model, Fields.Writer out) {
        out.integers("texts", model.texts());
        out.integer("buckets", model.buckets());
        out.integer("ngrams", model.ngrams());
    }

    @Override
    public TextBuckets read(Fields.Reader in) {
        int[] texts = TextStep.checked(in.schema(), in.integers("texts"));
        int buckets = in.integer("buckets", 1, TextHash.MOST);
        if ((long) buckets * texts.length > TextHash.MOST) {
            throw new InputException(texts.length + " columns of texts with " + buckets + " buckets each are too many");
        }
        return new TextBuckets(FittedStep.Origin.read(in), texts, buckets, in.integer("ngrams", 1, Integer.MAX_VALUE));
    }
}
