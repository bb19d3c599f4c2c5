package org.tandemml.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.tandemml.core.Progress;

/// Shows how far long work is and about how long it will go on: a bar on a terminal, a plain line now and then
/// elsewhere, nothing for short work.
final class ProgressBar implements Progress, AutoCloseable {
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long REFRESH = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PLAIN_INTERVAL = TimeUnit.SECONDS.toNanos(10);
    private static final int WIDTH = 30;

    private final PrintStream err;
    private final boolean terminal;
    private long next;
    private int drawn;
    /// When the stage under way was first heard of, and how many steps were done then.
    private String stageNow = "";
    private long since;
    private int doneThen;

    ProgressBar(Console console) {
        this.err = console.err();
        this.terminal = console.terminal();
        this.next = System.nanoTime() + (terminal ? PATIENCE : PLAIN_INTERVAL);
    }

    @Override
    public synchronized void step(String stage, int done, int total, double objective) {
        long now = System.nanoTime();
        if (!stage.equals(stageNow) || done <= doneThen) {
            stageNow = stage;
            since = now;
            doneThen = done;
        }
        if (now - next < 0) {
            return;
        }
        next = now + (terminal ? REFRESH : PLAIN_INTERVAL);
        String value = Double.isNaN(objective) ? "" : String.format(Locale.ROOT, "  objective %.6g", objective);
        String count = total > 0 ? done + " of " + total : "step " + done;
        count += timeLeft(now - since, done - doneThen, total - done);
        if (terminal) {
            draw(bar(done, total) + count + "  " + Console.oneLine(stage) + value);
        } else {
            err.println("tandem: " + Console.oneLine(stage) + ": " + count + value);
        }
    }

    /// `, 12 s left` as the steps so far took; nothing before the second step is done.
    static String timeLeft(long nanos, int steps, int left) {
        if (steps < 1 || left < 1) {
            return "";
        }
        long seconds = Math.round(1e-9 * nanos / steps * left);
        if (seconds >= 3600) {
            return String.format(Locale.ROOT, ", %d h %02d min left", seconds / 3600, seconds / 60 % 60);
        }
        return seconds >= 60
                ? String.format(Locale.ROOT, ", %d min %02d s left", seconds / 60, seconds % 60)
                : ", " + seconds + " s left";
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
