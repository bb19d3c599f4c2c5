package org.tandemml.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PictureTest {
    static Stream<String> names() {
        return Gallery.pictures().keySet().stream();
    }

    /// Written by this very code and looked at in light and dark; run with -Dgolden.pictures=FOLDER to renew.
    @ParameterizedTest
    @MethodSource("names")
    void bytesAreThoseOfTheGoldenFile(String name) throws IOException {
        String svg = Gallery.pictures().get(name).svg();
        String folder = System.getProperty("golden.pictures");
        if (folder != null) {
            Files.writeString(Path.of(folder, name + ".svg"), svg);
        }
        // The dense cloud takes 200 KB: its bytes are judged by their hash.
        if (name.equals("cloud")) {
            assertThat(svg.hashCode()).isEqualTo(CLOUD_HASH);
            return;
        }
        try (InputStream golden = PictureTest.class.getResourceAsStream(name + ".svg")) {
            assertThat(svg).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static final int CLOUD_HASH = 673957682;

    @ParameterizedTest
    @MethodSource("names")
    void isWellFormedWithTextAlternatives(String name) throws Exception {
        Picture picture = Gallery.pictures().get(name);
        Document document = parsed(picture.svg());
        Element svg = document.getDocumentElement();
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        for (String id : svg.getAttribute("aria-labelledby").split(" ")) {
            assertThat(picture.svg()).containsOnlyOnce("id=\"" + id + "\"");
        }
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(picture.title());
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).isEqualTo(picture.description());
        assertThat(picture.svg())
                .doesNotContain("NaN")
                .doesNotContain("Infinity")
                .doesNotContain("http://www.w3.org/1999");
        // Only the name of the SVG language itself is an address.
        assertThat(picture.svg().replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http");
        parsed(picture.inline("a\"b"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everythingIsInsideTheFrame(String name) throws Exception {
        Picture picture = Gallery.pictures().get(name);
        Element svg = parsed(picture.svg()).getDocumentElement();
        NodeList texts = svg.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            assertTextInside(picture, (Element) texts.item(i));
        }
        NodeList rectangles = svg.getElementsByTagName("rect");
        for (int i = 0; i < rectangles.getLength(); i++) {
            Element box = (Element) rectangles.item(i);
            double x = number(box, "x");
            double y = number(box, "y");
            assertInside(picture, x, y);
            assertInside(picture, x + number(box, "width"), y + number(box, "height"));
        }
        NodeList paths = svg.getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            for (double[] point : points(((Element) paths.item(i)).getAttribute("d"))) {
                assertInside(picture, point[0], point[1]);
            }
        }
    }

    private static void assertTextInside(Picture picture, Element text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.getChildNodes().getLength(); i++) {
            if (!(text.getChildNodes().item(i) instanceof Element)) {
                shown.append(text.getChildNodes().item(i).getTextContent());
            }
        }
        double width = TextWidth.of(shown.toString(), text.getAttribute("class").equals("title") ? 14 : 12);
        double before = switch (text.getAttribute("text-anchor")) {
            case "middle" -> width / 2;
            case "end" -> width;
            default -> 0;
        };
        Matcher turned = Pattern.compile("translate\\(([-.0-9]+) ([-.0-9]+)\\) rotate\\(-90\\)")
                .matcher(text.getAttribute("transform"));
        if (turned.matches()) {
            double y = Double.parseDouble(turned.group(2));
            assertInside(picture, Double.parseDouble(turned.group(1)), y + before);
            assertInside(picture, Double.parseDouble(turned.group(1)), y + before - width);
        } else {
            assertInside(picture, number(text, "x") - before, number(text, "y"));
            assertInside(picture, number(text, "x") - before + width, number(text, "y"));
        }
    }

    private static void assertInside(Picture picture, double x, double y) {
        assertThat(x).isBetween(0.0, (double) picture.width());
        assertThat(y).isBetween(0.0, (double) picture.height());
    }

    /// The end points of all segments of a path in the commands that this module writes.
    private static List<double[]> points(String d) {
        List<double[]> points = new ArrayList<>();
        Matcher commands = Pattern.compile("([MLHVhvaZ])([^MLHVhvaZ]*)").matcher(d);
        double x = 0;
        double y = 0;
        while (commands.find()) {
            String[] numbers = commands.group(2).trim().split(" ");
            switch (commands.group(1)) {
                case "M", "L" -> {
                    x = Double.parseDouble(numbers[0]);
                    y = Double.parseDouble(numbers[1]);
                }
                case "H" -> x = Double.parseDouble(numbers[0]);
                case "V" -> y = Double.parseDouble(numbers[0]);
                case "h" -> x += Double.parseDouble(numbers[0]);
                case "v" -> y += Double.parseDouble(numbers[0]);
                case "a" -> {
                    x += Double.parseDouble(numbers[5]);
                    y += Double.parseDouble(numbers[6]);
                }
                default -> assertThat(commands.group(1)).isEqualTo("Z");
            }
            points.add(new double[] {x, y});
        }
        return points;
    }

    private static double number(Element element, String attribute) {
        String text = element.getAttribute(attribute);
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void localeDoesNotMatter() {
        Locale before = Locale.getDefault();
        List<String> expected =
                Gallery.pictures().values().stream().map(Picture::svg).toList();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Gallery.pictures().values().stream().map(Picture::svg).toList())
                    .isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void linesOfManyPointsAreThinnedWithoutBeingSeen() {
        int n = 1_000_000;
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i / (n - 1.0);
            y[i] = Math.sqrt(x[i]);
        }
        String elements = Chart.square("", Axis.unit(""), Axis.unit(""))
                .line(new Series(0, ""), x, y)
                .picture("")
                .elements();
        Matcher line = Pattern.compile("class=\"line s0\" d=\"([^\"]*)\"").matcher(elements);
        assertThat(line.find()).isTrue();
        List<double[]> points = points(line.group(1));
        // The curve is at most 760 pixels long: four points a pixel.
        assertThat(points.size()).isBetween(500, 3_100);
        // The square area is 380 wide, from 58 on, and begins at 12.
        assertThat(points.getLast()[0]).isEqualTo(438);
        for (double[] point : points) {
            double at = (point[0] - 58) / 380;
            assertThat((392 - point[1]) / 380)
                    .isCloseTo(Math.sqrt(at), within(Math.max(2e-4, 2e-5 / Math.sqrt(at + 1e-9))));
        }
    }

    @Test
    void gapsAreLeftWhereValuesAreMissing() {
        double[] x = {0, 0.1, 0.2, 0.3, 0.4};
        double[] y = {0, 0.1, Double.NaN, 0.3, 0.4};
        String elements = Chart.square("", Axis.unit(""), Axis.unit(""))
                .line(new Series(0, ""), x, y)
                .picture("")
                .elements();
        assertThat(elements).contains("d=\"M58 392L96 354M172 278L210 240\"");
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        Chart chart = Chart.wide("", Axis.categories("", List.of("a", "b")), Axis.unit(""));
        Series series = new Series(0, "");
        assertThatThrownBy(() -> chart.line(series, new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 2, had [3]");
        assertThatThrownBy(() -> chart.bars(series, new double[3])).hasMessageContaining("expected 2, had [3]");
        assertThatThrownBy(() -> Chart.wide("", Axis.unit(""), Axis.unit("")).bars(series, new double[1]))
                .hasMessageContaining("Axis.categories");
        assertThatThrownBy(() -> new HeatMap("", "", List.of("a"), "", List.of("b"), new double[][] {{1, 2}}))
                .hasMessageContaining("had 1 for 2");
        assertThatThrownBy(() -> chart.regions(List.of(series), new int[][] {{1}}))
                .hasMessageContaining("codes 0 to 0, was 1");
        assertThatThrownBy(() -> new Series(-1, "")).hasMessageContaining("was -1");
    }

    @Test
    void textFromOutsideIsEscaped() {
        assertThat(Markup.escaped("a\u0000b\uD800c\"'<&>")).isEqualTo("a\uFFFDb\uFFFDc&quot;&#39;&lt;&amp;&gt;");
        assertThat(Markup.escaped("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
    }

    @Test
    void longTextIsShortenedAndKeptWhole() {
        String fitted = TextWidth.fitted(Gallery.AWKWARD, 100, 12);
        assertThat(fitted).endsWith("…");
        assertThat(TextWidth.of(fitted, 12)).isLessThanOrEqualTo(100);
        assertThat(TextWidth.fitted("a\n b", 100, 12)).isEqualTo("a b");
        assertThat(TextWidth.fitted("\uD83D\uDE00\uD83D\uDE00", 30, 12)).isEqualTo("\uD83D\uDE00…");
        assertThat(TextWidth.wrapped("one two three four", 60, 12, 2))
                .hasSize(2)
                .first()
                .isEqualTo("one two");
        String elements = Chart.square(Gallery.AWKWARD.repeat(3), Axis.unit(""), Axis.unit(""))
                .picture("")
                .elements();
        assertThat(elements).contains("<title>nobody would choose");
    }
}
