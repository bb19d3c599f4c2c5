package org.tandemml.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.InputException;

class HtmlReportTest {
    private static ComparisonResult sample() {
        return sample(false);
    }

    private static ComparisonResult sample(boolean closerLook) {
        return Samples.timeless(Comparison.standard()
                .withWarmUp(Duration.ZERO)
                .withFolds(3, 2)
                .withThreads(1)
                .withCloserLook(closerLook)
                .run(
                        List.of(
                                Samples.clouds("two", 60, 1, "no", "yes"),
                                Samples.clouds("<script>alert(1)</script>", 60, 2, "x", "<i>y</i>", "z\"'")),
                        Samples.learners(2)));
    }

    @Test
    void bytesAreThoseOfTheGoldenFile() throws IOException {
        // Written by this very code with times 0 and looked at in a browser; run with -Dgolden.write=FILE to renew.
        String page = HtmlReport.of(sample());
        String renewed = System.getProperty("golden.write");
        if (renewed != null) {
            Files.writeString(Path.of(renewed), page);
        }
        try (InputStream golden = HtmlReportTest.class.getResourceAsStream("report-golden.html")) {
            assertThat(page).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void textFromOutsideIsEscaped() {
        String page = HtmlReport.of(sample());
        assertThat(page)
                .doesNotContain("<script>alert")
                .doesNotContain("<i>y")
                .doesNotContain("<b>lost")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&lt;b&gt;lost&lt;/b&gt; &amp; gone");
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        assertThat(HtmlReport.of(sample()))
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("src=")
                .doesNotContainPattern("href=\"[^#]")
                .doesNotContain("url(")
                .doesNotContain("@import");
    }

    @Test
    void picturesAreWellFormedAndHaveTextAlternatives() {
        Matcher pictures = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(HtmlReport.of(sample()));
        int described = 0;
        while (pictures.find()) {
            String svg = pictures.group();
            assertThatTagsMatch(svg);
            assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
            if (svg.contains("role=\"img\"")) {
                described++;
                assertThat(svg).contains("<title id=").contains("<desc id=");
            } else {
                assertThat(svg).contains("aria-hidden=\"true\"");
            }
        }
        // ROC, precision and recall, calibration and time for each data set, and the confusion matrix of two learners.
        assertThat(described).isEqualTo(2 * (4 + 2));
    }

    private static void assertThatTagsMatch(String markup) {
        Matcher tags = Pattern.compile("<(/?)([a-z]+)[^<>]*?(/?)>").matcher(markup);
        Deque<String> open = new ArrayDeque<>();
        while (tags.find()) {
            if (!tags.group(1).isEmpty()) {
                assertThat(open.pop()).isEqualTo(tags.group(2));
            } else if (tags.group(3).isEmpty()) {
                open.push(tags.group(2));
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void aCloserLookGivesTheSameBytesTwice() {
        String page = HtmlReport.of(sample(true));
        assertThat(HtmlReport.of(sample(true))).isEqualTo(page);
        assertThat(page)
                .contains("Learning curves", "Decision boundaries", "when a column is shuffled", "A projection")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void theScriptIsSmall() throws IOException {
        try (InputStream script = HtmlReport.class.getResourceAsStream("report.js")) {
            assertThat(script.readAllBytes().length).isLessThan(3000);
        }
    }

    @Test
    void isMovedIntoPlaceWithoutLeavings(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.html");
        Files.writeString(file, "an older report");
        HtmlReport.write(sample(), file);
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void placesThatCannotBeWrittenAreNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> HtmlReport.write(sample(), folder.resolve("none/report.html")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no folder");
        assertThatThrownBy(() -> HtmlReport.write(sample(), folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a directory");
    }
}
