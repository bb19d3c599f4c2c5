package org.tandemml.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// Reads IDX files: two zero bytes, the type of the values, the number of dimensions, their sizes as 32-bit integers,
/// and the values, all big-endian. The first dimension counts the rows, the product of the others is the width.
///
/// The labels are in a file beside it whose name has `labels` for `images` and `idx1` for `idx3`.
/// **Source**: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", section "the IDX file format".
final class IdxReading {
    private static final int MOST_COLUMNS = 1 << 24;

    private IdxReading() {}

    /// The rows of `source` with their labels as target, if there is a file with labels.
    static Reading read(SourceFile source, ReadOptions options, String name) {
        DenseMatrix features = values(source);
        Dataset data = Dataset.of(name, Schema.numeric(features.columns()), features, new Target.None());
        List<String> notes = new ArrayList<>();
        String wanted = labelName(source.name());
        Optional<SourceFile> labels = wanted.isEmpty() ? Optional.empty() : source.beside(wanted);
        if (labels.isPresent()) {
            data = withLabels(data, source, labels.get(), options);
        } else if (!wanted.isEmpty()) {
            notes.add(
                    "there is no file of labels " + wanted + " beside " + source.name() + ": the data have no target");
        }
        return new Reading(
                options.ignored().isEmpty()
                        ? data
                        : data.without(options.ignored().toArray(String[]::new)),
                notes);
    }

    /// The name of the file of labels that belongs to a file of images, empty for a file that is not named so.
    private static String labelName(String name) {
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        String labels =
                plain.replace("images", "labels").replace("idx3", "idx1").replace("idx4", "idx1");
        return plain.contains("images") ? labels : "";
    }

    private static Dataset withLabels(Dataset data, SourceFile source, SourceFile labels, ReadOptions options) {
        DenseMatrix values = values(labels);
        if (values.columns() != 1 || values.rows() != data.rows()) {
            throw new InputException(labels.name() + " holds " + values.rows() + " x " + values.columns()
                    + " labels for the " + data.rows() + " rows of " + source.name() + ": one a row is needed");
        }
        Dataset labelled = data.withTarget(new Target.Numbers("label", values.values()));
        boolean classes = switch (options.labels()) {
            case CLASSES -> true;
            case NUMBERS -> false;
            case DETECT -> LibsvmReading.areClasses(values.values());
        };
        return classes ? labelled.targetAsClasses() : labelled;
    }

    private static DenseMatrix values(SourceFile source) {
        long rows = 0;
        long row = 0;
        try (DataInputStream in = new DataInputStream(source.open())) {
            int zero = in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int dimensions = in.readUnsignedByte();
            int bytes = size(type);
            if (zero != 0 || bytes == 0 || dimensions == 0) {
                throw new InputException(source.name()
                        + " does not begin like an IDX file (0 0 type dimensions): give the right format");
            }
            rows = dimension(source, in.readInt());
            long width = 1;
            for (int d = 1; d < dimensions; d++) {
                width *= dimension(source, in.readInt());
                if (width > MOST_COLUMNS) {
                    throw new InputException(
                            source.name() + " has more than " + MOST_COLUMNS + " values a row: is it damaged?");
                }
            }
            RowStore store = new RowStore(source, (int) width);
            byte[] text = new byte[(int) width * bytes];
            double[] values = new double[(int) width];
            for (row = 0; row < rows; row++) {
                in.readFully(text);
                convert(source, row, type, ByteBuffer.wrap(text), values);
                store.add(values);
            }
            if (in.read() >= 0) {
                throw new InputException(source.name() + " goes on after the " + rows
                        + " rows that its header promises: it is damaged, copy it again");
            }
            return store.matrix();
        } catch (EOFException e) {
            throw new InputException(
                    source.name() + " ends " + (rows == 0 ? "in its header" : "in row " + (row + 1) + " of " + rows)
                            + ": the file is truncated, copy it again",
                    e);
        } catch (IOException e) {
            throw source.failure(e, 0);
        }
    }

    private static int dimension(SourceFile source, int size) {
        if (size < 1) {
            throw new InputException(source.name() + " has a dimension of size " + Integer.toUnsignedString(size)
                    + ", sizes must be between 1 and 2147483647: it is empty or damaged");
        }
        return size;
    }

    private static int size(int type) {
        return switch (type) {
            case 0x08, 0x09 -> 1;
            case 0x0B -> Short.BYTES;
            case 0x0C -> Integer.BYTES;
            case 0x0D -> Float.BYTES;
            case 0x0E -> Double.BYTES;
            default -> 0;
        };
    }

    private static void convert(SourceFile source, long row, int type, ByteBuffer text, double[] into) {
        switch (type) {
            case 0x08 -> Arrays.setAll(into, j -> text.get(j) & 0xFF);
            case 0x09 -> Arrays.setAll(into, text::get);
            case 0x0B -> Arrays.setAll(into, j -> text.getShort(2 * j));
            case 0x0C -> Arrays.setAll(into, j -> text.getInt(4 * j));
            case 0x0D -> Arrays.setAll(into, j -> text.getFloat(4 * j));
            default -> Arrays.setAll(into, j -> text.getDouble(8 * j));
        }
        if (type < 0x0D) {
            return;
        }
        for (int j = 0; j < into.length; j++) {
            if (Double.isInfinite(into[j])) {
                throw new InputException(source.name() + ", row " + (row + 1) + ", value " + (j + 1) + " is " + into[j]
                        + ": values must be finite");
            }
        }
    }
}
