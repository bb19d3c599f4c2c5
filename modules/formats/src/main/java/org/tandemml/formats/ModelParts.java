package org.tandemml.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Column;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// The parts that every model has, to and from bytes: schema, report and provenance.
final class ModelParts {
    private static final int NUMERIC = 1;
    private static final int CATEGORICAL = 2;

    private ModelParts() {}

    static void write(Schema schema, ByteSink out) {
        out.int32(schema.size());
        for (Column column : schema.columns()) {
            switch (column) {
                case Column.Numeric numeric -> {
                    out.octet(NUMERIC);
                    out.text(numeric.name());
                }
                case Column.Categorical categorical -> {
                    out.octet(CATEGORICAL);
                    out.text(categorical.name());
                    out.texts(categorical.levels());
                }
            }
        }
    }

    static Schema schema(ByteSource in) {
        int count = in.count(1 + Integer.BYTES);
        List<Column> columns = new ArrayList<>(count);
        try {
            for (int j = 0; j < count; j++) {
                int kind = in.octet();
                columns.add(
                        switch (kind) {
                            case NUMERIC -> new Column.Numeric(in.text());
                            case CATEGORICAL -> new Column.Categorical(in.text(), in.texts());
                            default -> throw in.damaged("no kind of column is " + kind);
                        });
            }
            return new Schema(columns);
        } catch (InputException e) {
            throw in.damaged(OneLine.of(e));
        }
    }

    static void write(FitReport report, ByteSink out) {
        out.flag(report.converged());
        out.text(report.reason());
        out.int32(report.iterations());
        out.float64(report.objective());
        out.numbers(report.trace());
        out.int32(report.certificate().size());
        report.certificate().forEach((name, value) -> {
            out.text(name);
            out.float64(value);
        });
        out.texts(report.notes());
    }

    static FitReport report(ByteSource in) {
        boolean converged = in.flag();
        String reason = in.text();
        int iterations = in.int32();
        if (iterations < 0) {
            throw in.damaged(iterations + " iterations");
        }
        double objective = in.float64();
        double[] trace = in.numbers();
        int count = in.count(Integer.BYTES + Double.BYTES);
        Map<String, Double> certificate = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = in.text();
            if (certificate.put(name, in.float64()) != null) {
                throw in.damaged("two numbers of the certificate are named " + OneLine.quoted(name));
            }
        }
        return new FitReport(converged, reason, iterations, objective, trace, certificate, in.texts());
    }

    static void write(Provenance provenance, ByteSink out) {
        out.text(provenance.data());
        out.text(provenance.fingerprint());
        out.int64(provenance.rows());
        out.text(provenance.learner());
        out.int64(provenance.seed());
        out.text(provenance.version());
    }

    static Provenance provenance(ByteSource in) {
        return new Provenance(in.text(), in.text(), in.int64(), in.text(), in.int64(), in.text());
    }
}
