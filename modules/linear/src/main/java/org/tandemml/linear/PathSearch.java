package org.tandemml.linear;

import java.util.List;
import java.util.Locale;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// Whether the strength λ of the penalty is chosen along a regularisation path, and how.
///
/// The path runs down a geometric grid of `points` values of λ, from the smallest at which all coefficients are 0 to
/// 1e-4 of it (1e-2 where there are more columns than rows), each fit beginning at the one before. The same grid is
/// fitted on the training part of each of `folds` stratified folds; the mean loss on the rows left out chooses λ. With
/// the rule `given` no folds are fitted: the path is there to be looked at, and the model is that of the given λ.
///
/// Written as text `false`, `true` (the same as `minimum`), `minimum`, `one-standard-error` or `given`, where not the
/// usual 100 points and 10 folds with both after it: `minimum:50:5`.
///
/// **Source**: Friedman, Hastie and Tibshirani, JSS 33(1), 2010, sections 2.5 and 6; the rule of one standard error:
/// Breiman et al., *Classification and Regression Trees*, 1984, section 3.4.3.
///
/// @param rule which λ of the path is taken
/// @param points values of λ on the path, at least 2
/// @param folds folds of the cross-validation, at least 2; without effect where λ is given
public record PathSearch(Rule rule, int points, int folds) {
    private static final int POINTS = 100;
    private static final int FOLDS = 10;
    private static final List<String> FORMS = List.of("false", "true", "minimum", "one-standard-error", "given");

    /// Which λ is taken.
    public enum Rule {
        /// That of the penalty: there is no path.
        NONE,
        /// The one of least cross-validated loss.
        MINIMUM,
        /// The largest whose cross-validated loss is within one standard error of the least: the simplest model that
        /// cannot be told from the best.
        ONE_STANDARD_ERROR,
        /// That of the penalty; the path beside it is fitted once and judged by no folds.
        GIVEN
    }

    /// Checks the numbers.
    public PathSearch {
        Check.atLeast("points", points, 2);
        Check.atLeast("folds", folds, 2);
    }

    /// No path.
    public static PathSearch none() {
        return new PathSearch(Rule.NONE, POINTS, FOLDS);
    }

    /// The λ of least cross-validated loss of 100, by 10 folds.
    public static PathSearch minimum() {
        return new PathSearch(Rule.MINIMUM, POINTS, FOLDS);
    }

    /// The largest λ within one standard error of the least loss, of 100, by 10 folds.
    public static PathSearch oneStandardError() {
        return new PathSearch(Rule.ONE_STANDARD_ERROR, POINTS, FOLDS);
    }

    /// The λ of the penalty, beside a path of 100 that no folds judge.
    public static PathSearch given() {
        return new PathSearch(Rule.GIVEN, POINTS, FOLDS);
    }

    public PathSearch withPoints(int newPoints) {
        return new PathSearch(rule, newPoints, folds);
    }

    public PathSearch withFolds(int newFolds) {
        return new PathSearch(rule, points, newFolds);
    }

    /// Whether there is a path.
    public boolean wanted() {
        return rule != Rule.NONE;
    }

    /// The search of a text; throws [InputException] with the forms allowed otherwise.
    public static PathSearch parse(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split(":", -1);
        Rule rule = switch (parts[0]) {
            case "false", "no", "off", "none" -> Rule.NONE;
            case "true", "yes", "on", "minimum" -> Rule.MINIMUM;
            case "one-standard-error" -> Rule.ONE_STANDARD_ERROR;
            case "given" -> Rule.GIVEN;
            default -> throw Check.unknown("path", text, FORMS);
        };
        if (parts.length == 1) {
            return new PathSearch(rule, POINTS, FOLDS);
        }
        try {
            if (parts.length == 3) {
                return new PathSearch(rule, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            }
        } catch (NumberFormatException e) {
            throw malformed(text, e);
        }
        throw malformed(text, null);
    }

    private static InputException malformed(String text, @org.jspecify.annotations.Nullable Throwable cause) {
        String message = "path \"" + text + "\" must be one of " + String.join(", ", FORMS)
                + ", with points and folds after it if need be: minimum:50:5";
        return cause == null ? new InputException(message) : new InputException(message, cause);
    }

    /// The text that [#parse] reads.
    @Override
    public String toString() {
        String name = rule == Rule.NONE
                ? "false"
                : rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return points == POINTS && folds == FOLDS ? name : name + ":" + points + ":" + folds;
    }
}
