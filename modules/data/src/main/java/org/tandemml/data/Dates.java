package org.tandemml.data;

import java.util.List;
import java.util.regex.Pattern;
import org.tandemml.core.InputException;

/// Recognises columns of dates, which no learner can use as they are and which would pass for categories.
final class Dates {
    private static final String TIME =
            "([T ]\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?( ?[AaPp][Mm])?( ?(Z|UTC|[+-]\\d{2}:?\\d{2}))?)?";
    private static final String MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
    private static final Pattern DATE = Pattern.compile(
            "(\\d{4}([-/.])\\d{1,2}\\2\\d{1,2}|\\d{1,2}([-/.])\\d{1,2}\\3(\\d{4}|\\d{2})" + "|\\d{1,2}[- ]" + MONTH
                    + "[- ,]+(\\d{4}|\\d{2})|" + MONTH + " \\d{1,2},? \\d{4})" + TIME,
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 48;

    private Dates() {}

    /// True if `text` is a date, with or without a time.
    static boolean isDate(String text) {
        return text.length() <= LONGEST && DATE.matcher(text).matches();
    }

    /// Throws if at least nine in ten of the levels of a column are dates.
    static void refuse(String column, List<String> levels, SourceFile source) {
        int others = 0;
        String date = "";
        for (String level : levels) {
            if (isDate(level)) {
                date = level;
            } else if (10L * ++others > levels.size()) {
                return;
            }
        }
        if (!date.isEmpty()) {
            throw refusal(column, date, source);
        }
    }

    /// The error for a column of dates.
    static InputException refusal(String column, String example, SourceFile source) {
        return new InputException("column \"" + column + "\" of " + source.name() + " holds dates"
                + (example.isEmpty() ? "" : " such as \"" + example + "\"")
                + ", which no learner can use as they are: ignore it (--ignore \"" + column
                + "\", withIgnored), put numbers such as the year or days since a date in its place, or read it as"
                + " categories (--type \"" + column + "\"=category, withType)");
    }
}
