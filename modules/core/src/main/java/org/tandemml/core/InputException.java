package org.tandemml.core;

import java.util.regex.Pattern;

/// A mistake in what a person or a program handed us: data, a setting, a file, a name.
///
/// The message carries the value, the place and the cure on one line, whatever names it quotes: line breaks and other
/// control characters in it become spaces. The command line prints it and exits with 2.
/// A failure of our own is never an `InputException`.
public final class InputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+");

    public InputException(String message) {
        super(onOneLine(message));
    }

    public InputException(String message, Throwable cause) {
        super(onOneLine(message), cause);
    }

    private static String onOneLine(String message) {
        return CONTROL.matcher(message).replaceAll(" ");
    }
}
