package org.tandemml.plot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A finished picture: SVG that needs nothing else, follows the reader's light or dark setting, and has a title and a
/// description for those who cannot see it.
///
/// Immutable. Equal pictures have equal bytes on every machine. Colours and text sizes are set by classes under
/// `.tandem`, so that programs without support for CSS variables show them, too; those without media queries show
/// the light form.
///
/// @param width in pixels at natural size; the picture scales
/// @param height likewise
/// @param title what is shown
/// @param description what it says, in words and numbers
/// @param elements the SVG elements between the tags
public record Picture(int width, int height, String title, String description, String elements) {
    private static final String CSS = resource();

    /// The style of all pictures: once in the head of a page that holds [#inline] pictures.
    public static String css() {
        return CSS;
    }

    /// The contents of an SVG file, to be written as UTF-8.
    public String svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height + "\""
                + opening("picture") + "<style>\n" + CSS + "</style>\n<rect class=\"page\" width=\"" + width
                + "\" height=\"" + height + "\"/>\n" + elements + "</svg>\n";
    }

    /// The picture as part of an HTML page that has [#css()]; `id` is unique in the page.
    public String inline(String id) {
        return "<svg style=\"max-width:" + width + "px\"" + opening(id) + elements + "</svg>\n";
    }

    private String opening(String id) {
        String name = Markup.escaped(id);
        return " class=\"tandem\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-labelledby=\"" + name
                + "-t " + name + "-d\">\n<title id=\"" + name + "-t\">" + Markup.escaped(title)
                + "</title>\n<desc id=\""
                + name + "-d\">" + Markup.escaped(description) + "</desc>\n";
    }

    private static String resource() {
        try (InputStream in = Picture.class.getResourceAsStream("picture.css")) {
            if (in == null) {
                throw new IllegalStateException("picture.css is missing from the jar of tandem-plot");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
