package org.tandemml.data;

import java.util.List;
import java.util.Map;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fields;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.Transformer;

/// What every fitted step knows: the columns it takes, how its fit went and where it came from.
abstract class FittedStep implements Transformer {
    private final Origin origin;

    FittedStep(Origin origin) {
        this.origin = origin;
    }

    /// Columns taken, report and provenance of one fit.
    record Origin(Schema schema, FitReport report, Provenance provenance) {
        static Origin of(Learner<?> learner, Dataset data, Fitting how, FitReport report) {
            return new Origin(data.schema(), report, Provenance.of(learner, data, how));
        }

        static Origin read(Fields.Reader in) {
            return new Origin(in.schema(), in.report(), in.provenance());
        }
    }

    /// The report of a direct computation, with notes.
    static FitReport report(String reason, List<String> notes) {
        return new FitReport(true, reason, 0, Double.NaN, new double[0], Map.of(), notes);
    }

    @Override
    public final Schema schema() {
        return origin.schema();
    }

    @Override
    public final FitReport report() {
        return origin.report();
    }

    @Override
    public final Provenance provenance() {
        return origin.provenance();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + schema().size() + " -> " + output().size() + " columns]";
    }
}
