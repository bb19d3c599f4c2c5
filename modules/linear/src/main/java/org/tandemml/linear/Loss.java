package org.tandemml.linear;

import java.util.List;
import java.util.Locale;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// What a residual r = y − f(x) costs in linear regression: [Squared] `r²/2`, or [Huber], which grows only linearly
/// beyond δ so that outliers count less.
///
/// Written as text, and read back by [#parse]: `squared`, `huber:1.35`.
///
/// **Source**: Huber, *Robust estimation of a location parameter*, Annals of Mathematical Statistics 35(1), 1964.
public sealed interface Loss {
    /// `r²/2`.
    static Loss squared() {
        return new Squared();
    }

    /// `r²/2` up to |r| = δ, `δ·(|r| − δ/2)` beyond.
    static Loss huber(double delta) {
        return new Huber(delta);
    }

    /// The loss of one residual.
    double of(double residual);

    /// The loss of a text such as `huber:1.35`; throws [InputException] with the forms allowed otherwise.
    static Loss parse(String text) {
        String clean = text.strip().toLowerCase(Locale.ROOT);
        if (clean.equals("squared")) {
            return squared();
        }
        if (clean.startsWith("huber:")) {
            try {
                return huber(Double.parseDouble(clean.substring("huber:".length())));
            } catch (NumberFormatException e) {
                throw new InputException("loss \"" + text + "\": δ must be a number", e);
            }
        }
        throw Check.unknown("loss", text, List.of("squared", "huber:δ"));
    }

    /// Half the squared residual.
    record Squared() implements Loss {
        @Override
        public double of(double residual) {
            return residual * residual / 2;
        }

        @Override
        public String toString() {
            return "squared";
        }
    }

    /// Squared near zero, linear beyond `delta`, which has the unit of the target.
    record Huber(double delta) implements Loss {
        public Huber {
            Check.positive("delta of the huber loss", delta);
        }

        @Override
        public double of(double residual) {
            double size = Math.abs(residual);
            return size <= delta ? residual * residual / 2 : delta * (size - delta / 2);
        }

        @Override
        public String toString() {
            return "huber:" + delta;
        }
    }
}
