package org.tandemml.core;

/// A mistake in what a person or a program handed us: data, a setting, a file, a name.
///
/// The message carries the value, the place and the cure on one line; the command line prints it and exits with 2.
/// A failure of our own is never an `InputException`.
public final class InputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
