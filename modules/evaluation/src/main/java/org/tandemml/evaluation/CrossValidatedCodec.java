package org.tandemml.evaluation;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;

/// Keeps the result of a cross-validation, predictions included, so that long work that was interrupted need not be
/// done again. What is read equals what was written, bit for bit.
///
/// The form is for the same version of Tandem and the same data, which the reader must have; it is no exchange format.
/// **Errors**: [IOException] for bytes that end early or hold what no writer wrote.
public final class CrossValidatedCodec {
    /// No text and no list of a result is longer.
    private static final int MOST = 1 << 28;

    private CrossValidatedCodec() {}

    /// Writes `result`.
    public static void write(CrossValidated result, DataOutputStream out) throws IOException {
        text(out, result.name());
        text(out, result.settings());
        out.writeInt(result.folds().size());
        for (FoldResult fold : result.folds()) {
            write(fold, out);
        }
        out.writeInt(result.metrics().size());
        for (MetricSummary metric : result.metrics()) {
            text(out, metric.metric().name());
        }
        out.writeBoolean(result.failure().isPresent());
        text(out, result.failure().orElse(""));
        texts(out, result.warnings());
        texts(out, result.notes());
    }

    /// The result of learners on `data`.
    public static CrossValidated read(DataInputStream in, Dataset data) throws IOException {
        String name = text(in);
        String settings = text(in);
        List<FoldResult> folds = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            folds.add(readFold(in, data));
        }
        List<MetricSummary> metrics = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            metrics.add(MetricSummary.of(metric(in), folds));
        }
        boolean failed = in.readBoolean();
        String failure = text(in);
        return new CrossValidated(
                name, settings, folds, metrics, failed ? Optional.of(failure) : Optional.empty(), texts(in), texts(in));
    }

    /// Writes one fold.
    public static void write(FoldResult fold, DataOutputStream out) throws IOException {
        out.writeInt(fold.repeat());
        out.writeInt(fold.fold());
        out.writeInt(fold.trainRows());
        out.writeInt(fold.scores().size());
        for (Score score : fold.scores()) {
            text(out, score.metric().name());
            out.writeBoolean(score.isDefined());
            out.writeDouble(score.orNaN());
            text(out, score.reason());
        }
        FoldCost cost = fold.cost();
        for (double number : new double[] {
            cost.fitSeconds(),
            cost.predictSeconds(),
            cost.cpuSeconds(),
            cost.allocatedBytes(),
            cost.peakBytes(),
            cost.joules()
        }) {
            out.writeDouble(number);
        }
        out.writeBoolean(fold.converged());
        text(out, fold.reason());
        texts(out, fold.notes());
        int[] rows = fold.outOfFold().rows();
        out.writeInt(rows.length);
        for (int row : rows) {
            out.writeInt(row);
        }
        switch (fold.outOfFold().evaluation()) {
            case ClassifierEvaluation classes -> {
                out.writeBoolean(true);
                texts(out, classes.classes());
                matrix(out, classes.scores);
                DenseMatrix probabilities = classes.probabilities;
                out.writeBoolean(probabilities != null);
                if (probabilities != null) {
                    matrix(out, probabilities);
                }
            }
            case RegressorEvaluation numbers -> {
                out.writeBoolean(false);
                matrix(out, fold.outOfFold().outputs());
            }
        }
    }

    /// One fold of a learner on `data`.
    public static FoldResult readFold(DataInputStream in, Dataset data) throws IOException {
        int repeat = in.readInt();
        int number = in.readInt();
        int trainRows = in.readInt();
        List<Score> scores = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            Metric metric = metric(in);
            boolean defined = in.readBoolean();
            double value = in.readDouble();
            String reason = text(in);
            scores.add(defined ? Score.of(metric, value) : Score.undefined(metric, reason));
        }
        FoldCost cost = new FoldCost(
                in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
        boolean converged = in.readBoolean();
        String reason = text(in);
        List<String> notes = texts(in);
        int[] rows = new int[count(in)];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = in.readInt();
            if (rows[i] < 0 || rows[i] >= data.rows()) {
                throw new IOException("a row that the data do not have");
            }
        }
        return new FoldResult(
                repeat, number, trainRows, scores, cost, converged, reason, notes, outOfFold(in, rows, data));
    }

    private static OutOfFold outOfFold(DataInputStream in, int[] rows, Dataset data) throws IOException {
        try {
            if (!in.readBoolean()) {
                return OutOfFold.kept(rows, matrix(in), data);
            }
            List<String> classes = texts(in);
            DenseMatrix scores = matrix(in);
            @Nullable DenseMatrix probabilities = in.readBoolean() ? matrix(in) : null;
            return OutOfFold.kept(rows, classes, scores, probabilities, data);
        } catch (InputException unfit) {
            throw new IOException("predictions that do not fit the data", unfit);
        }
    }

    private static Metric metric(DataInputStream in) throws IOException {
        String name = text(in);
        try {
            return Metric.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new IOException("an unknown metric " + name, unknown);
        }
    }

    private static void matrix(DataOutputStream out, DenseMatrix matrix) throws IOException {
        out.writeInt(matrix.rows());
        out.writeInt(matrix.columns());
        for (int i = 0; i < matrix.rows(); i++) {
            int from = matrix.offset(i);
            for (int j = 0; j < matrix.columns(); j++) {
                out.writeDouble(matrix.values()[from + j]);
            }
        }
    }

    private static DenseMatrix matrix(DataInputStream in) throws IOException {
        int rows = count(in);
        int columns = count(in);
        if ((long) rows * columns > MOST) {
            throw new IOException("a matrix that is too large");
        }
        double[] values = DenseMatrix.allocate(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            values[i] = in.readDouble();
        }
        return new DenseMatrix(rows, columns, values);
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("a length of " + count);
        }
        return count;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = count(in);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a text that ends early");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            texts.add(text(in));
        }
        return texts;
    }
}
