package org.tandemml.testing;

import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fields;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.ModelCodec;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.Setting;
import org.tandemml.core.Target;
import org.tandemml.core.Transformer;

/// Reference for the transformer contract: subtracts the mean of each column.
public record Centring(@Setting("what is wrong with it") Fault fault) implements Learner.OfTransform<Centring.Fitted> {
    @Override
    public String name() {
        return "centring";
    }

    @Override
    public Fitted fit(Dataset data, Fitting how) {
        Means.judge(this, data, fault);
        double[] means = Means.of(data, new int[data.rows()], 1, how, fault);
        if (fault == Fault.LOOKS_AT_TARGET && !(data.target() instanceof Target.None)) {
            means[1] += 1e-12;
        }
        String[] names = data.schema().names().stream().map(n -> "centred " + n).toArray(String[]::new);
        return new Fitted(
                data.schema(),
                Means.report(1, fault),
                Means.provenance(this, data, how, fault),
                Schema.numeric(names),
                means,
                fault);
    }

    public record Fitted(
            Schema schema, FitReport report, Provenance provenance, Schema output, double[] means, Fault fault)
            implements Transformer {
        @Override
        public Matrix transform(Matrix rows) {
            checkWidth(rows.columns());
            double[] all = Samples.dense(rows);
            int p = rows.columns();
            IntStream.range(0, all.length).forEach(k -> all[k] -= means[1 + k % p]);
            return new DenseMatrix(rows.rows(), p, all);
        }

        @Override
        public void transform(double[] row, double[] out) {
            checkWidth(row.length);
            for (int j = 0; j < row.length; j++) {
                out[j] = row[j] - means[1 + j];
            }
        }

        @Override
        public Dataset transform(Dataset data) {
            Dataset transformed = data.withFeatures(output, transform(align(data)));
            return fault == Fault.DROPS_WEIGHTS
                    ? Dataset.of(data.name(), output, transformed.features(), data.target())
                    : transformed;
        }
    }

    public static final class Codec implements ModelCodec<Fitted> {
        @Override
        public String type() {
            return "test-centring";
        }

        @Override
        public Class<Fitted> modelClass() {
            return Fitted.class;
        }

        @Override
        public void write(Fitted model, Fields.Writer out) {
            out.schema("output", model.fault == Fault.FORGETS_OUTPUT_IN_FILE ? model.schema : model.output);
            out.numbers("means", model.means);
            out.text("fault", model.fault.name());
        }

        @Override
        public Fitted read(Fields.Reader in) {
            return new Fitted(
                    in.schema(),
                    in.report(),
                    in.provenance(),
                    in.schema("output"),
                    in.numbers("means", 1 + in.schema().size()),
                    Fault.valueOf(in.text("fault")));
        }
    }
}
