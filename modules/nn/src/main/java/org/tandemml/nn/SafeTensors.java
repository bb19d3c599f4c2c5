package org.tandemml.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tandemml.core.InputException;

/// Weights as safetensors, the file that PyTorch and others exchange: 8 bytes of header length, a JSON header of names,
/// types, shapes and places, then the numbers, little-endian.
///
/// Writes F64 or F32, reads both. **Errors**: `InputException` for a file whose header and size disagree in any way;
/// nothing is allocated by what a file claims before it has been checked.
public final class SafeTensors {
    private SafeTensors() {}

    /// The bytes of a file that holds these tensors, in single or double precision.
    public static byte[] toBytes(Map<String, Tensor> tensors, boolean single) {
        int width = single ? 4 : 8;
        StringBuilder header = new StringBuilder("{");
        long at = 0;
        for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
            long end = at + (long) width * each.getValue().size();
            header.append(header.length() > 1 ? "," : "")
                    .append(quoted(each.getKey()))
                    .append(":{\"dtype\":\"")
                    .append(single ? "F32" : "F64")
                    .append("\",\"shape\":[")
                    .append(Arrays.stream(each.getValue().shape())
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(",")))
                    .append("],\"data_offsets\":[")
                    .append(at)
                    .append(',')
                    .append(end)
                    .append("]}");
            at = end;
        }
        header.append('}');
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(8 + padded + at)).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(padded).put(json);
        while (out.position() < 8 + padded) {
            out.put((byte) ' ');
        }
        for (Tensor tensor : tensors.values()) {
            for (double value : tensor.values()) {
                if (single) {
                    out.putFloat((float) value);
                } else {
                    out.putDouble(value);
                }
            }
        }
        return out.array();
    }

    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : name.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    /// The tensors of a file, in the order of its header.
    public static Map<String, Tensor> fromBytes(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 10) {
            throw new InputException("a safetensors file has at least 10 bytes, this has " + file.length);
        }
        long length = in.getLong();
        if (length < 2 || length > file.length - 8) {
            throw new InputException("the safetensors header claims " + length + " bytes, the file has "
                    + (file.length - 8) + " after its first 8");
        }
        String json = new String(file, 8, (int) length, StandardCharsets.UTF_8);
        int start = 8 + (int) length;
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafeTensorsHeader.Entry entry : new SafeTensorsHeader(json).entries()) {
            tensors.put(entry.name(), tensor(in, start, entry));
        }
        return tensors;
    }

    private static Tensor tensor(ByteBuffer in, int start, SafeTensorsHeader.Entry entry) {
        int width = switch (entry.type()) {
            case "F32" -> 4;
            case "F64" -> 8;
            default ->
                throw new InputException(
                        "tensor \"" + entry.name() + "\" has the type " + entry.type() + ", F32 and F64 can be read");
        };
        long data = in.limit() - start;
        if (entry.from() < 0 || entry.from() > entry.to() || entry.to() > data) {
            throw new InputException("tensor \"" + entry.name() + "\" claims the bytes " + entry.from() + ".."
                    + entry.to() + " of " + data);
        }
        double size = 1;
        for (long axis : entry.shape()) {
            size *= axis;
        }
        if (size * width != entry.to() - entry.from() || size > Integer.MAX_VALUE) {
            throw new InputException("tensor \"" + entry.name() + "\" has the shape " + entry.shape() + " of type "
                    + entry.type() + " and " + (entry.to() - entry.from()) + " bytes");
        }
        double[] values = new double[(int) size];
        int at = start + (int) entry.from();
        for (int i = 0; i < values.length; i++) {
            values[i] = width == 4 ? in.getFloat(at + 4 * i) : in.getDouble(at + 8 * i);
        }
        return new Tensor(
                values, entry.shape().stream().mapToInt(Long::intValue).toArray());
    }

    /// The parameters and buffers of a net by name.
    public static Map<String, Tensor> of(Layer net) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (List<Parameter> parts : List.of(net.parameters(), net.buffers())) {
            parts.forEach(p -> all.put(p.name(), p.tensor()));
        }
        return all;
    }

    /// Gives a net the tensors of its names; names and shapes must fit one to one.
    public static void into(Layer net, Map<String, Tensor> tensors) {
        Map<String, Tensor> own = of(net);
        if (!own.keySet().equals(tensors.keySet())) {
            throw new InputException("the net has the tensors " + own.keySet() + ", the file " + tensors.keySet());
        }
        own.forEach((name, tensor) -> {
            Tensor given = tensors.get(name);
            if (given == null || !Arrays.equals(given.shape(), tensor.shape())) {
                throw new InputException("tensor \"" + name + "\" must have the shape "
                        + Arrays.toString(tensor.shape()) + ", has "
                        + (given == null ? "none" : Arrays.toString(given.shape())));
            }
        });
        own.forEach((name, tensor) -> {
            double[] values = tensors.getOrDefault(name, tensor).values();
            System.arraycopy(values, 0, tensor.values(), 0, values.length);
        });
    }
}
