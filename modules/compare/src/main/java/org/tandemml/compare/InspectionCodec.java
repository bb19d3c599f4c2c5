package org.tandemml.compare;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tandemml.core.Dataset;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.CrossValidatedCodec;

/// Keeps an [Inspection] in a work file.
final class InspectionCodec {
    private static final int MOST = 1 << 24;

    private InspectionCodec() {}

    static void write(Inspection inspection, DataOutputStream out) throws IOException {
        out.writeDouble(inspection.parameters());
        out.writeDouble(inspection.modelBytes());
        write(inspection.oneRow(), out);
        write(inspection.manyRows(), out);
        numbers(out, inspection.trace());
        numbers(out, inspection.validation());
        out.writeInt(inspection.importance().size());
        for (Inspection.Importance column : inspection.importance()) {
            text(out, column.column());
            out.writeDouble(column.mean());
            out.writeDouble(column.sd());
        }
        out.writeInt(inspection.region().length);
        for (int[] row : inspection.region()) {
            out.writeInt(row.length);
            for (int code : row) {
                out.writeInt(code);
            }
        }
        out.writeDouble(inspection.planeScore());
        out.writeInt(inspection.curve().size());
        for (Inspection.CurvePoint point : inspection.curve()) {
            out.writeInt(point.rows());
            numbers(out, point.test().stream().mapToDouble(d -> d).toArray());
            numbers(out, point.train().stream().mapToDouble(d -> d).toArray());
        }
        texts(out, inspection.tuned());
        Optional<CrossValidated> holdOut = inspection.holdOut();
        out.writeBoolean(holdOut.isPresent());
        if (holdOut.isPresent()) {
            CrossValidatedCodec.write(holdOut.get(), out);
        }
        texts(out, inspection.omissions());
    }

    static Inspection read(DataInputStream in, Dataset data) throws IOException {
        double parameters = in.readDouble();
        double bytes = in.readDouble();
        Optional<Inspection.Latency> one = latency(in);
        Optional<Inspection.Latency> many = latency(in);
        double[] trace = numbers(in);
        double[] validation = numbers(in);
        List<Inspection.Importance> importance = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            importance.add(new Inspection.Importance(text(in), in.readDouble(), in.readDouble()));
        }
        int[][] region = new int[count(in)][];
        for (int r = 0; r < region.length; r++) {
            region[r] = new int[count(in)];
            for (int c = 0; c < region[r].length; c++) {
                region[r][c] = in.readInt();
            }
        }
        double planeScore = in.readDouble();
        List<Inspection.CurvePoint> curve = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            curve.add(new Inspection.CurvePoint(in.readInt(), list(numbers(in)), list(numbers(in))));
        }
        List<String> tuned = texts(in);
        Optional<CrossValidated> holdOut =
                in.readBoolean() ? Optional.of(CrossValidatedCodec.read(in, data)) : Optional.empty();
        return new Inspection(
                parameters,
                bytes,
                one,
                many,
                trace,
                validation,
                importance,
                region,
                planeScore,
                curve,
                tuned,
                holdOut,
                texts(in));
    }

    private static void write(Optional<Inspection.Latency> latency, DataOutputStream out) throws IOException {
        out.writeBoolean(latency.isPresent());
        if (latency.isPresent()) {
            out.writeDouble(latency.get().median());
            out.writeDouble(latency.get().slow());
            out.writeInt(latency.get().calls());
        }
    }

    private static Optional<Inspection.Latency> latency(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? Optional.of(new Inspection.Latency(in.readDouble(), in.readDouble(), in.readInt()))
                : Optional.empty();
    }

    private static List<Double> list(double[] numbers) {
        List<Double> list = new ArrayList<>();
        for (double number : numbers) {
            list.add(number);
        }
        return list;
    }

    private static void numbers(DataOutputStream out, double[] numbers) throws IOException {
        out.writeInt(numbers.length);
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    private static double[] numbers(DataInputStream in) throws IOException {
        double[] numbers = new double[count(in)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return numbers;
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("a length of " + count);
        }
        return count;
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[count(in)];
        in.readFully(bytes);
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
