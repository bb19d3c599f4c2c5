package org.tandemml.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.tandemml.plot.Markup;
import org.tandemml.plot.Picture;

/// The frame that all reports share: one HTML file that needs nothing else, with the styles of text, tables and
/// pictures, and a script that only sorts tables.
final class Page {
    private static final String CSS = resource("report.css") + Picture.css();
    private static final String SCRIPT = resource("report.js");

    private Page() {}

    /// The page of a body that is HTML already; the title is text.
    static String of(String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + Markup.escaped(title) + "</title>\n<style>\n" + CSS + "</style>\n</head>\n<body>\n<h1>"
                + Markup.escaped(title) + "</h1>\n" + body + "<script>\n" + SCRIPT + "</script>\n</body>\n</html>\n";
    }

    /// A picture with a caption; `id` is unique in the page.
    static String figure(Picture picture, String id, String caption) {
        return "<figure>\n" + picture.inline(id)
                + (caption.isEmpty() ? "" : "<figcaption>" + Markup.escaped(caption) + "</figcaption>\n")
                + "</figure>\n";
    }

    /// One line of a list of facts.
    static void entry(StringBuilder list, String name, String value) {
        list.append("<dt>" + Markup.escaped(name) + "</dt><dd>" + Markup.escaped(value) + "</dd>\n");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar of tandem-compare");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
