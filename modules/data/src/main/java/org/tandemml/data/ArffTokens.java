package org.tandemml.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.tandemml.core.InputException;

/// The words and signs of an ARFF file: texts, bare or in quotes, `,`, `{`, `}` and line ends; comments are passed
/// over.
final class ArffTokens implements AutoCloseable {
    /// What a token is.
    enum Kind {
        WORD,
        QUOTED,
        COMMA,
        OPEN,
        CLOSE,
        LINE_END,
        END
    }

    private static final int MAX_TEXT = 1 << 20;

    private final SourceFile source;
    private final Reader reader;
    private char[] text = new char[256];
    private int length;
    private long line = 1;
    private long tokenLine = 1;
    private int next;

    ArffTokens(SourceFile source, Charset charset) throws IOException {
        this.source = source;
        this.reader = new BufferedReader(new InputStreamReader(source.open(), charset.newDecoder()), 1 << 16);
        this.next = reader.read();
    }

    /// The next token. A bare word ends at a comma, a brace or the line end, and at a blank if `blanksEnd`; else blanks
    /// inside it belong to it.
    Kind next(boolean blanksEnd) throws IOException {
        while (next == ' ' || next == '\t' || next == '\r' || next == '%') {
            if (next == '%') {
                skipLine();
            } else {
                advance();
            }
        }
        length = 0;
        tokenLine = line;
        return switch (next) {
            case -1 -> Kind.END;
            case '\n' -> sign(Kind.LINE_END);
            case ',' -> sign(Kind.COMMA);
            case '{' -> sign(Kind.OPEN);
            case '}' -> sign(Kind.CLOSE);
            case '\'', '"' -> quoted();
            default -> word(blanksEnd);
        };
    }

    private Kind sign(Kind kind) throws IOException {
        advance();
        return kind;
    }

    private Kind word(boolean blanksEnd) throws IOException {
        while (next >= 0 && next != ',' && next != '{' && next != '}' && next != '\n') {
            if (blanksEnd && (next == ' ' || next == '\t')) {
                break;
            }
            if (next == 0) {
                throw CsvReading.binary(source);
            }
            append((char) next);
            advance();
        }
        while (length > 0 && text[length - 1] <= ' ') {
            length--;
        }
        return Kind.WORD;
    }

    private Kind quoted() throws IOException {
        int quote = next;
        advance();
        while (next != quote) {
            if (next < 0 || next == '\n') {
                throw new InputException("a quote is not closed on its line " + place());
            }
            if (next == '\\') {
                advance();
                append(escaped());
            } else {
                append((char) next);
            }
            advance();
        }
        advance();
        return Kind.QUOTED;
    }

    private char escaped() {
        return switch (next) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case -1, '\n' -> throw new InputException("a line ends after \\ " + place());
            default -> (char) next;
        };
    }

    private void append(char c) {
        if (length == MAX_TEXT) {
            throw new InputException("a value has more than " + MAX_TEXT + " characters " + place());
        }
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        text[length++] = c;
    }

    private void advance() throws IOException {
        if (next == '\n') {
            line++;
        }
        next = reader.read();
    }

    /// Passes over the rest of the line, up to its end.
    void skipLine() throws IOException {
        while (next >= 0 && next != '\n') {
            advance();
        }
    }

    /// The characters of the last word or quoted text, of which there are [#length()].
    char[] characters() {
        return text;
    }

    int length() {
        return length;
    }

    /// The last word or quoted text.
    String text() {
        return new String(text, 0, length);
    }

    long line() {
        return line;
    }

    /// Where the last token begins: `(file.arff:12)`.
    String place() {
        return "(" + source.name() + ":" + tokenLine + ")";
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
