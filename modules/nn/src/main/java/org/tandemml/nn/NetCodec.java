package org.tandemml.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;

/// How nets over tables and their traces become fields, shared by both codecs.
final class NetCodec {
    private static final int MOST_UNITS = 100_000;

    private NetCodec() {}

    static void write(TableNet net, TrainingTrace trace, Fields.Writer out) {
        TableInput input = net.input();
        out.numbers("centre", input.centre());
        out.numbers("inverse_scale", input.inverseScale());
        out.integers("indicator", input.indicator());
        switch (net) {
            case MlpNet mlp -> {
                out.text("net", "mlp");
                out.integers("hidden", mlp.shape().hidden());
                out.integer("outputs", mlp.shape().outputs());
                out.text("activation", mlp.shape().activation().name());
                out.numbers("parameters", widened(mlp.parameters()));
            }
            case LayerNet layers -> {
                LayerPlan plan = layers.plan();
                out.text("net", plan.kind() == LayerPlan.Kind.RESNET ? "resnet" : "transformer");
                out.integer("outputs", layers.outputs());
                out.integers("sizes", new int[] {plan.width(), plan.blocks(), plan.hidden(), plan.heads()});
                out.number("dropout", plan.dropout());
                out.numbers("parameters", layers.parameters().clone());
            }
        }
        writeTrace(trace, out);
    }

    private static void writeTrace(TrainingTrace trace, Fields.Writer out) {
        out.texts("trace_parts", trace.parts());
        out.texts("trace_layers", trace.layers());
        int width = trace.parts().size() + 3 * trace.layers().size();
        double[] numbers = new double[trace.epochs().size() * (3 + width)];
        int at = 0;
        for (TrainingTrace.Epoch epoch : trace.epochs()) {
            numbers[at++] = epoch.loss();
            numbers[at++] = epoch.validationLoss();
            numbers[at++] = epoch.learningRate();
            for (double norm : epoch.gradientNorms()) {
                numbers[at++] = norm;
            }
            for (TrainingTrace.Activity each : epoch.activity()) {
                numbers[at++] = each.mean();
                numbers[at++] = each.deviation();
                numbers[at++] = each.flat();
            }
        }
        out.numbers("trace", numbers);
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    static TableNet readNet(Fields.Reader in) {
        TableInput input = readInput(in);
        return switch (in.text("net")) {
            case "mlp" -> mlp(in, input);
            case "resnet" -> layers(in, input, LayerPlan.Kind.RESNET);
            case "transformer" -> layers(in, input, LayerPlan.Kind.TRANSFORMER);
            default ->
                throw new InputException(
                        "the net must be of kind mlp, resnet or transformer, was \"" + in.text("net") + "\"");
        };
    }

    private static LayerNet layers(Fields.Reader in, TableInput input, LayerPlan.Kind kind) {
        int[] sizes = in.integers("sizes");
        Check.length("sizes of the net", sizes.length, 4);
        double[] parameters = in.numbers("parameters");
        for (double p : parameters) {
            Check.finite("parameter of a net", p);
        }
        LayerPlan plan = new LayerPlan(kind, sizes[0], sizes[1], sizes[2], sizes[3], in.number("dropout"));
        int outputs = in.integer("outputs", 1, MOST_UNITS);
        // The count comes first: a net is built only if the file holds as many numbers as it has parameters.
        long expected = plan.size(input, outputs);
        if (parameters.length != expected) {
            throw new InputException(
                    "a net of these sizes has " + expected + " parameters, the file holds " + parameters.length);
        }
        return new LayerNet(input, plan, outputs, parameters);
    }

    private static MlpNet mlp(Fields.Reader in, TableInput input) {
        int[] hidden = in.integers("hidden");
        for (int h : hidden) {
            requireUnits(h);
        }
        int outputs = in.integer("outputs", 1, MOST_UNITS);
        MlpShape shape =
                new MlpShape(input.dense(), input.levels(), hidden, outputs, activation(in.text("activation")));
        return new MlpNet(input, shape, parameters(in, shape.size()));
    }

    private static void requireUnits(int units) {
        if (units < 1 || units > MOST_UNITS) {
            throw new InputException("hidden layers must have 1.." + MOST_UNITS + " units, one has " + units);
        }
    }

    private static Activation activation(String name) {
        for (Activation each : Activation.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw new InputException("the net's activation \"" + name + "\" is unknown");
    }

    private static float[] parameters(Fields.Reader in, int count) {
        double[] wide = in.numbers("parameters", count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) wide[i];
            if (!Float.isFinite(values[i]) || values[i] != wide[i]) {
                throw new InputException(
                        "parameters of a net must be finite numbers of single precision, one was " + wide[i]);
            }
        }
        return values;
    }

    private static TableInput readInput(Fields.Reader in) {
        Schema schema = in.schema();
        int[] numeric = TableInput.positions(schema, false);
        int[] categorical = TableInput.positions(schema, true);
        double[] centre = in.numbers("centre", numeric.length);
        double[] inverse = in.numbers("inverse_scale", numeric.length);
        int[] indicator = in.integers("indicator");
        for (int k = 0; k < numeric.length; k++) {
            if (!Double.isFinite(centre[k]) || !(inverse[k] >= 0) || Double.isInfinite(inverse[k])) {
                throw new InputException("means and scales of a net's input must be finite, those of column "
                        + (numeric[k] + 1) + " are " + centre[k] + " and " + inverse[k]);
            }
        }
        for (int flag : indicator) {
            if (flag != 0 && flag != 1) {
                throw new InputException("indicators of a net's input must be 0 or 1, one was " + flag);
            }
        }
        int[] levels =
                Arrays.stream(categorical).map(j -> TableInput.codes(schema, j)).toArray();
        return new TableInput(numeric, centre, inverse, indicator, categorical, levels);
    }

    static TrainingTrace readTrace(Fields.Reader in) {
        List<String> parts = in.texts("trace_parts");
        List<String> layers = in.texts("trace_layers");
        double[] numbers = in.numbers("trace");
        int norms = 3 + parts.size();
        int stride = norms + 3 * layers.size();
        if (numbers.length % stride != 0) {
            throw new InputException("a trace of " + parts.size() + " parts and " + layers.size() + " layers has "
                    + stride + " numbers an epoch, there were " + numbers.length);
        }
        List<TrainingTrace.Epoch> epochs = new ArrayList<>();
        for (int at = 0; at < numbers.length; at += stride) {
            List<TrainingTrace.Activity> activity = new ArrayList<>();
            for (int i = at + norms; i < at + stride; i += 3) {
                activity.add(new TrainingTrace.Activity(numbers[i], numbers[i + 1], numbers[i + 2]));
            }
            epochs.add(new TrainingTrace.Epoch(
                    numbers[at],
                    numbers[at + 1],
                    numbers[at + 2],
                    Arrays.copyOfRange(numbers, at + 3, at + norms),
                    activity));
        }
        return new TrainingTrace(parts, layers, epochs);
    }
}
