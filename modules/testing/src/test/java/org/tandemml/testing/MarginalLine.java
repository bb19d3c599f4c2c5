package org.tandemml.testing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fields;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.ModelCodec;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;
import org.tandemml.core.Setting;
import org.tandemml.core.Target;

/// Reference for the regressor contract: the mean of the target plus the difference of the row's sum to its mean.
public record MarginalLine(@Setting("what is wrong with it") Fault fault)
        implements Learner.OfNumbers<MarginalLine.Fitted> {
    @Override
    public String name() {
        return "marginal-line";
    }

    @Override
    public Fitted fit(Dataset data, Fitting how) {
        Means.judge(this, data, fault);
        double[] target = fault == Fault.TAKES_CLASSES_FOR_NUMBERS && data.target() instanceof Target.Classes
                ? Arrays.stream(data.classes().codes()).asDoubleStream().toArray()
                : data.numbers();
        Dataset both = Samples.withColumn(data, new Column.Numeric("the target itself"), target);
        double[] means = Means.of(both, new int[data.rows()], 1, how, fault);
        double mean = IntStream.rangeClosed(1, data.columns())
                .mapToDouble(j -> means[j])
                .sum();
        return new Fitted(
                data.schema(),
                Means.report(1, fault),
                Means.provenance(this, data, how, fault),
                data.target().name(),
                means[data.columns() + 1] - mean,
                fault);
    }

    public record Fitted(
            Schema schema, FitReport report, Provenance provenance, String target, double intercept, Fault fault)
            implements Regressor {
        @Override
        public double predict(double[] row) {
            checkWidth(row.length);
            double sum = intercept;
            for (double value : row) {
                sum += value;
            }
            return sum;
        }

        @Override
        public double[] predict(Matrix rows, Parallel loop) {
            checkWidth(rows.columns());
            double[] predicted = new double[rows.rows()];
            Means.blocks(rows.rows(), loop, i -> {
                double[] row = new double[rows.columns()];
                rows.copyRow(i, row, 0);
                predicted[i] = predict(row);
            });
            return predicted;
        }

        @Override
        public double[] predict(Dataset data) {
            double[] predicted = predict(align(data));
            if (fault == Fault.PREDICTS_DATA_OTHERWISE) {
                Arrays.setAll(predicted, i -> predicted[i] + 1e-12);
            }
            return predicted;
        }
    }

    public static final class Codec implements ModelCodec<Fitted> {
        @Override
        public String type() {
            return "test-marginal-line";
        }

        @Override
        public Class<Fitted> modelClass() {
            return Fitted.class;
        }

        @Override
        public void write(Fitted model, Fields.Writer out) {
            out.text("target", model.fault == Fault.FORGETS_TARGET_IN_FILE ? "y?" : model.target);
            out.number("intercept", model.intercept);
            out.texts("fault", List.of(model.fault.name()));
        }

        @Override
        public Fitted read(Fields.Reader in) {
            return new Fitted(
                    in.schema(),
                    in.report(),
                    in.provenance(),
                    in.text("target"),
                    in.number("intercept"),
                    Fault.valueOf(in.texts("fault").get(0)));
        }
    }
}
