package org.tandemml.formats;

/// Text from outside made fit for an error message: one line, no control characters, not too long.
final class OneLine {
    private static final int LONGEST_MESSAGE = 400;
    private static final int LONGEST_NAME = 60;

    private OneLine() {}

    /// The message of `problem`, or its kind where it has none.
    static String of(Throwable problem) {
        String message = problem.getMessage();
        return cut(message == null ? problem.getClass().getSimpleName() : message, LONGEST_MESSAGE);
    }

    /// `name` in quotation marks.
    static String quoted(String name) {
        return '"' + cut(name, LONGEST_NAME) + '"';
    }

    private static String cut(String text, int longest) {
        String plain = text.codePoints()
                .limit(longest + 1L)
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.codePointCount(0, plain.length()) <= longest
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, longest)) + "…";
    }
}
