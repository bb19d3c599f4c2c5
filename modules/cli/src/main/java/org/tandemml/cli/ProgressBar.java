package org.tandemml.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.tandemml.core.Progress;

/// Shows how far long work is: a bar on a terminal, a plain line now and then elsewhere, nothing for short work.
final class ProgressBar implements Progress, AutoCloseable {
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long REFRESH = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PLAIN_INTERVAL = TimeUnit.SECONDS.toNanos(10);
    private static final int WIDTH = 30;

    private final PrintStream err;
    private final boolean terminal;
    private long next;
    private int drawn;

    ProgressBar(Console console) {
        this.err = console.err();
        this.terminal = console.terminal();
        this.next = System.nanoTime() + (terminal ? PATIENCE : PLAIN_INTERVAL);
    }

    @Override
    public synchronized void step(String stage, int done, int total, double objective) {
        long now = System.nanoTime();
        if (now - next < 0) {
            return;
        }
        next = now + (terminal ? REFRESH : PLAIN_INTERVAL);
        String value = Double.isNaN(objective) ? "" : String.format(Locale.ROOT, "  objective %.6g", objective);
        String count = total > 0 ? done + " of " + total : "step " + done;
        if (terminal) {
            draw(bar(done, total) + count + "  " + Console.oneLine(stage) + value);
        } else {
            err.println("tandem: " + Console.oneLine(stage) + ": " + count + value);
        }
    }

    private static String bar(int done, int total) {
        if (total <= 0) {
            return "";
        }
        int filled = (int) Math.min(WIDTH, (long) WIDTH * done / total);
        return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] ";
    }

    private void draw(String line) {
        String shown = line.length() > 99 ? line.substring(0, 99) : line;
        err.print("\r" + shown + " ".repeat(Math.max(0, drawn - shown.length())));
        err.flush();
        drawn = shown.length();
    }

    /// Removes the bar, so that what follows stands at the start of an empty line.
    @Override
    public synchronized void close() {
        if (drawn > 0) {
            err.print("\r" + " ".repeat(drawn) + "\r");
            err.flush();
            drawn = 0;
        }
    }
}
