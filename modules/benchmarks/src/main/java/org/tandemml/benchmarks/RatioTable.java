package org.tandemml.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.tandemml.core.InputException;
import org.tandemml.core.WholeFile;

/// The ratios as a table in Markdown, and its place in a text.
///
/// @param markdown the table with the machine below it
record RatioTable(String markdown) {
    static final String BEGIN = "<!-- written by tandem bench -->";
    static final String END = "<!-- end -->";

    static RatioTable of(Results results) {
        StringBuilder text = new StringBuilder();
        text.append(
                "| task | threads | Tandem | best rival | its time | ratio | claimed | first run | what was reached: ours, theirs |\n|---|---|---|---|---|---|---|---|---|\n");
        for (Results.Ratio r : results.ratios()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s%s | %d | %s | %s | %s | %s%s%s | %s | %s | %s: %s, %s |%n",
                    r.task().replace("|", "\\|"),
                    note(r),
                    r.threads(),
                    time(r.seconds()),
                    r.rival(),
                    time(r.rivalSeconds()),
                    r.ratio() > r.target() ? "**" : "",
                    share(r.ratio()),
                    r.ratio() > r.target() ? "**" : "",
                    Double.isNaN(r.target()) ? "" : share(r.target()),
                    Double.isNaN(r.firstRatio()) ? "" : share(r.firstRatio()),
                    r.qualityName().replace("|", "\\|"),
                    number(r.quality()),
                    number(r.rivalQuality())));
        }
        text.append("\nMedians, warmed up, side by side, on ")
                .append(String.join("; ", results.machines()))
                .append(
                        ". Bold: more than claimed. First run: the ratio of the first runs in fresh JVMs, before anything is warm."
                                + " A run of more than a minute is the first one, and counts alone.\n");
        return new RatioTable(text.toString());
    }

    /// `tandem, fresh JVM` and the like are told apart; threads have a column of their own.
    private static String note(Results.Ratio r) {
        String rest = r.entrant().replaceFirst("^tandem(-\\d+)?,? ?", "").replaceFirst("^\\d+ threads,? ?", "");
        return rest.isEmpty() || rest.matches("\\d+ threads?") ? "" : " (" + rest + ")";
    }

    private static String share(double ratio) {
        return String.format(Locale.ROOT, ratio < 0.095 ? "%.3f" : "%.2f", ratio);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, Math.abs(value) < 1000 ? "%.4g" : "%.2f", value);
    }

    private static String time(double seconds) {
        return seconds >= 1
                ? String.format(Locale.ROOT, "%.2f s", seconds)
                : seconds >= 1e-3
                        ? String.format(Locale.ROOT, "%.3g ms", seconds * 1e3)
                        : String.format(Locale.ROOT, "%.3g µs", seconds * 1e6);
    }

    /// Throws [InputException] if a text cannot be read or has no marks.
    static void checkPlace(Path file) {
        placed(file, "");
    }

    /// Replaces what stands between the marks in a text. Throws [InputException] if the marks are not there.
    void into(Path file) {
        String changed = placed(file, markdown);
        WholeFile.write(file, out -> out.write(changed.getBytes(StandardCharsets.UTF_8)));
    }

    private static String placed(Path file, String table) {
        try {
            String text = Files.readString(file);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END, Math.max(0, begin));
            if (begin < 0 || end < 0) {
                throw new InputException(file + " has no place for the table: put the lines " + BEGIN + " and " + END
                        + " where it belongs");
            }
            return text.substring(0, begin + BEGIN.length()) + "\n" + table + text.substring(end);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read (" + e.getMessage() + "): name a text that is there", e);
        }
    }
}
