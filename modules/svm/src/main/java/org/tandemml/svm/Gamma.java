package org.tandemml.svm;

import java.util.Locale;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// The γ of a kernel: a number, `scale` = 1/(p·Var(X)) with the variance over all cells, or `auto` = 1/p.
///
/// @param value the number; 0 for `auto`, −1 for `scale`
public record Gamma(double value) {
    /// 1/(p·Var(X)).
    public static final Gamma SCALE = new Gamma(-1);

    /// 1/p.
    public static final Gamma AUTO = new Gamma(0);

    /// A number above 0.
    public static Gamma of(double value) {
        return new Gamma(Check.positive("gamma", value));
    }

    /// Reads a number, `scale` or `auto`.
    public static Gamma parse(String text) {
        String clean = text.strip().toLowerCase(Locale.ROOT);
        if (clean.equals("scale")) {
            return SCALE;
        }
        if (clean.equals("auto")) {
            return AUTO;
        }
        try {
            return of(Double.parseDouble(clean));
        } catch (NumberFormatException e) {
            throw new InputException("gamma must be a number above 0, scale or auto, was \"" + text + "\"", e);
        }
    }

    double resolve(Points points) {
        if (value > 0) {
            return value;
        }
        double p = points.columns;
        double variance = value < 0 ? points.variance() : 1;
        return 1 / (p * (variance > 0 ? variance : 1));
    }

    @Override
    public String toString() {
        return value > 0 ? Double.toString(value) : value == 0 ? "auto" : "scale";
    }
}
