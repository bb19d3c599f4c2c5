package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Writes and reads [TextTerms].
public final class TextTermsCodec implements ModelCodec<TextTerms> {
    @Override
    public String type() {
        return "tf-idf";
    }

    @Override
    public Class<TextTerms> modelClass() {
        return TextTerms.class;
    }

    @Override
    public void write(TextTerms model, Fields.Writer out) {
        out.integers("texts", model.texts());
        out.integer("ngrams", model.ngrams());
        out.flag("sublinear", model.isSublinear());
        out.flag("normalized", model.isNormalized());
        for (int t = 0; t < model.terms().size(); t++) {
            out.texts("terms" + t, model.terms().get(t));
            out.numbers("rarity" + t, model.rarity(t));
        }
    }

    @Override
    public TextTerms read(Fields.Reader in) {
        int[] texts = TextStep.checked(in.schema(), in.integers("texts"));
        List<List<String>> terms = new ArrayList<>();
        double[][] rarity = new double[texts.length][];
        for (int t = 0; t < texts.length; t++) {
            terms.add(in.texts("terms" + t));
            rarity[t] = in.numbers("rarity" + t, terms.get(t).size());
            for (int k = 0; k < rarity[t].length; k++) {
                Check.positive("rarity of a term", rarity[t][k]);
                if (k > 0 && terms.get(t).get(k).compareTo(terms.get(t).get(k - 1)) <= 0) {
                    throw new InputException("terms must be sorted, found \""
                            + terms.get(t).get(k) + "\" after \"" + terms.get(t).get(k - 1) + "\"");
                }
            }
        }
        return new TextTerms(
                FittedStep.Origin.read(in),
                texts,
                in.integer("ngrams", 1, Integer.MAX_VALUE),
                in.flag("sublinear"),
                in.flag("normalized"),
                terms,
                rarity);
    }
}
