package org.tandemml.formats;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Fields;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.ModelCodec;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;

/// A model with one field of every type, and perhaps another model inside.
record SampleModel(
        Schema schema,
        FitReport report,
        Provenance provenance,
        long count,
        double intercept,
        boolean fancy,
        String target,
        double[] weights,
        int[] order,
        List<String> names,
        Schema other,
        List<SampleModel> inner)
        implements Regressor {

    static final Codec CODEC = new Codec();
    static final ModelCodecs CODECS = new ModelCodecs(List.of(CODEC));

    /// Two levels of models, every kind of value, names from several scripts.
    static SampleModel sample() {
        SampleModel inner = plain(List.of());
        Map<String, Double> certificate = new LinkedHashMap<>();
        certificate.put("gradient_norm", 3.1e-10);
        certificate.put("duality_gap", Double.MIN_VALUE);
        return new SampleModel(
                new Schema(List.of(
                        new Column.Numeric("größe in m²"), new Column.Categorical("色", List.of("赤", "", "two words")))),
                new FitReport(
                        false, "stopped", 17, -0.0, new double[] {2, 1.5, Double.NaN}, certificate, List.of("a note")),
                new Provenance("people", "0123456789abcdef", 1L << 40, "sample(x=1, y=\"2\")", -42, "0.1.0"),
                Long.MIN_VALUE,
                Double.longBitsToDouble(0x7FF8000000001234L),
                true,
                "y 🙂",
                new double[] {1, -0.0, Double.POSITIVE_INFINITY, Double.MAX_VALUE, 0.1},
                new int[] {2, 0, 1, Integer.MIN_VALUE},
                List.of("no", "yes\tor\nno"),
                Schema.numeric("only"),
                List.of(inner));
    }

    static SampleModel plain(List<SampleModel> inner) {
        return new SampleModel(
                Schema.numeric(2),
                FitReport.direct("closed form"),
                new Provenance("data", "f", 3, "sample()", 42, "0.1.0"),
                1,
                0.5,
                false,
                "y",
                new double[] {1, 2},
                new int[0],
                List.of(),
                Schema.numeric(0),
                inner);
    }

    /// Equal to the bit, where NaN differ in their payload.
    @Override
    public boolean equals(Object object) {
        return object instanceof SampleModel that
                && List.of(schema, report, provenance, count, fancy, target, names, other, inner)
                        .equals(List.of(
                                that.schema,
                                that.report,
                                that.provenance,
                                that.count,
                                that.fancy,
                                that.target,
                                that.names,
                                that.other,
                                that.inner))
                && Arrays.equals(bits(intercept), bits(that.intercept))
                && Arrays.equals(bits(weights), bits(that.weights))
                && Arrays.equals(order, that.order);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    private static long[] bits(double... values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    @Override
    public double predict(double[] row) {
        return intercept;
    }

    @Override
    public double[] predict(Matrix rows, Parallel loop) {
        double[] predicted = new double[rows.rows()];
        Arrays.fill(predicted, intercept);
        return predicted;
    }

    static class Codec implements ModelCodec<SampleModel> {
        @Override
        public String type() {
            return "sample";
        }

        @Override
        public Class<SampleModel> modelClass() {
            return SampleModel.class;
        }

        @Override
        public void write(SampleModel model, Fields.Writer out) {
            out.integer("count", model.count);
            out.number("intercept", model.intercept);
            out.flag("fancy", model.fancy);
            out.text("target", model.target);
            out.numbers("weights", model.weights);
            out.integers("order", model.order);
            out.texts("names", model.names);
            out.schema("other", model.other);
            out.flag("nested", !model.inner.isEmpty());
            for (SampleModel inner : model.inner) {
                out.model("inner", inner);
            }
        }

        @Override
        public SampleModel read(Fields.Reader in) {
            String target = in.text("target");
            if (target.isEmpty()) {
                throw new InputException("the target has no name");
            }
            double[] weights = in.numbers("weights");
            Check.atLeast("weights", weights.length, 1);
            List<SampleModel> inner = in.flag("nested") ? List.of(in.model("inner", SampleModel.class)) : List.of();
            return new SampleModel(
                    in.schema(),
                    in.report(),
                    in.provenance(),
                    in.integer("count"),
                    in.number("intercept"),
                    in.flag("fancy"),
                    target,
                    weights,
                    in.integers("order"),
                    in.texts("names"),
                    in.schema("other"),
                    inner);
        }
    }
}
