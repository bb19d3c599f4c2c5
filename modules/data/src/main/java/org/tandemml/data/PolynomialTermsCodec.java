package org.tandemml.data;

import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Writes and reads [PolynomialTerms].
public final class PolynomialTermsCodec implements ModelCodec<PolynomialTerms> {
    private static final int HIGHEST = 1000;

    @Override
    public String type() {
        return "polynomial";
    }

    @Override
    public Class<PolynomialTerms> modelClass() {
        return PolynomialTerms.class;
    }

    @Override
    public void write(PolynomialTerms model, Fields.Writer out) {
        out.integer("degree", model.degree());
        out.flag("interaction_only", model.isInteractionOnly());
        out.flag("bias", model.hasBias());
    }

    @Override
    public PolynomialTerms read(Fields.Reader in) {
        if (in.schema().hasCategories()) {
            throw new InputException("polynomial terms must be of numeric columns");
        }
        return new PolynomialTerms(
                FittedStep.Origin.read(in),
                in.integer("degree", 1, HIGHEST),
                in.flag("interaction_only"),
                in.flag("bias"));
    }
}
