package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;

/// Whether the rows of a stream come again, and what a further pass over them has added up so far.
///
/// Rows like those that the stream began with are taken for the beginning of a further pass. From there on the point
/// stays where it is and the loss of the rows is expanded around it. As soon as as many rows have come as the stream
/// has, and a hash of all of them in order tells that they are the same, the sum is the exact second-order model of the
/// whole objective, whatever the order of the rows, and its minimum a step of Newton's method. Rows that turn out to be
/// others are rows of the stream like those before.
///
/// **Cost**: one hash of each row; d² numbers for d coefficients. **Determinism**: by the rows and their order.
final class StreamPasses {
    /// Rows by which the beginning of a pass is recognised, and how few may have to do.
    private static final int BEGINNING = 32;
    private static final int SHORTEST_BEGINNING = 8;
    /// Shares of a step to which one that was too long is cut.
    private static final double SHORTEST_STEP = 0.05;
    private static final double LONGEST_STEP = 0.5;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /// How many rows the stream is recognised by, and their hash.
    private int firstRows;
    private long firstHash;
    /// The rows of the stream, each once, and their hash.
    private long rows;
    private long hash;
    /// Whether they are coming again; how many have, their hash, and that of the stream if they were new.
    private boolean again;
    private long seen;
    private long seenHash;
    private long longerHash;
    /// The losses of those expanded so far: their quadratic models, and their weighted sum at the point.
    private PastRows sums;
    private double loss;
    /// The point before the latest step and the objective there; empty without one.
    private double[] before = {};
    private double valueBefore;
    private double promised;

    StreamPasses(int classes) {
        sums = PastRows.none(classes);
    }

    /// Of a stream of so many rows whose beginning nobody has kept: it is never taken for coming again.
    static StreamPasses withoutBeginning(int classes, long rows) {
        StreamPasses passes = new StreamPasses(classes);
        passes.rows = rows;
        return passes;
    }

    StreamPasses copy() {
        StreamPasses copy = new StreamPasses(sums.weights().length);
        copy.firstRows = firstRows;
        copy.firstHash = firstHash;
        copy.rows = rows;
        copy.hash = hash;
        copy.again = again;
        copy.seen = seen;
        copy.seenHash = seenHash;
        copy.longerHash = longerHash;
        copy.sums = sums;
        copy.loss = loss;
        copy.before = before;
        copy.valueBefore = valueBefore;
        copy.promised = promised;
        return copy;
    }

    /// A batch as its rows' hashes are taken.
    record Batch(Design design, int[] codes, double[] weights, double[] room) {
        int rows() {
            return codes.length;
        }

        private long hash(int i) {
            design.copyRow(i, room, 0);
            long hash = codes[i];
            for (double cell : room) {
                hash = mixed(hash, Double.doubleToLongBits(cell + 0.0)); // -0 counts as 0, as in sparse rows
            }
            return mixed(hash, Double.doubleToLongBits(weights[i]));
        }

        private long hash(int from, int to) {
            long hash = 0;
            for (int i = from; i < to; i++) {
                hash = mixed(hash, hash(i));
            }
            return hash;
        }
    }

    private static long mixed(long hash, long value) {
        long product = (hash ^ value) * MULTIPLIER;
        return product ^ (product >>> 29);
    }

    boolean areAgain() {
        return again;
    }

    /// Rows of the stream, each once.
    long rows() {
        return rows;
    }

    /// Rows that have come again so far in an unfinished pass.
    long seen() {
        return again ? seen : 0;
    }

    /// Rows that may come before the pass ends.
    int left() {
        return (int) Math.min(Integer.MAX_VALUE, rows - seen);
    }

    /// Whether the rows from `from` on are those that the stream began with.
    boolean beginAt(Batch batch, int from) {
        return firstRows > 0 && batch.rows() - from >= firstRows && batch.hash(from, from + firstRows) == firstHash;
    }

    /// The rows that follow are those of the stream once more.
    void begin() {
        again = true;
        seen = 0;
        seenHash = 0;
        longerHash = hash;
        loss = 0;
        sums = PastRows.none(sums.weights().length);
    }

    /// Counts rows that were learned from or kept.
    void count(Batch batch, int from, int to) {
        if (rows == 0 && batch.rows() - from >= SHORTEST_BEGINNING) {
            firstRows = Math.min(BEGINNING, batch.rows() - from);
            firstHash = batch.hash(from, from + firstRows);
        }
        if (!again) {
            before = new double[0];
        }
        for (int i = from; i < to; i++) {
            long next = batch.hash(i);
            if (again) {
                seenHash = mixed(seenHash, next);
                longerHash = mixed(longerHash, next);
                seen++;
            } else {
                hash = mixed(hash, next);
                rows++;
            }
        }
    }

    /// Adds the quadratic models of rows that were counted and the sum of their losses.
    void add(PastRows models, double losses) {
        sums = sums.plus(models);
        loss += losses;
    }

    boolean areComplete() {
        return again && seen == rows;
    }

    /// Whether the rows of the complete pass were those of the stream.
    boolean wereSame() {
        return seenHash == hash;
    }

    PastRows sums() {
        return sums;
    }

    /// The mean loss at the point over the complete pass.
    double meanLoss() {
        return loss / sums.weight();
    }

    /// Ends a complete pass. Rows that were not the same are from now on part of the stream.
    void end() {
        if (!wereSame()) {
            rows += seen;
            hash = longerHash;
            before = new double[0];
        }
        again = false;
        sums = PastRows.none(sums.weights().length);
    }

    /// Whether the objective is larger where the latest step led than where it began.
    boolean stepWasTooFar(double value) {
        return before.length > 0 && value > valueBefore + 1e-12 * Math.abs(valueBefore);
    }

    /// A step leads from here elsewhere, and promises a change of the objective, which is negative.
    void stepFrom(double[] point, double value, double promise) {
        before = point;
        valueBefore = value;
        promised = promise;
    }

    /// Moves `point`, where the objective is `value`, back towards where the step began, to the minimum of the parabola
    /// through what is known of the objective between them.
    void shorten(double[] point, double value) {
        double share = Math.clamp(-promised / (2 * (value - valueBefore - promised)), SHORTEST_STEP, LONGEST_STEP);
        for (int i = 0; i < point.length; i++) {
            point[i] = before[i] + share * (point[i] - before[i]);
        }
        promised *= share;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    void write(Fields.Writer out) {
        out.integer("stream_first_rows", firstRows);
        out.integer("stream_first_hash", firstHash);
        out.integer("stream_rows", rows);
        out.integer("stream_hash", hash);
        out.integer("pass_again", again ? 1 : 0);
        out.integer("pass_rows", seen);
        out.integer("pass_hash", seenHash);
        out.integer("pass_longer_hash", longerHash);
        out.number("pass_loss", loss);
        sums.write("pass", out);
        out.numbers("pass_before", before.clone());
        out.number("pass_value_before", valueBefore);
        out.number("pass_promised", promised);
    }

    /// Reads what [#write] wrote; a model is of `width` numbers, a point of `d`.
    static StreamPasses read(Fields.Reader in, int classes, int width, int d) {
        StreamPasses passes = new StreamPasses(classes);
        passes.firstRows = in.integer("stream_first_rows", 0, BEGINNING);
        passes.firstHash = in.integer("stream_first_hash");
        passes.rows = in.integer("stream_rows");
        passes.hash = in.integer("stream_hash");
        passes.again = in.integer("pass_again") == 1;
        passes.seen = in.integer("pass_rows");
        passes.seenHash = in.integer("pass_hash");
        passes.longerHash = in.integer("pass_longer_hash");
        passes.loss = Check.finite("pass_loss", in.number("pass_loss"));
        passes.sums = PastRows.read("pass", in, classes, width);
        passes.before = in.numbers("pass_before");
        passes.valueBefore = Check.finite("pass_value_before", in.number("pass_value_before"));
        passes.promised = Check.finite("pass_promised", in.number("pass_promised"));
        if (passes.seen < 0 || passes.rows < passes.seen || (passes.before.length != 0 && passes.before.length != d)) {
            throw new InputException("a saved stream of " + passes.rows + " rows cannot have seen " + passes.seen
                    + " of them again, with a point of " + passes.before.length + " coefficients before");
        }
        return passes;
    }

    boolean same(StreamPasses that) {
        return firstRows == that.firstRows
                && firstHash == that.firstHash
                && rows == that.rows
                && hash == that.hash
                && again == that.again
                && seen == that.seen
                && seenHash == that.seenHash
                && longerHash == that.longerHash
                && loss == that.loss
                && sums.same(that.sums)
                && Arrays.equals(before, that.before)
                && valueBefore == that.valueBefore
                && promised == that.promised;
    }
}
