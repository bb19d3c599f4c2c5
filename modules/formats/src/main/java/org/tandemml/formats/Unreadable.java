package org.tandemml.formats;

import org.jspecify.annotations.Nullable;

/// What is wrong with a file's contents, as the rest of a sentence that begins with the file's name.
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean damage;

    private Unreadable(String message, boolean damage, @Nullable Throwable cause) {
        super(message, cause);
        this.damage = damage;
    }

    /// The bytes break the format.
    static Unreadable damaged(String how) {
        return new Unreadable("is damaged (" + how + ")", true, null);
    }

    /// A codec refused what the bytes say.
    static Unreadable refused(String type, RuntimeException why) {
        return new Unreadable(
                "is damaged (model of type " + OneLine.quoted(type) + ": " + OneLine.of(why) + ")", true, why);
    }

    /// The bytes may be right, but nothing here reads them; `sentence` ends with the cure.
    static Unreadable foreign(String sentence) {
        return new Unreadable(sentence, false, null);
    }

    boolean isDamage() {
        return damage;
    }
}
