package org.tandemml.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;

/// The values of one setting among which a [Search] looks.
///
/// Written as text: `0.1..10` uniform, `1e-4..1:log` uniform in the logarithm, `l2:1e-4..1:log` with a prefix before
/// each number, `a,b,c` a choice.
public sealed interface Range {
    /// One value, as [org.tandemml.core.Settings] reads it.
    String draw(Seed.Stream random);

    /// At most `points` values at even distances, both ends among them; of a choice all.
    List<String> grid(int points);

    /// Numbers from `low` to `high`, both included.
    ///
    /// @param prefix stands before each number, such as `l2:`; mostly empty
    /// @param low the smallest
    /// @param high the largest
    /// @param log whether equal factors, not equal differences, are equally likely; needs `low > 0`
    /// @param whole whether only whole numbers are meant
    record Numbers(String prefix, double low, double high, boolean log, boolean whole) implements Range {
        public Numbers {
            Check.finite("low end of a range", low);
            Check.finite("high end of a range", high);
            if (!(low < high)) {
                throw new InputException("a range needs its low end below its high end, was " + low + ".." + high);
            }
            if (log) {
                Check.positive("low end of a log range", low);
            }
            if (whole && (low != Math.rint(low) || high != Math.rint(high) || Math.abs(high) > 1e15)) {
                throw new InputException("a range of whole numbers needs whole ends, was " + low + ".." + high);
            }
        }

        @Override
        public String draw(Seed.Stream random) {
            double u = random.nextDouble();
            if (!whole) {
                return text(at(low, high, u));
            }
            // Every whole number owns an interval of width 1 (in the logarithm: from n − ½ to n + ½).
            return text(Math.clamp(
                    log ? Math.rint(at(low - 0.5, high + 0.5, u)) : Math.floor(low + u * (high - low + 1)), low, high));
        }

        @Override
        public List<String> grid(int points) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < points; i++) {
                double value = points == 1 ? low : i == points - 1 ? high : at(low, high, (double) i / (points - 1));
                String text = text(whole ? Math.rint(value) : value);
                if (!values.contains(text)) {
                    values.add(text);
                }
            }
            return values;
        }

        private double at(double from, double to, double share) {
            // StrictMath, so that a seed gives the same settings everywhere.
            double value = log
                    ? StrictMath.exp(StrictMath.log(from) + share * (StrictMath.log(to) - StrictMath.log(from)))
                    : from + share * (to - from);
            return Math.clamp(value, from, to);
        }

        /// Six digits: what a table shows can be typed, and gives the same model.
        private double rounded(double value) {
            double brief = new BigDecimal(value).round(new MathContext(6)).doubleValue();
            return Math.clamp(brief, low, high);
        }

        private String text(double value) {
            return prefix + (whole ? Long.toString((long) value) : Double.toString(rounded(value)));
        }

        @Override
        public String toString() {
            return prefix + (whole ? (long) low + ".." + (long) high : low + ".." + high) + (log ? ":log" : "");
        }
    }

    /// One of these texts.
    record Choice(List<String> values) implements Range {
        public Choice {
            values = List.copyOf(values);
            Check.atLeast("values of a choice", values.size(), 1);
        }

        @Override
        public String draw(Seed.Stream random) {
            return values.get(random.nextInt(values.size()));
        }

        @Override
        public List<String> grid(int points) {
            return values;
        }

        @Override
        public String toString() {
            return String.join(",", values);
        }
    }

    /// Any number from `low` to `high`.
    static Range uniform(double low, double high) {
        return new Numbers("", low, high, false, false);
    }

    /// Any number from `low` to `high`, uniform in the logarithm.
    static Range logUniform(double low, double high) {
        return new Numbers("", low, high, true, false);
    }

    /// Any whole number from `low` to `high`.
    static Range integers(int low, int high) {
        return new Numbers("", low, high, false, true);
    }

    /// One of these values.
    static Range choice(String... values) {
        return new Choice(Arrays.asList(values));
    }

    /// The range of a text; `whole` if the setting is a whole number. Throws [InputException] for a text that is none.
    static Range parse(String text, boolean whole) {
        if (!text.contains("..")) {
            return new Choice(
                    Arrays.stream(text.split(",", -1)).map(String::strip).toList());
        }
        Matcher matcher = Pattern.compile(
                        "(?<prefix>(?:[a-z][a-z0-9-]*:)?)(?<low>[^:]+?)\\.\\.(?<high>[^:]+)(?<log>:log)?")
                .matcher(text.strip());
        try {
            if (matcher.matches()) {
                return new Numbers(
                        matcher.group("prefix"),
                        Double.parseDouble(matcher.group("low")),
                        Double.parseDouble(matcher.group("high")),
                        matcher.group("log") != null,
                        whole);
            }
        } catch (NumberFormatException e) {
            throw new InputException("the range \"" + text + "\" must have numbers at both ends", e);
        }
        throw new InputException("the range \"" + text + "\" must be written LOW..HIGH, LOW..HIGH:log or A,B,C");
    }
}
